package stats

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// screen gives the items whose unit values are outliers their fate. Both screens
// see all unit values, so that neither depends on what the other leaves out.
func (m *matching) screen(s Screen) {
	limit := math.Log(s.MaxRatio)
	m.compare(tradeflow.Reporter|tradeflow.Partner, func(sorted []float64) (low, high float64) {
		middle := quantile(sorted, 0.5)
		return middle - limit, middle + limit
	}, farFromMedian)
	if s.Whiskers == 0 {
		return
	}
	m.compare(tradeflow.Partner, func(sorted []float64) (low, high float64) {
		lower, upper := quantile(sorted, 0.25), quantile(sorted, 0.75)
		return lower - s.Whiskers*(upper-lower), upper + s.Whiskers*(upper-lower)
	}, outsideWhiskers)
}

// compare gives a fate to the items outside the fences among those that agree in
// all but the given dimensions, in each period.
func (m *matching) compare(across tradeflow.Dims, fences func(sorted []float64) (low, high float64), outside fate) {
	var sorted []float64
	for _, rows := range cells.GroupBy(m.keys, across).Members {
		for j := range m.columns {
			sorted = sorted[:0]
			for _, i := range rows {
				if v := m.logs[i*m.columns+j]; v == v {
					sorted = append(sorted, v)
				}
			}
			if len(sorted) < 2 {
				continue
			}
			slices.Sort(sorted)
			low, high := fences(sorted)
			slack := 1e-12 * max(1, math.Abs(low), math.Abs(high)) // rounding puts nothing outside
			for _, i := range rows {
				at := i*m.columns + j
				if v := m.logs[at]; m.fates[at] == matched && (v < low-slack || v > high+slack) {
					m.fates[at] = outside
				}
			}
		}
	}
}

// quantile is R's type 7: linear between the two nearest of n sorted numbers, the
// smallest being the quantile 0 and the largest the quantile 1.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
