package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// concentrations are the measures of concentration over partners.
var concentrations = map[string]func(*tradeflow.Panel) *tradeflow.Panel{
	"HHI":                func(p *tradeflow.Panel) *tradeflow.Panel { return HHI(p, tradeflow.Partner) },
	"HHIPoints":          func(p *tradeflow.Panel) *tradeflow.Panel { return HHIPoints(p, tradeflow.Partner) },
	"NormalisedHHI":      func(p *tradeflow.Panel) *tradeflow.Panel { return NormalisedHHI(p, tradeflow.Partner) },
	"ConcentrationIndex": func(p *tradeflow.Panel) *tradeflow.Panel { return ConcentrationIndex(p, tradeflow.Partner) },
	"EffectiveNumber":    func(p *tradeflow.Panel) *tradeflow.Panel { return EffectiveNumber(p, tradeflow.Partner) },
	"Members":            func(p *tradeflow.Panel) *tradeflow.Panel { return Members(p, tradeflow.Partner) },
	"Entropy":            func(p *tradeflow.Panel) *tradeflow.Panel { return Entropy(p, tradeflow.Partner) },
	"Theil":              func(p *tradeflow.Panel) *tradeflow.Panel { return Theil(p, tradeflow.Partner) },
	"Gini":               func(p *tradeflow.Panel) *tradeflow.Panel { return Gini(p, tradeflow.Partner) },
	"CR":                 func(p *tradeflow.Panel) *tradeflow.Panel { return CR(p, tradeflow.Partner, 2) },
	"MergerHHI": func(p *tradeflow.Panel) *tradeflow.Panel {
		return MergerHHI(p, tradeflow.Partner, func(k tradeflow.Key) bool { return k.Partner == "CHN" || k.Partner == "KOR" })
	},
}

// ranges makes up those of up to 8 members: some points, some from zero.
func ranges(rng *rand.Rand) (low, high []float64) {
	for range 1 + rng.IntN(8) {
		l := math.Exp(6 * rng.Float64())
		h := l
		switch rng.IntN(4) {
		case 0:
			h = l * (1 + rng.Float64()/20)
		case 1:
			h = l * (1 + 5*rng.Float64())
		case 2:
			l = 0
			if rng.IntN(3) == 0 {
				h = 0
			}
		}
		low, high = append(low, l), append(high, h)
	}
	return low, high
}

// panelOf is one reporter's partners in one year.
func panelOf(low, high []float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Periods: []tradeflow.Period{tradeflow.Year(2022)}}
	for i := range low {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU", Partner: tradeflow.Country(fmt.Sprintf("P%02d", i))}, 1, tradeflow.OK)
		s.Set(0, low[i], high[i], tradeflow.OK)
		p.Series = append(p.Series, s)
	}
	return p
}

// TestBoundsHoldTheTruth: whatever the members are within their ranges, a measure of
// them lies within its bounds. All corners are tried, and points between; the least
// HHI is reached, and the bounds of a point are the point.
func TestBoundsHoldTheTruth(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	rng := rand.New(rand.NewPCG(7, 7))
	bounded := map[string]int{}
	gap, reached := 0.0, 0
	for range 200 {
		low, high := ranges(rng)
		p := panelOf(low, high)
		points := make([][]float64, 0, 400)
		for corner := range 1 << len(low) {
			x := slices.Clone(low)
			for i := range x {
				if corner>>i&1 == 1 {
					x[i] = high[i]
				}
			}
			points = append(points, x)
		}
		for range 30 {
			x := slices.Clone(low)
			for i := range x {
				x[i] += rng.Float64() * (high[i] - low[i])
			}
			points = append(points, x)
		}
		x, under, over := slices.Clone(low), 0.0, slices.Max(high)
		for range 200 { // the least HHI, where all amounts are drawn to one level
			level, q, s := (under+over)/2, 0.0, 0.0
			for i := range x {
				x[i] = min(max(level, low[i]), high[i])
				q, s = q+x[i]*x[i], s+x[i]
			}
			if q > level*s {
				under = level
			} else {
				over = level
			}
		}
		points = append(points, x)
		for _, name := range []string{"HHI", "HHIPoints", "EffectiveNumber", "NormalisedHHI", "ConcentrationIndex", "CR", "Members"} {
			got := concentrations[name](p).Series[0]
			from, to := got.Bounds(0)
			if math.IsNaN(from) {
				continue
			}
			bounded[name]++
			least, most := math.Inf(1), math.Inf(-1)
			for _, x := range points {
				truth := concentrations[name](panelOf(x, x)).Series[0].Values[0]
				least, most = min(least, truth), max(most, truth)
				if truth < from-1e-12*max(1, from) || truth > to+1e-12*max(1, to) {
					t.Fatalf("%s of %v to %v: %v at %v is not in %v to %v", name, low, high, truth, x, from, to)
				}
			}
			if name == "HHI" {
				reached++
				if least > from*(1+1e-9) {
					t.Fatalf("the least HHI of %v to %v is %v, the bound %v", low, high, least, from)
				}
				gap += to/most - 1
			}
		}
	}
	for _, name := range []string{"HHI", "EffectiveNumber", "NormalisedHHI", "ConcentrationIndex", "CR", "Members"} {
		if bounded[name] < 30 {
			t.Errorf("%s had bounds %d times only", name, bounded[name])
		}
	}
	if gap /= float64(reached); gap > 0.05 {
		t.Errorf("the upper bound of the HHI is %.1f %% above what is possible, on average", 100*gap)
	}
	t.Logf("the upper bound of the HHI is %.1f %% above what is possible, on average", 100*gap)
}

// TestSharesOfAWholeHoldTheTruth: of a total and its members, some are hidden, some
// known in part only; the HHI of all lies within the bounds of HHIOf.
func TestSharesOfAWholeHoldTheTruth(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	seen := map[tradeflow.Status]int{}
	for range 2000 {
		low, high := ranges(rng)
		truth := slices.Clone(low)
		sum := 0.0
		for i := range truth {
			truth[i] += rng.Float64() * (high[i] - low[i])
			sum += truth[i]
		}
		if sum == 0 {
			continue
		}
		p := panelOf(low, high)
		for i := range p.Series {
			if rng.IntN(6) == 0 {
				p.Series[i].Set(0, math.NaN(), math.NaN(), tradeflow.Confidential)
			}
		}
		total := p.Empty(p.Periods)
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU"}, 1, tradeflow.OK)
		s.Set(0, sum*(1-0.1*rng.Float64()*float64(rng.IntN(2))), sum*(1+0.1*rng.Float64()*float64(rng.IntN(2))), tradeflow.OK)
		total.Series = append(total.Series, s)
		want := HHI(panelOf(truth, truth), tradeflow.Partner).Series[0].Values[0]
		got := HHIOf(p, total).Series[0]
		from, to := got.Bounds(0)
		seen[got.Status[0]]++
		if from == from && (want < from-1e-12 || want > to+1e-12) {
			t.Fatalf("HHI %v is not in %v to %v", want, from, to)
		}
		if all := HHIOf(panelOf(truth, truth), p.Empty(p.Periods)).Series; len(all) != 0 {
			t.Fatal("a total that is not there has an HHI")
		}
	}
	if seen[tradeflow.OK] < 100 || seen[tradeflow.Confidential] < 100 || seen[tradeflow.EditionBreak] < 100 {
		t.Errorf("too few of some status: %v", seen)
	}
}

// Identities of the measures, on members without ranges.
func TestMeasuresOfConcentrationAgree(t *testing.T) {
	trials(t, false, func(rng *rand.Rand, p *tradeflow.Panel) {
		for i := range p.Series {
			copy(p.Series[i].Upper, p.Series[i].Values)
		}
		got := map[string]*tradeflow.Panel{}
		for name, f := range concentrations {
			got[name] = f(p)
		}
		shares, merged := Share(p, tradeflow.Partner), p.Only(func(tradeflow.Key) bool { return true })
		for i := range merged.Series {
			if k := &merged.Series[i].Key; k.Partner == "KOR" {
				k.Category, k.Partner = "b", "CHN"
			}
		}
		after, err := merged.Sum(tradeflow.Category)
		if err != nil {
			t.Fatal(err)
		}
		merger := HHI(after, tradeflow.Partner)
		top := p.Only(func(tradeflow.Key) bool { return true })
		for g, s := range got["HHI"].Series {
			for j := range p.Periods {
				at := func(name string) float64 { return got[name].Series[g].Values[j] }
				if !s.Status[j].HasNumber() {
					for name, q := range got {
						if q.Series[g].Status[j] != s.Status[j] && !(name == "Members" && s.Status[j] == tradeflow.ZeroTotal) {
							t.Fatalf("%s is %s, HHI %s", name, q.Series[g].Status[j], s.Status[j])
						}
					}
					continue
				}
				n, h := at("Members"), 0.0
				var x []float64
				for i, share := range shares.Series {
					if share.Key.Reporter == s.Key.Reporter {
						h += share.Values[j] * share.Values[j]
						x = append(x, top.Series[i].Values[j])
					}
				}
				slices.Sort(x)
				slices.Reverse(x)
				sum, differences := 0.0, 0.0
				for _, a := range x {
					sum += a
				}
				for _, a := range x {
					for _, b := range x {
						if a > 0 && b > 0 {
							differences += math.Abs(a - b)
						}
					}
				}
				for what, pair := range map[string][2]float64{
					"Σs²":                   {at("HHI"), h},
					"points":                {at("HHIPoints"), 10_000 * h},
					"effective number":      {at("EffectiveNumber") * h, 1},
					"entropy and Theil":     {at("Entropy") + at("Theil"), math.Log(n)},
					"the two largest":       {at("CR"), (x[0] + x[1]) / sum},
					"a merger":              {at("MergerHHI"), merger.Series[g].Values[j] - h},
					"normalised":            {at("NormalisedHHI") * (1 - 1/n), h - 1/n},
					"concentration index":   {at("ConcentrationIndex") * (1 - math.Sqrt(1/n)), math.Sqrt(h) - math.Sqrt(1/n)},
					"mean absolute, halved": {at("Gini"), differences / 2 / n / sum},
				} {
					if n == 1 && (what == "mean absolute, halved" || what == "normalised" || what == "concentration index") {
						continue
					}
					if !(math.Abs(pair[0]-pair[1]) <= 1e-12*max(1, math.Abs(pair[1]))) {
						t.Fatalf("%s of %v: %v, want %v", what, x, pair[0], pair[1])
					}
				}
			}
		}
	})
}
