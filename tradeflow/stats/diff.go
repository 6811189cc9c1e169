package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Diff returns the difference of each period to the panel's first column, which
// is left out: percentage points, as a fraction, for shares and growth rates,
// else the panel's own unit. Diff(p.At(a, b)) is b less a. A cell has no number
// where either of the two is unknown. Source: Eurostat, differences of shares
// in percentage points.
func Diff(p *tradeflow.Panel) *tradeflow.Panel {
	if len(p.Periods) == 0 {
		return result(p, "difference", p.Unit, nil)
	}
	unit := p.Unit
	if unit.Kind == tradeflow.ShareOf || unit.Kind == tradeflow.Growth {
		unit.Kind = tradeflow.Points
	}
	q := result(p, "difference to "+p.Periods[0].Words(), unit, p.Periods[1:])
	r := points{panel: p}
	for i := range q.Series {
		base, was := r.read(i, 0)
		s := &q.Series[i]
		for j := range q.Periods {
			x, is := r.read(i, j+1)
			d, status := math.NaN(), missing(was, is)
			switch {
			case !sameGoods(p, s.Key, r.editions(i, 0), r.editions(i, j+1)):
				status = tradeflow.EditionBreak
			case status == tradeflow.OK:
				d = x - base
			}
			s.Set(j, d, d, status)
			s.Editions[j] = r.editions(i, 0, j+1)
		}
	}
	r.warn(q)
	return q
}
