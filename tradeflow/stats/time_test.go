package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// close12 compares to a millionth of a millionth.
func close12(a, b float64) bool {
	return math.Abs(a-b) <= 1e-12*(1+math.Abs(b)) || math.IsNaN(a) && math.IsNaN(b)
}

// cellwise compares what two panels of one shape make of each cell.
func cellwise(t *testing.T, what string, p, q *tradeflow.Panel, f func(a, b float64) bool) {
	t.Helper()
	if len(p.Series) != len(q.Series) || !slices.Equal(p.Periods, q.Periods) {
		t.Fatalf("%s: the shapes differ: %v, %v", what, p.Periods, q.Periods)
	}
	known := 0
	for i := range p.Series {
		for j, period := range p.Periods {
			a, b := p.Series[i].Values[j], q.Series[i].Values[j]
			if p.Series[i].Status[j] == q.Series[i].Status[j] && math.IsNaN(a) && math.IsNaN(b) {
				continue
			}
			known++
			if !f(a, b) {
				t.Fatalf("%s: %s, %s: %v (%s), %v (%s)", what, p.Label(i), period, a, p.Series[i].Status[j], b, q.Series[i].Status[j])
			}
		}
	}
	if known == 0 {
		t.Fatalf("%s: no number was compared", what)
	}
}

func TestContributionsSumToTheGrowthOfTheTotal(t *testing.T) {
	for _, clean := range []bool{true, false} {
		compared := 0
		trials(t, clean, func(_ *rand.Rand, p *tradeflow.Panel) {
			for i := range p.Series { // the growth of a total is one number where nothing is a range
				copy(p.Series[i].Upper, p.Series[i].Values)
			}
			for _, months := range []int{1, 12} {
				total, err := p.Sum(tradeflow.Partner)
				if err != nil {
					t.Fatal(err)
				}
				want, parts := Change(total, months), Contribution(p, tradeflow.Partner, months)
				for _, w := range want.Series {
					for j, period := range want.Periods {
						sum, known := 0.0, true
						for _, s := range parts.Series {
							if s.Key.Reporter == w.Key.Reporter {
								sum += s.Values[j]
								known = known && s.Status[j].HasNumber()
							}
						}
						growth := w.Status[j].HasNumber() || w.Status[j] == tradeflow.SignChange
						if known != growth {
							t.Fatalf("%s, %s: all contributions are known: %v, but growth is %s", w.Key.Reporter, period, known, w.Status[j])
						}
						if known && w.Status[j] != tradeflow.SignChange {
							compared++
							if !close12(sum, w.Values[j]) {
								t.Fatalf("%s, %s: contributions sum to %v, the total grows by %v", w.Key.Reporter, period, sum, w.Values[j])
							}
						}
					}
				}
			}
		})
		if compared == 0 {
			t.Fatal("no sum was compared")
		}
	}
}

func TestGrowthIsDifferenceOverFirst(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		growth, index := Growth(p), Index(p, p.Periods[0])
		cellwise(t, "Growth and Index", growth, index.At(p.Periods[1:]...), func(g, x float64) bool { return close12(g, x/100-1) })
		cellwise(t, "Growth of two years and YoY", Growth(p.At(p.Periods[3], p.Periods[15])), YoY(p.At(p.Periods[3], p.Periods[15])), close12)
		change, difference := Change(p, 5), Difference(p, 5)
		for i := range change.Series {
			for j, period := range change.Periods {
				c, d := change.Series[i], difference.Series[i]
				if base, _, _ := p.Cell(c.Key, period.Shift(-5)); c.Status[j].HasNumber() && !close12(c.Values[j]*base, d.Values[j]) {
					t.Fatalf("%s, %s: a change of %v on %v is a difference of %v", p.Label(i), period, c.Values[j], base, d.Values[j])
				}
			}
		}
	})
}

func TestLogChangeIsTheLogarithmOfGrowth(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		growth, logs := Change(p, 12), LogChange(p, 12)
		cellwise(t, "Change and LogChange", growth, logs, func(g, l float64) bool {
			return g == -1 && math.IsNaN(l) || math.Abs(l-math.Log1p(g)) < 1e-9
		})
	})
	trials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) { // log changes add up over time
		twice, month := LogChange(p, 2), LogChange(p, 1)
		for i := range twice.Series {
			for j := range twice.Periods {
				if sum := month.Series[i].Values[j] + month.Series[i].Values[j+1]; math.Abs(sum-twice.Series[i].Values[j]) > 1e-12 {
					t.Fatalf("log changes of two months sum to %v, of both it is %v", sum, twice.Series[i].Values[j])
				}
			}
		}
	})
}

func TestCAGRCompoundsToGrowth(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		cagr, growth := CAGR(p), Growth(p)
		for j, period := range cagr.Periods {
			months := period.Ordinal() - p.Periods[0].Ordinal()
			for i := range cagr.Series {
				c, g := cagr.Series[i], growth.Series[i]
				switch {
				case months < 12:
					if c.Status[j] != tradeflow.TooFew {
						t.Fatalf("%s: a rate a year over %d months is %s", p.Label(i), months, c.Status[j])
					}
				case months == 12 && (c.Status[j] != g.Status[j] || c.Status[j].HasNumber() && c.Values[j] != g.Values[j]):
					t.Fatalf("%s: over a year %v (%s), growth %v (%s)", p.Label(i), c.Values[j], c.Status[j], g.Values[j], g.Status[j])
				case c.Status[j] != g.Status[j]:
					t.Fatalf("%s: %s, growth is %s", p.Label(i), c.Status[j], g.Status[j])
				case c.Status[j].HasNumber() && math.Abs(math.Pow(1+c.Values[j], float64(months)/12)-1-g.Values[j]) > 1e-9*(1+g.Values[j]):
					t.Fatalf("%s: %v a year compounds to other than %v in %d months", p.Label(i), c.Values[j], g.Values[j], months)
				}
			}
		}
	})
}

// A mean is the window's sum over its months, and the mean of a window is that of
// its parts, weighted by their months.
func TestMeanIsSumOverMonths(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		windows := []tradeflow.Period{tradeflow.Quarter(2020, 1), tradeflow.Year(2021), longer}
		sums, err := p.Windows(windows...)
		if err != nil {
			t.Fatal(err)
		}
		mean := Mean(p, windows...)
		for i, s := range sums.Series {
			for j, w := range windows {
				m := mean.Series[i]
				low, high := m.Bounds(j)
				if n := float64(w.Months()); s.Status[j].HasNumber() && (!close12(low*n, s.Values[j]) || !close12(high*n, s.Upper[j])) {
					t.Fatalf("%s, %s: %v to %v a month, the sum is %v to %v", p.Label(i), w, low, high, s.Values[j], s.Upper[j])
				}
				if m.Status[j] != s.Status[j] && m.Status[j] != tradeflow.EditionBreak {
					t.Fatalf("%s, %s: %s, the sum is %s", p.Label(i), w, m.Status[j], s.Status[j])
				}
			}
		}
	})
	trials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		short, all := Mean(p, tradeflow.Quarter(2021, 1), tradeflow.Span(2021, time.April, time.December)), Mean(p, tradeflow.Year(2021))
		for i := range all.Series {
			if s := short.Series[i]; !close12((3*s.Values[0]+9*s.Values[1])/12, all.Series[i].Values[0]) {
				t.Fatalf("%s: the weighted mean of means is not the mean", p.Label(i))
			}
		}
	})
}

func TestPeakIsZeroAndAllElseBelow(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		q := FromPeak(p)
		for i, s := range q.Series {
			top := slices.MaxFunc(s.Values, func(a, b float64) int { // NaN is below all
				if a > b || math.IsNaN(b) {
					return 1
				}
				return -1
			})
			if top != 0 {
				t.Fatalf("%s: the largest change from the peak is %v", q.Label(i), top)
			}
		}
	})
}

// TrendGrowth finds the rate of an exponential, whatever its level and however many
// of its months are there, and both trends say the same.
func TestTrendOfAnExponential(t *testing.T) {
	trials(t, true, func(rng *rand.Rand, p *tradeflow.Panel) {
		rates := make([]float64, len(p.Series))
		for i := range p.Series {
			rates[i] = rng.Float64() - 0.3
			level := p.Series[i].Values[0]
			for j, period := range p.Periods {
				v := level * math.Pow(1+rates[i], float64(period.Ordinal())/12-2020)
				p.Series[i].Set(j, v, v, tradeflow.OK)
			}
		}
		some := slices.DeleteFunc(slices.Clone(p.Periods), func(tradeflow.Period) bool { return rng.IntN(3) == 0 })
		for _, q := range []*tradeflow.Panel{p, p.At(some...)} {
			growth, logs := TrendGrowth(q), LogTrend(q)
			for i, rate := range rates {
				if g := growth.Series[i].Values[0]; math.Abs(g-rate) > 1e-9 || !close12(math.Log1p(g), logs.Series[i].Values[0]) {
					t.Fatalf("growth of %v a year is found as %v, in logarithms as %v", rate, g, logs.Series[i].Values[0])
				}
			}
		}
	})
}

func TestPairsAreInverse(t *testing.T) {
	trials(t, false, func(rng *rand.Rand, a *tradeflow.Panel) {
		b := random(rng, false)
		cellwise(t, "Sub", Sub(a, b), Sub(b, a), func(x, y float64) bool { return x == -y || math.IsNaN(x) && math.IsNaN(y) })
		cellwise(t, "Ratio", Ratio(a, b), Ratio(b, a), func(x, y float64) bool {
			return math.IsNaN(x) || math.IsNaN(y) || x == 0 || math.Abs(x*y-1) < 1e-12
		})
		difference := Sub(a, b)
		for i, s := range difference.Series {
			for j, period := range difference.Periods {
				if v, _, _ := b.Cell(s.Key, period); s.Status[j].HasNumber() && !close12(s.Values[j]+v, a.Series[i].Values[j]) {
					t.Fatalf("a − b + b is not a")
				}
			}
		}
	})
}

// ranged is a panel of positive amounts of which some are ranges.
func ranged(rng *rand.Rand) *tradeflow.Panel {
	p := random(rng, true)
	for i := range p.Series {
		for j, v := range p.Series[i].Values {
			switch rng.IntN(6) {
			case 0:
				p.Series[i].Upper[j] = v * (1 + 0.05*rng.Float64())
			case 1:
				p.Series[i].Upper[j] = v * (1 + rng.Float64())
			}
		}
	}
	return p
}

// Whatever the true numbers inside the ranges are, what is computed from them lies
// inside the bounds.
func TestBoundsContainTheTruth(t *testing.T) {
	others := map[string]func(p, q *tradeflow.Panel) *tradeflow.Panel{
		"Sub":   Sub,
		"Ratio": Ratio,
	}
	names := []string{"YoY", "Change", "Index", "Diff", "MoM", "LogChange", "Difference", "Growth", "Mean", "MeanGrowth", "CAGR", "TrendGrowth", "LogTrend", "FromPeak", "Contribution"}
	for _, name := range names {
		f := every[name]
		others[name] = func(p, _ *tradeflow.Panel) *tradeflow.Panel { return f(p) }
	}
	for name, f := range others {
		checked := 0
		for seed := range uint64(30) {
			rng := rand.New(rand.NewPCG(seed, 2))
			p, other := ranged(rng), ranged(rng)
			if seed%2 == 1 {
				p, other = random(rng, false), random(rng, false)
			}
			truth := func(p *tradeflow.Panel) *tradeflow.Panel {
				q := p.Only(func(tradeflow.Key) bool { return true })
				for _, s := range q.Series {
					for j := range s.Values {
						v := s.Values[j]
						switch rng.IntN(3) {
						case 0:
							v = s.Upper[j]
						case 1:
							v += rng.Float64() * (s.Upper[j] - v)
						}
						s.Values[j], s.Upper[j] = v, v
					}
				}
				return q
			}
			bounds := f(p, other)
			for range 5 {
				exact := f(truth(p), truth(other))
				for i, s := range bounds.Series {
					for j, period := range bounds.Periods {
						if !exact.Series[i].Status[j].HasNumber() {
							continue
						}
						low, high := s.Bounds(j)
						v := exact.Series[i].Values[j]
						slack := 1e-12 * (1 + math.Abs(v))
						if v < low-slack || v > high+slack {
							t.Fatalf("%s: %s, %s: %v to %v (%s) do not contain %v", name, bounds.Label(i), period, low, high, s.Status[j], v)
						}
						if low < high {
							checked++
						}
					}
				}
			}
		}
		if checked == 0 {
			t.Errorf("%s: no range was checked", name)
		}
	}
}

// A change between different months is called unadjusted, unless the panel says
// what it is.
func TestNamesTellTheSeason(t *testing.T) {
	p := random(rand.New(rand.NewPCG(1, 1)), true)
	adjusted := p.Only(func(tradeflow.Key) bool { return true })
	adjusted.Statistic = "value, seasonally adjusted"
	const not = "not seasonally adjusted"
	for _, c := range []struct {
		q    *tradeflow.Panel
		want string
	}{
		{MoM(p), "change on a month earlier, " + not},
		{MoM(adjusted), "value, seasonally adjusted, change on a month earlier"},
		{Change(p, 18), "change on 18 months earlier, " + not},
		{Change(p, 24), "change on 2 years earlier"},
		{YoY(Rolling(p, 3)), "3-month sum, change on a year earlier"},
		{MoM(Rolling(p, 12)), "12-month sum, change on a month earlier"},
		{LogChange(p, 1), "log change on a month earlier, " + not},
		{Difference(p, 1), "difference to a month earlier, " + not},
		{Difference(YoY(p), 1), "change on a year earlier, difference to a month earlier"},
		{Difference(MoM(p), 1), "change on a month earlier, " + not + ", difference to a month earlier"},
		{Growth(p.At(p.Periods[0], p.Periods[12])), "change on January 2020"},
		{Growth(p), "change on January 2020, " + not},
		{Diff(Share(p, tradeflow.Partner)), "share, difference to January 2020, " + not},
		{Growth(Mean(p, tradeflow.Year(2020), longer)), "monthly mean, change on 2020, " + not},
		{Growth(Mean(p, tradeflow.Year(2020), tradeflow.Year(2021))), "monthly mean, change on 2020"},
		{FromPeak(p), "change from peak, " + not},
		{FromPeak(FiscalYears(p, time.January)), "calendar year, change from peak"},
		{Contribution(p, tradeflow.Partner, 12), "contribution to the change on a year earlier"},
		{Contribution(p, tradeflow.Partner, 1), "contribution to the change on a month earlier, " + not},
	} {
		if c.q.Statistic != c.want {
			t.Errorf("%q, want %q", c.q.Statistic, c.want)
		}
	}
}

// What two panels know of themselves is known of their difference, and what they do
// not share is not claimed.
func TestPairsKnowBothPanels(t *testing.T) {
	a, b := random(rand.New(rand.NewPCG(1, 1)), true), random(rand.New(rand.NewPCG(2, 1)), true)
	a.Ledger, b.Ledger = &tradeflow.Ledger{Files: []tradeflow.FileLedger{{Path: "a"}}}, &tradeflow.Ledger{Files: []tradeflow.FileLedger{{Path: "b"}}}
	b.Sources = []string{"another"}
	a.Query.Direction, b.Query.Direction = tradeflow.Export, tradeflow.Import
	a.Query.Partners, b.Query.Partners = []tradeflow.Country{"RUS"}, []tradeflow.Country{"UKR"}
	a.Valuation, b.Valuation = "FOB", "CIF"
	b.Warn(tradeflow.AboutCoverage, "a warning of b")
	for name, q := range map[string]*tradeflow.Panel{"difference: export value less import value": Sub(a, b), "ratio of export value to import value": Ratio(a, b)} {
		if !strings.HasSuffix(name, q.Statistic) {
			t.Errorf("it is called %q, want %q", q.Statistic, name)
		}
		var texts []string
		for _, w := range q.Warnings {
			texts = append(texts, w.Text)
		}
		for _, want := range []string{"a warning that must survive", "a warning of b", q.Statistic + ": amounts valued FOB stand beside amounts valued CIF"} {
			if !slices.Contains(texts, want) {
				t.Errorf("no warning %q in %q", want, texts)
			}
		}
		if !slices.Equal(q.Sources, []string{"made up", "another"}) || len(q.Ledger.Files) != 2 {
			t.Errorf("sources %q, ledger %v", q.Sources, q.Ledger.Files)
		}
		if q.Query.Direction != 0 || q.Query.Partners != nil || q.Valuation != "FOB and CIF mixed" {
			t.Errorf("%s claims to be %s to %s, %s", q.Statistic, q.Query.Direction, q.Query.Partners, q.Valuation)
		}
	}
	a.Query.By, b.Query.By = tradeflow.Commodity, tradeflow.Commodity
	a.Query.Edition, b.Query.Edition = hscodes.HS2017, hscodes.HS2022
	if q := Sub(a, b); !strings.HasSuffix(q.Warnings[len(q.Warnings)-1].Text, "the first commodities are those of HS2017, the second of HS2022") {
		t.Errorf("commodities of two editions: %v", q.Warnings)
	}
	a.Query.By, b.Query.By = tradeflow.Category, tradeflow.Category
	a.Query.Scheme, b.Query.Scheme = hscodes.DualUse(), hscodes.HighPriority()
	if q := Sub(a, b); !strings.Contains(q.Warnings[len(q.Warnings)-1].Text, "the first categories are those of") {
		t.Errorf("categories of two schemes: %v", q.Warnings)
	}
}

// Trends and rates of a commodity do not cross a change of its goods.
func TestTimeStatisticsKnowGoods(t *testing.T) {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
	for y := 2020; y <= 2022; y++ {
		p.Periods = append(p.Periods, tradeflow.Year(y))
	}
	for _, code := range []string{"690911", "901380"} {
		s := tradeflow.NewSeries(tradeflow.Key{Commodity: hscodes.MustParse(code)}, 3, tradeflow.NotReported)
		for j, e := range []hscodes.Edition{hscodes.HS2017, hscodes.HS2017, hscodes.HS2022} {
			s.Set(j, 100, 100, tradeflow.OK)
			s.Editions[j] = s.Editions[j].Add(e)
		}
		p.Series = append(p.Series, s)
	}
	weight := p.At(tradeflow.Year(2021), tradeflow.Year(2022), tradeflow.Year(2020)) // the editions of other years
	weight.Periods = slices.Clone(p.Periods)
	for name, q := range map[string]*tradeflow.Panel{
		"LogChange": LogChange(p, 12), "Growth": Growth(p), "CAGR": CAGR(p), "TrendGrowth": TrendGrowth(p), "FromPeak": FromPeak(p),
		"Contribution": Contribution(p, tradeflow.Commodity, 12), "Ratio": Ratio(p, weight).At(tradeflow.Year(2022)), "Sub": Sub(p, weight).At(tradeflow.Year(2022)),
	} {
		last := len(q.Periods) - 1
		if is, broken := q.Series[0].Status[last], q.Series[1].Status[last]; is != tradeflow.OK || broken != tradeflow.EditionBreak {
			t.Errorf("%s: %s for goods that stayed, %s for goods that changed", name, is, broken)
		}
	}
}

func TestFloorIsANumber(t *testing.T) {
	for floor, ok := range map[float64]bool{0: true, 1e6: true, -1: false, math.Inf(1): false, math.NaN(): false} {
		err := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Floor: floor}.Validate()
		if (err == nil) != ok {
			t.Errorf("floor %v: %v", floor, err)
		}
	}
}

func TestSlipsOverTimePanic(t *testing.T) {
	amounts := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Periods: []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2021)}}
	for _, partner := range []tradeflow.Country{"CHN", tradeflow.World} {
		amounts.Series = append(amounts.Series, tradeflow.NewSeries(tradeflow.Key{Partner: partner}, 2, tradeflow.NotReported))
	}
	growth := YoY(amounts)
	for want, slip := range map[string]func(){
		"stats.LogChange: on 0 months":          func() { LogChange(amounts, 0) },
		"stats.LogChange: makes no sense":       func() { LogChange(growth, 1) },
		"stats.Difference: on -1 months":        func() { Difference(amounts, -1) },
		"stats.Growth: makes no sense":          func() { Growth(growth) },
		"stats.Mean: no window":                 func() { Mean(amounts) },
		"stats.Mean: makes no sense":            func() { Mean(growth, tradeflow.Year(2020)) },
		"stats.CAGR: makes no sense":            func() { CAGR(growth) },
		"stats.TrendGrowth: makes no sense":     func() { TrendGrowth(growth) },
		"stats.LogTrend: makes no sense":        func() { LogTrend(growth) },
		"stats.FromPeak: makes no sense":        func() { FromPeak(Diff(growth)) },
		"stats.Contribution: over no dimension": func() { Contribution(amounts, 0, 12) },
		"stats.Contribution: of change":         func() { Contribution(growth, tradeflow.Partner, 12) },
		"stats.Contribution: on 0 months":       func() { Contribution(amounts, tradeflow.Partner, 0) },
		"stats.Contribution: the World stands":  func() { Contribution(amounts, tradeflow.Partner, 12) },
		"stats.Ratio: makes no sense":           func() { Ratio(amounts, growth) },
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
