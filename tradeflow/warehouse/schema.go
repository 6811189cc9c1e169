package warehouse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// batchColumn is the column that the tables of Schema have besides those of
// tradeflow.Schema: the name under which Load has put the row there.
const batchColumn = "batch"

// Schema returns the statement that makes an empty table called flows, for Load to fill:
// the columns of tradeflow.Schema and batch, amounts as decimals with three digits behind
// the point, the rows sorted or cut up so that a query about some goods in some years
// reads few of the others. Comments in it say what the columns hold and, for
// ClickHouse, what a table over several shards takes.
func Schema(d Dialect) string {
	var b strings.Builder
	lines := head[d]
	for line := range strings.Lines(lines) {
		b.WriteString("-- " + line)
	}
	b.WriteString("\nCREATE TABLE IF NOT EXISTS flows (\n")
	names := columnNames()
	for i, name := range names {
		end := ","
		if i == len(names)-1 {
			end = ""
		}
		fmt.Fprintf(&b, "  %-42s -- %s\n", d.quote(name)+" "+d.typeOf(name)+end, says[name])
	}
	b.WriteString(")" + tail[d])
	return b.String()
}

// columnNames are those of a table of Schema.
func columnNames() (names []string) {
	for _, f := range tradeflow.Schema.Fields() {
		names = append(names, f.Name)
	}
	return append(names, batchColumn)
}

// typeOf is the type of a column. In ClickHouse, texts and flags are never null: an empty
// text means the same.
func (d Dialect) typeOf(name string) string {
	types := [...]struct{ text, amount, flag string }{
		ClickHouse: {"String", "Nullable(Decimal(18, 3))", "UInt8"},
		DuckDB:     {"VARCHAR", "DECIMAL(18, 3)", "BOOLEAN"},
		PostgreSQL: {`text COLLATE "C"`, "numeric(18, 3)", "boolean"},
		ANSI:       {"VARCHAR", "DECIMAL(18, 3)", "BOOLEAN"},
	}[d]
	typ := types.text
	switch {
	case slices.Contains(amounts, name):
		return types.amount
	case slices.Contains(flags, name):
		typ = types.flag
	}
	if d != ClickHouse && (slices.Contains(required, name) || slices.Contains(flags, name) || name == batchColumn) {
		typ += " NOT NULL"
	}
	if d != ClickHouse && name == batchColumn {
		typ += " DEFAULT ''"
	}
	return typ
}

var says = map[string]string{
	"period":               "2023, 2023-06, 2023-01/02",
	"reporter":             "ISO 3166-1 alpha-3, or a publisher's area",
	"partner":              "likewise; WLD and other aggregates are rows of their own",
	"direction":            "import, export, re-export, re-import",
	"code":                 "digits as published; TOTAL; 39XXXXXX for a withheld line",
	"edition":              "HS1992 to HS2022; empty: not declared",
	"value":                "in currency; null: withheld or missing",
	"currency":             "ISO 4217",
	"valuation":            "FOB or CIF; empty: not stated",
	"net_weight":           "kilograms; null: missing",
	"net_weight_estimated": "by the publisher",
	"quantity":             "in quantity_unit; null: missing",
	"quantity_unit":        "the publisher's abbreviation",
	"quantity_estimated":   "by the publisher",
	"partner2":             "second partner; empty: all, the total",
	"mode":                 "mode of transport; likewise",
	"procedure":            "customs procedure; likewise",
	"regime":               "a split without a total: rows of different regimes add up",
	"measure":              "value, net weight or quantity, where the row declares only this",
	"source":               "publisher and dataset",
	batchColumn:            "the name under which it was loaded",
}

var head = [...]string{
	ClickHouse: `Flows, a row for each declared number. Load replaces whole partitions, one
for each batch. On several shards: make this table on each of them under
another name, such as flows_local, then on each
CREATE TABLE flows AS flows_local
ENGINE = Distributed(your_cluster, your_database, flows_local, cityHash64(reporter))
and name the shards and flows_local in Table for Load. Shards on one machine
must differ in their ports: one that has the same port as the server that is
asked, on any local address, is taken for that server, and read twice.
`,
	DuckDB: `Flows, a row for each declared number. DuckDB also answers without a table,
straight from Parquet files: see Table.Parquet.
`,
	PostgreSQL: `Flows, a row for each declared number, cut up by year: Load makes the
partitions. On Citus, SELECT create_distributed_table('flows', 'reporter').
`,
	ANSI: `Flows, a row for each declared number. Cut the table up by period, and sort
it by direction and code, as the engine offers it.
`,
}

var tail = [...]string{
	ClickHouse: `
ENGINE = MergeTree
PARTITION BY batch
ORDER BY (direction, period, code, reporter, partner)
`,
	DuckDB: "\n",
	PostgreSQL: `
PARTITION BY RANGE (period);
CREATE INDEX IF NOT EXISTS flows_goods ON flows (direction, code, period);
`,
	ANSI: "\n",
}
