package stats

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// ShareChange parts the change of each share since the panel's first column into
// what the member's own trade did, and what the total did to it, both in percentage
// points, as a fraction:
//
//	own   = mean(1/T) · (x1 − x0)
//	total = −mean(x) · (T1 − T0) / (T0·T1)
//
// own + total is Diff(Share(p, over)), without a number where that has none; over
// the members of one total, each of the two sums to minus the other. Bounds are those
// of the two factors, multiplied, and wider than need be. Source: the
// identity of a product's change with the mean weights of both periods (Bennet
// 1920), here of x and 1/T.
//
// It panics as Share does.
func ShareChange(p *tradeflow.Panel, over tradeflow.Dims) (own, total *tradeflow.Panel) {
	base := Share(p, over)
	own = onTotals(p, base, over, "own trade", func(x0, x1, t0, t1 cells.Cell) (mean, change [2]float64, value float64) {
		return [2]float64{(1/t0.High + 1/t1.High) / 2, (1/t0.Low + 1/t1.Low) / 2}, [2]float64{x1.Low - x0.High, x1.High - x0.Low},
			(1/t0.Value + 1/t1.Value) / 2 * (x1.Value - x0.Value)
	})
	total = onTotals(p, base, over, "the total", func(x0, x1, t0, t1 cells.Cell) (mean, change [2]float64, value float64) {
		return [2]float64{(x0.Low + x1.Low) / 2, (x0.High + x1.High) / 2}, [2]float64{1/t1.High - 1/t0.Low, 1/t1.Low - 1/t0.High},
			-(x0.Value + x1.Value) / 2 * ((t1.Value - t0.Value) / t0.Value / t1.Value)
	})
	return own, total
}

// onTotals computes one part of the change of shares on the first column, the product
// of a mean, which is not negative, and a change: from the least and the most of both.
func onTotals(p, shares *tradeflow.Panel, over tradeflow.Dims, by string, effect func(x0, x1, t0, t1 cells.Cell) (mean, change [2]float64, value float64)) *tradeflow.Panel {
	q := Diff(shares)
	q.Statistic += ", by " + by
	n := len(p.Periods)
	groups := cells.GroupBy(p, over)
	sums := totals(p, groups, p.Empty(nil)) // Share has told of negative values
	for i := range q.Series {
		s := &q.Series[i]
		t := sums[groups.Of[i]*n : (groups.Of[i]+1)*n]
		for j := range q.Periods {
			mean, change, value := effect(amount(&p.Series[i], 0), amount(&p.Series[i], j+1), t[0], t[j+1])
			c := unknown(s.Status[j])
			if c.Known() {
				c.Value = value
			}
			if c.Low, c.High = c.Value, c.Value; t[0].IsRange() || t[j+1].IsRange() {
				c.Low, c.High = min(mean[0]*change[0], mean[1]*change[0]), max(mean[0]*change[1], mean[1]*change[1])
			}
			if low, _ := s.Bounds(j); low != low { // the shares themselves are not compared
				c.Low, c.High = low, low
			}
			c.Editions = s.Editions[j]
			cells.Put(s, j, c)
		}
	}
	return q
}

// amount is a cell as it stands, whether its range is wide or not.
func amount(s *tradeflow.Series, j int) cells.Cell {
	low, high := s.Bounds(j)
	return cells.Cell{Value: s.Values[j], Low: low, High: high, Status: s.Status[j]}
}

// Turnover returns half the sum of the absolute changes of all shares since the
// panel's first column: the fraction of the total that changed hands, from 0 to 1.
// There is one series for each total over the dimensions of over; it has no number
// where the change of one of its shares has none, and then that one's status. Bounds
// add up those of the changes. Source: the index of dissimilarity (Duncan and Duncan
// 1955) of the shares of two periods.
//
// It panics as Share does.
func Turnover(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	d := Diff(Share(p, over))
	groups := cells.GroupBy(d, over)
	since := "no period"
	if len(p.Periods) > 0 {
		since = p.Periods[0].Words() + cells.Unadjusted(p, slices.Repeat(p.Periods[:1], len(d.Periods)), d.Periods)
	}
	q := cells.ResultOf(d, "", tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "share of " + allListed(over) + " that changed hands"}, d.Periods, groups.Keys)
	q.Statistic = cells.Called(p, "turnover of shares over "+cells.Plural(over)+" since "+since)
	q.Query.By &^= over
	for g, members := range groups.Members {
		for j := range q.Periods {
			c := cells.Cell{}
			for _, i := range members {
				x := amount(&d.Series[i], j)
				x.Editions = d.Series[i].Editions[j]
				c.Status = first(c.Status, x.Status)
				plus(&c, x, cells.Cell{})
			}
			cells.Put(&q.Series[g], j, scaled(c, 0, 0.5))
		}
	}
	return q
}
