package tradeflow

import (
	"errors"
	"iter"
	"math"
)

// cell is what the rows of one cell of the panel come to. There are millions of them,
// and most are of rows that belong there wholly, with an amount that is no estimate:
// what is otherwise stands apart.
type cell struct {
	measured Thousandths // of the measure, of rows that belong here wholly
	value    Thousandths // money of these rows, whatever the measure
	apart    uint32      // the number of what stands apart; 0: nothing does
	state    uint8
}

const (
	touched uint8 = 1 << iota // the cell has rows
	known                     // some of them have the measure
)

// apart is what few cells have.
type apart struct {
	partial   Thousandths // of the measure, of rows that may belong to the cell
	missing   Thousandths // money of the rows without the measure
	estimated Thousandths // money of the rows with an estimated measure
	unknown   int64       // rows without the measure
	unit      uint32
}

// slabKey names a slab. Dimensions that are summed away are zero.
type slabKey struct {
	reporter, partner uint32
	period            Period
}

// slab holds the cells of one reporter, partner and period by their kind: the
// category and commodity. Either each kind has its place, or, where there may be
// thousands of kinds, of which most slabs have few, a cell is found by its number.
type slab struct {
	cells []cell
	kinds []uint32 // plus one, of the cells; 0: the place is free. nil: cells[kind]
	used  int      // of the places
}

// store makes slabs, and keeps what stands apart from their cells.
type store struct {
	kinds int // of cells in each slab, 0 where that is not known beforehand
	pages []cell
	page  int     // cells of the last page
	apart []apart // apart[0] is nothing
}

// newStore returns a store for cells of so many kinds; 0 where that is not known.
func newStore(kinds int) *store { return &store{kinds: kinds, apart: make([]apart, 1)} }

func (s *store) slab() *slab {
	if s.kinds == 0 {
		return &slab{kinds: []uint32{}}
	}
	if len(s.pages) < s.kinds {
		s.page = max(s.kinds, min(max(64, 2*s.page), 1<<15))
		s.pages = make([]cell, s.page)
	}
	cells := s.pages[:s.kinds:s.kinds]
	s.pages = s.pages[s.kinds:]
	return &slab{cells: cells}
}

// in returns the slab of a key, made if it was not there.
func (s *store) in(slabs map[slabKey]*slab, k slabKey) *slab {
	if slabs[k] == nil {
		slabs[k] = s.slab()
	}
	return slabs[k]
}

// at returns the cell of a kind.
func (s *slab) at(kind uint32) *cell {
	if s.kinds == nil {
		return &s.cells[kind]
	}
	i, found := s.find(kind)
	if found {
		return &s.cells[i]
	}
	if 4*(s.used+1) > 3*len(s.kinds) {
		s.grow()
		i, _ = s.find(kind)
	}
	s.kinds[i] = kind + 1
	s.used++
	return &s.cells[i]
}

// find returns the place of a kind, or the one that is free for it.
func (s *slab) find(kind uint32) (i int, found bool) {
	if len(s.kinds) == 0 {
		return 0, false
	}
	for i = int(mix(uint64(kind))) & (len(s.kinds) - 1); ; i = (i + 1) & (len(s.kinds) - 1) {
		switch s.kinds[i] {
		case 0:
			return i, false
		case kind + 1:
			return i, true
		}
	}
}

func (s *slab) grow() {
	old := *s
	s.kinds = make([]uint32, max(4, 2*len(old.kinds)))
	s.cells = make([]cell, len(s.kinds))
	for i, kind := range old.kinds {
		if kind != 0 {
			j, _ := s.find(kind - 1)
			s.kinds[j], s.cells[j] = kind, old.cells[i]
		}
	}
}

// get returns the cell of a kind, or nil where it has no rows.
func (s *slab) get(kind uint32) *cell {
	i, found := int(kind), true
	if s.kinds != nil {
		i, found = s.find(kind)
	}
	if !found || s.cells[i].state == 0 {
		return nil
	}
	return &s.cells[i]
}

// all yields the cells that have rows, with their kinds.
func (s *slab) all() iter.Seq2[uint32, *cell] {
	return func(yield func(uint32, *cell) bool) {
		for i := range s.cells {
			kind := uint32(i)
			if s.kinds != nil {
				kind = s.kinds[i] - 1
			}
			if s.cells[i].state != 0 && !yield(kind, &s.cells[i]) {
				return
			}
		}
	}
}

// add adds rows to a cell, to which they belong wholly or, nobody knows how much,
// in part.
func (s *store) add(c *cell, rows *sum, whole bool) error {
	c.state |= touched
	if whole && rows.unknown == 0 && rows.estimated == 0 && rows.unit == 0 && c.apart == 0 {
		c.state |= known
		return c.count(rows.measured, rows.value)
	}
	if rows.unknown < rows.rows {
		c.state |= known
	}
	if c.apart == 0 {
		c.apart = uint32(len(s.apart))
		s.apart = append(s.apart, apart{})
	}
	a := apart{missing: rows.missing, estimated: rows.estimated, unknown: rows.unknown, unit: rows.unit}
	var err error
	if whole {
		err = c.count(rows.measured, rows.value)
	} else {
		a.partial = rows.measured
	}
	if err == nil {
		err = s.apart[c.apart].add(&a, c.measured)
	}
	return err
}

func (c *cell) count(measured, value Thousandths) error {
	m, fits := plus(c.measured, measured)
	v, too := plus(c.value, value)
	if !fits || !too {
		return errBeyond
	}
	c.measured, c.value = m, v
	return nil
}

// add adds what stands apart from a cell of so much.
func (a *apart) add(b *apart, measured Thousandths) error {
	ok := [4]bool{}
	a.partial, ok[0] = plus(a.partial, b.partial)
	a.missing, ok[1] = plus(a.missing, b.missing)
	a.estimated, ok[2] = plus(a.estimated, b.estimated)
	_, ok[3] = plus(a.partial, measured)
	if ok != [4]bool{true, true, true, true} {
		return errBeyond
	}
	a.unknown += b.unknown
	if a.unit != b.unit && a.unit != 0 && b.unit != 0 {
		return errUnits
	}
	a.unit = max(a.unit, b.unit)
	return nil
}

// merge adds the cells of one slab to another. A slab of another store may number
// kinds in its own way, and what stands apart begins further on: see take.
func (s *store) merge(to, from *slab, kinds []uint32, begin uint32) error {
	for kind, c := range from.all() {
		if kinds != nil {
			kind = kinds[kind]
		}
		c.shift(begin)
		a := *s.of(c)
		rows := sum{value: c.value, measured: c.measured, missing: a.missing, estimated: a.estimated, unknown: a.unknown, unit: a.unit}
		if c.state&known != 0 {
			rows.rows = a.unknown + 1 // more than have no measure
		}
		err := s.add(to.at(kind), &rows, true)
		if err == nil && a.partial != 0 {
			err = s.add(to.at(kind), &sum{measured: a.partial, rows: 1}, false)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// take takes over what stands apart in another store, and returns behind which number.
func (s *store) take(u *store, units []uint32) (begin uint32) {
	begin = uint32(len(s.apart) - 1)
	for _, a := range u.apart[1:] {
		a.unit = units[a.unit]
		s.apart = append(s.apart, a)
	}
	return begin
}

func (c *cell) shift(begin uint32) {
	if c.apart != 0 {
		c.apart += begin
	}
}

// of returns what stands apart from a cell, good until the next one is added.
func (s *store) of(c *cell) *apart { return &s.apart[c.apart] }

// plus adds, and reports whether the sum can be had.
func plus(a, b Thousandths) (sum Thousandths, ok bool) {
	if b > 0 && a > math.MaxInt64-b || b < 0 && a < math.MinInt64-b {
		return 0, false
	}
	return a + b, true
}

var errBeyond = errors.New("a sum is beyond 9.2 million billion: some value of the input cannot be right")
