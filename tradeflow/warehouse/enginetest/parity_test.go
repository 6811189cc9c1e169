package enginetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// question is one query of the suite.
type question struct {
	name string
	tradeflow.Query
}

func suite() []question {
	export := func(by tradeflow.Dims) tradeflow.Query {
		return tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Scheme: hscodes.DualUse(), By: by}
	}
	with := func(q tradeflow.Query, change func(*tradeflow.Query)) tradeflow.Query {
		change(&q)
		return q
	}
	const r, p, c, k = tradeflow.Reporter, tradeflow.Partner, tradeflow.Category, tradeflow.Commodity
	return []question{
		{"one total", export(0)},
		{"by category", export(c)},
		{"by reporter and category", export(r | c)},
		{"by everything", export(r | p | c | k)},
		{"by commodity", export(p | k)},
		{"weight", with(export(r|c), func(q *tradeflow.Query) { q.Measure = tradeflow.NetWeight })},
		{"quantity", with(export(k), func(q *tradeflow.Query) {
			q.Measure, q.Codes = tradeflow.Quantity, []hscodes.Code{hscodes.MustParse("880622")}
		})},
		{"rows", with(export(r|c), func(q *tradeflow.Query) { q.Measure = tradeflow.Count })},
		{"World", with(export(r|c), func(q *tradeflow.Query) { q.Partners = []tradeflow.Country{tradeflow.World} })},
		{"to the EU", with(export(r|p|c), func(q *tradeflow.Query) { q.Partners = []tradeflow.Country{"EU27", "RUS"} })},
		{"of the EU", with(export(p|c), func(q *tradeflow.Query) { q.Reporters = []tradeflow.Country{"EU27"} })},
		{"silent reporter", with(export(c), func(q *tradeflow.Query) { q.Reporters = []tradeflow.Country{"DEU", "ARM"} })},
		{"chapters", with(export(r|c), func(q *tradeflow.Query) { q.Scheme = hscodes.Chapters() })},
		{"all goods", with(export(r|p), func(q *tradeflow.Query) { q.Scheme = nil })},
		{"one code", with(export(r|p), func(q *tradeflow.Query) {
			q.Scheme, q.Codes = nil, []hscodes.Code{hscodes.MustParse("8542")}
		})},
		{"in the words of HS2022", with(export(r|c|k), func(q *tradeflow.Query) { q.Edition = hscodes.HS2022 })},
		{"two years", with(export(r|c), func(q *tradeflow.Query) { q.From, q.To = tradeflow.Year(2021), tradeflow.Year(2022) })},
		{"years without data", with(export(r|c), func(q *tradeflow.Query) { q.From, q.To = tradeflow.Year(1990), tradeflow.Year(1991) })},
		{"months", with(export(r|p|c), func(q *tradeflow.Query) { q.Frequency = tradeflow.Monthly })},
		{"imports", with(export(r|p|c), func(q *tradeflow.Query) { q.Direction = tradeflow.Import })},
		{"nobody", with(export(r|p|c), func(q *tradeflow.Query) { q.Partners = []tradeflow.Country{"ATA"} })},
		{"re-exports", with(export(r|c), func(q *tradeflow.Query) { q.Direction = tradeflow.ReExport })},
	}
}

// flows writes a made-up table with all that is difficult in real ones: World and the EU
// beside economies, totals of goods beside their parts, rows by mode of transport,
// withheld lines and values, editions that change, months beside years.
func flows(seed uint64, rows int) string {
	rnd := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	b.WriteString("period,reporter,partner,direction,code,edition,value,currency,valuation,net_weight,net_weight_estimated,quantity,quantity_unit,quantity_estimated,mode,regime,source\n")
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	seen := map[string]bool{}
	codes := []string{"854231", "854239", "880622", "901380", "690390", "810890", "8542", "9001", "TOTAL", "85XXXXXX"}
	old := []string{"854231", "854239", "880220", "901380", "690390", "810890", "8542", "9001", "TOTAL", "85XXXXXX"}
	for range rows {
		period, list, edition := pick("2020", "2021", "2022", "2023", "2023-01", "2023-02", "2023-04"), codes, "HS2022"
		if period == "2020" || period == "2021" {
			list, edition = old, "HS2017"
		}
		reporter := pick("DEU", "FRA", "CHN", "POL")
		flow := fmt.Sprintf("%s,%s,%s,%s,%s,%s", period, reporter, pick("RUS", "KAZ", "UKR", "DEU", "FRA", "WLD", "EU27"), pick("export", "export", "export", "import", "re-export"), pick(list...), edition)
		mode := ""
		if reporter == "POL" && strings.Contains(flow, ",690390,") {
			mode = pick("2000", "3000")
		}
		if key := flow + mode; seen[key] && !strings.Contains(flow, "X,") {
			continue
		} else {
			seen[key] = true
		}
		value := fmt.Sprintf("%d.%03d", rnd.IntN(900_000_000), rnd.IntN(1000))
		if rnd.IntN(60) == 0 {
			value = ""
		}
		fmt.Fprintf(&b, "%s,%s,USD,FOB,%s,%s,%s,u,false,%s,,illustrative\n", flow, value, pick("", "12.5", "0.125", "77"), pick("true", "false"), pick("", "7", "3"), mode)
	}
	return b.String()
}

// loaded makes a table of Schema in an engine, fills it with the files' records, and
// returns it.
func loaded(t *testing.T, e engine, name string, files *tradeflow.Files) *warehouse.Table {
	t.Helper()
	table := made(t, e, name)
	if _, err := warehouse.Load(t.Context(), table, files.Records(t.Context())); err != nil {
		t.Fatal(err)
	}
	return table
}

func dialect(e engine) warehouse.Dialect {
	return map[string]warehouse.Dialect{"DuckDB": warehouse.DuckDB, "PostgreSQL": warehouse.PostgreSQL, "ClickHouse": warehouse.ClickHouse}[e.Dialect]
}

// made makes an empty table of Schema in an engine.
func made(t *testing.T, e engine, name string) *warehouse.Table {
	t.Helper()
	table := &warehouse.Table{DB: e.DB, Dialect: dialect(e), Name: name}
	drop := func(names ...string) {
		for _, node := range e.Nodes {
			for _, n := range names {
				if _, err := node.Exec("DROP TABLE IF EXISTS " + n); err != nil {
					t.Error(err)
				}
			}
		}
	}
	ddl := warehouse.Schema(table.Dialect)
	if e.Cluster != "" {
		table.Shards, table.Local = e.Nodes, name+"_local"
	}
	drop(name, name+"_local")
	t.Cleanup(func() { drop(name, name+"_local") })
	local := name
	if table.Local != "" {
		local = table.Local
	}
	for statement := range strings.SplitSeq(ddl, ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		text := strings.NewReplacer("EXISTS flows (", "EXISTS "+local+" (", "flows_goods ON flows", local+"_goods ON "+local).Replace(statement)
		for _, node := range e.Nodes {
			if _, err := node.Exec(text); err != nil {
				t.Fatalf("%s: %v\n%s", e.Name, err, text)
			}
		}
	}
	if table.Local != "" {
		for _, node := range e.Nodes {
			if _, err := node.Exec(fmt.Sprintf("CREATE TABLE %s AS %s ENGINE = Distributed(%s, currentDatabase(), %s, cityHash64(reporter))", name, local, e.Cluster, local)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return table
}

// TestParity: Files, Table, and each engine give the same panels of the same flows: cell
// by cell, with statuses, ranges, editions, warnings and ledger.
func TestParity(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "illustrative.csv")
	if err := os.WriteFile(path, []byte(flows(5, 6000)), 0o600); err != nil {
		t.Fatal(err)
	}
	files := &tradeflow.Files{Paths: []string{path}}
	parquet := filepath.Join(dir, "illustrative.parquet")
	if err := tradeflow.Save(parquet, files.Records(t.Context())); err != nil {
		t.Fatal(err)
	}
	memory, err := files.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer memory.Release()
	sources := map[string]tradeflow.Source{"Table": memory, "Files over Parquet": &tradeflow.Files{Paths: []string{parquet}}}
	for _, e := range engines(t) {
		sources[e.Name] = loaded(t, e, "parity_"+strings.ToLower(strings.ReplaceAll(e.Name, " ", "_")), files)
		if e.Dialect == "DuckDB" {
			sources["DuckDB over Parquet"] = &warehouse.Table{DB: e.DB, Dialect: warehouse.DuckDB, Parquet: []string{filepath.Join(dir, "*.parquet")}}
		}
	}
	for _, q := range suite() {
		want, wantErr := files.Aggregate(t.Context(), q.Query)
		for name, source := range sources {
			t.Run(q.name+", "+name, func(t *testing.T) {
				got, err := source.Aggregate(t.Context(), q.Query)
				if (err != nil) != (wantErr != nil) {
					t.Fatalf("error %v, want %v", err, wantErr)
				}
				if err != nil {
					return
				}
				if a, b := written(t, got), written(t, want); a != b {
					t.Errorf("got\n%s\nwant\n%s", a, b)
				}
				if _, ok := source.(*warehouse.Table); ok && (q.From.IsValid() || q.To.IsValid()) {
					return // the rows of other years are not read
				}
				if a, b := got.Ledger.Total().Lines, want.Ledger.Total().Lines; !slices.Equal(a, b) {
					t.Errorf("ledger\n%v\nwant\n%v", got.Ledger, want.Ledger)
				}
			})
		}
	}
}

// written is all of a panel but its ledger, of which paths and rows not read differ.
func written(t *testing.T, p *tradeflow.Panel) string {
	t.Helper()
	own := *p
	own.Ledger = nil
	own.Warnings = nil
	for _, w := range p.Warnings {
		w.Text, _, _ = strings.Cut(w.Text, "; most rows")
		own.Warnings = append(own.Warnings, w)
	}
	var b bytes.Buffer
	if err := own.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
