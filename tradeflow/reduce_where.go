package tradeflow

import (
	"maps"
	"slices"
)

// part is the periods in which the same reporters and partners are wanted: all, unless
// the query names a group whose members have changed.
type part struct {
	periods   []string // texts
	reporters []string
	wanted    []string // partners
	others    []string // that are not wanted
	single    []string // partners that are no aggregates
	groups    []string // and those that are
}

// partnersOf finds out who the partners are, and which of them are wanted when.
func (r *reduction) partnersOf() error {
	if len(r.periodOf) == 0 {
		return nil
	}
	var seen []string
	err := r.each(Ask{Name: "partners", Where: r.scope(r.periodTexts(), r.everyone), By: []Term{term(colPartner)}}, func(g *Group) error {
		seen = append(seen, g.Keys[0])
		return placeError(colPartner, g.Keys[0])
	})
	if err != nil {
		return err
	}
	slices.Sort(seen)
	for _, text := range r.periodTexts() {
		p := part{periods: []string{text}, reporters: r.wantedIn(&r.asked.reporters, r.everyone, r.periodOf[text])}
		p.wanted = r.wantedIn(&r.asked.partners, seen, r.periodOf[text])
		i := slices.IndexFunc(r.parts, func(o part) bool { return slices.Equal(o.reporters, p.reporters) && slices.Equal(o.wanted, p.wanted) })
		if i >= 0 {
			r.parts[i].periods = append(r.parts[i].periods, text)
			continue
		}
		for _, c := range seen {
			if !slices.Contains(p.wanted, c) {
				p.others = append(p.others, c)
			}
			if r.asked.partners.of(&r.places, r.places.of(c)).single {
				p.single = append(p.single, c)
			} else {
				p.groups = append(p.groups, c)
			}
		}
		r.parts = append(r.parts, p)
	}
	return nil
}

func (r *reduction) periodTexts() []string { return slices.Sorted(maps.Keys(r.periodOf)) }

func (r *reduction) wantedIn(a *askedPlaces, names []string, p Period) (wantedNames []string) {
	for _, c := range names {
		if a.wishFor(&r.places, r.places.of(c), p) == wanted {
			wantedNames = append(wantedNames, c)
		}
	}
	return wantedNames
}

// scope keeps the rows of the query's direction and measure in some periods, of
// reporters that are wanted in any. Conditions that all rows meet are left out, for
// engines look at each row for each of them.
func (r *reduction) scope(periods, reporters []string) []Filter {
	where := []Filter{{Term: term(colDirection), In: []string{r.query.Direction.String()}}}
	if r.left || len(periods) < len(r.periodOf) || r.query.From.IsValid() || r.query.To.IsValid() {
		where = append(where, Filter{Term: term(colPeriod), In: periods})
	}
	if r.left || len(reporters) < len(r.everyone) {
		where = append(where, Filter{Term: term(colReporter), In: reporters})
	}
	if r.left {
		where = append(where, Filter{Term: term(colMeasure), In: []string{"", measureWords[r.query.Measure.only()-1]}})
	}
	return where
}

// rowsOf keeps the rows of the part, with more conditions.
func (r *reduction) rowsOf(p *part, more ...Filter) []Filter {
	return append(r.scope(p.periods, p.reporters), more...)
}

// partners keeps the rows of wanted partners, by the shorter list.
func (p *part) partners() Filter { return among(p.wanted, p.others) }

func among(wanted, others []string) Filter {
	if len(others) < len(wanted) {
		return Filter{Term: term(colPartner), In: others, Not: true}
	}
	return Filter{Term: term(colPartner), In: wanted}
}
