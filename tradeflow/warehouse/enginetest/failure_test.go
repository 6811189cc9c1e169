package enginetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// own makes a table in the engine's words, of columns with their types and a row of
// values, and drops it after the test. Amounts are called a, everything else is fixed.
func own(t *testing.T, e engine, name, typ string, values ...string) *warehouse.Table {
	t.Helper()
	ask := e.table(t, name, "(partner "+map[string]string{"ClickHouse": "String"}[e.Dialect]+map[bool]string{true: "VARCHAR(20)"}[e.Dialect != "ClickHouse"]+", a "+typ+")")
	for i, v := range values {
		node := e.Nodes[i%len(e.Nodes)]
		if _, err := node.Exec(fmt.Sprintf("INSERT INTO %s (partner, a) SELECT 'RUS', %s", name, v)); err != nil {
			t.Fatal(err)
		}
	}
	return &warehouse.Table{
		DB: e.DB, Dialect: dialect(e), Name: ask, Columns: map[string]string{"value": "a"}, Unique: true,
		Fixed: map[string]string{"period": "2022", "reporter": "CHN", "direction": "export", "code": "880622", "edition": "HS2022", "currency": "USD", "source": "illustrative"},
	}
}

// TestOwnTables: tables of other making, with amounts of any type, have exact sums, or an
// error that says what is wrong with them.
func TestOwnTables(t *testing.T) {
	for _, e := range engines(t) {
		ch := e.Dialect == "ClickHouse"
		typ := func(others, clickhouse string) string {
			if ch {
				return clickhouse
			}
			return others
		}
		big := typ("CAST(999999999999999.999 AS DECIMAL(18,3))", "toDecimal64('999999999999999.999', 3)")
		for _, c := range []struct {
			name, typ string
			values    []string
			want      string // the sum, or words of the error
		}{
			{"float", typ("DOUBLE PRECISION", "Float64"), []string{"0.29", "0.1", "0.2", "1e9"}, "1.00000000059e+09"},
			{"null", typ("DOUBLE PRECISION", "Nullable(Float64)"), []string{"0.29", "NULL"}, "withheld"},
			{"integer", typ("BIGINT", "Int64"), []string{"5", "7"}, "12"},
			{"integers", typ("BIGINT", "Int64"), []string{"9223372036854775807", "9223372036854775807"}, "beyond 9.2"},
			{"decimals", typ("DECIMAL(18,3)", "Decimal(18, 3)"), []string{big, big, big, big, big, big, big, big, big, big}, "beyond 9.2"},
			{"digits", typ("DECIMAL(18,6)", "Decimal(18, 6)"), []string{typ("1.000001", "toDecimal64('1.000001', 6)")}, "more than three decimals"},
			{"text", typ("VARCHAR(9)", "String"), []string{"'12'"}, "want a number"},
		} {
			t.Run(e.Name+", "+c.name, func(t *testing.T) {
				table := own(t, e, "own_"+c.name, c.typ, c.values...)
				p, err := table.Aggregate(t.Context(), perReporter)
				got := fmt.Sprint(err)
				if err == nil {
					if got = p.Series[0].Status[0].String(); p.Series[0].Status[0] == tradeflow.OK {
						got = fmt.Sprint(p.Series[0].Values[0])
					}
				}
				if got != c.want && !(err != nil && strings.Contains(got, c.want) && strings.Contains(got, "own_"+c.name)) {
					t.Errorf("got %s, want %s", got, c.want)
				}
			})
		}
	}
}

// TestWrongTables: what is wrong is said before a sum is made, with the table's name.
func TestWrongTables(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			for name, c := range map[string]struct {
				change func(*warehouse.Table)
				words  string
			}{
				"no table":     {func(w *warehouse.Table) { w.Name = "nobody_has_this" }, "nobody_has_this"},
				"no column":    {func(w *warehouse.Table) { w.Columns = map[string]string{"value": "b"} }, `no column "b"`},
				"no partner":   {func(w *warehouse.Table) { w.Columns["partner"] = "" }, "there is no column partner"},
				"both":         {func(w *warehouse.Table) { w.Fixed["partner"] = "RUS" }, "say one of the two"},
				"injection":    {func(w *warehouse.Table) { w.Name = "own; DROP TABLE own" }, "Table.Name"},
				"quotes":       {func(w *warehouse.Table) { w.Columns["value"] = `a" FROM x --` }, "no name of a column"},
				"no period":    {func(w *warehouse.Table) { w.Fixed["period"] = "last year" }, "period"},
				"no edition":   {func(w *warehouse.Table) { w.Fixed["edition"] = "HS2050" }, "edition"},
				"no code":      {func(w *warehouse.Table) { w.Fixed["code"] = "854" }, "code"},
				"no direction": {func(w *warehouse.Table) { w.Fixed["direction"] = "out" }, "direction"},
			} {
				table := own(t, e, "own_wrong", map[bool]string{true: "Int64", false: "BIGINT"}[e.Dialect == "ClickHouse"], "1")
				c.change(table)
				p, err := table.Aggregate(t.Context(), perReporter)
				if p != nil || err == nil || !strings.Contains(err.Error(), c.words) || !strings.HasPrefix(err.Error(), "warehouse: ") {
					t.Errorf("%s: panel %v, error %v, want %q", name, p, err, c.words)
				}
			}
		})
	}
}

// slow is a table whose rows never end.
func slow(t *testing.T, e engine, mark int64) *warehouse.Table {
	t.Helper()
	name := fmt.Sprintf("endless_%d", mark)
	columns := "'2022' AS period, 'CHN' AS reporter, 'RUS' AS partner, 'export' AS direction, '880622' AS code, 1 AS value, 'USD' AS currency, 'illustrative' AS source"
	view := map[string]string{
		"ClickHouse": "SELECT " + columns + " FROM system.numbers WHERE number != %d",
		"PostgreSQL": "SELECT " + strings.ReplaceAll(columns, "' AS", "'::text AS") + " FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b WHERE a * b != %d",
		"DuckDB":     "SELECT " + columns + " FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range != %d",
	}[e.Dialect]
	drop := func(kind, name string) {
		for _, node := range e.Nodes {
			if _, err := node.Exec("DROP " + kind + " IF EXISTS " + name); err != nil {
				t.Error(err)
			}
		}
	}
	kind := map[bool]string{true: "TABLE", false: "VIEW"}[e.Dialect == "ClickHouse"]
	drop(kind, name)
	e.exec(t, "CREATE VIEW "+name+" AS "+fmt.Sprintf(view, mark))
	t.Cleanup(func() { drop(kind, name) })
	if e.Cluster != "" {
		drop("TABLE", name+"_all")
		e.exec(t, fmt.Sprintf("CREATE TABLE %s_all (period String, reporter String, partner String, direction String, code String, value UInt8, currency String, source String) ENGINE = Distributed(%s, currentDatabase(), %[1]s)", name, e.Cluster))
		t.Cleanup(func() { drop("TABLE", name+"_all") })
		name += "_all"
	}
	return &warehouse.Table{DB: e.DB, Dialect: dialect(e), Name: name}
}

// working counts the statements about a table on one server.
func working(t *testing.T, e engine, node *sql.DB, name string) (n int) {
	t.Helper()
	query := "SELECT count() FROM system.processes WHERE query LIKE '%%%s%%' AND query NOT LIKE '%%system.processes%%'"
	switch e.Dialect {
	case "PostgreSQL":
		query = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%%%s%%' AND pid != pg_backend_pid()"
	case "DuckDB":
		return 0
	}
	name = strings.TrimSuffix(name, "_all") // what the shards are asked about
	if err := node.QueryRow(fmt.Sprintf(query, name)).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func waitFor(t *testing.T, e engine, name string, some bool) {
	t.Helper()
	if e.Dialect == "DuckDB" {
		time.Sleep(200 * time.Millisecond)
		return
	}
	for _, node := range e.Nodes {
		for end := time.Now().Add(20 * time.Second); (working(t, e, node, name) > 0) != some; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: statements about %s run: %v, want %v", e.Name, name, !some, some)
			}
		}
	}
}

// aggregate asks aside.
func aggregate(ctx context.Context, table *warehouse.Table) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		start := time.Now()
		p, err := table.Aggregate(ctx, perReporter)
		o := outcome{err: err, took: time.Since(start)}
		if p != nil {
			o.rows = 1
		}
		done <- o
	}()
	return done
}

// TestDeadlines: the answer is an error at the deadline, or when the caller gives up, and
// no server works on.
func TestDeadlines(t *testing.T) {
	for i, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			table := slow(t, e, int64(8_000_000+i))
			table.Timeout = 1500 * time.Millisecond
			o := within(t, aggregate(t.Context(), table), 20*time.Second)
			if !errors.Is(o.err, context.DeadlineExceeded) || o.rows > 0 || o.took > 4*time.Second {
				t.Errorf("Timeout: panel %d, error %v after %v", o.rows, o.err, o.took)
			}
			waitFor(t, e, table.Name, false)
			ctx, cancel := context.WithCancel(t.Context())
			done := aggregate(ctx, table)
			waitFor(t, e, table.Name, true)
			cancel()
			begin := time.Now()
			o = within(t, done, 20*time.Second)
			if !errors.Is(o.err, context.Canceled) || o.rows > 0 || time.Since(begin) > 3*time.Second {
				t.Errorf("cancel: panel %d, error %v after %v", o.rows, o.err, time.Since(begin))
			}
			waitFor(t, e, table.Name, false)
		})
	}
}

// TestBrokenShards: of a shard that is killed, away or hung comes an error, never what the
// other one has.
func TestBrokenShards(t *testing.T) {
	for i, e := range breakable(t) {
		t.Run(e.Name, func(t *testing.T) {
			full := loaded(t, e, "broken", illustrative(t, drones("2022", "CHN", "RUS", "10"), drones("2022", "DEU", "RUS", "20"), drones("2022", "FRA", "RUS", "30"), drones("2022", "ITA", "RUS", "40")))
			want := says(t, full)
			endless := slow(t, e, int64(8_100_000+i))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			done := aggregate(ctx, endless)
			waitFor(t, e, endless.Name, true)
			shard(t, "kill", "shard2")
			o := within(t, done, 40*time.Second)
			if o.err == nil || o.rows > 0 || !strings.Contains(o.err.Error(), endless.Name) {
				t.Errorf("killed: panel %d, error %v", o.rows, o.err)
			}
			t.Log(o.err)
			if p, err := full.Aggregate(ctx, perReporter); err == nil {
				t.Errorf("a shard is away, and the answer is %v", p)
			}
			shard(t, "restart", "shard2")
			if got := says(t, full); got != want {
				t.Errorf("after a restart %q, want %q", got, want)
			}
			shard(t, "hang", "shard2")
			full.Timeout = 2 * time.Second
			o = within(t, aggregate(t.Context(), full), 20*time.Second)
			shard(t, "resume", "shard2")
			if !errors.Is(o.err, context.DeadlineExceeded) || o.took > 5*time.Second {
				t.Errorf("hung: error %v after %v", o.err, o.took)
			}
			full.Timeout = 0
			if got := says(t, full); got != want {
				t.Errorf("after it went on %q, want %q", got, want)
			}
		})
	}
}

// TestOutOfStep: other users of the same *sql.DB may bring its connections out of step.
// Then the answer is an error, or right.
func TestOutOfStep(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			table := loaded(t, e, "steps", illustrative(t, drones("2022", "CHN", "RUS", "10")))
			refused := 0
			for range 60 {
				_, _ = e.DB.Exec("SELECT FROM FROM")
				p, err := table.Aggregate(t.Context(), perReporter)
				if err != nil {
					refused++
				} else if v := p.Series[0].Values[0]; v != 10 {
					t.Fatalf("the answer is %v", v)
				}
			}
			t.Logf("%d of 60 refused", refused)
		})
	}
}

// TestFullDisk: a load that the disk cannot hold is an error, and the table as it was.
func TestFullDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be made here: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	db := open(t, "duckdb", filepath.Join(dir, "small.duckdb"))
	table := &warehouse.Table{DB: db, Dialect: warehouse.DuckDB, Name: "flows", Batch: "one"}
	if _, err := db.Exec(warehouse.Schema(warehouse.DuckDB)); err != nil {
		t.Fatal(err)
	}
	if _, err := warehouse.Load(t.Context(), table, illustrative(t, drones("2022", "CHN", "RUS", "10")).Records(t.Context())); err != nil {
		t.Fatal(err)
	}
	var rows []string
	for i := range 300_000 {
		rows = append(rows, drones("2023", fmt.Sprintf("R%06d", i*7919%300_000), fmt.Sprintf("P%06d", i*104729%299_999), fmt.Sprintf("%d.%03d", i*48271%999_999_937, i%1000)))
	}
	table.Batch = "two"
	_, err := warehouse.Load(t.Context(), table, illustrative(t, rows...).Records(t.Context()))
	if err == nil {
		t.Fatal("300,000 rows fit on a disk of 4 MB")
	}
	t.Log(err)
	if got := says(t, table); got != "2022 CHN>RUS 10; " {
		t.Errorf("the table holds %q", got)
	}
}
