package stats

import (
	"cmp"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// UnitValue returns the value of a unit of quantity, such as "USD per kg", joined
// by key and period. A unit value is not a price: it also moves with the mix of
// goods, qualities and partners inside a key, and a warning says so. To compare
// sums, use those of matched items (Matched), and sum before dividing: unit values
// never add up. A cell has no number where the value or the quantity is unknown or
// absent, or negative, and where the quantity is zero (ZeroTotal), which in trade
// data is a missing weight as a rule. Sources: IMF and others, Export and Import
// Price Index Manual (2009), chapter 2; Silver, Review of Income and Wealth 56,
// S1 (2010).
//
// It panics for panels that are not of amounts, and for panels with different
// dimensions in their keys.
func UnitValue(value, quantity *tradeflow.Panel) *tradeflow.Panel {
	const function = "stats.UnitValue"
	cells.Amounts(value, function)
	cells.Amounts(quantity, function)
	alike(function, value, quantity)
	join := cells.JoinByKey(value, quantity)
	unit := tradeflow.Unit{Kind: tradeflow.PerUnit, Name: value.Unit.Name + " per " + cmp.Or(quantity.Unit.Name, "unit")}
	q := cells.ResultOf(value, "unit value", unit, join.Periods, join.Keys)
	adopt(q, quantity)
	q.Warn(tradeflow.AboutAmounts, q.Statistic+": a unit value is not a price: it also moves with the mix of goods inside it")
	for i := range q.Series {
		for j := range q.Periods {
			put(value, &q.Series[i], j, join.Right.Cell(i, j), join.Left.Cell(i, j), perUnit)
		}
	}
	join.Left.Warn(q)
	join.Right.Warn(q)
	return q
}

// perUnit is v/n.
func perUnit(n, v cells.Cell) cells.Cell {
	c := unknown(first(v.Status, n.Status))
	switch {
	case !c.Known():
	case v.Value < 0 || n.Value < 0:
		c.Status = tradeflow.BaseNonPositive
		return c
	case n.Value == 0:
		c.Status = tradeflow.ZeroTotal
		return c
	default:
		c.Value = v.Value / n.Value
	}
	if c.Low, c.High = c.Value, c.Value; v.IsRange() || n.IsRange() {
		c.Low, c.High = cells.Quotient(n, v)
	}
	return c
}
