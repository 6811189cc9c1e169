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

// only returns a panel of amounts with one number for each key and period.
func only(by tradeflow.Dims, periods []tradeflow.Period, rows map[tradeflow.Key][]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Periods: periods, Query: tradeflow.Query{By: by}}
	for k, values := range rows {
		s := tradeflow.NewSeries(k, len(periods), tradeflow.NotReported)
		for j, v := range values {
			s.Set(j, v, v, tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func years(from, n int) (all []tradeflow.Period) {
	for y := range n {
		all = append(all, tradeflow.Year(from+y))
	}
	return all
}

func told(p *tradeflow.Panel, text string) bool {
	return slices.ContainsFunc(p.Warnings, func(w tradeflow.Warning) bool { return strings.Contains(w.Text, text) })
}

// Warnings of many pairs must not be written for all before six are printed: that
// took minutes.
func TestComplementarityOfAllEconomies(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	list := func() *tradeflow.Panel {
		rows := map[tradeflow.Key][]float64{}
		for r := range 183 {
			for g := range 20 {
				if rng.IntN(20) > 0 {
					rows[tradeflow.Key{Reporter: tradeflow.Country(fmt.Sprintf("Q%03d", r)), Category: fmt.Sprint("c", g)}] = []float64{1 + rng.Float64()}
				}
			}
		}
		return only(tradeflow.Reporter|tradeflow.Category, years(2020, 1), rows)
	}
	start := time.Now()
	q := Complementarity(list(), list())
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("%d pairs took %v", len(q.Series), took)
	}
	if !told(q, "Q000, Q000 (") && !told(q, "Q000, Q001 (") || !told(q, " more") {
		t.Errorf("the first pairs are not named: %v", q.Warnings)
	}
}

// The World beside others in one total is a slip; another aggregate a warning; and the
// World alone a total.
func TestOneRuleForAggregates(t *testing.T) {
	flows := func(partners ...tradeflow.Country) *tradeflow.Panel {
		rows := map[tradeflow.Key][]float64{{Reporter: "FRA", Partner: "CHN"}: {1, 2}, {Reporter: "FRA", Partner: "USA"}: {1, 3}}
		for n, c := range partners {
			rows[tradeflow.Key{Reporter: "DEU", Partner: c}] = []float64{float64(n + 1), float64(n + 2)}
		}
		return only(tradeflow.Reporter|tradeflow.Partner, years(2020, 2), rows)
	}
	total := only(tradeflow.Reporter, years(2020, 2), map[tradeflow.Key][]float64{{Reporter: "DEU"}: {10, 10}, {Reporter: "FRA"}: {10, 10}})
	const partner = tradeflow.Partner
	for name, f := range map[string]func(p *tradeflow.Panel) *tradeflow.Panel{
		"Share":        func(p *tradeflow.Panel) *tradeflow.Panel { return Share(p, partner) },
		"Contribution": func(p *tradeflow.Panel) *tradeflow.Panel { return Contribution(p, partner, 12) },
		"Turnover":     func(p *tradeflow.Panel) *tradeflow.Panel { return Turnover(p, partner) },
		"HHI":          func(p *tradeflow.Panel) *tradeflow.Panel { return HHI(p, partner) },
		"HHIOf":        func(p *tradeflow.Panel) *tradeflow.Panel { return HHIOf(p, total) },
		"Coverage":     func(p *tradeflow.Panel) *tradeflow.Panel { return Coverage(p, total) },
		"TopAndOthers": func(p *tradeflow.Panel) *tradeflow.Panel { return TopAndOthers(p, 1, partner) },
		"Matched":      func(p *tradeflow.Panel) *tradeflow.Panel { return Matched(p, p, partner, Screen{}).Share },
		"Asymmetry":    func(p *tradeflow.Panel) *tradeflow.Panel { return Asymmetry(p, p, partner, Mirror{}) },
		"ByPartner":    func(p *tradeflow.Panel) *tradeflow.Panel { return TradeIntensity(p, p) },
	} {
		if q := f(flows("EU", "POL")); !told(q, "European Union stands for several economies") {
			t.Errorf("%s: the EU beside Poland: %v", name, q.Warnings)
		}
		if q := f(flows("IND", "POL")); told(q, "stands for") || told(q, "the World") {
			t.Errorf("%s: of two economies: %v", name, q.Warnings)
		}
		if name != "ByPartner" { // whose reference has the World beside China
			f(flows(tradeflow.World))
		}
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, "the World stands beside") {
					t.Errorf("%s: the World beside Poland: %s", name, got)
				}
			}()
			f(flows(tradeflow.World, "POL"))
		}()
	}
}

// A publisher that has a total only is data, and no slip; and no zero of the goods.
func TestTotalsBesideGoods(t *testing.T) {
	const by = tradeflow.Reporter | tradeflow.Commodity
	sum := only(by, years(2020, 1), map[tradeflow.Key][]float64{{Reporter: "DEU"}: {100}})
	goods := only(by, years(2020, 1), map[tradeflow.Key][]float64{{Reporter: "DEU", Commodity: hscodes.MustParse("850110")}: {60}})
	for name, q := range map[string]*tradeflow.Panel{
		"GrubelLloyd":     GrubelLloyd(sum, goods, 0),
		"over goods":      GrubelLloyd(sum, goods, tradeflow.Commodity),
		"MarginalIIT":     MarginalIIT(sum, goods, 0),
		"UnitValue":       UnitValue(sum, goods),
		"Openness":        Openness(sum, goods, sum),
		"Complementarity": Complementarity(sum, goods),
		"RCA":             RCA(sum, goods),
		"RCA of goods":    RCA(goods, sum),
		"Diversification": Diversification(goods, sum),
		"RCAListed":       RCA(sum, nil),
	} {
		for i, s := range q.Series {
			for j := range q.Periods {
				if name != "RCAListed" && s.Status[j].HasNumber() {
					t.Errorf("%s: %s is %v", name, q.Label(i), s.Values[j])
				}
			}
		}
	}
}

func TestWhatTheReferenceLacksIsNamedInOrder(t *testing.T) {
	p, world := only(0, years(2020, 1), nil), only(0, years(2020, 1), nil)
	p.Query.By, world.Query.By = tradeflow.Reporter|tradeflow.Category, tradeflow.Category
	for _, c := range []string{"d", "a", "c", "b"} {
		p.Series = append(p.Series, only(0, p.Periods, map[tradeflow.Key][]float64{{Reporter: "DEU", Category: c}: {1}}).Series...)
	}
	world.Series = only(0, p.Periods, map[tradeflow.Key][]float64{{Category: "d"}: {1}}).Series
	for name, q := range map[string]*tradeflow.Panel{"RCA": RCA(p, world), "RSCA": RSCA(p, world)} {
		if !told(q, "the reference does not list a, b, c") {
			t.Errorf("%s: %v", name, q.Warnings)
		}
	}
}

func TestBoundsAreInOrder(t *testing.T) {
	p := only(tradeflow.Partner, years(2020, 1), map[tradeflow.Key][]float64{{Partner: "CHN"}: {0.2}})
	p.Series[0].Upper[0] = 1000.0 / 3
	s := Share(p, tradeflow.Partner).Series[0]
	if low, high := s.Bounds(0); s.Status[0] != tradeflow.EditionBreak || !(low <= high && high <= 1) {
		t.Errorf("the share of all is %v..%v, %s", low, high, s.Status[0])
	}
}

// Numbers that no float64 holds, or only their quotients, are none.
func TestOutOfRange(t *testing.T) {
	sizes := []float64{1e300, 1e-300, 0, 1, 1e308, math.MaxFloat64, math.SmallestNonzeroFloat64}
	trials(t, true, func(rng *rand.Rand, p *tradeflow.Panel) {
		for i := range p.Series {
			for j := range p.Periods {
				v := sizes[rng.IntN(len(sizes))]
				p.Series[i].Set(j, v, min(v*(1+0.04*float64(rng.IntN(2))), math.MaxFloat64), tradeflow.OK)
			}
		}
		check := func(name string, q *tradeflow.Panel) {
			for i, s := range q.Series {
				for j := range q.Periods {
					low, high := s.Bounds(j)
					if math.IsNaN(s.Values[j]) == s.Status[j].HasNumber() || math.IsInf(s.Values[j], 0) || math.IsInf(low, 0) || math.IsInf(high, 0) || low > high {
						t.Fatalf("%s: %s, %s: %v [%v..%v] with status %s", name, q.Label(i), q.Periods[j], s.Values[j], low, high, s.Status[j])
					}
				}
			}
		}
		for name, f := range every {
			check(name, f(p))
		}
		check("Turnover", Turnover(p, tradeflow.Partner))
		own, total := ShareChange(p, tradeflow.Partner)
		check("ShareChange", own)
		check("ShareChange", total)
		check("HHI", HHI(p, tradeflow.Partner))
		check("TopAndOthers", TopAndOthers(p, 1, tradeflow.Partner))
		goods := byCategory(p)
		check("RCA", RCA(goods, nil))
		check("Similarity", Similarity(goods, goods))
		check("GrubelLloyd", GrubelLloyd(goods, goods, tradeflow.Category))
		check("Matched", Matched(goods, goods, tradeflow.Category, Screen{}).Value)
	})
	p := only(tradeflow.Partner, years(2020, 2), map[tradeflow.Key][]float64{{Partner: "CHN"}: {1e-300, 1e300}})
	if got := YoY(p).Series[0].Status[0]; got != tradeflow.OutOfRange {
		t.Errorf("from 1e-300 to 1e300: %s", got)
	}
}

// Whatever the ranges hide, the parts of a change of shares are within their bounds.
func TestBoundsOfShareChanges(t *testing.T) {
	seen := 0
	trials(t, true, func(rng *rand.Rand, p *tradeflow.Panel) {
		for i := range p.Series {
			for j := range p.Periods {
				if v := p.Series[i].Values[j]; rng.IntN(3) == 0 {
					p.Series[i].Upper[j] = v * (1 + 0.3*rng.Float64())
				}
			}
		}
		sample := p.Only(func(tradeflow.Key) bool { return true })
		for i := range sample.Series {
			for j := range sample.Periods {
				s := &sample.Series[i]
				v := s.Values[j] + float64(rng.IntN(3))/2*(s.Upper[j]-s.Values[j])
				s.Set(j, v, v, tradeflow.OK)
			}
		}
		var bounds, points []*tradeflow.Panel
		for _, x := range []*tradeflow.Panel{p, sample} {
			own, total := ShareChange(x, tradeflow.Partner)
			all := []*tradeflow.Panel{own, total, Turnover(x, tradeflow.Partner)}
			if x == p {
				bounds = all
			} else {
				points = all
			}
		}
		for n, q := range bounds {
			for i := range q.Series {
				for j := range q.Periods {
					low, high := q.Series[i].Bounds(j)
					v := points[n].Series[i].Values[j]
					if !(low-1e-12 <= v && v <= high+1e-12) {
						t.Fatalf("%s: %s, %s: %v is not in %v..%v", q.Statistic, q.Label(i), q.Periods[j], v, low, high)
					}
					if low < high {
						seen++
					}
				}
			}
		}
	})
	if seen == 0 {
		t.Error("no bounds at all")
	}
}

// Concentration of other things has another name.
func TestConcentrationIsNamed(t *testing.T) {
	p := only(tradeflow.Partner|tradeflow.Category, years(2020, 1), map[tradeflow.Key][]float64{{Partner: "CHN", Category: "a"}: {1}, {Partner: "IND", Category: "b"}: {1}})
	world := only(tradeflow.Category, years(2020, 1), map[tradeflow.Key][]float64{{Partner: tradeflow.World, Category: "a"}: {2}, {Partner: tradeflow.World, Category: "b"}: {2}})
	seen := map[string]string{}
	for name, q := range map[string]*tradeflow.Panel{
		"HHI partner": HHI(p, tradeflow.Partner), "HHI category": HHI(p, tradeflow.Category), "HHI both": HHI(p, tradeflow.Partner|tradeflow.Category), "HHIOf": HHIOf(p, world),
		"points": HHIPoints(p, tradeflow.Partner), "Gini": Gini(p, tradeflow.Partner), "Gini category": Gini(p, tradeflow.Category),
		"turnover": Turnover(p, tradeflow.Partner), "turnover category": Turnover(p, tradeflow.Category),
	} {
		if other, found := seen[q.Heading()]; found {
			t.Errorf("%s and %s are both called %q", name, other, q.Heading())
		}
		seen[q.Heading()] = name
	}
	if got := HHIOf(p, world).Heading(); got != "HHI over partners, of shares in World" {
		t.Error(got)
	}
}
