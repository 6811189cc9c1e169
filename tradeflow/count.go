package tradeflow

import "fmt"

// place adds a row to its cells, or sets it aside for the verdict.
func (t *tally) place(f *flow, goods *goods, row *sum, fates *fates) error {
	if t.linter != nil {
		t.linter.row(f.key(), goods, row.value)
	}
	if f.split == 0 && (goods.level >= 6 || goods.are(masked)) {
		if !f.leaves {
			f.block.addBelow(goods, row.value)
		}
		return t.count(f, goods, row, fates)
	}
	if f.split == 0 {
		return t.wait(f, goods, row, fates)
	}
	if t.linter == nil && f.block.codes.has(int(f.code)) {
		fates.addSum(Dropped, besideTotal[f.split], row)
		return nil
	}
	key := f.key()
	if s := t.pending[key]; s != nil {
		return s.add(row)
	}
	if t.waits+len(t.pending) >= maxPending {
		return errPending
	}
	kept := *row
	t.pending[key] = &kept
	return nil
}

// besideTotal is why a row that splits its flow does not count.
var besideTotal = func() (reasons [8]string) {
	for mask := range reasons {
		reasons[mask] = splitWords(codeSeen(mask)) + ", beside its total"
	}
	return reasons
}()

// maxPending bounds the memory for rows that wait for their verdict.
const maxPending = 4 << 20

var errPending = fmt.Errorf("more than %d rows are splits by transport mode, customs procedure or second partner, or headings, and their totals are not known yet: ask the publisher for totals only, or query fewer codes", maxPending)

// count adds a row, or the sum of several of the same kind, to its cells.
func (t *tally) count(f *flow, goods *goods, s *sum, fates *fates) error {
	t.noteCounted(f.file, goods, s)
	return t.addCells(f, goods, s, fates)
}

// noteCounted notes what counts of a code, wherever it goes.
func (t *tally) noteCounted(file int, goods *goods, s *sum) {
	goods.counted = true
	goods.sum += s.measured
	if goods.file != file+1 {
		goods.file = file + 1
		for _, hit := range goods.hits {
			t.holds[hit.category].set(file)
		}
	}
	for i := range goods.hits {
		if hit := &goods.hits[i]; !hit.whole {
			t.sort.partial[partialKey{hit.category, goods.published}] += s.measured
		}
	}
}

// addCells adds rows to their cells, and says that they are counted.
func (t *tally) addCells(f *flow, goods *goods, s *sum, fates *fates) error {
	whole := false
	l := t.laneOf(f)
	for i := range goods.hits {
		hit := &goods.hits[i]
		whole = whole || hit.whole
		if l.own {
			if l.slab == nil {
				l.slab = t.store.in(t.slabs, t.slabKey(f.block.reporter, f.partner, f.block.period))
			}
			if err := t.store.add(l.slab.at(hit.kind), s, hit.whole); err != nil {
				return err
			}
		}
		if l.claims == nil {
			continue
		}
		for i := range l.claims.ways {
			if err := t.store.add(t.slabOf(&l.claims.ways[i]).at(hit.kind), s, hit.whole); err != nil {
				return err
			}
		}
	}
	reason := ""
	if !whole {
		reason = "in upper bounds only: it cannot be told how much of the code belongs there"
	}
	if l.own {
		fates.addSum(Counted, reason, s)
		return nil
	}
	return add(l.claims.booked, bookedKey{f.file, reason}, &sum{value: s.value, rows: s.rows})
}
