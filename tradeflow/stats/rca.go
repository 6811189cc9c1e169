package stats

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// goods are the dimensions that say what is traded.
const goods = tradeflow.Category | tradeflow.Commodity

// RCA returns the revealed comparative advantage of Balassa, a pure number: the
// share of a good in an economy's exports, divided by its share in the reference's;
// above 1, the economy exports more of it than the reference does. p has exports by
// reporter and goods, world the reference by goods; if nil, the reference is the
// sum of all reporters in p. All totals are of the goods listed. A good has no
// number where a part of a total is unknown, where the economy exports nothing
// at all, and where the reference has none of the good (ZeroTotal): that is not 0.
// Source: Balassa, The Manchester School 33 (1965); World Bank, WITS.
//
// It panics for panels that are not of amounts, where p and world do not have the
// same goods dimensions in their keys, and where the World stands beside other
// economies in a total.
func RCA(p, world *tradeflow.Panel) *tradeflow.Panel {
	return advantage(p, world, goods, "stats.RCA", "revealed comparative advantage", func(r float64) float64 { return r })
}

// RSCA returns the symmetric revealed comparative advantage, (RCA − 1)/(RCA + 1),
// a pure number from −1 to 1: 0 is the reference's own share. It has a number
// where RCA has one. Source: Dalum, Laursen and Villumsen, International Review of
// Applied Economics 12 (1998).
func RSCA(p, world *tradeflow.Panel) *tradeflow.Panel {
	return advantage(p, world, goods, "stats.RSCA", "symmetric revealed comparative advantage", func(r float64) float64 { return (r - 1) / (r + 1) })
}

// TradeIntensity returns the trade intensity index, a pure number: the share of a
// partner in an economy's exports, divided by its share in the reference's; above
// 1, they trade more than the partner's weight suggests. p has exports by reporter
// and partner, and world the reference by partner; if nil, it is the sum of all
// reporters in p. The economy's own exports stay in the reference, and so does
// what the world exports to the economy itself, as World Bank WITS has it; authors
// who take them out, as Anderson and Norheim (1993) do, get another number. With
// goods in the keys it is computed good by good. A cell has no number as in RCA.
// Source: World Bank, WITS.
func TradeIntensity(p, world *tradeflow.Panel) *tradeflow.Panel {
	return advantage(p, world, tradeflow.Partner, "stats.TradeIntensity", "trade intensity", func(r float64) float64 { return r })
}

// advantage is a rising function of the quotient of two shares over some dimension:
// of an economy, and of the reference.
func advantage(p, world *tradeflow.Panel, over tradeflow.Dims, function, name string, number func(float64) float64) *tradeflow.Panel {
	ref, by := reference(p, world, over, function)
	own, base := Share(p, over), Share(ref, over)
	q := cells.Result(p, name, tradeflow.Unit{Kind: tradeflow.PlainRatio}, p.Periods)
	explain(q, p, world, over)
	adopt(q, own)
	adopt(q, base)
	if !comparable(q, p, ref) {
		return q
	}
	r, b := cells.Read(own), cells.Read(base)
	at, columns := cells.Places(base), cells.Columns(base, p.Periods)
	var absent []int
	for i := range q.Series {
		n, has := at[q.Series[i].Key.Without(everything&^by)]
		if !has {
			absent = append(absent, i)
		}
		for j := range p.Periods {
			w, k := b.Cell(0, -1), columns[j]
			if has && k >= 0 {
				w = b.Cell(n, k)
				w.Editions = ref.Series[n].Editions[k]
			}
			x := r.Cell(i, j)
			x.Editions = p.Series[i].Editions[j]
			put(p, &q.Series[i], j, w, x, func(w, x cells.Cell) cells.Cell { return relative(w, x, number) })
		}
	}
	slices.SortFunc(absent, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
	if len(absent) > 0 {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: the reference does not list %s", q.Statistic,
			cells.Some(len(absent), func(i int) string { return p.Label(absent[i]) })))
	}
	return q
}

// relative is a rising function of x/w, two shares.
func relative(w, x cells.Cell, number func(float64) float64) cells.Cell {
	c := unknown(first(x.Status, w.Status))
	if c.Known() && w.Value == 0 {
		c.Status = tradeflow.ZeroTotal
		return c
	}
	if c.Known() {
		c.Value = number(x.Value / w.Value)
		if x.Status == tradeflow.Implied && c.Value == 0 {
			c.Status = tradeflow.Implied
		}
	}
	if !x.IsRange() && !w.IsRange() {
		c.Low, c.High = c.Value, c.Value
		return c
	}
	low, high := cells.Quotient(w, x)
	c.Low, c.High = number(low), number(high)
	return c
}

// first returns the first status that has no number, else OK.
func first(list ...tradeflow.Status) tradeflow.Status {
	for _, s := range list {
		if !s.HasNumber() {
			return s
		}
	}
	return tradeflow.OK
}

const everything = tradeflow.Reporter | tradeflow.Partner | goods

// reference returns what the economies in p are measured against, and the
// dimensions in which its keys are matched with theirs: those that both have, and
// never the reporter, over which it is summed.
func reference(p, world *tradeflow.Panel, over tradeflow.Dims, function string) (ref *tradeflow.Panel, by tradeflow.Dims) {
	if world == nil {
		world = p
	}
	cells.Amounts(p, function)
	cells.Amounts(world, function)
	have, its := bothDims(p, world)
	switch {
	case len(p.Series) > 0 && have&over == 0:
		panic(fmt.Sprintf("%s: the keys have no %s: set it in Query.By", function, over))
	case len(p.Series) > 0 && len(world.Series) > 0 && have&over != its&over:
		panic(fmt.Sprintf("%s: panels by %s and by %s cannot be compared: ask for the same Query.By", function, have, its))
	}
	by = have & its &^ tradeflow.Reporter
	cells.Aggregates(p, function, over, p.Empty(nil)) // Share warns, and would panic in its own name
	ref = cells.Sum(world, everything&^by)
	ref.Statistic = "reference"
	cells.Aggregates(world, function, everything&^by, ref)
	return ref, by
}

// explain says what the totals are of, and what the reference is.
func explain(q, p, world *tradeflow.Panel, over tradeflow.Dims) {
	listed := map[tradeflow.Key]bool{}
	reporters := map[tradeflow.Country]bool{}
	for i := range p.Series {
		listed[p.Series[i].Key.Without(everything&^over)] = true
		reporters[p.Series[i].Key.Reporter] = true
	}
	against := "the second panel"
	switch {
	case world == nil && len(reporters) == 1:
		against = "the one reporter listed, which is compared with itself"
	case world == nil:
		against = fmt.Sprintf("the sum of the %d reporters listed", len(reporters))
	case !sameScope(p, world):
		against += ", which was asked for other goods or partners"
	}
	q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: totals are of the %s listed (%d); the reference is %s", q.Statistic, cells.Plural(over&dims(p)), len(listed), against))
}
