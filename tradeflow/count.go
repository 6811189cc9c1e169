package tradeflow

import "fmt"

// place adds a row to its cells, or sets it aside for the verdict.
func (t *tally) place(key pendingKey, goods *goods, row sum, fates *fates) error {
	if t.linter != nil {
		t.linter.row(key, goods, row.value)
	}
	if key.mask() == 0 && (goods.level >= 6 || goods.masked) {
		t.blocks[key.block].addBelow(goods, row.value)
		return t.count(key, goods, &row, fates)
	}
	if s := t.pending[key]; s != nil {
		return s.add(&row)
	}
	if len(t.pending) >= maxPending {
		return errPending
	}
	kept := row // here, so that other rows stay off the heap
	t.pending[key] = &kept
	return nil
}

// maxPending bounds the memory for rows that wait for their verdict.
const maxPending = 4 << 20

var errPending = fmt.Errorf("more than %d rows are splits by transport mode, customs procedure or second partner, or headings, and their totals are not known yet: ask the publisher for totals only, or query fewer codes", maxPending)

// count adds a row, or the sum of several of the same kind, to its cells.
func (t *tally) count(k pendingKey, goods *goods, s *sum, fates *fates) error {
	whole := false
	goods.counted = true
	goods.sum += s.measured
	r := t.route(k)
	for _, hit := range goods.hits {
		add := *s
		if !hit.whole {
			add.measured, add.value = 0, 0
			t.sort.partial[partialKey{hit.category, goods.published}] += s.measured
		}
		whole = whole || hit.whole
		t.holds[hit.category].set(k.file)
		for i := range r.ways {
			if err := t.cellAt(&k, &r.ways[i], hit).add(&add); err != nil {
				return err
			}
		}
	}
	reason := ""
	if !whole {
		reason = "in upper bounds only: it cannot be told how much of the code belongs there"
	}
	if r.plain {
		fates.addSum(Counted, reason, s)
		return nil
	}
	return add(r.open(), bookedKey{k.file, reason}, &sum{value: s.value, rows: s.rows})
}

// cellAt returns the cell to which a way leads.
func (t *tally) cellAt(k *pendingKey, w *way, h hit) *sum {
	near := !t.query.By.Has(Commodity)
	if near && w.near == nil {
		w.near = make([]*sum, len(t.sort.names))
	}
	if near && w.near[h.category] != nil {
		return w.near[h.category]
	}
	cells, key := t.cellsOf(w), t.cell(k, w, h)
	cell := cells[key]
	if cell == nil {
		cell = &sum{}
		cells[key] = cell
	}
	if near {
		w.near[h.category] = cell
	}
	return cell
}

func (t *tally) cell(k *pendingKey, w *way, h hit) cellKey {
	key := cellKey{period: k.block.period}
	by := t.query.By
	if by.Has(Reporter) {
		key.reporter = w.reporter
	}
	if by.Has(Partner) {
		key.partner = w.partner
	}
	if by.Has(Category) {
		key.category = h.category
	}
	if by.Has(Commodity) {
		key.commodity = h.commodity
	}
	return key
}
