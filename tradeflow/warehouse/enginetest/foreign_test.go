package enginetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// TestForeignTables: tables that Schema has not made, of other types, names and
// spellings, have the answer of Files, or an error that says what is wrong; never one of
// which rows are missing.
func TestForeignTables(t *testing.T) {
	rows := []string{
		drones("2022", "CHN", "RUS", "10"), drones("2022", "CHN", "WLD", "14"), drones("2023", "DEU", "RUS", "3.5"), drones("2023", "DEU", "KAZ", "2"),
		"2022,CHN,KAZ,export,854231,HS2022,4,USD,FOB,7,true,3,u,false,,,,,,illustrative",
		"2023,DEU,KAZ,export,854231,HS2022,4,USD,FOB,7.25,false,3,u,false,,,,,,illustrative",
	}
	swap := func(from, to string) []string {
		out := []string{}
		for _, r := range rows {
			out = append(out, strings.ReplaceAll(r, from, to))
		}
		return out
	}
	queries := []tradeflow.Query{perReporter, perReporter, perReporter, perReporter, perReporter, perReporter}
	queries[1].From = tradeflow.Year(2022)
	queries[2].From, queries[2].To, queries[2].By = tradeflow.Year(2022), tradeflow.Year(2022), tradeflow.Commodity
	queries[3].Measure, queries[3].Partners = tradeflow.NetWeight, []tradeflow.Country{"KAZ"}
	queries[4].Measure, queries[4].By = tradeflow.Quantity, tradeflow.Commodity
	queries[5].Frequency, queries[5].From = tradeflow.Monthly, tradeflow.Year(2022)
	type types map[string]string
	for name, c := range map[string]struct {
		rows  []string // in place of those above
		types map[string]types
		error string // words of an error, where it may be one
	}{
		"plain": {},
		"padded": {types: map[string]types{
			"PostgreSQL": {"reporter": "char(3)", "partner": "char(5)", "direction": "char(12)", "code": "char(10)", "period": "char(7)", "source": "char(20)", "edition": "char(8)", "currency": "char(3)", "mode": "char(4)", "measure": "char(20)"},
			"ClickHouse": {"reporter": "FixedString(3)", "partner": "FixedString(5)", "direction": "FixedString(12)", "code": "FixedString(10)"},
		}, error: "column"},
		"padded partner": {types: map[string]types{"ClickHouse": {"partner": "FixedString(5)"}, "PostgreSQL": {"partner": "char(5)"}}, error: "partner"},
		"fixed":          {types: map[string]types{"ClickHouse": {"reporter": "FixedString(3)", "partner": "FixedString(3)"}, "PostgreSQL": {"reporter": "char(3)", "partner": "char(3)"}}},
		"nullable":       {types: map[string]types{"ClickHouse": {"reporter": "Nullable(String)", "partner": "Nullable(String)", "mode": "Nullable(String)", "period": "Nullable(String)", "net_weight_estimated": "Nullable(UInt8)", "edition": "Nullable(String)", "code": "Nullable(String)"}}},
		"enum": {types: map[string]types{
			"ClickHouse": {"direction": "Enum8('export' = 1, 'import' = 2)"}, "DuckDB": {"direction": "ENUM('export', 'import')", "currency": "ENUM('USD', 'EUR')", "valuation": "ENUM('FOB', 'CIF')"},
			"PostgreSQL": {"direction": "direction_enum", "valuation": "valuation_enum"},
		}, error: "direction"},
		"numbers":         {types: map[string]types{"DuckDB": {"value": "REAL", "net_weight": "DOUBLE", "net_weight_estimated": "TINYINT"}, "PostgreSQL": {"value": "real", "net_weight": "double precision"}}},
		"collated":        {types: map[string]types{"PostgreSQL": {"period": `text COLLATE "en-x-icu"`, "code": `varchar(20) COLLATE "en-x-icu"`, "partner": `text COLLATE "C"`}, "DuckDB": {"period": "VARCHAR COLLATE NOCASE"}}},
		"integers":        {types: map[string]types{"DuckDB": {"period": "INTEGER"}, "PostgreSQL": {"period": "integer"}}, error: "want text"},
		"lower":           {rows: swap("WLD", "wld")},
		"blank":           {rows: swap("WLD", "WLD "), error: "WLD "},
		"blank period":    {rows: swap("2022,CHN", " 2022,CHN"), error: "2022"},
		"no period":       {rows: swap("2022,CHN", ",CHN"), error: "period"},
		"no partner":      {rows: swap("KAZ", ""), error: "partner"},
		"no code":         {rows: swap("854231", ""), error: "code"},
		"no reporter":     {rows: swap("CHN", ""), error: "reporter"},
		"no direction":    {rows: append(swap("x", "x"), "2022,CHN,UKR,,854231,HS2022,4,USD,FOB,7,true,3,u,false,,,,,,illustrative"), error: "direction"},
		"no unit":         {rows: swap(",u,", ",,")},
		"other spelling":  {rows: swap("2022,CHN", "202206,CHN")},
		"two spellings":   {rows: append(swap("2022,CHN", "202206,CHN"), drones("2022-06", "CHN", "RUS", "10")), error: "period"},
		"no currency":     {rows: swap("USD", ""), error: "currency"},
		"no source":       {rows: swap("illustrative", ""), error: "source"},
		"capital words":   {rows: swap("export", "Export"), error: "Export"},
		"edition spelled": {rows: swap("HS2022", "H6"), error: ""},
	} {
		for _, e := range engines(t) {
			if e.Name == "ClickHouse shards through 2" {
				continue // which does what the first does
			}
			t.Run(name+", "+e.Name, func(t *testing.T) {
				here := c.rows
				if here == nil {
					here = rows
				}
				if e.Dialect == "PostgreSQL" {
					for _, text := range []string{"CREATE TYPE direction_enum AS ENUM ('export', 'import')", "CREATE TYPE valuation_enum AS ENUM ('FOB', 'CIF')"} {
						_, _ = e.DB.Exec(text)
					}
				}
				table := plainOf(t, e, "foreign_rows", maps.Clone(c.types[e.Dialect]))
				refill(t, e, table, rand.New(rand.NewPCG(1, 1)), here)
				files := illustrative(t, here...)
				for i, q := range queries {
					got, err := table.Aggregate(t.Context(), q)
					want, wantErr := files.Aggregate(t.Context(), q)
					switch {
					case err != nil && c.error != "" && strings.Contains(err.Error(), c.error):
						t.Logf("%d: %v", i, err)
					case err != nil:
						t.Errorf("%d: error %v (files: %v)", i, err, wantErr)
					case wantErr != nil && len(got.Series) > 0: // what is not asked for may be wrong
						t.Errorf("%d: no error, want %v", i, wantErr)
					case wantErr == nil && written(t, got) != written(t, want):
						t.Errorf("%d: %s", i, differ(written(t, got), written(t, want)))
					case wantErr == nil && fmt.Sprint(got.Ledger.Total().Lines) != fmt.Sprint(want.Ledger.Total().Lines) && !q.From.IsValid():
						t.Errorf("%d: ledger %v, want %v", i, got.Ledger, want.Ledger)
					}
				}
			})
		}
	}
}

// TestNamedTables: a table in a schema, with capitals in its columns, and what it lacks
// said in Fixed: also by what all its rows split their flows.
func TestNamedTables(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			text, space := "VARCHAR(20)", "named"
			kind := map[bool]string{true: "DATABASE", false: "SCHEMA"}[e.Dialect == "ClickHouse"]
			if e.Dialect == "ClickHouse" {
				text = "String"
			}
			drop := func() {
				for _, node := range e.Nodes {
					for _, name := range []string{"named.flows_all", "named.flows_view", "named.flows"} {
						object := map[bool]string{true: "VIEW", false: "TABLE"}[strings.HasSuffix(name, "view") && e.Dialect != "ClickHouse"]
						_, _ = node.Exec("DROP " + object + " IF EXISTS " + name)
					}
					_, _ = node.Exec("DROP " + kind + " IF EXISTS " + space)
				}
			}
			drop()
			t.Cleanup(drop)
			quote := map[bool]string{true: "`", false: `"`}[e.Dialect == "ClickHouse"]
			storage := map[bool]string{true: " ENGINE = MergeTree ORDER BY tuple()"}[e.Dialect == "ClickHouse"]
			e.exec(t, "CREATE "+kind+" "+space)
			e.exec(t, strings.ReplaceAll("CREATE TABLE named.flows (`Year` "+text+", `rows_found` "+text+", `PARTNER` "+text+", `order` "+text+", `Value` INTEGER)", "`", quote)+storage)
			name := "flows"
			if e.Cluster != "" {
				name = "flows_all"
				e.exec(t, "CREATE TABLE named.flows_all AS named.flows ENGINE = Distributed("+e.Cluster+", named, flows)")
			}
			e.exec(t, "CREATE VIEW named.flows_view AS SELECT * FROM named."+name)
			var rows []string
			for i, node := range e.Nodes {
				for j, partner := range []string{"RUS", "KAZ", "WLD"} {
					reporter := []string{"CHN", "DEU"}[i]
					if _, err := node.Exec(fmt.Sprintf("INSERT INTO named.flows SELECT '2022', '%s', '%s', '880622', %d", reporter, partner, j+7)); err != nil {
						t.Fatal(err)
					}
					rows = append(rows, fmt.Sprintf("2022,%s,%s,export,880622,HS2022,%d,USD,,,false,,,false,,2000,,,,illustrative", reporter, partner, j+7))
				}
			}
			for _, own := range []string{"named." + name, "named.flows_view"} {
				table := &warehouse.Table{
					DB: e.DB, Dialect: dialect(e), Name: own,
					Columns: map[string]string{"period": "Year", "reporter": "rows_found", "partner": "PARTNER", "code": "order", "value": "Value"},
					Fixed:   map[string]string{"direction": "export", "edition": "HS2022", "currency": "USD", "source": "illustrative", "mode": "2000"},
				}
				q := perReporter
				compare(t, table, illustrative(t, rows...), q)
				q.By, q.Partners = 0, []tradeflow.Country{"WLD"}
				same(t, own, table, illustrative(t, rows...), q)
				if t.Failed() {
					t.Fatal(own)
				}
			}
		})
	}
}
