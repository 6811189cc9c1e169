package tradeflow

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
)

const (
	damagedParquet = "the Parquet file is damaged"
	parquetMagic   = "PAR1"
)

// parquetRecords yields the rows of a Parquet file that has the columns of
// Schema, in batches of Schema that are good until the next step.
func parquetRecords(r io.ReaderAt, size int64, mem memory.Allocator) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		f, err := openParquet(r, size)
		if err != nil {
			yield(nil, err)
			return
		}
		in, err := newIntake(parquetNames(f), mem)
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.out.release()
		for i := range f.NumRowGroups() {
			group, err := in.group(f, i, r)
			for err == nil && group.left > 0 {
				var rec arrow.Record
				if rec, err = group.next(); err != nil {
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
				return
			}
		}
	}
}

// parquetColumns returns the names of a file's columns.
func parquetColumns(r io.ReaderAt, size int64) ([]string, error) {
	f, err := openParquet(r, size)
	if err != nil {
		return nil, err
	}
	return parquetNames(f), nil
}

func parquetNames(f *file.Reader) (names []string) {
	root := f.MetaData().Schema.Root()
	for i := range root.NumFields() {
		names = append(names, root.Field(i).Name())
	}
	return names
}

// openParquet reads the footer of a file.
func openParquet(r io.ReaderAt, size int64) (f *file.Reader, err error) {
	if err := checkFooter(r, size); err != nil {
		return nil, fmt.Errorf("%s: %w", damagedParquet, err)
	}
	err = guarded(damagedParquet, func() (err error) {
		props := parquet.NewReaderProperties(memory.NewGoAllocator())
		f, err = file.NewParquetReader(io.NewSectionReader(r, 0, size), file.WithReadProps(props))
		return err
	})
	return f, err
}

// checkFooter looks at the sizes in a footer before the library does.
func checkFooter(r io.ReaderAt, size int64) error {
	tail := make([]byte, 8) // the footer's length, and a mark
	if _, err := r.ReadAt(tail, size-8); size < 12 || err != nil && err != io.EOF || string(tail[4:]) != parquetMagic {
		return errors.New("its end is missing, it may be cut short (or it is encrypted)")
	}
	n := int64(binary.LittleEndian.Uint32(tail))
	if n > size-12 {
		return fmt.Errorf("its metadata is said to have %d bytes, more than there are", n)
	}
	footer := make([]byte, n)
	if _, err := r.ReadAt(footer, size-8-n); err != nil && err != io.EOF {
		return err
	}
	columns := int64(0)
	walk := thrift{b: footer, note: func(path int, v int64) {
		if path == 2 { // the list of all columns
			columns = v
		}
	}}
	if err := walk.structure(0, 0); err != nil {
		return err
	}
	if columns > maxFields {
		return errors.New("it claims to have more columns than there can be")
	}
	return nil
}

// group is a row group being read.
type group struct {
	in      *intake
	columns [colSource + 1]parquetReader // nil where the file has no such column
	left    int64                        // rows
}

// maxRowsPerByte bounds what a file may claim. Even rows that are all alike but
// for a bit in one column are eight to the byte.
const maxRowsPerByte = 1024

// group opens the columns of a row group.
func (in *intake) group(f *file.Reader, i int, r io.ReaderAt) (g *group, err error) {
	err = guarded(damagedParquet, func() error {
		meta := f.RowGroup(i).MetaData()
		g = &group{in: in, left: meta.NumRows()}
		leaves := map[string]int{}
		for leaf := range f.MetaData().Schema.NumColumns() {
			leaves[f.MetaData().Schema.Column(leaf).Path()] = leaf
		}
		var bytes int64
		for column, at := range in.at {
			if at < 0 {
				continue
			}
			name := Schema.Field(column).Name
			leaf, ok := leaves[name]
			if !ok || f.MetaData().Schema.Column(leaf).MaxRepetitionLevel() > 0 || f.MetaData().Schema.Column(leaf).MaxDefinitionLevel() > 1 {
				return fmt.Errorf("column %s does not have one value for each row", name)
			}
			chunk, err := meta.ColumnChunk(leaf)
			if err != nil {
				return err
			}
			pages, err := pagesOf(chunk, f.MetaData().Schema.Column(leaf), r)
			if err != nil {
				return fmt.Errorf("column %s: %w", name, err)
			}
			if chunk.NumValues() != g.left {
				return fmt.Errorf("%s: column %s has %d rows of %d", damagedParquet, name, chunk.NumValues(), g.left)
			}
			bytes += pages.end - pages.at
			if g.columns[column], err = newParquetReader(in, column, pages); err != nil {
				return err
			}
		}
		if g.left < 0 || g.left/maxRowsPerByte > bytes {
			return fmt.Errorf("%s: it claims to have %d rows in %d bytes", damagedParquet, g.left, bytes)
		}
		return nil
	})
	return g, err
}

// next returns the next rows.
func (g *group) next() (rec arrow.Record, err error) {
	n := int(min(g.left, batchRows))
	err = guarded(damagedParquet, func() error {
		for _, c := range g.columns {
			if c == nil {
				continue
			}
			if err := c(n); err != nil {
				return err
			}
		}
		g.left -= int64(n)
		rec, err = g.in.record(n)
		return err
	})
	return rec, err
}
