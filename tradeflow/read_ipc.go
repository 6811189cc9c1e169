package tradeflow

import (
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

const damagedIPC = "the Arrow file is damaged"

// ipcRecords yields the rows of an Arrow IPC file or stream that has the columns
// of Schema, in batches of Schema that are good until the next step. Columns that are
// not wanted come out as null.
func ipcRecords(r io.ReaderAt, size int64, mem memory.Allocator, wanted columnSet) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		in, f, err := openIPC(r, size, mem, wanted)
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.out.release()
		for {
			var foreign arrow.Record
			err := guarded(damagedIPC, func() (err error) { foreign, err = f.Read(); return err })
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", damagedIPC, err))
				return
			}
			for from := 0; from < int(foreign.NumRows()); from += batchRows {
				rec, err := in.arrowRows(foreign, from, min(batchRows, int(foreign.NumRows())-from))
				if err != nil {
					yield(nil, err)
					return
				}
				more := yield(rec, nil)
				rec.Release()
				if !more {
					return
				}
			}
		}
	}
}

// ipcColumns returns the names of a file's columns.
func ipcColumns(r io.ReaderAt, size int64) (names []string, err error) {
	f, err := newIPCReader(r, size)
	if err != nil {
		return nil, err
	}
	return namesOf(f.Schema()), nil
}

func openIPC(r io.ReaderAt, size int64, mem memory.Allocator, wanted columnSet) (*intake, *ipc.Reader, error) {
	f, err := newIPCReader(r, size)
	if err != nil {
		return nil, nil, err
	}
	in, err := newIntake(namesOf(f.Schema()), mem, wanted)
	return in, f, err
}

func namesOf(s *arrow.Schema) (names []string) {
	for _, f := range s.Fields() {
		names = append(names, f.Name)
	}
	return names
}

// arrowRows takes in n rows of a record of another layout.
func (in *intake) arrowRows(foreign arrow.Record, from, n int) (rec arrow.Record, err error) {
	err = guarded(damagedIPC, func() error {
		for column, at := range in.at {
			if at < 0 {
				continue
			}
			take, err := in.arrowColumn(column, foreign.Column(at))
			if err != nil {
				return err
			}
			rows := foreign.Column(at)
			for row := range n {
				if rows.IsNull(from + row) {
					err = in.null(column, row)
				} else {
					err = take(row, from+row)
				}
				if err != nil {
					return err
				}
			}
		}
		rec, err = in.record(n)
		return err
	})
	return rec, err
}

// arrowColumn returns what takes the i-th value of an array into a row.
func (in *intake) arrowColumn(column int, values arrow.Array) (take func(row, i int) error, err error) {
	field := Schema.Field(column)
	switch field.Type.ID() {
	case arrow.DICTIONARY:
		take = in.arrowText(column, values)
	case arrow.BOOL:
		if flags, ok := values.(*array.Boolean); ok {
			take = func(_, i int) error { in.out.flags[column].append(flags.Value(i)); return nil }
		}
	default:
		take = in.arrowAmount(column, values)
	}
	if _, empty := values.(*array.Null); empty {
		take = func(row, _ int) error { return in.null(column, row) }
	}
	if take == nil {
		return nil, fmt.Errorf("column %s is of type %s, and cannot be read as %s", field.Name, values.DataType(), field.Type)
	}
	return take, nil
}

// arrowText returns what takes in the texts of an array, nil where it holds none.
func (in *intake) arrowText(column int, values arrow.Array) func(row, i int) error {
	switch values := values.(type) {
	case interface{ Value(int) string }:
		return func(row, i int) error { return in.text(column, row, values.Value(i)) }
	case *array.Dictionary:
		words, ok := values.Dictionary().(interface {
			arrow.Array
			Value(int) string
		})
		if !ok {
			return nil
		}
		seen := &in.seen[column]
		if seen.dictionary != words.Data() {
			seen.dictionary, seen.index = words.Data(), make([]uint32, words.Len())
		}
		return func(row, i int) error {
			word := values.GetValueIndex(i)
			if seen.index[word] > 0 {
				in.out.texts[column].append(seen.index[word] - 1)
				return nil
			}
			if words.IsNull(word) || words.Value(word) == "" {
				return in.null(column, row)
			}
			index, err := in.intern(column, row, words.Value(word))
			if err != nil {
				return err
			}
			seen.index[word] = index + 1
			in.out.texts[column].append(index)
			return nil
		}
	}
	return nil
}

// arrowAmount returns what takes in the numbers of an array, nil where it holds none.
func (in *intake) arrowAmount(column int, values arrow.Array) func(row, i int) error {
	out := in.out.amounts[column]
	whole := func(value func(int) int64) func(row, i int) error {
		return func(row, i int) error { return out.keep(in.fixed(column, row, value(i), 0)) }
	}
	switch values := values.(type) {
	case *array.Float64:
		return func(row, i int) error { return out.keep(in.rounded(column, row, values.Value(i))) }
	case *array.Float32:
		return func(row, i int) error { return out.keep(in.rounded(column, row, float64(values.Value(i)))) }
	case *array.Int8:
		return whole(func(i int) int64 { return int64(values.Value(i)) })
	case *array.Int16:
		return whole(func(i int) int64 { return int64(values.Value(i)) })
	case *array.Int32:
		return whole(func(i int) int64 { return int64(values.Value(i)) })
	case *array.Int64:
		return whole(values.Value)
	case *array.Uint8:
		return whole(func(i int) int64 { return int64(values.Value(i)) })
	case *array.Uint16:
		return whole(func(i int) int64 { return int64(values.Value(i)) })
	case *array.Uint32:
		return whole(func(i int) int64 { return int64(values.Value(i)) })
	case *array.Uint64:
		return func(row, i int) error {
			return out.keep(in.number(column, row, strconv.FormatUint(values.Value(i), 10)))
		}
	case *array.Decimal128:
		scale := int(values.DataType().(*arrow.Decimal128Type).Scale)
		return func(row, i int) error {
			return out.keep(in.decimal(column, row, values.Value(i).BigInt(), scale))
		}
	}
	return nil
}
