package stats

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Sub returns a less b, cell by cell, for the keys of both and the periods of a, in
// their unit; of shares and growth rates in percentage points, as a fraction. A cell
// has no number where either of the two is unknown, and then its status, or where
// only one of the panels has the key or the period (NotReported); panels of different units have no difference at all
// (UnitChange). Warnings and sources are those of both, and warnings say what the
// panels do not have in common. Source: BEA and Census Bureau, FT-900, balance.
func Sub(a, b *tradeflow.Panel) *tradeflow.Panel {
	unit, ok := pointsOf(a.Unit), a.Unit == b.Unit
	return paired(a, b, "difference", "%s less %s", unit, ok, difference)
}

// Ratio returns a over b, cell by cell, for the keys of both and the periods of a: a
// pure number where their units are the same, "USD per kg" where they are different
// amounts. A cell has no number where [Sub] has none, or where b is zero (ZeroTotal),
// negative or below the floor of b's query; zero over something is zero. Units that make no ratio,
// such as an index and an amount, give UnitChange. Warnings and sources are as in
// Sub. Source: the quotient; for panels whose partners were summed away it is the
// ratio of two destinations.
//
// It panics for panels of growth rates or percentage points.
func Ratio(a, b *tradeflow.Panel) *tradeflow.Panel {
	cells.Refuse(a, "stats.Ratio", tradeflow.Growth, tradeflow.Points)
	cells.Refuse(b, "stats.Ratio", tradeflow.Growth, tradeflow.Points)
	unit, ok := tradeflow.Unit{Kind: tradeflow.PlainRatio}, a.Unit == b.Unit
	pure := func(k tradeflow.UnitKind) bool { return k == tradeflow.ShareOf || k == tradeflow.PlainRatio }
	switch {
	case ok:
	case a.Unit.Kind == tradeflow.Amount && b.Unit.Kind == tradeflow.Amount:
		unit, ok = tradeflow.Unit{Kind: tradeflow.PerUnit, Name: a.Unit.Name + " per " + b.Unit.Name}, true
	case pure(a.Unit.Kind) && pure(b.Unit.Kind):
		ok = true
	}
	return paired(a, b, "ratio", "ratio of %s to %s", unit, ok, floored(b, 1, quotient))
}

// paired compares the cells of two panels; both names what comes out where the two
// are of one statistic, and of where not.
func paired(a, b *tradeflow.Panel, both, of string, unit tradeflow.Unit, units bool, compare func(base, x cells.Cell) cells.Cell) *tradeflow.Panel {
	asked := b
	b = cells.WithSums(b, a.Periods)
	keys := union(a, b)
	q := cells.ResultOf(a, both, unit, a.Periods, keys)
	if is, was := described(a, asked), described(asked, a); is != was {
		q.Statistic = fmt.Sprintf(of, is, was)
	}
	adopt(q, asked)
	q.Query.By |= asked.Query.By
	left, right := cells.Beside(a, keys, a.Periods), cells.Beside(b, keys, a.Periods)
	ofBoth := func(y, x cells.Cell) cells.Cell { // of which neither is a base in time
		c := compare(y, x)
		if !(x.Known() && y.Known()) && c.Status != tradeflow.EditionBreak {
			c.Status = first(x.Status, y.Status)
		}
		return c
	}
	for i := range q.Series {
		for j := range q.Periods {
			if !units {
				cells.Put(&q.Series[i], j, unknown(tradeflow.UnitChange))
				continue
			}
			put(a, &q.Series[i], j, right.Cell(i, j), left.Cell(i, j), ofBoth)
		}
	}
	warnOfHalves(a, asked, q, units, left, right)
	if units {
		left.Warn(q)
		right.Warn(q)
	}
	return q
}

// quotient is x/base; zero over something is zero, and what is below zero has a
// ratio as well: a trade balance.
func quotient(base, x cells.Cell) cells.Cell {
	c := unknown(cells.Edge(base, x))
	switch {
	case !base.Known() || !x.Known():
	case base.Value == 0:
		c.Status = tradeflow.ZeroTotal
	case base.Value > 0:
		c.Value, c.Status = x.Value/base.Value, x.Status
	}
	if !base.IsRange() && !x.IsRange() {
		c.Low, c.High = c.Value, c.Value
		return c
	}
	c.Low, c.High = cells.Quotient(base, x)
	if base.Low > 0 && x.Low < 0 {
		c.Low = x.Low / base.Low
	}
	if base.Low > 0 && x.High < 0 {
		c.High = x.High / base.High
	}
	return c
}

// union returns the keys of a and then, in order, those of b only.
func union(a, b *tradeflow.Panel) []tradeflow.Key {
	all := cells.Keys(a)
	n, at := len(all), cells.Places(a)
	for _, s := range b.Series {
		if _, found := at[s.Key]; !found {
			all = append(all, s.Key)
		}
	}
	slices.SortFunc(all[n:], tradeflow.Key.Compare)
	return all
}
