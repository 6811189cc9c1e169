package tradeflow

import "errors"

// merge adds another tally of the same query to t, which looked at other rows of
// the same files. The ids of the two mean different texts: they are matched by name.
func (t *tally) merge(u *tally) error {
	m := mapping{
		places: t.places.match(&u.places), codes: t.codes.match(&u.codes), units: t.units.match(&u.units), details: t.columns.details.match(&u.columns.details),
		headings: make([]int16, len(u.sort.headings)+1), kinds: make([]uint32, len(u.sort.kinds)),
	}
	for heading, i := range u.sort.headings {
		m.headings[i] = int16(t.sort.heading(heading))
	}
	for i, k := range u.sort.kinds {
		m.kinds[i] = t.sort.kindNumber(k)
	}
	m.flows = t.sort.matchFlows(u.sort, m.codes)
	t.used.merge(u, t)
	begin := t.store.take(u.store, m.units)
	errs := []error{t.seen.merge(&u.seen), t.mergeSlabs(t.slabs, u.slabs, begin, &m)}
	for k, b := range u.blocks { // whose lanes lead to the slabs
		errs = append(errs, t.mergeBlock(m.block(k), b, &m))
	}
	for c, slabs := range u.claimed {
		c.reporters, c.partners, c.reporter = m.places[c.reporters], m.places[c.partners], m.places[c.reporter]
		if t.claimed[c] == nil {
			t.claimed[c] = map[slabKey]*slab{}
		}
		errs = append(errs, t.mergeSlabs(t.claimed[c], slabs, begin, &m))
	}
	for k, s := range u.pending {
		s.unit = m.units[s.unit]
		errs = append(errs, add(t.pending, m.key(k), s))
	}
	for line, s := range u.left {
		left := t.left[line]
		t.left[line] = fateSum{left.rows + s.rows, left.value + s.value}
	}
	t.waits += u.waits
	for category, files := range u.holds {
		t.holds[category] = t.holds[category].union(files)
	}
	t.sort.merge(u.sort, &m)
	if t.waits+len(t.pending) > maxPending {
		errs = append(errs, errPending)
	}
	return errors.Join(errs...)
}

// mapping says which ids of one tally are which of another.
type mapping struct {
	places, codes, units, details, kinds []uint32
	headings                             []int16
	flows                                []int
}

func (m *mapping) block(k blockKey) blockKey { return blockKey{m.places[k.reporter], k.period} }

func (m *mapping) key(k pendingKey) pendingKey {
	k.block, k.partner, k.code = m.block(k.block), m.places[k.partner], m.codes[k.code]
	k.partner2, k.mode, k.procedure = m.details[k.partner2], m.details[k.mode], m.details[k.procedure]
	return k
}

// match returns, for each id of y, the id in x that has the same name.
func (x *ids) match(y *ids) []uint32 {
	list := make([]uint32, len(y.names))
	for id, name := range y.names {
		if id > 0 {
			list[id] = x.of(name)
		}
	}
	return list
}

// set returns the numbers of a set as they are called in the other tally.
func set(s numberSet, ids []uint32) (out numberSet) {
	for n := range s.all() {
		out.set(int(ids[n]))
	}
	return out
}

// add adds a sum to one of a map.
func add[K comparable](to map[K]*sum, k K, s *sum) error {
	if to[k] == nil {
		to[k] = &sum{}
	}
	return to[k].add(s)
}

// mergeSlabs adds slabs of another tally, which go over to t as they are where t has
// none for the same.
func (t *tally) mergeSlabs(to, from map[slabKey]*slab, begin uint32, m *mapping) error {
	for k, s := range from {
		k.reporter, k.partner = m.places[k.reporter], m.places[k.partner]
		if to[k] == nil && s.kinds == nil {
			for i := range s.cells {
				s.cells[i].shift(begin)
			}
			to[k] = s
		} else if err := t.store.merge(t.store.in(to, k), s, m.kinds, begin); err != nil {
			return err
		}
	}
	return nil
}

// matchFlows returns, for each number of a flow in the other sorter, the number in s.
func (s *sorter) matchFlows(u *sorter, codes []uint32) []int {
	list := make([]int, u.flows+1)
	for id, n := range u.numbers {
		if n != 0 {
			list[n] = s.number(codes[id])
		}
	}
	return list
}

func (u *used) merge(from, to *tally) {
	u.currencies = u.currencies.union(set(from.used.currencies, to.currencies.match(&from.currencies)))
	u.valuations = u.valuations.union(set(from.used.valuations, to.valuations.match(&from.valuations)))
	u.sources = u.sources.union(set(from.used.sources, to.sources.match(&from.sources)))
}

func (t *tally) mergeBlock(k blockKey, b *block, m *mapping) error {
	to := t.block(k)
	for partner, l := range b.lanes {
		if l == nil {
			continue
		}
		if err := t.lane(to, m.places[partner]).merge(l, m); err != nil {
			return err
		}
	}
	to.listed = to.listed.union(set(b.listed, m.places))
	to.aggregates = to.aggregates.union(set(b.aggregates, m.places))
	to.rows += b.rows
	to.editions |= b.editions
	to.files = to.files.union(b.files)
	to.silent = to.silent || b.silent
	for level := range levels {
		to.world[level] += b.world[level]
		to.partners[level] += b.partners[level]
	}
	for id := range b.codes.all() {
		to.codes.set(int(m.codes[id]))
	}
	for id, shapes := range b.splits {
		for split := range codeSeen(8) {
			if shapes&(1<<split) != 0 {
				to.see(m.codes[id], split)
			}
		}
	}
	to.leaves = to.leaves || b.leaves
	for heading, value := range b.below {
		if value != 0 {
			to.addHeading(int(m.headings[heading]), value)
		}
	}
	for code, value := range b.above {
		to.addAbove(code, value)
	}
	for parent := range b.parents.all() {
		to.parents.set(int(m.headings[parent]))
	}
	for parent, list := range b.waiting {
		if to.waiting == nil {
			to.waiting = map[int16][]waiting{}
		}
		for _, w := range list {
			w.flow, w.row.unit = t.flowOf(m.key(w.flow.key())), m.units[w.row.unit]
			to.waiting[m.headings[parent]] = append(to.waiting[m.headings[parent]], w)
		}
	}
	for code, value := range b.dropped {
		to.noteDropped(m.headings[code], value)
	}
	return nil
}

// merge adds what another lane has counted.
func (l *lane) merge(u *lane, m *mapping) error {
	if u.claims != nil {
		for line, s := range u.claims.booked {
			if err := add(l.claims.booked, line, s); err != nil {
				return err
			}
		}
	}
	for n := range u.once.all() {
		if l.once.has(m.flows[n]) {
			return errTwice
		}
		l.once.set(m.flows[n])
	}
	return nil
}

// merge notes what another sorter has found.
func (s *sorter) merge(u *sorter, m *mapping) {
	for k, g := range u.all() {
		k.code = m.codes[k.code]
		list := s.known[k.edition]
		if int(k.code) >= len(list) || list[k.code].nature == nil {
			g.heading, g.chapter, g.number = m.headings[g.heading], m.headings[g.chapter], m.flows[g.number]
			for i := range g.hits {
				g.hits[i].kind = m.kinds[g.hits[i].kind]
			}
			if g.why != "" {
				g.reason = s.reason(fateKey{g.fate, g.why})
			}
			s.keep(k, *g)
			continue
		}
		to := &list[k.code]
		to.counted = to.counted || g.counted
		to.sum += g.sum
	}
	for k, v := range u.missed {
		s.missed[k] += v
	}
	for k, v := range u.partial {
		s.partial[k] += v
	}
	for k, v := range u.aliens {
		s.aliens[k] += v
	}
}

// merge adds another set, and returns an error where a flow is in both.
func (s *keySet) merge(u *keySet) error {
	s.full = s.full || u.full
	for _, h := range u.slots {
		if h != 0 && !s.full && !s.insert(h) {
			return errTwice
		}
	}
	return nil
}

// errTwice says that a flow stands twice, and no more: a reading in order finds where.
var errTwice = errors.New("a flow stands twice")
