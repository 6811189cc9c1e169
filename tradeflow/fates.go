package tradeflow

// fates collects the fates of a batch's rows, so that the ledger's few lines are
// touched once a batch and not once a row.
type fates struct {
	book *FileLedger
	sums map[fateKey]*fateSum
	key  fateKey  // of the last row
	last *fateSum // likewise
}

type fateKey struct {
	fate   Fate
	reason string
}

type fateSum struct {
	rows  int64
	value Thousandths
}

func newFates(book *FileLedger) *fates { return &fates{book: book, sums: map[fateKey]*fateSum{}} }

func (f *fates) add(fate Fate, reason string, value Thousandths) {
	total := f.of(fateKey{fate, reason})
	total.rows++
	total.value += value
}

func (f *fates) of(k fateKey) *fateSum {
	if f.last != nil && k == f.key {
		return f.last
	}
	total := f.sums[k]
	if total == nil {
		total = &fateSum{}
		f.sums[k] = total
	}
	f.key, f.last = k, total
	return total
}

func (f *fates) addSum(fate Fate, reason string, s *sum) {
	total := f.of(fateKey{fate, reason})
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
