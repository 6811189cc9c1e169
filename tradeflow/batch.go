package tradeflow

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
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
	amounts map[int]*amountBuilder
	flags   map[int]*array.BooleanBuilder
	rows    int
}

func newBatchBuilder(mem memory.Allocator) *batchBuilder {
	b := &batchBuilder{mem: mem, amounts: map[int]*amountBuilder{}, flags: map[int]*array.BooleanBuilder{}}
	for i, field := range Schema.Fields() {
		switch field.Type.ID() {
		case arrow.DICTIONARY:
			b.texts[i] = &textBuilder{index: map[string]uint32{}}
		case arrow.FLOAT64:
			b.amounts[i] = &amountBuilder{}
		case arrow.BOOL:
			b.flags[i] = array.NewBooleanBuilder(mem)
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
			columns[i] = b.texts[i].array(b.mem)
		case b.amounts[i] != nil:
			columns[i] = b.amounts[i].array(b.mem)
		default:
			columns[i] = b.flags[i].NewArray()
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
	for _, t := range b.texts {
		if t != nil && t.dictionary != nil {
			t.dictionary.Release()
		}
	}
	for _, f := range b.flags {
		f.Release()
	}
}

// textBuilder builds a dictionary column.
type textBuilder struct {
	index      map[string]uint32
	values     []string
	rows       []uint32
	valid      []bool
	dictionary arrow.Array // of values, made again only when they have grown
	null       *uint32     // the index of "", once it has been asked for
}

// intern returns the index of a text.
func (t *textBuilder) intern(s string) (uint32, error) {
	if i, ok := t.index[s]; ok {
		return i, nil
	}
	if len(t.values) >= maxDistinct {
		return 0, fmt.Errorf("the column has more than %d different texts: it does not hold what its name says", maxDistinct)
	}
	i := uint32(len(t.values))
	t.index[s] = i
	t.values = append(t.values, s)
	return i, nil
}

func (t *textBuilder) append(i uint32, valid bool) {
	t.rows = append(t.rows, i)
	t.valid = append(t.valid, valid)
}

func (t *textBuilder) array(mem memory.Allocator) arrow.Array {
	if t.dictionary == nil || t.dictionary.Len() != len(t.values) {
		if t.dictionary != nil {
			t.dictionary.Release()
		}
		b := array.NewStringBuilder(mem)
		defer b.Release()
		b.AppendValues(t.values, nil)
		t.dictionary = b.NewArray()
	}
	b := array.NewUint32Builder(mem)
	defer b.Release()
	b.AppendValues(t.rows, t.valid)
	indices := b.NewArray()
	defer indices.Release()
	t.rows, t.valid = t.rows[:0], t.valid[:0]
	return array.NewDictionaryArray(text, indices, t.dictionary)
}

// amountBuilder builds a column of amounts.
type amountBuilder struct {
	rows  []float64
	valid []bool
}

func (a *amountBuilder) append(v Thousandths, valid bool) {
	a.rows = append(a.rows, v.Float())
	a.valid = append(a.valid, valid)
}

func (a *amountBuilder) array(mem memory.Allocator) arrow.Array {
	b := array.NewFloat64Builder(mem)
	defer b.Release()
	b.AppendValues(a.rows, a.valid)
	a.rows, a.valid = a.rows[:0], a.valid[:0]
	return b.NewArray()
}
