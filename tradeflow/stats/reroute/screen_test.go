package reroute

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

var (
	sanctioners = []tradeflow.Country{"DEU", "FRA", "POL"}
	question    = Screens{Target: "RUS", Sanctioners: sanctioners, Hubs: []tradeflow.Country{"KAZ", "KGZ"}, Before: tradeflow.Year(2021), After: tradeflow.Year(2022),
		CIF: 1.06, Floor: 1, Civilian: []string{"toys", "wine"}, Comparable: []tradeflow.Country{"MNG", "AZE"}}
)

// world is made-up flows of 24 months; where clean is false, some cells are unknown,
// zero or ranges, and some flows are absent.
func world(rng *rand.Rand, clean bool) Flows {
	panel := func(d tradeflow.Direction, unit string, reporters, partners []tradeflow.Country) *tradeflow.Panel {
		p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: unit}, Sources: []string{"made up in " + unit}}
		p.Query.Direction = d
		p.Warn(tradeflow.AboutCoverage, fmt.Sprintf("a warning about %ss in %s", d, unit))
		for m := range 24 {
			p.Periods = append(p.Periods, tradeflow.Month(2021, time.January).Shift(m))
		}
		for _, reporter := range reporters {
			for _, partner := range partners {
				for _, category := range []string{"drones", "optics", "toys", "wine"} {
					s := tradeflow.NewSeries(tradeflow.Key{Reporter: reporter, Partner: partner, Category: category}, len(p.Periods), tradeflow.NotReported)
					for j := range p.Periods {
						v := float64(1+rng.Int64N(1e9)) / 1000
						upper, status := v, tradeflow.OK
						if !clean {
							switch rng.IntN(400) {
							case 0:
								v, upper, status = math.NaN(), math.NaN(), tradeflow.Confidential
							case 1, 2, 3, 4, 5:
								v, upper, status = 0, 0, tradeflow.Implied
							case 6:
								upper = 1.01 * v
							}
						}
						s.Set(j, v, upper, status)
					}
					if clean || rng.IntN(20) > 0 {
						p.Series = append(p.Series, s)
					}
				}
			}
		}
		return p
	}
	q := question
	all := slices.Concat([]tradeflow.Country{q.Target}, q.Hubs, q.Comparable)
	return Flows{
		Supply:       panel(tradeflow.Export, "USD", sanctioners, all),
		Onward:       panel(tradeflow.Export, "USD", q.Hubs, all[:1]),
		Arrivals:     panel(tradeflow.Import, "USD", q.Hubs, sanctioners),
		SupplyWeight: panel(tradeflow.Export, "kg", sanctioners, all),
		OnwardWeight: panel(tradeflow.Export, "kg", q.Hubs, all[:1]),
	}
}

func worlds(clean bool, f func(rng *rand.Rand, flows Flows)) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 3))
		f(rng, world(rng, clean))
	}
}

func (f Flows) panels() []*tradeflow.Panel {
	return []*tradeflow.Panel{f.Supply, f.Onward, f.Arrivals, f.SupplyWeight, f.OnwardWeight}
}

func TestNaNExactlyWhereStatusHasNoNumber(t *testing.T) {
	numbers, none := 0, 0
	worlds(false, func(_ *rand.Rand, f Flows) {
		s := Screen(f, question)
		if len(s.Results) != 4 {
			t.Fatalf("%d results for two hubs and two categories", len(s.Results))
		}
		for _, r := range s.Results {
			for _, c := range r.Components() {
				if math.IsNaN(c.Value) == c.Status.HasNumber() || math.IsInf(c.Value, 0) {
					t.Fatalf("%s of %s: %v with status %s", c.Name, r.Hub, c.Value, c.Status)
				}
				if c.Name == "" || c.Of == "" || c.Caveat == "" {
					t.Fatalf("%+v lacks a name, what it counts, or a caveat", c)
				}
				if c.Status.HasNumber() {
					numbers++
				} else {
					none++
				}
			}
			for _, flow := range []Flow{r.Direct, r.Supply, r.Onward, r.Arrivals} {
				for _, l := range []Level{flow.Before, flow.After} {
					if math.IsNaN(l.Value) == l.Status.HasNumber() {
						t.Fatalf("level %+v", l)
					}
				}
			}
		}
	})
	if numbers < 100 || none < 100 {
		t.Errorf("%d numbers, %d without", numbers, none)
	}
}

func TestArgumentsUnchangedAndOrderIrrelevant(t *testing.T) {
	worlds(false, func(rng *rand.Rand, f Flows) {
		print := func() (text string) {
			for _, p := range f.panels() {
				text += fmt.Sprintf("%+v", *p)
			}
			return text
		}
		before := print()
		s := fmt.Sprintf("%+v", Screen(f, question))
		if print() != before {
			t.Fatal("Screen changed its arguments")
		}
		for _, p := range f.panels() {
			rng.Shuffle(len(p.Series), func(i, j int) { p.Series[i], p.Series[j] = p.Series[j], p.Series[i] })
		}
		if fmt.Sprintf("%+v", Screen(f, question)) != s {
			t.Fatal("Screen depends on the order of the series")
		}
	})
}

// Every component is what the declarations say, added up by hand.
func TestComponentsAgainstSums(t *testing.T) {
	worlds(true, func(_ *rand.Rand, f Flows) {
		for _, r := range Screen(f, question).Results {
			sum := func(p *tradeflow.Panel, year int, from, to []tradeflow.Country, categories ...string) (v float64) {
				for _, s := range p.Series {
					if !slices.Contains(from, s.Key.Reporter) || !slices.Contains(to, s.Key.Partner) || !slices.Contains(categories, s.Key.Category) {
						continue
					}
					for j, t := range p.Periods {
						if tradeflow.Year(year).Contains(t) {
							v += s.Values[j]
						}
					}
				}
				return v / 12
			}
			hub, russia := []tradeflow.Country{r.Hub}, []tradeflow.Country{"RUS"}
			both := func(p *tradeflow.Panel, from, to []tradeflow.Country, categories ...string) (before, after float64) {
				return sum(p, 2021, from, to, categories...), sum(p, 2022, from, to, categories...)
			}
			x0, x1 := both(f.Supply, sanctioners, hub, r.Category)
			d0, d1 := both(f.Supply, sanctioners, russia, r.Category)
			o0, o1 := both(f.Onward, hub, russia, r.Category)
			m0, m1 := both(f.Arrivals, hub, sanctioners, r.Category)
			_, xkg := both(f.SupplyWeight, sanctioners, hub, r.Category)
			_, okg := both(f.OnwardWeight, hub, russia, r.Category)
			c0, c1 := both(f.Supply, sanctioners, hub, "toys", "wine")
			p0, p1 := both(f.Supply, sanctioners, question.Comparable, r.Category)
			want := map[string]float64{
				"hub increase": x1 - x0, "hub growth": x1/x0 - 1, "onward increase": o1 - o0, "onward growth": o1/o0 - 1,
				"missing transit, after": x1 - m1/1.06,
				"pass-through":           (o1 / okg) / (x1 / xkg), "placebo goods": c1/c0 - 1, "placebo hubs": p1/p0 - 1,
			}
			if d0-d1 > 1 {
				want["substitution"] = (o1 - o0) / (d0 - d1)
			}
			if x1-x0 > 1 {
				want["missing share of increase"] = ((x1 - m1/1.06) - (x0 - m0/1.06)) / (x1 - x0)
			}
			for _, c := range r.Components() {
				w, expected := want[c.Name]
				switch {
				case expected && !(math.Abs(c.Value-w) <= 1e-9*max(1, math.Abs(w))):
					t.Fatalf("%s is %v, want %v", c.Name, c.Value, w)
				case !expected && (c.Name == "substitution" || c.Name == "missing share of increase") && c.Status != tradeflow.BelowFloor:
					t.Fatalf("%s over nothing is %v (%s)", c.Name, c.Value, c.Status)
				}
			}
		}
	})
}

// In another currency of a third of the value, amounts are a third, and rates and
// ratios the same.
func TestCurrencyIsIrrelevantToRatios(t *testing.T) {
	worlds(true, func(_ *rand.Rand, f Flows) {
		q := question
		q.Floor = 0
		was := Screen(f, q)
		for _, p := range []*tradeflow.Panel{f.Supply, f.Onward, f.Arrivals} {
			for i := range p.Series {
				for j := range p.Periods {
					v := p.Series[i].Values[j] / 3
					p.Series[i].Set(j, v, v, tradeflow.OK)
				}
			}
		}
		for i, r := range Screen(f, q).Results {
			for j, c := range r.Components() {
				w := was.Results[i].Components()[j]
				want := w.Value
				if c.Unit.Kind == tradeflow.PerUnit {
					want /= 3
				}
				if c.Status != w.Status || c.Status.HasNumber() && !(math.Abs(c.Value-want) <= 1e-9*max(1, math.Abs(want))) {
					t.Fatalf("%s is %v (%s), want %v", c.Name, c.Value, c.Status, want)
				}
			}
		}
	})
}

// A sanctioner that is silent for one month leaves no total, and is named; another
// one missing from the panel altogether too.
func TestUnknownSanctionerIsNoZero(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	for i := range f.Supply.Series {
		if s := &f.Supply.Series[i]; s.Key.Reporter == "POL" {
			s.Set(13, math.NaN(), math.NaN(), tradeflow.NotReported)
		}
	}
	s := Screen(f, question)
	for _, r := range s.Results {
		if r.HubGrowth.Status != tradeflow.IncompleteWindow || r.Supply.N != 2 || !slices.Equal(r.Supply.Unknown, []tradeflow.Country{"POL"}) {
			t.Errorf("%+v", r.HubGrowth)
		}
		if r.OnwardGrowth.Status != tradeflow.OK {
			t.Errorf("the hub's own exports are known: %s", r.OnwardGrowth)
		}
	}
	if !slices.ContainsFunc(s.Warnings, func(w tradeflow.Warning) bool { return strings.HasSuffix(w.Text, "known of Poland") }) {
		t.Errorf("warnings %v", s.Warnings)
	}
	q := question
	q.Sanctioners = []tradeflow.Country{"DEU", "USA"}
	if r := Screen(f, q).Results[0]; r.HubGrowth.Status.HasNumber() || !slices.Equal(r.Supply.Unknown, []tradeflow.Country{"USA"}) {
		t.Errorf("nothing is known of the United States: %+v", r.Supply)
	}
}

// A flow that nobody declared is a zero where its declarant published, and so a hub
// that never declares imports of a category misses all of it.
func TestNothingDeclaredIsZeroWherePublished(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	f.Arrivals = f.Arrivals.Only(func(k tradeflow.Key) bool {
		return k.Reporter != "KAZ" || k.Category != "drones"
	})
	for _, r := range Screen(f, question).Results {
		if r.Hub == "KAZ" && r.Category == "drones" && (r.MissingTransit.Value != r.Supply.After.Value || r.MissingTransit.Before != r.Supply.Before.Value || r.Arrivals.After.Status != tradeflow.OK) {
			t.Errorf("missing %+v of %+v", r.MissingTransit, r.HubIncrease)
		}
	}
	f.Arrivals = f.Arrivals.Only(func(k tradeflow.Key) bool { return k.Reporter != "KAZ" })
	for _, r := range Screen(f, question).Results {
		if r.Hub == "KAZ" && r.MissingTransit.Status != tradeflow.PartnerSilent {
			t.Errorf("Kazakhstan published nothing: %s", r.MissingTransit)
		}
	}
}

// What hubs declare as imports may stand for the supply, and says nothing of what the
// target got. Turned by hand, it must not look as if it did.
func TestSupplyAsHubsDeclareIt(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	imports := f.Arrivals
	for _, supply := range []*tradeflow.Panel{imports, imports.Flip()} {
		for _, r := range Screen(Flows{Supply: supply, Onward: f.Onward}, question).Results {
			if r.Direct.Before.Status.HasNumber() || r.Substitution.Status.HasNumber() {
				t.Errorf("direct %+v, substitution %s", r.Direct, r.Substitution)
			}
			before, after := 0.0, 0.0
			for _, s := range imports.Series {
				if s.Key.Reporter == r.Hub && s.Key.Category == r.Category {
					for j := range 12 {
						before, after = before+s.Values[j]/12, after+s.Values[12+j]/12
					}
				}
			}
			if math.Abs(r.Supply.Before.Value-before) > 1e-6 || math.Abs(r.HubIncrease.Value-(after-before)) > 1e-6 {
				t.Errorf("supply %+v, want %v and %v", r.Supply, before, after)
			}
		}
	}
}

func TestOtherCurrency(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	f.Onward.Unit.Name, f.Arrivals.Unit.Name = "EUR", "EUR"
	s := Screen(f, question)
	for _, r := range s.Results {
		for _, c := range []Component{r.Substitution, r.MissingTransit, r.MissingShare, r.PassThrough} {
			if c.Status != tradeflow.UnitChange {
				t.Errorf("%s is %s", c.Name, c)
			}
		}
		if r.OnwardIncrease.Unit.Name != "EUR per month" || !r.HubGrowth.Status.HasNumber() {
			t.Errorf("%+v", r.OnwardIncrease)
		}
	}
	if n := len(s.Warnings); n < 3 {
		t.Errorf("%d warnings", n)
	}
}

func TestWhatThePanelsKnowSurvives(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	files := func(l *tradeflow.Ledger) (names []string) {
		for _, f := range l.Files {
			names = append(names, f.Path)
		}
		return names
	}
	for _, p := range f.panels() {
		p.Ledger = &tradeflow.Ledger{Files: []tradeflow.FileLedger{{Path: p.Sources[0]}}}
	}
	s := Screen(f, question)
	for _, p := range f.panels() {
		if !slices.Contains(s.Warnings, p.Warnings[0]) || !slices.Contains(s.Sources, p.Sources[0]) {
			t.Errorf("%v or %v is lost", p.Warnings, p.Sources)
		}
		if s.Ledger == nil || !slices.Contains(files(s.Ledger), files(p.Ledger)[0]) {
			t.Errorf("the ledger of %v is lost", p.Ledger)
		}
	}
}

func TestSlipsPanic(t *testing.T) {
	f := world(rand.New(rand.NewPCG(1, 3)), true)
	with := func(change func(*Screens)) Screens {
		q := question
		change(&q)
		return q
	}
	flipped := f
	flipped.Arrivals = f.Arrivals.Flip()
	wrong := f
	wrong.Supply = f.Supply.Only(func(tradeflow.Key) bool { return true })
	wrong.Supply.Query.Direction = tradeflow.ReExport
	for want, slip := range map[string]func(){
		"no target":                     func() { Screen(f, Screens{}) },
		"the window 2021 does not come": func() { Screen(f, with(func(q *Screens) { q.Before, q.After = q.After, q.Before })) },
		"KAZ is in the question twice":  func() { Screen(f, with(func(q *Screens) { q.Comparable = q.Hubs })) },
		"RUS is in the question twice":  func() { Screen(f, with(func(q *Screens) { q.Hubs = []tradeflow.Country{"RUS"} })) },
		"floor -1":                      func() { Screen(f, with(func(q *Screens) { q.Floor = -1 })) },
		"Flows.Supply is nil":           func() { Screen(Flows{}, question) },
		"Flows.Arrivals are exports":    func() { Screen(flipped, question) },
		"re-exports are a part of":      func() { Screen(wrong, question) },
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, "reroute.Screen: "+want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			slip()
		}()
	}
}

// BenchmarkScreen is 15 hubs, 30 sanctioners, 400 categories, 48 months.
func BenchmarkScreen(b *testing.B) {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "USD"}}
	for m := range 48 {
		p.Periods = append(p.Periods, tradeflow.Month(2020, time.January).Shift(m))
	}
	q := Screens{Target: "RUS", Before: tradeflow.Window(tradeflow.Year(2020), tradeflow.Year(2021)), After: tradeflow.Window(tradeflow.Year(2022), tradeflow.Year(2023))}
	for i := range 15 {
		q.Hubs = append(q.Hubs, tradeflow.Country(fmt.Sprintf("H%02d", i)))
	}
	for i := range 30 {
		q.Sanctioners = append(q.Sanctioners, tradeflow.Country(fmt.Sprintf("S%02d", i)))
	}
	for _, s := range q.Sanctioners {
		for _, h := range append(q.Hubs, q.Target) {
			for c := range 400 {
				series := tradeflow.NewSeries(tradeflow.Key{Reporter: s, Partner: h, Category: fmt.Sprint(c)}, 48, tradeflow.OK)
				for j := range 48 {
					series.Set(j, float64(1+(c*7919+j*104729)%1003), float64(1+(c*7919+j*104729)%1003), tradeflow.OK)
				}
				p.Series = append(p.Series, series)
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Screen(Flows{Supply: p, Onward: p}, q)
	}
}
