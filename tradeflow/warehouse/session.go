package warehouse

import (
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"
)

// grace is how long after its deadline a statement may take to say where it was.
const grace = time.Second

// patient runs work that talks to a database. Some drivers do not heed the context
// while they dial or shake hands, so that the work is left behind when the context is
// over: it ends by itself, and nobody waits.
func patient(ctx context.Context, work func(ctx context.Context) error) error {
	done := make(chan error, 1)
	go func() { done <- work(ctx) }()
	select {
	case err := <-done:
		return atLast(ctx, err)
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return atLast(ctx, err)
	case <-time.After(grace):
		return ctx.Err()
	}
}

// atLast makes sure that the end of a context is told by its own error, whatever the
// driver calls it, and however early its own clock was.
func atLast(ctx context.Context, err error) error {
	over := ctx.Err()
	if end, limited := ctx.Deadline(); over == nil && limited && time.Until(end) < 10*time.Millisecond {
		over = context.DeadlineExceeded
	}
	if err == nil || over == nil || errors.Is(err, over) {
		return err
	}
	return fmt.Errorf("%w: %w", over, err)
}

// session is one connection to the database, so that statements follow each other, and
// one that has had an error does not go back to the pool: ClickHouse of 2018 and today's
// driver fall out of step after a syntax error, and later statements on the connection
// get the answers of earlier ones, without an error.
type session struct {
	*sql.Conn
	dialect Dialect
	tx      *sql.Tx // nil: none
}

// open takes a connection, and, where the engine has one that sees one state of the
// table, a transaction.
func open(ctx context.Context, db *sql.DB, d Dialect, readOnly bool) (*session, error) {
	conn, err := dial(ctx, db)
	if err != nil {
		return nil, err
	}
	s := &session{Conn: conn, dialect: d}
	switch {
	case d == PostgreSQL && readOnly:
		s.tx, err = conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	case d == PostgreSQL || d == DuckDB: // whose transactions are snapshots
		s.tx, err = conn.BeginTx(ctx, nil)
	}
	if err == nil && d == PostgreSQL {
		err = s.endWith(ctx)
	}
	if err != nil {
		s.close(err)
		return nil, err
	}
	return s, nil
}

// dial takes a connection, and leaves one behind that comes too late.
func dial(ctx context.Context, db *sql.DB) (conn *sql.Conn, err error) {
	late := make(chan *sql.Conn, 1)
	err = patient(ctx, func(ctx context.Context) error {
		c, err := db.Conn(ctx)
		late <- c
		return err
	})
	if err == nil {
		return <-late, nil
	}
	go func() {
		if c := <-late; c != nil {
			_ = c.Close()
		}
	}()
	return nil, err
}

// endWith has PostgreSQL itself end a statement that nobody waits for any more: a
// driver's request to cancel may come between two steps of a statement, and is lost then.
func (s *session) endWith(ctx context.Context) error {
	limit := "0" // none
	if end, limited := ctx.Deadline(); limited {
		limit = fmt.Sprint(max(1, time.Until(end).Milliseconds()))
	}
	return s.ask(ctx, `SELECT set_config(name, CASE name WHEN 'statement_timeout' THEN $1 ELSE '1s' END, true) AS "rows_found"
FROM pg_settings WHERE name IN ('statement_timeout', 'client_connection_check_interval')`, []any{limit}, func(*sql.Rows) (bool, error) { return true, nil })
}

// close ends the session; err is what its statements came to. What was written is
// committed before, or lost.
func (s *session) close(err error) {
	if s.tx != nil {
		_ = s.tx.Rollback()
	}
	if err != nil && s.dialect == ClickHouse {
		_ = s.Raw(func(any) error { return driver.ErrBadConn })
	}
	_ = s.Conn.Close()
}

// ask runs a statement and calls row for each row of its answer, until it returns false.
// The last column, markedColumn, gets a name that no other statement has: on a connection
// that is out of step, it is missing from the answer.
func (s *session) ask(ctx context.Context, text string, args []any, row func(*sql.Rows) (more bool, err error)) error {
	mark := newMark()
	rows, err := s.query(ctx, strings.Replace(text, " AS "+s.dialect.quote(markedColumn), " AS "+s.dialect.quote(mark), 1), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if len(columns) > 0 || s.dialect != ANSI { // the Flight SQL driver names none of an empty answer
		if err := inStep(columns, mark); err != nil {
			return err
		}
	}
	for rows.Next() {
		if more, err := row(rows); err != nil || !more {
			return err
		}
	}
	return rows.Err()
}

func (s *session) query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s.tx != nil {
		return s.tx.QueryContext(ctx, text, args...)
	}
	return s.QueryContext(ctx, text, args...)
}

// exec runs a statement that has no answer.
func (s *session) exec(ctx context.Context, text string, args ...any) error {
	var err error
	if s.tx != nil {
		_, err = s.tx.ExecContext(ctx, text, args...)
	} else {
		_, err = s.ExecContext(ctx, text, args...)
	}
	return err
}

// makeRoom lets ClickHouse take a long statement: it has a limit for texts, which the
// driver has put the arguments into, and another for the number of things in them. The
// clause SETTINGS would come too late.
func (s *session) makeRoom(ctx context.Context, st *Statement) error {
	if s.dialect != ClickHouse {
		return nil
	}
	size := len(st.Text)
	for _, a := range st.Args {
		size += len(fmt.Sprintf("%q", a))
	}
	if size < 200_000 && len(st.Args) < 40_000 {
		return nil
	}
	room := 4 * size
	err := s.exec(ctx, fmt.Sprintf("SET max_query_size = %d, max_ast_elements = %d, max_expanded_ast_elements = %d", room, room, room))
	if err != nil {
		return fmt.Errorf("a statement of %d bytes needs a larger max_query_size and max_ast_elements than this account may set: set them for it, or ask for fewer codes: %w", size, err)
	}
	return nil
}

// newMark returns a name that no other statement has.
func newMark() string { return "rows_" + strings.ToLower(rand.Text()[:12]) }

// inStep fails unless an answer has the column that its statement names last.
func inStep(columns []string, mark string) error {
	if len(columns) == 0 || columns[len(columns)-1] != mark {
		return errors.New("the connection gives the answer to another statement: something else that uses this *sql.DB has had an error on it; give the table a *sql.DB of its own")
	}
	return nil
}
