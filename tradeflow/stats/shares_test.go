package stats

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

// ofShares is every statistic of shares and concentration, on a panel of amounts.
func ofShares() map[string]func(*tradeflow.Panel) *tradeflow.Panel {
	all := map[string]func(*tradeflow.Panel) *tradeflow.Panel{
		"ShareOf":          func(p *tradeflow.Panel) *tradeflow.Panel { return ShareOf(p, worldOf(p)) },
		"Coverage":         func(p *tradeflow.Panel) *tradeflow.Panel { return Coverage(p, worldOf(p)) },
		"HHIOf":            func(p *tradeflow.Panel) *tradeflow.Panel { return HHIOf(p, worldOf(p)) },
		"ShareChangeOwn":   func(p *tradeflow.Panel) *tradeflow.Panel { own, _ := ShareChange(p, tradeflow.Partner); return own },
		"ShareChangeTotal": func(p *tradeflow.Panel) *tradeflow.Panel { _, t := ShareChange(p, tradeflow.Partner); return t },
		"Turnover":         func(p *tradeflow.Panel) *tradeflow.Panel { return Turnover(p, tradeflow.Partner) },
		"TopAndOthers":     func(p *tradeflow.Panel) *tradeflow.Panel { return TopAndOthers(p, 2, tradeflow.Partner) },
	}
	for name, f := range concentrations {
		all[name] = f
	}
	return all
}

// worldOf makes up a World row of p: what is known of each reporter's partners and a
// tenth more, with a range, an unknown and a zero now and then.
func worldOf(p *tradeflow.Panel) *tradeflow.Panel {
	w := p.Empty(p.Periods)
	for _, r := range []tradeflow.Country{"DEU", "FRA", "ITA", "POL"} {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: r, Partner: tradeflow.World}, len(p.Periods), tradeflow.NotReported)
		for j := range p.Periods {
			sum := 0.0
			for _, k := range []tradeflow.Country{"CHN", "IND", "KOR", "TUR", "USA"} {
				if m := p.Find(tradeflow.Key{Reporter: r, Partner: k}); m != nil && m.Status[j].HasNumber() {
					sum += m.Values[j]
				}
			}
			switch j % 10 {
			case 3:
				s.Set(j, 1.1*sum, 1.2*max(sum, 0), tradeflow.OK)
			case 4:
				s.Set(j, 1.1*sum, 1.11*max(sum, 0), tradeflow.OK)
			case 5:
				s.Set(j, 0, 0, tradeflow.OK)
			case 6:
			default:
				s.Set(j, 1.1*sum, 1.1*sum, tradeflow.OK)
			}
			if s.Values[j] < 0 {
				s.Upper[j] = s.Values[j]
			}
		}
		w.Series = append(w.Series, s)
	}
	return w
}

func TestSharesKeepTheHouseRules(t *testing.T) {
	trials(t, false, func(rng *rand.Rand, p *tradeflow.Panel) {
		before := fmt.Sprintf("%+v", *p)
		shuffled := p.Only(func(tradeflow.Key) bool { return true })
		rng.Shuffle(len(shuffled.Series), func(i, j int) {
			shuffled.Series[i], shuffled.Series[j] = shuffled.Series[j], shuffled.Series[i]
		})
		for name, f := range ofShares() {
			q, again := f(p), f(shuffled)
			if !slices.Contains(q.Warnings, p.Warnings[0]) || !slices.Equal(q.Sources, p.Sources) || q.Ledger != p.Ledger {
				t.Fatalf("%s lost a warning, a source or the ledger", name)
			}
			for _, r := range []*tradeflow.Panel{q, again} {
				slices.SortFunc(r.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
			}
			if !same(q, again) {
				t.Fatalf("%s depends on the order of the series", name)
			}
			for i, s := range q.Series {
				for j := range q.Periods {
					low, high := s.Bounds(j)
					if math.IsNaN(s.Values[j]) == s.Status[j].HasNumber() || math.IsInf(s.Values[j], 0) || math.IsInf(low, 0) || math.IsInf(high, 0) {
						t.Fatalf("%s: %s, %s: %v with status %s and bounds %v to %v", name, q.Label(i), q.Periods[j], s.Values[j], s.Status[j], low, high)
					}
					if s.Status[j].HasNumber() && !(low <= s.Values[j] && s.Values[j] <= high) || low > high {
						t.Fatalf("%s: %s, %s: %v not in %v to %v", name, q.Label(i), q.Periods[j], s.Values[j], low, high)
					}
				}
			}
			for i := range q.Series { // what is done to a result must not reach the argument
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

// Without an unallocated rest, HHIOf is HHI, and ShareOf is Share.
func TestSumsAreAWhole(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		total, err := p.Sum(tradeflow.Partner)
		if err != nil {
			t.Fatal(err)
		}
		for name, pair := range map[string][2]*tradeflow.Panel{
			"HHI":   {HHI(p, tradeflow.Partner), HHIOf(p, total)},
			"Share": {Share(p, tradeflow.Partner), ShareOf(p, total)},
		} {
			for i, s := range pair[0].Series {
				for j := range p.Periods {
					if got := pair[1].Series[i].Values[j]; !(math.Abs(got-s.Values[j]) <= 1e-12) {
						t.Fatalf("%s: %v in the members' sum, %v in the panel of totals", name, s.Values[j], got)
					}
				}
			}
		}
		for _, s := range Coverage(p, total).Series {
			for j, v := range s.Values {
				if !(math.Abs(v-1) <= 1e-12) {
					t.Fatalf("coverage %v in %s", v, p.Periods[j])
				}
			}
		}
	})
}

// What is known of ShareOf sums to Coverage.
func TestSharesOfAWholeSumToCoverage(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		w := worldOf(p)
		shares, coverage := ShareOf(p, w), Coverage(p, w)
		for _, c := range coverage.Series {
			for j := range p.Periods {
				sum, whole := 0.0, c.Status[j].HasNumber()
				for i, s := range shares.Series {
					if s.Key.Reporter != c.Key.Reporter {
						continue
					}
					if s.Status[j].HasNumber() {
						sum += s.Values[j]
					} else if p.Series[i].Status[j].HasNumber() {
						whole = false // a range
					}
				}
				if whole && math.Abs(sum-c.Values[j]) > 1e-12 {
					t.Fatalf("%s, %s: shares sum to %v, coverage is %v", c.Key.Reporter, p.Periods[j], sum, c.Values[j])
				}
			}
		}
	})
}

func TestShareChangeAddsUp(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		p = p.At(p.Periods[3:]...)
		own, total := ShareChange(p, tradeflow.Partner)
		diff := Diff(Share(p, tradeflow.Partner))
		for j := range diff.Periods {
			sums, all := map[tradeflow.Country][3]float64{}, map[tradeflow.Country]int{}
			for i, d := range diff.Series {
				a, b := own.Series[i], total.Series[i]
				if a.Status[j] != d.Status[j] || b.Status[j] != d.Status[j] {
					t.Fatalf("status %s and %s, the difference has %s", a.Status[j], b.Status[j], d.Status[j])
				}
				if !d.Status[j].HasNumber() {
					continue
				}
				x, y := a.Values[j], b.Values[j]
				if math.Abs(x+y-d.Values[j]) > 1e-12*max(1, math.Abs(x)) {
					t.Fatalf("%s: %v and %v are not %v", diff.Label(i), x, y, d.Values[j])
				}
				s := sums[d.Key.Reporter]
				sums[d.Key.Reporter] = [3]float64{s[0] + x, s[1] + y, s[2] + math.Abs(x)}
				all[d.Key.Reporter]++
			}
			for reporter, s := range sums {
				if all[reporter] == 5 && math.Abs(s[0]+s[1]) > 1e-12*max(1, s[2]) {
					t.Fatalf("%s: own %v, total %v", reporter, s[0], s[1])
				}
			}
		}
	})
}

// Turnover is a distance: from 0 to 1, the same in both directions, and half the
// absolute differences.
func TestTurnoverIsADistance(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		a, b := p.Periods[4], p.Periods[9]
		there, back := Turnover(p.At(a, b), tradeflow.Partner), Turnover(p.At(b, a), tradeflow.Partner)
		if none := Turnover(p.At(a, a), tradeflow.Partner); none.Series[0].Status[0].HasNumber() && none.Series[0].Values[0] != 0 {
			t.Fatalf("turnover %v from a month to itself", none.Series[0].Values[0])
		}
		for i, s := range there.Series {
			v, w := s.Values[0], back.Series[i].Values[0]
			if v == v && (v < 0 || v > 1 || math.Abs(v-w) > 1e-12) {
				t.Fatalf("turnover %v there, %v back", v, w)
			}
		}
	})
}

// The top and Others are the same total, and the same members in all periods.
func TestTopAndOthersKeepTheTotal(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, p *tradeflow.Panel) {
		want, err := p.Sum(tradeflow.Partner)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 7 {
			q := TopAndOthers(p, n, tradeflow.Partner)
			if wantSeries := 4 * min(n+1, 5); len(q.Series) != wantSeries {
				t.Fatalf("the top %d are %d series, want %d", n, len(q.Series), wantSeries)
			}
			got, err := q.Sum(tradeflow.Partner)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range want.Series {
				for j := range p.Periods {
					v, u := got.Series[i].Values[j], got.Series[i].Upper[j]
					if got.Series[i].Status[j].HasNumber() != s.Status[j].HasNumber() || math.Abs(v-s.Values[j]) > 1e-6 || math.Abs(u-s.Upper[j]) > 1e-6 {
						t.Fatalf("the top %d of %s add up to %v..%v, want %v..%v", n, s.Key.Reporter, v, u, s.Values[j], s.Upper[j])
					}
				}
			}
			if twice := TopAndOthers(TopAndOthers(p, n+1, tradeflow.Partner), n, tradeflow.Partner); len(twice.Series) != len(q.Series) {
				t.Fatalf("the top %d of the top %d are %d series", n, n+1, len(twice.Series))
			}
		}
	})
}

func TestSlipsOfSharesPanic(t *testing.T) {
	p := panelOf([]float64{1, 2}, []float64{1, 2})
	p.Series[1].Key.Partner = tradeflow.World
	shares := Share(p.Only(func(k tradeflow.Key) bool { return k.Partner != tradeflow.World }), tradeflow.Partner)
	for want, slip := range map[string]func(){
		"stats.HHI: over no dimension":              func() { HHI(p, 0) },
		"stats.HHI: of share":                       func() { HHI(shares, tradeflow.Partner) },
		"stats.HHI: the World stands":               func() { HHI(p, tradeflow.Partner) },
		"stats.CR: the 0 largest":                   func() { CR(p, tradeflow.Partner, 0) },
		"stats.TopAndOthers: along commodity":       func() { TopAndOthers(p, 1, tradeflow.Commodity) },
		"stats.TopAndOthers: along reporter, partn": func() { TopAndOthers(p, 1, tradeflow.Reporter|tradeflow.Partner) },
		"stats.TopAndOthers: the -1 largest":        func() { TopAndOthers(p, -1, tradeflow.Partner) },
		"stats.TopAndOthers: the World stands":      func() { TopAndOthers(p, 1, tradeflow.Partner) },
		"stats.ShareOf: of share":                   func() { ShareOf(shares, p) },
		"stats.Coverage: of share":                  func() { Coverage(p, shares) },
		"stats.Coverage: the World stands":          func() { Coverage(p, p.Only(func(k tradeflow.Key) bool { return k.Partner == tradeflow.World })) },
		"stats.HHIOf: the World stands":             func() { HHIOf(p, p.Only(func(k tradeflow.Key) bool { return k.Partner == tradeflow.World })) },
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

// A panel without periods or series is no slip.
func TestEmptyPanelsHaveNoShares(t *testing.T) {
	for _, p := range []*tradeflow.Panel{
		{},
		{Series: []tradeflow.Series{tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU", Partner: "CHN"}, 0, tradeflow.OK)}},
		{Periods: []tradeflow.Period{tradeflow.Month(2020, time.May)}},
	} {
		for _, f := range ofShares() {
			f(p)
		}
	}
}

// TestLabelOfOthers: charts print "Others", whichever the dimension.
func TestLabelOfOthers(t *testing.T) {
	p := panelOf([]float64{1, 2, 3}, []float64{1, 2, 3})
	q := TopAndOthers(p, 1, tradeflow.Partner)
	if got := q.Label(1); got != "Others" {
		t.Errorf("Others are called %q", got)
	}
	for i := range p.Series {
		p.Series[i].Key.Category, p.Series[i].Key.Partner = string(p.Series[i].Key.Partner), ""
	}
	p.Query.Scheme = hscodes.DualUse()
	if q = TopAndOthers(p, 1, tradeflow.Category); q.Label(1) != "Others" {
		t.Errorf("Others are called %q", q.Label(1))
	}
}

// TestTotalsTellOfThemselves: what the panel of totals knows goes on, and that it is
// of another kind than the parts is told.
func TestTotalsTellOfThemselves(t *testing.T) {
	p := panelOf([]float64{1, 2}, []float64{1, 2})
	p.Query.Direction, p.Query.By, p.Valuation, p.Sources = tradeflow.Import, tradeflow.Reporter|tradeflow.Partner, "CIF", []string{"a"}
	total, err := p.Sum(tradeflow.Partner)
	if err != nil {
		t.Fatal(err)
	}
	total.Query.Direction, total.Valuation, total.Sources = tradeflow.Export, "FOB", []string{"a", "b"}
	total.Warn(tradeflow.AboutTotals, "of the total")
	for name, f := range map[string]func(p, total *tradeflow.Panel) *tradeflow.Panel{"ShareOf": ShareOf, "Coverage": Coverage, "HHIOf": HHIOf} {
		q := f(p, total)
		var texts []string
		for _, w := range q.Warnings {
			texts = append(texts, strings.TrimPrefix(w.Text, q.Statistic+": "))
		}
		want := []string{"of the total", "the parts are imports, the total is of exports", "the parts are valued CIF, the total FOB"}
		if !slices.Equal(texts, want) || !slices.Equal(q.Sources, []string{"a", "b"}) {
			t.Errorf("%s: warnings %q, sources %q", name, texts, q.Sources)
		}
		if by := tradeflow.Reporter; name != "ShareOf" && q.Query.By != by {
			t.Errorf("%s is by %s", name, q.Query.By)
		}
	}
	for name, f := range concentrations {
		if q := f(p); q.Query.By != tradeflow.Reporter {
			t.Errorf("%s is by %s", name, q.Query.By)
		}
	}
}
