package tradeflow

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Rows whose fate hangs on other rows come here one group for each flow, and the verdict
// decides on them as it does for files: totals of goods, which count only where nothing
// below them was published, and rows that split a flow.

// total reports whether a code is a total of goods that may count.
func (g *askedGoods) total() bool {
	return g.wanted && g.goods.reason == 0 && g.goods.level < 6 && !g.goods.are(masked)
}

// open finds the rows whose fate is open.
func (r *reduction) open() error {
	for i := range r.parts {
		p := &r.parts[i]
		for _, step := range []func(*part) error{r.lines, r.subdivisions, r.totals, r.splitRows} {
			if err := step(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines finds out which publications have national lines beside the HS6 code that holds
// them: the verdict refuses them.
func (r *reduction) lines(p *part) error {
	have := map[hscodes.Code]bool{}
	for _, g := range r.goods {
		if c, _ := parseCommodity(g.text); g.wanted && !c.masked && c.code.Digits() >= 6 {
			have[c.code] = true
		}
	}
	beside := map[hscodes.Code]bool{}
	for c := range have {
		for n := 6; n < c.Digits(); n += 2 {
			if have[c.Truncate(n)] {
				beside[c], beside[c.Truncate(n)] = true, true
			}
		}
	}
	if len(beside) == 0 {
		return nil
	}
	among := func(g *askedGoods) bool {
		c, _ := parseCommodity(g.text)
		return !c.masked && beside[c.code]
	}
	return r.see(p, "lines", append(r.only(among), p.partners()))
}

// see notes which publications have which codes.
func (r *reduction) see(p *part, name string, where []Filter) error {
	return r.each(Ask{Name: name, Where: r.rowsOf(p, where...), By: []Term{term(colPeriod), term(colReporter), term(colCode)}}, func(g *Group) error {
		b, err := r.blockOf(g.Keys[0], g.Keys[1])
		if err == nil {
			b.see(r.codes.of(g.Keys[2]), 0)
		}
		return err
	})
}

// subdivisions finds out what each publication has below totals of goods.
func (r *reduction) subdivisions(p *part) error {
	if !slices.ContainsFunc(r.goods, (*askedGoods).total) {
		return nil
	}
	chapters, all := map[hscodes.Code]bool{}, false
	for _, g := range r.goods {
		if g.total() {
			chapters[g.goods.published.Truncate(2)] = true
			all = all || g.goods.level == 0
		}
	}
	below := func(g *askedGoods) bool {
		return g.wanted && g.goods.level > 0 && (all || chapters[g.goods.published.Truncate(2)])
	}
	families := r.sortCodes(below, func(g *askedGoods) string {
		sign := fmt.Sprint(g.goods.family(), min(g.goods.level, 6), g.goods.reason == 0)
		if g.goods.are(masked) {
			sign += g.goods.published.String()
		}
		return sign
	})
	by := []Term{term(colPeriod), term(colReporter), families.Term, term(colEdition), {Column: Splits}}
	return r.each(Ask{Name: "subdivisions", Where: r.rowsOf(p, append(r.only(below), p.partners())...), By: by}, func(g *Group) error {
		b, err := r.blockOf(g.Keys[0], g.Keys[1])
		if err != nil {
			return err
		}
		edition, err := editionOf(g.Keys[3])
		if err != nil {
			return err
		}
		known, err := families.goods(g.Keys[2], edition)
		if known == nil || err != nil {
			return err
		}
		at := &known.goods
		r.firstOf(b, at)
		if g.Keys[4] == "0" && (at.level >= 6 || at.are(masked) && at.reason == 0) {
			b.addBelow(at, g.Value)
		}
		return nil
	})
}

// totals puts the totals of goods where the verdict finds them.
func (r *reduction) totals(p *part) error {
	if !slices.ContainsFunc(r.goods, func(g *askedGoods) bool { return g.total() && g.whole.Rows > 0 }) {
		return nil
	}
	c := r.cellTerms(p)
	where := append(r.only((*askedGoods).total), p.partners(), Filter{Term: Term{Column: Splits}, In: []string{"0"}})
	by := append(c.by, term(colCode), term(colEdition))
	if c.reporter == 0 { // totals and parts are told apart within a publication
		c.reporter = len(by)
		by = append(by, term(colReporter))
	}
	return r.each(Ask{Name: "totals", Where: r.rowsOf(p, where...), By: by}, func(g *Group) error {
		return r.set(c, g, by)
	})
}

// splitRows puts the rows that split a flow where the verdict finds them.
func (r *reduction) splitRows(p *part) error {
	splits := func(g *askedGoods) bool { return g.split }
	if !slices.ContainsFunc(r.goods, splits) {
		return nil
	}
	none := Filter{Term: Term{Column: Splits}, In: []string{"0"}}
	if err := r.see(p, "unsplit", append(r.only(splits), p.partners(), none)); err != nil {
		return err
	}
	c := r.cellTerms(p)
	by := append(c.by, term(colCode), term(colEdition), term(colPartner2), term(colMode), term(colProcedure))
	for column, at := range map[int]*int{colReporter: &c.reporter, colPartner: &c.partner} {
		if *at == 0 {
			*at = len(by)
			by = append(by, term(column))
		}
	}
	none.Not = true
	return r.each(Ask{Name: "splits", Where: r.rowsOf(p, append(r.only(splits), p.partners(), none)...), By: by}, func(g *Group) error {
		return r.set(c, g, by)
	})
}

// set puts rows of one code where the verdict finds them.
func (r *reduction) set(c *cellTerms, g *Group, by []Term) error {
	f, unit, err := c.flow(g)
	if err != nil {
		return err
	}
	for i, t := range by {
		switch t.Column {
		case columnName(colCode):
			f.code = r.codes.of(g.Keys[i])
		case columnName(colEdition):
			if f.edition, err = editionOf(g.Keys[i]); err != nil {
				return err
			}
		case columnName(colPartner2):
			f.partner2 = r.columns.details.orNull(g.Keys[i])
		case columnName(colMode):
			f.mode = r.columns.details.orNull(g.Keys[i])
		case columnName(colProcedure):
			f.procedure = r.columns.details.orNull(g.Keys[i])
		}
	}
	if f.split = f.mask(); f.split != 0 {
		f.block.see(f.code, f.split)
	}
	at := r.tally.goods(f)
	if at.reason != 0 {
		return nil // a code that is asked for in another edition
	}
	s := g.sum(r.query.Measure, unit)
	return r.place(f, at, &s, r.fates)
}
