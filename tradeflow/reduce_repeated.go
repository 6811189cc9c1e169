package tradeflow

import (
	"strings"
)

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
