package decompose

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Order is which of the two structures MarketShare looks at first. What the first
// one explains, the second cannot: the same flows give other effects.
type Order uint8

const (
	Shapley        Order = iota // the mean of both orders, which prefers neither
	CommodityFirst              // commodity (r_i − r)V_ij, then market (r_ij − r_i)V_ij: Leamer and Stern
	MarketFirst                 // market (r_j − r)V_ij, then commodity (r_ij − r_j)V_ij
)

// String names the order: "mean of both orders", "commodity first", "market first".
func (o Order) String() string {
	names := [...]string{Shapley: "mean of both orders", CommodityFirst: "commodity first", MarketFirst: "market first"}
	if int(o) >= len(names) {
		return "unknown order"
	}
	return names[o]
}

// MarketShare explains the change of each export flow V_ij, of good i to market
// j, since the panel's first column, in the panel's own unit, by five effects
// that add up to it (constant market share analysis): growth, what it would have
// changed at the growth r of world exports; commodity and market, what it
// changed more because exports of its good and to its market grew faster than
// the world's, in the given order; competitive, what it grew more than world
// exports of the good to the market; and entry, all of the change where the world
// exported nothing in the base period, so that there is no rate. The total of an
// economy is d.Sum over commodities, categories and partners. The world is the
// sum of its panel over reporters, and the totals r, r_i and r_j are those of all
// goods and markets in that panel. A change has no number where it or one of
// these rates is unknown. Source: Leamer and Stern, Quantitative International
// Economics, 1970; Richardson, Journal of International Economics 1, 1971.
//
// It panics for panels that are not of amounts, for an unknown order, and where the
// World stands beside other economies of the world panel.
func MarketShare(p, world *tradeflow.Panel, order Order) Decomposition {
	const function = "decompose.MarketShare"
	cells.Amounts(p, function)
	if order > MarketFirst {
		panic(function + ": no such order")
	}
	d := begin(p, cells.Keys(p), "constant market share, "+order.String(),
		Effect{Name: "growth", Note: "base times the growth of world exports"},
		Effect{Name: "commodity", Note: "base times what world exports of the good grew more"},
		Effect{Name: "market", Note: "base times what world exports to the market grew more"},
		Effect{Name: "competitive", Note: "change beyond the growth of world exports of the good to the market"},
		Effect{Name: "entry", Note: "all of the change where world exports were zero in the base period"})
	cells.Amounts(world, function)
	cells.Aggregates(world, function, tradeflow.Reporter, d.Change)
	flows := cells.Sum(world, tradeflow.Reporter)
	cells.Aggregates(flows, function, tradeflow.Partner, d.Change)
	of := func(sum *tradeflow.Panel) rates { return ratesOf(sum, p.Periods, d.Change, "world") }
	rates := [...]rates{of(flows), of(cells.Sum(flows, tradeflow.Partner)), of(cells.Sum(flows, goods)), of(cells.Sum(flows, tradeflow.Partner|goods))}
	mixed := units(d.Change, p, world, "the world")
	cells.Remember(d.Change, world)
	r, unexplained := cells.Read(p), 0
	for i, s := range p.Series {
		flow := s.Key.Without(tradeflow.Reporter)
		rows := [...]int{rates[0].row(flow), rates[1].row(flow.Without(tradeflow.Partner)), rates[2].row(flow.Without(goods)), rates[3].row(tradeflow.Key{})}
		for j := range d.Change.Periods {
			base := r.Cell(i, 0)
			c := changed(p, s.Key, base, r.Cell(i, j+1))
			known := c.Known()
			var g [4]float64 // r_ij, r_i, r_j, r
			entry := false
			switch {
			case !known:
			case mixed:
				c.Status = tradeflow.UnitChange
			case base.Value < 0:
				c.Status = tradeflow.BaseNonPositive
			default:
				for k := range rates {
					rate := rates[k].of(rows[k], j+1)
					g[k] = rate.Value
					if k == 0 && rate.Status == tradeflow.ZeroTotal {
						entry = true
						break
					}
					if !rate.Known() {
						c.Status = rate.Status
						break
					}
				}
			}
			if known && !c.Known() {
				unexplained++
			}
			if entry {
				d.put(i, j, c, 0, 0, 0, 0, c.Value)
				continue
			}
			v := base.Value
			commodity, market := v*(g[1]-g[3]), v*(g[0]-g[1])
			switch order {
			case MarketFirst:
				commodity, market = v*(g[0]-g[2]), v*(g[2]-g[3])
			case Shapley:
				commodity, market = (commodity+v*(g[0]-g[2]))/2, (market+v*(g[2]-g[3]))/2
			}
			d.put(i, j, c, v*g[3], commodity, market, c.Value-v*g[0], 0)
		}
	}
	r.Warn(d.Change)
	if !mixed {
		d.unexplained(unexplained, "the growth of world exports in their good, market or in all is not, or their base is negative")
	}
	return d.end()
}
