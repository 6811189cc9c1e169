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
	categories map[string]int32            // ids, from 1
	names      []string                    // by id; names[0] is ""
	known      [hscodes.HS2022 + 1][]goods // by edition and id of the code
	missed     map[missedKey]Thousandths
	partial    map[partialKey]Thousandths // of the measure
	aliens     map[missedKey]Thousandths
	codes      map[hscodes.Code]bool // see published
	headings   map[hscodes.Code]int  // numbers, from 1, of headings, chapters and, as the invalid code, all goods
	kinds      []kind                // of the cells, by number
	kindOf     map[kind]uint32       // their numbers
	numbers    []int                 // of the flows that may count, by id of the code; 0: none yet
	flows      int                   // how many of these numbers there are
	reasons    []fateKey             // why codes are not counted, by number; reasons[0] is of those that are
}

// kind is a cell as far as goods go. Dimensions that are summed away are zero.
type kind struct {
	category  int32
	commodity hscodes.Code
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

// goods is what a code is to the query, as far as each row of it wants to know: small,
// so that the thousands of codes of a file stay close to the processor.
type goods struct {
	*nature
	heading int16 // number of its heading; 0 on a higher level
	chapter int16 // and of its chapter; 0 for the total of all goods
	reason  int16 // the number of the reason why the code does not count; 0: it does, or is a fault
	level   int8  // digits; 0 for the total of all goods
	traits
}

type traits uint8

const (
	faulty  traits = 1 << iota // the code cannot be read
	masked                     // its own line is withheld
	alien                      // the row's edition has no such code
	outside                    // the scheme knows the code, but not in this edition
)

func (t traits) are(some traits) bool { return t&some != 0 }

// nature is what few rows want to know of their goods: those that count.
type nature struct {
	published hscodes.Code // cut to six digits
	hits      []hit
	number    int         // of its flows that may count, the same in each edition
	file      int         // plus one, of the last row that counted
	counted   bool        // some row is in the panel
	sum       Thousandths // of the measure, over those rows
	fate      Fate
	why       string // the code does not count; "" where it does
	err       error
}

// allNumber is the number of the total of all goods among headings and chapters.
const allNumber = 1

// family returns the numbers of the codes on high levels, by level, that are the code
// itself or hold it; 0 where there is none.
func (g *goods) family() [3]int16 { return [...]int16{allNumber, g.chapter, g.heading} }

// self returns the number of a code on a high level; 0: it is on a deep one, or it is a
// line below that is withheld.
func (g *goods) self() int16 {
	if g.level >= 6 || g.are(masked) {
		return 0
	}
	return g.family()[g.level/2]
}

// stands reports whether a code stands below the one of its family on a level.
func (g *goods) stands(level int) bool {
	return int(g.level) > 2*level || int(g.level) == 2*level && g.are(masked)
}

// tier is the level on which publications are compared with World.
func (g *goods) tier() int { return min(int(g.level)/2, levels-1) }

// hit is a cell, as far as commodities go, that gets all of a code's goods, or
// nobody knows how much of them.
type hit struct {
	category  int32
	commodity hscodes.Code
	whole     bool
	kind      uint32 // of the cell
}

// missedKey names a code that the scheme knows, but not in a row's edition.
type missedKey struct {
	commodity hscodes.Code
	edition   hscodes.Edition
}

func newSorter(q Query) *sorter {
	s := &sorter{query: q, categories: map[string]int32{}, names: []string{""}, missed: map[missedKey]Thousandths{}, partial: map[partialKey]Thousandths{}, aliens: map[missedKey]Thousandths{}, headings: map[hscodes.Code]int{{}: allNumber}, kindOf: map[kind]uint32{}, reasons: make([]fateKey, 1)}
	if q.Scheme != nil {
		for c := range q.Scheme.Categories() {
			s.categories[c.Name] = int32(len(s.names))
			s.names = append(s.names, c.Name)
		}
	}
	if !q.By.Has(Commodity) {
		for category := range s.names {
			s.kindNumber(kind{category: int32(category)})
			if !q.By.Has(Category) {
				break
			}
		}
	}
	return s
}

// kindNumber returns the number of a kind of cells.
func (s *sorter) kindNumber(k kind) uint32 {
	n, ok := s.kindOf[k]
	if !ok {
		n = uint32(len(s.kinds))
		s.kindOf[k] = n
		s.kinds = append(s.kinds, k)
	}
	return n
}

// find returns what a code is in an edition, good until the next one is looked for.
func (s *sorter) find(id uint32, codes *ids, e hscodes.Edition) *goods {
	if list := s.known[e]; int(id) < len(list) && list[id].nature != nil {
		return &list[id]
	}
	g := s.look(codes.names[id], e)
	for i := range g.hits {
		h := &g.hits[i]
		h.kind = s.kindNumber(kind{h.category, h.commodity})
	}
	if g.why != "" {
		g.reason = s.reason(fateKey{g.fate, g.why})
	} else if g.err == nil {
		g.number = s.number(id)
	}
	return s.keep(goodsKey{id, e}, g)
}

// number returns the number of a code's flows, from 1.
func (s *sorter) number(id uint32) int {
	for int(id) >= len(s.numbers) {
		s.numbers = append(s.numbers, make([]int, max(64, len(s.numbers)))...)
	}
	if s.numbers[id] == 0 {
		s.flows++
		s.numbers[id] = s.flows
	}
	return s.numbers[id]
}

// reason returns the number of a reason, of which there are few.
func (s *sorter) reason(k fateKey) int16 {
	n := slices.Index(s.reasons, k)
	if n < 0 {
		n = len(s.reasons)
		s.reasons = append(s.reasons, k)
	}
	return int16(n)
}

func (s *sorter) keep(k goodsKey, g goods) *goods {
	list := &s.known[k.edition]
	for int(k.code) >= len(*list) {
		*list = append(*list, make([]goods, max(64, len(*list)))...)
	}
	(*list)[k.code] = g
	return &(*list)[k.code]
}

// all yields every code that was looked at.
func (s *sorter) all() iter.Seq2[goodsKey, *goods] {
	return func(yield func(goodsKey, *goods) bool) {
		for e, list := range s.known {
			for id := range list {
				if list[id].nature != nil && !yield(goodsKey{uint32(id), hscodes.Edition(e)}, &list[id]) {
					return
				}
			}
		}
	}
}

func (s *sorter) look(text string, e hscodes.Edition) goods {
	c, err := parseCommodity(text)
	g := goods{level: int8(c.code.Digits()), nature: &nature{published: c.code.Truncate(6), fate: NotAsked, err: err}}
	if c.masked {
		g.traits |= masked
	}
	if err != nil {
		g.traits |= faulty
		return g
	}
	if g.level >= 2 {
		g.chapter = int16(s.heading(c.code.Truncate(2)))
	}
	if g.level >= 4 {
		g.heading = int16(s.heading(c.code.Truncate(4)))
	}
	// Chapters 98 and 99 are national, and Comtrade's lists of H0 and H1 have lines of
	// their own below 2710.
	if g.level >= 6 && e != 0 && !e.Has(c.code) && e.Has(c.code.Truncate(2)) && !(e <= hscodes.HS1996 && c.code.Truncate(4) == oil) {
		g.traits |= alien
	}
	if !c.code.IsValid() {
		if s.query.Scheme != nil || len(s.query.Codes) > 0 {
			g.why = "total of all goods"
		} else {
			g.hits = []hit{{whole: true}}
		}
		return g
	}
	commodities := s.commodities(&g, c.code, e)
	if len(commodities) == 0 {
		return g
	}
	categories := s.categoriesOf(&g, c.code, e)
	for _, k := range commodities {
		for _, category := range categories {
			h := hit{category: category.category, commodity: k.commodity, whole: k.whole && category.whole}
			if i := slices.IndexFunc(g.hits, func(o hit) bool { return o.category == h.category && o.commodity == h.commodity }); i >= 0 {
				g.hits[i].whole = g.hits[i].whole && h.whole // one cell: once is enough
				continue
			}
			g.hits = append(g.hits, h)
		}
	}
	return g
}

// heading returns the number of a heading, or of a code on a higher level.
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
			g.fate, g.why = Dropped, "cannot be placed in "+to.String()
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
		g.why = "other code"
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
		g.why, g.traits = "the scheme knows the code, but not in "+cmp.Or(e.String(), "an unknown edition"), g.traits|outside
		return nil
	case !ok:
		g.why = "in no category of the scheme"
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
