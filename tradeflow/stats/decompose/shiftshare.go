package decompose

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

const (
	economies = tradeflow.Reporter | tradeflow.Partner
	goods     = tradeflow.Category | tradeflow.Commodity
)

// ShiftShare explains the change of each series since the panel's first column,
// in the panel's own unit, by four effects that add up to it: national, what it
// would have changed at the growth g of the nation; mix, what it changed more
// because its sector grew at g_i; competitive, what it grew more than its
// sector; and new, all of the change from a base of zero, which has no growth
// rate. A series is an economy (its reporter and partner) in a sector (its
// category and commodity). The nation is the sum of the given panel over
// reporters and partners, for nil the sum over the economies in p. A change has
// no number where it or the growth of the nation or of the sector is unknown.
// Source: Dunn, Papers of the Regional Science Association 6, 1960.
//
// It panics for panels that are not of amounts, and where the World stands beside
// other economies of the nation.
func ShiftShare(p, nation *tradeflow.Panel) Decomposition {
	const function = "decompose.ShiftShare"
	cells.Amounts(p, function)
	d := begin(p, cells.Keys(p), "shift-share",
		Effect{Name: "national", Note: "base times the growth of the nation"},
		Effect{Name: "mix", Note: "base times the growth of the sector less that of the nation"},
		Effect{Name: "competitive", Note: "base times own growth less that of the sector"},
		Effect{Name: "new", Note: "all of the change from a base of zero"})
	if nation == nil {
		nation = p
		d.Change.Warn(tradeflow.AboutTotals, d.Change.Statistic+": the nation is the sum of the economies in the panel")
	}
	cells.Amounts(nation, function)
	cells.Aggregates(nation, function, economies, d.Change)
	sums := cells.Sum(nation, economies)
	sectors, whole := ratesOf(sums, p.Periods, d.Change, "nation"), ratesOf(cells.Sum(sums, goods), p.Periods, d.Change, "nation")
	mixed := units(d.Change, p, nation, "the nation")
	cells.Remember(d.Change, nation)
	r, unexplained := cells.Read(p), 0
	all := whole.row(tradeflow.Key{})
	for i, s := range p.Series {
		sector := sectors.row(s.Key.Without(economies))
		for j := range d.Change.Periods {
			base := r.Cell(i, 0)
			c := changed(p, s.Key, base, r.Cell(i, j+1))
			g, gi := whole.of(all, j+1), sectors.of(sector, j+1)
			known := c.Known()
			switch {
			case !known:
			case mixed:
				c.Status = tradeflow.UnitChange
			case base.Value == 0:
			case base.Value < 0:
				c.Status = tradeflow.BaseNonPositive
			case !g.Known():
				c.Status = g.Status
			case !gi.Known():
				c.Status = gi.Status
			}
			if known && !c.Known() {
				unexplained++
			}
			if base.Value == 0 {
				d.put(i, j, c, 0, 0, 0, c.Value)
			} else {
				e, n := base.Value, base.Value*g.Value
				d.put(i, j, c, n, e*gi.Value-n, c.Value-e*gi.Value, 0)
			}
		}
	}
	r.Warn(d.Change)
	if !mixed {
		d.unexplained(unexplained, "the growth of their sector or of the nation is not, or their base is negative")
	}
	return d.end()
}
