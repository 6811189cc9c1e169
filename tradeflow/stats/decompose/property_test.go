package decompose

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// every is every decomposition of values. Those of cells explain stats.Diff.
var every = map[string]struct {
	of    func(value, quantity *tradeflow.Panel) Decomposition
	cells bool
}{
	"ShiftShare":  {func(v, _ *tradeflow.Panel) Decomposition { return ShiftShare(v, nil) }, true},
	"MarketShare": {func(v, _ *tradeflow.Panel) Decomposition { return MarketShare(focus(v), v, Shapley) }, true},
	"CommodityFirst": {func(v, _ *tradeflow.Panel) Decomposition {
		return MarketShare(focus(v), v, CommodityFirst)
	}, true},
	"MarketFirst": {func(v, _ *tradeflow.Panel) Decomposition { return MarketShare(focus(v), v, MarketFirst) }, true},
	"LMDI":        {LMDI, true},
	"Bennet":      {Bennet, true},
	"Margins":     {func(v, _ *tradeflow.Panel) Decomposition { return Margins(v, tradeflow.Partner, 0) }, false},
	"MarginsFloor": {func(v, _ *tradeflow.Panel) Decomposition {
		return Margins(v, tradeflow.Partner|tradeflow.Category, 1000)
	}, false},
}

// focus is one economy's exports.
func focus(p *tradeflow.Panel) *tradeflow.Panel {
	return p.Only(func(k tradeflow.Key) bool { return k.Reporter == "DEU" })
}

// panels are all panels of a decomposition or of indices.
func (d Decomposition) panels() []*tradeflow.Panel {
	all := []*tradeflow.Panel{d.Change}
	for _, e := range d.Effects {
		all = append(all, e.Panel)
	}
	return all
}

func (all Indices) panels() []*tradeflow.Panel {
	return []*tradeflow.Panel{all.Price, all.Volume, all.Value, all.Matched, all.Drift}
}

// results are all panels that the package computes.
func results(value, quantity *tradeflow.Panel) map[string][]*tradeflow.Panel {
	all := map[string][]*tradeflow.Panel{}
	for name, f := range every {
		all[name] = f.of(value, quantity).panels()
	}
	for f := range Formula(formulaCount) {
		all[f.String()] = PriceIndex(value, quantity, tradeflow.Partner, f, false).panels()
		all[f.String()+" chained"] = PriceIndex(value, quantity, tradeflow.Partner|tradeflow.Category, f, true).panels()
	}
	return all
}

func TestEffectsAddUp(t *testing.T) {
	split, grown := 0, 0
	for _, clean := range []bool{true, false} {
		trials(t, clean, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
			for name, f := range every {
				d := f.of(value, quantity)
				for _, d := range []Decomposition{d, summed(t, d)} {
					for i, s := range d.Change.Series {
						for j := range d.Change.Periods {
							sum, size := 0.0, math.Abs(s.Values[j])
							for _, e := range d.Effects {
								v := e.Panel.Series[i].Values[j]
								sum, size = sum+v, size+math.Abs(v)
								if e.Panel.Series[i].Key != s.Key || e.Panel.Series[i].Status[j] != s.Status[j] || e.Panel.Series[i].Editions[j] != s.Editions[j] {
									t.Fatalf("%s: %s: %v %s, the change is %v %s", name, e.Name, e.Panel.Series[i].Key, e.Panel.Series[i].Status[j], s.Key, s.Status[j])
								}
								if v != 0 {
									grown++
								}
							}
							if s.Status[j].HasNumber() {
								split++
							}
							if !near(sum, s.Values[j], size) {
								t.Fatalf("%s: effects of %v add up to %v, the change is %v", name, s.Key, sum, s.Values[j])
							}
						}
					}
				}
			}
		})
	}
	if split < 10_000 || grown < 10_000 {
		t.Errorf("only %d changes were split, into %d effects", split, grown)
	}
}

func summed(t *testing.T, d Decomposition) Decomposition {
	t.Helper()
	all, err := d.Sum(tradeflow.Partner | tradeflow.Category)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Where there is a change to explain it is that of stats.Diff, and what stats.Diff
// does not know is not explained either.
func TestChangeIsTheDifference(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		for name, f := range every {
			d := f.of(value, quantity).Change
			want := stats.Diff(value)
			if !f.cells {
				dims := tradeflow.Partner
				if d.Series[0].Key.Category == "" {
					dims |= tradeflow.Category
				}
				want = total(t, want, dims)
			}
			for _, s := range d.Series {
				w := want.Find(s.Key)
				for j, v := range s.Values {
					switch {
					case s.Status[j].HasNumber() && !near(v, w.Values[j], 1e6+math.Abs(v)),
						!w.Status[j].HasNumber() && s.Status[j] != w.Status[j]:
						t.Fatalf("%s: %v: %v %s, the difference is %v %s", name, s.Key, v, s.Status[j], w.Values[j], w.Status[j])
					case !f.cells && s.Status[j] != w.Status[j]:
						t.Fatalf("%s: %v: %s, the difference is %s", name, s.Key, s.Status[j], w.Status[j])
					}
				}
			}
		}
	})
}

func TestNaNExactlyWhereStatusHasNoNumber(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		for name, panels := range results(value, quantity) {
			for _, q := range panels {
				for i, s := range q.Series {
					for j := range q.Periods {
						if math.IsNaN(s.Values[j]) == s.Status[j].HasNumber() || math.IsInf(s.Values[j], 0) {
							t.Fatalf("%s: %s, %s: %v with status %s", name, q.Label(i), q.Periods[j], s.Values[j], s.Status[j])
						}
					}
				}
			}
		}
	})
}

func TestArgumentsUnchanged(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		before := fmt.Sprintf("%+v %+v", *value, *quantity)
		for name, panels := range results(value, quantity) {
			for _, q := range panels { // what is done to a result must not reach the others, nor the arguments
				if !q.Periods[0].IsValid() || q.Warnings[0].Text == "" || q.Sources[0] == "" {
					t.Fatalf("%s: its results share memory", name)
				}
				for i := range q.Series {
					for j := range q.Periods {
						q.Series[i].Set(j, -1, -1, tradeflow.OK)
					}
				}
				q.Warn(tradeflow.AboutTotals, "another")
				clear(q.Periods)
				clear(q.Sources)
				clear(q.Warnings)
			}
			if fmt.Sprintf("%+v %+v", *value, *quantity) != before {
				t.Fatalf("%s changed its argument", name)
			}
		}
	})
}

func TestSeriesOrderIsIrrelevant(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	trials(t, false, func(rng *rand.Rand, value, quantity *tradeflow.Panel) {
		shuffle := func(p *tradeflow.Panel) *tradeflow.Panel {
			p = p.Only(func(tradeflow.Key) bool { return true })
			rng.Shuffle(len(p.Series), func(i, j int) { p.Series[i], p.Series[j] = p.Series[j], p.Series[i] })
			return p
		}
		want := results(value, quantity)
		for name, panels := range results(shuffle(value), shuffle(quantity)) {
			for k, q := range panels {
				slices.SortFunc(q.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
				if !same(q, want[name][k]) {
					t.Fatalf("%s depends on the order of the series", name)
				}
			}
		}
	})
}

func TestWhatThePanelsKnowSurvives(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		weighed := func(name string) bool { return every[name].of == nil || name == "LMDI" || name == "Bennet" }
		for name, panels := range results(value, quantity) {
			for _, q := range panels {
				if !slices.Contains(q.Warnings, value.Warnings[0]) || !slices.Contains(q.Sources, "made up") || q.Ledger != value.Ledger {
					t.Fatalf("%s lost a warning, a source or the ledger", name)
				}
				for _, s := range q.Series {
					if k := s.Key.Without(q.Query.By); k != (tradeflow.Key{}) {
						t.Fatalf("%s: keys by %s have %v", name, q.Query.By, k)
					}
					if q.Query.By.Has(tradeflow.Partner) == (s.Key.Partner == "") || q.Query.By.Has(tradeflow.Category) == (s.Key.Category == "") {
						t.Fatalf("%s: %v is not by %s", name, s.Key, q.Query.By)
					}
				}
				if weighed(name) && (!slices.Contains(q.Warnings, quantity.Warnings[1]) || !slices.Contains(q.Sources, "weighed")) {
					t.Fatalf("%s lost what the quantities know", name)
				}
			}
		}
	})
}
