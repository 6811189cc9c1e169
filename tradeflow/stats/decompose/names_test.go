package decompose

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// What is another number has another name.
func TestNamesSayTheMethod(t *testing.T) {
	months := []tradeflow.Period{tradeflow.Month(2019, 1), tradeflow.Month(2020, 1), tradeflow.Month(2020, 2)}
	p := amounts(months, map[tradeflow.Country][]float64{"CHN": {10, 20, 30}, "IND": {5, 6, 7}})
	kg := amounts(months, map[tradeflow.Country][]float64{"CHN": {1, 2, 3}, "IND": {2, 2, 2}})
	kg.Unit.Name = "kg"
	seen := map[string]string{}
	name := func(what string, q *tradeflow.Panel) {
		if other, found := seen[q.Heading()]; found {
			t.Errorf("%s and %s are both called %q", what, other, q.Heading())
		}
		seen[q.Heading()] = what
	}
	for what, d := range map[string]Decomposition{
		"LMDI": LMDI(p, kg), "Bennet": Bennet(p, kg), "ShiftShare": ShiftShare(p, nil),
		"Shapley": MarketShare(p, p, Shapley), "CommodityFirst": MarketShare(p, p, CommodityFirst), "MarketFirst": MarketShare(p, p, MarketFirst),
		"Margins": Margins(p, tradeflow.Partner, 0), "Margins from 8": Margins(p, tradeflow.Partner, 8),
	} {
		if got, want := d.Change.Statistic, stats.Diff(p).Statistic; got != want {
			t.Errorf("%s: the change is called %q, and in package stats %q", what, got, want)
		}
		for _, e := range d.Effects {
			name(what+" "+e.Name, e.Panel)
		}
	}
	for f := range formulaCount {
		for _, chained := range []bool{false, true} {
			all := PriceIndex(p, kg, tradeflow.Partner, Formula(f), chained)
			name(Formula(f).String(), all.Price)
			name(Formula(f).String()+" volume", all.Volume)
		}
	}
	for want, q := range map[string]*tradeflow.Panel{
		"difference to January 2019, not seasonally adjusted: price (LMDI), EUR":        LMDI(p, kg).Effects[0].Panel,
		"difference to January 2019: price (Bennet), EUR":                               Bennet(p.At(months[:2]...), kg).Effects[0].Panel,
		"volume index (Fisher, chained), January 2019 = 100":                            PriceIndex(p, kg, tradeflow.Partner, Fisher, true).Volume,
		"difference to January 2019: market (constant market share, market first), EUR": MarketShare(p.At(months[:2]...), p, MarketFirst).Effects[2].Panel,
	} {
		if got := q.Heading(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (MarketFirst + 1).String(); got != "unknown order" {
		t.Error(got)
	}
}

// A change whose effects no float64 holds has none of them.
func TestAllEffectsOrNone(t *testing.T) {
	years := []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2021)}
	p := amounts(years, map[tradeflow.Country][]float64{"CHN": {1e300, 1e-300}, "IND": {1e-300, 1e300}, "USA": {1e308, -1e308}, "DEU": {1, 2}})
	kg := amounts(years, map[tradeflow.Country][]float64{"CHN": {1e-300, 1e300}, "IND": {1e300, 1e-300}, "USA": {1, 1}, "DEU": {1, 1}})
	for what, d := range map[string]Decomposition{
		"LMDI": LMDI(p, kg), "Bennet": Bennet(p, kg), "ShiftShare": ShiftShare(p, p), "MarketShare": MarketShare(p, p, Shapley), "Margins": Margins(p, tradeflow.Partner, 0),
	} {
		for i, s := range d.Change.Series {
			for _, e := range d.Effects {
				if got := e.Panel.Series[i]; got.Status[0].HasNumber() != s.Status[0].HasNumber() || math.IsNaN(got.Values[0]) == got.Status[0].HasNumber() || math.IsInf(got.Values[0], 0) {
					t.Errorf("%s: %s: the change is %v (%s), its effect %s %v (%s)", what, d.Change.Label(i), s.Values[0], s.Status[0], e.Name, got.Values[0], got.Status[0])
				}
			}
		}
	}
	if got := Bennet(p, kg).Change.Series[0].Status[0]; got != tradeflow.OutOfRange {
		t.Errorf("Bennet of the extremes: %s", got)
	}
}

// The World beside others in a total is a slip, another aggregate a warning.
func TestAggregatesInSums(t *testing.T) {
	years := []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2021)}
	for what, f := range map[string]func(p *tradeflow.Panel) *tradeflow.Panel{
		"ShiftShare":  func(p *tradeflow.Panel) *tradeflow.Panel { return ShiftShare(p, nil).Effects[0].Panel },
		"MarketShare": func(p *tradeflow.Panel) *tradeflow.Panel { return MarketShare(p, p, Shapley).Effects[0].Panel },
		"Margins":     func(p *tradeflow.Panel) *tradeflow.Panel { return Margins(p, tradeflow.Partner, 0).Effects[0].Panel },
		"PriceIndex": func(p *tradeflow.Panel) *tradeflow.Panel {
			return PriceIndex(p, p, tradeflow.Partner, Fisher, false).Volume
		},
	} {
		q := f(amounts(years, map[tradeflow.Country][]float64{"EU": {10, 20}, "DEU": {5, 6}}))
		if !slices.ContainsFunc(q.Warnings, func(w tradeflow.Warning) bool {
			return strings.Contains(w.Text, "European Union stands for several economies")
		}) {
			t.Errorf("%s: nothing is said of the EU beside Germany: %v", what, q.Warnings)
		}
		if q := f(amounts(years, map[tradeflow.Country][]float64{tradeflow.World: {10, 20}})); !(len(q.Series) > 0) {
			t.Errorf("%s: the World alone is no total", what)
		}
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, "decompose."+what+": the World stands") {
					t.Errorf("%s of the World beside Germany: %q", what, got)
				}
			}()
			f(amounts(years, map[tradeflow.Country][]float64{tradeflow.World: {10, 20}, "DEU": {5, 6}}))
		}()
	}
}

// amounts returns a panel by partner.
func amounts(periods []tradeflow.Period, rows map[tradeflow.Country][]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Periods: periods, Query: tradeflow.Query{By: tradeflow.Partner}}
	for c, values := range rows {
		s := tradeflow.NewSeries(tradeflow.Key{Partner: c}, len(periods), tradeflow.NotReported)
		for j, v := range values {
			s.Set(j, v, v, tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	slices.SortFunc(p.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
	return p
}
