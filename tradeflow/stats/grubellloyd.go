package stats

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// GrubelLloyd returns the index of intra-industry trade, a pure number from 0 (each
// good goes one way only) to 1 (as much of each is exported as imported):
// 1 − Σ|X − M|/Σ(X + M). The sums run over the goods in over, which vanish from
// the keys; with 0 the index is that of each cell. It is the mean of the goods'
// indices weighted by their trade, not their simple mean, and it is larger the
// coarser the goods are. Exports and imports are those of the same reporter, joined
// by key and period. What one panel does not list is a zero in the periods for
// which its reporter has some number, and a warning counts such keys; else, and
// where any part is unknown, there is no number. Nor is there one where nothing is
// traded (ZeroTotal). Source: Grubel and Lloyd, Intra-Industry Trade (1975).
//
// It panics for panels that are not of amounts, for panels with different
// dimensions in their keys, and for dimensions of over that are not of goods.
func GrubelLloyd(exports, imports *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	t := twoWay(exports, imports, over, "stats.GrubelLloyd", "intra-industry trade (Grubel-Lloyd)")
	t.fill(t.join.Periods, func(i, j int) (x, m cells.Cell, same bool) {
		x, m = t.join.Left.Cell(i, j), t.join.Right.Cell(i, j)
		return t.positive(x), t.positive(m), cells.SameGoods(exports, t.join.Keys[i], x.Editions, m.Editions)
	})
	return t.q
}

// MarginalIIT returns Brülhart's index A of marginal intra-industry trade, a pure
// number from 0 (exports and imports of each good change one way only) to 1 (they
// change alike): 1 − Σ|ΔX − ΔM|/Σ(|ΔX| + |ΔM|), Δ being the change from the first
// column of exports, which is left out. Sums over goods, joins and zeros are as in
// GrubelLloyd; the index of several goods is their mean weighted by |ΔX| + |ΔM|.
// Amounts are as the panels have them: deflate them first to compare real changes.
// There is no number where a part is unknown in either period, where a commodity
// stands for other goods in them (EditionBreak), and where nothing has changed
// (ZeroTotal). Source: Brülhart, Weltwirtschaftliches Archiv 130 (1994). It panics
// as GrubelLloyd does.
func MarginalIIT(exports, imports *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	name := "marginal intra-industry trade (Brülhart A)"
	if len(exports.Periods) == 0 {
		return twoWay(exports, imports, over, "stats.MarginalIIT", name).q
	}
	base := exports.Periods[0]
	t := twoWay(exports, imports, over, "stats.MarginalIIT", name+" since "+base.Words())
	var later []tradeflow.Period
	from := 0
	var columns []int
	for j, period := range t.join.Periods {
		if period == base {
			from = j
			continue
		}
		later, columns = append(later, period), append(columns, j)
	}
	t.fill(later, func(i, j int) (x, m cells.Cell, same bool) {
		k, l, r := t.join.Keys[i], t.join.Left, t.join.Right
		x0, x1, m0, m1 := l.Cell(i, from), l.Cell(i, columns[j]), r.Cell(i, from), r.Cell(i, columns[j])
		same = cells.SameGoods(exports, k, x0.Editions|m0.Editions, x1.Editions|m1.Editions)
		return changed(x0, x1), changed(m0, m1), same
	})
	return t.q
}

// changed is the difference of two cells, with the editions of both.
func changed(base, x cells.Cell) cells.Cell {
	c := difference(base, x)
	c.Editions = base.Editions | x.Editions
	return c
}

// flows is exports beside imports, added up over goods.
type flows struct {
	q        *tradeflow.Panel
	join     cells.Join
	over     tradeflow.Dims
	alike    bool // in one unit
	negative int
}

func twoWay(exports, imports *tradeflow.Panel, over tradeflow.Dims, function, name string) *flows {
	cells.Amounts(exports, function)
	cells.Amounts(imports, function)
	if over&^goods != 0 {
		panic(fmt.Sprintf("%s: over %s: sum over partners first, and add up goods only", function, over))
	}
	alike(function, exports, imports)
	t := &flows{join: cells.JoinByKey(exports, imports), over: over}
	t.q = cells.ResultOf(exports, name, tradeflow.Unit{Kind: tradeflow.PlainRatio}, nil, nil)
	t.q.Query.By &^= over
	directed(t.q, exports, tradeflow.Export)
	directed(t.q, imports, tradeflow.Import)
	adopt(t.q, imports)
	if over != 0 {
		t.q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: of the %s listed, weighted by their trade", t.q.Statistic, cells.Plural(over)))
	}
	t.zeros(exports, imports)
	t.alike = exports.Unit == imports.Unit || len(exports.Series) == 0 || len(imports.Series) == 0
	if !t.alike {
		comparable(t.q, exports, imports) // which says so
	}
	return t
}

// zeros settles what a key means that only one panel has.
func (t *flows) zeros(exports, imports *tradeflow.Panel) {
	same := sameScope(exports, imports)
	if same {
		t.join.Left.AbsentIsZero()
		t.join.Right.AbsentIsZero()
	}
	what := "count as zeros in the periods for which their reporter has a number"
	if !same {
		what = "are unknown, as the panels were asked for different goods or partners"
	}
	for _, side := range []struct {
		name string
		*cells.Side
	}{{"exports", t.join.Left}, {"imports", t.join.Right}} {
		var absent []int
		for i := range t.join.Keys {
			if !side.Has(i) {
				absent = append(absent, i)
			}
		}
		if len(absent) > 0 {
			named := &tradeflow.Panel{Query: t.q.Query}
			for _, k := range t.join.Keys {
				named.Series = append(named.Series, tradeflow.Series{Key: k})
			}
			t.q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: the %s do not list %s: they %s", t.q.Statistic, side.name,
				cells.Some(len(absent), func(n int) string { return named.Label(absent[n]) }), what))
		}
	}
}

// positive makes a negative amount unknown: no index of trade has a meaning for it.
func (t *flows) positive(c cells.Cell) cells.Cell {
	if c.Value < 0 || c.Low < 0 {
		t.negative++
		return unknown(tradeflow.BaseNonPositive)
	}
	return c
}

// fill computes 1 − Σ|x − m|/Σ(|x| + |m|) for each group of keys and each period.
func (t *flows) fill(periods []tradeflow.Period, read func(i, j int) (x, m cells.Cell, same bool)) {
	keys := &tradeflow.Panel{}
	for _, k := range t.join.Keys {
		keys.Series = append(keys.Series, tradeflow.Series{Key: k})
	}
	groups := cells.GroupBy(keys, t.over)
	t.q.Periods = periods
	for g, k := range groups.Keys {
		s := tradeflow.NewSeries(k, len(periods), tradeflow.UnitChange)
		for j := range periods {
			if !t.alike {
				continue
			}
			var apart, both cells.Cell
			for _, i := range groups.Members[g] {
				x, m, same := read(i, j)
				if !same {
					x = unknown(tradeflow.EditionBreak)
				}
				apart.Status = first(apart.Status, x.Status, m.Status)
				plus(&apart, x, m)
				xLow, xHigh := distance(x, cells.Cell{})
				mLow, mHigh := distance(m, cells.Cell{})
				both.Value += math.Abs(x.Value) + math.Abs(m.Value)
				both.Low += xLow + mLow
				both.High += xHigh + mHigh
			}
			cells.Put(&s, j, overlap(apart, both))
		}
		t.q.Series = append(t.q.Series, s)
	}
	t.join.Left.Warn(t.q)
	t.join.Right.Warn(t.q)
	if t.negative > 0 {
		t.q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: no number beside a negative value, of which there are %d", t.q.Statistic, t.negative))
	}
}

// overlap is 1 − apart/both.
func overlap(apart, both cells.Cell) cells.Cell {
	c := unknown(apart.Status)
	c.Editions = apart.Editions
	switch {
	case c.Known() && both.Value == 0:
		c.Status = tradeflow.ZeroTotal
	case c.Known():
		c.Value = max(0, 1-apart.Value/both.Value)
	}
	if both.High > 0 && (apart.IsRange() || both.IsRange() || both.Low < both.High) {
		c.Low, c.High = 0, min(1, 1-apart.Low/both.High)
		if both.Low > 0 {
			c.Low = max(0, 1-apart.High/both.Low)
		}
	} else {
		c.Low, c.High = c.Value, c.Value
	}
	return c
}
