package reroute

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// flows is a monthly panel from January 2019 on, of flows that Germany declares.
func flows(months int, to map[tradeflow.Country]func(j int) float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "USD"}}
	for m := range months {
		p.Periods = append(p.Periods, tradeflow.Month(2019, time.January).Shift(m))
	}
	for partner, f := range to {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU", Partner: partner}, months, tradeflow.OK)
		for j := range months {
			s.Set(j, f(j), f(j), tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func step(before, after float64, at int) func(int) float64 {
	return func(j int) float64 {
		if j < at {
			return before
		}
		return after
	}
}

func years(first, last int) tradeflow.Period {
	return tradeflow.Window(tradeflow.Year(first), tradeflow.Year(last))
}

// turn finds what trying every parting finds, by least squares on twelve month means
// and a step.
func TestTurnAgainstEveryParting(t *testing.T) {
	start := tradeflow.Month(2019, time.May)
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 4))
		n := 24 + rng.IntN(20)
		x, y := make([]cells.Cell, n), mat.NewVecDense(n, nil)
		for i := range x {
			x[i].Value = 100 + rng.NormFloat64() + 10*math.Sin(float64(i)*math.Pi/6)
			if seed%2 == 0 && i >= n/2 {
				x[i].Value += float64(seed % 3)
			}
			y.SetVec(i, x[i].Value)
		}
		fit := func(k int) (b mat.VecDense, rss float64) {
			columns := 13
			if k == 0 {
				columns = 12
			}
			a := mat.NewDense(n, columns, nil)
			for i := range n {
				a.Set(i, i%12, 1)
				if k > 0 && i >= k {
					a.Set(i, 12, 1)
				}
			}
			if err := b.SolveVec(a, y); err != nil {
				t.Fatal(err)
			}
			var e mat.VecDense
			e.MulVec(a, &b)
			e.SubVec(y, &e)
			return b, mat.Dot(&e, &e)
		}
		_, all := fit(0)
		for _, sign := range []float64{-1, 1} {
			want, least := noStep, math.Inf(1)
			for k := shortest; k <= n-shortest; k++ {
				b, rss := fit(k)
				if b.AtVec(12)*sign > 0 && rss < least {
					least = rss
					want = Step{At: start.Shift(k)}
					for m := range 12 {
						want.Before += b.AtVec(m) / 12
					}
					want.After = want.Before + b.AtVec(12)
					f := (all - rss) / (rss / float64(n-13))
					want.P = min(1, float64(n-2*shortest+1)*distuv.F{D1: 1, D2: float64(n - 13)}.Survival(f))
				}
			}
			got := turn(x, sign, start)
			if got.At != want.At || math.Abs(got.Before-want.Before) > 1e-8 || math.Abs(got.After-want.After) > 1e-8 || math.Abs(got.P-want.P) > 1e-8 {
				t.Fatalf("seed %d: %+v, want %+v", seed, got, want)
			}
		}
	}
}

// In noise nothing falls and nothing rises; a step of three standard deviations is found.
func TestTimingOfNoise(t *testing.T) {
	q := Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU"}, Hubs: []tradeflow.Country{"KAZ"}, Before: years(2019, 2021), After: years(2022, 2023)}
	found, near := 0, 0
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 2))
		noise := func(drop float64) func(int) float64 {
			values := make([]float64, 60)
			for j := range values {
				values[j] = 100 + 5*rng.NormFloat64()
				if j >= 38 {
					values[j] += drop
				}
			}
			return func(j int) float64 { return values[j] }
		}
		r := Screen(Flows{Supply: flows(60, map[tradeflow.Country]func(int) float64{"RUS": noise(0), "KAZ": noise(0)})}, q).Results[0]
		switch c := r.Timing; {
		case c.Status.HasNumber():
			found++
		case !strings.HasPrefix(c.String(), "no "):
			t.Fatalf("says %q", c)
		case !r.Rise.At.IsValid(): // every parting is a fall
		case !(math.Abs(c.After-c.Before) < 30) || !(r.Rise.P > 0) || c.Before != r.Rise.Before:
			t.Fatalf("from %v to %v, %+v", c.Before, c.After, r.Rise)
		}
		r = Screen(Flows{Supply: flows(60, map[tradeflow.Country]func(int) float64{"RUS": noise(-15), "KAZ": noise(15)})}, q).Results[0]
		if math.Abs(r.Timing.Value) <= 2 {
			near++
		}
	}
	if found > 3 {
		t.Errorf("a number in %d of 300 worlds without a step", found)
	}
	if near < 280 {
		t.Errorf("0 months within 2 in %d of 300 worlds with steps in the same month", near)
	}
}

// Nothing but season, as long or as short as windows are: no trend, no substitution and
// no turning point of the hub.
func TestPureSeason(t *testing.T) {
	season := func(j int) float64 { return 50 + 100*float64(j%12/6) }
	for name, q := range map[string]Screens{
		"three years":          {Before: years(2019, 2021), After: years(2022, 2023)},
		"two years":            {Before: years(2020, 2021), After: years(2022, 2022)},
		"one year":             {Before: tradeflow.Year(2021), After: tradeflow.Year(2022)},
		"two years and a half": {Before: tradeflow.Window(tradeflow.Year(2019), tradeflow.Span(2021, 1, 6)), After: tradeflow.Window(tradeflow.Year(2022), tradeflow.Span(2024, 1, 6))},
		"eighteen months":      {Before: tradeflow.Window(tradeflow.Year(2020), tradeflow.Span(2021, 1, 6)), After: tradeflow.Window(tradeflow.Year(2022), tradeflow.Span(2023, 1, 6))},
	} {
		q.Target, q.Sanctioners, q.Hubs = "RUS", []tradeflow.Country{"DEU"}, []tradeflow.Country{"KAZ"}
		s := Screen(Flows{Supply: flows(66, map[tradeflow.Country]func(int) float64{"RUS": step(200, 100, 36), "KAZ": season})}, q)
		r := s.Results[0]
		want := tradeflow.TooFew
		if q.Before.Months() >= 24 {
			want = tradeflow.OK
		}
		for _, c := range []Component{r.PreTrend, r.SupplySubstitution} {
			if c.Status != want || want == tradeflow.OK && math.Abs(c.Value) > 1e-12 {
				t.Errorf("%s: %s is %s (%v)", name, c.Name, c, c.Value)
			}
		}
		if r.Timing.Status != tradeflow.BelowFloor || r.Rise.At.IsValid() || r.Fall.At != tradeflow.Month(2022, time.January) {
			t.Errorf("%s: timing %s, fall %+v, rise %+v", name, r.Timing, r.Fall, r.Rise)
		}
	}
}

// A straight trend with a season is the trend: supply substitution is zero, to rounding,
// whatever the length of the windows.
func TestTrendWithSeason(t *testing.T) {
	for _, months := range []int{24, 30, 36, 41, 48} {
		q := Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU"}, Hubs: []tradeflow.Country{"KAZ"},
			Before: tradeflow.Window(tradeflow.Month(2019, 1), tradeflow.Month(2019, 1).Shift(months-1))}
		q.After = q.Before.Shift(48)
		r := Screen(Flows{Supply: flows(96, map[tradeflow.Country]func(int) float64{"RUS": step(200, 100, 48),
			"KAZ": func(j int) float64 { return 100 + 3*float64(j) + 50*float64(j%12/6) }})}, q).Results[0]
		if !(math.Abs(r.SupplySubstitution.Value) < 1e-9) || !(math.Abs(r.SupplySubstitution.Before-r.Supply.After.Value) < 1e-9) {
			t.Errorf("%d months: supply substitution %v of %v", months, r.SupplySubstitution.Value, r.SupplySubstitution.Before)
		}
	}
}

// Rows show both levels, and count in English.
func TestRows(t *testing.T) {
	f := Flows{
		Supply:   flows(48, map[tradeflow.Country]func(int) float64{"RUS": step(200, 100, 36), "KAZ": step(10, 50, 37), "MNG": step(1, 1, 0)}),
		Arrivals: flows(48, map[tradeflow.Country]func(int) float64{"KAZ": step(10, 25, 36)}).Flip(),
	}
	f.Arrivals.Query.Direction = tradeflow.Import
	s := Screen(f, Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU"}, Hubs: []tradeflow.Country{"KAZ"}, Before: years(2020, 2021), After: tradeflow.Year(2022),
		Comparable: []tradeflow.Country{"MNG"}})
	var text strings.Builder
	for _, row := range s.Rows() {
		fmt.Fprintln(&text, strings.Join(row[2:7], " | "))
	}
	for _, want := range []string{
		"screen | before | after | value | rests on",
		"missing transit, after | 0.00 USD per month | 21.67 USD per month | 21.67 USD per month | 1 sanctioner\n",
		"timing | 10.00 USD per month | 50.00 USD per month | 1 month | 36 months\n",
		"onward growth | n/a | n/a | not reported | 0 hubs\n",
		"pass-through | n/a | n/a | not reported | 0 sanctioners\n",
		"placebo hubs | 1.00 USD per month | 1.00 USD per month | 0.0% | 1 comparable hub\n",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
}
