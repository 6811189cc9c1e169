package warehouse

import (
	"fmt"
	"regexp"
	"strings"
)

// Dialect is the SQL that an engine speaks.
//
// ANSI is tested on DuckDB, on SQLite through Flight SQL, and with Trino's driver, but on
// no Trino: that its grammar takes the statements is all that has been checked. The DSN of
// Trino's driver must say explicitPrepare=false, or statements travel in a header, which
// is too short for long ones. Arrow's driver for Flight SQL names no types, so that
// amounts are rounded to thousandths there, row by row, as floating-point numbers are
// everywhere; SQLite, which has no decimals, adds up exactly in this way too.
type Dialect uint8

const (
	ClickHouse Dialect = iota + 1 // 18.16 and later, one node or a Distributed table
	DuckDB                        // a table, a view or Parquet files
	PostgreSQL                    // also the engines that speak it: Citus, Greenplum, Cloudberry
	ANSI                          // Trino, Presto, and the engines behind Flight SQL
)

var dialectNames = [...]string{ClickHouse: "ClickHouse", DuckDB: "DuckDB", PostgreSQL: "PostgreSQL", ANSI: "ANSI"}

// String returns the engine's name.
func (d Dialect) String() string {
	if d >= ClickHouse && d <= ANSI {
		return dialectNames[d]
	}
	return "no dialect"
}

// identifier is what a name of a table or column may be: what every engine takes
// between quotes without a second thought.
var identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,127}$`)

// quote quotes a name, of which identifier has been made sure. Unquoted, "value" is
// reserved in some engines, and PostgreSQL folds capitals.
func (d Dialect) quote(name string) string {
	if d == ClickHouse {
		return "`" + name + "`"
	}
	return `"` + name + `"`
}

// placeholder is the mark of the n-th argument, from 1.
func (d Dialect) placeholder(n int) string {
	if d == PostgreSQL {
		return fmt.Sprintf("$%d", n)
	}
	return "?"
}

// left takes characters from the left of a text.
func (d Dialect) left(text string, n int) string {
	if d == ClickHouse {
		return fmt.Sprintf("substring(%s, 1, %d)", text, n)
	}
	return fmt.Sprintf("SUBSTR(%s, 1, %d)", text, n)
}

// exact is the sum of an amount as decimal text. Sums of floating-point numbers would
// differ from run to run, so those are added up as whole thousandths.
func (d Dialect) exact(amount string, k kind) string {
	switch {
	case d == ClickHouse && k == floating:
		return "toString(sum(toDecimal128(round(" + amount + " * 1000), 0)))"
	case d == ClickHouse && k == integer: // a sum of Int64 wraps around without a word
		return "toString(sum(toDecimal128(" + amount + ", 0)))"
	case d == ClickHouse:
		return "toString(sum(" + amount + "))"
	case k == floating:
		amount = "CAST(ROUND(" + amount + " * 1000) AS BIGINT)"
	}
	sum := "SUM(" + amount + ")"
	if d == ANSI { // since some servers of Flight SQL fail where a column begins with NULL
		sum = "COALESCE(" + sum + ", 0)"
	}
	return "CAST(" + sum + " AS VARCHAR)"
}

// count counts rows, "*", or those that have an amount.
func (d Dialect) count(what string) string {
	if d == ClickHouse && what == "*" {
		return "count()"
	}
	return "count(" + what + ")"
}

// ending is what each statement ends with: by default, ClickHouse may leave out a shard
// that is down, and answer with what the others have.
func (d Dialect) ending() string {
	if d == ClickHouse {
		return "\nSETTINGS skip_unavailable_shards = 0"
	}
	return ""
}

// toLook is how many rows it takes to be told of the columns. The Flight SQL driver does
// not name those of an empty answer.
func (d Dialect) toLook() string {
	if d == ANSI {
		return "1"
	}
	return "0"
}

// isPublished is the condition that a code is no withheld line.
func (d Dialect) isPublished() string {
	switch d {
	case ClickHouse:
		return "(code = 'TOTAL' OR match(code, '^[0-9]+$'))"
	case DuckDB:
		return "(code = 'TOTAL' OR regexp_full_match(code, '[0-9]+'))"
	}
	return "(code = 'TOTAL' OR code ~ '^[0-9]+$')"
}

// hash makes a number of texts.
func (d Dialect) hash(texts []string) string {
	switch d {
	case ClickHouse:
		return "cityHash64(" + strings.Join(texts, ", ") + ")"
	case DuckDB:
		return "hash(" + strings.Join(texts, ", ") + ")"
	}
	return "hashtextextended(concat_ws(chr(31), " + strings.Join(texts, ", ") + "), 0)"
}
