package stats

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// aggregates looks for totals beside their parts in the sums over the given
// dimensions. The World beside anything counts twice for certain, and is
// refused. The European Union beside China does not; beside Germany it does;
// the reader of q is told.
func aggregates(p *tradeflow.Panel, over tradeflow.Dims, q *tradeflow.Panel) {
	for _, d := range []tradeflow.Dims{tradeflow.Reporter, tradeflow.Partner} {
		if !over.Has(d) {
			continue
		}
		side := func(k tradeflow.Key) tradeflow.Country {
			if d == tradeflow.Reporter {
				return k.Reporter
			}
			return k.Partner
		}
		if !slices.ContainsFunc(p.Series, func(s tradeflow.Series) bool { return side(s.Key).IsAggregate() }) {
			continue
		}
		beside := map[tradeflow.Key]int{}
		for _, s := range p.Series {
			beside[s.Key.Without(d)]++
		}
		doubtful := map[string]bool{}
		for _, s := range p.Series {
			c := side(s.Key)
			switch {
			case !c.IsAggregate() || beside[s.Key.Without(d)] == 1:
			case c == tradeflow.World:
				panic("stats.Share: the World stands beside the economies that it contains: leave it out with Panel.Only")
			default:
				doubtful[c.Name()] = true
			}
		}
		if len(doubtful) > 0 {
			names := slices.Sorted(maps.Keys(doubtful))
			q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: %s stands for several economies: where they are listed beside it, the total counts them twice",
				q.Statistic, cells.Some(len(names), func(i int) string { return names[i] })))
		}
	}
}
