package enginetest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trinodb/trino-go-client/trino"

	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// coordinator is what Trino's driver speaks to: no Trino, but its protocol, in front of
// DuckDB. It takes no statement in a header, which Trino limits to some kilobytes.
type coordinator struct {
	*httptest.Server
	db *sql.DB

	mu      sync.Mutex
	bodies  []string // of the statements, by their number
	deleted []string // numbers of the queries that were cancelled
	headers []string // statements that came in a header
	endless bool     // no query ever ends
	fails   string   // the message of an error that comes after the first rows
}

func newCoordinator(t *testing.T, db *sql.DB) *coordinator {
	t.Helper()
	c := &coordinator{db: db}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/statement", c.take)
	mux.HandleFunc("GET /v1/statement/{query}/{page}", c.page)
	mux.HandleFunc("DELETE /v1/query/{query}", func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.deleted = append(c.deleted, r.PathValue("query"))
		w.WriteHeader(http.StatusNoContent)
	})
	c.Server = httptest.NewServer(mux)
	t.Cleanup(c.Close)
	return c
}

// connect opens the driver, with or without what users must set.
func (c *coordinator) connect(t *testing.T, setting string) *sql.DB {
	t.Helper()
	db, err := sql.Open("trino", strings.Replace(c.URL, "http://", "http://test@", 1)+setting)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// set makes later queries fail, or go on for ever.
func (c *coordinator) set(fails string, endless bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fails, c.endless, c.deleted = fails, endless, nil
}

func (c *coordinator) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := r.Header.Get("X-Trino-Prepared-Statement"); s != "" {
		c.headers = append(c.headers, s)
	}
	c.bodies = append(c.bodies, string(body))
	c.next(w, len(c.bodies)-1, 1, "QUEUED", nil)
}

// next answers with what there is, and where more is.
func (c *coordinator) next(w http.ResponseWriter, query, page int, state string, answer map[string]any) {
	if answer == nil {
		answer = map[string]any{}
	}
	answer["id"], answer["stats"] = fmt.Sprint(query), map[string]any{"state": state}
	if page > 0 {
		answer["nextUri"] = fmt.Sprintf("%s/v1/statement/%d/%d", c.URL, query, page)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func (c *coordinator) page(w http.ResponseWriter, r *http.Request) {
	var query, page int
	_, _ = fmt.Sscan(r.PathValue("query")+" "+r.PathValue("page"), &query, &page)
	c.mu.Lock()
	text, endless, fails := c.bodies[query], c.endless, c.fails
	c.mu.Unlock()
	failed := func(message string) {
		c.next(w, query, 0, "FAILED", map[string]any{"error": map[string]any{
			"message": message, "errorCode": 1, "errorName": "GENERIC_USER_ERROR", "errorType": "USER_ERROR"}})
	}
	switch {
	case endless:
		select {
		case <-time.After(20 * time.Millisecond):
		case <-r.Context().Done():
		}
		c.next(w, query, page+1, "RUNNING", nil)
		return
	case page > 1 && fails != "":
		failed(fails)
		return
	}
	statement, args, err := immediate(text)
	if err != nil {
		failed(err.Error())
		return
	}
	answer, err := c.ask(r.Context(), statement, args)
	switch {
	case err != nil:
		failed(err.Error())
	case fails != "" && strings.HasPrefix(text, "EXECUTE"):
		c.next(w, query, 2, "RUNNING", answer)
	default:
		c.next(w, query, 0, "FINISHED", answer)
	}
}

// ask runs a statement in DuckDB, and writes what comes as Trino does.
func (c *coordinator) ask(ctx context.Context, statement string, args []any) (map[string]any, error) {
	rows, err := c.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	var columns []map[string]any
	for _, t := range types {
		typ := strings.ToLower(t.DatabaseTypeName())
		raw, _, _ := strings.Cut(typ, "(")
		arguments := []any{}
		switch raw {
		case "decimal":
			for _, n := range []int{18, 3} {
				arguments = append(arguments, map[string]any{"kind": "LONG", "value": n})
			}
		case "varchar":
			arguments = append(arguments, map[string]any{"kind": "LONG", "value": 2147483647})
		}
		columns = append(columns, map[string]any{"name": t.Name(), "type": typ, "typeSignature": map[string]any{"rawType": raw, "arguments": arguments}})
	}
	data := [][]any{}
	for rows.Next() {
		row, to := make([]any, len(types)), make([]any, len(types))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		for i, t := range types {
			if strings.HasPrefix(t.DatabaseTypeName(), "DECIMAL") && row[i] != nil {
				row[i] = fmt.Sprint(row[i])
			}
		}
		data = append(data, row)
	}
	answer := map[string]any{"columns": columns}
	if len(data) > 0 {
		answer["data"] = data
	}
	return answer, rows.Err()
}

// immediate takes EXECUTE IMMEDIATE 'text' USING 'a', 'b' apart, as the grammar of Trino
// has it: of string literals alone.
func immediate(text string) (statement string, args []any, err error) {
	rest, prepared := strings.CutPrefix(text, "EXECUTE IMMEDIATE ")
	if !prepared {
		return text, nil, nil
	}
	literal := func() (string, error) {
		var b strings.Builder
		if !strings.HasPrefix(rest, "'") {
			return "", fmt.Errorf("no literal: %.40s", rest)
		}
		for rest = rest[1:]; ; rest = rest[1:] {
			switch {
			case rest == "":
				return "", errors.New("a literal does not end")
			case strings.HasPrefix(rest, "''"):
				rest = rest[1:]
			case rest[0] == '\'':
				rest = rest[1:]
				return b.String(), nil
			}
			b.WriteByte(rest[0])
		}
	}
	if statement, err = literal(); err != nil {
		return "", nil, err
	}
	rest, _ = strings.CutPrefix(rest, " USING ")
	for rest != "" {
		arg, err := literal()
		if err != nil {
			return "", nil, err
		}
		args = append(args, arg)
		rest = strings.TrimPrefix(rest, ", ")
	}
	return statement, args, nil
}

// trinoTable is a table of DuckDB behind a coordinator.
func trinoTable(t *testing.T, text, setting string) (*coordinator, *warehouse.Table) {
	t.Helper()
	duck := open(t, "duckdb", "")
	e := engine{Name: "DuckDB", DB: duck, Nodes: []*sql.DB{duck}}
	e.exec(t, warehouse.Schema(warehouse.ANSI))
	e.fill(t, "flows", text)
	c := newCoordinator(t, duck)
	return c, &warehouse.Table{DB: c.connect(t, setting), Dialect: warehouse.ANSI, Name: "flows"}
}

const inBody = "?explicitPrepare=false"

// TestTrino: Trino's driver carries statements, arguments and answers so that the panels
// are the same. The engine is not Trino: no server of it runs here.
func TestTrino(t *testing.T) {
	text := flows(7, 3000)
	c, table := trinoTable(t, text, inBody)
	sameAsFiles(t, text, table)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.headers) > 0 {
		t.Errorf("%d statements came in a header", len(c.headers))
	}
	for _, b := range c.bodies {
		if strings.Contains(b, "?") && !strings.HasPrefix(b, "EXECUTE IMMEDIATE '") {
			t.Errorf("a statement with arguments is sent as %.80s", b)
		}
	}
}

// TestTrinoHostile: what would end a literal does not.
func TestTrinoHostile(t *testing.T) {
	const hostile = `'; DROP TABLE flows; --\' OR 'a'='a`
	c, table := trinoTable(t, flows(7, 100), inBody)
	header := "period,reporter,partner,direction,code,edition,value,currency,net_weight_estimated,quantity_estimated,source\n"
	engine{Name: "DuckDB", DB: c.db, Nodes: []*sql.DB{c.db}}.fill(t, "flows", header+"2022,\""+hostile+"\",RUS,export,880622,HS2022,1.5,USD,false,false,illustrative\n")
	p, err := table.Aggregate(t.Context(), perReporter)
	if err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	met := false
	for _, b := range c.bodies {
		met = met || strings.Contains(b, strings.ReplaceAll(hostile, "'", "''"))
	}
	if !met {
		t.Error("no statement names the hostile reporter: the test tests nothing")
	}
	want, err := (&warehouse.Table{DB: c.db, Dialect: warehouse.DuckDB, Name: "flows"}).Aggregate(t.Context(), perReporter)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := written(t, p), written(t, want); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// TestTrinoHeader: without explicitPrepare=false, the driver puts the text of each
// statement into a header, where a long one is refused: the documentation says so.
func TestTrinoHeader(t *testing.T) {
	c, table := trinoTable(t, flows(7, 100), "")
	_, err := table.Aggregate(t.Context(), perReporter)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.headers) == 0 {
		t.Errorf("no statement came in a header (%v): explicitPrepare=false is not needed any more", err)
	}
}

// TestTrinoFailures: what Trino refuses, or breaks off, is an error; a query for which
// nobody waits any more is cancelled there.
func TestTrinoFailures(t *testing.T) {
	c, table := trinoTable(t, flows(7, 100), inBody)
	missing := *table
	missing.Name = "nobody_has_this"
	p, err := missing.Aggregate(t.Context(), perReporter)
	var failed *trino.ErrQueryFailed
	if p != nil || !errors.As(err, &failed) || !strings.Contains(fmt.Sprint(err), "nobody_has_this (ANSI)") {
		t.Errorf("no table: panel %v, error %v", p, err)
	}
	const broken = "a worker is gone"
	c.set(broken, false)
	p, err = table.Aggregate(t.Context(), perReporter)
	if p != nil || !errors.As(err, &failed) || !strings.Contains(fmt.Sprint(err), broken) || !strings.Contains(fmt.Sprint(err), "flows (ANSI)") {
		t.Errorf("broken off: panel %v, error %v", p, err)
	}
	for _, how := range []error{context.DeadlineExceeded, context.Canceled} {
		c.set("", true)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if table.Timeout = time.Minute; how == context.DeadlineExceeded {
			table.Timeout = 500 * time.Millisecond
		} else {
			time.AfterFunc(500*time.Millisecond, cancel)
		}
		start := time.Now()
		p, err = table.Aggregate(ctx, perReporter)
		if took := time.Since(start); p != nil || !errors.Is(err, how) || took > 3*time.Second {
			t.Errorf("%v: panel %v, error %v after %v", how, p, err, took)
		}
		gone := func() int {
			c.mu.Lock()
			defer c.mu.Unlock()
			return len(c.deleted)
		}
		for end := time.Now().Add(5 * time.Second); gone() == 0 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		}
		if gone() == 0 {
			t.Errorf("%v: the query was not cancelled in Trino", how)
		}
	}
}
