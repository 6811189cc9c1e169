package tradeflow

import (
	"context"
	"errors"
	"iter"

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

// Aggregate answers a query; see Files.Aggregate.
func (t *Table) Aggregate(ctx context.Context, q Query) (*Panel, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	if t.ledger == nil {
		return nil, errors.New("the table is empty: make it with Files.Load or NewTable")
	}
	ledger := t.ledger.clone()
	tally := newTally(q)
	tally.twins = t.twins
	for i := range t.batches {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := tally.add(&t.batches[i], &ledger.Files[t.batches[i].file]); err != nil {
			return nil, err
		}
	}
	return tally.panel(ledger)
}

func valueOf(rec arrow.Record) Thousandths {
	values := amountsOf(rec, colValue)
	return values.sum(0, int(rec.NumRows()))
}
