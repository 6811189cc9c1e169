package stats

import (
	"math"

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
// the members of one total, each of the two sums to minus the other. Source: the
// identity of a product's change with the mean weights of both periods (Bennet
// 1920), here of x and 1/T.
//
// It panics as Share does.
func ShareChange(p *tradeflow.Panel, over tradeflow.Dims) (own, total *tradeflow.Panel) {
	base := Share(p, over)
	return onTotals(p, base, over, "own trade", func(x0, x1, t0, t1 float64) float64 { return (1/t0 + 1/t1) / 2 * (x1 - x0) }),
		onTotals(p, base, over, "the total", func(x0, x1, t0, t1 float64) float64 { return -(x0 + x1) / 2 * ((t1 - t0) / t0 / t1) })
}

// onTotals computes one part of the change of shares on the first column.
func onTotals(p, shares *tradeflow.Panel, over tradeflow.Dims, by string, effect func(x0, x1, t0, t1 float64) float64) *tradeflow.Panel {
	q := Diff(shares)
	q.Statistic += ", by " + by
	n := len(p.Periods)
	groups := cells.GroupBy(p, over)
	sums := totals(p, groups, p.Empty(nil)) // Share has told of negative values
	for i := range q.Series {
		s, x := &q.Series[i], p.Series[i].Values
		t := sums[groups.Of[i]*n : (groups.Of[i]+1)*n]
		for j := range q.Periods {
			v := math.NaN()
			if s.Status[j].HasNumber() {
				v = effect(x[0], x[j+1], t[0].Value, t[j+1].Value)
			}
			s.Set(j, v, v, s.Status[j])
		}
	}
	return q
}

// Turnover returns half the sum of the absolute changes of all shares since the
// panel's first column: the fraction of the total that changed hands, from 0 to 1.
// There is one series for each total over the dimensions of over; it has no number
// where the change of one of its shares has none, and then that one's status.
// Source: the index of dissimilarity (Duncan and Duncan 1955) of the shares of two
// periods.
//
// It panics as Share does.
func Turnover(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	d := Diff(Share(p, over))
	groups := cells.GroupBy(d, over)
	q := cells.ResultOf(d, "turnover", tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "share of " + allListed(over) + " that changed hands"}, d.Periods, groups.Keys)
	q.Query.By &^= over
	for g, members := range groups.Members {
		for j := range q.Periods {
			c := cells.Cell{}
			for _, i := range members {
				s := &d.Series[i]
				c.Editions |= s.Editions[j]
				if c.Known() && !s.Status[j].HasNumber() {
					c.Status = s.Status[j]
				}
				c.Value += math.Abs(s.Values[j]) / 2
			}
			if !c.Known() {
				c.Value = math.NaN()
			}
			cells.Put(&q.Series[g], j, c.Point())
		}
	}
	return q
}
