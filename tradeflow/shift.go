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
	file    int // in the ledger
	table   *rows.Table
	decoder *decoder
	out     *batchBuilder
	lines   []int // of the rows in out
	book    *FileLedger
	visit   func(*batch, *FileLedger) error
	direct  *direct               // nil where all rows become batches
	reject  func(*RowError) error // nil to go on without the row
	flushed func()
}

func (r *reading) newShift(s *source, table *rows.Table, book *FileLedger, visit func(*batch, *FileLedger) error) (*shift, error) {
	sh := &shift{reading: r, path: s.Path, file: s.file, table: table, out: newBatchBuilder(r.mem), lines: make([]int, 0, batchRows), book: book, visit: visit}
	d, err := newDecoder(s.format, s.Path, table, r.Files, r.numbers, sh.out)
	if err != nil {
		sh.out.release()
		return nil, err
	}
	d.tell = sh.tell
	sh.decoder = d
	return sh, nil
}

// read deals with rows until there are no more.
func (s *shift) read(ctx context.Context) error {
	for n := 1; ; n++ {
		err := s.step(ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if n%batchRows == 0 && s.flushed != nil {
			s.flushed()
		}
	}
}

// step deals with one row.
func (s *shift) step(ctx context.Context) error {
	if s.direct == nil {
		row, err := s.table.Next()
		if err != nil {
			return s.broken(err)
		}
		return s.decode(ctx, row, batchRows)
	}
	if err := s.direct.reader.Scan(); err != nil {
		return s.broken(err)
	}
	if done, err := s.direct.row(); done || err != nil {
		return err
	}
	// At once, so that rows come to the tally in their order.
	return s.decode(ctx, s.direct.reader.Fields(), 1)
}

// decode decodes a row, and passes on what is there if it is enough.
func (s *shift) decode(ctx context.Context, row [][]byte, enough int) error {
	if err := s.decoder.decode(row); err != nil {
		return err
	}
	if len(s.lines) >= enough {
		return s.flush(ctx)
	}
	return nil
}

func (s *shift) broken(err error) error {
	if err == io.EOF {
		return err
	}
	return fmt.Errorf("%s, after line %d: %w", s.path, s.table.Line(), err)
}

// tell books a flow that was decoded, or what became of one that was not: it is a
// part of another row, or rejected.
func (s *shift) tell(value Thousandths, rounded bool, err error) error {
	s.book.Rows++
	if err != nil {
		if known, err := s.refuse(value, err); !known {
			return err
		}
	} else {
		s.lines = append(s.lines, s.table.Line())
	}
	s.book.Value += value
	if rounded {
		s.book.Rounded++
	}
	return nil
}

// refuse books a row that was not decoded, and reports whether its value is known.
func (s *shift) refuse(value Thousandths, err error) (known bool, _ error) {
	var part dropped
	var bad *RowError
	switch {
	case errors.As(err, &part):
		s.book.add(Dropped, string(part), 1, value)
		return true, nil
	case errors.As(err, &bad):
		reason := "the whole row"
		if bad.Name != "" {
			reason = "column " + bad.Name
		}
		s.book.add(Rejected, reason, 1, 0)
		return false, s.reject(bad)
	}
	return false, err
}

// flush gives the rows decoded so far to whoever visits them.
func (s *shift) flush(ctx context.Context) error {
	if s.direct != nil && len(s.lines) == 0 {
		return ctx.Err()
	}
	rec := s.out.record()
	defer rec.Release()
	err := s.pass(ctx, &batch{Record: rec, file: s.file, lines: append([]int(nil), s.lines...)}, s.book, s.visit)
	s.lines = s.lines[:0]
	return err
}

// end passes on what is left, and closes the book.
func (s *shift) end(ctx context.Context) error {
	err := s.flush(ctx)
	if s.direct != nil {
		s.direct.fates.close()
	}
	return err
}
