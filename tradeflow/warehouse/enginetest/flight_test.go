package enginetest

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow/flight"
	"github.com/apache/arrow/go/v15/arrow/flight/flightsql"
	_ "github.com/apache/arrow/go/v15/arrow/flight/flightsql/driver"
	"github.com/apache/arrow/go/v15/arrow/flight/flightsql/example"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// flightEngine starts Arrow's example of a Flight SQL server, over SQLite in memory, and
// connects to it with Arrow's driver.
func flightEngine(t *testing.T) engine {
	t.Helper()
	db, err := example.CreateDB()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	service, err := example.NewSQLiteFlightSQLServer(db)
	if err != nil {
		t.Fatal(err)
	}
	server := flight.NewServerWithMiddleware(nil)
	server.RegisterFlightService(flightsql.NewFlightServer(service))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server.InitListener(listener)
	go server.Serve()
	t.Cleanup(server.Shutdown)
	client := open(t, "flightsql", "flightsql://"+server.Addr().String()+"?timeout=20s")
	return engine{Name: "Flight SQL", Dialect: "ANSI", DB: client, Nodes: []*sql.DB{client}}
}

// fill inserts the rows of a CSV into a table of Schema, as plainly as SQL can.
func (e engine) fill(t *testing.T, table, text string) {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := lines[0]
	for chunk := range slices.Chunk(lines[1:], 500) {
		var rows []string
		for _, line := range chunk {
			list := []string{"''"}
			for i, field := range line {
				switch name := header[i]; {
				case field == "":
					field = "NULL"
				case name != "value" && name != "net_weight" && name != "quantity" && !strings.HasSuffix(name, "_estimated"):
					field = "'" + strings.ReplaceAll(field, "'", "''") + "'"
				}
				list = append(list, field)
			}
			rows = append(rows, "("+strings.Join(list, ", ")+")")
		}
		e.exec(t, fmt.Sprintf(`INSERT INTO %s ("batch", "%s") VALUES %s`, table, strings.Join(header, `", "`), strings.Join(rows, ", ")))
	}
}

// TestFlight: through Flight SQL, in the SQL of ANSI, SQLite gives the same panels. It has
// no decimals and no flags, and Arrow's driver names no types: so the amounts lie in
// floating-point columns, and are added up as whole thousandths.
func TestFlight(t *testing.T) {
	e := flightEngine(t)
	text := flows(5, 6000)
	e.exec(t, strings.NewReplacer("DECIMAL(18, 3)", "REAL", "BOOLEAN", "INTEGER").Replace(warehouse.Schema(warehouse.ANSI)))
	table := &warehouse.Table{DB: e.DB, Dialect: warehouse.ANSI, Name: "flows"}
	if p, err := table.Aggregate(t.Context(), perReporter); p != nil || err == nil || !strings.Contains(err.Error(), "the table is empty") {
		t.Errorf("empty table: panel %v, error %v", p, err)
	}
	e.fill(t, "flows", text)
	sameAsFiles(t, text, table)
}

// TestANSI: DuckDB, which has decimals, understands ANSI too.
func TestANSI(t *testing.T) {
	db := open(t, "duckdb", "")
	e := engine{Name: "DuckDB", DB: db, Nodes: []*sql.DB{db}}
	text := flows(6, 6000)
	e.exec(t, warehouse.Schema(warehouse.ANSI))
	e.fill(t, "flows", text)
	table := &warehouse.Table{DB: db, Dialect: warehouse.ANSI, Name: "flows"}
	sameAsFiles(t, text, table)

	// A number that no float64 holds comes through COALESCE as it is.
	e.exec(t, "DELETE FROM flows")
	header, _, _ := strings.Cut(text, "\n")
	e.fill(t, "flows", header+"\n2022,CHN,RUS,export,880622,HS2022,999999999999999.999,USD,FOB,1,false,1,u,false,,,illustrative\n")
	sent, err := table.SQL(t.Context(), perReporter)
	if err != nil {
		t.Fatal(err)
	}
	var sum string
	var other any
	if err := db.QueryRow(sent[0].Text).Scan(&other, &other, &other, &other, &sum, &other, &other); err != nil || sum != "999999999999999.999" {
		t.Errorf("%s: the sum is %s, %v", sent[0].Name, sum, err)
	}
}

// sameAsFiles asks the suite of a table and of the file with the same rows.
func sameAsFiles(t *testing.T, text string, table *warehouse.Table) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "illustrative.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	files := &tradeflow.Files{Paths: []string{path}}
	answered := 0
	for _, q := range suite() {
		want, wantErr := files.Aggregate(t.Context(), q.Query)
		got, err := table.Aggregate(t.Context(), q.Query)
		if (err != nil) != (wantErr != nil) {
			t.Errorf("%s: error %v, want %v", q.name, err, wantErr)
		}
		if err != nil || wantErr != nil {
			continue
		}
		answered++
		if a, b := written(t, got), written(t, want); a != b {
			t.Errorf("%s: got\n%s\nwant\n%s", q.name, a, b)
		}
	}
	if answered < len(suite())/2 {
		t.Errorf("only %d of %d queries have an answer", answered, len(suite()))
	}
}

// TestFlightFailures: an error says what and where, in time, though the driver waits for
// ever for a server that does not speak.
func TestFlightFailures(t *testing.T) {
	e := flightEngine(t)
	ask := func(table *warehouse.Table) (took time.Duration, err error) {
		start := time.Now()
		p, err := table.Aggregate(t.Context(), perReporter)
		if p != nil || err == nil || !strings.Contains(err.Error(), table.Name+" (ANSI)") {
			t.Errorf("%s: panel %v, error %v", table.Name, p, err)
		}
		return time.Since(start), err
	}
	if _, err := ask(&warehouse.Table{DB: e.DB, Dialect: warehouse.ANSI, Name: "nobody_has_this"}); err != nil && !strings.Contains(err.Error(), "no such table") {
		t.Errorf("no table: %v", err)
	}
	e.exec(t, `CREATE VIEW endless AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
SELECT '2022' AS period, 'CHN' AS reporter, 'RUS' AS partner, 'export' AS direction, '880622' AS code, x AS value, 'USD' AS currency, 'illustrative' AS source FROM c`)
	took, err := ask(&warehouse.Table{DB: e.DB, Dialect: warehouse.ANSI, Name: "endless", Timeout: time.Second})
	if !errors.Is(err, context.DeadlineExceeded) || took < 900*time.Millisecond || took > 3*time.Second {
		t.Errorf("deadline: %v after %v", err, took)
	}

	listener, err := net.Listen("tcp", "127.0.0.1:0") // and nobody accepts
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	silent, err := sql.Open("flightsql", "flightsql://"+listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	took, err = ask(&warehouse.Table{DB: silent, Dialect: warehouse.ANSI, Name: "silent", Timeout: 500 * time.Millisecond})
	if !errors.Is(err, context.DeadlineExceeded) || took > 3*time.Second {
		t.Errorf("silent server: %v after %v", err, took)
	}
}
