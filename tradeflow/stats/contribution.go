package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Contribution returns what each series adds to the growth of its total over the
// dimensions of over, in percentage points as a fraction: its change on the period
// so many months earlier, over the total of then. The contributions of all members
// sum to the growth of the total; new members and those that ceased have theirs, as
// any. None has a number where a member's base is unknown, or where the total of
// then is zero (ZeroTotal), negative, below Query.Floor or a wide range; one has
// none where itself is unknown. Source: BEA, contributions to percent change, here in
// current prices.
//
// It panics without a dimension, where months is not positive, for a panel that is
// not of amounts, and where the World stands beside single economies.
func Contribution(p *tradeflow.Panel, over tradeflow.Dims, months int) *tradeflow.Panel {
	const function = "stats.Contribution"
	if over == 0 {
		panic(function + ": over no dimension: every series would be its own total")
	}
	cells.Amounts(p, function)
	periods, bases := back(p, function, months)
	name := "contribution to the change on " + earlier(months) + cells.Unadjusted(p, bases, periods)
	p = cells.WithSums(p, bases)
	now, then := cells.Columns(p, periods), cells.Columns(p, bases)
	q := cells.Result(p, name, tradeflow.Unit{Kind: tradeflow.Points}, periods)
	cells.Against(q, func(j int) []tradeflow.Period { return bases[j : j+1] })
	aggregates(p, function, over, q)
	r := cells.Read(p)
	totals := make([]cells.Cell, len(periods))
	var total cells.Cell
	compare := func(base, x cells.Cell) cells.Cell { return contribution(total, base, x) }
	groups := cells.GroupBy(p, over)
	for g, members := range groups.Members {
		for j := range totals {
			totals[j] = totalBase(p, groups.Keys[g], members, then[j])
		}
		for _, i := range members {
			for j := range periods {
				total = totals[j]
				put(p, &q.Series[i], j, r.Cell(i, then[j]), r.Cell(i, now[j]), compare)
			}
		}
	}
	r.Warn(q)
	return q
}

// totalBase adds up the members in column j: a total to divide by, or why none. The
// key is what they have in common.
func totalBase(p *tradeflow.Panel, key tradeflow.Key, members []int, j int) cells.Cell {
	if j < 0 {
		return unknown(tradeflow.BaseMissing)
	}
	t := cells.Cell{Status: tradeflow.OK}
	for _, i := range members {
		s := &p.Series[i]
		switch {
		case t.Status == tradeflow.EditionBreak:
		case s.Status[j] == tradeflow.EditionBreak || s.Status[j] == tradeflow.NotInNomenclature:
			t.Status = tradeflow.EditionBreak
		case t.Known() && !s.Status[j].HasNumber():
			t.Status = s.Status[j]
		}
		low, high := s.Bounds(j)
		t.Low, t.High = t.Low+low, t.High+high
		t.Editions |= s.Editions[j]
	}
	if !cells.SameGoods(p, key, t.Editions, t.Editions) { // the members declare different goods under one number
		t.Status = tradeflow.EditionBreak
	}
	t.Value = t.Low
	switch t.Status = cells.Missing(t.Status, tradeflow.OK); {
	case !t.Known():
		return unknown(t.Status)
	case cells.Wide(t.Low, t.High, cells.Tolerance(p)):
		t.Status = tradeflow.EditionBreak
	case t.Value == 0:
		t.Status = tradeflow.ZeroTotal
	case t.Value < 0:
		t.Status = tradeflow.BaseNonPositive
	case t.Value < p.Query.Floor:
		return unknown(tradeflow.BelowFloor)
	}
	return t
}

// contribution is (x − base)/total, base being a part of the total: least and most
// at the ends of base and of the rest, as it moves one way along each.
func contribution(total, base, x cells.Cell) cells.Cell {
	c := unknown(total.Status)
	if total.Known() {
		c.Status = cells.Missing(base.Status, x.Status)
	}
	if c.Known() {
		c.Value, c.Status = (x.Value-base.Value)/total.Value, tradeflow.OK
	}
	if !total.IsRange() && !x.IsRange() {
		c.Low, c.High = c.Value, c.Value
		return c
	}
	rest := [2]float64{total.Low - base.Low, total.High - base.High}
	low, high := math.Inf(1), math.Inf(-1)
	for _, b := range [2]float64{base.Low, base.High} {
		for _, o := range rest {
			if !(b+o > 0) {
				return c
			}
			low, high = min(low, (x.Low-b)/(b+o)), max(high, (x.High-b)/(b+o))
		}
	}
	c.Low, c.High = low, high
	return c
}
