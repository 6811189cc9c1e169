package warehouse

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Table is a table of flows in a database: a tradeflow.Source that sends each Query to
// where the rows are. Schema says how such a table is made, and Load fills it; one that
// is there already answers too, if it has the columns of tradeflow.Schema, under these
// or other names, or has a view that does.
type Table struct {
	DB      *sql.DB
	Dialect Dialect
	Name    string   // of the table or view, also with its schema: "trade.flows"
	Parquet []string // DuckDB, in place of Name: files, "baci/*.parquet", "s3://..."

	Columns map[string]string // what the table calls a column of tradeflow.Schema; "": it has none. Others are called as there
	Fixed   map[string]string // what a column of text says in all rows, where the table has none: {"currency": "USD"}
	Unique  bool              // no flow is there twice, as after Load: repeated rows are not looked for
	Timeout time.Duration     // of an Aggregate whose context has no deadline; 0: ten minutes

	// For Load:
	Batch    string           // the name under which it puts the rows there
	Shards   []*sql.DB        // ClickHouse: the servers of which Name is a Distributed table
	Local    string           // and what the table is called on each of them
	Progress func(rows int64) // is told how many rows have been sent
}

const defaultTimeout = 10 * time.Minute

// validate reports what is wrong with the table, before the database is asked.
func (t *Table) validate() error {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if t.DB == nil {
		fail("Table.DB is nil: open it with sql.Open and a driver")
	}
	if t.Dialect < ClickHouse || t.Dialect > ANSI {
		fail("Table.Dialect is not set: choose ClickHouse, DuckDB, PostgreSQL or ANSI")
	}
	switch {
	case len(t.Parquet) > 0 && t.Dialect != DuckDB:
		fail("Table.Parquet: only DuckDB reads files: load them, or set Dialect")
	case len(t.Parquet) > 0 && t.Name != "":
		fail("Table.Name and Table.Parquet are both set: choose one")
	case len(t.Parquet) > 0:
	case !isName(t.Name):
		fail("Table.Name %q: want letters, digits and underscores, with at most two dots between them: make a view of such a name", t.Name)
	}
	for column, own := range t.Columns {
		if _, known := tradeflow.Schema.FieldsByName(column); !known {
			fail("Table.Columns: tradeflow.Schema has no column %q", column)
		}
		if own != "" && !identifier.MatchString(own) {
			fail("Table.Columns: %q is no name of a column: want letters, digits and underscores: make a view with such names", own)
		}
	}
	for column := range t.Fixed {
		if _, known := tradeflow.Schema.FieldsByName(column); !known || slices.Contains(amounts, column) || slices.Contains(flags, column) {
			fail("Table.Fixed: tradeflow.Schema has no column of text %q", column)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("warehouse: %w", err)
	}
	return nil
}

// isName reports whether a name is one of a table, with or without those of its schema
// and catalog.
func isName(name string) bool {
	parts := strings.Split(name, ".")
	return len(parts) <= 3 && !slices.ContainsFunc(parts, func(p string) bool { return !identifier.MatchString(p) })
}

// called names the table for errors and ledgers.
func (t *Table) called() string {
	return fmt.Sprintf("%s (%s)", cmp.Or(t.Name, strings.Join(t.Parquet, ", ")), t.Dialect)
}

// Aggregate answers a query as Files and Table do of the same rows, which count as one
// file: with the same numbers, statuses and warnings. The ledger is of the rows of the
// years that are asked for. The rows stay where they are: what comes back are sums, and
// SQL shows which. PostgreSQL and DuckDB answer from one state of the table; elsewhere a
// table that changes meanwhile is an error.
//
// Errors: those of tradeflow.Reduce and of the driver, wrapped; a table that is not
// there, has not the columns, or not of the types; a deadline or a cancelled context,
// which errors.Is tells. There is never a part of an answer.
func (t *Table) Aggregate(ctx context.Context, q tradeflow.Query) (*tradeflow.Panel, error) {
	p, _, err := t.aggregate(ctx, q)
	return p, err
}

// SQL returns the statements that Aggregate sends for a query, in their order. What
// later ones ask for depends on the answers to those before, so that it sends them too.
func (t *Table) SQL(ctx context.Context, q tradeflow.Query) ([]Statement, error) {
	_, sent, err := t.aggregate(ctx, q)
	return sent, err
}

func (t *Table) aggregate(ctx context.Context, q tradeflow.Query) (p *tradeflow.Panel, sent []Statement, err error) {
	if err := t.validate(); err != nil {
		return nil, nil, err
	}
	if err := q.Validate(); err != nil {
		return nil, nil, err
	}
	ctx, stop := t.within(ctx)
	defer stop()
	var panel *tradeflow.Panel // of its own: work that is left behind must not write to results
	var statements []Statement
	err = patient(ctx, func(ctx context.Context) (err error) {
		s, err := open(ctx, t.DB, t.Dialect, true)
		if err != nil {
			return err
		}
		defer func() { s.close(err) }()
		columns, err := t.look(ctx, s)
		if err != nil {
			return err
		}
		send := func(ctx context.Context, statement Statement) iter.Seq2[tradeflow.Group, error] {
			if !statement.never {
				statements = append(statements, statement)
			}
			return statement.answer(ctx, s)
		}
		panel, err = tradeflow.Reduce(ctx, q, t.called(), func(ctx context.Context, a tradeflow.Ask) iter.Seq2[tradeflow.Group, error] {
			switch {
			case a.Repeated && t.Unique:
				return func(func(tradeflow.Group, error) bool) {}
			case a.Repeated:
				return t.repeated(columns, a, func(s Statement) iter.Seq2[tradeflow.Group, error] { return send(ctx, s) })
			}
			return send(ctx, t.statement(columns, a))
		})
		return err
	})
	if err != nil {
		return nil, nil, t.explain(err)
	}
	return panel, statements, nil
}

// within gives a context a deadline: against a server that hangs, some drivers wait for
// ever.
func (t *Table) within(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, limited := ctx.Deadline(); limited {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, cmp.Or(t.Timeout, defaultTimeout))
}

// explain names the table.
func (t *Table) explain(err error) error {
	if strings.HasPrefix(err.Error(), t.called()) {
		return fmt.Errorf("warehouse: %w", err)
	}
	return fmt.Errorf("warehouse: %s: %w", t.called(), err)
}
