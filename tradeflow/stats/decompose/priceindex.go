package decompose

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Indices is what PriceIndex returns, by group and period. The panel's first
// column is 100, and Price · Volume / 100 is Value.
type Indices struct {
	Price   *tradeflow.Panel // the unit value index, of the matched items
	Volume  *tradeflow.Panel // 100 · Value / Price
	Value   *tradeflow.Panel // the value of all items, matched or not
	Matched *tradeflow.Panel // what fraction of the value the matched items are, in the period of the comparison where it is less
	Drift   *tradeflow.Panel // Price chained against Price on the fixed base, as a fraction: 0.05 is 5 % higher when chained
}

// PriceIndex returns the price, volume and value indices of the items along over,
// on 100 in the panel's first column; over 0 makes each series an item and a group
// of its own. The price of an item is its unit value, and an item is matched where
// its value and its quantity are known and positive in both periods of a
// comparison: of the first column with each period, or, chained, of each period
// with the next by the calendar, multiplied up. The price index has no number
// (TooFew) where no item is matched; the value index where the value of an item
// is unknown or the base is zero; the volume index where one of the two has none.
// Volume is the value index of all items over the price index, as UNCTAD and
// Eurostat define it: items that are not matched, new ones among them, are
// deflated by the prices of those that are. Amounts are compared per month.
// Source: Export and Import Price Index Manual (IMF and others, 2009); Balk,
// Price and Quantity Index Numbers, 2008; UNCTAD Handbook of Statistics.
//
// It panics for panels that are not of amounts, for an unknown formula, and where
// the World stands beside other economies along over.
func PriceIndex(value, quantity *tradeflow.Panel, over tradeflow.Dims, f Formula, chained bool) Indices {
	const function = "decompose.PriceIndex"
	cells.Amounts(quantity, function)
	if f >= formulaCount {
		panic(function + ": no such formula")
	}
	cells.Amounts(value, function)
	total := cells.Sum(value, over)
	groups := cells.GroupBy(value, over) // in the order of total's series
	unit := tradeflow.Unit{Kind: tradeflow.IndexOf}
	var base []tradeflow.Period
	if len(value.Periods) > 0 {
		base, unit.Name = value.Periods[:1], value.Periods[0].Words()
	}
	name, basis := f.String()+" index of unit values", "fixed base"
	if chained {
		basis = "chained"
	}
	panel := func(name string, unit tradeflow.Unit) *tradeflow.Panel {
		q := cells.ResultOf(value, name, unit, value.Periods, groups.Keys)
		q.Query.By &^= over
		return q
	}
	all := Indices{
		Price:   panel(name+", "+basis, unit),
		Volume:  panel("volume index ("+f.String()+", "+basis+")", unit),
		Value:   panel("value index", unit),
		Matched: panel("matched items ("+basis+")", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "the value of both periods"}),
		Drift:   panel(name+", chained against fixed base", tradeflow.Unit{Kind: tradeflow.Growth}),
	}
	cells.Aggregates(value, function, over, all.Price)
	cells.Remember(all.Price, quantity)
	all.Price.Warn(tradeflow.AboutAmounts, all.Price.Statistic+": "+notPrices)
	if len(base) == 0 {
		return all
	}
	all.Value = stats.Index(total, base...)
	all.Value.Statistic = cells.Called(value, "value index")
	c := comparison{joined: join(value, quantity), formula: f, total: total, sums: cells.Read(total)}
	order := cells.InTime(value)
	for g, members := range groups.Members {
		fixed, chain := c.fixed(g, members), c.chained(g, members, order)
		for j := range value.Periods {
			now := fixed[j]
			if chained {
				now = chain[j]
			}
			cells.Put(&all.Price.Series[g], j, now.price)
			cells.Put(&all.Matched.Series[g], j, now.matched)
			cells.Put(&all.Drift.Series[g], j, drift(chain[j].price, fixed[j].price))
			cells.Put(&all.Volume.Series[g], j, volume(&all.Value.Series[g], j, now.price))
		}
	}
	all.warn(&c)
	return all
}

// volume is 100 · value / price.
func volume(value *tradeflow.Series, j int, price cells.Cell) cells.Cell {
	v := cells.Cell{Value: 100 * (value.Values[j] / price.Value), Status: value.Status[j], Editions: value.Editions[j] | price.Editions}
	if v.Known() {
		v.Status = price.Status
	}
	if !v.Known() {
		v.Value = math.NaN()
	}
	return v.Point()
}

func drift(chain, fixed cells.Cell) cells.Cell {
	d := cells.Cell{Value: chain.Value/fixed.Value - 1, Status: fixed.Status, Editions: chain.Editions | fixed.Editions}
	if d.Known() {
		d.Status = chain.Status
	}
	if !d.Known() {
		d.Value = math.NaN()
	}
	return d.Point()
}

// muchDrift is the distance of the two indices from which a reader is told.
const muchDrift = 0.05

// warn tells the reader of all indices how far they carry.
func (all Indices) warn(c *comparison) {
	c.warn(all.Price)
	worst, at, low := 0.0, [2]int{}, math.Inf(1)
	for g := range all.Price.Series {
		for j := range all.Price.Periods {
			if m := all.Matched.Series[g].Values[j]; !math.IsNaN(m) && all.Price.Series[g].Status[j].HasNumber() {
				low = min(low, m)
			}
			if d := all.Drift.Series[g].Values[j]; math.Abs(d) > math.Abs(worst) {
				worst, at = d, [2]int{g, j}
			}
		}
	}
	name := all.Price.Statistic
	if low <= 1 {
		all.Price.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: from items with a unit value in both periods, which are at least %.1f %% of the value", name, 100*low))
	}
	if math.Abs(worst) > muchDrift {
		all.Price.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: the chained index and the one on a fixed base differ by up to %.1f %% (%s in %s): show both", name, 100*math.Abs(worst), all.Price.Label(at[0]), all.Price.Periods[at[1]].Words()))
	}
	for _, q := range []*tradeflow.Panel{all.Volume, all.Value, all.Matched, all.Drift} {
		cells.Remember(q, all.Price)
	}
}
