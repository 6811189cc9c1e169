package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// two are the statistics of two panels by reporter and category.
var two = map[string]func(a, b *tradeflow.Panel) *tradeflow.Panel{
	"RCA":               RCA,
	"RCAListed":         func(a, _ *tradeflow.Panel) *tradeflow.Panel { return RCA(a, nil) },
	"RSCA":              RSCA,
	"Diversification":   Diversification,
	"Krugman":           Krugman,
	"Similarity":        Similarity,
	"Complementarity":   Complementarity,
	"TradeIntensity":    func(a, b *tradeflow.Panel) *tradeflow.Panel { return TradeIntensity(byPartner(a), byPartner(b)) },
	"GrubelLloyd":       func(a, b *tradeflow.Panel) *tradeflow.Panel { return GrubelLloyd(a, b, 0) },
	"GrubelLloydSummed": func(a, b *tradeflow.Panel) *tradeflow.Panel { return GrubelLloyd(a, b, tradeflow.Category) },
	"MarginalIIT":       func(a, b *tradeflow.Panel) *tradeflow.Panel { return MarginalIIT(a, b, 0) },
	"MarginalIITSummed": func(a, b *tradeflow.Panel) *tradeflow.Panel { return MarginalIIT(a, b, tradeflow.Category) },
	"Openness":          func(a, b *tradeflow.Panel) *tradeflow.Panel { return Openness(a, b, scaledBy(b, 3)) },
	"NetImportReliance": func(a, b *tradeflow.Panel) *tradeflow.Panel { return NetImportReliance(a, b, scaledBy(a, 3)) },
	"UnitValue":         UnitValue,
	"MatchedValue":      func(a, b *tradeflow.Panel) *tradeflow.Panel { return Matched(a, b, tradeflow.Category, loose).Value },
	"MatchedQuantity": func(a, b *tradeflow.Panel) *tradeflow.Panel {
		return Matched(a, b, tradeflow.Category, strict).Quantity
	},
	"MatchedShare":      func(a, b *tradeflow.Panel) *tradeflow.Panel { return Matched(a, b, tradeflow.Reporter, strict).Share },
	"MatchedSeparately": func(a, b *tradeflow.Panel) *tradeflow.Panel { return Matched(a, b, 0, strict).Value },
	"UnitValueOfMatched": func(a, b *tradeflow.Panel) *tradeflow.Panel {
		m := Matched(a, b, tradeflow.Category, strict)
		return UnitValue(m.Value, m.Quantity)
	},
	"DiversificationSelf": func(a, _ *tradeflow.Panel) *tradeflow.Panel { return Diversification(a, nil) },
}

var (
	loose  = Screen{MaxRatio: math.Inf(1)}
	strict = Screen{MaxRatio: 10, Whiskers: 1.5}
)

// byCategory makes categories of the partners of a random panel, byPartner partners
// of its categories.
func byCategory(p *tradeflow.Panel) *tradeflow.Panel {
	q := p.Only(func(tradeflow.Key) bool { return true })
	for i := range q.Series {
		k := &q.Series[i].Key
		k.Partner, k.Category = "", string(k.Partner)
	}
	q.Query.By = tradeflow.Reporter | tradeflow.Category
	return q
}

func byPartner(p *tradeflow.Panel) *tradeflow.Panel {
	q := p.Only(func(tradeflow.Key) bool { return true })
	for i := range q.Series {
		k := &q.Series[i].Key
		k.Partner, k.Category = tradeflow.Country(k.Category), ""
	}
	q.Query.By = tradeflow.Reporter | tradeflow.Partner
	return q
}

func scaledBy(p *tradeflow.Panel, factor float64) *tradeflow.Panel {
	q := p.Only(func(tradeflow.Key) bool { return true })
	for i := range q.Series {
		s := &q.Series[i]
		for j := range q.Periods {
			s.Set(j, factor*s.Values[j], factor*s.Upper[j], s.Status[j])
		}
	}
	return q
}

// pairs runs f on two random panels by reporter and category; what is not clean lacks
// some series in each.
func pairs(t *testing.T, clean bool, f func(rng *rand.Rand, a, b *tradeflow.Panel)) {
	trials(t, clean, func(rng *rand.Rand, p *tradeflow.Panel) {
		a, b := byCategory(p), byCategory(random(rng, clean))
		if !clean {
			a.Series, b.Series = slices.Delete(a.Series, 3, 5), slices.Delete(b.Series, 7, 8)
		}
		b.Sources, b.Ledger = []string{"other"}, &tradeflow.Ledger{Files: []tradeflow.FileLedger{{Path: "b.csv"}}}
		b.Warn(tradeflow.AboutAmounts, "another that must survive")
		f(rng, a, b)
	})
}

func TestTwoPanels(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	numbers := map[string]int{}
	pairs(t, false, func(rng *rand.Rand, a, b *tradeflow.Panel) {
		before := fmt.Sprintf("%+v %+v", *a, *b)
		shuffled := [2]*tradeflow.Panel{}
		for n, p := range []*tradeflow.Panel{a, b} {
			s := p.Only(func(tradeflow.Key) bool { return true })
			rng.Shuffle(len(s.Series), func(i, j int) { s.Series[i], s.Series[j] = s.Series[j], s.Series[i] })
			shuffled[n] = s
		}
		for name, f := range two {
			q := f(a, b)
			other := f(shuffled[0], shuffled[1])
			slices.SortFunc(other.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
			ledger := q.Ledger
			q.Ledger, other.Ledger = nil, nil // which is a new one each time
			if !same(q, other) {
				t.Fatalf("%s depends on the order of the series:\n%+v\n%+v", name, *q, *other)
			}
			alone := strings.HasSuffix(name, "Self") || strings.HasSuffix(name, "Listed")
			if !slices.Contains(q.Warnings, a.Warnings[0]) || !alone && (!slices.Contains(q.Warnings, b.Warnings[1]) || !slices.Contains(q.Sources, "made up") || !slices.Contains(q.Sources, "other") || len(ledger.Files) != 1) {
				t.Fatalf("%s lost a warning, a source or a ledger: %v %v", name, q.Warnings, q.Sources)
			}
			for i, s := range q.Series {
				for j := range q.Periods {
					low, high := s.Bounds(j)
					if v := s.Values[j]; math.IsNaN(v) == s.Status[j].HasNumber() || math.IsInf(v, 0) || math.IsInf(low, 0) || math.IsInf(high, 0) || v < low || v > high {
						t.Fatalf("%s: %s, %s: %v [%v..%v] with status %s", name, q.Label(i), q.Periods[j], v, low, high, s.Status[j])
					}
					if s.Status[j].HasNumber() {
						numbers[name]++
					}
				}
				for j := range q.Periods {
					q.Series[i].Set(j, -1, -1, tradeflow.OK)
				}
			}
			clear(q.Periods)
			clear(q.Sources)
			clear(q.Warnings)
			if fmt.Sprintf("%+v %+v", *a, *b) != before {
				t.Fatalf("%s changed its argument", name)
			}
		}
	})
	for name := range two {
		if numbers[name] < 100 {
			t.Errorf("%s has only %d numbers in all trials", name, numbers[name])
		}
	}
}

// truth is a panel without ranges that a panel with ranges may stand for, and the
// panel with ranges.
func truth(rng *rand.Rand, p *tradeflow.Panel) (exact, ranges *tradeflow.Panel) {
	exact, ranges = scaledBy(p, 1), scaledBy(p, 1)
	for i := range p.Series {
		for j := range p.Periods {
			v := p.Series[i].Values[j]
			switch rng.IntN(20) {
			case 0:
				ranges.Series[i].Set(j, v, v*(1+0.04*rng.Float64()), tradeflow.OK)
			case 1:
				ranges.Series[i].Set(j, v, v*(1+3*rng.Float64()), tradeflow.OK)
			}
			x := v + rng.Float64()*(ranges.Series[i].Upper[j]-v)
			exact.Series[i].Set(j, x, x, tradeflow.OK)
		}
	}
	return exact, ranges
}

func TestBoundsOfStructureContainTheTruth(t *testing.T) {
	bounded := map[string]int{}
	pairs(t, true, func(rng *rand.Rand, a, b *tradeflow.Panel) {
		exactA, rangesA := truth(rng, a)
		exactB, rangesB := truth(rng, b)
		for name, f := range two {
			if strings.HasPrefix(name, "Matched") || strings.HasSuffix(name, "Matched") {
				continue // other items may match
			}
			want, got := f(exactA, exactB), f(rangesA, rangesB)
			for i := range got.Series {
				for j := range got.Periods {
					v := want.Series[i].Values[j]
					low, high := got.Series[i].Bounds(j)
					if low < high {
						bounded[name]++
					}
					if slack := 1e-9 * max(1, math.Abs(v)); v < low-slack || v > high+slack {
						t.Fatalf("%s: %s, %s: %v is outside %v..%v (%s)", name, got.Label(i), got.Periods[j], v, low, high, got.Series[i].Status[j])
					}
				}
			}
		}
	})
	for name := range two {
		if !strings.Contains(name, "Matched") && bounded[name] < 100 {
			t.Errorf("%s has only %d bounds", name, bounded[name])
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b)) }

// The mean of RCA weighted by the reference's shares is one, and the distances
// say the same by all their names.
func TestIdentitiesOfStructure(t *testing.T) {
	pairs(t, true, func(_ *rand.Rand, a, b *tradeflow.Panel) {
		world, err := b.Sum(tradeflow.Reporter)
		if err != nil {
			t.Fatal(err)
		}
		rca, rsca, share := RCA(a, b), RSCA(a, b), Share(world, tradeflow.Category)
		s, k, f, own := Diversification(a, b), Krugman(a, b), Similarity(a, b), Share(a, tradeflow.Category)
		for j := range a.Periods {
			mean, smaller := map[tradeflow.Country]float64{}, map[tradeflow.Country]float64{}
			for i, r := range rca.Series {
				w := share.Find(r.Key.Without(tradeflow.Reporter)).Values[j]
				mean[r.Key.Reporter] += w * r.Values[j]
				smaller[r.Key.Reporter] += min(w, own.Series[i].Values[j])
				if got := rsca.Series[i].Values[j]; !near(got, (r.Values[j]-1)/(r.Values[j]+1)) {
					t.Fatalf("RSCA %v of RCA %v", got, r.Values[j])
				}
			}
			for i := range s.Series {
				reporter := s.Series[i].Key.Reporter
				if !near(mean[reporter], 1) {
					t.Fatalf("the mean of RCA is %v", mean[reporter])
				}
				if v := s.Series[i].Values[j]; !near(k.Series[i].Values[j], 2*v) || !near(f.Series[i].Values[j], 1-v) || !near(f.Series[i].Values[j], smaller[reporter]) {
					t.Fatalf("S %v, Krugman %v, similarity %v, sum of the smaller %v", v, k.Series[i].Values[j], f.Series[i].Values[j], smaller[reporter])
				}
			}
		}
		c, back := Complementarity(a, b), Complementarity(b, a)
		for _, s := range c.Series {
			turned := back.Find(tradeflow.Key{Reporter: s.Key.Partner, Partner: s.Key.Reporter})
			alone := Similarity(a.Only(func(k tradeflow.Key) bool { return k.Reporter == s.Key.Reporter }), b.Only(func(k tradeflow.Key) bool { return k.Reporter == s.Key.Partner }))
			for j := range c.Periods {
				if !near(s.Values[j], turned.Values[j]) || !near(s.Values[j], alone.Series[0].Values[j]) {
					t.Fatalf("complementarity %v, turned %v, of the two alone %v", s.Values[j], turned.Values[j], alone.Series[0].Values[j])
				}
			}
		}
	})
}

// An index of several goods is the mean of theirs, weighted by their trade.
func TestIntraIndustryTradeIsWeightedMean(t *testing.T) {
	pairs(t, true, func(_ *rand.Rand, a, b *tradeflow.Panel) {
		for _, marginal := range []bool{false, true} {
			index := GrubelLloyd
			if marginal {
				index = MarginalIIT
			}
			parts, total := index(a, b, 0), index(a, b, tradeflow.Category)
			from := len(a.Periods) - len(parts.Periods)
			for j := range parts.Periods {
				sum, weights := map[tradeflow.Country]float64{}, map[tradeflow.Country]float64{}
				for i, s := range parts.Series {
					w := a.Series[i].Values[j+from] + b.Series[i].Values[j+from]
					if marginal {
						w = math.Abs(a.Series[i].Values[j+1]-a.Series[i].Values[0]) + math.Abs(b.Series[i].Values[j+1]-b.Series[i].Values[0])
					}
					sum[s.Key.Reporter] += w * s.Values[j]
					weights[s.Key.Reporter] += w
				}
				for _, s := range total.Series {
					if k := s.Key.Reporter; !near(s.Values[j], sum[k]/weights[k]) {
						t.Fatalf("index %v, weighted mean %v", s.Values[j], sum[k]/weights[k])
					}
				}
			}
		}
	})
}

// What is matched and what is left out make up all value that is known.
func TestMatchedAndLeftAddUp(t *testing.T) {
	pairs(t, false, func(_ *rand.Rand, a, b *tradeflow.Panel) {
		m := Matched(a, b, tradeflow.Reporter|tradeflow.Category, strict)
		for j, period := range m.Value.Periods {
			kept, left, positive := 0.0, 0.0, 0.0
			if m.Value.Series[0].Status[j].HasNumber() {
				kept = m.Value.Series[0].Values[j]
			}
			broken := map[tradeflow.Key]bool{}
			for _, l := range m.Left {
				if l.Period == period && l.Value > 0 {
					left += l.Value
				}
				broken[l.Key] = broken[l.Key] || l.Period == period && math.IsNaN(l.Value)
			}
			for _, s := range a.Series {
				if v := s.Values[j]; v > 0 && !broken[s.Key] {
					positive += v
				}
			}
			if negative := slices.ContainsFunc(b.Series, func(s tradeflow.Series) bool { return s.Values[j] < 0 }); !negative && math.Abs(kept+left-positive) > 1e-9*positive {
				t.Fatalf("%s: matched %v and left %v, known %v", period, kept, left, positive)
			}
		}
		seen := map[string]bool{}
		for _, l := range m.Left {
			seen[l.Why] = true
		}
		if len(seen) < 5 {
			t.Fatalf("only %v", seen)
		}
	})
}

func TestUnitValueTimesQuantityIsValue(t *testing.T) {
	pairs(t, true, func(_ *rand.Rand, a, b *tradeflow.Panel) {
		q := UnitValue(a, b)
		for i, s := range q.Series {
			for j := range q.Periods {
				if !near(s.Values[j]*b.Series[i].Values[j], a.Series[i].Values[j]) {
					t.Fatalf("unit value %v", s.Values[j])
				}
			}
		}
		if _, err := q.Sum(tradeflow.Category); err == nil {
			t.Fatal("unit values add up")
		}
	})
}

// What the panels say of themselves: direction, valuation, scope.
func TestWhatTwoPanelsSay(t *testing.T) {
	pairs(t, true, func(_ *rand.Rand, a, b *tradeflow.Panel) {
		a.Query.Direction, b.Query.Direction = tradeflow.Export, tradeflow.Import
		a.Valuation, b.Valuation = "FOB", "CIF"
		says := func(p *tradeflow.Panel, text string) bool {
			return slices.ContainsFunc(p.Warnings, func(w tradeflow.Warning) bool { return strings.Contains(w.Text, text) })
		}
		q := GrubelLloyd(a, b, 0)
		if !says(q, "valued FOB stand beside amounts valued CIF") || q.Valuation != "FOB and CIF mixed" || q.Query.Direction != 0 || says(q, "is read as") {
			t.Fatalf("%q, %v: %v", q.Valuation, q.Query.Direction, q.Warnings)
		}
		if q := GrubelLloyd(b, a, 0); !says(q, "a panel of imports is read as exports") || !says(q, "a panel of exports is read as imports") {
			t.Fatalf("%v", q.Warnings)
		}
		fewer := b.Only(func(k tradeflow.Key) bool { return k.Category != "USA" })
		scopes := map[string]tradeflow.Query{
			"none":     {},
			"partners": {Partners: []tradeflow.Country{"CHN"}},
			"codes":    {Codes: []hscodes.Code{hscodes.MustParse("690911")}},
			"edition":  {Edition: hscodes.HS2017},
			"scheme":   {Scheme: hscodes.DualUse()},
		}
		for scope, query := range scopes {
			fewer.Query = query
			for name, q := range map[string]*tradeflow.Panel{"GrubelLloyd": GrubelLloyd(a, fewer, tradeflow.Category), "Similarity": Similarity(a, fewer)} {
				unknown := says(q, "asked for different goods or partners") && q.Series[0].Status[0] == tradeflow.NotReported
				if unknown != (scope != "none") {
					t.Fatalf("%s, another query by %s: %v: %v", name, scope, q.Series[0].Status[0], q.Warnings)
				}
			}
		}
	})
}

func TestSlipsOfStructurePanic(t *testing.T) {
	p := byCategory(random(rand.New(rand.NewPCG(1, 1)), true))
	partners := byPartner(p)
	withWorld := partners.Only(func(tradeflow.Key) bool { return true })
	withWorld.Series[0].Key.Partner = tradeflow.World
	for want, slip := range map[string]func(){
		"stats.RCA: the keys have no category, commodity": func() { RCA(partners, nil) },
		"stats.TradeIntensity: the keys have no partner":  func() { TradeIntensity(p, nil) },
		"stats.TradeIntensity: the World stands":          func() { TradeIntensity(withWorld, nil) },
		"stats.Krugman: panels by reporter, category and": func() { Krugman(p, partners) },
		"stats.Similarity: no second panel":               func() { Similarity(p, nil) },
		"stats.Complementarity: the keys have partners":   func() { Complementarity(partners, partners) },
		"stats.RSCA: of change":                           func() { RSCA(YoY(p), nil) },
		"stats.GrubelLloyd: over partner":                 func() { GrubelLloyd(partners, partners, tradeflow.Partner) },
		"stats.GrubelLloyd: panels by":                    func() { GrubelLloyd(p, partners, 0) },
		"stats.MarginalIIT: of share":                     func() { MarginalIIT(p, Share(p, tradeflow.Category), 0) },
		"stats.Openness: the third panel is by partner":   func() { Openness(p, p, partners) },
		"stats.UnitValue: panels by":                      func() { UnitValue(p, partners) },
		"stats.UnitValue: of USD":                         func() { v := UnitValue(p, p); v.Unit.Name = "USD per kg"; UnitValue(v, p) },
		"stats.Matched: a ratio of 0.5":                   func() { Matched(p, p, 0, Screen{MaxRatio: 0.5}) },
		"stats.Matched: the World":                        func() { Matched(withWorld, withWorld, tradeflow.Partner, Screen{}) },
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

func TestEmptyPanelsOfStructure(t *testing.T) {
	key := tradeflow.Key{Reporter: "DEU", Category: "optics"}
	full := byCategory(random(rand.New(rand.NewPCG(1, 1)), true))
	for _, p := range []*tradeflow.Panel{
		{},
		{Series: []tradeflow.Series{tradeflow.NewSeries(key, 0, tradeflow.OK)}},
		{Periods: []tradeflow.Period{tradeflow.Year(2020)}},
	} {
		for name, f := range two {
			if strings.HasPrefix(name, "TradeIntensity") {
				continue
			}
			f(p, p)
			for _, q := range []*tradeflow.Panel{f(p, full), f(full, p)} {
				for _, s := range q.Series {
					for j := range s.Values {
						if math.IsNaN(s.Values[j]) == s.Status[j].HasNumber() {
							t.Fatalf("%s: %v with status %s", name, s.Values[j], s.Status[j])
						}
					}
				}
			}
		}
	}
}

func BenchmarkTradeIntensity(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		TradeIntensity(p, nil)
	}
}

func BenchmarkMatched(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		Matched(p, p, tradeflow.Partner, strict)
	}
}

func BenchmarkUnitValue(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		UnitValue(p, p)
	}
}
