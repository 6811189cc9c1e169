package tradeflow

import (
	"context"
	"fmt"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// batch is one Arrow record and where its rows came from.
type batch struct {
	arrow.Record
	file  int // in the ledger
	path  string
	lines []int // the line of each row; nil where there are none
	row   int64 // the number of the first row, from 1, where there are no lines
}

// where names row i of the batch.
func (b *batch) where(i int) string {
	if b.lines == nil {
		return fmt.Sprintf("%s, row %d", b.path, b.row+int64(i))
	}
	return fmt.Sprintf("%s:%d", b.path, b.lines[i])
}

// scan reads all tables batch by batch. Rows that do not reach visit are in the
// ledger with their fate; visit answers for the others.
func (f *Files) scan(ctx context.Context, visit func(*batch, *FileLedger) error, crew ...*tally) (*Ledger, error) {
	if err := f.Rates.Validate(); err != nil {
		return nil, err
	}
	sources, ledger, numbers, err := f.sources(ctx)
	if err != nil {
		return nil, err
	}
	skipped := len(ledger.Files)
	ledger.Files = append(ledger.Files, make([]FileLedger, len(sources))...)
	for i, s := range sources {
		s.number, s.file = i+1, skipped+i
		s.book = &ledger.Files[s.file]
		s.book.Path = s.Path
	}
	r := reading{Files: f, meter: newMeter(sources, f.Progress), numbers: numbers, mem: f.mem, visit: visit, crew: crew}
	if r.mem == nil {
		r.mem = memory.NewGoAllocator()
	}
	if err := r.tables(ctx, sources); err != nil {
		return nil, err
	}
	return ledger, nil
}

// reading is one scan under way.
type reading struct {
	*Files
	*meter
	numbers map[string]string // of countries, from the publisher's code table
	mem     memory.Allocator
	visit   func(*batch, *FileLedger) error
	crew    []*tally // who share the work; visit is the first one's
}

// table reads one table of text.
func (r *reading) table(ctx context.Context, s *source) error {
	table, err := s.open()
	if err != nil {
		return fmt.Errorf("%s: %w", s.Path, err)
	}
	defer table.Close()
	if missing := s.format.missing(table.Header); len(missing) > 0 {
		return fmt.Errorf("%s: this is no %s: the header lacks %s", s.Path, s.format, strings.Join(missing, ", "))
	}
	book := s.book
	book.Format, book.Unknown = s.format.name, s.format.unknown(table.Header)
	if len(r.crew) > 1 && (s.Size == 0 || s.Size >= r.chunkSize()) {
		if cutter := table.Chunks(int(r.chunkSize())); cutter != nil {
			return r.share(ctx, s, table, cutter)
		}
	}
	sh, err := r.newShift(s, table, book, r.visit)
	if err != nil {
		return err
	}
	defer sh.out.release()
	if len(r.crew) > 0 {
		sh.direct = sh.newDirect(r.crew[0])
	}
	sh.reject = func(bad *RowError) error {
		if r.OnReject == nil {
			return bad
		}
		if err := r.OnReject(bad); err != nil {
			return callerError{err}
		}
		return nil
	}
	sh.flushed = func() { r.report(s, table.Done(), book.Rows) }
	if err := sh.read(ctx); err != nil {
		return err
	}
	return sh.end(ctx)
}
