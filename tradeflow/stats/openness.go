package stats

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Openness returns trade openness as a fraction of the gross domestic product: half
// the sum of exports and imports, divided by the product, which may be above 1.
// gdp is by reporter, in the currency of the trade. Exports and imports are joined
// by key and period, and have the product of their reporter. A cell has no number
// where one of the three is unknown or absent, and where the product is not above
// zero. Source: UNCTAD, Handbook of Statistics; others leave the half out.
//
// It panics for panels that are not of amounts, and where exports and imports have
// different dimensions in their keys, or gdp has one that they have not.
func Openness(exports, imports, gdp *tradeflow.Panel) *tradeflow.Panel {
	return withThird(exports, imports, gdp, "stats.Openness", "trade openness", "gross domestic product", func(x, m, y cells.Cell) cells.Cell {
		c := unknown(first(x.Status, m.Status, y.Status))
		if c.Known() && y.Value <= 0 {
			c.Status = notAbove(y.Value)
			return c
		}
		if c.Known() {
			c.Value = (x.Value + m.Value) / 2 / y.Value
		}
		if c.Low, c.High = c.Value, c.Value; x.IsRange() || m.IsRange() || y.IsRange() {
			both := cells.Cell{Low: (x.Low + m.Low) / 2, High: (x.High + m.High) / 2}
			c.Low, c.High = cells.Quotient(y, both)
		}
		return c
	})
}

// NetImportReliance returns net imports as a fraction of apparent consumption,
// (M − X)/(production + M − X): 1 where nothing is produced, below 0 for a net
// exporter. production is by reporter and goods, in the unit of the trade (kg, as
// a rule), and net of changes in stocks where they are known. A cell has no number
// where one of the three is unknown or absent, and where apparent consumption is
// not above zero. Source: US Geological Survey, Mineral Commodity Summaries, which
// adjusts imports less exports for changes in stocks. It panics as Openness does.
func NetImportReliance(exports, imports, production *tradeflow.Panel) *tradeflow.Panel {
	return withThird(exports, imports, production, "stats.NetImportReliance", "net import reliance", "apparent consumption", func(x, m, y cells.Cell) cells.Cell {
		c := unknown(first(x.Status, m.Status, y.Status))
		if total := y.Value + m.Value - x.Value; c.Known() && total <= 0 {
			c.Status = notAbove(total)
			return c
		} else if c.Known() {
			c.Value = (m.Value - x.Value) / total
		}
		if c.Low, c.High = c.Value, c.Value; x.IsRange() || m.IsRange() || y.IsRange() {
			c.Low, c.High = math.NaN(), math.NaN()
			if low := m.Low - x.High; y.Low >= 0 && y.Low+low > 0 {
				high := m.High - x.Low
				a, b := low/(y.Low+low), low/(y.High+low)
				d, e := high/(y.Low+high), high/(y.High+high)
				c.Low, c.High = min(a, b), max(d, e) // it rises with net imports; with production, either way
			}
		}
		return c
	})
}

// notAbove says why there is no fraction of a total.
func notAbove(total float64) tradeflow.Status {
	if total == 0 {
		return tradeflow.ZeroTotal
	}
	return tradeflow.BaseNonPositive
}

// withThird joins exports and imports by key with a third panel that has some of
// their dimensions, and computes a fraction of something.
func withThird(exports, imports, third *tradeflow.Panel, function, name, of string, compute func(x, m, y cells.Cell) cells.Cell) *tradeflow.Panel {
	for _, p := range []*tradeflow.Panel{exports, imports, third} {
		cells.Amounts(p, function)
	}
	alike(function, exports, imports)
	by, its := bothDims(third, exports)
	if more := by &^ its; more != 0 && len(exports.Series) > 0 {
		panic(function + ": the third panel is by " + more.String() + ", and the first is not")
	}
	exports, third, _ = cells.Level(exports, third)
	imports, third, _ = cells.Level(imports, third)
	join := cells.JoinByKey(exports, imports)
	whole := slices.DeleteFunc(slices.Clone(join.Periods), func(t tradeflow.Period) bool { // without the parts of what the third panel has whole
		return !slices.Contains(third.Periods, t) && slices.ContainsFunc(third.Periods, func(u tradeflow.Period) bool { return u.Contains(t) && slices.Contains(join.Periods, u) })
	})
	join = cells.Join{Keys: join.Keys, Periods: whole, Left: cells.Beside(join.Left.Panel, join.Keys, whole), Right: cells.Beside(join.Right.Panel, join.Keys, whole)}
	keys := make([]tradeflow.Key, len(join.Keys))
	for i, k := range join.Keys {
		keys[i] = k.Without(everything &^ by)
	}
	y := cells.Beside(third, keys, join.Periods)
	q := cells.ResultOf(exports, name, tradeflow.Unit{Kind: tradeflow.ShareOf, Name: of}, join.Periods, join.Keys)
	directed(q, exports, tradeflow.Export)
	directed(q, imports, tradeflow.Import)
	adopt(q, imports)
	adopt(q, third)
	if !comparable(q, exports, imports) || !comparable(q, exports, third) {
		return q
	}
	for i := range q.Series {
		for j := range q.Periods {
			x, m, y := join.Left.Cell(i, j), join.Right.Cell(i, j), y.Cell(i, j)
			c := compute(x, m, y)
			if !cells.SameGoods(exports, q.Series[i].Key, x.Editions, m.Editions) {
				c = unknown(tradeflow.EditionBreak)
			}
			c.Editions = x.Editions | m.Editions
			cells.Put(&q.Series[i], j, c)
		}
	}
	join.Left.Warn(q)
	join.Right.Warn(q)
	y.Warn(q)
	return q
}
