package tradeflow

import (
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// texts is a dictionary column of a record, each of its texts translated once
// into what the reader of the column wants to know.
type texts[T any] struct {
	column     int
	translate  func(string) (T, error)
	dictionary arrow.ArrayData // the one that meanings are of
	meanings   []T
	indices    *array.Uint32
	rows       []uint32 // of the indices
	nulls      bool     // there are some
	from, to   int      // the last run of rows that was looked for: see until
}

// open turns to the next record. Dictionaries that have not changed since the
// last one are not translated again.
func (t *texts[T]) open(rec arrow.Record) error {
	column := rec.Column(t.column).(*array.Dictionary)
	t.indices = column.Indices().(*array.Uint32)
	t.rows, t.nulls = t.indices.Uint32Values(), t.indices.NullN() > 0
	t.from, t.to = 0, 0
	values := column.Dictionary().(*array.String)
	if values.Data() == t.dictionary {
		return nil
	}
	t.dictionary = values.Data()
	t.meanings = t.meanings[:0]
	for i := range values.Len() {
		m, err := t.translate(values.Value(i))
		if err != nil {
			return err
		}
		t.meanings = append(t.meanings, m)
	}
	return nil
}

// at returns what row i says, and the zero value for null.
func (t *texts[T]) at(i int) (m T) {
	if t.nulls && t.indices.IsNull(i) {
		return m
	}
	return t.meanings[t.rows[i]]
}

// until returns the first row behind row i, and at most end, that says something else.
func (t *texts[T]) until(i, end int) int {
	if i < t.from || i >= t.to {
		t.from, t.to = i, t.runFrom(i)
	}
	return min(t.to, end)
}

// runFrom returns the first row behind row i that says something else.
func (t *texts[T]) runFrom(i int) int {
	if t.nulls {
		null := t.indices.IsNull(i)
		for j := i + 1; j < len(t.rows); j++ {
			if t.indices.IsNull(j) != null || !null && t.rows[j] != t.rows[i] {
				return j
			}
		}
		return len(t.rows)
	}
	first := t.rows[i]
	for j, row := range t.rows[i+1:] {
		if row != first {
			return i + 1 + j
		}
	}
	return len(t.rows)
}

// amounts is a column of amounts.
type amounts struct {
	column *array.Float64
	rows   []float64
	nulls  bool
}

func amountsOf(rec arrow.Record, column int) amounts {
	a := rec.Column(column).(*array.Float64)
	return amounts{a, a.Float64Values(), a.NullN() > 0}
}

// at returns the amount in row i, exact, and whether there is one.
func (a *amounts) at(i int) (Thousandths, bool) {
	if a.nulls && a.column.IsNull(i) {
		return 0, false
	}
	return exact(a.rows[i]), true
}

// sum adds the amounts of some rows up.
func (a *amounts) sum(from, to int) (sum Thousandths) {
	if a.nulls {
		for i := from; i < to; i++ {
			v, _ := a.at(i)
			sum += v
		}
		return sum
	}
	for _, v := range a.rows[from:to] {
		sum += exact(v)
	}
	return sum
}

// flagsOf returns a reader of a bool column; of no column, it always says false.
func flagsOf(rec arrow.Record, column int) func(int) bool {
	if column < 0 {
		return func(int) bool { return false }
	}
	flags := rec.Column(column).(*array.Boolean)
	return func(i int) bool { return flags.IsValid(i) && flags.Value(i) }
}

// ids numbers texts from 1, in order of appearance; 0 is for null.
type ids struct {
	index  map[string]uint32
	names  []string // names[0] is ""
	hashes []uint64 // of the names, the same in every tally
}

func newIDs() ids { return ids{map[string]uint32{}, []string{""}, []uint64{0}} }

func (x *ids) of(s string) uint32 {
	if id, ok := x.index[s]; ok {
		return id
	}
	s = strings.Clone(s) // it may stand in a batch, whose memory goes away
	id := uint32(len(x.names))
	x.index[s] = id
	x.names = append(x.names, s)
	x.hashes = append(x.hashes, hash(s))
	return id
}

// orNull is of, but 0 for "".
func (x *ids) orNull(s string) uint32 {
	if s == "" {
		return 0
	}
	return x.of(s)
}

// hash is FNV-1a, finished with mix.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range []byte(s) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return mix(h)
}

// list returns the names of a set of ids, sorted.
func (x *ids) list(s numberSet) (names []string) {
	for id, name := range x.names {
		if s.has(id) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
