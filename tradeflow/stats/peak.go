package stats

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// FromPeak returns the change of each period on the series' largest known number
// in the panel, as a fraction of that: 0 in the peak itself, else below, and −0.853
// is 85.3 % less than then. Amounts are compared per month, so that a figure for
// January and February together is no peak among single months. A cell has no number
// where it is unknown or where YoY has none, as on a peak of zero. Warnings name the
// peaks, and say how many cells are unknown and might have been higher. Source: S&P
// Global Market Intelligence, high priority items against their peak.
//
// It panics for a panel of growth rates or percentage points.
func FromPeak(p *tradeflow.Panel) *tradeflow.Panel {
	cells.Refuse(p, "stats.FromPeak", tradeflow.Growth, tradeflow.Points)
	name := "change from peak"
	if len(p.Periods) > 0 {
		name += cells.Unadjusted(p, slices.Repeat(p.Periods[:1], len(p.Periods)), p.Periods)
	}
	q := cells.Result(p, name, tradeflow.Unit{Kind: tradeflow.Growth}, p.Periods)
	r := cells.Read(p)
	compare := floored(p, 1, growth)
	peaks, missing := make([]int, len(p.Series)), 0
	row := make([]cells.Cell, len(p.Periods))
	for i := range q.Series {
		top, ranges := -1, false
		for j := range row {
			row[j] = r.Cell(i, j)
			ranges = ranges || row[j].IsRange()
			switch {
			case !row[j].Known():
				missing++
			case top < 0 || perMonth(p, row[j], j).Value > perMonth(p, row[top], top).Value:
				top = j
			}
		}
		peaks[i] = top
		var others rivals
		if ranges {
			others = rivalsIn(p, row)
		}
		for j, x := range row {
			peak := unknown(tradeflow.NotReported)
			if top >= 0 {
				peak, x = row[top].Point(), asLong(p, x.Point(), j, top)
			}
			put(p, &q.Series[i], j, peak, x, compare)
			if ranges && cells.SameGoods(p, q.Series[i].Key, peak.Editions, x.Editions) && q.Series[i].Status[j] != tradeflow.BelowFloor {
				others.bound(&q.Series[i], j, perMonth(p, row[j], j))
			}
		}
	}
	cells.Against(q, func(int) (all []tradeflow.Period) { // of any series: which is drawn is not known here
		for _, top := range peaks {
			if top >= 0 {
				all = append(all, p.Periods[top])
			}
		}
		return all
	})
	warnOfPeaks(p, q, peaks, missing)
	r.Warn(q)
	return q
}

// warnOfPeaks names the peaks, in key order.
func warnOfPeaks(p, q *tradeflow.Panel, peaks []int, missing int) {
	var order []int
	for i, top := range peaks {
		if top >= 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
	if len(order) > 0 {
		q.Warn(tradeflow.AboutCoverage, q.Statistic+": the peak of "+cells.Some(len(order), func(k int) string {
			return p.Label(order[k]) + " is " + p.Periods[peaks[order[k]]].Words()
		}))
	}
	if missing > 0 {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: %d of %d cells are unknown: a peak is the largest number that is known",
			q.Statistic, missing, len(p.Series)*len(p.Periods)))
	}
}

// rivals are the two largest lower ends of a series' ranges, and the two largest
// upper ends, with the columns of the largest: so each cell finds the peak of all
// others.
type rivals struct{ low, high [2]rival }

type rival struct {
	value  float64
	column int
}

func rivalsIn(p *tradeflow.Panel, row []cells.Cell) rivals {
	none := [2]rival{{math.Inf(-1), -1}, {math.Inf(-1), -1}}
	v := rivals{none, none}
	for j, x := range row {
		x = perMonth(p, x, j)
		if x.Low == x.Low {
			enter(&v.low, rival{x.Low, j})
		}
		if x.High == x.High {
			enter(&v.high, rival{x.High, j})
		} else if x.Low == x.Low { // no end: it may be anything
			enter(&v.high, rival{math.Inf(1), j})
		}
	}
	return v
}

func enter(top *[2]rival, r rival) {
	switch {
	case r.value > top[0].value:
		top[0], top[1] = r, top[0]
	case r.value > top[1].value:
		top[1] = r
	}
}

// bound writes the bounds of cell j, an amount of x a month: least where it is least
// and the peak of the others is highest.
func (v rivals) bound(s *tradeflow.Series, j int, x cells.Cell) {
	low := x.Low/max(x.Low, other(v.high, j)) - 1
	high := x.High/max(x.High, other(v.low, j)) - 1
	if !(x.Low >= 0) || math.IsInf(other(v.high, j), 1) {
		low = math.NaN()
	}
	if !(x.High >= 0) {
		high = math.NaN()
	}
	c := cells.Cell{Value: s.Values[j], Low: low, High: high, Status: s.Status[j], Editions: s.Editions[j]}
	cells.Put(s, j, c)
}

// other is the largest value outside column j.
func other(top [2]rival, j int) float64 {
	if top[0].column == j {
		return top[1].value
	}
	return top[0].value
}
