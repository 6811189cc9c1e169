package stats

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// withSums returns p, with a column added for each wanted period that p only
// has in parts. So the one figure for January and February 2020 finds the two
// months of 2019. Only amounts add up.
func withSums(p *tradeflow.Panel, want []tradeflow.Period) *tradeflow.Panel {
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
	more := windows(p, "Change", sums)
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
