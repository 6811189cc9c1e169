package tradeflow

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// fates collects the fates of a batch's rows, so that the ledger's few lines are
// touched once a batch and not once a row.
type fates struct {
	book *FileLedger
	sums map[fateKey]*fateSum
}

type fateKey struct {
	fate   Fate
	reason string
}

type fateSum struct {
	rows  int64
	value Thousandths
}

func newFates(book *FileLedger) *fates { return &fates{book, map[fateKey]*fateSum{}} }

func (f *fates) add(fate Fate, reason string, value Thousandths) {
	f.addSum(fate, reason, &sum{value: value, rows: 1})
}

func (f *fates) addSum(fate Fate, reason string, s *sum) {
	k := fateKey{fate, reason}
	total := f.sums[k]
	if total == nil {
		total = &fateSum{}
		f.sums[k] = total
	}
	total.rows += s.rows
	total.value += s.value
}

// close writes the fates into the ledger.
func (f *fates) close() {
	for k, s := range f.sums {
		f.book.add(k.fate, k.reason, s.rows, s.value)
	}
	f.book.sort()
}

// flagsOf returns a reader of a bool column; of no column, it always says false.
func flagsOf(rec arrow.Record, column int) func(int) bool {
	if column < 0 {
		return func(int) bool { return false }
	}
	flags := rec.Column(column).(*array.Boolean)
	return func(i int) bool { return flags.IsValid(i) && flags.Value(i) }
}

// used notes which currencies, valuations and sources the counted rows have.
type used struct{ currencies, valuations, sources numberSet }

func (u *used) note(currency, valuation, source uint32) {
	u.currencies.set(int(currency))
	u.valuations.set(int(valuation))
	u.sources.set(int(source))
}

// of lists the names of a set of ids, in order of appearance.
func (x *ids) list(s numberSet) (names []string) {
	for id, name := range x.names {
		if s.has(id) {
			names = append(names, name)
		}
	}
	return names
}
