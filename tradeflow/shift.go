package tradeflow

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// shift is the work on rows of one table: all of them, or some of its chunks.
type shift struct {
	*reading
	path    string
	table   *rows.Table
	decoder *decoder
	out     *batchBuilder
	lines   []int // of the rows in out
	book    *FileLedger
	visit   func(*batch, *FileLedger) error
	leaver  *leaver               // nil where rows cannot be left early
	reject  func(*RowError) error // nil to go on without the row
	flushed func()
}

func (r *reading) newShift(s source, table *rows.Table, book *FileLedger, visit func(*batch, *FileLedger) error) (*shift, error) {
	sh := &shift{reading: r, path: s.Path, table: table, out: newBatchBuilder(r.mem), lines: make([]int, 0, batchRows), book: book, visit: visit}
	d, err := newDecoder(s.format, s.Path, table, r.Files, r.numbers, sh.out)
	if err != nil {
		sh.out.release()
		return nil, err
	}
	d.tell = sh.tell
	sh.decoder = d
	return sh, nil
}

// read decodes rows until there are no more.
func (s *shift) read(ctx context.Context) error {
	for n := 0; ; n++ {
		row, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s, after line %d: %w", s.path, s.table.Line(), err)
		}
		if row == nil {
			// left early
		} else if err := s.decoder.decode(row); err != nil {
			return err
		}
		if len(s.lines) >= batchRows {
			if err := s.flush(ctx); err != nil {
				return err
			}
		}
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// next returns the fields of the next row, none of a row that was left early.
func (s *shift) next() ([][]byte, error) {
	if s.leaver == nil {
		return s.table.Next()
	}
	if err := s.leaver.reader.Scan(); err != nil {
		return nil, err
	}
	value, rounded, left := s.leaver.leave()
	if !left {
		return s.leaver.reader.Fields(), nil
	}
	s.book.Rows++
	s.book.Value += value
	if rounded {
		s.book.Rounded++
	}
	return nil, nil
}

// leaveEarly lets rows be left early that the query of a tally does not ask for. The
// fates must be closed when all rows have been read.
func (s *shift) leaveEarly(t *tally) (closeFates func()) {
	reader := s.table.Reader()
	if reader == nil || t == nil || s.Rates != nil {
		return func() {}
	}
	f := newFates(s.book)
	s.leaver = newLeaver(s.decoder, reader, t, f)
	return f.close
}

// tell books a flow that was decoded, or what became of one that was not: it is a
// part of another row, or rejected.
func (s *shift) tell(value Thousandths, rounded bool, err error) error {
	s.book.Rows++
	var part dropped
	var bad *RowError
	switch {
	case err == nil:
		s.lines = append(s.lines, s.table.Line())
	case errors.As(err, &part):
		s.book.add(Dropped, string(part), 1, value)
	case errors.As(err, &bad):
		reason := "the whole row"
		if bad.Name != "" {
			reason = "column " + bad.Name
		}
		s.book.add(Rejected, reason, 1, 0)
		return s.reject(bad)
	default:
		return err
	}
	s.book.Value += value
	if rounded {
		s.book.Rounded++
	}
	return nil
}

// flush gives the rows decoded so far to whoever visits them.
func (s *shift) flush(ctx context.Context) error {
	rec := s.out.record()
	defer rec.Release()
	err := s.pass(ctx, rec, append([]int(nil), s.lines...), s.book, s.visit)
	s.lines = s.lines[:0]
	if err == nil && s.flushed != nil {
		s.flushed()
	}
	return err
}
