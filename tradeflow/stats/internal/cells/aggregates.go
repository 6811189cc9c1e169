package cells

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Aggregates looks for totals beside their parts in the sums over the given
// dimensions. The World beside others in one of them counts twice for certain, and
// is refused: only a Query that names it puts it there. The European Union beside
// China does not; beside Germany it does; the reader of q is told. A sum may be of
// the World alone, which is returned.
func Aggregates(p *tradeflow.Panel, function string, over tradeflow.Dims, q *tradeflow.Panel) (alone bool) {
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
		first, several := map[tradeflow.Key]tradeflow.Country{}, map[tradeflow.Key]bool{} // economies, by total
		for _, s := range p.Series {
			total := s.Key.Without(over)
			if c, known := first[total]; known && c != side(s.Key) {
				several[total] = true
			}
			first[total] = side(s.Key)
		}
		doubtful := map[string]bool{}
		for _, s := range p.Series {
			c, beside := side(s.Key), several[s.Key.Without(over)]
			switch {
			case c == tradeflow.World && beside:
				panic(function + ": the World stands beside the economies that it contains: leave it out with Panel.Only")
			case c == tradeflow.World:
				alone = true
			case c.IsAggregate() && beside:
				doubtful[c.Name()] = true
			}
		}
		if len(doubtful) > 0 {
			names := slices.Sorted(maps.Keys(doubtful))
			q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: %s stands for several economies: where they are listed beside it, the total counts them twice",
				q.Statistic, Some(len(names), func(i int) string { return names[i] })))
		}
	}
	return alone
}
