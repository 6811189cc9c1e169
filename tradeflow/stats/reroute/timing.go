package reroute

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

const (
	shortest    = 3    // months on each side of a change of level
	significant = 0.05 // the largest P of a step that counts
)

// monthColumns returns the columns of the single months of a window, and why there
// are none. Less than two years cannot tell a step from the season.
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
	case len(columns) < 24:
		return nil, tradeflow.TooFew
	}
	return columns, tradeflow.OK
}

// timing is the time from the fall of what the target gets to the rise of what the
// hub gets.
func (l *desk) timing(hub tradeflow.Country, goods tradeflow.Key) (c Component, fall, rise Step) {
	fall, rise = noStep, noStep
	c = none(l.notMonthly, tradeflow.Unit{Name: "months"}, unknown, unknown)
	if l.months == nil {
		return c, fall, rise
	}
	these := []tradeflow.Key{goods}
	direct, _, otherDirect := l.monthly.sums(l.months, l.q.Sanctioners, []tradeflow.Country{l.q.Target}, these)
	supply, _, otherSupply := l.monthly.sums(l.months, l.q.Sanctioners, []tradeflow.Country{hub}, these)
	if otherDirect || otherSupply {
		c.Status = tradeflow.EditionBreak
	}
	for i := range l.months {
		switch {
		case direct[i].Status == tradeflow.EditionBreak || supply[i].Status == tradeflow.EditionBreak:
			c.Status = tradeflow.EditionBreak
		case c.Status == tradeflow.OK && (!direct[i].Known() || !supply[i].Known()):
			c.Status = tradeflow.IncompleteWindow
		}
	}
	if c.Status != tradeflow.OK {
		return c, fall, rise
	}
	c.N = len(l.months)
	start := tradeflow.Month(l.q.Before.Start())
	fall, rise = turn(direct, -1, start), turn(supply, 1, start)
	c.Before, c.After = rise.Before, rise.After
	for _, s := range []struct {
		name string
		step Step
	}{{"fall of direct supply", fall}, {"rise of supply", rise}} {
		switch {
		case c.Status != tradeflow.OK:
		case !s.step.At.IsValid():
			c.Status, c.Why = tradeflow.BelowFloor, "no "+s.name
		case s.step.P > significant:
			c.Status, c.Why = tradeflow.BelowFloor, fmt.Sprintf("no significant %s (p %.2f)", s.name, s.step.P)
		}
	}
	if c.Status == tradeflow.OK {
		c.Value = float64(rise.At.Ordinal() - fall.At.Ordinal())
	}
	return c, fall, rise
}

var noStep = Step{Before: math.NaN(), After: math.NaN(), P: math.NaN()}

// turn returns where months are best parted into two levels, by least squares, the
// second of which is above the first (sign 1) or below it (-1), each calendar month
// having a mean of its own: the season does not part them. Of equally good partings, it
// takes the earliest. P is that of the F test of this step, times the number of
// partings that were tried (Bonferroni).
func turn(x []cells.Cell, sign float64, start tradeflow.Period) Step {
	n := len(x)
	mean, count, total, most := [12]float64{}, [12]float64{}, 0.0, 0.0
	for i, c := range x {
		mean[i%12] += c.Value
		count[i%12]++
		most = max(most, math.Abs(c.Value))
	}
	for m := range mean {
		mean[m] /= count[m]
	}
	rest := make([]float64, n) // without the season
	for i, c := range x {
		rest[i] = c.Value - mean[i%12]
		total += rest[i] * rest[i]
	}
	if !(total > float64(n)*(1e-12*most)*(1e-12*most)) { // nothing but rounding
		return noStep
	}
	// A step that begins at k, without its own season, has the products cross with rest and
	// square with itself.
	best, at, step, cross, square := 0.0, -1, 0.0, 0.0, 0.0
	later := count // in each calendar month, how many are not before k
	for k := range n - shortest + 1 {
		if gain := cross * cross / square; k >= shortest && cross*sign > 0 && gain > best*(1+1e-12) {
			best, at, step = gain, k, cross/square
		}
		m := k % 12
		square -= later[m] * (count[m] - later[m]) / count[m]
		later[m]--
		square += later[m] * (count[m] - later[m]) / count[m]
		cross -= rest[k]
	}
	if at < 0 {
		return noStep
	}
	s := Step{At: start.Shift(at)}
	for m := range mean { // the mean of a year without the step
		after := 0.0
		for i := m; i < n; i += 12 {
			if i >= at {
				after++
			}
		}
		s.Before += (mean[m] - step*after/count[m]) / 12
	}
	s.After = s.Before + step
	within := max(0, total-best)
	partings := float64(n - 2*shortest + 1)
	s.P = min(1, partings*mathext.RegIncBeta(float64(n-13)/2, 0.5, within/(within+best)))
	return s
}
