package stats

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Share returns each number as a fraction of the total over the dimensions of
// over: Share(p, tradeflow.Partner) is a partner's share in its reporter's
// total with all partners in the panel. No share has a number where a part of
// its total is unknown or negative, or where the total is zero; the package
// documentation lists the statuses. Source: Eurostat; UNCTAD Handbook of
// Statistics.
//
// It panics without a dimension, for a panel that is not of amounts, and where
// the World stands beside single economies: only a Query that names it puts it
// there, and the total would count everything twice.
func Share(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	if over == 0 {
		panic("stats.Share: over no dimension: every share would be 1")
	}
	cells.Amounts(p, "stats.Share")
	q := cells.Result(p, "share", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: allListed(over)}, p.Periods)
	aggregates(p, "stats.Share", over, q)
	groups := cells.GroupBy(p, over)
	totals := totals(p, groups, q)
	r := cells.Read(p)
	for i := range q.Series {
		for j := range p.Periods {
			cells.Put(&q.Series[i], j, part(r.Cell(i, j), totals[groups.Of[i]*len(p.Periods)+j]))
		}
	}
	r.Warn(q)
	return q
}

// allListed names the denominator of shares in the total over some dimensions.
func allListed(over tradeflow.Dims) string { return "all " + cells.Plural(over) + " listed" }

// part is the share of x in a total of which it is a part: least where x is least
// and the others are most.
func part(x, total cells.Cell) cells.Cell {
	c := unknown(total.Status)
	switch {
	case !total.Known():
	case !x.Known():
		c.Status = x.Status
	default:
		c.Value, c.Status = x.Value/total.Value, x.Status
	}
	if total.IsRange() && total.Low > 0 {
		c.Low = x.Low / (x.Low + total.High - x.High)
		c.High = x.High / (x.High + total.Low - x.Low)
	} else {
		c.Low, c.High = c.Value, c.Value
	}
	c.Editions = total.Editions
	return c
}

// totals returns the total of each group in each period: known, or why no share of
// it has a number.
func totals(p *tradeflow.Panel, groups cells.Groups, q *tradeflow.Panel) []cells.Cell {
	n := len(p.Periods)
	all := make([]cells.Cell, len(groups.Keys)*n)
	var negative [][2]int
	for g, members := range groups.Members {
		for _, i := range members {
			s := &p.Series[i]
			for j := range n {
				t := &all[g*n+j]
				t.Editions |= s.Editions[j]
				low, high := s.Bounds(j)
				switch {
				case s.Values[j] < 0:
					t.Status = tradeflow.BaseNonPositive
					negative = append(negative, [2]int{i, j})
				case t.Known() && !s.Status[j].HasNumber():
					t.Status = s.Status[j]
				}
				t.Low += low
				t.High += high
			}
		}
	}
	for k := range all {
		t := &all[k]
		switch {
		case !t.Known():
			t.Low, t.High = math.NaN(), math.NaN()
		case !cells.SameGoods(p, groups.Keys[k/n], t.Editions, t.Editions): // the members declare different goods under one number
			t.Low, t.High, t.Status = math.NaN(), math.NaN(), tradeflow.EditionBreak
		case cells.Wide(t.Low, t.High, cells.Tolerance(p)):
			t.Status = tradeflow.EditionBreak
		case t.Low == 0:
			t.Status = tradeflow.ZeroTotal
		}
		t.Value = t.Low
	}
	warnNegative(p, q, negative)
	return all
}

// warnNegative names the cells, by series and column, that leave a share or a
// concentration without a number.
func warnNegative(p, q *tradeflow.Panel, negative [][2]int) {
	if len(negative) > 0 {
		slices.SortStableFunc(negative, func(a, b [2]int) int { return p.Series[a[0]].Key.Compare(p.Series[b[0]].Key) })
		q.Warn(tradeflow.AboutAmounts, q.Statistic+": no share has a number beside a negative value: "+cells.Some(len(negative), func(k int) string {
			i, j := negative[k][0], negative[k][1]
			return fmt.Sprintf("%s in %s is %s", p.Label(i), p.Periods[j].Words(), p.Unit.Format(p.Series[i].Values[j]))
		}))
	}
}
