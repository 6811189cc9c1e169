package reroute

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// shortest is the number of months on each side of a change of level.
const shortest = 3

// monthColumns returns the columns of the single months of a window, and why there
// are none.
func monthColumns(p *tradeflow.Panel, window tradeflow.Period) ([]int, tradeflow.Status) {
	var columns []int
	tiles, missing := p.Tile(window)
	for _, j := range tiles {
		if p.Periods[j].Months() > 1 {
			return nil, tradeflow.TooFew
		}
		columns = append(columns, j)
	}
	switch {
	case len(missing) > 0:
		return nil, tradeflow.IncompleteWindow
	case len(columns) < 2*shortest:
		return nil, tradeflow.TooFew
	}
	return columns, tradeflow.OK
}

// timing is the time from the fall of what the target gets to the rise of what the
// hub gets.
func (l *desk) timing(hub tradeflow.Country, goods tradeflow.Key) Component {
	unknown := Level{Value: math.NaN()}
	c := none(l.notMonthly, tradeflow.Unit{Name: "months"}, unknown, unknown)
	if l.months == nil {
		return c
	}
	these := []tradeflow.Key{goods}
	direct, _ := l.monthly.sums(l.months, l.q.Sanctioners, []tradeflow.Country{l.q.Target}, these)
	supply, _ := l.monthly.sums(l.months, l.q.Sanctioners, []tradeflow.Country{hub}, these)
	for i := range l.months {
		switch {
		case direct[i].Status == tradeflow.EditionBreak || supply[i].Status == tradeflow.EditionBreak:
			c.Status = tradeflow.EditionBreak
		case c.Status == tradeflow.OK && (!direct[i].Known() || !supply[i].Known()):
			c.Status = tradeflow.IncompleteWindow
		}
	}
	if c.Status != tradeflow.OK {
		return c
	}
	c.N = len(l.months)
	fall, rise := turn(direct, -1), turn(supply, 1)
	if fall < 0 || rise < 0 {
		c.Status = tradeflow.BelowFloor
		return c
	}
	c.Value = float64(rise - fall)
	return c
}

// turn returns where the numbers are best parted into two levels, by least squares,
// the second of which is above the first (sign 1) or below it (-1): the first index of
// the second level, or -1. Of equally good ones, the earliest.
func turn(x []cells.Cell, sign float64) int {
	n, total := len(x), 0.0
	for _, v := range x {
		total += v.Value
	}
	best, at, head := 0.0, -1, 0.0
	for k := 1; k <= n-shortest; k++ {
		head += x[k-1].Value
		if k < shortest {
			continue
		}
		step := (total-head)/float64(n-k) - head/float64(k)
		// What parting takes off the sum of squares.
		if gain := step * step * float64(k) * float64(n-k) / float64(n); step*sign > 0 && gain > best*(1+1e-12) {
			best, at = gain, k
		}
	}
	return at
}
