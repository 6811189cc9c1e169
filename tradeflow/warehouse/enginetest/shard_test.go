package enginetest

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"testing"
	"time"
)

// shard does something to one shard alone: kill, hang, resume or restart.
func shard(t *testing.T, verb, name string) {
	t.Helper()
	out, err := exec.Command("./engines", verb, setting(t, "TRADEFLOW_ENGINES_DIR"), name).CombinedOutput()
	if err != nil {
		t.Fatalf("engines %s %s: %v\n%s", verb, name, err, out)
	}
}

// breakable gives the cluster where its shards may be stopped, and has them work
// again after the test.
func breakable(t *testing.T) []engine {
	t.Helper()
	if setting(t, "TRADEFLOW_ENGINES_DIR") == "" {
		t.SkipNow()
	}
	list := shards(t)
	t.Cleanup(func() {
		// A server that was only hung would close its connections in its own time.
		shard(t, "restart", "shard2")
	})
	return list
}

// endless is a query that works on every server of the engine until it is stopped,
// and holds a number by which it is found there.
func (e engine) endless(mark int64) string {
	switch {
	case e.Cluster != "":
		return fmt.Sprintf("SELECT count() FROM cluster('%s', system, numbers) WHERE number != %d SETTINGS skip_unavailable_shards = 0", e.Cluster, mark)
	case e.Dialect == "ClickHouse":
		return fmt.Sprintf("SELECT count() FROM system.numbers WHERE number != %d", mark)
	case e.Dialect == "PostgreSQL":
		return fmt.Sprintf("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT 1 FROM n WHERE i != %d) SELECT count(*) FROM n", mark)
	default:
		return fmt.Sprintf("SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range != %d", mark)
	}
}

// running counts the queries with the mark on one server; the question itself holds
// it too, and is left out.
func (e engine) running(t *testing.T, node *sql.DB, mark int64) (n int) {
	t.Helper()
	query := "SELECT count() FROM system.processes WHERE query LIKE '%%!= %d%%' AND query NOT LIKE '%%system.processes%%'"
	switch e.Dialect {
	case "PostgreSQL":
		query = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%%!= %d%%' AND pid != pg_backend_pid()"
	case "DuckDB":
		return 0 // it keeps no list; its query ends before the call returns
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := node.QueryRowContext(ctx, fmt.Sprintf(query, mark)).Scan(&n); err != nil {
		t.Fatalf("%s: %v", e.Name, err)
	}
	return n
}

// await waits until the query runs on every server, or on none.
func (e engine) await(t *testing.T, mark int64, want bool) {
	t.Helper()
	if e.Dialect == "DuckDB" {
		time.Sleep(200 * time.Millisecond)
		return
	}
	for _, node := range e.Nodes {
		for end := time.Now().Add(20 * time.Second); (e.running(t, node, mark) > 0) != want; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: the query runs: %v, want %v", e.Name, !want, want)
			}
		}
	}
}

// An outcome is what a caller sees of a query: how many rows came, and the error,
// wherever it was reported.
type outcome struct {
	rows int
	err  error
	took time.Duration
}

// ask runs the query and reads all its rows, aside.
func (e engine) ask(ctx context.Context, query string) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		start := time.Now()
		rows, err := e.DB.QueryContext(ctx, query)
		if err == nil {
			for rows.Next() {
				o.rows++
			}
			err = rows.Err()
			rows.Close()
		}
		o.err, o.took = err, time.Since(start)
		done <- o
	}()
	return done
}

// within fails where the outcome is not there in time: a hung test says nothing.
func within(t *testing.T, done <-chan outcome, limit time.Duration) outcome {
	t.Helper()
	select {
	case o := <-done:
		return o
	case <-time.After(limit):
		t.Fatalf("no answer after %v", limit)
		panic("unreachable")
	}
}
