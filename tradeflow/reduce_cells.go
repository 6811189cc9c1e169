package tradeflow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// coverage finds out what each publication says of itself, as the rows of other partners
// and codes do too; and books the partners that the query does not want.
func (r *reduction) coverage() error {
	all := func(*askedGoods) bool { return true }
	shapes := r.sortCodes(all, func(g *askedGoods) string { return fmt.Sprint(g.goods.tier(), g.goods.reason == 0) })
	for i := range r.parts {
		p := &r.parts[i]
		who := p.who(r)
		by := []Term{term(colPeriod), term(colReporter), who, term(colEdition), term(colSource), term(colCurrency), term(colValuation), shapes.Term, {Column: Splits}}
		err := r.each(Ask{Name: "coverage", Where: r.rowsOf(p), By: by}, func(g *Group) error {
			r.met.rows += g.Rows
			r.met.value += g.Value
			f, goods, err := r.publishedBy(g, &shapes)
			if err != nil {
				return err
			}
			which, err := keyNumber(g.Keys[2])
			if err != nil {
				return err
			}
			return r.cover(f, goods, which, p, g)
		})
		if err != nil {
			return err
		}
		if err := r.listedPartners(p); err != nil {
			return err
		}
	}
	if err := r.staying.sameAs(r.met); err != nil {
		return fmt.Errorf("coverage: %w", err)
	}
	return nil
}

// The single partners have two numbers, and each aggregate one of its own.
const (
	otherSingle = iota
	wantedSingle
	aggregates
)

// who numbers the partners.
func (p *part) who(r *reduction) Term {
	t := sorted(colPartner, p.wanted, wantedSingle, p.others, otherSingle)
	for _, list := range [][]string{p.wanted, p.others} {
		for _, c := range list {
			if !slices.Contains(p.single, c) {
				t.Sort[c] = aggregates + int(r.places.of(c))
			}
		}
	}
	return t
}

// publishedBy reads period, reporter, edition and source of a group of coverage, and what
// its codes are.
func (r *reduction) publishedBy(g *Group, shapes *sorting) (*flow, *askedGoods, error) {
	b, err := r.blockOf(g.Keys[0], g.Keys[1])
	if err != nil {
		return nil, nil, err
	}
	edition, err := editionOf(g.Keys[3])
	if err != nil {
		return nil, nil, err
	}
	for i, column := range map[int]int{4: colSource, 5: colCurrency} {
		if err := filled(column, g.Keys[i]); err != nil {
			return nil, nil, err
		}
	}
	mask, err := keyNumber(g.Keys[8])
	if err != nil {
		return nil, nil, err
	}
	goods, err := shapes.goods(g.Keys[7], edition)
	if err != nil {
		return nil, nil, err
	}
	if goods == nil {
		return nil, nil, fmt.Errorf("%w: there are new codes", errChanged)
	}
	return &flow{block: b, subject: subject{edition: edition}, source: r.sources.orNull(g.Keys[4]), split: codeSeen(mask)}, goods, nil
}

// cover notes what rows of a partner, or of many single ones, say of their publication.
func (r *reduction) cover(f *flow, goods *askedGoods, which int, p *part, g *Group) error {
	b := f.block
	b.editions = b.editions.Add(f.edition)
	b.files.set(0)
	b.file = 1
	b.rows += g.Rows
	b.silent = b.silent || r.isSilent(f.source)
	f.side, f.wanted = singleSide, which == wantedSingle
	if which >= aggregates {
		f.partner = uint32(which - aggregates)
		if int(f.partner) >= len(r.places.names) {
			return fmt.Errorf("the database answers %d for a partner", which)
		}
		b.aggregates.set(int(f.partner))
		f.side, f.wanted = groupSide, slices.Contains(p.wanted, r.places.names[f.partner])
		if f.partner == r.world {
			f.side = worldSide
		}
	}
	if f.split == 0 {
		f.note(&goods.goods, g.Value)
	}
	if !f.wanted {
		fate, reason := NotAsked, "other partner"
		if which >= aggregates {
			fate, reason = r.otherPartner(f.partner)
		}
		r.fates.addRows(fate, reason, g.Rows, g.Value)
		return nil
	}
	if goods.goods.reason == 0 {
		r.used.note(r.currencies.of(g.Keys[5]), r.valuations.orNull(g.Keys[6]), f.source)
	}
	return nil
}

// listedPartners counts the single partners of each publication.
func (r *reduction) listedPartners(p *part) error {
	var groups []string
	for _, c := range slices.Concat(p.wanted, p.others) {
		if !slices.Contains(p.single, c) {
			groups = append(groups, c)
		}
	}
	where := r.rowsOf(p, among(p.single, groups))
	by := []Term{term(colPeriod), term(colReporter)}
	return r.each(Ask{Name: "listed", Where: where, By: by, Distinct: columnName(colPartner)}, func(g *Group) error {
		b, err := r.blockOf(g.Keys[0], g.Keys[1])
		for n := range g.Rows { // how many they are is all that matters
			if err != nil {
				break
			}
			b.listed.set(int(n))
		}
		return err
	})
}

// repeated refuses a table that has a flow twice. Lines that are withheld may repeat.
func (r *reduction) repeated() error {
	counts, mixed := map[string]bool{}, map[string]bool{} // codes; the mixed ones count in some editions only
	for _, g := range r.goods {
		if g.wanted && g.goods.reason == 0 && !g.goods.are(masked) {
			counts[g.text] = true
		}
	}
	for _, g := range r.goods {
		if counts[g.text] && g.wanted && g.goods.reason != 0 {
			mixed[g.text] = true
		}
	}
	flow := []Term{term(colPeriod), term(colReporter), term(colPartner), term(colCode), term(colPartner2), term(colMode), term(colProcedure), term(colRegime)}
	for i := range r.parts {
		p := &r.parts[i]
		if len(counts) > len(mixed) {
			where := append(r.only(func(g *askedGoods) bool { return counts[g.text] && !mixed[g.text] }), p.partners())
			if err := r.each(Ask{Name: "repeated", Where: r.rowsOf(p, where...), By: flow, Repeated: true}, r.twiceIn); err != nil {
				return err
			}
		}
		if len(mixed) == 0 {
			continue
		}
		seen := map[string]bool{}
		where := append(r.only(func(g *askedGoods) bool { return mixed[g.text] }), p.partners())
		err := r.each(Ask{Name: "repeated", Where: r.rowsOf(p, where...), By: append(flow, term(colEdition))}, func(g *Group) error {
			edition, err := editionOf(g.Keys[len(flow)])
			key := strings.Join(g.Keys[:len(flow)], "\x00")
			switch {
			case err != nil:
				return err
			case r.sort.find(r.codes.of(g.Keys[3]), &r.codes, edition).reason != 0:
				return nil
			case g.Rows > 1 || seen[key]:
				return r.twiceIn(g)
			}
			seen[key] = true
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// twiceIn is the error for a group of rows of one flow.
func (r *reduction) twiceIn(g *Group) error {
	return &DuplicateError{At: r.table, Reporter: Country(g.Keys[1]), Partner: Country(g.Keys[2]), Code: g.Keys[3], Period: r.periodOf[g.Keys[0]], Direction: r.query.Direction}
}

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
