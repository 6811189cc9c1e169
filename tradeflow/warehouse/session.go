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
	rows, err := s.query(ctx, `SELECT set_config(name, CASE name WHEN 'statement_timeout' THEN $1 ELSE '1s' END, true)
FROM pg_settings WHERE name IN ('statement_timeout', 'client_connection_check_interval')`, limit)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
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

// query asks. To a connection that is out of step, the column named by a mark that no
// other statement has is missing from the answer.
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

// newMark returns a name that no other statement has.
func newMark() string { return "rows_" + strings.ToLower(rand.Text()[:12]) }

// inStep fails unless an answer has the column that its statement names last.
func inStep(columns []string, mark string) error {
	if len(columns) == 0 || columns[len(columns)-1] != mark {
		return errors.New("the connection gives the answer to another statement: something else that uses this *sql.DB has had an error on it; give the table a *sql.DB of its own")
	}
	return nil
}
