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
// the reader of q is told. So is he where the World is all that a sum is of: its
// share is 1, and says nothing.
func aggregates(p *tradeflow.Panel, function string, over tradeflow.Dims, q *tradeflow.Panel) {
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
		doubtful, alone := map[string]bool{}, false
		for _, s := range p.Series {
			c := side(s.Key)
			switch {
			case !c.IsAggregate():
			case c == tradeflow.World && beside[s.Key.Without(d)] == 1:
				alone = true
			case c == tradeflow.World:
				panic(function + ": the World stands beside the economies that it contains: leave it out with Panel.Only")
			case beside[s.Key.Without(d)] > 1:
				doubtful[c.Name()] = true
			}
		}
		if len(doubtful) > 0 {
			names := slices.Sorted(maps.Keys(doubtful))
			q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: %s stands for several economies: where they are listed beside it, the total counts them twice",
				q.Statistic, cells.Some(len(names), func(i int) string { return names[i] })))
		}
		if alone {
			q.Warn(tradeflow.AboutTotals, q.Statistic+": the World is listed as if it were one economy, and is a total by itself")
		}
	}
}
