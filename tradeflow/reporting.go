package tradeflow

import "slices"

// Reporting says, of sums over reporters, whose figures are in them: the series of such
// a panel do not tell, and a sum that falls because fewer report looks like trade that
// falls. It goes by the calendar and not by columns, so that At, Years and every
// statistic may carry it along as it is; one that compares periods adds to each who was
// silent in its base. It is shared among panels: do not change it.
type Reporting struct {
	Reporters []Country            `json:"reporters"` // all that the sums may hold
	Silent    map[Period][]Country `json:"silent"`    // those that published nothing for a period
}

// Missing lists the reporters that published nothing for t, or for some period in it.
func (c *Reporting) Missing(t Period) (silent []Country) {
	for u, list := range c.Silent {
		if t.Contains(u) {
			silent = append(silent, list...)
		}
	}
	slices.Sort(silent)
	return slices.Compact(silent)
}

// With is who may be in numbers of two panels: nil of one of which nothing is known
// adds nothing.
func (c *Reporting) With(d *Reporting) *Reporting {
	if c == d || d == nil {
		return c
	}
	if c == nil {
		return d
	}
	both := &Reporting{Silent: map[Period][]Country{}}
	for _, part := range []*Reporting{c, d} {
		both.Reporters = append(both.Reporters, part.Reporters...)
		for t, list := range part.Silent {
			both.Silent[t] = slices.Concat(both.Silent[t], list)
		}
	}
	for t, list := range both.Silent {
		slices.Sort(list)
		both.Silent[t] = slices.Compact(list)
	}
	slices.Sort(both.Reporters)
	both.Reporters = slices.Compact(both.Reporters)
	return both
}

// noteReporting notes who is silent when, for sums over reporters of whom some are, as
// warnSilent says it in words.
func (t *tally) noteReporting(p *Panel, reporters []uint32) {
	if t.query.By.Has(Reporter) {
		return
	}
	c := &Reporting{Silent: map[Period][]Country{}}
	for _, period := range p.Periods {
		for _, r := range reporters {
			for _, member := range t.reportersOf(r, period) {
				name := Country(t.places.names[member])
				if !slices.Contains(c.Reporters, name) {
					c.Reporters = append(c.Reporters, name)
				}
				if t.blocks[blockKey{member, period}] == nil {
					c.Silent[period] = append(c.Silent[period], name)
				}
			}
		}
	}
	slices.Sort(c.Reporters)
	if len(c.Reporters) > 1 && len(c.Silent) > 0 {
		p.Reporting = c
	}
}
