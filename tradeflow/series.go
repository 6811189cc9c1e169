package tradeflow

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// fillSeries makes the series of the panel, ordered by key: one for each kind of
// cells that a reporter has with a partner in any period.
func (t *tally) fillSeries(p *Panel, reporters []uint32, gaps []gap) {
	asm := t.newAssembly(p, reporters, gaps)
	cells := 0
	for group := range asm.groups() {
		asm.turnTo(group)
		cells += len(asm.found) * len(p.Periods)
	}
	if cells == 0 {
		return
	}
	p.Series = make([]Series, 0, cells/len(p.Periods))
	all := NewSeries(Key{}, cells, NotReported)
	for group := range asm.groups() {
		asm.turnTo(group)
		for _, kind := range asm.found {
			s := all.cut(len(p.Periods))
			s.Key = t.key(group[0], kind)
			for i := range p.Periods {
				asm.fill(&s, i, kind)
			}
			p.Series = append(p.Series, s)
		}
	}
}

// cut takes the first n cells off a series.
func (s *Series) cut(n int) Series {
	first := Series{Values: s.Values[:n:n], Upper: s.Upper[:n:n], Status: s.Status[:n:n], Editions: s.Editions[:n:n]}
	s.Values, s.Upper, s.Status, s.Editions = s.Values[n:], s.Upper[n:], s.Status[n:], s.Editions[n:]
	return first
}

func (t *tally) key(k slabKey, n uint32) Key {
	kind := t.sort.kinds[n]
	return Key{
		Reporter: Country(t.places.names[k.reporter]), Partner: Country(t.places.names[k.partner]),
		Category: t.sort.names[kind.category], Commodity: kind.commodity,
	}
}

// assembly makes the series of a panel.
type assembly struct {
	*tally
	periods   []Period
	reporters []uint32
	gaps      []gap
	slabKeys  []slabKey // ordered by key and period
	ranks     []int     // of the kinds, in the order of keys
	filesOf   map[Period]numberSet
	scopes    map[blockKey]*scope

	slabs []*slab  // by period, of the reporter and partner at hand
	scope []*scope // likewise
	found []uint32 // the kinds that they have, in order
	seen  []bool   // by kind, while they are looked for
}

func (t *tally) newAssembly(p *Panel, reporters []uint32, gaps []gap) *assembly {
	a := &assembly{
		tally: t, periods: p.Periods, reporters: reporters, gaps: gaps, slabKeys: make([]slabKey, 0, len(t.slabs)), scopes: map[blockKey]*scope{}, filesOf: map[Period]numberSet{},
		slabs: make([]*slab, len(p.Periods)), scope: make([]*scope, len(p.Periods)),
		seen: make([]bool, len(t.sort.kinds)),
	}
	for k, b := range t.blocks {
		a.filesOf[k.period] = a.filesOf[k.period].union(b.files)
	}
	for k := range t.slabs {
		a.slabKeys = append(a.slabKeys, k)
	}
	place := ranksOf(len(t.places.names), func(a, b int) int { return cmp.Compare(t.places.names[a], t.places.names[b]) })
	slices.SortFunc(a.slabKeys, func(x, y slabKey) int {
		return cmp.Or(cmp.Compare(place[x.reporter], place[y.reporter]), cmp.Compare(place[x.partner], place[y.partner]), x.period.Compare(y.period))
	})
	a.ranks = ranksOf(len(t.sort.kinds), func(a, b int) int { return t.key(slabKey{}, uint32(a)).Compare(t.key(slabKey{}, uint32(b))) })
	return a
}

// ranksOf returns for each of n numbers its place in an order.
func ranksOf(n int, compare func(a, b int) int) []int {
	order, ranks := make([]int, n), make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, compare)
	for rank, i := range order {
		ranks[i] = rank
	}
	return ranks
}

// groups yields the slabs of a reporter and a partner together.
func (a *assembly) groups() iter.Seq[[]slabKey] {
	return func(yield func([]slabKey) bool) {
		for from := 0; from < len(a.slabKeys); {
			to := from + 1
			for to < len(a.slabKeys) && a.slabKeys[to].reporter == a.slabKeys[from].reporter && a.slabKeys[to].partner == a.slabKeys[from].partner {
				to++
			}
			if !yield(a.slabKeys[from:to]) {
				return
			}
			from = to
		}
	}
}

// turnTo turns to the slabs of a reporter and a partner.
func (a *assembly) turnTo(group []slabKey) {
	clear(a.slabs)
	reporter := group[0].reporter
	for i, period := range a.periods {
		a.scope[i] = a.scopeOf(reporter, period)
		for len(group) > 0 && group[0].period.Compare(period) < 0 {
			group = group[1:]
		}
		if len(group) > 0 && group[0].period == period {
			a.slabs[i] = a.tally.slabs[group[0]]
		}
	}
	a.found = a.found[:0]
	for _, slab := range a.slabs {
		if slab == nil {
			continue
		}
		for kind := range slab.all() {
			if !a.seen[kind] {
				a.seen[kind] = true
				a.found = append(a.found, kind)
			}
		}
	}
	for _, kind := range a.found {
		a.seen[kind] = false
	}
	slices.SortFunc(a.found, func(x, y uint32) int { return cmp.Compare(a.ranks[x], a.ranks[y]) })
}

// fill writes cell i of a series: here it is decided whether an absent cell is
// a zero or unknown.
func (a *assembly) fill(s *Series, i int, kind uint32) {
	sc := a.scope[i]
	s.Editions[i] = sc.editions
	var c *cell
	if slab := a.slabs[i]; slab != nil {
		c = slab.get(kind)
	}
	absent := sc.absent(a, kind)
	switch {
	case sc.unknown:
		s.Set(i, math.NaN(), math.NaN(), NotReported)
	case c == nil && absent.status == Implied:
		s.Set(i, 0, 0, Implied)
	case c == nil:
		s.Set(i, math.NaN(), math.NaN(), absent.status)
	case absent.status == NotInNomenclature && c.measured == 0 && a.store.of(c).partial > 0:
		upper := math.NaN()
		if a.store.of(c).unknown == 0 {
			upper = a.store.of(c).partial.Float() // older, wider codes hold some of it
		}
		s.Set(i, math.NaN(), upper, NotInNomenclature)
	case a.unknown(c) && a.query.Measure == Value:
		s.Set(i, math.NaN(), math.NaN(), Confidential)
	case a.unknown(c):
		s.Set(i, math.NaN(), math.NaN(), NotReported)
	default:
		upper := c.measured + a.store.of(c).partial
		s.Set(i, c.measured.Float(), max(upper, c.measured).Float(), OK)
	}
	if absent.open && s.Status[i].HasNumber() {
		s.Upper[i] = math.NaN()
	}
}
