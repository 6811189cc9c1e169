package warehouse

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Load writes records to a table that Schema has made, and returns how many rows. The
// rows that were there under the name Table.Batch are replaced, so that a load can be
// repeated, after an error or with a revised file, without doubling anything. What is
// loaded in several pieces, such as a file for each year, needs a name for each.
//
// In PostgreSQL and DuckDB it is one transaction: on an error the table is as it was. In
// ClickHouse the rows go to a table beside it, whose partition then takes the place of
// the one before, on each shard at once, but not on all shards at the same time; from
// then on the context is not heeded.
//
// Of two loads into a table at the same time, the second waits in PostgreSQL, and fails in
// DuckDB. In ClickHouse both are done, and where they hold the same flow at least one of
// them says so.
//
// Errors: those of the records and of the driver; a flow that is in the table twice
// then; a Batch that is "" where rows of other publications were loaded so: it would
// delete them; rows that the table has not taken.
func Load(ctx context.Context, t *Table, records tradeflow.Records) (rows int64, err error) {
	if err := t.validate(); err != nil {
		return 0, err
	}
	l := &loading{table: t, records: records}
	switch {
	case t.Dialect == ANSI || len(t.Parquet) > 0:
		err = errors.New("rows can be loaded into tables of ClickHouse, DuckDB and PostgreSQL; others have their own ways to read Parquet")
	case !batchName.MatchString(t.Batch):
		err = fmt.Errorf("Table.Batch %q: want up to 100 letters, digits, dots, dashes and underscores", t.Batch)
	case len(t.Shards) > 0 && (t.Dialect != ClickHouse || !isName(t.Local)):
		err = errors.New("Table.Shards and Table.Local go together, and with ClickHouse")
	case t.Dialect == ClickHouse:
		err = l.toShards(ctx)
	default:
		err = l.inTransaction(ctx)
	}
	if err != nil {
		return 0, t.explain(atLast(ctx, fmt.Errorf("load: %w", err)))
	}
	return l.rows, nil
}

var batchName = regexp.MustCompile(`^[A-Za-z0-9._-]{0,100}$`)

// loading is a load under way.
type loading struct {
	table   *Table
	records tradeflow.Records
	rows    int64 // that have come so far
}

// publication is what a reporter publishes at once.
type publication struct{ period, reporter, direction string }

// counted passes records on, counts their rows, and tells how far the load is.
func counted[R interface{ NumRows() int64 }](ctx context.Context, l *loading, records iter.Seq2[R, error]) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for rec, err := range records {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				l.rows += rec.NumRows()
				if l.table.Progress != nil {
					l.table.Progress(l.rows)
				}
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// each calls f for each row, with the texts of its columns in the order of
// tradeflow.Schema, as WriteCSV writes them: null is empty.
func (l *loading) each(ctx context.Context, f func(fields []string) error) error {
	from, to := io.Pipe()
	written := make(chan bool)
	go func() {
		to.CloseWithError(tradeflow.WriteCSV(to, counted(ctx, l, l.records)))
		close(written)
	}()
	defer func() {
		from.Close() // which ends the writing
		<-written
	}()
	r := csv.NewReader(from)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil { // the header
		return err
	}
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = f(fields)
		}
		if err != nil {
			return err
		}
	}
}

// inTransaction loads into PostgreSQL or DuckDB.
func (l *loading) inTransaction(ctx context.Context) (err error) {
	t := l.table
	s, err := open(ctx, t.DB, t.Dialect, false)
	if err != nil {
		return err
	}
	defer func() { s.close(err) }()
	w := &writer{Dialect: t.Dialect}
	name := w.relation(t)
	if err := l.alone(ctx, s, name); err != nil {
		return err
	}
	before, err := l.published(ctx, s, name)
	if err != nil {
		return err
	}
	if err := s.exec(ctx, "DELETE FROM "+name+" WHERE batch = "+w.placeholder(1), t.Batch); err != nil {
		return err
	}
	if t.Dialect == DuckDB {
		err = l.throughParquet(ctx, s, name)
	} else {
		err = l.throughArrays(ctx, s, name)
	}
	if err != nil {
		return err
	}
	if err := l.arrived(ctx, s, name); err != nil {
		return err
	}
	after, err := l.published(ctx, s, name)
	if err != nil {
		return err
	}
	if err := keeps(before, after); err != nil {
		return err
	}
	if err := l.once(ctx, s, name, name); err != nil {
		return err
	}
	return s.tx.Commit()
}

// alone makes another load into the table wait, or fail, until this one is over: of two
// at a time neither would see the rows of the other, and delete or refuse them.
func (l *loading) alone(ctx context.Context, s *session, name string) error {
	if l.table.Dialect == PostgreSQL {
		return s.exec(ctx, "LOCK TABLE "+name+" IN SHARE ROW EXCLUSIVE MODE") // which lets others read
	}
	// DuckDB has no locks; but of two transactions that make the same table the second fails.
	mark := strings.TrimSuffix(name, `"`) + `_is_loaded"`
	for _, text := range []string{"CREATE TABLE " + mark + " (n INTEGER)", "DROP TABLE " + mark} {
		if err := s.exec(ctx, text); err != nil {
			return fmt.Errorf("another load into the table is under way, or a table %s is there: %w", mark, err)
		}
	}
	return nil
}

// published returns what was loaded before without a name.
func (l *loading) published(ctx context.Context, s *session, name string) (before []publication, err error) {
	if l.table.Batch != "" {
		return nil, nil
	}
	d := l.table.Dialect
	text := "SELECT period, reporter, direction, count(*) AS " + d.quote(markedColumn) + " FROM " + name + " WHERE batch = '' GROUP BY period, reporter, direction" + d.ending()
	err = s.ask(ctx, text, nil, func(rows *sql.Rows) (bool, error) {
		var p publication
		var n int64
		err := rows.Scan(&p.period, &p.reporter, &p.direction, &n)
		before = append(before, p)
		return true, err
	})
	return before, err
}

// keeps fails where a load would delete publications that it does not bring again: in a
// loop over files without names, each would throw out the one before.
func keeps(before, after []publication) error {
	brought := map[publication]bool{}
	for _, p := range after {
		brought[p] = true
	}
	for _, p := range before {
		if !brought[p] {
			return fmt.Errorf("the table holds %ss of %s in %s from a load without a name, and this one has none either: it would delete them; name in Table.Batch what is loaded", p.direction, p.reporter, p.period)
		}
	}
	return nil
}

// flowColumns are what names a flow, in SQL.
var flowColumns = []string{"direction", "period", "code", "reporter", "partner", "edition", "partner2", "mode", "procedure", "regime", "measure"}

// once fails where a flow of the batch, which is in a table, is twice in it or also in
// another. Lines that are withheld, which have letters in their codes, may be.
func (l *loading) once(ctx context.Context, s *session, batch, all string) error {
	d := l.table.Dialect
	w := &writer{Dialect: d}
	var keys []string
	for _, name := range flowColumns {
		key := d.quote(name)
		if !slices.Contains(required, name) {
			key = "COALESCE(" + key + ", '')"
		}
		keys = append(keys, key)
	}
	// Flows are compared by a number first, which takes a tenth of the memory of their
	// texts, and those whose numbers are the same by their texts.
	flows := func(columns string) string {
		rowsOf := func(table, condition string) string {
			return fmt.Sprintf("SELECT %s FROM %s AS t WHERE %s %s AND %s", columns, table, condition, w.bind(l.table.Batch), d.isPublished())
		}
		return fmt.Sprintf("(%s UNION ALL %s AND period IN (SELECT DISTINCT period FROM %s AS b WHERE batch = %s)) AS u",
			rowsOf(batch, "batch ="), rowsOf(all, "batch <>"), batch, w.bind(l.table.Batch))
	}
	hash := d.hash(keys)
	text := fmt.Sprintf("SELECT min(period), min(reporter), min(partner), min(code), count(*) AS %s FROM %s WHERE flow IN (SELECT flow FROM %s GROUP BY flow HAVING count(*) > 1) GROUP BY %s HAVING count(*) > 1 LIMIT 1",
		d.quote(markedColumn), flows("*, "+hash+" AS flow"), flows(hash+" AS flow"), strings.Join(keys, ", "))
	if d == ClickHouse {
		text += d.ending() + spill
	}
	return s.ask(ctx, text, w.args, func(rows *sql.Rows) (bool, error) {
		var period, reporter, partner, code string
		var n int64
		if err := rows.Scan(&period, &reporter, &partner, &code, &n); err != nil {
			return false, err
		}
		return false, fmt.Errorf("the flow of %s by %s, partner %s, %s would be in the table %d times: in this load, or in it and under another name", code, reporter, partner, period, n)
	})
}
