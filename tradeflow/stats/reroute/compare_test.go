package reroute

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// adopt makes a panel one of 9013.80, which lost its display panels in HS2022: HS2017
// before a month, HS2022 from it on.
func adopt(p *tradeflow.Panel, at int) *tradeflow.Panel {
	for i := range p.Series {
		s := &p.Series[i]
		s.Key.Commodity = hscodes.MustParse("901380")
		for j := range p.Periods {
			e := hscodes.HS2017
			if j >= at {
				e = hscodes.HS2022
			}
			s.Editions[j] = tradeflow.EditionSet(0).Add(e)
		}
	}
	return p
}

// as makes Germany's panel one of flows from another economy.
func as(reporter tradeflow.Country, p *tradeflow.Panel) *tradeflow.Panel {
	for i := range p.Series {
		p.Series[i].Key.Reporter = reporter
	}
	return p
}

type to = map[tradeflow.Country]func(int) float64

// Timing needs the same goods in every month: here the fall is that of the code.
func TestTimingAcrossEditions(t *testing.T) {
	q := Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU"}, Hubs: []tradeflow.Country{"KAZ"}, Before: years(2020, 2021), After: years(2022, 2023)}
	for at, want := range map[int]tradeflow.Status{36: tradeflow.EditionBreak, 14: tradeflow.EditionBreak, 12: tradeflow.OK, 99: tradeflow.OK} {
		supply := adopt(flows(60, to{"RUS": step(100, 20, 36), "KAZ": step(10, 30, 40)}), at)
		if c := Screen(Flows{Supply: supply}, q).Results[0].Timing; c.Status != want {
			t.Errorf("HS2022 from month %d: timing %s", at, c)
		}
	}
	// One edition throughout was asked for, and the panel has taken care of it.
	supply := adopt(flows(60, to{"RUS": step(100, 20, 36), "KAZ": step(10, 30, 40)}), 36)
	supply.Query.Edition = hscodes.HS2017
	if r := Screen(Flows{Supply: supply}, q).Results[0]; r.Timing.Value != 4 || !r.HubGrowth.Status.HasNumber() {
		t.Errorf("in one edition: %s, %s", r.Timing, r.HubGrowth)
	}
}

// Flows that are compared with one another must be of the same goods.
func TestFlowsInDifferentEditions(t *testing.T) {
	world := func(sanctioners, hub int) Flows {
		return Flows{
			Supply:       adopt(flows(60, to{"RUS": step(100, 20, 48), "KAZ": step(10, 30, 48)}), sanctioners),
			Onward:       adopt(as("KAZ", flows(60, to{"RUS": step(5, 45, 48)})), hub),
			Arrivals:     adopt(as("KAZ", flows(60, to{"DEU": step(10, 20, 48)})), hub),
			SupplyWeight: adopt(flows(60, to{"KAZ": step(1, 1, 0)}), sanctioners),
			OnwardWeight: adopt(as("KAZ", flows(60, to{"RUS": step(1, 1, 0)})), hub),
		}
	}
	q := Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU"}, Hubs: []tradeflow.Country{"KAZ"}, Before: tradeflow.Year(2022), After: tradeflow.Year(2023)}
	between := func(r Result) []Component {
		return []Component{r.Substitution, r.MissingTransit, r.MissingShare, r.PassThrough}
	}
	for name, c := range map[string]struct {
		f    Flows
		want tradeflow.Status
	}{
		"both in HS2022":                   {world(36, 36), tradeflow.OK},
		"the hub still in HS2017":          {world(36, 99), tradeflow.EditionBreak},
		"the hub takes it up in 2023":      {world(36, 54), tradeflow.EditionBreak},
		"both take it up in a month":       {world(54, 54), tradeflow.EditionBreak},
		"the sanctioner behind the hub":    {world(99, 36), tradeflow.EditionBreak},
		"converted by the query on a side": {world(36, 99), tradeflow.OK},
	} {
		if strings.HasPrefix(name, "converted") {
			for _, p := range []*tradeflow.Panel{c.f.Onward, c.f.Arrivals, c.f.OnwardWeight} {
				p.Query.Edition = hscodes.HS2022
			}
		}
		r := Screen(c.f, q).Results[0]
		for _, c1 := range between(r) {
			if c1.Status != c.want {
				t.Errorf("%s: %s is %s", name, c1.Name, c1)
			}
		}
		if strings.HasPrefix(name, "the hub still") && !(r.HubGrowth.Value == 2 && r.OnwardGrowth.Value == 8) {
			t.Errorf("each flow by itself keeps its goods: %s, %s", r.HubGrowth, r.OnwardGrowth)
		}
	}
	f := world(36, 36)
	for _, p := range []*tradeflow.Panel{f.Onward, f.Arrivals, f.OnwardWeight} {
		p.Query.Edition = hscodes.HS2017
	}
	for _, c := range between(Screen(f, q).Results[0]) {
		if c.Status != tradeflow.EditionBreak {
			t.Errorf("one side converted to HS2017: %s is %s", c.Name, c)
		}
	}
}

// Two sanctioners that change places leave the set of editions as it was.
func TestEachSanctionerInItsEdition(t *testing.T) {
	p := adopt(flows(24, to{"RUS": step(9, 5, 12), "KAZ": step(1, 2, 12)}), 12)
	other := as("FRA", adopt(flows(24, to{"RUS": step(9, 5, 12), "KAZ": step(1, 2, 12)}), 0))
	for i := range other.Series {
		for j := range 12 {
			other.Series[i].Editions[12+j] = tradeflow.EditionSet(0).Add(hscodes.HS2017)
		}
	}
	p.Series = append(p.Series, other.Series...)
	q := Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU", "FRA"}, Hubs: []tradeflow.Country{"KAZ"}, Before: tradeflow.Year(2019), After: tradeflow.Year(2020)}
	if c := Screen(Flows{Supply: p}, q).Results[0].HubGrowth; c.Status != tradeflow.EditionBreak {
		t.Errorf("growth %s", c)
	}
}

// Every number and every pass-through against sums of the months that have both value
// and weight.
func TestPassThroughOfMatchedMonths(t *testing.T) {
	numbers, fewer, warned := 0, 0, 0
	worlds(true, func(rng *rand.Rand, f Flows) {
		for _, p := range []*tradeflow.Panel{f.SupplyWeight, f.OnwardWeight} {
			for i := range p.Series {
				gone := rng.IntN(4) == 0
				for j := range p.Periods {
					switch n := rng.IntN(6); {
					case gone || n == 0:
						p.Series[i].Set(j, 0, 0, tradeflow.OK)
					case n == 1:
						p.Series[i].Set(j, math.NaN(), math.NaN(), tradeflow.NotReported)
					}
				}
			}
		}
		s := Screen(f, question)
		for _, r := range s.Results {
			uv := func(value, weight *tradeflow.Panel, from []tradeflow.Country, to tradeflow.Country) (u float64, n int) {
				v, kg := 0.0, 0.0
				for _, reporter := range from {
					k, matched := tradeflow.Key{Reporter: reporter, Partner: to, Category: r.Category}, 0
					for j := 12; j < 24; j++ {
						a, _, _ := value.Cell(k, value.Periods[j])
						b, _, _ := weight.Cell(k, weight.Periods[j])
						if a > 0 && b > 0 {
							v, kg, matched = v+a, kg+b, 1
						}
					}
					n += matched
				}
				return v / kg, n
			}
			in, n := uv(f.Supply, f.SupplyWeight, sanctioners, r.Hub)
			out, hub := uv(f.Onward, f.OnwardWeight, []tradeflow.Country{r.Hub}, "RUS")
			c := r.PassThrough
			if n > 0 && hub > 0 {
				numbers++
				if n < len(sanctioners) {
					fewer++
				}
				if c.N != n || !(math.Abs(c.Value-out/in) <= 1e-9*out/in) {
					t.Fatalf("pass-through %v of %d, want %v of %d", c.Value, c.N, out/in, n)
				}
			} else if c.Status != tradeflow.ZeroTotal {
				t.Fatalf("pass-through without weights: %s", c)
			}
		}
		for _, w := range s.Warnings {
			if strings.HasPrefix(w.Text, "pass-through leaves out") {
				warned++
			}
		}
	})
	if numbers < 20 || fewer < 5 || warned != 20 {
		t.Errorf("%d numbers, %d of fewer sanctioners, %d warnings", numbers, fewer, warned)
	}
}

// What may hold more than is certain is named, whether or not it is narrow enough to
// be used.
func TestRangesAreNamed(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	has := func(text string) bool {
		for _, w := range Screen(f, question).Warnings {
			if w.Kind == tradeflow.AboutEdition && strings.Contains(w.Text, text) {
				return true
			}
		}
		return false
	}
	if has("may hold more") {
		t.Error("a warning of ranges where there are none")
	}
	for i := range f.Supply.Series {
		if s := &f.Supply.Series[i]; s.Key == (tradeflow.Key{Reporter: "FRA", Partner: "KGZ", Category: "optics"}) {
			s.Set(15, s.Values[15], 1.001*s.Values[15], tradeflow.OK)
		}
	}
	if !has("value: France, Kyrgyzstan, optics may hold more than is certain") {
		t.Errorf("warnings %v", Screen(f, question).Warnings)
	}
}

// What was not asked for is not reported, and no unknown base.
func TestNothingAsked(t *testing.T) {
	r := Screen(Flows{Supply: world(rand.New(rand.NewPCG(1, 3)), true).Supply}, question).Results[0]
	for _, c := range []Component{r.OnwardIncrease, r.OnwardGrowth, r.Substitution, r.MissingTransit, r.MissingShare, r.PassThrough} {
		if c.Status != tradeflow.NotReported {
			t.Errorf("%s is %s", c.Name, c)
		}
	}
}
