package warehouse

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestFake: by way of statements, text and NULL the answer is the one of the file.
func TestFake(t *testing.T) {
	for d := ClickHouse; d <= ANSI; d++ {
		for _, q := range goldenQueries()[:3] {
			t.Run(d.String()+", "+q.title, func(t *testing.T) {
				table, f := faked(t, d, q.Query)
				got, err := table.Aggregate(t.Context(), q.Query)
				if err != nil {
					t.Fatal(err)
				}
				want, err := filesOf(illustrative).Aggregate(t.Context(), q.Query)
				if err != nil {
					t.Fatal(err)
				}
				if a, b := written(t, got), written(t, want); a != b {
					t.Errorf("got\n%s\nwant\n%s", a, b)
				}
				sent, err := table.SQL(t.Context(), q.Query)
				if err != nil {
					t.Fatal(err)
				}
				names := []string{"columns"}
				if d == PostgreSQL {
					names = []string{"settings", "columns"}
				}
				for _, s := range sent {
					names = append(names, s.Name)
				}
				if !slices.Equal(f.asked, slices.Concat(names, names)) {
					t.Errorf("SQL tells of %q, and Aggregate and SQL have sent %q", names, f.asked)
				}
			})
		}
	}
}

// TestShyDriver: the driver of Flight SQL names no types, and no columns of an empty
// answer. With ANSI the panel is the same; elsewhere an answer without columns is none.
func TestShyDriver(t *testing.T) {
	q := goldenQueries()[0].Query
	table, f := fakedAs(t, &fake{shy: true}, ANSI, q)
	want, err := filesOf(illustrative).Aggregate(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	got, err := table.Aggregate(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := written(t, got), written(t, want); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
	for _, at := range []string{"coverage", "cells"} { // an empty answer must fit the others
		f.fault = fault{at: at, change: func(r *reply) { r.rows = nil }}
		if p, err := table.Aggregate(t.Context(), q); p != nil || err == nil || !strings.Contains(err.Error(), "changed while it was asked") {
			t.Errorf("nothing for %s: panel %v, error %v", at, p, err)
		}
	}
	f.fault = fault{at: "columns", change: func(r *reply) { r.rows = nil }}
	if p, err := table.Aggregate(t.Context(), q); p != nil || err == nil || !strings.Contains(err.Error(), "the table is empty") {
		t.Errorf("empty table: panel %v, error %v", p, err)
	}
	table, _ = fakedAs(t, &fake{shy: true}, ClickHouse, q)
	if p, err := table.Aggregate(t.Context(), q); p != nil || err == nil || !strings.Contains(err.Error(), "another statement") {
		t.Errorf("ClickHouse: panel %v, error %v", p, err)
	}
}

// written is all of a panel but its ledger: of the file it tells rows of other years.
func written(t *testing.T, p *tradeflow.Panel) string {
	t.Helper()
	own := *p
	own.Ledger, own.Warnings = nil, nil
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

// set returns a change of the last row of an answer; where counts from the right,
// so that 0 is the number of rows, and 2 the value where values are asked for.
func set(where int, v driver.Value) func(*reply) {
	return func(r *reply) {
		row := r.rows[len(r.rows)-1]
		row[len(row)-1-where] = v
	}
}

// TestFaults: whatever a database does at whichever statement, an error says what and
// where, and there is no panel.
func TestFaults(t *testing.T) {
	query := goldenQueries()[0].Query
	broken := errors.New("the disk is on fire")
	type test struct {
		fault
		words []string
	}
	tests := map[string]test{}
	for _, at := range []string{"columns", "publications", "partners", "goods", "coverage", "listed", "repeated", "subdivisions", "totals", "unsplit", "splits", "cells"} {
		says := []string{at}
		if at == "columns" {
			says = nil // before the first question
		}
		tests["error at "+at] = test{fault{at: at, err: broken}, append(says, broken.Error())}
		tests["error after the rows of "+at] = test{fault{at: at, change: func(r *reply) { r.broken = broken }}, append(says, broken.Error())}
		tests["error in the rows of "+at] = test{fault{at: at, change: func(r *reply) { r.rows, r.broken = r.rows[:len(r.rows)/2], broken }}, append(says, broken.Error())}
		tests["error instead of the rows of "+at] = test{fault{at: at, change: func(r *reply) { r.rows, r.broken = nil, broken }}, append(says, broken.Error())}
		tests["another answer to "+at] = test{fault{at: at, change: func(r *reply) { r.columns[len(r.columns)-1] = "rows_abcdefghijkl" }}, append(says, "the answer to another statement", "*sql.DB of its own")}
	}
	for name, c := range map[string]test{
		"no key":                   {fault{at: "publications", change: set(6, nil)}, []string{"publications", `period ""`}},
		"no number of rows":        {fault{at: "cells", change: set(0, nil)}, []string{"cells", "rows_", "NULL"}},
		"words for rows":           {fault{at: "cells", change: set(0, "many")}, []string{"cells", "rows_", `"many"`}},
		"half a row":               {fault{at: "cells", change: set(0, 1.5)}, []string{"cells", "rows_", "1.5"}},
		"words for a number":       {fault{at: "goods", change: set(3, "Russia")}, []string{"goods", `"Russia"`, "number"}},
		"words for a sum":          {fault{at: "cells", change: set(2, "a lot")}, []string{"cells", "a sum is a lot"}},
		"a float for a sum":        {fault{at: "cells", change: set(2, 1e21)}, []string{"cells", "a sum is 1e+21"}},
		"no number at all":         {fault{at: "cells", change: set(2, math.NaN())}, []string{"cells", "a sum is NaN"}},
		"a time for a sum":         {fault{at: "cells", change: set(2, time.Unix(0, 0).UTC())}, []string{"cells", "a sum is 1970-01-01"}},
		"digits":                   {fault{at: "cells", change: set(2, "100.0001")}, []string{"cells", "100.0001", "more than three decimals"}},
		"too much":                 {fault{at: "cells", change: set(2, "9223372036854775.808")}, []string{"cells", "9223372036854775.808", "9.2 million billion"}},
		"far too much":             {fault{at: "goods", change: set(2, "79228162514264337593543950335")}, []string{"goods", "79228162514264337593543950335"}},
		"too little":               {fault{at: "cells", change: set(2, "-9223372036854775.809")}, []string{"cells", "-9223372036854775.809"}},
		"another period":           {fault{at: "publications", change: set(6, "last year")}, []string{"publications", "column period", "last year"}},
		"another direction":        {fault{at: "publications", change: set(4, "outwards")}, []string{"publications", "column direction", "outwards"}},
		"another measure":          {fault{at: "publications", change: set(3, "beauty")}, []string{"publications", "beauty"}},
		"another edition":          {fault{at: "goods", change: set(5, "HS2050")}, []string{"goods", "column edition", "HS2050"}},
		"another code":             {fault{at: "goods", change: set(6, "854")}, []string{"goods", "column code", "854"}},
		"new rows":                 {fault{at: "coverage", change: set(0, int64(99))}, []string{"coverage", "changed while it was asked", "109 rows", "11 worth"}},
		"a new reporter":           {fault{at: "coverage", change: set(10, "USA")}, []string{"coverage", "changed while it was asked", "new rows of USA in 2022"}},
		"new rows in cells":        {fault{at: "cells", change: set(0, int64(99))}, []string{"cells", "changed while it was asked"}},
		"another value":            {fault{at: "cells", change: set(2, "1")}, []string{"cells", "changed while it was asked"}},
		"no sum where there was":   {fault{at: "cells", change: set(2, nil)}, []string{"cells", "changed while it was asked"}},
		"no rows where there were": {fault{at: "cells", change: func(r *reply) { r.rows = nil }}, []string{"cells", "changed while it was asked"}},
		"a flow twice": {fault{at: "repeated", change: func(r *reply) {
			r.rows = [][]driver.Value{{"2022", "CHN", "RUS", "880622", "", "", "", "", "1.000", int64(2), int64(2)}}
		}}, []string{"CHN", "RUS", "880622", "2022", "twice"}},
		"a column less":      {fault{at: "cells", change: func(r *reply) { r.columns = slices.Delete(r.columns, 0, 1) }}, []string{"cells", "expected 6 destination arguments in Scan, not 7"}},
		"a column more":      {fault{at: "cells", change: func(r *reply) { r.columns = append([]string{"key0"}, r.columns...) }}, []string{"cells", "expected 8 destination arguments in Scan, not 7"}},
		"no columns":         {fault{at: "columns", change: func(r *reply) { r.columns, r.types = r.columns[20:], r.types[20:] }}, []string{"there is no column period", "there are batch"}},
		"no column":          {fault{at: "columns", change: func(r *reply) { r.columns[6] = "usd" }}, []string{"there is no column value", "usd", "Table.Columns"}},
		"text for a value":   {fault{at: "columns", change: func(r *reply) { r.types[6] = "VARCHAR" }}, []string{"column value", "VARCHAR", "want a number"}},
		"a number for codes": {fault{at: "columns", change: func(r *reply) { r.types[4] = "INTEGER" }}, []string{"column code", "INTEGER", "want text"}},
		"text for a flag":    {fault{at: "columns", change: func(r *reply) { r.types[10] = "VARCHAR" }}, []string{"column net_weight_estimated", "VARCHAR", "want a flag"}},
		"a date for periods": {fault{at: "columns", change: func(r *reply) { r.types[0] = "DATE" }}, []string{"column period", "DATE", "want text"}},
	} {
		tests[name] = c
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			table, f := faked(t, ANSI, query)
			want, err := table.Aggregate(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			f.asked, f.fault = nil, c.fault
			p, err := table.Aggregate(t.Context(), query)
			if p != nil || err == nil {
				t.Fatalf("panel %v, error %v", p, err)
			}
			if !strings.HasPrefix(err.Error(), "warehouse: flows (ANSI): ") {
				t.Errorf("the error does not say in which table: %v", err)
			}
			for _, w := range c.words {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("the error does not say %q: %v", w, err)
				}
			}
			if slices.Contains(c.words, broken.Error()) && !errors.Is(err, broken) {
				t.Errorf("the error of the driver is lost: %v", err)
			}
			if sent, err := table.SQL(t.Context(), query); sent != nil || err == nil {
				t.Errorf("SQL: %d statements, error %v", len(sent), err)
			}
			f.fault = fault{}
			if got, err := table.Aggregate(t.Context(), query); err != nil || written(t, got) != written(t, want) {
				t.Errorf("afterwards: error %v, panel\n%v\nwant\n%v", err, got, want)
			}
			if n := f.open.Load(); n > 1 {
				t.Errorf("%d connections are open", n)
			}
		})
	}
}

// TestOtherWords: drivers may hand over the same number in other types, and engines write
// it in other ways.
func TestOtherWords(t *testing.T) {
	query := goldenQueries()[0].Query
	for name, change := range map[string]func(*reply){
		"text": func(r *reply) {
			for _, row := range r.rows {
				for i, v := range row {
					if n, ok := v.(int64); ok {
						row[i] = fmt.Sprint(n)
					}
				}
			}
		},
		"bytes": func(r *reply) {
			for _, row := range r.rows {
				for i, v := range row {
					if v != nil {
						row[i] = fmt.Append(nil, v)
					}
				}
			}
		},
		"zeros": func(r *reply) {
			for _, row := range r.rows {
				for i, name := range r.columns {
					if s, ok := row[i].(string); ok && name == "sum1" {
						row[i] = "0" + s + "000"
					}
				}
			}
		},
		"few digits": func(r *reply) {
			for _, row := range r.rows {
				for i, name := range r.columns {
					if s, ok := row[i].(string); ok && name == "sum1" {
						row[i] = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
					}
				}
			}
		},
		"zero for nothing": func(r *reply) {
			for _, row := range r.rows {
				for i, v := range row {
					if v == nil {
						row[i] = "0"
					}
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			table, f := faked(t, ANSI, query)
			want, err := table.Aggregate(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range f.knows {
				change(r)
			}
			if got, err := table.Aggregate(t.Context(), query); err != nil || written(t, got) != written(t, want) {
				t.Errorf("error %v, panel\n%v\nwant\n%v", err, got, want)
			}
		})
	}
}

// TestHangs: where a driver hangs and does not heed the context, the caller waits for no
// more than grace, and what is left behind ends when the driver does.
func TestHangs(t *testing.T) {
	var all sync.WaitGroup
	for _, h := range []hanging{
		{"connect", "", ANSI}, {"query", "columns", ANSI}, {"next", "coverage", ANSI}, {"end", "cells", ANSI},
		{"query", "publications", ClickHouse}, {"next", "cells", ClickHouse},
		{"begin", "", DuckDB}, {"query", "coverage", DuckDB}, {"next", "cells", DuckDB},
		{"begin", "", PostgreSQL}, {"query", "settings", PostgreSQL}, {"query", "cells", PostgreSQL}, {"end", "cells", PostgreSQL},
	} {
		for _, how := range []string{"timeout", "deadline", "cancel"} {
			table, f := faked(t, h.Dialect, goldenQueries()[0].Query)
			all.Go(func() { h.test(t, table, f, how, 200*time.Millisecond, 500*time.Millisecond) })
		}
	}
	all.Wait()
}

// TestHangsByDefault: who sets no limit waits for ten minutes, by the clock of a bubble.
func TestHangsByDefault(t *testing.T) {
	for _, h := range []hanging{{"connect", "", ANSI}, {"query", "columns", ANSI}, {"query", "publications", ClickHouse}, {"query", "cells", ANSI}} {
		synctest.Test(t, func(t *testing.T) {
			table, f := faked(t, h.Dialect, goldenQueries()[0].Query)
			h.test(t, table, f, "by default", 10*time.Minute, 0)
		})
	}
}

// hanging is a driver that hangs.
type hanging struct {
	where, at string // as in fault
	Dialect
}

// test fails unless the caller has an error after limit, give or take grace and slack.
func (h hanging) test(t *testing.T, table *Table, f *fake, how string, limit, slack time.Duration) {
	free := make(chan struct{})
	f.fault = fault{at: h.at, hangs: h.where, free: free}
	want := context.DeadlineExceeded
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	switch how {
	case "timeout":
		table.Timeout = limit
	case "deadline":
		table.Timeout = time.Millisecond // does not matter: the caller has spoken
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, limit)
		defer stop()
	case "cancel":
		want = context.Canceled
		time.AfterFunc(limit, cancel)
	}
	start := time.Now()
	p, err := table.Aggregate(ctx, goldenQueries()[0].Query)
	took := time.Since(start)
	if p != nil || !errors.Is(err, want) || !strings.HasPrefix(fmt.Sprint(err), "warehouse: flows (") {
		t.Errorf("%v, %s: panel %v, error %v, want %v", h, how, p, err, want)
	}
	if took < limit || took > limit+grace+slack {
		t.Errorf("%v, %s: the answer came after %v, want %v and no more than %v", h, how, took, limit, grace)
	}
	close(free)
	for end := time.Now().Add(10 * time.Second); f.open.Load() > int64(table.DB.Stats().Idle); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("%v, %s: %d connections are still busy", h, how, f.open.Load())
			break
		}
	}
	table.DB.Close()
	if n := f.open.Load(); n != 0 {
		t.Errorf("%v, %s: %d connections are left open", h, how, n)
	}
}

// TestOver: with a context that is over, nothing is asked.
func TestOver(t *testing.T) {
	query := goldenQueries()[0].Query
	table, f := faked(t, ANSI, query)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if p, err := table.Aggregate(ctx, query); p != nil || !errors.Is(err, context.Canceled) || len(f.asked) > 0 {
		t.Errorf("panel %v, error %v, asked %q", p, err, f.asked)
	}
	late, stop := context.WithDeadline(t.Context(), time.Now().Add(-time.Hour))
	defer stop()
	if p, err := table.Aggregate(late, query); p != nil || !errors.Is(err, context.DeadlineExceeded) || len(f.asked) > 0 {
		t.Errorf("panel %v, error %v, asked %q", p, err, f.asked)
	}
}

// TestDeadlineByAnyName: a driver may call the end of its context what it likes.
func TestDeadlineByAnyName(t *testing.T) {
	query := goldenQueries()[0].Query
	synctest.Test(t, func(t *testing.T) {
		table, f := faked(t, ClickHouse, query)
		free := make(chan struct{})
		own := errors.New("i/o timeout")
		f.fault = fault{at: "cells", hangs: "query", free: free, err: own}
		table.Timeout = time.Minute
		time.AfterFunc(time.Minute+grace/2, func() { close(free) })
		p, err := table.Aggregate(t.Context(), query)
		if p != nil || !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, own) || !strings.Contains(err.Error(), "cells") {
			t.Errorf("panel %v, error %v", p, err)
		}
		table.DB.Close()
	})
}

// TestWrongTables: what can be said without asking the database is.
func TestWrongTables(t *testing.T) {
	query := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Scheme: hscodes.DualUse()}
	for name, c := range map[string]struct {
		change func(*Table)
		words  string
	}{
		"no database":      {func(w *Table) { w.DB = nil }, "Table.DB is nil"},
		"no dialect":       {func(w *Table) { w.Dialect = 0 }, "Table.Dialect is not set"},
		"no such dialect":  {func(w *Table) { w.Dialect = ANSI + 1 }, "Table.Dialect is not set"},
		"no name":          {func(w *Table) { w.Name = "" }, `Table.Name ""`},
		"blank":            {func(w *Table) { w.Name = " flows" }, `Table.Name " flows"`},
		"quote":            {func(w *Table) { w.Name = `flows" WHERE 1=1 --` }, "Table.Name"},
		"backtick":         {func(w *Table) { w.Name = "flows` --" }, "Table.Name"},
		"statement":        {func(w *Table) { w.Name = "flows; DROP TABLE flows" }, "Table.Name"},
		"function":         {func(w *Table) { w.Name = "remote('elsewhere')" }, "Table.Name"},
		"line":             {func(w *Table) { w.Name = "flows\n" }, "Table.Name"},
		"dots":             {func(w *Table) { w.Name = "a.b.c.d" }, "Table.Name"},
		"empty part":       {func(w *Table) { w.Name = "trade..flows" }, "Table.Name"},
		"digit":            {func(w *Table) { w.Name = "2022" }, "Table.Name"},
		"letters":          {func(w *Table) { w.Name = "flüsse" }, "Table.Name"},
		"long":             {func(w *Table) { w.Name = strings.Repeat("a", 129) }, "Table.Name"},
		"column":           {func(w *Table) { w.Columns = map[string]string{"value": `a" FROM x --`} }, "no name of a column"},
		"column's dots":    {func(w *Table) { w.Columns = map[string]string{"value": "t.value"} }, "no name of a column"},
		"no such column":   {func(w *Table) { w.Columns = map[string]string{"price": "usd"} }, `no column "price"`},
		"fixed amount":     {func(w *Table) { w.Fixed = map[string]string{"value": "1"} }, `no column of text "value"`},
		"fixed flag":       {func(w *Table) { w.Fixed = map[string]string{"quantity_estimated": "1"} }, `no column of text "quantity_estimated"`},
		"fixed nothing":    {func(w *Table) { w.Fixed = map[string]string{"batch": "1"} }, `no column of text "batch"`},
		"files and a name": {func(w *Table) { w.Dialect, w.Parquet = DuckDB, []string{"a.parquet"} }, "both set"},
		"files elsewhere":  {func(w *Table) { w.Name, w.Parquet = "", []string{"a.parquet"} }, "only DuckDB reads files"},
	} {
		t.Run(name, func(t *testing.T) {
			f := &fake{}
			table := &Table{DB: sql.OpenDB(f), Dialect: ANSI, Name: "trade.flows"}
			db := table.DB
			defer db.Close()
			c.change(table)
			p, err := table.Aggregate(t.Context(), query)
			if p != nil || err == nil || !strings.HasPrefix(err.Error(), "warehouse: ") || !strings.Contains(err.Error(), c.words) {
				t.Errorf("panel %v, error %v, want %q", p, err, c.words)
			}
			if _, err := table.SQL(t.Context(), query); err == nil || !strings.Contains(err.Error(), c.words) {
				t.Errorf("SQL: error %v, want %q", err, c.words)
			}
			if n, err := Load(t.Context(), table, nil); n != 0 || err == nil || !strings.Contains(err.Error(), c.words) {
				t.Errorf("Load: %d rows, error %v, want %q", n, err, c.words)
			}
			if len(f.asked) > 0 || f.open.Load() > 0 {
				t.Errorf("the database was asked: %q", f.asked)
			}
		})
	}
	all := &Table{}
	_, err := all.Aggregate(t.Context(), query)
	for _, w := range []string{"Table.DB", "Table.Dialect", "Table.Name"} {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("the error does not say all that is wrong, such as %s: %v", w, err)
		}
	}
	f := &fake{}
	table := &Table{DB: sql.OpenDB(f), Dialect: ANSI, Name: "flows"}
	defer table.DB.Close()
	if p, err := table.Aggregate(t.Context(), tradeflow.Query{}); p != nil || err == nil || f.open.Load() > 0 {
		t.Errorf("a query that asks nothing: panel %v, error %v", p, err)
	}
}
