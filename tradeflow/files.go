package tradeflow

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"runtime"
	"slices"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// Files is a Source that reads tables as their publishers ship them, in bounded
// memory: CSV with any separator and JSON, in UTF-8, UTF-16, Latin-1 or GB18030;
// plain, gzip, bzip2, zstd, xz, or inside a zip; Excel workbooks; and our own columns
// as CSV, Arrow IPC or Parquet. The format is told from the header.
type Files struct {
	Paths      []string              // files, folders and glob patterns; "-" is standard input
	FS         fs.FS                 // where the paths are; nil: the file system of the machine
	Format     *Format               // nil: told from the content; see also Layout
	Edition    hscodes.Edition       // for files that do not declare theirs
	Direction  Direction             // likewise
	Period     Period                // likewise
	Retrieved  time.Time             // the day on which the files were downloaded, for those that do not say of which day they are; zero: not known
	OnReject   func(*RowError) error // called for each row that cannot be read; its error ends the reading. nil: the first such row does
	Progress   func(Progress)        // called between batches; nil: silent
	Duplicates Duplicates            // what to do with two rows for one flow
	Rates      *Rates                // exchange rates, to bring all values into one currency; nil: currencies are never mixed
	AllowSITC  bool                  // read the totals of all goods from tables by SITC, whose commodities are none of the HS

	mem   memory.Allocator // for tests; nil: Go's
	chunk int64            // for tests; 0: chunkBytes
}

// Aggregate answers a query, reading every file once, its chunks shared among as many
// workers as GOMAXPROCS says; the answer is the same for any number. Compressed tables
// are read several at a time, where FS offers random access and OnReject is nil. Of a
// row that does not count, only the columns that tell so and the value are read: a
// fault in another column of it goes unnoticed here, and not by Records, Load and
// Inspect.
//
// Errors: an invalid query, a file that cannot be opened or is of no known
// format, a row that cannot be read (unless OnReject passes it), two rows for
// the same flow, rows in several currencies, a cancelled context.
func (f *Files) Aggregate(ctx context.Context, q Query) (*Panel, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	t, ledger, err := f.tallied(ctx, q, f.workers())
	var own callerError
	if err != nil && !errors.As(err, &own) && ctx.Err() == nil && f.workers() > 1 {
		// Several workers find some error. In order, it is the first one.
		t, ledger, err = f.again().tallied(ctx, q, 1)
	}
	var twice *DuplicateError
	if errors.As(err, &twice) {
		twice.First = f.first(ctx, q, twice)
	}
	if err != nil {
		return nil, callers(err)
	}
	return t.panel(ledger)
}

// tallied reads every file once, with so many workers.
func (f *Files) tallied(ctx context.Context, q Query, workers int) (*tally, *Ledger, error) {
	crew := make([]*tally, workers)
	for i := range crew {
		crew[i] = newTally(q)
		crew[i].twins = f.Duplicates
	}
	t := crew[0]
	ledger, err := f.scan(ctx, t.add, crew...)
	if err != nil {
		return nil, nil, err
	}
	for i, u := range crew {
		if i > 0 {
			if err := t.merge(u); err != nil {
				return nil, nil, err
			}
		}
		crew[i] = nil // the memory
	}
	return t, ledger, nil
}

// workers returns how many may share the work. Latest needs the rows in order, and
// standard input can be read only once: nobody could find out which fault is the first.
func (f *Files) workers() int {
	if f.Duplicates == Latest || f.FS == nil && slices.Contains(f.Paths, rows.StandardInput) {
		return 1
	}
	if f.chunk > 0 {
		return 3
	}
	return runtime.GOMAXPROCS(0)
}

// again returns f for another reading of the same files, of which the caller has
// heard already.
func (f *Files) again() *Files {
	again := *f
	again.Progress = nil
	if f.OnReject != nil {
		again.OnReject = func(*RowError) error { return nil }
	}
	return &again
}

// first reads the files again up to the earlier row of a flow that stands twice.
func (f *Files) first(ctx context.Context, q Query, twice *DuplicateError) string {
	t := newTally(q)
	t.watch = twice
	_, err := f.again().scan(ctx, t.add)
	var row foundRow
	errors.As(err, &row)
	return string(row)
}

// Records yields the rows as Arrow records of Schema, in file order. A record is
// good until the next step; Retain it to keep it. Rows that the format knows to
// be parts of others (such as domestic exports inside exports) are left out.
func (f *Files) Records(ctx context.Context) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		stop := errors.New("stop")
		_, err := f.scan(ctx, func(b *batch, _ *FileLedger) error {
			if !yield(b.Record, nil) {
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			yield(nil, callers(err))
		}
	}
}

// Load reads everything into memory. Release the Table when done.
func (f *Files) Load(ctx context.Context) (*Table, error) {
	t := &Table{twins: f.Duplicates}
	ledger, err := f.scan(ctx, func(b *batch, _ *FileLedger) error {
		b.Retain()
		t.batches = append(t.batches, *b)
		return nil
	})
	if err != nil {
		t.Release()
		return nil, callers(err)
	}
	t.ledger = ledger
	return t, nil
}
