package reroute

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

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

	supply, onward, arrivals     *book
	supplyWeighed, onwardWeighed *weighed

	goods      []tradeflow.Key  // what results are about
	civilian   []tradeflow.Key  // the placebo goods
	ends       *book            // the supply in the first and last whole years of the window before; nil: it is too short
	monthly    *book            // the supply, period by period
	months     []int            // its columns from the window before to the one after; nil: not all are there
	notMonthly tradeflow.Status // why

	sameMoney, sameArrivals, sameWeightUnit bool
}

func look(f Flows, q Screens) *desk {
	l := &desk{q: q, f: f,
		supply: windows(openExports, f.Supply, q.Before, q.After), onward: windows(openExports, f.Onward, q.Before, q.After), arrivals: windows(openImports, f.Arrivals, q.Before, q.After),
		monthly: openExports(f.Supply)}
	l.supplyWeighed, l.onwardWeighed = weigh(f.Supply, f.SupplyWeight, l.supply, q), weigh(f.Onward, f.OnwardWeight, l.onward, q)
	l.goods, l.civilian = l.allGoods(), l.placeboGoods()
	l.sameMoney, l.sameArrivals, l.sameWeightUnit = alike(f.Supply, f.Onward), alike(f.Supply, f.Arrivals), alike(f.SupplyWeight, f.OnwardWeight)
	l.monthly.ranges = l.supply.ranges // they are told once
	if first, last, ok := ends(q.Before); ok {
		l.ends = windows(openExports, f.Supply, first, last)
		l.ends.ranges = l.supply.ranges
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
	r.HubIncrease, r.HubGrowth = increase(r.Supply, money), growth(r.Supply, q.Floor)
	r.OnwardIncrease, r.OnwardGrowth = increase(r.Onward, money), growth(r.Onward, q.Floor)
	onwardMoney := money
	if l.onward != nil {
		onwardMoney = l.onward.unit()
	}
	r.OnwardIncrease.Unit = onwardMoney
	pre := l.before(hubs, goods, r.Supply)
	r.PreTrend = pre.growth
	r.Substitution = l.substitution(goods, r.Direct, r.Onward)
	r.SupplySubstitution = l.supplySubstitution(goods, r.Direct, r.Supply, pre)
	r.MissingTransit, r.MissingShare = l.missing(goods, r.Supply, r.Arrivals, money)
	r.PassThrough = l.passThrough(hubs, goods)
	r.Timing, r.Fall, r.Rise = l.timing(hub, goods)
	r.PlaceboGoods = l.placebo(hubs, l.civilian, "goods")
	r.PlaceboHubs = l.placebo(q.Comparable, []tradeflow.Key{goods}, "hubs")
	supplied, met := r.Supply.N, min(r.Supply.N, r.Supply.N*r.Arrivals.N)
	arrived := met
	if r.MissingTransit.Status.HasNumber() { // which takes no window before
		arrived = len(q.Sanctioners)
	}
	const own = "a hub's demand of its own grows too, and purchases that used to go through the target come directly now"
	const declared = "the hub's goods may be its own or from anywhere, and within a customs union declarations are partly estimates"
	const asymmetry = "imports are by country of origin and exports by last known destination: asymmetry from hubs is expected, and is no guilt"
	for _, c := range []struct {
		of     *Component
		name   string
		levels tradeflow.Unit
		n      int
		counts string
		why    string
	}{
		{&r.HubIncrease, "hub increase", money, supplied, "sanctioners", own},
		{&r.HubGrowth, "hub growth", money, supplied, "sanctioners", own},
		{&r.PreTrend, "pre-trend", money, r.PreTrend.N, "sanctioners", "what grew before the sanctions may have gone on growing without them"},
		{&r.OnwardIncrease, "onward increase", onwardMoney, r.Onward.N, "hubs", declared},
		{&r.OnwardGrowth, "onward growth", onwardMoney, r.Onward.N, "hubs", declared},
		{&r.Substitution, "substitution", onwardMoney, r.Direct.N, "sanctioners", "the hub's exports to the target are of any origin, so this is no share of the lost goods that came back"},
		{&r.SupplySubstitution, "supply substitution", money, min(r.Direct.N, supplied), "sanctioners", "a straight trend is a guess, and what the hub bought more of need not have left it"},
		{&r.MissingTransit, "missing transit, after", money, arrived, "sanctioners", asymmetry},
		{&r.MissingShare, "missing share of increase", money, met, "sanctioners", asymmetry},
		{&r.PassThrough, "pass-through", ratio, r.PassThrough.N, "sanctioners", "a unit value is no price: other goods inside the category move it"},
		{&r.Timing, "timing", money, r.Timing.N, "months", "a trend has a month that parts it best as well, and one month's trade depends on the last's, which makes steps look clearer than they are"},
		{&r.PlaceboGoods, "placebo goods", money, r.PlaceboGoods.N, "placebos", "civilian goods may follow the same demand, or be rerouted as well"},
		{&r.PlaceboHubs, "placebo hubs", money, r.PlaceboHubs.N, "comparable hubs", "no economy is quite like the hub"},
	} {
		c.of.Name, c.of.LevelUnit, c.of.N, c.of.Of, c.of.Caveat = c.name, c.levels, c.n, c.counts, c.why
		if c.n == 1 {
			c.of.Of = strings.TrimSuffix(c.counts, "s")
		}
	}
	return r
}

// factor is CIF over FOB.
func (l *desk) factor() float64 { return cmp.Or(l.q.CIF, 1) }
