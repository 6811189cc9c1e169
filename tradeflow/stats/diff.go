package stats

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Diff returns the difference of each period to the panel's first column, which
// is left out: percentage points, as a fraction, for shares and growth rates,
// else the panel's own unit. Diff(p.At(a, b)) is b less a. A cell has no number
// where either of the two is unknown. Source: Eurostat, differences of shares
// in percentage points.
func Diff(p *tradeflow.Panel) *tradeflow.Panel {
	return onFirst(p, "difference to ", pointsOf(p.Unit), difference)
}

// Difference returns the difference of each period to the one so many months
// earlier, in the unit of Diff; leading periods are left out as in YoY. A cell has
// no number where either of the two is unknown. It panics where months is not
// positive. Source: BEA and Census Bureau, FT-900, changes in dollars.
func Difference(p *tradeflow.Panel, months int) *tradeflow.Panel {
	return lagged(p, "stats.Difference", months, "difference to ", pointsOf(p.Unit), difference)
}

// onFirst compares each period with the panel's first column. Rates of amounts are
// those of a month where the columns are not equally long.
func onFirst(p *tradeflow.Panel, name string, unit tradeflow.Unit, compare func(base, x cells.Cell) cells.Cell) *tradeflow.Panel {
	if len(p.Periods) == 0 {
		return cells.Result(p, name+tradeflow.Period{}.String(), unit, nil)
	}
	first, periods := p.Periods[0], p.Periods[1:]
	name += first.Words() + cells.Unadjusted(p, slices.Repeat(p.Periods[:1], len(periods)), periods)
	q := cells.Result(p, name, unit, periods)
	cells.Against(q, func(int) []tradeflow.Period { return p.Periods[:1] })
	rates := unit.Kind == tradeflow.Growth
	r := cells.Read(p)
	for i := range q.Series {
		base := r.Cell(i, 0)
		for j := range periods {
			x := r.Cell(i, j+1)
			if rates {
				x = asLong(p, x, j+1, 0)
			}
			put(p, &q.Series[i], j, base, x, compare)
		}
	}
	if p.Unit.Kind == tradeflow.Amount && slices.ContainsFunc(periods, func(t tradeflow.Period) bool { return t.Months() != first.Months() }) {
		if rates {
			q.Warn(tradeflow.AboutAmounts, q.Statistic+": the periods are not equally long, and their amounts are compared per month")
		} else {
			q.Warn(tradeflow.AboutAmounts, q.Statistic+": the periods are not equally long, and their amounts are subtracted as they are")
		}
	}
	r.Warn(q)
	return q
}

// asLong turns an amount of column j into what it would be in a period as long as
// that of column k.
func asLong(p *tradeflow.Panel, c cells.Cell, j, k int) cells.Cell {
	is, wanted := p.Periods[j].Months(), p.Periods[k].Months()
	if p.Unit.Kind == tradeflow.Amount && is != wanted {
		f := float64(wanted) / float64(is)
		c.Value, c.Low, c.High = f*c.Value, f*c.Low, f*c.High
	}
	return c
}

// pointsOf is the unit of a difference.
func pointsOf(u tradeflow.Unit) tradeflow.Unit {
	if u.Kind == tradeflow.ShareOf || u.Kind == tradeflow.Growth {
		u.Kind = tradeflow.Points
	}
	return u
}

// difference is x − base, which asks nothing of their signs.
func difference(base, x cells.Cell) cells.Cell {
	c := cells.Cell{Value: math.NaN(), Status: cells.Missing(base.Status, x.Status)}
	if c.Known() {
		c.Value = x.Value - base.Value
	}
	c.Low, c.High = x.Low-base.High, x.High-base.Low
	return c
}
