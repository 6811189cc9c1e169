package warehouse

import (
	command "flag" // flag is a kind of column here
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

var update = command.Bool("update", false, "write the statements in testdata anew; read them before accepting them")

// columnsOf are those of a table of Schema, as look finds them there.
func columnsOf(d Dialect) map[string]column {
	columns := map[string]column{}
	for _, f := range tradeflow.Schema.Fields() {
		c := column{name: d.quote(f.Name)}
		switch {
		case slices.Contains(amounts, f.Name):
			c.kind = decimal
		case slices.Contains(flags, f.Name) && d == ClickHouse: // as UInt8
			c.kind = integer
		case slices.Contains(flags, f.Name):
			c.kind = flag
		}
		columns[f.Name] = c
	}
	return columns
}

// ownColumns are those of a table of other making: other names, amounts in floating point
// or whole, some columns missing, some the same in all rows.
func ownColumns(d Dialect) map[string]column {
	columns := columnsOf(d)
	columns["value"] = column{name: d.quote("usd"), kind: floating}
	columns["net_weight"] = column{name: d.quote("Kilograms"), kind: integer}
	columns["net_weight_estimated"] = column{}
	columns["direction"] = column{fixed: "export"}
	columns["edition"] = column{fixed: "HS2022"}
	for _, name := range []string{"partner2", "mode", "procedure", "measure", "regime"} {
		columns[name] = column{}
	}
	return columns
}

func goldenQueries() []struct {
	title   string
	columns func(Dialect) map[string]column
	tradeflow.Query
} {
	exports := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Scheme: hscodes.DualUse(), By: tradeflow.Reporter | tradeflow.Category}
	weight, europe, own := exports, exports, exports
	weight.Measure, weight.Scheme, weight.By = tradeflow.NetWeight, nil, tradeflow.Partner|tradeflow.Commodity
	weight.Codes, weight.From, weight.To = []hscodes.Code{hscodes.MustParse("880622")}, tradeflow.Year(2021), tradeflow.Year(2022)
	europe.Reporters, europe.Partners, europe.By = []tradeflow.Country{"EU27"}, []tradeflow.Country{"KAZ"}, tradeflow.Category
	own.Measure = tradeflow.NetWeight
	return []struct {
		title   string
		columns func(Dialect) map[string]column
		tradeflow.Query
	}{
		{"The value of dual-use goods, by reporter and category", columnsOf, exports},
		{"The weight of drones, by partner and code, in two years", columnsOf, weight},
		{"What the EU sends to Kazakhstan, by category", columnsOf, europe},
		{"The weight of dual-use goods, of a table of other making", ownColumns, own},
	}
}

// TestStatements keeps what is sent to each engine as text for a person to read: for
// some queries, all statements in their order, as they follow from the made-up table.
func TestStatements(t *testing.T) {
	rows := rowsOf(t, illustrative)
	for d := ClickHouse; d <= ANSI; d++ {
		t.Run(d.String(), func(t *testing.T) {
			table := &Table{Dialect: d, Name: "trade.flows"}
			var b strings.Builder
			fmt.Fprintf(&b, "-- What a table is asked in the SQL of %s: see TestStatements.\n", d)
			for _, q := range goldenQueries() {
				fmt.Fprintf(&b, "\n---- %s\n", q.title)
				held := rows
				if columns := q.columns(d); columns["direction"].fixed != "" {
					held = nil
					for _, row := range rows {
						if row["direction"] == "export" && row["edition"] == "HS2022" && row["mode"] == "" {
							held = append(held, row)
						}
					}
				}
				err := held.statements(t, table, q.columns(d), q.Query, func(s Statement, _ tradeflow.Measure, _ []tradeflow.Group) {
					if n := strings.Count(s.Text, d.placeholder(1)[:1]); n != len(s.Args) {
						t.Errorf("%s has %d marks and %d arguments", s.Name, n, len(s.Args))
					}
					fmt.Fprintf(&b, "\n%s", s)
				})
				if err != nil {
					t.Errorf("%s: %v", q.title, err)
				}
			}
			compare(t, strings.ToLower(d.String())+".sql", b.String())
			compare(t, strings.ToLower(d.String())+"_schema.sql", Schema(d))
		})
	}
}

// TestStatementsParquet: the names of files are arguments, before those of the conditions.
func TestStatementsParquet(t *testing.T) {
	table := &Table{Dialect: DuckDB, Parquet: []string{"baci/*.parquet", "it's here.parquet"}}
	s := table.statement(columnsOf(DuckDB), tradeflow.Ask{
		Name: "cells", By: []tradeflow.Term{{Column: "partner", Sort: map[string]int{"RUS": 1}}}, Measure: tradeflow.Count,
		Where: []tradeflow.Filter{{Term: tradeflow.Term{Column: "period"}, From: "2021", To: "2023"}},
	})
	compare(t, "duckdb_parquet.sql", s.String())
}

// TestStatementsSpread: where the rows of a reporter lie on two shards, ClickHouse brings
// its flows together; others stay on their shards.
func TestStatementsSpread(t *testing.T) {
	table := &Table{Dialect: ClickHouse, Name: "flows"}
	var b strings.Builder
	a := tradeflow.Ask{Name: "repeated", By: []tradeflow.Term{{Column: "period"}, {Column: "reporter"}}, Repeated: true}
	for range table.repeated(columnsOf(ClickHouse), a, func(s Statement) iter.Seq2[tradeflow.Group, error] {
		b.WriteString(s.String())
		return func(yield func(tradeflow.Group, error) bool) {
			for _, who := range []string{"CHN", "DEU", "CHN"} {
				if len(s.keys) != 1 || !yield(tradeflow.Group{Keys: []string{who}, Rows: 1}, nil) {
					return
				}
			}
		}
	}) {
		t.Error("a repeated row, and there is none")
	}
	compare(t, "clickhouse_spread.sql", b.String())
}

// TestStatementsHostile: what a table or a query says is in the arguments alone, never in
// the text.
func TestStatementsHostile(t *testing.T) {
	hostile := []string{"x') OR 1=1 --", `\') OR (1=1`, `"; DROP TABLE flows; --`, "*/ UNION SELECT", "?$1"}
	for d := ClickHouse; d <= ANSI; d++ {
		table := &Table{Dialect: d, Name: "flows"}
		var seen []any
		for i, word := range hostile {
			rows := rowsOf(t, illustrative)
			for _, row := range rows {
				if row["partner"] == "KAZ" {
					row["partner"], row["source"], row["currency"], row["valuation"] = word, word, word, word
				}
				if row["mode"] != "" {
					row["mode"] += word
				}
			}
			q := goldenQueries()[0].Query
			if i%2 == 1 {
				q.Scheme, q.By = nil, tradeflow.Reporter|tradeflow.Partner
			}
			q.Partners = []tradeflow.Country{tradeflow.Country(word)}
			q.By |= tradeflow.Partner
			_ = rows.statements(t, table, columnsOf(d), q, func(s Statement, _ tradeflow.Measure, _ []tradeflow.Group) {
				if strings.Contains(s.Text, word) {
					t.Errorf("%s, %s: %q is in the text\n%s", d, s.Name, word, s.Text)
				}
				seen = append(seen, s.Args...)
			})
		}
		met := 0
		for _, a := range seen {
			for _, word := range hostile {
				if a == word {
					met++
				}
			}
		}
		if met == 0 {
			t.Errorf("%s: no statement asks for a hostile word: the test tests nothing", d)
		}
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s says otherwise; see the difference with -update and git diff. Got\n%s", path, got)
	}
}
