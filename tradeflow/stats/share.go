package stats

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
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
	if p.Unit.Kind != tradeflow.Amount {
		panic(fmt.Sprintf("stats.Share: of %s: only amounts have shares", p.Unit))
	}
	q := result(p, "share", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "all " + plural(over) + " listed"}, p.Periods)
	aggregates(p, over, q)
	group, totals := totals(p, over, q)
	r := points{panel: p}
	for i := range q.Series {
		s := &q.Series[i]
		for j := range p.Periods {
			t := &totals[group[i]*len(p.Periods)+j]
			x, status := r.read(i, j)
			switch {
			case t.status != tradeflow.OK:
				x, status = math.NaN(), t.status
			case status.HasNumber():
				x /= t.value
			}
			s.Set(j, x, x, status)
			s.Editions[j] = t.editions
		}
	}
	r.warn(q)
	return q
}

// total is the denominator of one group of series in one period.
type total struct {
	value, upper float64
	status       tradeflow.Status // OK, or why no share has a number
	editions     tradeflow.EditionSet
}

// totals returns the group of each series, and the total of each group and
// period. It adds in key order: so the same bits, and the same first unknown
// part, come out whatever the order of the series.
func totals(p *tradeflow.Panel, over tradeflow.Dims, q *tradeflow.Panel) (group []int, all []total) {
	n := len(p.Periods)
	order := make([]int, len(p.Series))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
	group = make([]int, len(p.Series))
	at := map[tradeflow.Key]int{}
	var negative [][2]int
	for _, i := range order {
		s := &p.Series[i]
		g, known := at[s.Key.Without(over)]
		if !known {
			g = len(at)
			at[s.Key.Without(over)] = g
			all = append(all, make([]total, n)...)
		}
		group[i] = g
		for j := range n {
			t := &all[g*n+j]
			t.editions |= s.Editions[j]
			switch {
			case s.Values[j] < 0:
				t.status = tradeflow.BaseNonPositive
				negative = append(negative, [2]int{i, j})
			case t.status != tradeflow.OK:
			case !s.Status[j].HasNumber():
				t.status = s.Status[j]
			default:
				t.value += s.Values[j]
				t.upper += s.Upper[j]
			}
		}
	}
	for k := range all {
		switch t := &all[k]; {
		case t.status != tradeflow.OK:
		case wide(t.value, t.upper, tolerance(p)):
			t.status = tradeflow.EditionBreak
		case t.value == 0:
			t.status = tradeflow.ZeroTotal
		}
	}
	if len(negative) > 0 {
		q.Warn(tradeflow.AboutAmounts, q.Statistic+": no share has a number beside a negative value: "+some(len(negative), func(k int) string {
			i, j := negative[k][0], negative[k][1]
			return fmt.Sprintf("%s in %s is %s", p.Label(i), p.Periods[j].Words(), p.Unit.Format(p.Series[i].Values[j]))
		}))
	}
	return group, all
}

func plural(d tradeflow.Dims) string {
	var names []string
	for _, n := range []struct {
		dim  tradeflow.Dims
		name string
	}{{tradeflow.Reporter, "reporters"}, {tradeflow.Partner, "partners"}, {tradeflow.Category, "categories"}, {tradeflow.Commodity, "commodities"}} {
		if d.Has(n.dim) {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " and ")
}
