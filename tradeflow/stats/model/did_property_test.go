package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

var didAfter = Design{After: tradeflow.Year(2020)}

// didRandom returns treated and control series for ten years. The treatment adds
// effect log points from 2020 on. Where clean is false, some cells are unknown, zero,
// negative or ranges.
func didRandom(seed uint64, n int, effect float64, clean bool) (treated, control *tradeflow.Panel) {
	rng := rand.New(rand.NewPCG(seed, 2))
	unknown := []tradeflow.Status{tradeflow.NotReported, tradeflow.Confidential, tradeflow.EditionBreak, tradeflow.NotInNomenclature}
	for g, p := range []**tradeflow.Panel{&treated, &control} {
		*p = &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}, Sources: []string{"made up"}}
		(*p).Warn(tradeflow.AboutCoverage, fmt.Sprintf("warning of panel %d", g))
	}
	year := make([]float64, 10)
	for t := range year {
		year[t] = 0.3 * rng.NormFloat64()
		treated.Periods = append(treated.Periods, tradeflow.Year(2014+t))
		control.Periods = append(control.Periods, tradeflow.Year(2014+t))
	}
	for i := range n {
		p := []*tradeflow.Panel{treated, control}[i%2]
		s := tradeflow.NewSeries(tradeflow.Key{Partner: tradeflow.Country(fmt.Sprintf("P%03d", i)), Category: "optics"}, 10, tradeflow.NotReported)
		level := 10 + 2*rng.NormFloat64()
		for t := range year {
			x := level + year[t] + 0.4*rng.NormFloat64()
			if i%2 == 0 && t >= 6 {
				x += effect
			}
			v, status := math.Round(1000*math.Exp(x))/1000, tradeflow.OK
			upper := v
			if !clean {
				switch rng.IntN(25) {
				case 0:
					v, upper, status = math.NaN(), math.NaN(), unknown[rng.IntN(len(unknown))]
				case 1, 2:
					v, upper = 0, 0
				case 3:
					v, upper, status = 0, 0, tradeflow.Implied
				case 4:
					upper = 1.01 * v
				case 5:
					upper = 2 * v
				case 6:
					if t == 3 {
						v, upper = -v, -v
					}
				}
			}
			s.Set(t, v, upper, status)
		}
		p.Series = append(p.Series, s)
	}
	return treated, control
}

var didMethods = map[string]func(a, b *tradeflow.Panel, o Design) Effect{"DiD": DiD, "PPML": PPML}

// didScaled multiplies series i, or all for −1.
func didScaled(p *tradeflow.Panel, i int, by float64) *tradeflow.Panel {
	q := p.Only(func(tradeflow.Key) bool { return true })
	for k := range q.Series {
		if i < 0 || i == k {
			for t := range q.Periods {
				q.Series[k].Values[t] *= by
				q.Series[k].Upper[t] *= by
			}
		}
	}
	return q
}

func didNear(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEffectsDoNotDependOnTheScale(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for seed := range uint64(10) {
		treated, control := didRandom(seed, 20, 0.5, false)
		for name, f := range didMethods {
			want := f(treated, control, didAfter)
			if want.Status != tradeflow.OK {
				t.Fatalf("%s, seed %d: %s: %s", name, seed, want.Status, want.Note)
			}
			got := f(didScaled(treated, -1, 1000), didScaled(control, -1, 1000), didAfter)
			for what, pair := range map[string][2]float64{"estimate": {got.Estimate, want.Estimate}, "error": {got.SE, want.SE}, "F": {got.PreTrend.F, want.PreTrend.F}, "wild": {got.WildP, want.WildP}} {
				didNear(t, name+", "+what, pair[0], pair[1], 1e-9)
			}
		}
		want := DiD(treated, control, didAfter)
		got := DiD(didScaled(treated, 3, 7), control, didAfter)
		didNear(t, "one series scaled", got.Estimate, want.Estimate, 1e-10)
		didNear(t, "one series scaled, error", got.SE, want.SE, 1e-10)
	}
}

// TestPPMLIsTheRawNumber: on panels without holes, with and without zeros.
func TestPPMLIsTheRawNumber(t *testing.T) {
	for seed := range uint64(20) {
		treated, control := didRandom(seed, 12, -0.5, true)
		if seed%2 == 0 {
			for t := range 5 {
				treated.Series[t].Set(2*t, 0, 0, tradeflow.Implied)
				control.Series[t].Set(1+t, 0, 0, tradeflow.OK)
			}
		}
		e := PPML(treated, control, didAfter)
		didNear(t, "PPML", e.Estimate, e.Raw.Log, 1e-10)
		didNear(t, "percent", e.Percent, (e.Raw.TreatedAfter/e.Raw.TreatedBefore)/(e.Raw.ControlAfter/e.Raw.ControlBefore)-1, 1e-10)
	}
}

// TestDiDOfBalancedPanels: without holes, the estimate is the difference of four
// means of logarithms.
func TestDiDOfBalancedPanels(t *testing.T) {
	for seed := range uint64(10) {
		treated, control := didRandom(seed, 12, 0.5, true)
		var sums, n [2]float64
		change := 0.0
		for g, p := range []*tradeflow.Panel{control, treated} {
			sums, n = [2]float64{}, [2]float64{}
			for _, s := range p.Series {
				for j, v := range s.Values {
					a := effectsBit(j >= 6)
					sums[a] += math.Log(v)
					n[a]++
				}
			}
			change += float64(2*g-1) * (sums[1]/n[1] - sums[0]/n[0])
		}
		didNear(t, "DiD", DiD(treated, control, didAfter).Estimate, change, 1e-10)
	}
}

// TestPlantedEffects: the interval of 95 % holds the effect that is there, and the
// pre-trend test refuses 5 % of parallel trends, in about as many samples. Flows are of
// one size on average: large ones beside small ones are the next test.
func TestPlantedEffects(t *testing.T) {
	for name, f := range didMethods {
		inside, refused := 0, 0
		for seed := range uint64(200) {
			treated, control := didRandom(seed, 120, 0.4, true)
			for _, p := range []*tradeflow.Panel{treated, control} {
				for _, s := range p.Series {
					sum := 0.0
					for _, v := range s.Values {
						sum += v
					}
					for j := range s.Values {
						s.Set(j, s.Values[j]/sum, s.Values[j]/sum, tradeflow.OK)
					}
				}
			}
			e := f(treated, control, didAfter)
			inside += effectsBit(e.Low <= 0.4 && 0.4 <= e.High)
			refused += effectsBit(e.PreTrend.P < 0.05)
			if name == "PPML" {
				didNear(t, "effective clusters of 60 that are alike", e.EffectiveClusters, 60, 1e-9)
			}
		}
		// 190 and 10 with three standard deviations of the binomial, and room for a
		// sandwich of 120 clusters.
		if inside < 178 || inside > 199 || refused < 1 || refused > 22 {
			t.Errorf("%s: the effect is in %d of 200 intervals, %d of 200 parallel trends are refused", name, inside, refused)
		}
	}
}

// TestFewLargeFlowsAreSaid: PPML is too sure of itself where a few flows outweigh the
// others, and so is R's; no answer of that kind goes without a warning.
func TestFewLargeFlowsAreSaid(t *testing.T) {
	inside := map[string]int{}
	for seed := range uint64(200) {
		treated, control := didRandom(seed, 60, 0.4, true) // the largest are a thousand times the smallest
		for name, f := range didMethods {
			e := f(treated, control, didAfter)
			inside[name] += effectsBit(e.Low <= 0.4 && 0.4 <= e.High)
			warned := slices.ContainsFunc(e.Warnings, func(w tradeflow.Warning) bool {
				return strings.Contains(w.Text, "by their flows")
			})
			if warned != (name == "PPML") {
				t.Fatalf("%s, seed %d: %v effective clusters, warnings %v", name, seed, e.EffectiveClusters, e.Warnings)
			}
		}
	}
	if inside["DiD"] < 178 || inside["PPML"] > 175 {
		t.Errorf("%v of 200: the warning says something else", inside)
	}
}

// TestWildBootstrapKeepsItsSize: without an effect, p is below 0.1 in about 10 %.
func TestWildBootstrapKeepsItsSize(t *testing.T) {
	below := 0
	for seed := range uint64(200) {
		treated, control := didRandom(seed, 14, 0, true)
		o := didAfter
		o.Replications = 399
		below += effectsBit(DiD(treated, control, o).WildP < 0.1)
	}
	if below < 8 || below > 34 {
		t.Errorf("%d of 200 are below 0.1", below)
	}
}

func TestEffectsDoNotDependOnOrderOrScheduling(t *testing.T) {
	for seed := range uint64(5) {
		treated, control := didRandom(seed, 24, 0.5, false)
		before := fmt.Sprintf("%+v%+v", *treated, *control)
		o := Design{After: tradeflow.Year(2020), Seed: 7, Replications: 99}
		answer := func(a, b *tradeflow.Panel) string {
			e := EventStudy(a, b, o)
			p := e.Panel()
			return fmt.Sprintf("%+v\n%+v\n%+v\n%+v\n%+v", DiD(a, b, o), PPML(a, b, o), e.Estimate, e.SE, *p)
		}
		want := answer(treated, control)
		procs := runtime.GOMAXPROCS(1)
		single := answer(treated, control)
		runtime.GOMAXPROCS(procs)
		if single != want {
			t.Errorf("seed %d: the answer depends on GOMAXPROCS", seed)
		}
		if fmt.Sprintf("%+v%+v", *treated, *control) != before {
			t.Fatal("the argument was changed")
		}
		rng := rand.New(rand.NewPCG(seed, 9))
		for _, p := range []*tradeflow.Panel{treated, control} {
			rng.Shuffle(len(p.Series), func(i, j int) { p.Series[i], p.Series[j] = p.Series[j], p.Series[i] })
		}
		shuffled := answer(treated.At(didShuffled(rng, treated.Periods)...), control)
		if shuffled != want {
			t.Errorf("seed %d: the answer depends on the order of series or periods:\n%s\n%s", seed, shuffled, want)
		}
	}
}

func didShuffled(rng *rand.Rand, periods []tradeflow.Period) []tradeflow.Period {
	all := slices.Clone(periods)
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// TestEveryCellIsCounted: what is used and what is dropped add up to the panels.
func TestEveryCellIsCounted(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for seed := range uint64(30) {
		treated, control := didRandom(seed, 10, 0.5, false)
		control = control.At(control.Periods[1:]...)
		all := len(treated.Series)*len(treated.Periods) + len(control.Series)*len(control.Periods)
		es := EventStudy(treated, control, didAfter)
		for name, s := range map[string]Sample{"DiD": DiD(treated, control, didAfter).Sample, "PPML": PPML(treated, control, didAfter).Sample, "EventStudy": es.Sample} {
			n := s.N
			for _, d := range s.Dropped {
				n += d.Cells
				if d.Cells < d.Series || d.Series <= 0 {
					t.Errorf("%s: %+v", name, d)
				}
			}
			if n != all {
				t.Errorf("%s, seed %d: %d of %d cells: %+v", name, seed, n, all, s.Dropped)
			}
			for _, w := range append(slices.Clone(treated.Warnings), control.Warnings...) {
				if !slices.Contains(s.Warnings, w) {
					t.Errorf("%s lost %q", name, w.Text)
				}
			}
		}
		for j, status := range es.Statuses {
			if status.HasNumber() == math.IsNaN(es.Estimate[j]) || math.IsInf(es.Estimate[j], 0) {
				t.Errorf("seed %d, %s: %v with status %s", seed, es.Times[j], es.Estimate[j], status)
			}
			if es.Low[j] > es.Estimate[j] || es.High[j] < es.Estimate[j] {
				t.Errorf("%v is not between %v and %v", es.Estimate[j], es.Low[j], es.High[j])
			}
		}
	}
}

func didLarge(zeros bool) (treated, control *tradeflow.Panel) {
	rng := rand.New(rand.NewPCG(1, 1))
	treated, control = &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}, &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
	for m := range 60 {
		treated.Periods = append(treated.Periods, tradeflow.Month(2019, time.January).Shift(m))
	}
	control.Periods = treated.Periods
	for i := range 2000 {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: tradeflow.Country(fmt.Sprintf("R%02d", i%40)), Partner: tradeflow.Country(fmt.Sprintf("P%02d", i/40))}, 60, tradeflow.NotReported)
		level := 10 + 2*rng.NormFloat64()
		for t := range 60 {
			v := math.Exp(level + 0.5*rng.NormFloat64())
			if zeros && rng.IntN(4) == 0 {
				v = 0
			}
			if rng.IntN(20) > 0 {
				s.Set(t, v, v, tradeflow.OK)
			}
		}
		p := []*tradeflow.Panel{control, treated}[effectsBit(i%3 == 0)]
		p.Series = append(p.Series, s)
	}
	return treated, control
}

func BenchmarkDiD(b *testing.B)  { didBenchmark(b, DiD) }
func BenchmarkPPML(b *testing.B) { didBenchmark(b, PPML) }

// 2,000 series by 60 months, with the pre-trend test.
func didBenchmark(b *testing.B, f func(a, c *tradeflow.Panel, o Design) Effect) {
	treated, control := didLarge(true)
	b.ReportAllocs()
	for b.Loop() {
		if e := f(treated, control, Design{After: tradeflow.Month(2022, time.March)}); e.Status != tradeflow.OK || e.PreTrend.Status != tradeflow.OK {
			b.Fatal(e.Note, e.PreTrend.Note)
		}
	}
}
