package tradeflow

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// deep reports whether a code's rows count by themselves: they are no totals of goods.
func (g *askedGoods) deep() bool {
	return g.wanted && g.goods.reason == 0 && (g.goods.level >= 6 || g.goods.are(masked))
}

// cells adds up what the panel is made of: the rows that count whatever else there is.
func (r *reduction) cells() error {
	kinds := r.sortCodes((*askedGoods).deep, func(g *askedGoods) string {
		var sign string
		for _, h := range g.goods.hits {
			sign += fmt.Sprintln(h.kind, h.whole)
		}
		return sign
	})
	var met fateSum
	for i := range r.parts {
		p := &r.parts[i]
		if len(kinds.of) == 0 || len(p.wanted) == 0 {
			continue
		}
		where := r.rowsOf(p, append(r.only((*askedGoods).deep), p.partners())...)
		if r.splits {
			where = append(where, Filter{Term: Term{Column: Splits}, In: []string{"0"}})
		}
		c := r.cellTerms(p)
		by := append(c.by, kinds.Term, term(colEdition))
		err := r.each(Ask{Name: "cells", Where: where, By: by}, func(g *Group) error {
			f, unit, err := c.flow(g)
			if err != nil {
				return err
			}
			edition, err := editionOf(g.Keys[len(g.Keys)-1])
			if err != nil {
				return err
			}
			goods, err := kinds.goods(g.Keys[len(g.Keys)-2], edition)
			if goods == nil || err != nil {
				return err // a code that is asked for in another edition
			}
			met.rows += g.Rows
			met.value += g.Value
			s := g.sum(r.query.Measure, unit)
			if err := r.addCells(f, &goods.goods, &s, r.fates); err != nil {
				return r.mixedUnits(err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := r.whole.sameAs(met); err != nil {
		return fmt.Errorf("cells: %w", err)
	}
	return nil
}

// cellTerms are the terms by which the cells of the panel are told apart, but for the
// goods. The reporter and the partner are left out where they do not matter: some
// publication and partner of the part stand for all.
type cellTerms struct {
	*reduction
	part              *part
	by                []Term
	reporter, partner int // which key; 0: none
	unit              int
}

func (r *reduction) cellTerms(p *part) *cellTerms {
	c := &cellTerms{reduction: r, part: p, by: []Term{term(colPeriod)}}
	add := func(column int, wanted bool, at *int) {
		if wanted {
			*at = len(c.by)
			c.by = append(c.by, term(column))
		}
	}
	members := slices.ContainsFunc(r.query.Partners, hasMembers) // each reporter has its own row of the group, or none
	add(colReporter, r.query.By.Has(Reporter) || members || slices.ContainsFunc(r.query.Reporters, hasMembers), &c.reporter)
	add(colPartner, r.query.By.Has(Partner) || members, &c.partner)
	add(colQuantityUnit, r.query.Measure == Quantity, &c.unit)
	return c
}

// flow returns the flow, and the unit, of a group of cells.
func (c *cellTerms) flow(g *Group) (f *flow, unit uint32, err error) {
	reporter, partner := "", c.part.wanted[0]
	if c.reporter > 0 {
		reporter = g.Keys[c.reporter]
	} else if list := c.reporters[c.periodOf[g.Keys[0]]]; len(list) > 0 {
		reporter = list[0]
	}
	if c.partner > 0 {
		partner = g.Keys[c.partner]
	}
	if c.unit > 0 && g.Known > 0 {
		unit = c.units.orNull(g.Keys[c.unit])
	}
	b, err := c.blockOf(g.Keys[0], reporter)
	return &flow{block: b, subject: subject{partner: c.places.of(partner)}}, unit, err
}

func hasMembers(c Country) bool { return places.HasMembers(string(c)) }
