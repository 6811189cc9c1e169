package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// longer is more than a year.
var longer = tradeflow.Window(tradeflow.Month(2020, time.March), tradeflow.Month(2022, time.May))

// every is every statistic, called on a panel of monthly amounts.
var every = map[string]func(*tradeflow.Panel) *tradeflow.Panel{
	"YoY":         YoY,
	"Change":      func(p *tradeflow.Panel) *tradeflow.Panel { return Change(p, 1) },
	"Cumulative":  Cumulative,
	"YTD":         YTD,
	"Rolling":     func(p *tradeflow.Panel) *tradeflow.Panel { return Rolling(p, 3) },
	"RollingYoY":  func(p *tradeflow.Panel) *tradeflow.Panel { return YoY(Rolling(p, 12)) },
	"Index":       func(p *tradeflow.Panel) *tradeflow.Panel { return Index(p, tradeflow.Quarter(2020, 2)) },
	"FiscalYears": func(p *tradeflow.Panel) *tradeflow.Panel { return FiscalYears(p, time.April) },
	"Share":       func(p *tradeflow.Panel) *tradeflow.Panel { return Share(p, tradeflow.Partner) },
	"ShareAll": func(p *tradeflow.Panel) *tradeflow.Panel {
		return Share(p, tradeflow.Reporter|tradeflow.Partner)
	},
	"Diff": Diff,

	"MoM":          MoM,
	"LogChange":    func(p *tradeflow.Panel) *tradeflow.Panel { return LogChange(p, 12) },
	"Difference":   func(p *tradeflow.Panel) *tradeflow.Panel { return Difference(p, 1) },
	"Growth":       Growth,
	"ShareGrowth":  func(p *tradeflow.Panel) *tradeflow.Panel { return Growth(Share(p, tradeflow.Partner)) },
	"Mean":         func(p *tradeflow.Panel) *tradeflow.Panel { return Mean(p, tradeflow.Year(2020), longer) },
	"MeanGrowth":   func(p *tradeflow.Panel) *tradeflow.Panel { return Growth(Mean(p, tradeflow.Quarter(2020, 2), longer)) },
	"ShareMean":    func(p *tradeflow.Panel) *tradeflow.Panel { return Mean(Share(p, tradeflow.Partner), longer) },
	"CAGR":         CAGR,
	"TrendGrowth":  TrendGrowth,
	"LogTrend":     LogTrend,
	"FromPeak":     FromPeak,
	"Contribution": func(p *tradeflow.Panel) *tradeflow.Panel { return Contribution(p, tradeflow.Partner, 12) },
	"Sub":          func(p *tradeflow.Panel) *tradeflow.Panel { return Sub(p, Rolling(p, 1)) },
	"Ratio":        func(p *tradeflow.Panel) *tradeflow.Panel { return Ratio(p, Rolling(p, 3)) },
	"RatioOfWeight": func(p *tradeflow.Panel) *tradeflow.Panel {
		weight := p.Only(func(k tradeflow.Key) bool { return true })
		weight.Unit.Name = "kg"
		return Ratio(p, weight)
	},
	"Floor": func(p *tradeflow.Panel) *tradeflow.Panel {
		q := p.Only(func(tradeflow.Key) bool { return true })
		q.Query.Floor = 1e8
		return YoY(q)
	},
	"ShareDiff": func(p *tradeflow.Panel) *tradeflow.Panel { return Diff(Share(p, tradeflow.Reporter)) },
}

// random returns 20 series of 30 months. Where clean is false, some cells are
// unknown, zero, negative or ranges.
func random(rng *rand.Rand, clean bool) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}, Sources: []string{"made up"}, Ledger: &tradeflow.Ledger{}}
	p.Query.By = tradeflow.Reporter | tradeflow.Partner
	p.Warn(tradeflow.AboutCoverage, "a warning that must survive")
	for m := range 30 {
		p.Periods = append(p.Periods, tradeflow.Month(2020, time.January).Shift(m))
	}
	unknown := []tradeflow.Status{tradeflow.NotReported, tradeflow.Confidential, tradeflow.EditionBreak, tradeflow.IncompleteWindow, tradeflow.UnitChange}
	for _, reporter := range []tradeflow.Country{"DEU", "FRA", "ITA", "POL"} {
		for _, partner := range []tradeflow.Country{"CHN", "IND", "KOR", "TUR", "USA"} {
			s := tradeflow.NewSeries(tradeflow.Key{Reporter: reporter, Partner: partner}, len(p.Periods), tradeflow.NotReported)
			for j := range p.Periods {
				v := float64(1+rng.Int64N(1e12)) / 1000
				upper, status := v, tradeflow.OK
				s.Editions[j] = tradeflow.EditionSet(1 << (1 + rng.IntN(7)))
				if !clean {
					switch rng.IntN(60) {
					case 0:
						status = unknown[rng.IntN(len(unknown))]
						v, upper = math.NaN(), math.NaN()
					case 1, 2, 3, 4:
						v, upper = 0, 0
					case 5, 6, 7, 8:
						v, upper, status = 0, 0, tradeflow.Implied
					case 9:
						v, upper = -v, -v
					case 10:
						upper = 1.01 * v
					case 11:
						upper = 2 * v
					}
				}
				s.Set(j, v, upper, status)
			}
			p.Series = append(p.Series, s)
		}
	}
	return p
}

func trials(t *testing.T, clean bool, f func(*rand.Rand, *tradeflow.Panel)) {
	t.Helper()
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		f(rng, random(rng, clean))
	}
}

// same compares everything that panels show, NaN for NaN and bit for bit.
func same(a, b *tradeflow.Panel) bool { return fmt.Sprintf("%+v", *a) == fmt.Sprintf("%+v", *b) }

func TestNaNExactlyWhereStatusHasNoNumber(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		for name, f := range every {
			q := f(p)
			for i, s := range q.Series {
				for j := range q.Periods {
					if math.IsNaN(s.Values[j]) == s.Status[j].HasNumber() || math.IsInf(s.Values[j], 0) {
						t.Fatalf("%s: %s, %s: %v with status %s", name, q.Label(i), q.Periods[j], s.Values[j], s.Status[j])
					}
					if s.Status[j].HasNumber() && !(s.Upper[j] >= s.Values[j]) {
						t.Fatalf("%s: %s, %s: upper %v below %v", name, q.Label(i), q.Periods[j], s.Upper[j], s.Values[j])
					}
				}
			}
		}
	})
}

func TestArgumentUnchanged(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		before := fmt.Sprintf("%+v", *p)
		for name, f := range every {
			q := f(p)
			for i := range q.Series { // what is done to a result must not reach the argument either
				for j := range q.Periods {
					q.Series[i].Set(j, -1, -1, tradeflow.OK)
				}
			}
			q.Warn(tradeflow.AboutTotals, "another")
			clear(q.Periods)
			clear(q.Sources)
			if fmt.Sprintf("%+v", *p) != before {
				t.Fatalf("%s changed its argument", name)
			}
		}
	})
}

func TestSeriesOrderIsIrrelevant(t *testing.T) {
	trials(t, false, func(rng *rand.Rand, p *tradeflow.Panel) {
		shuffled := p.Only(func(tradeflow.Key) bool { return true })
		rng.Shuffle(len(shuffled.Series), func(i, j int) {
			shuffled.Series[i], shuffled.Series[j] = shuffled.Series[j], shuffled.Series[i]
		})
		for name, f := range every {
			got := f(shuffled)
			slices.SortFunc(got.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
			if !same(got, f(p)) {
				t.Fatalf("%s depends on the order of the series", name)
			}
		}
	})
}

func TestWhatThePanelKnowsSurvives(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		for name, f := range every {
			q := f(p)
			if !slices.Contains(q.Warnings, p.Warnings[0]) || !slices.Equal(q.Sources, p.Sources) || q.Ledger != p.Ledger || q.Query.By != p.Query.By {
				t.Fatalf("%s lost a warning, a source, the ledger or the query", name)
			}
		}
	})
}

func TestSharesSumToOne(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		q := Share(p, tradeflow.Partner)
		for j := range q.Periods {
			sum, all := map[tradeflow.Country]float64{}, map[tradeflow.Country]int{}
			for _, s := range q.Series {
				if s.Status[j].HasNumber() {
					sum[s.Key.Reporter] += s.Values[j]
					all[s.Key.Reporter]++
				}
			}
			for reporter, n := range all {
				if n == 5 && math.Abs(sum[reporter]-1) > 1e-12 {
					t.Fatalf("%s, %s: shares sum to %v", reporter, q.Periods[j], sum[reporter])
				}
			}
		}
	})
}

func TestDifferencesOfSharesSumToZero(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		q := Diff(Share(p, tradeflow.Reporter|tradeflow.Partner))
		for j, period := range q.Periods {
			sum := 0.0
			for _, s := range q.Series {
				sum += s.Values[j]
			}
			if !(math.Abs(sum) <= 1e-12) {
				t.Fatalf("%s: differences sum to %v", period, sum)
			}
		}
	})
}

func TestGrowthOfTotalIsBaseWeightedMean(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		total, err := p.Sum(tradeflow.Partner)
		if err != nil {
			t.Fatal(err)
		}
		want, parts := YoY(total), YoY(p)
		for _, w := range want.Series {
			for j, period := range want.Periods {
				var weighted, weights float64
				for _, s := range parts.Series {
					if s.Key.Reporter == w.Key.Reporter {
						base, _, _ := p.Cell(s.Key, period.Shift(-12))
						weighted += base * s.Values[j]
						weights += base
					}
				}
				if got := weighted / weights; math.Abs(got-w.Values[j]) > 1e-9 {
					t.Fatalf("%s, %s: weighted mean %v, growth of the total %v", w.Key.Reporter, period, got, w.Values[j])
				}
			}
		}
	})
}

// An index that is 100 a year earlier says the same as growth on that year.
func TestIndexAndGrowthAgree(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		a, b := tradeflow.Month(2020, time.May), tradeflow.Month(2021, time.May)
		p = p.At(a, b)
		index, growth := Index(p, a), YoY(p)
		for i := range p.Series {
			g, x := growth.Series[i], index.Series[i]
			if g.Status[0] == tradeflow.Ceased {
				if x.Values[1] != 0 {
					t.Fatalf("%s ceased, its index is %v", p.Label(i), x.Values[1])
				}
			} else if g.Status[0] != x.Status[1] || g.Status[0].HasNumber() && math.Abs(x.Values[1]/100-1-g.Values[0]) > 1e-12*(1+math.Abs(g.Values[0])) {
				t.Fatalf("%s: index %v (%s), growth %v (%s)", p.Label(i), x.Values[1], x.Status[1], g.Values[0], g.Status[0])
			}
		}
	})
}

// TestToleranceIsTheQuerys: a range of 8 % has no growth rate by default, and
// one where the query tolerates it.
func TestToleranceIsTheQuerys(t *testing.T) {
	p := &tradeflow.Panel{Periods: []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2022)}, Unit: tradeflow.Unit{Name: "EUR"}}
	s := tradeflow.NewSeries(tradeflow.Key{Category: "optics"}, 2, tradeflow.NotReported)
	s.Set(0, 92, 100, tradeflow.OK)
	s.Set(1, 184, 184, tradeflow.OK)
	p.Series = []tradeflow.Series{s}
	if g := YoY(p).Series[0]; g.Status[0] != tradeflow.EditionBreak {
		t.Errorf("by default the status is %v", g.Status[0])
	}
	p.Query.Tolerance = 0.1
	if g := YoY(p).Series[0]; g.Values[0] != 1 {
		t.Errorf("within a tolerance of 10 %% growth is %v", g.Values[0])
	}
}

// TestNumbersThatKeptTheirNameOnly: between HS2017 and HS2022, display panels left
// 901380; 690911 is identical; 854231 lost electronic waste only.
func TestNumbersThatKeptTheirNameOnly(t *testing.T) {
	p := &tradeflow.Panel{Periods: []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2022)}, Unit: tradeflow.Unit{Name: "EUR"}}
	for _, code := range []string{"690911", "854231", "901380"} {
		s := tradeflow.NewSeries(tradeflow.Key{Commodity: hscodes.MustParse(code)}, 2, tradeflow.NotReported)
		s.Set(0, 100, 100, tradeflow.OK)
		s.Set(1, 50, 50, tradeflow.OK)
		s.Editions[0], s.Editions[1] = s.Editions[0].Add(hscodes.HS2017), s.Editions[1].Add(hscodes.HS2022)
		p.Series = append(p.Series, s)
	}
	for name, q := range map[string]*tradeflow.Panel{"YoY": YoY(p), "Index": Index(p, tradeflow.Year(2021)).At(tradeflow.Year(2022)), "Diff": Diff(p)} {
		for i, broken := range []bool{false, false, true} {
			if got := q.Series[i].Status[0]; (got == tradeflow.EditionBreak) != broken {
				t.Errorf("%s of %s is %v", name, q.Series[i].Key.Commodity, got)
			}
		}
	}
	p.Query.Edition = hscodes.HS2022
	if got := YoY(p).Series[2].Status[0]; got != tradeflow.OK {
		t.Errorf("in one edition the panel has taken care, yet growth is %v", got)
	}
}
