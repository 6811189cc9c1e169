package tradeflow

import (
	"context"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// arrow reads one file that holds our own columns already.
func (r *reading) arrow(ctx context.Context, s *source) error {
	f, err := s.File()
	if err != nil {
		return err
	}
	defer f.Close()
	at, ok := f.(io.ReaderAt)
	if !ok {
		return fmt.Errorf("%s: the file system does not offer random access, which Parquet and Arrow files need", s.Path)
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	read := r.ipc
	if s.Kind == rows.Parquet {
		read = r.parquet
	}
	return read(ctx, s, at, info.Size())
}

// ipc reads an Arrow file.
func (r *reading) ipc(ctx context.Context, s *source, at io.ReaderAt, size int64) error {
	book := s.book
	book.Format = "canonical table (Arrow IPC)"
	names, err := ipcColumns(at, size)
	if err != nil {
		return fmt.Errorf("%s: %w", book.Path, err)
	}
	book.Unknown = unknownColumns(names)
	for rec, err := range ipcRecords(at, size, r.mem, r.wanted()) {
		if err != nil {
			return fmt.Errorf("%s: %w", book.Path, err)
		}
		if err := r.takeIn(ctx, s.file, rec, book.Rows, book, r.visit); err != nil {
			return err
		}
		r.report(s, 0, book.Rows)
	}
	return nil
}

// wanted returns the columns that the reading is for.
func (r *reading) wanted() columnSet {
	if len(r.crew) > 0 {
		return r.crew[0].wants()
	}
	return allColumns()
}

// wants returns the columns that the query looks at.
func (t *tally) wants() columnSet {
	all := allColumns()
	for _, column := range []int{colNetWeight, colQuantity, colQuantityUnit, colNetWeightEstimated, colQuantityEstimated} {
		all[column] = column == t.amount || column == t.estimate || column == colQuantityUnit && t.query.Measure == Quantity
	}
	return all
}

// takeIn books a record that has so many rows before it in its file, and passes it on.
func (r *reading) takeIn(ctx context.Context, file int, rec arrow.Record, before int64, book *FileLedger, visit func(*batch, *FileLedger) error) error {
	book.Rows += rec.NumRows()
	book.Value += valueOf(rec)
	return r.pass(ctx, &batch{Record: rec, file: file, row: before + 1}, book, visit)
}

// pass gives a record of a table to visit, its values converted where the reader
// asked for it.
func (r *reading) pass(ctx context.Context, b *batch, book *FileLedger, visit func(*batch, *FileLedger) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.path = book.Path
	if r.Rates != nil {
		converted, err := r.Rates.apply(b, book, r.mem)
		if err != nil {
			return err
		}
		defer converted.Release()
		book.Value += valueOf(converted) - valueOf(b.Record)
		b.Record = converted
	}
	return visit(b, book)
}
