package tradeflow

import (
	"cmp"
	"iter"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// sorter says of a commodity code, in the edition of its row, in which
// categories of the query it is. Each code is looked up once.
type sorter struct {
	query      Query
	categories map[string]int32             // ids, from 1
	names      []string                     // by id; names[0] is ""
	known      [hscodes.HS2022 + 1][]*goods // by edition and id of the code
	missed     map[missedKey]Thousandths
	partial    map[partialKey]Thousandths // of the measure
	aliens     map[missedKey]Thousandths
	codes      map[hscodes.Code]bool // see published
	headings   map[hscodes.Code]int  // numbers, from 1
}

// partialKey names a code that belongs to a category only in part.
type partialKey struct {
	category  int32
	commodity hscodes.Code
}

type goodsKey struct {
	code    uint32
	edition hscodes.Edition
}

// goods is what a code is to the query.
type goods struct {
	published hscodes.Code // cut to six digits
	level     int          // digits; 0 for the total of all goods
	heading   int          // number of its heading, from 1; 0 on a higher level
	masked    bool
	hits      []hit
	fate      Fate
	reason    string      // why the code is not counted; "" where it is
	edition   bool        // the scheme knows the code, but not in this edition
	alien     bool        // the row's edition has no such code
	counted   bool        // some row of it is in the panel
	sum       Thousandths // of the measure, over those rows
	err       error
}

// hit is a cell, as far as commodities go, that gets all of a code's goods, or
// nobody knows how much of them.
type hit struct {
	category  int32
	commodity hscodes.Code
	whole     bool
}

// missedKey names a code that the scheme knows, but not in a row's edition.
type missedKey struct {
	commodity hscodes.Code
	edition   hscodes.Edition
}

func newSorter(q Query) *sorter {
	s := &sorter{query: q, categories: map[string]int32{}, names: []string{""}, missed: map[missedKey]Thousandths{}, partial: map[partialKey]Thousandths{}, aliens: map[missedKey]Thousandths{}, headings: map[hscodes.Code]int{}}
	if q.Scheme != nil {
		for c := range q.Scheme.Categories() {
			s.categories[c.Name] = int32(len(s.names))
			s.names = append(s.names, c.Name)
		}
	}
	return s
}

func (s *sorter) find(id uint32, text string, e hscodes.Edition) *goods {
	list := s.known[e]
	if int(id) < len(list) && list[id] != nil {
		return list[id]
	}
	g := s.look(text, e)
	s.keep(goodsKey{id, e}, g)
	return g
}

func (s *sorter) keep(k goodsKey, g *goods) {
	list := &s.known[k.edition]
	for int(k.code) >= len(*list) {
		*list = append(*list, make([]*goods, max(64, len(*list)))...)
	}
	(*list)[k.code] = g
}

// all yields every code that was looked at.
func (s *sorter) all() iter.Seq2[goodsKey, *goods] {
	return func(yield func(goodsKey, *goods) bool) {
		for e, list := range s.known {
			for id, g := range list {
				if g != nil && !yield(goodsKey{uint32(id), hscodes.Edition(e)}, g) {
					return
				}
			}
		}
	}
}

func (s *sorter) look(text string, e hscodes.Edition) *goods {
	c, err := parseCommodity(text)
	g := &goods{published: c.code.Truncate(6), level: c.code.Digits(), masked: c.masked, fate: NotAsked, err: err}
	if err != nil {
		return g
	}
	if g.level >= 4 {
		g.heading = s.heading(c.code.Truncate(4))
	}
	// Chapters 98 and 99 are national, and Comtrade's lists of H0 and H1 have lines of
	// their own below 2710.
	g.alien = g.level >= 6 && e != 0 && !e.Has(c.code) && e.Has(c.code.Truncate(2)) && !(e <= hscodes.HS1996 && c.code.Truncate(4) == oil)
	if !c.code.IsValid() {
		if s.query.Scheme != nil || len(s.query.Codes) > 0 {
			g.reason = "total of all goods"
		} else {
			g.hits = []hit{{whole: true}}
		}
		return g
	}
	commodities := s.commodities(g, c.code, e)
	if len(commodities) == 0 {
		return g
	}
	categories := s.categoriesOf(g, c.code, e)
	for _, k := range commodities {
		for _, category := range categories {
			h := hit{category.category, k.commodity, k.whole && category.whole}
			if i := slices.IndexFunc(g.hits, func(o hit) bool { return o.category == h.category && o.commodity == h.commodity }); i >= 0 {
				g.hits[i].whole = g.hits[i].whole && h.whole // one cell: once is enough
				continue
			}
			g.hits = append(g.hits, h)
		}
	}
	return g
}

// heading returns the number of a heading.
func (s *sorter) heading(c hscodes.Code) int {
	n := s.headings[c]
	if n == 0 {
		n = len(s.headings) + 1
		s.headings[c] = n
	}
	return n
}

// commodities returns the codes as which a row's goods come out, which are one
// and whole unless Query.Edition splits them or Query.Codes wants part of them.
// Where there is none, g says why.
func (s *sorter) commodities(g *goods, c hscodes.Code, e hscodes.Edition) (list []hit) {
	targets := []hscodes.Code{g.published}
	if to := s.query.Edition; to != 0 && e != to && (s.query.By.Has(Commodity) || len(s.query.Codes) > 0) {
		targets = nil
		for _, link := range hscodes.Links(c, e, to) {
			if !link.Diffuse {
				targets = append(targets, link.Code)
			}
		}
		if len(targets) == 0 {
			g.fate, g.reason = Dropped, "cannot be placed in "+to.String()
			return nil
		}
		c = hscodes.Code{} // its national digits mean nothing there
	}
	whole := len(targets) == 1
	for _, k := range targets {
		match := k
		if c.IsValid() {
			match = c
		}
		some, all := s.inCodes(match)
		if !some {
			whole = false
			continue
		}
		list = append(list, hit{commodity: k, whole: all})
	}
	if len(list) == 0 {
		g.reason = "other code"
		return nil
	}
	// Goods that are split over several codes are wholly in none of them; where
	// codes do not matter, they are wholly in the sum if all of them are wanted.
	if !s.query.By.Has(Commodity) {
		all := len(list) == len(targets) && !slices.ContainsFunc(list, func(h hit) bool { return !h.whole })
		return []hit{{whole: all}}
	}
	for i := range list {
		list[i].whole = list[i].whole && whole
	}
	return list
}

// categoriesOf returns the categories of a row's goods. Where there is none, g
// says why. Where the query does not tell them apart, there is one.
func (s *sorter) categoriesOf(g *goods, c hscodes.Code, e hscodes.Edition) (list []hit) {
	scheme := s.query.Scheme
	if scheme == nil {
		return []hit{{whole: true}}
	}
	m, ok := scheme.Find(c, e)
	switch {
	case !ok && scheme.Known(c):
		g.reason, g.edition = "the scheme knows the code, but not in "+cmp.Or(e.String(), "an unknown edition"), true
		return nil
	case !ok:
		g.reason = "in no category of the scheme"
		return nil
	case m.Category != "":
		list = []hit{{category: s.categories[m.Category], whole: m.Whole}}
	default: // a coarse code such as 9001, or one that later editions split, such as 852580
		for _, name := range scheme.Parts(c, e) {
			list = append(list, hit{category: s.categories[name]})
		}
	}
	if !s.query.By.Has(Category) {
		list = []hit{{whole: m.Whole}}
	}
	return list
}

var oil = hscodes.MustParse("2710")

// inCodes reports whether Query.Codes wants any of a code's goods, and whether
// it wants all of them.
func (s *sorter) inCodes(c hscodes.Code) (some, all bool) {
	if len(s.query.Codes) == 0 {
		return true, true
	}
	for _, want := range s.query.Codes {
		if want.Contains(c) {
			return true, true
		}
		some = some || c.Contains(want)
	}
	return some, false
}

// published returns the codes, cut to six digits, of all rows that were looked at.
// It must be asked for after the last row only.
func (s *sorter) published() map[hscodes.Code]bool {
	if s.codes == nil {
		s.codes = map[hscodes.Code]bool{}
		for _, g := range s.all() {
			s.codes[g.published] = true
		}
	}
	return s.codes
}

// miss notes the value of a code that no entry covers in its row's edition.
func (s *sorter) miss(g *goods, e hscodes.Edition, value Thousandths) {
	if g.edition {
		s.missed[missedKey{g.published, e}] += value
	}
}

// largest lists the codes of such a map, the largest value first.
func largest(of map[missedKey]Thousandths) []missedKey {
	keys := make([]missedKey, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b missedKey) int {
		return cmp.Or(cmp.Compare(of[b], of[a]), a.commodity.Compare(b.commodity), cmp.Compare(a.edition, b.edition))
	})
	return keys
}
