package tradeflow

import (
	"fmt"
	"io"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/pages"
)

const damagedParquet = "the Parquet file is damaged"

// parquetFile is a Parquet file that has the columns of Schema, or claims to.
type parquetFile struct {
	*pages.File
	before []int64 // rows that stand before each row group
	total  int64   // rows
}

// openParquet reads the footer of a file.
func openParquet(r io.ReaderAt, size int64) (*parquetFile, error) {
	f, err := pages.Open(r, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", damagedParquet, err)
	}
	p := &parquetFile{File: f}
	for group := range f.Groups() {
		p.before = append(p.before, p.total)
		p.total += f.Rows(group)
	}
	return p, nil
}

// parquetRecords yields the rows of a Parquet file in batches of Schema that are
// good until the next step.
func parquetRecords(r io.ReaderAt, size int64, mem memory.Allocator) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		f, err := openParquet(r, size)
		if err != nil {
			yield(nil, err)
			return
		}
		f.all(mem)(yield)
	}
}

// all yields all rows of the file, with all their columns.
func (f *parquetFile) all(mem memory.Allocator) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		in, err := newIntake(f.Names(), mem, allColumns())
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.out.release()
		for group := range f.Groups() {
			for rec, err := range f.records(group, in) {
				if !yield(rec, err) || err != nil {
					return
				}
			}
		}
	}
}

// records yields the rows of a row group. Several goroutines may read groups of one
// file at the same time, each with an intake of its own.
func (f *parquetFile) records(group int, in *intake) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		err := in.open(f, group)
		for left := f.Rows(group); err == nil && left > 0; {
			n := min(left, batchRows)
			left -= n
			var rec arrow.Record
			if rec, err = in.parquetRows(int(n)); err != nil {
				break
			}
			more := yield(rec, nil)
			rec.Release()
			if !more {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// open goes to the first row of a row group.
func (in *intake) open(f *parquetFile, group int) error {
	in.row = 1 + f.before[group]
	return guarded(damagedParquet, func() error {
		for column, at := range in.at {
			if at < 0 {
				continue
			}
			c := in.parquet[column]
			if c == nil || c.file != f {
				var err error
				if c, err = in.newParquetReader(column, f); err != nil {
					return err
				}
				in.parquet[column] = c
			}
			if err := c.Open(group); err != nil {
				return damagedColumn(column, err)
			}
			in.seen[column].index = in.seen[column].index[:0]
		}
		return nil
	})
}

// parquetRows takes in the next n rows.
func (in *intake) parquetRows(n int) (rec arrow.Record, err error) {
	err = guarded(damagedParquet, func() error {
		for column, at := range in.at {
			if at < 0 {
				continue
			}
			if err := in.parquet[column].read(n); err != nil {
				return err
			}
		}
		rec, err = in.record(n)
		return err
	})
	return rec, err
}

func damagedColumn(column int, err error) error {
	return fmt.Errorf("%s: column %s: %w", damagedParquet, Schema.Field(column).Name, err)
}
