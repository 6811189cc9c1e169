package reroute

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

var (
	rate  = tradeflow.Unit{Kind: tradeflow.Growth}
	ratio = tradeflow.Unit{Kind: tradeflow.PlainRatio}
)

// none is a component without a number, and with the levels of a flow.
func none(why tradeflow.Status, unit tradeflow.Unit, before, after Level) Component {
	return Component{Value: math.NaN(), Status: why, Unit: unit, Before: before.Value, After: after.Value}
}

// known says why the two windows of a flow cannot be compared, OK that they can.
func (f Flow) known() tradeflow.Status {
	if f.rebuilt {
		return tradeflow.EditionBreak
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

// trend is what the window before says of the time after.
type trend struct {
	growth   Component
	expected float64 // per month in the window after; NaN where unknown
}

// before returns the growth within the window before, and its straight continuation.
func (l *desk) before(hubs []tradeflow.Country, goods tradeflow.Key) trend {
	if l.halves == nil {
		whole := l.supply.flow(l.q.Sanctioners, hubs, goods).Before
		status := tradeflow.TooFew
		if !whole.Status.HasNumber() {
			status = whole.Status
		}
		missing := Level{Value: math.NaN()}
		return trend{none(status, rate, missing, missing), math.NaN()}
	}
	f := l.halves.flow(l.q.Sanctioners, hubs, goods)
	t := trend{growth(f, l.q.Floor), math.NaN()}
	t.growth.N = f.N
	if f.known() == tradeflow.OK {
		slope := f.change() / (l.halfCentres[1] - l.halfCentres[0])
		mean := (f.Before.Value + f.After.Value) / 2
		t.expected = max(0, mean+slope*(centre(l.q.After)-(l.halfCentres[0]+l.halfCentres[1])/2))
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

func (l *desk) substitution(direct, onward Flow) Component {
	c := none(tradeflow.UnitChange, ratio, onward.Before, onward.After)
	if !l.sameMoney {
		return c
	}
	loss, status := l.loss(direct)
	if c.Status = status; status == tradeflow.OK {
		c.Status = onward.known()
	}
	if c.Status == tradeflow.OK {
		c.Value = onward.change() / loss
	}
	return c
}

func (l *desk) supplySubstitution(direct, supply Flow, pre trend) Component {
	c := none(tradeflow.OK, ratio, Level{Value: pre.expected}, supply.After)
	loss, status := l.loss(direct)
	switch {
	case status != tradeflow.OK:
		c.Status = status
	case supply.known() != tradeflow.OK:
		c.Status = supply.known()
	case math.IsNaN(pre.expected):
		c.Status = pre.growth.Status
		if c.Status.HasNumber() {
			c.Status = tradeflow.TooFew
		}
	default:
		c.Value = (supply.After.Value - pre.expected) / loss
	}
	return c
}

// missing returns the change of what leaves for the hub and does not arrive, and its
// share in the increase of what leaves.
func (l *desk) missing(supply, arrivals Flow, money tradeflow.Unit) (transit, share Component) {
	gap := Flow{Before: l.gap(supply.Before, arrivals.Before), After: l.gap(supply.After, arrivals.After), rebuilt: supply.rebuilt || arrivals.rebuilt}
	transit = increase(gap, money)
	share = none(transit.Status, ratio, gap.Before, gap.After)
	switch {
	case l.arrivals == nil:
	case arrivals.Before.Status == tradeflow.NotReported || arrivals.After.Status == tradeflow.NotReported:
		if supply.known() == tradeflow.OK { // the sanctioners' side is known, and it is the hub that is silent
			transit.Status, share.Status = tradeflow.PartnerSilent, tradeflow.PartnerSilent
		}
	case !l.sameArrivals:
		transit, share = none(tradeflow.UnitChange, money, gap.Before, gap.After), none(tradeflow.UnitChange, ratio, gap.Before, gap.After)
	}
	if share.Status == tradeflow.OK {
		if more := supply.change(); more > 0 && more >= l.q.Floor {
			share.Value = transit.Value / more
		} else {
			share.Status = tradeflow.BelowFloor
		}
	}
	return transit, share
}

// gap is x − m/f.
func (l *desk) gap(x, m Level) Level {
	g := Level{math.NaN(), x.Status}
	if g.Status.HasNumber() {
		g.Status = m.Status
	}
	if g.Status.HasNumber() && l.sameArrivals {
		g.Value, g.Status = x.Value-m.Value/l.factor(), tradeflow.OK
	}
	return g
}

// passThrough is the value of a kilogram that leaves the hub for the target over that of
// one that leaves for the hub.
func (l *desk) passThrough(hubs []tradeflow.Country, goods tradeflow.Key) Component {
	target := []tradeflow.Country{l.q.Target}
	out, outKg := l.onward.flow(hubs, target, goods), l.onwardWeight.flow(hubs, target, goods)
	in, inKg := l.supply.flow(l.q.Sanctioners, hubs, goods), l.supplyWeight.flow(l.q.Sanctioners, hubs, goods)
	before := over(over(out.Before, outKg.Before), over(in.Before, inKg.Before))
	after := over(over(out.After, outKg.After), over(in.After, inKg.After))
	if !l.sameMoney || !l.sameWeightUnit {
		return none(tradeflow.UnitChange, ratio, Level{Value: math.NaN()}, Level{Value: math.NaN()})
	}
	c := none(after.Status, ratio, before, after)
	c.Value = after.Value
	c.N = min(in.N, inKg.N)
	return c
}

// over divides two levels, and has no number where either is unknown or not above zero.
func over(a, b Level) Level {
	switch {
	case !a.Status.HasNumber():
		return Level{math.NaN(), a.Status}
	case !b.Status.HasNumber():
		return Level{math.NaN(), b.Status}
	case !(a.Value > 0) || !(b.Value > 0):
		return Level{math.NaN(), tradeflow.ZeroTotal}
	}
	return Level{a.Value / b.Value, tradeflow.OK}
}

// placebo is growth where no rerouting should be.
func (l *desk) placebo(to []tradeflow.Country, goods []tradeflow.Key, what string) Component {
	if len(to) == 0 || len(goods) == 0 {
		missing := Level{Value: math.NaN()}
		return none(tradeflow.TooFew, rate, missing, missing)
	}
	f := l.supply.flow(l.q.Sanctioners, to, goods...)
	c := growth(f, l.q.Floor)
	if c.N = len(goods); what == "hubs" {
		c.N = len(to)
	}
	return c
}
