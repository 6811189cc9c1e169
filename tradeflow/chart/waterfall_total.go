package chart

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// total adds column j up, or says what is in the way. The sum does not depend on
// the order of the series.
func total(p *tradeflow.Panel, j int) (*bar, error) {
	q := p.Empty([]tradeflow.Period{p.Periods[j]})
	q.Unit.Kind = tradeflow.Amount // the other units that come here add up for one period
	b := &bar{label: "Total", row: -1, period: p.Periods[j], total: true}
	for i := range p.Series {
		k := read(&p.Series[i], j)
		if !k.known {
			return nil, fmt.Errorf("chart: Waterfall cannot close: %s is n/a in %s (%s): leave it out with panel.Only, or choose periods in which all is known", shorten(clean(p.Label(i)), 60), p.Periods[j].Words(), k.reason())
		}
		q.Series = append(q.Series, oneCell(p.Series[i].Key, k))
	}
	sum, err := q.Sum(tradeflow.Reporter | tradeflow.Partner | tradeflow.Category | tradeflow.Commodity)
	if err != nil {
		return nil, fmt.Errorf("chart: Waterfall: %w", err)
	}
	b.value = sum.Series[0].Values[0]
	b.lower, b.upper = sum.Series[0].Bounds(0)
	return b, nil
}

// cellOf is the cell of a key and a period, NotReported where the panel has none.
func cellOf(p *tradeflow.Panel, k tradeflow.Key, t tradeflow.Period) cell {
	if p != nil {
		if s, j := p.Find(k), slices.Index(p.Periods, t); s != nil && j >= 0 {
			return read(s, j)
		}
	}
	return cell{raw: math.NaN(), rawLower: math.NaN(), rawUpper: math.NaN(), status: tradeflow.NotReported}
}

// oneCell is a series of one cell.
func oneCell(k tradeflow.Key, c cell) tradeflow.Series {
	s := tradeflow.NewSeries(k, 1, c.status)
	s.Set(0, c.raw, c.rawUpper, c.status)
	s.SetBounds(0, c.rawLower, c.rawUpper)
	return s
}
