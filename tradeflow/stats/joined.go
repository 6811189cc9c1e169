package stats

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// described names what p holds, with its direction where that of other is another:
// "export value".
func described(p, other *tradeflow.Panel) string {
	name := cmp.Or(p.Statistic, p.Query.Measure.String())
	if p.Query.Direction != other.Query.Direction && p.Query.Direction != 0 {
		return p.Query.Direction.String() + " " + name
	}
	return name
}

// warnOfHalves tells the reader of q what a and b do not have in common.
func warnOfHalves(a, b, q *tradeflow.Panel, units bool, left, right *cells.Side) {
	if !units {
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: nothing is computed from numbers in %s and in %s", q.Statistic, a.Unit, b.Unit))
	}
	if x, y := a.Query.Edition, b.Query.Edition; x != y && x != 0 && y != 0 && q.Query.By.Has(tradeflow.Commodity) {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: the first commodities are those of %s, the second of %s", q.Statistic, x, y))
	}
	if x, y := a.Query.Scheme, b.Query.Scheme; x != y && x != nil && y != nil && x.Hash() != y.Hash() && q.Query.By.Has(tradeflow.Category) {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: the first categories are those of %s %s, the second of %s %s", q.Statistic, x.Name(), x.Version(), y.Name(), y.Version()))
	}
	only := func(which string, other *cells.Side) {
		var lacking []int
		for i := range q.Series {
			if !other.Has(i) {
				lacking = append(lacking, i)
			}
		}
		slices.SortFunc(lacking, func(i, j int) int { return q.Series[i].Key.Compare(q.Series[j].Key) })
		if len(lacking) > 0 {
			q.Warn(tradeflow.AboutCoverage, q.Statistic+": in the "+which+" panel only: "+cells.Some(len(lacking), func(n int) string { return q.Label(lacking[n]) }))
		}
	}
	only("first", right)
	only("second", left)
	absent := slices.DeleteFunc(slices.Clone(q.Periods), func(t tradeflow.Period) bool { return slices.Contains(right.Panel.Periods, t) })
	if len(absent) > 0 {
		q.Warn(tradeflow.AboutCoverage, q.Statistic+": the second panel does not have "+cells.Some(len(absent), func(n int) string { return absent[n].Words() }))
	}
}
