package tradeflow

// fates collects the fates of a batch's rows, so that the ledger's few lines are
// touched once a batch and not once a row.
type fates struct {
	book  *FileLedger
	sums  map[fateKey]*fateSum
	goods []*fateSum // of codes that do not count, by the number of their reason
	key   fateKey    // of the last row
	last  *fateSum   // likewise
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
	f.addRows(fate, reason, 1, value)
}

func (f *fates) addRows(fate Fate, reason string, rows int64, value Thousandths) {
	total := f.of(fateKey{fate, reason})
	total.rows += rows
	total.value += value
}

// addGoods books a row that does not count for what its goods are.
func (f *fates) addGoods(g *goods, value Thousandths) {
	for int(g.reason) >= len(f.goods) {
		f.goods = append(f.goods, nil)
	}
	total := f.goods[g.reason]
	if total == nil {
		total = f.of(fateKey{g.fate, g.why})
		f.goods[g.reason] = total
	}
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
	f.addRows(fate, reason, s.rows, s.value)
}

// close writes the fates into the ledger.
func (f *fates) close() {
	for k, s := range f.sums {
		if s.rows > 0 {
			f.book.add(k.fate, k.reason, s.rows, s.value)
		}
	}
	f.book.sort()
}
