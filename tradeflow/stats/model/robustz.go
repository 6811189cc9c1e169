package model

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// madScale makes the median absolute deviation of normal numbers their standard
// deviation: 1/Φ⁻¹(3/4), in the digits of R's mad.
const madScale = 1.4826

// RobustZ returns how far each number lies from its series' median, in units of
// 1.4826 times the median absolute deviation: a pure number, about normal for numbers that
// are. A cell is NoSpread where that deviation is zero, as of a series that is mostly
// zeros; TooFew where fewer than three periods are known; EditionBreak where a commodity's goods
// changed between editions. Amounts are compared for equal times, so among months a
// figure for January and February is halved. A large z is a screen, never a finding. Source: Hampel, The
// influence curve and its role in robust estimation, Journal of the American
// Statistical Association 69 (1974); Iglewicz and Hoaglin, How to detect and handle outliers (1993).
func RobustZ(p *tradeflow.Panel) *tradeflow.Panel {
	q := cells.Result(p, "robust z", tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "robust z"}, p.Periods)
	r := newBreakReader(p)
	x, known, room := make([]float64, len(p.Periods)), make([]float64, 0, len(p.Periods)), make([]float64, len(p.Periods))
	for i := range q.Series {
		known = known[:0]
		for j, t := range p.Periods {
			v, ok := r.number(r.cells.Cell(i, j), t)
			if !ok {
				v = math.NaN()
			} else {
				known = append(known, v)
			}
			x[j] = v
		}
		median, mad, status := robustScale(known, room)
		if !breakSameGoods(p, i, r.order) {
			status = tradeflow.EditionBreak
		}
		for j := range p.Periods {
			c := r.cells.Cell(i, j)
			z := (x[j] - median) / (madScale * mad)
			c.Low, c.High = math.NaN(), math.NaN()
			switch {
			case math.IsNaN(x[j]):
				if c.Known() { // no number that a flow can have
					c.Status = tradeflow.NotReported
				}
			case status != tradeflow.OK:
				c.Status = status
			case math.IsInf(z, 0):
				c.Status = tradeflow.NoSpread
			default:
				c.Status = tradeflow.OK
			}
			c.Value = math.NaN()
			if c.Status == tradeflow.OK {
				c.Value, c.Low, c.High = z, z, z
			}
			cells.Put(&q.Series[i], j, c)
		}
	}
	r.cells.Warn(q)
	return q
}

// robustScale returns the median of x and the median distance from it, or why
// there is no scale. The room is at least as long as x.
func robustScale(x, room []float64) (median, mad float64, status tradeflow.Status) {
	if len(x) < 3 {
		return math.NaN(), math.NaN(), tradeflow.TooFew
	}
	room = room[:len(x)]
	copy(room, x)
	median = robustMedian(room)
	for i, v := range x {
		room[i] = math.Abs(v - median)
	}
	mad = robustMedian(room)
	if mad <= 1e-14*math.Abs(median) { // nothing but rounding
		return median, mad, tradeflow.NoSpread
	}
	return median, mad, tradeflow.OK
}

// robustMedian sorts x, and returns its median.
func robustMedian(x []float64) float64 {
	slices.Sort(x)
	n := len(x)
	if n%2 == 1 {
		return x[n/2]
	}
	return (x[n/2-1] + x[n/2]) / 2
}
