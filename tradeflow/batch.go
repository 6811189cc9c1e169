package tradeflow

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// batchRows is how many rows go into one Arrow batch: enough that the cost of a
// batch vanishes, few enough that a batch is a few megabytes.
const batchRows = 16 << 10

// maxDistinct is how many different texts a dictionary column may hold. A
// publisher's codes and periods are a few ten thousand; more of them means that
// the column is not what the header says.
const maxDistinct = 1 << 20

// batchBuilder collects rows column by column and makes Arrow records of them.
type batchBuilder struct {
	mem     memory.Allocator
	texts   [colSource + 1]*textBuilder // nil for the columns that are not text
	amounts [colSource + 1]*amountBuilder
	flags   [colSource + 1]*flagBuilder
	rows    int
}

func newBatchBuilder(mem memory.Allocator) *batchBuilder {
	b := &batchBuilder{mem: mem}
	for i, field := range Schema.Fields() {
		switch field.Type.ID() {
		case arrow.DICTIONARY:
			b.texts[i] = &textBuilder{index: map[string]uint32{}}
		case arrow.FLOAT64:
			b.amounts[i] = &amountBuilder{}
		case arrow.BOOL:
			b.flags[i] = &flagBuilder{}
		}
	}
	return b
}

// record returns the rows collected so far and starts anew. The dictionaries go
// on growing, so that equal indexes mean equal texts from batch to batch.
func (b *batchBuilder) record() arrow.Record {
	columns := make([]arrow.Array, len(Schema.Fields()))
	for i := range columns {
		switch {
		case b.texts[i] != nil:
			columns[i] = b.texts[i].array(b.mem, b.rows)
		case b.amounts[i] != nil:
			columns[i] = b.amounts[i].array(b.mem, b.rows)
		default:
			columns[i] = b.flags[i].array(b.mem, b.rows)
		}
	}
	rec := array.NewRecord(Schema, columns, int64(b.rows))
	for _, c := range columns {
		c.Release()
	}
	b.rows = 0
	return rec
}

// release frees what the builder holds between batches.
func (b *batchBuilder) release() {
	for i := range b.texts {
		switch {
		case b.texts[i] != nil:
			b.texts[i].release()
		case b.amounts[i] != nil:
			b.amounts[i].nothing.release()
		default:
			b.flags[i].nothing.release()
		}
	}
}

// textBuilder builds a dictionary column.
type textBuilder struct {
	index      map[string]uint32
	values     []string
	last       uint32 // that was asked for: most columns say the same for many rows
	rows       []uint32
	alike      bool        // all rows are like the first one, which alone is there
	null       uint32      // the index of "", which is null, plus one; 0: there is none
	dictionary arrow.Array // of values, made again only when they have grown
	same       shared      // of the batches whose rows are all alike
	nothing    shared      // of those where they are null
}

// intern returns the index of a text.
func (t *textBuilder) intern(s string) (uint32, error) {
	if int(t.last) < len(t.values) && t.values[t.last] == s {
		return t.last, nil
	}
	if i, ok := t.index[s]; ok {
		t.last = i
		return i, nil
	}
	if len(t.values) >= maxDistinct {
		return 0, fmt.Errorf("the column has more than %d different texts: it does not hold what its name says", maxDistinct)
	}
	i := uint32(len(t.values))
	t.index[s] = i
	t.values = append(t.values, s)
	if s == "" {
		t.null = i + 1
	}
	return i, nil
}

// append adds a row.
func (t *textBuilder) append(i uint32) { t.rows = append(t.rows, i) }

// repeat makes all rows of the batch alike.
func (t *textBuilder) repeat(i uint32) { t.rows, t.alike = append(t.rows[:0], i), true }

func (t *textBuilder) array(mem memory.Allocator, n int) arrow.Array {
	if t.dictionary == nil || t.dictionary.Len() != len(t.values) {
		if t.dictionary != nil {
			t.dictionary.Release()
		}
		b := array.NewStringBuilder(mem)
		defer b.Release()
		b.AppendValues(t.values, nil)
		t.dictionary = b.NewArray()
	}
	var buffers [2]*memory.Buffer
	nulls := 0
	if t.alike || n > 0 && allAlike(t.rows[:n]) {
		buffers[1] = t.same.of(mem, t.rows[0], 4*n)
		if t.rows[0]+1 == t.null {
			nulls, buffers[0] = n, t.nothing.of(mem, 0, (n+7)/8)
		}
	} else {
		buffers[1] = copied(mem, arrow.Uint32Traits.CastToBytes(t.rows[:n]))
		if t.null > 0 {
			nulls, buffers[0] = without(mem, t.rows[:n], t.null-1)
		}
	}
	t.rows, t.alike = t.rows[:0], false
	data := array.NewDataWithDictionary(text, n, buffers[:], nulls, 0, t.dictionary.Data().(*array.Data))
	defer releaseAll(data, buffers)
	return array.NewDictionaryData(data)
}

func (t *textBuilder) release() {
	t.same.release()
	t.nothing.release()
	if t.dictionary != nil {
		t.dictionary.Release()
	}
}

// amountBuilder builds a column of amounts.
type amountBuilder struct {
	rows    []float64
	nulls   int
	valid   []byte // a bitmap of the rows that are not, up to the last null
	nothing shared // of the batches without an amount
}

func (a *amountBuilder) append(v Thousandths, known bool) {
	if !known {
		a.fillValid(len(a.rows) + 1)
		bitutil.ClearBit(a.valid, len(a.rows))
		a.nulls++
	}
	a.rows = append(a.rows, v.Float())
}

// keep appends an amount unless there is an error.
func (a *amountBuilder) keep(v Thousandths, err error) error {
	if err == nil {
		a.append(v, true)
	}
	return err
}

// fillValid makes the bitmap long enough for n rows.
func (a *amountBuilder) fillValid(n int) {
	for 8*len(a.valid) < n {
		a.valid = append(a.valid, 0xff)
	}
}

// room returns the rows and the bitmap for n of them, to be filled.
func (a *amountBuilder) room(n int) (rows []float64, valid []byte) {
	a.rows, a.valid = room(a.rows, n), room(a.valid, (n+7)/8)
	return a.rows, a.valid
}

func (a *amountBuilder) array(mem memory.Allocator, n int) arrow.Array {
	var buffers [2]*memory.Buffer
	if a.nulls > 0 && a.nulls == n {
		buffers[1] = a.nothing.of(mem, 0, 8*n)
		buffers[0] = a.nothing.of(mem, 0, 8*n)
	} else {
		buffers[1] = copied(mem, arrow.Float64Traits.CastToBytes(a.rows[:n]))
		if a.nulls > 0 {
			a.fillValid(n)
			buffers[0] = copied(mem, a.valid[:(n+7)/8])
		}
	}
	data := array.NewData(arrow.PrimitiveTypes.Float64, n, buffers[:], nil, a.nulls, 0)
	defer releaseAll(data, buffers)
	a.rows, a.valid, a.nulls = a.rows[:0], a.valid[:0], 0
	return array.NewFloat64Data(data)
}

// flagBuilder builds a column of flags.
type flagBuilder struct {
	rows    int
	trues   int
	bits    []byte
	nothing shared // of the batches without a true one
}

func (f *flagBuilder) append(v bool) {
	if f.rows%8 == 0 {
		f.bits = append(f.bits, 0)
	}
	if v {
		bitutil.SetBit(f.bits, f.rows)
		f.trues++
	}
	f.rows++
}

func (f *flagBuilder) array(mem memory.Allocator, n int) arrow.Array {
	var buffers [2]*memory.Buffer
	if f.trues == 0 {
		buffers[1] = f.nothing.of(mem, 0, (n+7)/8)
	} else {
		buffers[1] = copied(mem, f.bits[:(n+7)/8])
	}
	data := array.NewData(arrow.FixedWidthTypes.Boolean, n, buffers[:], nil, 0, 0)
	defer releaseAll(data, buffers)
	f.rows, f.trues, f.bits = 0, 0, f.bits[:0]
	return array.NewBooleanData(data)
}
