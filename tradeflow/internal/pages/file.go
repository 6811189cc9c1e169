// Package pages reads the pages of Parquet files: what a column says, run by run.
// The library of Arrow decodes the footer; nothing that a file claims is believed
// before it has been checked.
package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

const (
	// Magic stands at both ends of a file.
	Magic     = "PAR1"
	maxFields = 10_000 // columns, those inside others included
	// maxRowsPerByte bounds what a file may claim. Even rows that are all alike but
	// for a bit in one column are eight to the byte.
	maxRowsPerByte = 1024
)

// File is a Parquet file whose footer has been read. Several goroutines may read it
// at the same time, each with Columns of its own.
type File struct {
	r      io.ReaderAt
	size   int64
	meta   *metadata.FileMetaData
	leaves map[string]int
}

// Open reads the footer of a file.
func Open(r io.ReaderAt, size int64) (*File, error) {
	footer, err := readFooter(r, size)
	if err != nil {
		return nil, err
	}
	f := &File{r: r, size: size, leaves: map[string]int{}}
	return f, guarded(func() error {
		if f.meta, err = metadata.NewFileMetaData(footer, nil); err != nil {
			return err
		}
		for leaf := range f.meta.Schema.NumColumns() {
			f.leaves[f.meta.Schema.Column(leaf).Path()] = leaf
		}
		for group := range f.Groups() {
			if err := f.checkRows(group); err != nil {
				return err
			}
		}
		return nil
	})
}

// readFooter returns the bytes of the footer, which have been walked through: the
// library sets memory aside for whatever they claim.
func readFooter(r io.ReaderAt, size int64) ([]byte, error) {
	tail := make([]byte, 8) // the footer's length, and a mark
	if _, err := r.ReadAt(tail, size-8); size < 12 || err != nil && err != io.EOF || string(tail[4:]) != Magic {
		return nil, errors.New("its end is missing, it may be cut short (or it is encrypted)")
	}
	n := int64(binary.LittleEndian.Uint32(tail))
	if n > size-12 {
		return nil, fmt.Errorf("its metadata is said to have %d bytes, more than there are", n)
	}
	footer := make([]byte, n)
	if _, err := r.ReadAt(footer, size-8-n); err != nil && err != io.EOF {
		return nil, err
	}
	columns := int64(0)
	walk := thrift{b: footer, note: func(path int, v int64) {
		if path == 2 { // the list of all columns
			columns = v
		}
	}}
	if err := walk.structure(0, 0); err != nil {
		return nil, err
	}
	if columns > maxFields {
		return nil, errors.New("it claims to have more columns than there can be")
	}
	return footer, nil
}

// checkRows compares the rows of a group with the bytes of all its columns.
func (f *File) checkRows(group int) error {
	meta := f.meta.RowGroup(group)
	bytes := int64(0)
	for leaf := range f.meta.Schema.NumColumns() {
		chunk, err := meta.ColumnChunk(leaf)
		if err != nil {
			return err
		}
		bytes = min(f.size, bytes+max(0, min(f.size, chunk.TotalCompressedSize())))
	}
	if rows := meta.NumRows(); rows < 0 || rows/maxRowsPerByte > bytes {
		return fmt.Errorf("it claims to have %d rows in %d bytes", rows, bytes)
	}
	return nil
}

// Names returns the names of the columns.
func (f *File) Names() (names []string) {
	root := f.meta.Schema.Root()
	for i := range root.NumFields() {
		names = append(names, root.Field(i).Name())
	}
	return names
}

// Groups returns the number of row groups.
func (f *File) Groups() int { return len(f.meta.RowGroups) }

// Rows returns the number of rows in a row group.
func (f *File) Rows(group int) int64 { return f.meta.RowGroup(group).NumRows() }

// Note returns what the writer of the file noted under a key, "" if it did not.
func (f *File) Note(key string) string {
	for _, pair := range f.meta.FileMetaData.KeyValueMetadata {
		if pair != nil && pair.Key == key && pair.Value != nil {
			return *pair.Value
		}
	}
	return ""
}

// Between returns bounds for the texts of a column in a row group, and the number
// of its nulls, where the file says so. The bounds are as the file spells them and
// in the order of bytes; they need not be texts of the column themselves. There are
// none where all rows are null, as those of a column are that the file does not have.
func (f *File) Between(group int, name string) (least, greatest string, nulls int64, ok bool) {
	leaf, found := f.leaves[name]
	if !found {
		return "", "", f.Rows(group), true
	}
	err := guarded(func() error {
		chunk, err := f.meta.RowGroup(group).ColumnChunk(leaf)
		if err != nil {
			return err
		}
		said, err := chunk.Statistics()
		texts, is := said.(*metadata.ByteArrayStatistics)
		if !is || err != nil || !texts.HasNullCount() {
			return err
		}
		nulls = texts.NullCount()
		if texts.HasMinMax() {
			least, greatest, ok = string(texts.Min()), string(texts.Max()), true
		} else {
			ok = nulls == f.Rows(group)
		}
		return err
	})
	return least, greatest, nulls, ok && err == nil
}

// Column finds a column that has one value, or null, in each row.
func (f *File) Column(name string) (*Column, error) {
	leaf, ok := f.leaves[name]
	if !ok {
		return nil, fmt.Errorf("column %s does not have one value for each row", name)
	}
	column := f.meta.Schema.Column(leaf)
	if column.MaxRepetitionLevel() > 0 || column.MaxDefinitionLevel() > 1 {
		return nil, fmt.Errorf("column %s does not have one value for each row", name)
	}
	return &Column{Type: column, file: f, leaf: leaf, header: map[int]int64{}}, nil
}

// Type says what the values of a column are.
type Type = *schema.Column

// guarded runs a step of the library, which panics where it is given something
// damaged.
func guarded(step func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return step()
}
