package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// fake is a database that knows the answers to some statements by heart, and misbehaves
// as it is told.
type fake struct {
	knows map[string]*reply // by statement and arguments
	open  atomic.Int64      // connections
	asked []string          // names of the statements so far
	shy   bool              // it names no types, and of an empty answer no columns
	fault
}

// reply is the answer to a statement.
type reply struct {
	name    string // of the statement
	columns []string
	types   []string
	rows    [][]driver.Value
	broken  error // comes after the rows
}

// fault is what goes wrong.
type fault struct {
	at     string          // the statement, by its name; "columns" is the first; "": none
	err    error           // is what it ends with
	change func(r *reply)  // what it answers instead
	hangs  string          // "connect", "begin", "query", "next", "end" of the rows
	free   <-chan struct{} // until then, whatever the context says
}

var markLike = regexp.MustCompile(`rows_[a-z2-7]{12}`)

// learn has the fake know the answers to all statements of a query, as they follow from
// rows.
func (f *fake) learn(t *testing.T, table *Table, rows madeUp, q tradeflow.Query) {
	t.Helper()
	err := rows.statements(t, table, f.columns(table.Dialect), q, func(s Statement, m tradeflow.Measure, groups []tradeflow.Group) {
		f.knows[fmt.Sprint(s.Text, s.Args)] = replyTo(s, m, groups)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// columns are those that the table has as far as the driver tells.
func (f *fake) columns(d Dialect) map[string]column {
	columns := columnsOf(d)
	for _, name := range amounts {
		if c := columns[name]; f.shy {
			c.kind = floating
			columns[name] = c
		}
	}
	return columns
}

// replyTo writes groups as rows. A sum of nothing is NULL, and so is one of zeros here:
// to the query it is the same.
func replyTo(s Statement, m tradeflow.Measure, groups []tradeflow.Group) *reply {
	r := &reply{name: s.Name}
	for _, key := range s.keys {
		if key == unknownKey {
			r.columns = append(r.columns, fmt.Sprintf("key%d", len(r.columns)+1))
		}
	}
	for i := range s.sums {
		r.columns = append(r.columns, fmt.Sprintf("sum%d", i+1))
	}
	r.columns = append(r.columns, markedColumn)
	for _, g := range groups {
		var row []driver.Value
		for i, key := range s.keys {
			if key == unknownKey {
				row = append(row, g.Keys[i])
			}
		}
		for i, k := range s.sums {
			n := [...]tradeflow.Thousandths{g.Value, 0, g.Measured, g.Missing, g.Estimated}[i]
			switch {
			case k == floating:
				row = append(row, fmt.Sprint(int64(n)))
			case k == counting:
				row = append(row, g.Known)
			case n == 0:
				row = append(row, nil)
			default:
				row = append(row, fmt.Sprintf("%d.%03d", n/1000, n%1000))
			}
		}
		r.rows = append(r.rows, append(row, g.Rows))
	}
	return r
}

// find returns the answer to what is asked.
func (f *fake) find(text string, args []driver.NamedValue) *reply {
	mark := markLike.FindString(text)
	var r reply
	switch {
	case strings.HasPrefix(text, "SELECT *, 1 AS "):
		r = reply{name: "columns", columns: []string{markedColumn}, types: []string{"INTEGER"}}
		if strings.HasSuffix(text, " LIMIT 1") {
			r.rows = [][]driver.Value{make([]driver.Value, len(columnNames())+1)}
		}
		for i, name := range columnNames() {
			r.columns = slices.Insert(r.columns, i, name)
			r.types = slices.Insert(r.types, i, f.dialect(text).typeOf(name))
		}
	case strings.HasPrefix(text, "SELECT set_config("):
		return &reply{name: "settings", columns: []string{mark}}
	default:
		var list []any
		for _, a := range args {
			list = append(list, a.Value)
		}
		known := f.knows[fmt.Sprint(strings.Replace(text, mark, markedColumn, 1), list)]
		if known == nil {
			return nil
		}
		r = *known
	}
	r.columns = slices.Clone(r.columns)
	r.columns[len(r.columns)-1] = mark
	return &r
}

// dialect tells engines apart by their quotes; of the others, types are alike.
func (f *fake) dialect(text string) Dialect {
	if strings.Contains(text, "`") {
		return ClickHouse
	}
	return ANSI
}

func (f *fake) wait(where string) {
	if f.hangs == where {
		<-f.free
	}
}

func (f *fake) Connect(context.Context) (driver.Conn, error) {
	f.wait("connect")
	f.open.Add(1)
	return &fakeConn{f}, nil
}

func (f *fake) Driver() driver.Driver { return nil }

type fakeConn struct{ *fake }

func (c *fakeConn) Prepare(string) (driver.Stmt, error) {
	return nil, errors.New("not prepared for that")
}

func (c *fakeConn) Close() error {
	c.open.Add(-1)
	return nil
}

func (c *fakeConn) Begin() (driver.Tx, error) { return nil, errors.New("a transaction needs options") }

func (c *fakeConn) BeginTx(context.Context, driver.TxOptions) (driver.Tx, error) {
	c.wait("begin")
	return c, nil
}

func (c *fakeConn) Commit() error   { return nil }
func (c *fakeConn) Rollback() error { return nil }

func (c *fakeConn) QueryContext(_ context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	r := c.find(text, args)
	if r == nil {
		return nil, fmt.Errorf("nobody told the fake the answer to\n%s\n%v", text, args)
	}
	c.asked = append(c.asked, r.name)
	rows := &fakeRows{reply: r, fake: c.fake}
	if r.name != c.at {
		return rows, nil
	}
	c.wait("query")
	if c.change != nil {
		r.rows = slices.Clone(r.rows)
		for i := range r.rows {
			r.rows[i] = slices.Clone(r.rows[i])
		}
		c.change(r)
		return rows, nil
	}
	return rows, c.err
}

type fakeRows struct {
	*reply
	fake *fake
	n    int
}

func (r *fakeRows) Close() error { return nil }

func (r *fakeRows) Columns() []string {
	if r.fake.shy && len(r.rows) == 0 {
		return nil
	}
	return r.columns
}

func (r *fakeRows) ColumnTypeDatabaseTypeName(i int) string {
	if r.fake.shy {
		return ""
	}
	return r.types[i]
}

func (r *fakeRows) Next(dest []driver.Value) error {
	if r.name == r.fake.at && r.n == 1 {
		r.fake.wait("next")
	}
	if r.n == len(r.rows) {
		if r.name == r.fake.at {
			r.fake.wait("end")
		}
		if r.broken != nil {
			return r.broken
		}
		return io.EOF
	}
	copy(dest, r.rows[r.n])
	r.n++
	return nil
}

// faked is a table in a fake database that knows the answer to one query.
func faked(t *testing.T, d Dialect, q tradeflow.Query) (*Table, *fake) {
	t.Helper()
	return fakedAs(t, &fake{}, d, q)
}

func fakedAs(t *testing.T, f *fake, d Dialect, q tradeflow.Query) (*Table, *fake) {
	t.Helper()
	f.knows = map[string]*reply{}
	table := &Table{DB: sql.OpenDB(f), Dialect: d, Name: "flows"}
	t.Cleanup(func() { table.DB.Close() })
	f.learn(t, table, rowsOf(t, illustrative), q)
	return table, f
}
