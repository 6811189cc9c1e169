package stats

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// whole is a panel of totals, and the way from a part to its total.
type whole struct {
	panel *tradeflow.Panel
	read  *cells.Reader
	at    map[tradeflow.Key]int
	over  tradeflow.Dims // in which all keys of the totals are empty, or the same aggregate
	set   tradeflow.Key  // those aggregates
	name  string         // of the denominator
	same  bool           // whether parts and totals are in one unit
}

// wholeOf takes total as the totals of the numbers in p. A period that total has
// in parts only, such as January and February, is added up.
func wholeOf(p, total *tradeflow.Panel, function string) *whole {
	cells.Amounts(p, function)
	cells.Amounts(total, function)
	total = cells.WithSums(total, p.Periods)
	w := &whole{panel: total, read: cells.Read(total), at: cells.Places(total), same: p.Unit == total.Unit}
	var names []string
	for _, d := range []tradeflow.Dims{tradeflow.Reporter, tradeflow.Partner, tradeflow.Category, tradeflow.Commodity} {
		only := func(k tradeflow.Key) tradeflow.Key { return k.Without(allDims &^ d) }
		one := tradeflow.Key{}
		if len(total.Series) > 0 {
			one = only(total.Series[0].Key)
		}
		aggregate := cmp.Or(one.Reporter, one.Partner)
		if one != (tradeflow.Key{}) && !aggregate.IsAggregate() || slices.ContainsFunc(total.Series, func(s tradeflow.Series) bool { return only(s.Key) != one }) {
			continue
		}
		w.over |= d
		w.set.Reporter += one.Reporter
		w.set.Partner += one.Partner
		switch {
		case aggregate != "":
			names = append(names, aggregate.Name())
		case slices.ContainsFunc(p.Series, func(s tradeflow.Series) bool { return only(s.Key) != tradeflow.Key{} }):
			names = append(names, "the total over "+cells.Plural(d))
		}
	}
	w.name = cmp.Or(strings.Join(names, ", "), total.Statistic, "the total")
	return w
}

const allDims = tradeflow.Reporter | tradeflow.Partner | tradeflow.Category | tradeflow.Commodity

// of returns the series of the total of which k is a part, or -1.
func (w *whole) of(k tradeflow.Key) int {
	k = k.Without(w.over)
	k.Reporter += w.set.Reporter
	k.Partner += w.set.Partner
	if g, ok := w.at[k]; ok {
		return g
	}
	return -1
}

// cell returns the total of series g in a column; g and the column may be -1.
func (w *whole) cell(g, j int) cells.Cell {
	if g < 0 {
		j = -1
	}
	return w.read.Cell(g, j)
}

// members returns the series of p in each total, in key order.
func (w *whole) members(p *tradeflow.Panel) [][]int {
	all := make([][]int, len(w.panel.Series))
	for _, one := range cells.GroupBy(p, 0).Members {
		for _, i := range one {
			if g := w.of(p.Series[i].Key); g >= 0 {
				all[g] = append(all[g], i)
			}
		}
	}
	return all
}

// tell passes on what the totals know of themselves, and says where parts and
// totals do not fit.
func (w *whole) tell(p, q *tradeflow.Panel) {
	t := w.panel
	cells.Remember(q, t)
	if !w.same {
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: nothing is computed, as the parts are in %s and the total in %s", q.Statistic, p.Unit, t.Unit))
	}
	if a, b := p.Query.Direction, t.Query.Direction; a != b && a != 0 && b != 0 {
		q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: the parts are %ss, the total is of %ss", q.Statistic, a, b))
	}
	if a, b := p.Valuation, t.Valuation; a != b && a != "" && b != "" {
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: the parts are valued %s, the total %s", q.Statistic, a, b))
	}
	var lone []int
	for i := range p.Series {
		if w.of(p.Series[i].Key) < 0 {
			lone = append(lone, i)
		}
	}
	slices.SortFunc(lone, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
	if len(lone) > 0 {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: no total for %s", q.Statistic, cells.Some(len(lone), func(k int) string { return p.Label(lone[k]) })))
	}
}
