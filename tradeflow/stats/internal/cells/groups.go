package cells

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Groups sorts series into those that agree in all but some dimensions.
type Groups struct {
	Keys    []tradeflow.Key // of the groups, in order, without those dimensions
	Of      []int           // the group of each series
	Members [][]int         // the series of each group, in key order
}

// GroupBy groups the series of p by what is left of their keys without over. In
// key order, so that sums have the same bits whatever the order of the series.
func GroupBy(p *tradeflow.Panel, over tradeflow.Dims) Groups {
	order := make([]int, len(p.Series))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
	g := Groups{Of: make([]int, len(p.Series))}
	at := map[tradeflow.Key]int{}
	for _, i := range order {
		k := p.Series[i].Key.Without(over)
		n, known := at[k]
		if !known {
			n = len(g.Keys)
			at[k] = n
			g.Keys = append(g.Keys, k)
			g.Members = append(g.Members, nil)
		}
		g.Members[n] = append(g.Members[n], i)
	}
	slices.SortFunc(g.Members, func(a, b []int) int {
		return p.Series[a[0]].Key.Without(over).Compare(p.Series[b[0]].Key.Without(over))
	})
	for n, members := range g.Members {
		g.Keys[n] = p.Series[members[0]].Key.Without(over)
		for _, i := range members {
			g.Of[i] = n
		}
	}
	return g
}

// Places returns where the series of each key stands in p.
func Places(p *tradeflow.Panel) map[tradeflow.Key]int {
	at := make(map[tradeflow.Key]int, len(p.Series))
	for i := range p.Series {
		at[p.Series[i].Key] = i
	}
	return at
}
