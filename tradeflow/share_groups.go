package tradeflow

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync/atomic"
)

// parquet reads a Parquet file. The crew share its row groups, each member into its
// own tally and its own book, and leave out those that hold nothing of what is asked
// for.
func (r *reading) parquet(ctx context.Context, s *source, at io.ReaderAt, size int64) error {
	book := s.book
	book.Format = "canonical table (Parquet)"
	f, err := openParquet(at, size)
	if err != nil {
		return fmt.Errorf("%s: %w", book.Path, err)
	}
	book.Unknown = unknownColumns(f.Names())
	p := parquetReading{reading: r, source: s, file: f, size: size}
	if r.Rates == nil {
		p.worth = f.worth()
	}
	if len(r.crew) == 0 {
		return p.work(ctx, book, nil)
	}
	books := make([]FileLedger, len(r.crew))
	err = together(ctx, len(r.crew), func(ctx context.Context, i int) error {
		books[i].Path = book.Path
		return p.work(ctx, &books[i], r.crew[i])
	})
	for i := range books {
		book.merge(&books[i])
	}
	return err
}

// parquetReading is one Parquet file under way.
type parquetReading struct {
	*reading
	source *source
	file   *parquetFile
	size   int64
	worth  []Thousandths // of each row group; nil where the file does not say it
	next   atomic.Int64  // row group
	rows   atomic.Int64  // read so far
}

// work reads row groups until there are none, for a tally or, if it is nil, for
// whoever visits the rows.
func (p *parquetReading) work(ctx context.Context, book *FileLedger, t *tally) error {
	wanted, visit, mem := allColumns(), p.visit, p.mem
	if t != nil {
		round := &reused{from: p.mem, free: map[int][][]byte{}}
		defer round.release()
		wanted, visit, mem = t.wants(), t.add, round
	}
	in, err := newIntake(p.file.Names(), mem, wanted)
	if err != nil {
		return fmt.Errorf("%s: %w", book.Path, err)
	}
	defer in.out.release()
	for group := int(p.next.Add(1)) - 1; group < p.file.Groups(); group = int(p.next.Add(1)) - 1 {
		if !p.skips(group, book, t) {
			before := p.file.before[group]
			for rec, err := range p.file.records(group, in) {
				if err != nil {
					return fmt.Errorf("%s: %w", book.Path, err)
				}
				if err := p.takeIn(ctx, p.source.file, rec, before, book, visit); err != nil {
					return err
				}
				before += rec.NumRows()
			}
		}
		p.done(group)
	}
	return nil
}

// done reports that a row group has been read.
func (p *parquetReading) done(group int) {
	rows := p.rows.Add(p.file.Rows(group))
	p.report(p.source, p.size*rows/max(1, p.file.total), rows)
}

// skips books a row group whole if none of its rows is asked for, and reports whether
// it has.
func (p *parquetReading) skips(group int, book *FileLedger, t *tally) bool {
	if t == nil || p.worth == nil {
		return false
	}
	fate, reason := t.leavesGroup(p.file, group)
	if reason == "" {
		return false
	}
	rows, value := p.file.Rows(group), p.worth[group]
	book.Rows += rows
	book.Value += value
	book.add(fate, reason, rows, value)
	return true
}

// worth returns what each row group is worth, where this package has written the file.
func (f *parquetFile) worth() []Thousandths {
	list := make([]Thousandths, 0, f.Groups())
	for _, text := range strings.Fields(f.Note(parquetValues)) {
		value, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil
		}
		list = append(list, Thousandths(value))
	}
	if len(list) != f.Groups() {
		return nil
	}
	return list
}

// leavesGroup returns why the query leaves all rows of a group out, or "" where its
// statistics and its dictionary of reporters do not say that it does.
func (t *tally) leavesGroup(f *parquetFile, group int) (Fate, string) {
	period, err := ParsePeriod(f.only(group, colPeriod))
	direction := directionOf(f.only(group, colDirection))
	measure, otherwise := measureNamed(f.only(group, colMeasure))
	if err != nil || otherwise != nil || direction == 0 {
		return 0, ""
	}
	if fate, reason := t.leavesAll(period, direction, measure); reason != "" {
		return fate, reason
	}
	reporters, err := f.All(group, Schema.Field(colReporter).Name)
	if err != nil || reporters == nil {
		return 0, "" // the reading of the rows will say what is wrong
	}
	for _, r := range reporters {
		if t.asked.reporters.wishFor(&t.places, t.places.of(r), period) != unwanted {
			return 0, ""
		}
	}
	return NotAsked, otherReporter
}

// only returns the text that a column has in each row of a group, "" for null, and "?"
// where there may be several.
func (f *parquetFile) only(group, column int) string {
	least, greatest, nulls, ok := f.Between(group, Schema.Field(column).Name)
	switch {
	case ok && nulls == 0 && least == greatest:
		return least
	case ok && nulls == f.Rows(group):
		return ""
	}
	return "?"
}
