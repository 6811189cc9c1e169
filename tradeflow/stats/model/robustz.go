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
// figure for January and February is halved. Of periods that overlap, such as years
// beside their months, the first counts in the median and the deviation, with a
// warning; the others are measured by them. A large z is a screen, never a finding. Source: Hampel, The
// influence curve and its role in robust estimation, Journal of the American
// Statistical Association 69 (1974); Iglewicz and Hoaglin, How to detect and handle outliers (1993).
func RobustZ(p *tradeflow.Panel) *tradeflow.Panel {
	q := cells.Result(p, "robust z", tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "robust z"}, p.Periods)
	r := newBreakReader(p)
	x, known, room := make([]float64, len(p.Periods)), make([]float64, 0, len(p.Periods)), make([]float64, len(p.Periods))
	overlaps := make([]bool, len(p.Periods))
	for i := range q.Series {
		known = known[:0]
		end := math.MinInt
		for j := range x {
			x[j] = math.NaN() // also of a period that is none
		}
		for _, j := range r.order {
			t := p.Periods[j]
			v, ok := r.number(r.cells.Cell(i, j), t)
			if !ok {
				continue
			}
			x[j] = v
			if t.Ordinal() < end {
				overlaps[j] = true
				continue
			}
			known = append(known, v)
			end = t.Ordinal() + t.Months()
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
	var twice []tradeflow.Period
	for _, j := range r.order {
		if overlaps[j] {
			twice = append(twice, p.Periods[j])
		}
	}
	if len(twice) > 0 {
		q.Warn(tradeflow.AboutCoverage, "robust z: "+breakOverlaps(twice)+" not in the median")
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
