package tradeflow

import (
	"errors"
	"io"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// plain is Schema with utf8 columns in place of dictionaries.
var plain = func() *arrow.Schema {
	fields := Schema.Fields()
	for i := range fields {
		if fields[i].Type.ID() == arrow.DICTIONARY {
			fields[i].Type = arrow.BinaryTypes.String
		}
	}
	return arrow.NewSchema(fields, nil)
}()

// WriteIPC writes records of Schema as an Arrow IPC file ("Feather V2"), its
// buffers compressed with zstd. The text columns are plain utf8 in the file, not
// dictionaries: such a file holds one dictionary for each column, which would
// have to be complete before the first batch is written.
func WriteIPC(w io.Writer, records iter.Seq2[arrow.Record, error]) error {
	mem := memory.NewGoAllocator()
	out, err := ipc.NewFileWriter(&position{w: w}, ipc.WithSchema(plain), ipc.WithZstd(), ipc.WithAllocator(mem))
	if err != nil {
		return err
	}
	err = each(records, func(rec arrow.Record) error {
		if rec.NumRows() == 0 {
			return nil
		}
		spelled := spellOut(rec, mem)
		defer spelled.Release()
		return out.Write(spelled)
	})
	if err != nil {
		return err
	}
	return out.Close()
}

// spellOut returns a record with its texts in place of indexes.
func spellOut(rec arrow.Record, mem memory.Allocator) arrow.Record {
	columns := make([]arrow.Array, rec.NumCols())
	for i := range columns {
		columns[i] = rec.Column(i)
		rows, ok := columns[i].(*array.Dictionary)
		if !ok {
			columns[i].Retain()
			continue
		}
		values := rows.Dictionary().(*array.String)
		b := array.NewStringBuilder(mem)
		b.Reserve(rows.Len())
		for row := range rows.Len() {
			if rows.IsNull(row) {
				b.AppendNull()
			} else {
				b.Append(values.Value(rows.GetValueIndex(row)))
			}
		}
		columns[i] = b.NewArray()
		b.Release()
	}
	spelled := array.NewRecord(plain, columns, rec.NumRows())
	for _, c := range columns {
		c.Release()
	}
	return spelled
}

// position is a writer that says how far it is: all the seeking that the Arrow
// library does when it writes a file.
type position struct {
	w io.Writer
	n int64
}

func (p *position) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	p.n += int64(n)
	return n, err
}

func (p *position) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, errors.New("this writer only moves forward")
	}
	return p.n, nil
}
