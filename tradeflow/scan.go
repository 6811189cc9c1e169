package tradeflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// batch is one Arrow record and where its rows came from.
type batch struct {
	arrow.Record
	file  int // in the ledger
	path  string
	lines []int // the line of each row; nil where unknown
}

// scan reads all tables batch by batch. Rows that do not reach visit are in the
// ledger with their fate; visit answers for the others.
func (f *Files) scan(ctx context.Context, visit func(*batch, *FileLedger) error) (*Ledger, error) {
	sources, ledger, numbers, err := f.sources()
	if err != nil {
		return nil, err
	}
	r := reading{Files: f, ledger: ledger, numbers: numbers, mem: f.mem, progress: Progress{Tables: len(sources)}, visit: visit}
	if r.mem == nil {
		r.mem = memory.NewGoAllocator()
	}
	for i, s := range sources {
		r.progress.Path, r.progress.Table = s.Path, i+1
		ledger.Files = append(ledger.Files, FileLedger{Path: s.Path, Format: s.format.name})
		if err := r.table(ctx, s); err != nil {
			return nil, err
		}
	}
	return ledger, nil
}

// reading is one scan under way.
type reading struct {
	*Files
	ledger   *Ledger           // its last file is the table being read
	numbers  map[string]string // of countries, from the publisher's code table
	mem      memory.Allocator
	progress Progress
	visit    func(*batch, *FileLedger) error
}

// table reads one table.
func (r *reading) table(ctx context.Context, s source) error {
	in, err := s.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	counting := &counter{Reader: in}
	table, err := rows.Open(counting)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Path, err)
	}
	if missing := s.format.missing(table.Header); len(missing) > 0 {
		return fmt.Errorf("%s: this is no %s: the header lacks %s", s.Path, s.format, strings.Join(missing, ", "))
	}
	out := newBatchBuilder(r.mem)
	defer out.release()
	d, err := newDecoder(s.format, s.Path, table.Header, r.Edition, r.numbers, out)
	if err != nil {
		return err
	}
	file := len(r.ledger.Files) - 1
	book := &r.ledger.Files[file]
	lines := make([]int, 0, batchRows)
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec := out.record()
		defer rec.Release()
		err := r.visit(&batch{rec, file, s.Path, append([]int(nil), lines...)}, book)
		lines = lines[:0]
		if r.Progress != nil {
			r.progress.Bytes = counting.n
			r.Progress(r.progress)
		}
		return err
	}
	columnOf := table.Column
	for {
		row, err := table.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%s, after line %d: %w", s.Path, table.Line(), err)
		}
		r.progress.Rows++
		book.Rows++
		value, rounded, err := d.decode(row, table.Line(), columnOf)
		if err == nil {
			lines = append(lines, table.Line())
		} else if rejected, err := r.fail(book, value, err); err != nil {
			return err
		} else if rejected {
			continue
		}
		book.Value += value
		if rounded {
			book.Rounded++
		}
		if len(lines) == batchRows {
			if err := flush(); err != nil {
				return err
			}
		}
		if book.Rows%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return flush()
}

// fail gives a row that was not decoded its fate: it is a part of another row, or
// rejected, which ends the reading unless OnReject passes it.
func (f *Files) fail(book *FileLedger, value Thousandths, err error) (rejected bool, _ error) {
	var part dropped
	var bad *RowError
	switch {
	case errors.As(err, &part):
		book.add(Dropped, string(part), 1, value)
		return false, nil
	case !errors.As(err, &bad):
		return false, err
	case f.OnReject == nil:
		return true, bad
	}
	book.add(Rejected, "column "+bad.Name, 1, 0)
	return true, f.OnReject(bad)
}

// counter counts the bytes that pass.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
