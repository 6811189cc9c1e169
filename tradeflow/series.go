package tradeflow

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
)

// fillSeries makes the series of the panel, ordered by key: one for each kind of
// cells that a reporter has with a partner in any period. Several workers fill it.
func (t *tally) fillSeries(p *Panel, reporters []uint32, gaps []gap) {
	if len(p.Periods) == 0 {
		return
	}
	t.everReported(0) // so that the workers only read it
	t.sort.published()
	groups := t.groups()
	parts := min(runtime.GOMAXPROCS(0), len(groups))
	crew := make([]*assembly, parts)
	var wait sync.WaitGroup
	whole := t.newAssembly(p, reporters, gaps)
	for i := range crew {
		crew[i] = whole.part(groups[len(groups)*i/parts : len(groups)*(i+1)/parts])
		wait.Go(crew[i].count)
	}
	wait.Wait()
	n := 0
	for _, a := range crew {
		n += a.n
	}
	if n == 0 {
		return
	}
	cells := n * len(p.Periods)
	p.Series = make([]Series, n)
	all := Series{Values: make([]float64, cells), Upper: make([]float64, cells), Status: make([]Status, cells), Editions: make([]EditionSet, cells)}
	from := 0
	for _, a := range crew {
		series, room := p.Series[from:from+a.n], all.cut(a.n*len(p.Periods))
		wait.Go(func() { a.fill(series, room) })
		from += a.n
	}
	wait.Wait()
}

// cut takes the first n cells off a series.
func (s *Series) cut(n int) Series {
	first := Series{Values: s.Values[:n:n], Upper: s.Upper[:n:n], Status: s.Status[:n:n], Editions: s.Editions[:n:n]}
	s.Values, s.Upper, s.Status, s.Editions = s.Values[n:], s.Upper[n:], s.Status[n:], s.Editions[n:]
	return first
}

// groups returns the keys of all slabs by reporter and partner, in the order of the
// panel's keys, and each group's by period.
func (t *tally) groups() (groups [][]slabKey) {
	keys := make([]slabKey, 0, len(t.slabs))
	for k := range t.slabs {
		keys = append(keys, k)
	}
	place := ranksOf(len(t.places.names), func(a, b int) int { return cmp.Compare(t.places.names[a], t.places.names[b]) })
	slices.SortFunc(keys, func(x, y slabKey) int {
		return cmp.Or(cmp.Compare(place[x.reporter], place[y.reporter]), cmp.Compare(place[x.partner], place[y.partner]), x.period.Compare(y.period))
	})
	for from, to := 0, 1; to <= len(keys); to++ {
		if to == len(keys) || keys[to].reporter != keys[from].reporter || keys[to].partner != keys[from].partner {
			groups = append(groups, keys[from:to])
			from = to
		}
	}
	return groups
}

func (t *tally) key(k slabKey, n uint32) Key {
	kind := t.sort.kinds[n]
	return Key{
		Reporter: Country(t.places.names[k.reporter]), Partner: Country(t.places.names[k.partner]),
		Category: t.sort.names[kind.category], Commodity: kind.commodity,
	}
}

// assembly makes some of the series of a panel.
type assembly struct {
	*tally
	periods   []Period
	reporters []uint32
	gaps      []gap
	groups    [][]slabKey // which series
	n         int         // how many they are
	ranks     []int       // of the kinds, in the order of keys
	filesOf   map[Period]numberSet
	scopes    map[blockKey]*scope
	covered   map[coverKey]bool

	slabs []*slab  // by period, of the group at hand
	scope []*scope // likewise
	found []uint32 // the kinds that they have, in order
	seen  []bool   // by kind, while they are looked for
}

func (t *tally) newAssembly(p *Panel, reporters []uint32, gaps []gap) *assembly {
	a := &assembly{tally: t, periods: p.Periods, reporters: reporters, gaps: gaps, filesOf: map[Period]numberSet{}}
	for k, b := range t.blocks {
		a.filesOf[k.period] = a.filesOf[k.period].union(b.files)
	}
	a.ranks = ranksOf(len(t.sort.kinds), func(a, b int) int { return t.key(slabKey{}, uint32(a)).Compare(t.key(slabKey{}, uint32(b))) })
	return a
}

// part returns an assembly of some groups, with what one worker writes to of its own.
func (a *assembly) part(groups [][]slabKey) *assembly {
	part := *a
	part.groups, part.scopes, part.covered = groups, map[blockKey]*scope{}, map[coverKey]bool{}
	part.slabs, part.scope, part.seen = make([]*slab, len(a.periods)), make([]*scope, len(a.periods)), make([]bool, len(a.sort.kinds))
	return &part
}

// count counts the series.
func (a *assembly) count() {
	for _, group := range a.groups {
		a.turnTo(group)
		a.n += len(a.found)
	}
}

// fill makes the series, whose cells get the room.
func (a *assembly) fill(series []Series, room Series) {
	for _, group := range a.groups {
		a.turnTo(group)
		for _, kind := range a.found {
			s := room.cut(len(a.periods))
			s.Key = a.key(group[0], kind)
			for i := range a.periods {
				a.fillCell(&s, i, kind)
			}
			series[0], series = s, series[1:]
		}
	}
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

// fillCell writes cell i of a series: here it is decided whether an absent cell is
// a zero or unknown.
func (a *assembly) fillCell(s *Series, i int, kind uint32) {
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
