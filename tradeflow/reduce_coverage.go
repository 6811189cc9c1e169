package tradeflow

import (
	"fmt"
	"slices"
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
	for _, c := range p.groups {
		t.Sort[c] = aggregates + int(r.places.of(c))
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
	where := r.rowsOf(p, among(p.single, p.groups))
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
