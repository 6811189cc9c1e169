package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// CAGR returns the compound annual growth of each period on the panel's first
// column, which is left out, as a fraction a year: the constant rate that leads from
// the one number to the other, which asks nothing of the periods between. The years
// are those of the calendar, from the middle of one period to that of the other:
// for periods of equal length, from start to start. A cell has no number where
// Growth has none, and none for a period whose middle is less than a year after that
// of the first, which is TooFew: nothing is annualised. Source: World Bank, World
// Development Indicators, geometric growth rates.
//
// It panics for a panel of growth rates or percentage points.
func CAGR(p *tradeflow.Panel) *tradeflow.Panel {
	cells.Refuse(p, "stats.CAGR", tradeflow.Growth, tradeflow.Points)
	q := onFirst(p, "compound annual growth since ", tradeflow.Unit{Kind: tradeflow.Growth}, floored(p, 1, growth))
	for j, t := range q.Periods {
		years := middle(t) - middle(p.Periods[0])
		for i := range q.Series {
			s := &q.Series[i]
			if years < 1 {
				s.Set(j, math.NaN(), math.NaN(), tradeflow.TooFew)
				continue
			}
			low, high := s.Bounds(j)
			cells.Put(s, j, cells.Cell{Value: aYear(s.Values[j], years), Low: aYear(low, years), High: aYear(high, years), Status: s.Status[j], Editions: s.Editions[j]})
		}
	}
	return q
}

// aYear is the rate a year that compounds to g over so many years.
func aYear(g, years float64) float64 {
	if years == 1 {
		return g
	}
	return math.Pow(1+g, 1/years) - 1
}

// middle is a period's place in time, in years.
func middle(t tradeflow.Period) float64 { return float64(2*t.Ordinal()+t.Months()) / 24 }
