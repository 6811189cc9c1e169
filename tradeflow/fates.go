package tradeflow

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
