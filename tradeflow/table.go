package tradeflow

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"sync/atomic"

	"github.com/apache/arrow/go/v15/arrow"
)

// Table is flows in memory, as Arrow records of Schema: a Source that answers
// repeated queries without reading again. It holds Arrow memory: Release it.
type Table struct {
	batches []batch
	ledger  *Ledger    // of the reading, where Files filled the table
	twins   Duplicates // of Files
}

// NewTable makes a table of records, which it retains. A record of another
// schema is an error.
func NewTable(records ...arrow.Record) (*Table, error) {
	t := &Table{ledger: &Ledger{Files: []FileLedger{{Path: "records in memory"}}}}
	for i, rec := range records {
		if !rec.Schema().Equal(Schema) {
			t.Release()
			return nil, otherSchema(i, rec)
		}
		rec.Retain()
		t.batches = append(t.batches, batch{Record: rec, path: "records in memory"})
		book := &t.ledger.Files[0]
		book.Rows += rec.NumRows()
		book.Value += valueOf(rec)
	}
	return t, nil
}

// Rows returns the number of rows.
func (t *Table) Rows() (n int64) {
	for _, b := range t.batches {
		n += b.NumRows()
	}
	return n
}

// Records yields the table's records, as Files.Records does. They belong to the
// table: Retain what is to outlive it.
func (t *Table) Records(ctx context.Context) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		for _, b := range t.batches {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(b.Record, nil) {
				return
			}
		}
	}
}

// Release frees the memory. The table must not be used afterwards.
func (t *Table) Release() {
	for _, b := range t.batches {
		b.Record.Release()
	}
	t.batches = nil
}

// Aggregate answers a query, with all processors; see Files.Aggregate.
func (t *Table) Aggregate(ctx context.Context, q Query) (*Panel, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	if t.ledger == nil {
		return nil, errors.New("the table is empty: make it with Files.Load or NewTable")
	}
	workers := min(runtime.GOMAXPROCS(0), len(t.batches))
	if t.twins == Latest {
		workers = 1 // the rows count in their order
	}
	tally, ledger, err := t.tallied(ctx, q, workers)
	if err != nil && ctx.Err() == nil && workers > 1 {
		tally, ledger, err = t.tallied(ctx, q, 1) // in order, the first error
	}
	if err != nil {
		return nil, err
	}
	return tally.panel(ledger)
}

// tallied adds the batches up, with so many workers, each into its own tally and its
// own ledger.
func (t *Table) tallied(ctx context.Context, q Query, workers int) (*tally, *Ledger, error) {
	ledger, crew := t.ledger.clone(), make([]*tally, max(1, workers))
	ledgers := make([]Ledger, len(crew))
	for w := range crew {
		crew[w], ledgers[w].Files = newTally(q), make([]FileLedger, len(ledger.Files))
		crew[w].twins = t.twins
	}
	var next atomic.Int64
	err := together(ctx, len(crew), func(ctx context.Context, w int) error { return t.work(ctx, &next, crew[w], &ledgers[w]) })
	if err != nil {
		return nil, nil, err
	}
	for w := range crew {
		for i := range ledger.Files {
			ledger.Files[i].merge(&ledgers[w].Files[i])
		}
		if w > 0 {
			if err := crew[0].merge(crew[w]); err != nil {
				return nil, nil, err
			}
		}
	}
	return crew[0], ledger, nil
}

// work adds batches to a tally until there are none.
func (t *Table) work(ctx context.Context, next *atomic.Int64, tally *tally, ledger *Ledger) error {
	for i := int(next.Add(1)) - 1; i < len(t.batches); i = int(next.Add(1)) - 1 {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := &t.batches[i]
		if err := tally.add(b, &ledger.Files[b.file]); err != nil {
			return err
		}
	}
	return nil
}

func valueOf(rec arrow.Record) Thousandths {
	values := amountsOf(rec, colValue)
	return values.sum(0, int(rec.NumRows()))
}
