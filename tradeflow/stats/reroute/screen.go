package reroute

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Screen returns the screens of each hub and category, as a vector of components
// that the package documentation defines: amounts per month, growth and ratios as
// fractions, timing in months. A component has no number where a declaration that it
// needs is unknown, or where its denominator is below the floor; its status says
// which. Source: Chupilkin, Javorcik and Plekhanov, The Eurasian Roundabout, CEPR
// Discussion Paper 20097, 2025.
//
// It panics where the question makes no sense: no target, sanctioners or hubs, an
// economy in two roles, windows that overlap; and for panels that are not of amounts,
// or go the wrong way.
func Screen(f Flows, q Screens) Screening {
	q.check(f)
	l := look(f, q)
	answer := Screening{Question: q}
	for _, hub := range q.Hubs {
		for _, goods := range l.goods {
			answer.Results = append(answer.Results, l.result(hub, goods))
		}
	}
	l.tell(&answer)
	return answer
}

// check panics for a question that makes no sense.
func (q Screens) check(f Flows) {
	slip := func(format string, args ...any) { panic("reroute.Screen: " + fmt.Sprintf(format, args...)) }
	switch {
	case q.Target == "" || len(q.Sanctioners) == 0 || len(q.Hubs) == 0:
		slip("no target, no sanctioners or no hubs")
	case !q.Before.IsValid() || !q.After.IsValid() || q.After.Ordinal() < q.Before.Ordinal()+q.Before.Months():
		slip("the window %s does not come after %s", q.After, q.Before)
	case !(q.Floor >= 0) || !(q.CIF >= 0) || math.IsInf(q.CIF, 0):
		slip("floor %v, CIF factor %v", q.Floor, q.CIF)
	case f.Supply == nil:
		slip("Flows.Supply is nil: nothing is known of the sanctioners' exports")
	}
	roles := map[tradeflow.Country]bool{q.Target: true}
	for _, list := range [][]tradeflow.Country{q.Sanctioners, q.Hubs, q.Comparable} {
		for _, c := range list {
			if roles[c] {
				slip("%s is in the question twice", c)
			}
			roles[c] = true
		}
	}
	for i, p := range []*tradeflow.Panel{f.Arrivals, f.Supply, f.Onward, f.SupplyWeight, f.OnwardWeight} {
		if p == nil {
			continue
		}
		cells.Amounts(p, "reroute.Screen")
		switch d := p.Query.Direction; {
		case d == 0:
		case i == 0 && d != tradeflow.Import:
			slip("Flows.Arrivals are %ss: imports are expected, as the hubs declare them", d)
		case i > 0 && d != tradeflow.Import && d != tradeflow.Export:
			slip("%ss are a part of the exports that are expected", d)
		}
	}
}

// desk is everything that the screens read.
type desk struct {
	q Screens
	f Flows

	supply, onward, arrivals, supplyWeight, onwardWeight *book

	goods       []tradeflow.Key  // what results are about
	civilian    []tradeflow.Key  // the placebo goods
	halves      *book            // the supply in the two halves of the window before; nil: it has none
	halfCentres [2]float64       // on the axis of months
	monthly     *book            // the supply, period by period
	months      []int            // its columns from the window before to the one after; nil: not all are there
	notMonthly  tradeflow.Status // why

	sameMoney, sameArrivals, sameWeightUnit bool
}

func look(f Flows, q Screens) *desk {
	l := &desk{q: q, f: f,
		supply: windows(openExports, f.Supply, q.Before, q.After), onward: windows(openExports, f.Onward, q.Before, q.After), arrivals: windows(openImports, f.Arrivals, q.Before, q.After),
		supplyWeight: windows(openExports, f.SupplyWeight, q.Before, q.After), onwardWeight: windows(openExports, f.OnwardWeight, q.Before, q.After),
		monthly: openExports(f.Supply)}
	l.goods, l.civilian = l.allGoods(), l.placeboGoods()
	l.sameMoney, l.sameArrivals, l.sameWeightUnit = alike(l.supply, l.onward), alike(l.supply, l.arrivals), alike(l.supplyWeight, l.onwardWeight)
	if columns, missing := f.Supply.Tile(q.Before); len(missing) == 0 && len(columns) > 1 {
		half, n, at := len(columns)/2, len(columns), f.Supply.Periods
		first := tradeflow.Window(at[columns[0]], at[columns[half-1]])
		second := tradeflow.Window(at[columns[n-half]], at[columns[n-1]])
		l.halves = windows(openExports, f.Supply, first, second)
		l.halfCentres = [2]float64{centre(first), centre(second)}
	}
	l.months, l.notMonthly = monthColumns(f.Supply, tradeflow.Window(q.Before, q.After))
	return l
}

// centre is the middle of a period on the axis of months.
func centre(t tradeflow.Period) float64 { return float64(t.Ordinal()) + float64(t.Months())/2 }

// allGoods returns what results are about: all categories and commodities of the
// panels, without the civilian ones.
func (l *desk) allGoods() (all []tradeflow.Key) {
	for _, p := range []*tradeflow.Panel{l.f.Supply, l.f.Onward, l.f.Arrivals} {
		if p == nil {
			continue
		}
		for i := range p.Series {
			k := p.Series[i].Key.Without(tradeflow.Reporter | tradeflow.Partner)
			if !slices.Contains(l.q.Civilian, k.Category) || k.Category == "" {
				all = append(all, k)
			}
		}
	}
	slices.SortFunc(all, tradeflow.Key.Compare)
	return slices.Compact(all)
}

// placeboGoods returns the placebo goods: the civilian categories, or their commodities.
func (l *desk) placeboGoods() (all []tradeflow.Key) {
	for _, category := range l.q.Civilian {
		n := len(all)
		for i := range l.f.Supply.Series {
			if k := l.f.Supply.Series[i].Key.Without(tradeflow.Reporter | tradeflow.Partner); k.Category == category {
				all = append(all, k)
			}
		}
		if len(all) == n { // nothing is known of it, which makes the total unknown
			all = append(all, tradeflow.Key{Category: category})
		}
	}
	slices.SortFunc(all, tradeflow.Key.Compare)
	return slices.Compact(all)
}

func (l *desk) result(hub tradeflow.Country, goods tradeflow.Key) Result {
	q, hubs, target := l.q, []tradeflow.Country{hub}, []tradeflow.Country{l.q.Target}
	r := Result{Hub: hub, Category: goods.Category, Commodity: goods.Commodity,
		Direct:   l.supply.flow(q.Sanctioners, target, goods),
		Supply:   l.supply.flow(q.Sanctioners, hubs, goods),
		Onward:   l.onward.flow(hubs, target, goods),
		Arrivals: l.arrivals.flow(hubs, q.Sanctioners, goods),
	}
	money := l.supply.unit()
	r.HubIncrease = increase(r.Supply, money)
	r.HubGrowth = growth(r.Supply, q.Floor)
	r.OnwardIncrease, r.OnwardGrowth = increase(r.Onward, money), growth(r.Onward, q.Floor)
	if l.onward != nil {
		r.OnwardIncrease.Unit = l.onward.unit()
	}
	pre := l.before(hubs, goods)
	r.PreTrend = pre.growth
	r.Substitution = l.substitution(r.Direct, r.Onward)
	r.SupplySubstitution = l.supplySubstitution(r.Direct, r.Supply, pre)
	r.MissingTransit, r.MissingShare = l.missing(r.Supply, r.Arrivals, money)
	r.PassThrough = l.passThrough(hubs, goods)
	r.Timing = l.timing(hub, goods)
	r.PlaceboGoods = l.placebo(hubs, l.civilian, "goods")
	r.PlaceboHubs = l.placebo(q.Comparable, []tradeflow.Key{goods}, "hubs")
	const own = "a hub's demand of its own grows too, and purchases that used to go through the target come directly now"
	const declared = "the hub's goods may be its own or from anywhere, and within a customs union declarations are partly estimates"
	for _, c := range []struct {
		of                *Component
		name, counts, why string
		n                 int
	}{
		{&r.HubIncrease, "hub increase", "sanctioners", own, r.Supply.N},
		{&r.HubGrowth, "hub growth", "sanctioners", own, r.Supply.N},
		{&r.PreTrend, "pre-trend", "sanctioners", "what grew before the sanctions may have gone on growing without them", r.PreTrend.N},
		{&r.OnwardIncrease, "onward increase", "hubs", declared, r.Onward.N},
		{&r.OnwardGrowth, "onward growth", "hubs", declared, r.Onward.N},
		{&r.Substitution, "substitution", "sanctioners", "the hub's exports to the target are of any origin, so this is no share of the lost goods that came back", r.Direct.N},
		{&r.SupplySubstitution, "supply substitution", "sanctioners", "a straight trend is a guess, and what the hub bought more of need not have left it", min(r.Direct.N, r.Supply.N)},
		{&r.MissingTransit, "missing transit", "sanctioners", "imports are by country of origin and exports by last known destination: asymmetry from hubs is expected, and is no guilt", min(r.Supply.N, r.Supply.N*r.Arrivals.N)},
		{&r.MissingShare, "missing share", "sanctioners", "imports are by country of origin and exports by last known destination: asymmetry from hubs is expected, and is no guilt", min(r.Supply.N, r.Supply.N*r.Arrivals.N)},
		{&r.PassThrough, "pass-through", "sanctioners", "a unit value is no price: other goods inside the category move it", r.PassThrough.N},
		{&r.Timing, "timing", "months", "any two series have a month that parts them best, whether or not anything happened in it", r.Timing.N},
		{&r.PlaceboGoods, "placebo goods", "categories or codes", "civilian goods may follow the same demand, or be rerouted as well", r.PlaceboGoods.N},
		{&r.PlaceboHubs, "placebo hubs", "comparable hubs", "no economy is quite like the hub", r.PlaceboHubs.N},
	} {
		c.of.Name, c.of.Of, c.of.Caveat, c.of.N = c.name, c.counts, c.why, c.n
	}
	return r
}

// factor is CIF over FOB.
func (l *desk) factor() float64 { return cmp.Or(l.q.CIF, 1) }
