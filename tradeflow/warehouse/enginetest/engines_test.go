package enginetest

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/ClickHouse/clickhouse-go/v2"
	_ "github.com/duckdb/duckdb-go/v2"
	_ "github.com/jackc/pgx/v5/stdlib"
)

// An engine is one connection on which every query must get the same answer.
type engine struct {
	Name    string
	Dialect string // DuckDB, PostgreSQL or ClickHouse
	DB      *sql.DB

	// Cluster is the name under which ClickHouse knows its shards, for Distributed
	// tables; empty where one server has all rows.
	Cluster string
	// Nodes are the servers on which a table must be made: the DB alone, or every shard.
	Nodes []*sql.DB
}

// engines gives all engines that this machine has. For each that it lacks there is a
// skipped subtest, or a failed one where engines are required.
func engines(t *testing.T) []engine {
	t.Helper()
	duck := open(t, "duckdb", filepath.Join(t.TempDir(), "test.duckdb")+"?threads=2&memory_limit=1GB")
	list := []engine{{Name: "DuckDB", Dialect: "DuckDB", DB: duck, Nodes: []*sql.DB{duck}}}
	if dsn := setting(t, "TRADEFLOW_POSTGRES_DSN"); dsn != "" {
		db := open(t, "pgx", dsn)
		list = append(list, engine{Name: "PostgreSQL", Dialect: "PostgreSQL", DB: db, Nodes: []*sql.DB{db}})
	}
	if dsn := setting(t, "TRADEFLOW_CLICKHOUSE_DSN"); dsn != "" {
		db := open(t, "clickhouse", dsn)
		list = append(list, engine{Name: "ClickHouse", Dialect: "ClickHouse", DB: db, Nodes: []*sql.DB{db}})
	}
	return append(list, shards(t)...)
}

// shards gives the ClickHouse cluster twice: asked through its first server, and
// through its second. Each plans the query by itself, and each has once been seen to
// read its own rows twice where the addresses were wrong.
func shards(t *testing.T) []engine {
	t.Helper()
	first, second := setting(t, "TRADEFLOW_CLICKHOUSE_DSN"), setting(t, "TRADEFLOW_CLICKHOUSE_SHARD2_DSN")
	cluster := setting(t, "TRADEFLOW_CLICKHOUSE_CLUSTER")
	if first == "" || second == "" || cluster == "" {
		return nil
	}
	nodes := []*sql.DB{open(t, "clickhouse", first), open(t, "clickhouse", second)}
	return []engine{
		{Name: "ClickHouse shards through 1", Dialect: "ClickHouse", DB: nodes[0], Cluster: cluster, Nodes: nodes},
		{Name: "ClickHouse shards through 2", Dialect: "ClickHouse", DB: nodes[1], Cluster: cluster, Nodes: nodes},
	}
}

// setting reads an address that the script engines has written.
func setting(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Run(name, func(t *testing.T) {
			const how = "not set; to start the engines: ./engines run /tmp/engines -- go test ./..."
			if os.Getenv("TRADEFLOW_REQUIRE_ENGINES") == "1" {
				t.Fatal(how)
			}
			t.Skip(how)
		})
	}
	return value
}

func open(t *testing.T, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		t.Fatalf("%s at %s: %v", driver, dsn, err)
	}
	return db
}

// exec runs a statement on every node of the engine.
func (e engine) exec(t *testing.T, statement string) {
	t.Helper()
	for _, node := range e.Nodes {
		if _, err := node.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v\n%s", e.Name, err, statement)
		}
	}
}

// table makes an empty table on every node, and returns the name to ask: the table
// itself, or the Distributed one over it. Rows go into a shard by the table's own
// name. It is dropped after the test.
func (e engine) table(t *testing.T, name, columns string) (ask string) {
	t.Helper()
	storage := ""
	if e.Dialect == "ClickHouse" {
		storage = " ENGINE = MergeTree ORDER BY tuple()"
	}
	make := func(name, definition string) {
		e.exec(t, "DROP TABLE IF EXISTS "+name)
		e.exec(t, "CREATE TABLE "+name+" "+definition)
		t.Cleanup(func() {
			for _, node := range e.Nodes {
				if _, err := node.Exec("DROP TABLE IF EXISTS " + name); err != nil {
					t.Error(err)
				}
			}
		})
	}
	make(name, columns+storage)
	if e.Cluster == "" {
		return name
	}
	make(name+"_all", "AS "+name+" ENGINE = Distributed("+e.Cluster+", currentDatabase(), "+name+", rand())")
	return name + "_all"
}
