package reroute

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

var (
	rate    = tradeflow.Unit{Kind: tradeflow.Growth}
	ratio   = tradeflow.Unit{Kind: tradeflow.PlainRatio}
	unknown = Level{Value: math.NaN()}
)

// none is a component without a number, and with the levels of a flow.
func none(why tradeflow.Status, unit tradeflow.Unit, before, after Level) Component {
	return Component{Value: math.NaN(), Status: why, Unit: unit, Before: before.Value, After: after.Value}
}

// known says why the two windows of a flow cannot be compared, OK that they can.
func (f Flow) known() tradeflow.Status {
	switch {
	case f.rebuilt:
		return tradeflow.EditionBreak
	case f.Before.Status == f.After.Status && !f.After.Status.HasNumber():
		return f.After.Status
	}
	return cells.Missing(f.Before.Status, f.After.Status)
}

func (f Flow) change() float64 { return f.After.Value - f.Before.Value }

func increase(f Flow, unit tradeflow.Unit) Component {
	c := none(f.known(), unit, f.Before, f.After)
	if c.Status == tradeflow.OK {
		c.Value = f.change()
	}
	return c
}

// growth is that of a flow, from a base that is not below the floor.
func growth(f Flow, floor float64) Component {
	c := none(f.known(), rate, f.Before, f.After)
	if c.Status == tradeflow.OK {
		c.Status = cells.Edge(cells.Cell{Value: f.Before.Value}, cells.Cell{Value: f.After.Value})
	}
	switch {
	case !c.Status.HasNumber():
	case f.Before.Value < floor:
		c.Status = tradeflow.BelowFloor
	default:
		c.Value = f.change() / f.Before.Value
	}
	return c
}

// beside says whether two flows count the same goods in both windows: OK, or EditionBreak.
func (l *desk) beside(goods tradeflow.Key, f, g Flow) tradeflow.Status {
	if same := l.supply.same; !same.goods(goods, f.Before.Editions|g.Before.Editions) || !same.goods(goods, f.After.Editions|g.After.Editions) {
		return tradeflow.EditionBreak
	}
	return tradeflow.OK
}

// first returns the first status that is not OK.
func first(all ...tradeflow.Status) tradeflow.Status {
	for _, s := range all {
		if s != tradeflow.OK {
			return s
		}
	}
	return tradeflow.OK
}

// trend is what the window before says of the time after.
type trend struct {
	growth Component
	slope  float64 // per month, for each month; NaN where unknown
}

// ends returns as many whole years from the beginning and from the end of a window as
// it has twice, so that the season is the same in both; false where it has none.
func ends(window tradeflow.Period) (first, last tradeflow.Period, ok bool) {
	months := 12 * (window.Months() / 24)
	if months == 0 {
		return first, last, false
	}
	year, month := window.Start()
	start := tradeflow.Month(year, month)
	first = tradeflow.Window(start, start.Shift(months-1))
	return first, first.Shift(window.Months() - months), true
}

// before returns the growth within the window before, and its slope.
func (l *desk) before(hubs []tradeflow.Country, goods tradeflow.Key, supply Flow) trend {
	if l.ends == nil {
		status := tradeflow.TooFew
		if !supply.Before.Status.HasNumber() {
			status = supply.Before.Status
		}
		return trend{none(status, rate, unknown, unknown), math.NaN()}
	}
	f := l.ends.flow(l.q.Sanctioners, hubs, goods)
	t := trend{growth(f, l.q.Floor), math.NaN()}
	t.growth.N = f.N
	if f.known() == tradeflow.OK {
		t.slope = f.change() / (float64(l.q.Before.Months()) - l.ends.months[0])
	}
	return t
}

// loss is what the target lost of direct supply per month; a status other than OK
// says that it lost nothing, or that it is not known.
func (l *desk) loss(direct Flow) (float64, tradeflow.Status) {
	if status := direct.known(); status != tradeflow.OK {
		return math.NaN(), status
	}
	loss := -direct.change()
	if !(loss > 0) || loss < l.q.Floor {
		return math.NaN(), tradeflow.BelowFloor
	}
	return loss, tradeflow.OK
}

func (l *desk) substitution(goods tradeflow.Key, direct, onward Flow) Component {
	c := none(tradeflow.NotReported, ratio, onward.Before, onward.After)
	if l.onward == nil {
		return c
	}
	if c.Status = tradeflow.UnitChange; !l.sameMoney {
		return c
	}
	loss, status := l.loss(direct)
	if c.Status = first(status, onward.known(), l.beside(goods, direct, onward)); c.Status == tradeflow.OK {
		c.Value = onward.change() / loss
	}
	return c
}

// supplySubstitution takes off what the trend says: the mean of the window before,
// continued from its middle to that of the window after. Its season is that of the
// whole window before, so that it cancels where both have the same months.
func (l *desk) supplySubstitution(goods tradeflow.Key, direct, supply Flow, pre trend) Component {
	expected := Level{Value: max(0, supply.Before.Value+pre.slope*(centre(l.q.After)-centre(l.q.Before)))}
	c := none(tradeflow.OK, ratio, expected, supply.After)
	loss, status := l.loss(direct)
	c.Status = first(status, supply.known(), l.beside(goods, direct, supply))
	if c.Status == tradeflow.OK && math.IsNaN(pre.slope) {
		c.Status = pre.growth.Status
	}
	if c.Status == tradeflow.OK {
		c.Value = (supply.After.Value - expected.Value) / loss
	}
	return c
}

// missing returns what leaves for the hub and does not arrive in the window after, and
// the share of its change in the increase of what leaves.
func (l *desk) missing(goods tradeflow.Key, supply, arrivals Flow, money tradeflow.Unit) (transit, share Component) {
	if l.arrivals == nil {
		return none(tradeflow.NotReported, money, unknown, unknown), none(tradeflow.NotReported, ratio, unknown, unknown)
	}
	gap := Flow{Before: l.gap(goods, supply.Before, arrivals.Before), After: l.gap(goods, supply.After, arrivals.After), rebuilt: supply.rebuilt || arrivals.rebuilt}
	transit = none(gap.After.Status, money, gap.Before, gap.After)
	transit.Value = gap.After.Value
	share = none(gap.known(), ratio, gap.Before, gap.After)
	if silent := tradeflow.PartnerSilent; supply.known() == tradeflow.OK && (gap.Before.Status == silent || gap.After.Status == silent) {
		share.Status = silent
	}
	if share.Status == tradeflow.OK {
		if more := supply.change(); more > 0 && more >= l.q.Floor {
			share.Value = gap.change() / more
		} else {
			share.Status = tradeflow.BelowFloor
		}
	}
	return transit, share
}

// gap is x − m/f.
func (l *desk) gap(goods tradeflow.Key, x, m Level) Level {
	g := Level{Value: math.NaN(), Editions: x.Editions | m.Editions}
	switch {
	case !x.Status.HasNumber():
		g.Status = x.Status
	case m.Status == tradeflow.NotReported: // it is the hub that is silent
		g.Status = tradeflow.PartnerSilent
	case !m.Status.HasNumber():
		g.Status = m.Status
	case !l.sameArrivals:
		g.Status = tradeflow.UnitChange
	case !l.supply.same.goods(goods, g.Editions):
		g.Status = tradeflow.EditionBreak
	default:
		g.Value = x.Value - m.Value/l.factor()
	}
	return g
}

// placebo is growth where no rerouting should be.
func (l *desk) placebo(to []tradeflow.Country, goods []tradeflow.Key, what string) Component {
	if len(to) == 0 || len(goods) == 0 {
		return none(tradeflow.TooFew, rate, unknown, unknown)
	}
	f := l.supply.flow(l.q.Sanctioners, to, goods...)
	c := growth(f, l.q.Floor)
	if c.N = len(goods); what == "hubs" {
		c.N = len(to)
	}
	return c
}
