package cells

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Windows returns the sums of p over the given windows. A commodity whose number
// changed its goods inside a window is a break of the nomenclature there. It panics
// for a panel that is not of amounts.
func Windows(p *tradeflow.Panel, function string, of ...tradeflow.Period) *tradeflow.Panel {
	q, err := p.Windows(of...)
	if err != nil {
		panic(function + ": " + err.Error())
	}
	for i := range q.Series {
		s := &q.Series[i]
		for j, editions := range s.Editions {
			if s.Status[j].HasNumber() && !SameGoods(p, s.Key, editions, editions) {
				s.Set(j, math.NaN(), math.NaN(), tradeflow.EditionBreak)
			}
		}
	}
	return q
}

// WithSums returns p, with a column added for each wanted period that p only
// has in parts. So the one figure for January and February 2020 finds the two
// months of 2019. Only amounts add up.
func WithSums(p *tradeflow.Panel, want []tradeflow.Period) *tradeflow.Panel {
	if p.Unit.Kind != tradeflow.Amount {
		return p
	}
	var sums []tradeflow.Period
	for _, t := range want {
		if slices.Contains(p.Periods, t) {
			continue
		}
		if _, missing := p.Tile(t); len(missing) == 0 {
			sums = append(sums, t)
		}
	}
	if len(sums) == 0 {
		return p
	}
	more := Windows(p, "WithSums", sums...)
	q := p.Empty(slices.Concat(p.Periods, sums))
	for i, s := range p.Series {
		m := more.Series[i]
		both := tradeflow.Series{
			Key:      s.Key,
			Values:   slices.Concat(s.Values, m.Values),
			Upper:    slices.Concat(s.Upper, m.Upper),
			Status:   slices.Concat(s.Status, m.Status),
			Editions: slices.Concat(s.Editions, m.Editions),
		}
		if s.Lower != nil {
			both.Lower = slices.Concat(s.Lower, m.Lower)
		}
		q.Series = append(q.Series, both)
	}
	return q
}

// Level brings two panels to the periods in which they can be compared: a period
// that one of them has in parts only is added up there, and its parts are left out.
// Other periods that only one has stay.
func Level(a, b *tradeflow.Panel) (x, y *tradeflow.Panel, periods []tradeflow.Period) {
	x, y = WithSums(a, b.Periods), WithSums(b, a.Periods)
	periods = slices.DeleteFunc(together(x.Periods, y.Periods), func(t tradeflow.Period) bool {
		both := func(u tradeflow.Period) bool { return slices.Contains(x.Periods, u) && slices.Contains(y.Periods, u) }
		return !both(t) && slices.ContainsFunc(x.Periods, func(u tradeflow.Period) bool { return u != t && u.Contains(t) && both(u) })
	})
	if x != a || y != b {
		slices.SortStableFunc(periods, tradeflow.Period.Compare)
	}
	return x, y, periods
}
