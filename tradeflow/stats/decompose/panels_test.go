package decompose

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

const everything = tradeflow.Reporter | tradeflow.Partner | tradeflow.Category

// random returns values and quantities of 4 reporters, 4 partners and 5 categories
// in 6 years. Where clean is false, some cells are unknown, zero, negative or
// ranges, and some series have no quantities.
func random(rng *rand.Rand, clean bool) (value, quantity *tradeflow.Panel) {
	value = &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}, Sources: []string{"made up"}, Ledger: &tradeflow.Ledger{}}
	value.Query.By = everything
	value.Warn(tradeflow.AboutCoverage, "a warning that must survive")
	for y := range 6 {
		value.Periods = append(value.Periods, tradeflow.Year(2018+y))
	}
	quantity = value.Empty(value.Periods)
	quantity.Unit.Name, quantity.Sources = "kg", []string{"weighed"}
	quantity.Warn(tradeflow.AboutAmounts, "a warning about weights")
	for _, reporter := range []tradeflow.Country{"DEU", "FRA", "ITA", "POL"} {
		for _, partner := range []tradeflow.Country{"CHN", "IND", "KOR", "USA"} {
			for _, category := range []string{"ceramics", "drones", "optics", "radar", "titanium"} {
				k := tradeflow.Key{Reporter: reporter, Partner: partner, Category: category}
				price, weight := math.Exp(3*rng.NormFloat64()), math.Exp(8+2*rng.NormFloat64())
				v, q := tradeflow.NewSeries(k, 6, tradeflow.NotReported), tradeflow.NewSeries(k, 6, tradeflow.NotReported)
				for j := range value.Periods {
					price *= math.Exp(rng.NormFloat64() / 4)
					weight *= math.Exp(rng.NormFloat64() / 2)
					fill(rng, clean, &v, j, thousandths(price*weight))
					fill(rng, clean, &q, j, thousandths(weight))
				}
				value.Series = append(value.Series, v)
				if clean || rng.IntN(10) > 0 {
					quantity.Series = append(quantity.Series, q)
				}
			}
		}
	}
	return value, quantity
}

func thousandths(x float64) float64 { return math.Round(1000*x+1) / 1000 }

var unknown = []tradeflow.Status{tradeflow.NotReported, tradeflow.Confidential, tradeflow.EditionBreak, tradeflow.IncompleteWindow, tradeflow.UnitChange, tradeflow.NotInNomenclature}

func fill(rng *rand.Rand, clean bool, s *tradeflow.Series, j int, v float64) {
	upper, status := v, tradeflow.OK
	if !clean {
		switch rng.IntN(300) {
		case 0:
			v, upper, status = math.NaN(), math.NaN(), unknown[rng.IntN(len(unknown))]
		case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18:
			v, upper = 0, 0
		case 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32:
			v, upper, status = 0, 0, tradeflow.Implied
		case 33:
			v, upper = -v, -v
		case 34, 35, 36:
			upper = 1.01 * v
		case 37:
			upper = 2 * v
		}
	}
	s.Set(j, v, upper, status)
	s.Editions[j] = tradeflow.EditionSet(1 << (1 + rng.IntN(7)))
}

func trials(t *testing.T, clean bool, f func(rng *rand.Rand, value, quantity *tradeflow.Panel)) {
	t.Helper()
	for seed := range uint64(25) {
		rng := rand.New(rand.NewPCG(seed, 1))
		value, quantity := random(rng, clean)
		f(rng, value, quantity)
	}
}

// known counts the cells of a panel that have a number: a property of none holds
// by itself.
func known(p *tradeflow.Panel) (n int) {
	for _, s := range p.Series {
		for _, status := range s.Status {
			if status.HasNumber() {
				n++
			}
		}
	}
	return n
}

// near reports whether a and b agree to 1e-12 of the given size.
func near(a, b, size float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*size
}

func total(t *testing.T, p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	t.Helper()
	q, err := p.Sum(over)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func part(t *testing.T, d Decomposition, name string) *tradeflow.Panel {
	t.Helper()
	for _, e := range d.Effects {
		if e.Name == name {
			return e.Panel
		}
	}
	t.Fatalf("no effect %q", name)
	return nil
}

// same compares everything that panels show, NaN for NaN and bit for bit.
func same(a, b *tradeflow.Panel) bool { return fmt.Sprintf("%+v", *a) == fmt.Sprintf("%+v", *b) }
