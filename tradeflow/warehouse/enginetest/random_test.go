package enginetest

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// randomFlows are rows in the columns of header, with all that makes a table difficult:
// totals of goods and of partners beside their parts, rows that split a flow, withheld
// lines, national lines, editions that change, months beside years, spans, flows that
// are there twice.
func randomFlows(rnd *rand.Rand) (rows []string, monthly bool) {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	few := func(list ...string) string { // mostly the first
		if rnd.IntN(12) > 0 {
			return list[0]
		}
		return pick(list...)
	}
	codes := []string{"854231", "854239", "880622", "901380", "690390", "810890", "852580", "8542", "8806", "9001", "85", "TOTAL", "85423110", "85XXXXXX", "8542SSS1", "999999"}
	dirty := rnd.IntN(4)
	switch dirty {
	case 0, 3:
		codes = codes[:6+rnd.IntN(2)]
	case 2:
		codes = codes[:12]
	}
	monthly = rnd.IntN(3) == 0
	edition := pick("HS2012", "HS2017", "HS2022", "")
	currencies, units, again := []string{"USD"}, []string{"u", "", "u"}, 1000 // what makes a query an error is in some tables alone
	if rnd.IntN(8) == 0 {
		currencies = append(currencies, "EUR")
	}
	if rnd.IntN(4) == 0 {
		units = append(units, "m2")
	}
	if rnd.IntN(4) == 0 {
		again = 40
	}
	seen := map[string]bool{}
	for range 1 + rnd.IntN(120) {
		period := pick("2019", "2020", "2021")
		if monthly {
			period = few(pick("2020-01", "2020-02", "2020-12"), "2020-03", "2020-01/02", "2020", "2021-01")
		}
		mode, partner2, procedure := "", "", ""
		if dirty == 2 {
			mode, partner2, procedure = few("", "2000", "2100", "1000"), few("", "HKG"), few("", "C04")
		}
		reporter := pick("DEU", "FRA", "CHN", "HRV", few("EU27", "EU27", "WLD"))
		partner := pick("RUS", "KAZ", "UKR", "DEU", "FRA", few("ARM", "WLD", "EU27", "XXX"))
		flow := strings.Join([]string{period, reporter, partner, few("export", "import", "re-export"), pick(codes...)}, ",")
		key := flow + "|" + partner2 + mode + procedure
		if seen[key] && rnd.IntN(again) > 0 {
			continue
		}
		seen[key] = true
		value := strconv.Itoa(rnd.IntN(5000)) + few("", ".5", ".125", ".001")
		if rnd.IntN(25) == 0 {
			value = ""
		}
		rows = append(rows, strings.Join([]string{flow, few(edition, "HS2022"), value, few(currencies...), few("FOB", "CIF", ""),
			pick("", "12.5", "3"), few("false", "true"), pick("", "7"), few(units...), few("false", "true"), partner2, mode, procedure,
			few("", "7"), few("", "value", "net weight"), few("made up", "Eurostat Comext")}, ","))
	}
	return rows, monthly
}

func randomQuery(rnd *rand.Rand, monthly bool) tradeflow.Query {
	q := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, By: tradeflow.Dims(rnd.IntN(16)), Measure: tradeflow.Measure(rnd.IntN(4))}
	if monthly {
		q.Frequency = tradeflow.Monthly
	}
	country := func(list ...tradeflow.Country) tradeflow.Country { return list[rnd.IntN(len(list))] }
	if rnd.IntN(3) == 0 {
		q.Reporters = append(q.Reporters, country("DEU", "EU27", "CHN"))
	}
	if rnd.IntN(3) == 0 {
		q.Partners = append(q.Partners, country("RUS", "EU27", "WLD", "KAZ"))
	}
	if rnd.IntN(3) == 0 {
		q.From = []tradeflow.Period{tradeflow.Year(2020), tradeflow.Month(2020, time.February)}[rnd.IntN(2)]
	}
	if rnd.IntN(4) == 0 {
		q.To = tradeflow.Year(2020)
	}
	switch rnd.IntN(4) {
	case 0:
		q.By &^= tradeflow.Category
	case 1:
		q.Scheme = hscodes.Chapters()
	default:
		q.Scheme = hscodes.DualUse()
	}
	if rnd.IntN(5) == 0 {
		q.Codes = []hscodes.Code{hscodes.MustParse("8542"), hscodes.MustParse("880622")}
	}
	if rnd.IntN(5) == 0 {
		q.Edition = hscodes.HS2022
	}
	return q
}

// refill empties a table and puts rows there as they are, twice or not: on a cluster on
// either shard, whoever its reporter is.
func refill(t *testing.T, e engine, table *warehouse.Table, rnd *rand.Rand, rows []string) {
	t.Helper()
	local := table.Name
	if table.Local != "" {
		local = table.Local
	}
	lists := make([][]string, len(e.Nodes))
	for _, row := range rows {
		i := rnd.IntN(len(lists))
		lists[i] = append(lists[i], row)
	}
	for i, node := range e.Nodes {
		if _, err := node.Exec("TRUNCATE TABLE " + local); err != nil {
			t.Fatal(err)
		}
		if err := insert(e, node, local, lists[i]); err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
	}
}

// insert puts rows into a table on one server: what is empty is null, but texts of
// ClickHouse, which takes a statement's rows apart from its text.
func insert(e engine, node *sql.DB, table string, rows []string) error {
	if len(rows) == 0 {
		return nil
	}
	into := "INSERT INTO " + table + " (" + strings.TrimSpace(header) + ")"
	var list []string
	var values [][]any
	for _, row := range rows {
		fields := strings.Split(row, ",")
		value := make([]any, len(fields))
		for i, name := range strings.Split(strings.TrimSpace(header), ",") {
			amount := slices.Contains([]string{"value", "net_weight", "quantity"}, name)
			flag := strings.HasSuffix(name, "_estimated")
			value[i] = fields[i]
			switch {
			case amount && fields[i] == "":
				value[i] = nil
			case flag:
				value[i] = map[string]uint8{"true": 1}[fields[i]]
			}
			switch {
			case fields[i] == "":
				fields[i] = "NULL"
			case !amount && !flag:
				fields[i] = "'" + fields[i] + "'"
			}
		}
		list, values = append(list, "("+strings.Join(fields, ", ")+")"), append(values, value)
	}
	if e.Dialect != "ClickHouse" {
		_, err := node.Exec(into + " VALUES " + strings.Join(list, ", "))
		return err
	}
	tx, err := node.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	batch, err := tx.Prepare(into)
	if err != nil {
		return err
	}
	for _, value := range values {
		if _, err := batch.Exec(value...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// plain makes an empty table of the columns of header, of texts that may be null.
func plain(t *testing.T, e engine, name string) *warehouse.Table {
	t.Helper()
	return plainOf(t, e, name, nil)
}

// plainOf is plain with other types for some columns.
func plainOf(t *testing.T, e engine, name string, own map[string]string) *warehouse.Table {
	t.Helper()
	types := map[string][3]string{
		"DuckDB":     {"VARCHAR", "DECIMAL(18, 3)", "BOOLEAN"},
		"PostgreSQL": {"text", "numeric(18, 3)", "boolean"},
		"ClickHouse": {"String", "Nullable(Decimal(18, 3))", "UInt8"},
	}[e.Dialect]
	var columns []string
	for column := range strings.SplitSeq(strings.TrimSpace(header), ",") {
		typ := types[0]
		switch {
		case slices.Contains([]string{"value", "net_weight", "quantity"}, column):
			typ = types[1]
		case strings.HasSuffix(column, "_estimated"):
			typ = types[2]
		}
		if own[column] != "" {
			typ = own[column]
		}
		columns = append(columns, column+" "+typ)
	}
	table := &warehouse.Table{DB: e.DB, Dialect: dialect(e), Name: e.table(t, name, "("+strings.Join(columns, ", ")+")")}
	if e.Cluster != "" {
		table.Local = name
	}
	return table
}

// same fails unless a source says of a query what Files say: cell by cell, with the same
// warnings and ledger, or an error where they have one.
func same(t *testing.T, name string, source tradeflow.Source, files *tradeflow.Files, q tradeflow.Query) (failed bool) {
	t.Helper()
	want, wantErr := files.Aggregate(t.Context(), q)
	got, err := source.Aggregate(t.Context(), q)
	if (err != nil) != (wantErr != nil) {
		t.Errorf("%s: error %v, want %v", name, err, wantErr)
	}
	if err != nil || wantErr != nil {
		return wantErr != nil
	}
	if a, b := written(t, got), written(t, want); a != b {
		t.Errorf("%s: %s", name, differ(a, b))
	}
	for i := range min(len(got.Series), len(want.Series)) {
		if a, b := got.Series[i], want.Series[i]; a.Key != b.Key || !slices.Equal(a.Status, b.Status) || !slices.Equal(a.Editions, b.Editions) {
			t.Errorf("%s, %v: %v %v, want %v: %v %v", name, a.Key, a.Status, a.Editions, b.Key, b.Status, b.Editions)
		}
	}
	if got.Unit != want.Unit || got.Valuation != want.Valuation || !slices.Equal(got.Sources, want.Sources) || !slices.Equal(got.Periods, want.Periods) {
		t.Errorf("%s: %v %s %v %v, want %v %s %v %v", name, got.Unit, got.Valuation, got.Sources, got.Periods, want.Unit, want.Valuation, want.Sources, want.Periods)
	}
	kept := func(l *tradeflow.Ledger) (list []tradeflow.LedgerLine) {
		for _, line := range l.Total().Lines {
			if line.Fate == tradeflow.Counted || !q.From.IsValid() && !q.To.IsValid() { // rows of other years are not read
				list = append(list, line)
			}
		}
		return list
	}
	if a, b := kept(got.Ledger), kept(want.Ledger); !slices.Equal(a, b) {
		t.Errorf("%s, ledger\n%v\nwant\n%v", name, got.Ledger, want.Ledger)
	}
	return false
}

// differ gives the lines in which two texts differ.
func differ(got, want string) string {
	var b strings.Builder
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var x, y string
		if i < len(g) {
			x = g[i]
		}
		if i < len(w) {
			y = w[i]
		}
		if x != y {
			fmt.Fprintf(&b, "\nline %d: got %s, want %s", i+1, x, y)
		}
	}
	return b.String()
}

// TestRandomTables: whatever stands in a table, each engine says of it what Files say.
// RANDOM_TABLES and RANDOM_FIRST ask for more tables, and others.
func TestRandomTables(t *testing.T) {
	tables := 14
	if n, err := strconv.Atoi(os.Getenv("RANDOM_TABLES")); err == nil {
		tables = n
	}
	first, _ := strconv.Atoi(os.Getenv("RANDOM_FIRST"))
	list := engines(t)
	in := map[string]*warehouse.Table{}
	for _, e := range list {
		if e.Name != "ClickHouse shards through 2" {
			in[e.Name] = plain(t, e, "random_"+strings.ToLower(strings.ReplaceAll(e.Name, " ", "_")))
		}
	}
	asked, failed := 0, 0
	for seed := range uint64(tables) {
		seed += uint64(first)
		rnd := rand.New(rand.NewPCG(seed, 88))
		rows, monthly := randomFlows(rnd)
		files := illustrative(t, rows...)
		sources := map[string]tradeflow.Source{}
		parquet := filepath.Join(t.TempDir(), "random.parquet")
		if err := tradeflow.Save(parquet, files.Records(t.Context())); err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			switch e.Name {
			case "ClickHouse shards through 2":
				other := *in["ClickHouse shards through 1"]
				other.DB = e.DB
				sources[e.Name] = &other
				continue
			case "DuckDB":
				sources["DuckDB over Parquet"] = &warehouse.Table{DB: e.DB, Dialect: warehouse.DuckDB, Parquet: []string{parquet}}
			}
			refill(t, e, in[e.Name], rnd, rows)
			sources[e.Name] = in[e.Name]
		}
		for range 4 {
			q := randomQuery(rnd, monthly)
			if q.Validate() != nil {
				continue
			}
			for name, source := range sources {
				asked++
				if same(t, name, source, files, q) {
					failed++
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d, query %+v, table\n%s", seed, q, header+strings.Join(rows, "\n"))
			}
		}
	}
	t.Logf("%d queries, %d of them errors", asked, failed)
}
