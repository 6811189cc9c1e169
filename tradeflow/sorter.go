package tradeflow

import (
	"cmp"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// sorter says of a commodity code, in the edition of its row, in which
// categories of the query it is. Each code is looked up once.
type sorter struct {
	query      Query
	categories map[string]int32 // ids, from 1
	names      []string         // by id; names[0] is ""
	known      map[goodsKey]*goods
	missed     map[missedKey]Thousandths
	partial    map[partialKey]Thousandths // of the measure
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
	commodity hscodes.Code // as a key shows it: cut to six digits
	level     int          // digits; 0 for the total of all goods
	masked    bool
	hits      []hit
	reason    string // why the code is not asked for; "" where it is
	edition   bool   // the scheme knows the code, but not in this edition
	err       error
}

// hit is a category that holds all of a code's goods, or part of them.
type hit struct {
	category int32
	whole    bool
}

// missedKey names a code that the scheme knows, but not in a row's edition.
type missedKey struct {
	commodity hscodes.Code
	edition   hscodes.Edition
}

func newSorter(q Query) *sorter {
	s := &sorter{query: q, categories: map[string]int32{}, names: []string{""}, known: map[goodsKey]*goods{}, missed: map[missedKey]Thousandths{}, partial: map[partialKey]Thousandths{}}
	if q.Scheme != nil {
		for c := range q.Scheme.Categories() {
			s.categories[c.Name] = int32(len(s.names))
			s.names = append(s.names, c.Name)
		}
	}
	return s
}

func (s *sorter) find(id uint32, text string, e hscodes.Edition) *goods {
	k := goodsKey{id, e}
	g := s.known[k]
	if g == nil {
		g = s.look(text, e)
		s.known[k] = g
	}
	return g
}

func (s *sorter) look(text string, e hscodes.Edition) *goods {
	c, err := parseCommodity(text)
	g := &goods{commodity: c.code.Truncate(6), level: c.code.Digits(), masked: c.masked, err: err}
	if err != nil {
		return g
	}
	narrow := s.query.Scheme != nil || len(s.query.Codes) > 0
	if !c.code.IsValid() {
		if narrow {
			g.reason = "total of all goods"
		} else {
			g.hits = []hit{{whole: true}}
		}
		return g
	}
	inCodes, whole := s.inCodes(c.code)
	if !inCodes {
		g.reason = "other code"
		return g
	}
	if s.query.Scheme == nil {
		g.hits = []hit{{whole: whole}}
		return g
	}
	if m, ok := s.query.Scheme.Find(c.code, e); ok && m.Category != "" {
		g.hits = []hit{{s.categories[m.Category], m.Whole && whole}}
	} else if ok { // a coarse code, such as 9001, that several categories share
		for _, name := range s.query.Scheme.Parts(c.code, e) {
			g.hits = append(g.hits, hit{s.categories[name], false})
		}
	}
	if len(g.hits) == 0 {
		g.reason = "in no category of the scheme"
		if s.query.Scheme.Known(c.code) {
			g.reason, g.edition = "the scheme knows the code, but not in "+cmp.Or(e.String(), "an unknown edition"), true
		}
	} else if !s.query.By.Has(Category) {
		g.hits = g.hits[:1] // one cell for all categories: once is enough
	}
	return g
}

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

// miss notes the value of a code that no entry covers in its row's edition.
func (s *sorter) miss(g *goods, e hscodes.Edition, value Thousandths) {
	if g.edition {
		s.missed[missedKey{g.commodity, e}] += value
	}
}

// misses lists what miss noted, the largest value first.
func (s *sorter) misses() []missedKey {
	keys := make([]missedKey, 0, len(s.missed))
	for k := range s.missed {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b missedKey) int {
		return cmp.Or(cmp.Compare(s.missed[b], s.missed[a]), a.commodity.Compare(b.commodity), cmp.Compare(a.edition, b.edition))
	})
	return keys
}
