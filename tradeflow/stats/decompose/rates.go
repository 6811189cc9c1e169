package decompose

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// rates are the growth rates of a panel of totals against the first of some
// periods.
type rates struct {
	rows  map[tradeflow.Key]int
	cells []cells.Cell
	n     int // periods
}

// ratesOf computes the rates of p, which is a sum of amounts, and tells the reader
// of q where it is a range.
func ratesOf(p *tradeflow.Panel, periods []tradeflow.Period, q *tradeflow.Panel, what string) rates {
	g := rates{rows: cells.Places(p), cells: make([]cells.Cell, len(p.Series)*len(periods)), n: len(periods)}
	r := cells.Read(p)
	columns := cells.Columns(p, periods)
	for i := range p.Series {
		for j := 1; j < g.n; j++ {
			base, x := r.Cell(i, columns[0]), r.Cell(i, columns[j])
			c := changed(p, p.Series[i].Key, base, x)
			switch {
			case !c.Known():
			case base.Value < 0:
				c.Status = tradeflow.BaseNonPositive
			case base.Value == 0:
				c.Status = tradeflow.ZeroTotal
			default:
				c.Value /= base.Value
			}
			g.cells[i*g.n+j] = c
		}
	}
	warnAs(q, ", "+what, r)
	return g
}

// row returns where the rates of a key are, or -1.
func (g rates) row(k tradeflow.Key) int {
	if i, found := g.rows[k]; found {
		return i
	}
	return -1
}

// of returns the rate of a row from the first period to period j.
func (g rates) of(row, j int) cells.Cell {
	if row < 0 {
		return cells.Cell{Value: math.NaN(), Status: tradeflow.NotReported}
	}
	return g.cells[row*g.n+j]
}

// units tells the reader of q that two panels are in different units, and returns
// whether they are: then no rate of one explains the other. Units come from data.
func units(q, p, other *tradeflow.Panel, what string) bool {
	if p.Unit == other.Unit {
		return false
	}
	q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: nothing is explained: the panel is in %s, and %s in %s", q.Statistic, p.Unit, what, other.Unit))
	return true
}
