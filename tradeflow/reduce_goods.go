package tradeflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// goodsOf finds out which codes there are, and what the rows of wanted partners come to;
// codes that do not count are booked.
func (r *reduction) goodsOf() error {
	for i := range r.parts {
		p := &r.parts[i]
		by := []Term{term(colCode), term(colEdition), {Column: Splits}, p.side()}
		if err := r.each(Ask{Name: "goods", Where: r.rowsOf(p), By: by}, r.noteGoods); err != nil {
			return err
		}
	}
	for _, g := range r.known {
		r.goods = append(r.goods, g)
	}
	slices.SortFunc(r.goods, func(a, b *askedGoods) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.edition, b.edition))
	})
	for _, g := range r.goods {
		if g.deep() && g.whole.Rows > 0 {
			s := g.whole.sum(r.query.Measure, 0)
			r.noteCounted(0, &g.goods, &s)
			r.whole.rows += s.rows
			r.whole.value += s.value
		}
	}
	return nil
}

// side tells wanted partners, 1, from others, 0.
func (p *part) side() Term { return sorted(colPartner, p.wanted, 1, p.others, 0) }

// sorted is a term that makes one number of some texts and another of all others,
// whichever list is shorter.
func sorted(column int, list []string, number int, others []string, other int) Term {
	if len(others) < len(list) {
		list, number, other = others, other, number
	}
	t := Term{Column: columnName(column), Sort: map[string]int{}, Else: other}
	for _, text := range list {
		t.Sort[text] = number
	}
	return t
}

func (r *reduction) noteGoods(g *Group) error {
	edition, err := editionOf(g.Keys[1])
	if err != nil {
		return err
	}
	mask, err := keyNumber(g.Keys[2])
	if err != nil {
		return err
	}
	side, err := keyNumber(g.Keys[3])
	if err != nil {
		return err
	}
	id := r.codes.of(g.Keys[0])
	at := r.sort.find(id, &r.codes, edition)
	if at.are(faulty) {
		return fmt.Errorf("column code: %q: %w", g.Keys[0], at.err)
	}
	k := goodsKey{id, edition}
	known := r.known[k]
	if known == nil {
		known = &askedGoods{text: g.Keys[0], edition: edition, goods: *at}
		r.known[k] = known
	}
	if side == 0 {
		return nil
	}
	known.wanted = true
	r.noteTraits(&flow{subject: subject{edition: edition}}, at, g.Value)
	switch {
	case at.reason != 0:
		r.fates.addRows(at.fate, at.why, g.Rows, g.Value)
		return nil
	case mask != 0:
		known.split, r.splits = true, true
		return nil
	}
	known.whole.add(g)
	return nil
}

func (g *Group) add(o *Group) {
	g.Rows += o.Rows
	g.Value += o.Value
	g.Known += o.Known
	g.Measured += o.Measured
	g.Missing += o.Missing
	g.Estimated += o.Estimated
}

// sorting is a term that makes numbers of codes, and what these stand for.
type sorting struct {
	Term
	of    map[sortedKey]*askedGoods // one of the codes behind a number, by edition
	texts map[string]int            // the numbers, from 1, of texts that stay as they are; nil: they do not
}

type sortedKey struct {
	number  int
	edition hscodes.Edition
}

// goods returns one of the codes that a key stands for, in an edition: they are all the
// same to the query. Nil: none of them was kept in this edition.
func (s *sorting) goods(key string, e hscodes.Edition) (*askedGoods, error) {
	if s.texts != nil {
		return s.of[sortedKey{s.texts[key], e}], nil
	}
	n, err := keyNumber(key)
	return s.of[sortedKey{n, e}], err
}

// sortCodes makes numbers of the codes that are kept, so that codes that a sign does not
// tell apart in any edition have the same. It looks at no more of each text than it must:
// a code that is in one edition alone can go with those beside it in another.
func (r *reduction) sortCodes(keep func(*askedGoods) bool, sign func(*askedGoods) string) sorting {
	kept, all := map[string]bool{}, signs{}
	for _, g := range r.goods {
		kept[g.text] = kept[g.text] || keep(g)
	}
	for _, g := range r.goods {
		switch {
		case keep(g):
			all.add(g.text, g.edition, "+"+sign(g))
		case kept[g.text]: // its rows come in this edition too, and must find nothing
			all.add(g.text, g.edition, "-")
		}
	}
	s := sorting{of: map[sortedKey]*askedGoods{}}
	s.Term = Term{Column: columnName(colCode), First: all.shortest()}
	cut := signs{}
	for text, of := range all {
		for edition, sign := range of {
			cut.add(s.cut(text), edition, sign)
		}
	}
	numbers, of := map[string]int{}, map[string]int{}
	for _, g := range r.goods {
		if keep(g) {
			key := s.cut(g.text)
			sign := fmt.Sprint(cut[key]) // in the order of editions
			if _, ok := numbers[sign]; !ok {
				numbers[sign] = len(numbers) + 1
			}
			of[key] = numbers[sign]
			s.of[sortedKey{numbers[sign], g.edition}] = g
		}
	}
	if len(numbers) == len(of) && len(of) > 1 {
		s.texts = of // each text is a sign of its own
		return s
	}
	often, count := 1, map[int]int{}
	for _, n := range of {
		if count[n]++; count[n] > count[often] || count[n] == count[often] && n < often {
			often = n
		}
	}
	s.Sort, s.Else = map[string]int{}, often
	for text, n := range of {
		if n != often {
			s.Sort[text] = n
		}
	}
	return s
}

// cut returns as much of a text as the term looks at.
func (t *Term) cut(text string) string {
	if t.First > 0 && len(text) > t.First {
		return text[:t.First]
	}
	return text
}

// signs are what is known of texts, by edition.
type signs map[string]map[hscodes.Edition]string

func (s signs) add(text string, e hscodes.Edition, sign string) {
	if s[text] == nil {
		s[text] = map[hscodes.Edition]string{}
	}
	s[text][e] = sign
}

// shortest returns how many characters of the texts tell all signs apart that are in the
// same edition; 0 where it takes all of them.
func (s signs) shortest() int {
	longest := 0
	for text := range s {
		longest = max(longest, len(text))
	}
next:
	for _, first := range []int{2, 4, 6} {
		if first >= longest {
			break // engines use indices and statistics of the whole text
		}
		t, seen := Term{First: first}, signs{}
		for text, of := range s {
			key := t.cut(text)
			for edition, sign := range of {
				if other, ok := seen[key][edition]; ok && other != sign {
					continue next
				}
				seen.add(key, edition, sign)
			}
		}
		return first
	}
	return 0
}

// only keeps the rows of some codes of the table, by the shortest list that says it;
// nil where these are all.
func (r *reduction) only(keep func(*askedGoods) bool) []Filter {
	all := signs{}
	for _, g := range r.goods {
		all.add(g.text, 0, "-")
	}
	for _, g := range r.goods {
		if keep(g) {
			all.add(g.text, 0, "+")
		}
	}
	f := Filter{Term: Term{Column: columnName(colCode), First: all.shortest()}}
	lists := map[string]map[string]bool{"+": {}, "-": {}}
	for text, of := range all {
		lists[of[0]][f.cut(text)] = true
	}
	if len(lists["-"]) == 0 {
		return nil
	}
	f.In = sortedKeys(lists["+"])
	if f.Not = len(lists["-"]) < len(lists["+"]); f.Not {
		f.In = sortedKeys(lists["-"])
	}
	return []Filter{f}
}
