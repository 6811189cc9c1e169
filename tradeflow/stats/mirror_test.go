package stats

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

// everyMirror is every statistic of two sides.
var everyMirror = map[string]func(x, m *tradeflow.Panel) *tradeflow.Panel{
	"difference": func(x, m *tradeflow.Panel) *tradeflow.Panel { return MirrorGap(x, m, Mirror{CIF: 1.06}) },
	"ratio": func(x, m *tradeflow.Panel) *tradeflow.Panel {
		return MirrorGap(x, m, Mirror{Form: GapRatio, CIF: 1.06})
	},
	"log": func(x, m *tradeflow.Panel) *tradeflow.Panel { return MirrorGap(x, m, Mirror{Form: GapLog, CIF: 1.06}) },
	"symmetric": func(x, m *tradeflow.Panel) *tradeflow.Panel {
		return MirrorGap(x, m, Mirror{Form: GapSymmetric, CIF: 1.06})
	},
	"asymmetry": func(x, m *tradeflow.Panel) *tradeflow.Panel {
		return Asymmetry(x, m, tradeflow.Partner, Mirror{CIF: 1.06})
	},
	"relative asymmetry": func(x, m *tradeflow.Panel) *tradeflow.Panel {
		return Asymmetry(x, m, tradeflow.Partner, Mirror{Form: GapSymmetric, CIF: 1.06})
	},
	"reconstruct": func(x, m *tradeflow.Panel) *tradeflow.Panel {
		return Reconstruct(x, m, Silent{Reporter: "CHN", Base: tradeflow.Year(2021), Varying: true}).Panel
	},
}

// twoSides returns exports and their mirror, which lacks some flows and has others.
func twoSides(rng *rand.Rand, clean bool) (x, m *tradeflow.Panel) {
	x, m = random(rng, clean), random(rng, clean)
	m.Sources = []string{"made up by partners"}
	m.Warnings = []tradeflow.Warning{{Kind: tradeflow.AboutTotals, Text: "a warning of the mirror's"}}
	for i := range m.Series {
		for j := range m.Periods { // the mirror is like the exports, in the same editions
			m.Series[i].Editions[j] = x.Series[i].Editions[j]
		}
	}
	if !clean {
		m.Series = slices.Delete(m.Series, 3, 5)
		x.Series = slices.Delete(x.Series, 10, 11)
		x.Periods, m.Periods = slices.Clone(x.Periods), slices.Clone(m.Periods)
	}
	return x, m
}

func declared(t *testing.T, clean bool, f func(rng *rand.Rand, x, m *tradeflow.Panel)) {
	t.Helper()
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 2))
		x, m := twoSides(rng, clean)
		f(rng, x, m)
	}
}

func TestMirrorNaNExactlyWhereStatusHasNoNumber(t *testing.T) {
	numbers := 0
	declared(t, false, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		for name, f := range everyMirror {
			q := f(x, m)
			for i, s := range q.Series {
				for j := range q.Periods {
					low, high := s.Bounds(j)
					if math.IsNaN(s.Values[j]) == s.Status[j].HasNumber() || math.IsInf(s.Values[j], 0) || math.IsInf(low, 0) || math.IsInf(high, 0) {
						t.Fatalf("%s: %s, %s: %v [%v..%v] with status %s", name, q.Label(i), q.Periods[j], s.Values[j], low, high, s.Status[j])
					}
					if s.Status[j].HasNumber() {
						numbers++
						if !(low <= s.Values[j] && s.Values[j] <= high) {
							t.Fatalf("%s: %v outside [%v..%v]", name, s.Values[j], low, high)
						}
					}
				}
			}
		}
	})
	if numbers < 10_000 {
		t.Errorf("%d numbers", numbers)
	}
}

func TestMirrorArgumentsUnchanged(t *testing.T) {
	declared(t, false, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		before := fmt.Sprintf("%+v %+v", *x, *m)
		for name, f := range everyMirror {
			q := f(x, m)
			for i := range q.Series {
				for j := range q.Periods {
					q.Series[i].Set(j, -1, -1, tradeflow.OK)
				}
			}
			q.Warn(tradeflow.AboutTotals, "another")
			clear(q.Periods)
			clear(q.Sources)
			if fmt.Sprintf("%+v %+v", *x, *m) != before {
				t.Fatalf("%s changed an argument", name)
			}
		}
	})
}

func TestMirrorSeriesOrderIsIrrelevant(t *testing.T) {
	shuffled := func(rng *rand.Rand, p *tradeflow.Panel) *tradeflow.Panel {
		q := p.Only(func(tradeflow.Key) bool { return true })
		rng.Shuffle(len(q.Series), func(i, j int) { q.Series[i], q.Series[j] = q.Series[j], q.Series[i] })
		return q
	}
	declared(t, false, func(rng *rand.Rand, x, m *tradeflow.Panel) {
		for name, f := range everyMirror {
			if !same(f(shuffled(rng, x), shuffled(rng, m)), f(x, m)) {
				t.Fatalf("%s depends on the order of the series", name)
			}
		}
	})
}

func TestMirrorKeepsWhatBothPanelsKnow(t *testing.T) {
	declared(t, false, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		for name, f := range everyMirror {
			q := f(x, m)
			kept := slices.Contains(q.Warnings, x.Warnings[0]) && slices.Contains(q.Sources, x.Sources[0]) && q.Ledger == x.Ledger
			if name != "reconstruct" { // of its second panel only shares are taken
				kept = kept && slices.Contains(q.Warnings, m.Warnings[0]) && slices.Contains(q.Sources, m.Sources[0])
			}
			if !kept {
				t.Fatalf("%s lost a warning, a source or the ledger: %v %v", name, q.Warnings, q.Sources)
			}
		}
	})
}

// The forms say the same of each flow, and the difference is what subtraction says.
func TestFormsAgree(t *testing.T) {
	declared(t, true, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		d, r, l, s := everyMirror["difference"](x, m), everyMirror["ratio"](x, m), everyMirror["log"](x, m), everyMirror["symmetric"](x, m)
		for i := range x.Series {
			for j := range x.Periods {
				xv, mv := x.Series[i].Values[j], m.Series[i].Values[j]/1.06
				ratio := r.Series[i].Values[j]
				for what, delta := range map[string]float64{
					"difference": (d.Series[i].Values[j] - (mv - xv)) / max(xv, mv),
					"ratio":      ratio*xv/mv - 1,
					"log":        math.Exp(l.Series[i].Values[j])/ratio - 1,
					"symmetric":  s.Series[i].Values[j] - 2*(ratio-1)/(ratio+1),
				} {
					if !(math.Abs(delta) <= 1e-12) {
						t.Fatalf("%s is off by %v", what, delta)
					}
				}
			}
		}
	})
}

// Seen from the other side, a gap turns its sign, and who declares alone changes sides.
func TestMirrorOfMirror(t *testing.T) {
	turned := map[tradeflow.Status]tradeflow.Status{tradeflow.ReporterOnly: tradeflow.PartnerOnly, tradeflow.PartnerOnly: tradeflow.ReporterOnly}
	one := 0
	declared(t, false, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		there := MirrorGap(x, m, Mirror{})
		back := MirrorGap(m.Flip(), x.Flip(), Mirror{}).Flip()
		for i, s := range there.Series {
			b := back.Series[i]
			for j := range there.Periods {
				switch want, twosided := turned[s.Status[j]]; {
				case twosided:
					one++
					if b.Status[j] != want {
						t.Fatalf("%s there is %s back", s.Status[j], b.Status[j])
					}
				case s.Status[j] == tradeflow.OK && s.Values[j] != -b.Values[j]:
					t.Fatalf("%v there is %v back", s.Values[j], b.Values[j])
				case s.Status[j].HasNumber() != b.Status[j].HasNumber():
					t.Fatalf("%s there is %s back", s.Status[j], b.Status[j])
				}
			}
		}
	})
	if one == 0 {
		t.Error("no flow had one side only")
	}
}

// Whatever the truth within the ranges, its gap is within the bounds.
func TestMirrorBoundsHoldTheTruth(t *testing.T) {
	within := func(rng *rand.Rand, p *tradeflow.Panel) *tradeflow.Panel {
		q := p.Only(func(tradeflow.Key) bool { return true })
		for i := range q.Series {
			for j, status := range q.Series[i].Status {
				if status == tradeflow.OK {
					low, high := q.Series[i].Bounds(j)
					v := low + rng.Float64()*(high-low)
					q.Series[i].Set(j, v, v, status)
				}
			}
		}
		return q
	}
	checked := 0
	declared(t, false, func(rng *rand.Rand, x, m *tradeflow.Panel) {
		trueX, trueM := within(rng, x), within(rng, m)
		for name, f := range everyMirror {
			if name == "reconstruct" {
				continue
			}
			q, truth := f(x, m), f(trueX, trueM)
			for i, s := range q.Series {
				for j := range q.Periods {
					low, high := s.Bounds(j)
					v, slack := truth.Series[i].Values[j], 1e-12*math.Abs(truth.Series[i].Values[j])
					if low < high {
						checked++
					}
					if v < low-slack || v > high+slack {
						t.Fatalf("%s: truth %v outside [%v..%v], status %s", name, v, low, high, s.Status[j])
					}
				}
			}
		}
	})
	if checked < 1000 {
		t.Errorf("%d bounds checked", checked)
	}
}

// The asymmetry is the sum of the absolute gaps, and no less than the gap of the
// sums; in relative form it is at most 2.
func TestAsymmetryIsSumOfAbsoluteGaps(t *testing.T) {
	declared(t, true, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		gaps, sum, relative := everyMirror["difference"](x, m), everyMirror["asymmetry"](x, m), everyMirror["relative asymmetry"](x, m)
		for i, s := range sum.Series {
			for j := range sum.Periods {
				absolute, net, both := 0.0, 0.0, 0.0
				for g, gap := range gaps.Series {
					if gap.Key.Reporter == s.Key.Reporter {
						absolute += math.Abs(gap.Values[j])
						net += gap.Values[j]
						both += (x.Series[g].Values[j] + m.Series[g].Values[j]/1.06) / 2
					}
				}
				if math.Abs(s.Values[j]-absolute) > 1e-12*absolute || s.Values[j] < math.Abs(net) {
					t.Fatalf("asymmetry %v, sum of absolute gaps %v, net %v", s.Values[j], absolute, net)
				}
				if r := relative.Series[i].Values[j]; math.Abs(r-absolute/both) > 1e-12 || r > 2 {
					t.Fatalf("relative asymmetry %v, want %v", r, absolute/both)
				}
			}
		}
	})
}

// What a constant set rebuilds has no unknown partner, and adds up to what its
// members declared; the shares of all add up to one where the base has them all.
func TestReconstructionAddsUp(t *testing.T) {
	declared(t, true, func(rng *rand.Rand, x, _ *tradeflow.Panel) {
		silent := tradeflow.Country("FRA")
		for i := range x.Series { // one partner is silent for a month
			if s := &x.Series[i]; s.Key.Reporter == silent {
				s.Set(7, math.NaN(), math.NaN(), tradeflow.NotReported)
			}
		}
		x.Query.Direction = tradeflow.Export
		own := tradeflow.Panel{Unit: x.Unit, Periods: []tradeflow.Period{tradeflow.Year(2021)}}
		for _, c := range []tradeflow.Country{"DEU", "FRA", "ITA", "POL"} {
			s := tradeflow.NewSeries(tradeflow.Key{Reporter: "KOR", Partner: c}, 1, tradeflow.NotReported)
			v := 1 + 100*rng.Float64()
			s.Set(0, v, v, tradeflow.OK)
			own.Series = append(own.Series, s)
		}
		r := Reconstruct(x, &own, Silent{Reporter: "KOR", Base: tradeflow.Year(2021), CIF: 1.25})
		shares, in := 0.0, 0.0
		for _, c := range r.Contributors {
			shares += c.Share
			if c.In {
				in += c.Share
			}
			if c.Country == silent && (c.In || !slices.Equal(c.Missing, x.Periods[7:8])) {
				t.Fatalf("%+v is in, or misses another month", c)
			}
		}
		if math.Abs(shares-1) > 1e-12 || math.Abs(in-r.Coverage) > 1e-12 || r.Coverage >= 1 {
			t.Fatalf("shares add up to %v, those in the panel to %v, coverage %v", shares, in, r.Coverage)
		}
		if q := r.Panel.Query; q.Direction != tradeflow.Import {
			t.Fatalf("rebuilt from exports: %v", q.Direction)
		}
		for _, s := range r.Panel.Series {
			for j := range r.Panel.Periods {
				was := x.Find(tradeflow.Key{Reporter: s.Key.Partner, Partner: s.Key.Reporter})
				if s.Key.Reporter != "KOR" || was.Status[j] != s.Status[j] || s.Status[j].HasNumber() && s.Values[j] != 1.25*was.Values[j] {
					t.Fatalf("%v in %s: %v (%s)", s.Key, x.Periods[j], s.Values[j], s.Status[j])
				}
			}
		}
	})
}

// A query for one partner that does not keep it in the keys is about that partner.
func TestReconstructBySummedPartner(t *testing.T) {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "USD"}, Periods: []tradeflow.Period{tradeflow.Year(2021)}}
	s := tradeflow.NewSeries(tradeflow.Key{Reporter: "CHN"}, 1, tradeflow.NotReported)
	s.Set(0, 7, 7, tradeflow.OK)
	p.Series = []tradeflow.Series{s}
	if r := Reconstruct(p, nil, Silent{Reporter: "RUS", Base: tradeflow.Year(2021)}); len(r.Panel.Series) != 0 || !math.IsNaN(r.Coverage) {
		t.Errorf("nothing says that it is about Russia: %+v", r)
	}
	p.Query.Partners = []tradeflow.Country{"RUS"}
	r := Reconstruct(p, nil, Silent{Reporter: "RUS", Base: tradeflow.Year(2021)})
	if len(r.Panel.Series) != 1 || r.Panel.Series[0].Key != (tradeflow.Key{Reporter: "RUS", Partner: "CHN"}) || r.Coverage != 1 {
		t.Errorf("%+v", r)
	}
}

// Months beside a year: the year is compared, and its months are in it.
func TestMirrorOfYearsAndMonths(t *testing.T) {
	months := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "USD"}}
	s := tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU", Partner: "KAZ"}, 12, tradeflow.NotReported)
	for m := range 12 {
		months.Periods = append(months.Periods, tradeflow.Month(2022, time.January).Shift(m))
		s.Set(m, 10, 10, tradeflow.OK)
	}
	months.Series = []tradeflow.Series{s}
	year := &tradeflow.Panel{Unit: months.Unit, Periods: []tradeflow.Period{tradeflow.Year(2022)}}
	s = tradeflow.NewSeries(s.Key, 1, tradeflow.NotReported)
	s.Set(0, 100, 100, tradeflow.OK)
	year.Series = []tradeflow.Series{s}
	q := MirrorGap(months, year, Mirror{})
	if len(q.Periods) != 1 || q.Series[0].Values[0] != -20 {
		t.Errorf("%v: %v", q.Periods, q.Series)
	}
}

// The weight of goods has no freight in it.
func TestNoFactorForWeights(t *testing.T) {
	declared(t, true, func(_ *rand.Rand, x, m *tradeflow.Panel) {
		x.Query.Measure, m.Query.Measure = tradeflow.NetWeight, tradeflow.NetWeight
		with, without := MirrorGap(x, m, Mirror{CIF: 1.06}), MirrorGap(x, m, Mirror{})
		if !same(with, without) || strings.Contains(with.Statistic, "1.06") {
			t.Fatalf("%s: a factor was applied", with.Statistic)
		}
	})
}

func TestMirrorSlipsPanic(t *testing.T) {
	amounts := func(d tradeflow.Direction) *tradeflow.Panel {
		p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "USD"}, Periods: []tradeflow.Period{tradeflow.Year(2021)}}
		p.Query.Direction = d
		for _, partner := range []tradeflow.Country{"KAZ", tradeflow.World} {
			s := tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU", Partner: partner}, 1, tradeflow.NotReported)
			s.Set(0, 1, 1, tradeflow.OK)
			p.Series = append(p.Series, s)
		}
		return p
	}
	x := amounts(tradeflow.Export)
	rates := YoY(x)
	for want, slip := range map[string]func(){
		"stats.MirrorGap: the mirror are imports":       func() { MirrorGap(x, amounts(tradeflow.Import), Mirror{}) },
		"stats.MirrorGap: the exports are imports":      func() { MirrorGap(amounts(tradeflow.Import), x, Mirror{}) },
		"stats.MirrorGap: of change":                    func() { MirrorGap(rates, x, Mirror{}) },
		"stats.MirrorGap: form 9":                       func() { MirrorGap(x, x, Mirror{Form: 9}) },
		"stats.MirrorGap: CIF factor -1":                func() { MirrorGap(x, x, Mirror{CIF: -1}) },
		"stats.Asymmetry: over no dimension":            func() { Asymmetry(x, x, 0, Mirror{}) },
		"stats.Asymmetry: ratios do not add up":         func() { Asymmetry(x, x, tradeflow.Partner, Mirror{Form: GapLog}) },
		"stats.Asymmetry: the World stands":             func() { Asymmetry(x, x, tradeflow.Partner, Mirror{}) },
		"stats.Reconstruct: no reporter":                func() { Reconstruct(x, nil, Silent{}) },
		"stats.Reconstruct: of change":                  func() { Reconstruct(rates, nil, Silent{Reporter: "RUS"}) },
		"stats.Reconstruct: CIF factor NaN":             func() { Reconstruct(x, nil, Silent{Reporter: "RUS", CIF: math.NaN()}) },
		"stats.Reconstruct: a CIF factor for neither i": func() { Reconstruct(amounts(0), nil, Silent{Reporter: "RUS", CIF: 1.1}) },
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
	MirrorGap(x, amounts(tradeflow.Import).Flip(), Mirror{}) // turned, as it should be
	Asymmetry(x, x, tradeflow.Reporter, Mirror{})            // the World alone is no total beside its parts
}

func BenchmarkMirrorGap(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		MirrorGap(p, p, Mirror{Form: GapLog, CIF: 1.06})
	}
}

func BenchmarkAsymmetry(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		Asymmetry(p, p, tradeflow.Partner, Mirror{CIF: 1.06})
	}
}

func BenchmarkReconstruct(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		Reconstruct(p, nil, Silent{Reporter: "P007", Base: tradeflow.Year(2020)})
	}
}
