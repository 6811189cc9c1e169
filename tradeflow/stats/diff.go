package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Diff returns the difference of each period to the panel's first column, which
// is left out: percentage points, as a fraction, for shares and growth rates,
// else the panel's own unit. Diff(p.At(a, b)) is b less a. A cell has no number
// where either of the two is unknown. Source: Eurostat, differences of shares
// in percentage points.
func Diff(p *tradeflow.Panel) *tradeflow.Panel {
	return onFirst(p, "difference", pointsOf(p.Unit), difference)
}

// onFirst compares each period with the panel's first column.
func onFirst(p *tradeflow.Panel, name string, unit tradeflow.Unit, compare func(base, x cells.Cell) cells.Cell) *tradeflow.Panel {
	if len(p.Periods) == 0 {
		return cells.Result(p, name, unit, nil)
	}
	q := cells.Result(p, name+" to "+p.Periods[0].Words(), unit, p.Periods[1:])
	r := cells.Read(p)
	for i := range q.Series {
		for j := range q.Periods {
			put(p, &q.Series[i], j, r.Cell(i, 0), r.Cell(i, j+1), compare)
		}
	}
	r.Warn(q)
	return q
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
