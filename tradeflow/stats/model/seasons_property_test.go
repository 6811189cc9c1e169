package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// seasonRandom returns series of 60 months. Where clean is false, some cells are
// unknown, zero, negative or ranges, and editions change.
func seasonRandom(rng *rand.Rand, clean bool) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}, Sources: []string{"made up"}, Ledger: &tradeflow.Ledger{}}
	p.Warn(tradeflow.AboutCoverage, "a warning that must survive")
	for m := range 60 {
		p.Periods = append(p.Periods, tradeflow.Month(2019, time.January).Shift(m))
	}
	unknown := []tradeflow.Status{tradeflow.NotReported, tradeflow.Confidential, tradeflow.EditionBreak, tradeflow.NotInNomenclature}
	for i, partner := range []tradeflow.Country{"CHN", "IND", "KAZ", "KOR", "TUR", "USA"} {
		k := tradeflow.Key{Partner: partner, Commodity: hscodes.MustParse([]string{"690911", "901380"}[i%2])}
		s := tradeflow.NewSeries(k, len(p.Periods), tradeflow.NotReported)
		odds := 0 // of a hundred cells, so many are special
		if !clean {
			odds = []int{0, 2, 20, 0, 60, 98}[i]
		}
		adopts := 20 + rng.IntN(60)
		for j := range p.Periods {
			v := float64(1+rng.Int64N(1e12)) / 1000
			upper, status := v, tradeflow.OK
			s.Editions[j] = tradeflow.EditionSet(0).Add(hscodes.HS2017)
			if !clean && j >= adopts {
				s.Editions[j] = tradeflow.EditionSet(0).Add(hscodes.HS2022)
			}
			if rng.IntN(100) < odds {
				switch rng.IntN(6) {
				case 0, 1:
					status = unknown[rng.IntN(len(unknown))]
					v, upper = math.NaN(), math.NaN()
				case 2:
					v, upper, status = 0, 0, tradeflow.Implied
				case 3:
					v, upper = -v, -v
				case 4:
					upper = 1.01 * v
				case 5:
					upper = 2 * v
				}
			}
			s.Set(j, v, upper, status)
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func seasonTrials(t *testing.T, clean bool, f func(*rand.Rand, *tradeflow.Panel)) {
	t.Helper()
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 7))
		f(rng, seasonRandom(rng, clean))
	}
}

// seasonPanels is every function that answers with a panel.
var seasonPanels = map[string]func(*tradeflow.Panel) *tradeflow.Panel{
	"RobustZ":   RobustZ,
	"Trend":     func(p *tradeflow.Panel) *tradeflow.Panel { return STL(p, STLOptions{}).Trend },
	"Seasonal":  func(p *tradeflow.Panel) *tradeflow.Panel { return STL(p, STLOptions{SeasonalWindow: 7}).Seasonal },
	"Remainder": func(p *tradeflow.Panel) *tradeflow.Panel { return STL(p, STLOptions{Log: true}).Remainder },
	"Adjusted":  func(p *tradeflow.Panel) *tradeflow.Panel { return STL(p, STLOptions{Robust: true}).Adjusted },
	"Weights":   func(p *tradeflow.Panel) *tradeflow.Panel { return STL(p, STLOptions{Robust: true, Log: true}).Weights },
}

// seasonTests is every function that answers with tests.
var seasonTests = map[string]func(*tradeflow.Panel) any{
	"Breaks":       func(p *tradeflow.Panel) any { return Breaks(p, BreakOptions{}) },
	"BreaksLog":    func(p *tradeflow.Panel) any { return Breaks(p, BreakOptions{Log: true, Trim: 0.2}) },
	"CUSUM":        func(p *tradeflow.Panel) any { return CUSUM(p) },
	"EditionJumps": func(p *tradeflow.Panel) any { return EditionJumps(p) },
}

func TestSeasonsNaNExactlyWhereStatusHasNoNumber(t *testing.T) {
	seasonTrials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		for name, f := range seasonPanels {
			q := f(p)
			for i, s := range q.Series {
				for j := range q.Periods {
					low, high := s.Bounds(j)
					if v := s.Values[j]; math.IsNaN(v) == s.Status[j].HasNumber() || math.IsInf(v, 0) || s.Status[j].HasNumber() && !(low <= v && v <= high) {
						t.Fatalf("%s: %s, %s: %v, %v to %v, with status %s", name, q.Label(i), q.Periods[j], v, low, high, s.Status[j])
					}
				}
			}
		}
		number := func(what string, status tradeflow.Status, values ...float64) {
			for _, v := range values {
				if math.IsNaN(v) == (status == tradeflow.OK) || math.IsInf(v, 0) {
					t.Fatalf("%s: %v with status %s", what, v, status)
				}
			}
		}
		for _, b := range Breaks(p, BreakOptions{}) {
			number("Breaks", b.Status, b.SupF, b.PValue)
			if b.Status == tradeflow.OK && (!(b.PValue >= 0 && b.PValue <= 1) || len(b.Breaks) != b.Best || len(b.Segments) != b.Best+1 || len(b.BIC) != len(b.Dates)) {
				t.Fatalf("%+v", b)
			}
		}
		for _, c := range CUSUM(p) {
			number("CUSUM", c.Status, c.S0, c.PValue)
		}
		for _, j := range EditionJumps(p) {
			number("EditionJumps", j.Status, j.Jump, j.Z)
		}
	})
}

func TestSeasonsLeaveArgumentAlone(t *testing.T) {
	seasonTrials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		before := fmt.Sprintf("%+v", *p)
		for _, f := range seasonTests {
			f(p)
		}
		for name, f := range seasonPanels {
			q := f(p)
			if !slices.Contains(q.Warnings, p.Warnings[0]) || !slices.Equal(q.Sources, p.Sources) || q.Ledger != p.Ledger {
				t.Fatalf("%s lost a warning, a source or the ledger", name)
			}
			for i := range q.Series {
				for j := range q.Periods {
					q.Series[i].Set(j, -1, -1, tradeflow.OK)
				}
			}
			q.Warn(tradeflow.AboutTotals, "another")
			clear(q.Periods)
			if fmt.Sprintf("%+v", *p) != before {
				t.Fatalf("%s changed its argument", name)
			}
		}
	})
}

// Neither the order of the series nor that of the columns says anything.
func TestSeasonsOrderIsIrrelevant(t *testing.T) {
	seasonTrials(t, false, func(rng *rand.Rand, p *tradeflow.Panel) {
		shuffled := p.At(p.Periods...)
		rng.Shuffle(len(shuffled.Series), func(i, j int) {
			shuffled.Series[i], shuffled.Series[j] = shuffled.Series[j], shuffled.Series[i]
		})
		columns := slices.Clone(p.Periods)
		rng.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
		shuffled = shuffled.At(columns...)
		for name, f := range seasonPanels {
			got := f(shuffled).At(p.Periods...)
			slices.SortFunc(got.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
			if want := f(p).At(p.Periods...); fmt.Sprintf("%+v", *got) != fmt.Sprintf("%+v", *want) {
				t.Fatalf("%s depends on an order", name)
			}
		}
		sorted := shuffled.At(columns...)
		slices.SortFunc(sorted.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
		for name, f := range seasonTests {
			if fmt.Sprintf("%+v", f(sorted)) != fmt.Sprintf("%+v", f(p)) {
				t.Fatalf("%s depends on the order of the columns", name)
			}
		}
	})
}

// x is the sum, or the product, of its three parts, and the adjusted series that of two.
func TestSTLPartsMakeUpTheWhole(t *testing.T) {
	seasonTrials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		for _, o := range []STLOptions{{}, {Robust: true}, {SeasonalWindow: 7}, {Log: true}, {Log: true, SeasonalWindow: 13, SeasonalDegree: 1, Robust: true}} {
			s := STL(p, o)
			for i := range p.Series {
				for j, x := range p.Series[i].Values {
					a, b, c, adjusted := s.Trend.Series[i].Values[j], s.Seasonal.Series[i].Values[j], s.Remainder.Series[i].Values[j], s.Adjusted.Series[i].Values[j]
					whole, two, size := a+b+c, a+c, math.Abs(a)+math.Abs(b)+math.Abs(c)
					if o.Log {
						whole, two, size = a*b*c, a*c, x
					}
					if !(math.Abs(whole-x) <= 1e-12*size) || !(math.Abs(two-adjusted) <= 1e-12*max(size, two)) {
						t.Fatalf("%+v: %v, %v and %v of %v; adjusted %v", o, a, b, c, x, adjusted)
					}
					if w := s.Weights.Series[i].Values[j]; !(w >= 0 && w <= 1) || !o.Robust && w != 1 {
						t.Fatalf("weight %v", w)
					}
				}
			}
		}
	})
}

// A periodic season is the same every year, and a series that is nothing but a season
// and a level comes apart exactly.
func TestSTLPeriodicSeason(t *testing.T) {
	seasonTrials(t, true, func(rng *rand.Rand, p *tradeflow.Panel) {
		season, sum := make([]float64, 12), 0.0
		for m := range season {
			season[m] = rng.NormFloat64()
			sum += season[m]
		}
		s := &p.Series[0]
		for j := range s.Values {
			v := 100 + season[j%12] - sum/12
			s.Set(j, v, v, tradeflow.OK)
		}
		got := STL(p, STLOptions{})
		for i := range p.Series {
			for j := 12; j < 60; j++ {
				if a, b := got.Seasonal.Series[i].Values[j], got.Seasonal.Series[i].Values[j-12]; a != b {
					t.Fatalf("season %v, a year earlier %v", a, b)
				}
			}
		}
		for j := range s.Values {
			if d := got.Adjusted.Series[0].Values[j] - 100; !(math.Abs(d) < 1e-10) {
				t.Fatalf("adjusted %v, want 100", 100+d)
			}
		}
	})
}

// Multiplying by a power of two multiplies every part, bit for bit; so does a huge one.
func TestSTLIsHomogeneous(t *testing.T) {
	seasonTrials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		q := p.At(p.Periods...)
		for i := range q.Series {
			for j, v := range q.Series[i].Values {
				v = math.Ldexp(v, 900)
				q.Series[i].Set(j, v, v, tradeflow.OK)
			}
		}
		a, b := STL(p, STLOptions{Robust: true}), STL(q, STLOptions{Robust: true})
		for i := range p.Series {
			for j := range p.Periods {
				if x, y := a.Seasonal.Series[i].Values[j], b.Seasonal.Series[i].Values[j]; math.Ldexp(x, 900) != y {
					t.Fatalf("%v, and times 2^900 %v", x, y)
				}
			}
		}
	})
}

// Only a gap takes the numbers away, and only those of its series; the warning names it.
// At an end an unknown month is none, and the series is that of the other months.
func TestSTLGaps(t *testing.T) {
	seasonTrials(t, true, func(rng *rand.Rand, p *tradeflow.Panel) {
		want := STL(p, STLOptions{}).Adjusted
		j := rng.IntN(60)
		p.Series[2].Set(j, math.NaN(), math.NaN(), tradeflow.Confidential)
		got := STL(p, STLOptions{}).Adjusted
		end := j == 0 || j == 59
		for i := range p.Series {
			for k := range p.Periods {
				if i == 2 && !end && got.Series[i].Status[k] != tradeflow.IncompleteWindow || i != 2 && got.Series[i].Values[k] != want.Series[i].Values[k] {
					t.Fatalf("series %d has %v (%v), before %v", i, got.Series[i].Values[k], got.Series[i].Status[k], want.Series[i].Values[k])
				}
			}
		}
		if w := got.Warnings[len(got.Warnings)-1].Text; !strings.Contains(w, "Kazakhstan, HS 690911 lacks "+p.Periods[j].Words()) || end != strings.Contains(w, "1 unknown cells at the beginning or end") {
			t.Fatalf("the warning is %q", w)
		}
		// A column that is not there at all is the same gap, of all series; at an end it is none.
		q := p.At(slices.Delete(slices.Clone(p.Periods), j, j+1)...)
		status := STL(q, STLOptions{}).Trend.Series[0].Status[5]
		if inside := j > 0 && j < 59; inside != (status == tradeflow.IncompleteWindow) {
			t.Fatalf("without column %d the status is %v", j, status)
		}
	})
}

// Months that are not yet published, or not any more, change nothing but their own cells.
func TestSTLEnds(t *testing.T) {
	seasonTrials(t, true, func(rng *rand.Rand, p *tradeflow.Panel) {
		from, to := rng.IntN(12), 60-1-rng.IntN(12)
		want := STL(p.At(p.Periods[from:to]...), STLOptions{Robust: true})
		for j := range p.Periods {
			if j < from || j >= to {
				p.Series[2].Set(j, math.NaN(), math.NaN(), []tradeflow.Status{tradeflow.NotReported, tradeflow.EditionBreak}[effectsBit(j < from)])
			}
		}
		got := STL(p, STLOptions{Robust: true})
		for k, q := range got.panels() {
			for j := range p.Periods {
				x, status := q.Series[2].Values[j], q.Series[2].Status[j]
				if inside := j >= from && j < to; inside && x != want.panels()[k].Series[2].Values[j-from] || !inside && status != p.Series[2].Status[j] {
					t.Fatalf("%s: %v, %s; known from %d to %d", q.Periods[j], x, status, from, to)
				}
			}
		}
	})
}

// The median of robust z is 0, the median of |z| 1/1.4826; and a monotone map it is.
func TestRobustZIsStandardised(t *testing.T) {
	seasonTrials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		q := RobustZ(p)
		for i, s := range q.Series {
			x, z := p.Series[i].Values, slices.Clone(s.Values)
			for j := range x {
				if (x[j] > x[0]) != (z[j] > z[0]) {
					t.Fatalf("z turns %v and %v round", x[j], x[0])
				}
			}
			if m := robustMedian(z); math.Abs(m) > 1e-12 {
				t.Fatalf("median %v", m)
			}
			for j := range z {
				z[j] = math.Abs(z[j])
			}
			if m := robustMedian(z); math.Abs(m-1/1.4826) > 1e-12 {
				t.Fatalf("median of |z| %v", m)
			}
		}
	})
}

// Panels without numbers, or with such as no flow has, end in statuses.
func TestSeasonsOfBadPanels(t *testing.T) {
	key := tradeflow.Key{Partner: "CHN"}
	months := func(values ...float64) *tradeflow.Panel {
		p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Series: []tradeflow.Series{tradeflow.NewSeries(key, len(values), tradeflow.OK)}}
		for j, v := range values {
			p.Periods = append(p.Periods, tradeflow.Month(2020, time.January).Shift(j))
			p.Series[0].Set(j, v, v, tradeflow.OK)
		}
		return p
	}
	repeat := func(n int, values ...float64) []float64 { return slices.Repeat(values, n/len(values)) }
	nan, inf, huge, tiny := math.NaN(), math.Inf(1), math.MaxFloat64, math.SmallestNonzeroFloat64
	for name, p := range map[string]*tradeflow.Panel{
		"nothing":        {},
		"no period":      {Series: []tradeflow.Series{tradeflow.NewSeries(key, 0, tradeflow.OK)}},
		"no series":      {Periods: []tradeflow.Period{tradeflow.Month(2020, time.May)}},
		"zero period":    {Periods: make([]tradeflow.Period, 2), Series: []tradeflow.Series{tradeflow.NewSeries(key, 2, tradeflow.NotReported)}},
		"one":            months(1),
		"two":            months(1, 2),
		"equal":          months(repeat(60, 3)...),
		"zeros":          months(repeat(60, 0)...),
		"NaN":            months(repeat(60, nan)...),
		"some NaN":       months(repeat(60, 1, nan, 3)...),
		"infinite":       months(repeat(60, 1, inf, 3)...),
		"huge":           months(repeat(60, huge, -huge, 1)...),
		"large":          months(repeat(60, 1e300, -1e300, 1e299)...),
		"tiny":           months(repeat(60, tiny, 0, 3*tiny)...),
		"huge and tiny":  months(repeat(60, 1e300, 1e-300, 1e-300)...),
		"two and a half": months(repeat(30, 1, 2, 3)...),
	} {
		p.Unit = tradeflow.Unit{Name: "EUR"}
		for what, f := range seasonPanels {
			q := f(p)
			if len(q.Series) != len(p.Series) {
				t.Errorf("%s of %s: %d series", what, name, len(q.Series))
			}
			for _, s := range q.Series {
				for j, v := range s.Values {
					if math.IsNaN(v) == s.Status[j].HasNumber() || math.IsInf(v, 0) {
						t.Errorf("%s of %s: %v with status %v", what, name, v, s.Status[j])
					}
				}
			}
		}
		for what, f := range seasonTests {
			if text := fmt.Sprintf("%+v", f(p)); strings.Contains(text, "Inf") {
				t.Errorf("%s of %s: %s", what, name, text)
			}
		}
	}
}

func TestSeasonSlipsPanic(t *testing.T) {
	p := &tradeflow.Panel{}
	for want, slip := range map[string]func(){
		"model.STL: SeasonalWindow 8":        func() { STL(p, STLOptions{SeasonalWindow: 8}) },
		"model.STL: TrendWindow 1":           func() { STL(p, STLOptions{TrendWindow: 1}) },
		"model.STL: LowPassWindow -3":        func() { STL(p, STLOptions{LowPassWindow: -3}) },
		"model.STL: SeasonalDegree 2":        func() { STL(p, STLOptions{SeasonalWindow: 7, SeasonalDegree: 2}) },
		"model.STL: SeasonalDegree 1 with S": func() { STL(p, STLOptions{SeasonalDegree: 1}) },
		"model.Breaks: Trim 0.5":             func() { Breaks(p, BreakOptions{Trim: 0.5}) },
		"model.Breaks: Trim -1":              func() { Breaks(p, BreakOptions{Trim: -1}) },
		"model.Breaks: Trim NaN":             func() { Breaks(p, BreakOptions{Trim: math.NaN()}) },
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			slip()
		}()
	}
}
