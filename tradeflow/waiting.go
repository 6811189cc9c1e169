package tradeflow

// A row on a high level is a total where a code below it has rows. Files mostly list a
// total directly before what lies below it, so that rows on a high level wait for the
// first such code, and most of them not long.

// waiting is a row on a high level below which nothing has been seen so far.
type waiting struct {
	flow flow
	row  sum
}

// besideParts is why a total of goods does not count.
var besideParts = [...]string{0: "total of all goods beside its subdivisions", 1: "chapter beside its subdivisions", 2: "heading beside its subdivisions"}

// wait drops a row on a high level, or keeps it until something below it is seen.
func (t *tally) wait(f *flow, g *goods, row *sum, fates *fates) error {
	b := f.block
	if b.parents.has(int(g.self())) {
		b.dropTotal(g, row, fates)
		return nil
	}
	if b.waiting == nil {
		b.waiting = map[int16][]waiting{}
	}
	b.waiting[g.self()] = append(b.waiting[g.self()], waiting{*f, *row})
	t.waits++
	if t.waits+len(t.pending) > maxPending {
		return errPending
	}
	return nil
}

// firstOf notes that a publication has a code, and drops the rows that waited for it.
func (t *tally) firstOf(b *block, g *goods) {
	for level, number := range g.family() {
		if !g.stands(level) || b.parents.has(int(number)) {
			continue
		}
		b.parents.set(int(number))
		if b.waiting[number] != nil {
			t.dropWaiting(b, number)
		}
	}
}

// dropWaiting drops the rows of a code on a high level, below which another has been seen.
func (t *tally) dropWaiting(b *block, number int16) {
	for i := range b.waiting[number] {
		w := &b.waiting[number][i]
		line := bookedKey{w.flow.file, besideParts[t.goods(&w.flow).tier()]}
		left := t.left[line]
		t.left[line] = fateSum{left.rows + w.row.rows, left.value + w.row.value}
		b.noteDropped(number, w.row.value)
		t.waits--
	}
	delete(b.waiting, number)
}

// dropTotal leaves out a total of goods beside its subdivisions.
func (b *block) dropTotal(g *goods, row *sum, fates *fates) {
	b.noteDropped(g.self(), row.value)
	fates.addSum(Dropped, besideParts[g.tier()], row)
}

// noteDropped notes what a total of goods is worth that is left out.
func (b *block) noteDropped(number int16, value Thousandths) {
	if b.dropped == nil {
		b.dropped = map[int16]Thousandths{}
	}
	b.dropped[number] += value
}
