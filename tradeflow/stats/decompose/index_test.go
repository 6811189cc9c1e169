package decompose

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// The tests are those of Fisher, The Making of Index Numbers, 1922, as Diewert and
// Balk number them. Not every formula passes all: the lists say which do.

// compare calls f for each cell of two panels that has a number in both.
func compare(t *testing.T, a, b *tradeflow.Panel, f func(x, y float64)) {
	t.Helper()
	n := 0
	for i := range a.Series {
		for j := range a.Periods {
			if a.Series[i].Status[j].HasNumber() && b.Series[i].Status[j].HasNumber() {
				f(a.Series[i].Values[j], b.Series[i].Values[j])
				n++
			}
		}
	}
	if n == 0 {
		t.Fatal("nothing to compare")
	}
}

func price(value, quantity *tradeflow.Panel, f Formula) *tradeflow.Panel {
	return PriceIndex(value, quantity, tradeflow.Partner, f, false).Price
}

func equal(t *testing.T, f Formula, test string, got, want float64) {
	t.Helper()
	if !near(got, want, 100*(math.Abs(got)+math.Abs(want))) {
		t.Fatalf("%s: %s: %.15g, want %.15g", f, test, got, want)
	}
}

// scaled returns a copy of p with every number of column j times a factor of its
// series.
func scaled(p *tradeflow.Panel, j int, factor func(i int) float64) *tradeflow.Panel {
	q := p.Only(func(tradeflow.Key) bool { return true })
	for i := range q.Series {
		v := q.Series[i].Values[j] * factor(i)
		q.Series[i].Set(j, v, v, q.Series[i].Status[j])
	}
	return q
}

func TestIndexIdentityAndProportionality(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		base := value.Periods[0]
		quantities := quantity.At(base, value.Periods[1])
		values := value.At(base, value.Periods[1])
		for i := range values.Series { // at the prices of the base
			v := values.Series[i].Values[0] / quantities.Series[i].Values[0] * quantities.Series[i].Values[1]
			values.Series[i].Set(1, v, v, tradeflow.OK)
		}
		for f := range Formula(formulaCount) {
			p := price(values, quantities, f)
			compare(t, p, p, func(x, _ float64) { equal(t, f, "identity", x, 100) })
			if f == MontgomeryVartia { // which is known to fail
				continue
			}
			p = price(scaled(values, 1, func(int) float64 { return 1.7 }), quantities, f)
			compare(t, p.At(value.Periods[1]), p.At(value.Periods[1]), func(x, _ float64) { equal(t, f, "proportionality", x, 170) })
		}
	})
}

// No formula asks in what unit a quantity is weighed.
func TestIndexCommensurability(t *testing.T) {
	trials(t, false, func(rng *rand.Rand, value, quantity *tradeflow.Panel) {
		inTonnes := quantity
		factors := make([]float64, len(quantity.Series))
		for i := range factors {
			factors[i] = math.Exp2(float64(rng.IntN(20) - 10))
		}
		for j := range quantity.Periods {
			inTonnes = scaled(inTonnes, j, func(i int) float64 { return factors[i] })
		}
		for i := range inTonnes.Series { // ranges as they were
			for j := range inTonnes.Periods {
				inTonnes.Series[i].Upper[j] = quantity.Series[i].Upper[j] * factors[i]
			}
		}
		for f := range Formula(formulaCount) {
			compare(t, price(value, quantity, f), price(value, inTonnes, f), func(x, y float64) { equal(t, f, "commensurability", x, y) })
		}
	})
}

func TestIndexTimeReversal(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		a, b := value.Periods[0], value.Periods[3]
		for _, f := range []Formula{Fisher, Tornqvist, Walsh, SatoVartia, MontgomeryVartia} {
			there, back := price(value.At(a, b), quantity, f), price(value.At(b, a), quantity, f)
			compare(t, there.At(b), back.At(a), func(x, y float64) { equal(t, f, "time reversal", x*y/100, 100) })
		}
		there, back := price(value.At(a, b), quantity, Laspeyres), price(value.At(b, a), quantity, Paasche)
		compare(t, there.At(b), back.At(a), func(x, y float64) { equal(t, Laspeyres, "time antithesis", x*y/100, 100) })
	})
}

// Where every item is matched, the index of prices times the same formula's index of
// quantities is that of values; Laspeyres times Paasche's is.
func TestIndexFactorReversal(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		prices := quantity.Only(func(tradeflow.Key) bool { return true })
		for i := range prices.Series {
			for j := range prices.Periods {
				p := value.Series[i].Values[j] / quantity.Series[i].Values[j]
				prices.Series[i].Set(j, p, p, tradeflow.OK)
			}
		}
		for f, other := range map[Formula]Formula{Fisher: Fisher, SatoVartia: SatoVartia, MontgomeryVartia: MontgomeryVartia, Laspeyres: Paasche, Paasche: Laspeyres} {
			all := PriceIndex(value, quantity, tradeflow.Partner, f, false)
			compare(t, all.Volume, price(value, prices, other), func(x, y float64) { equal(t, f, "factor reversal", x, y) })
			compare(t, all.Matched, all.Matched, func(x, _ float64) { equal(t, f, "matched", x, 1) })
		}
	})
}

func TestIndexBounds(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		l, p, f := price(value, quantity, Laspeyres), price(value, quantity, Paasche), price(value, quantity, Fisher)
		for i, s := range f.Series {
			for j, x := range s.Values {
				low, high := min(l.Series[i].Values[j], p.Series[i].Values[j]), max(l.Series[i].Values[j], p.Series[i].Values[j])
				if x < low*(1-1e-12) || x > high*(1+1e-12) {
					t.Fatalf("Fisher %v is not between %v and %v", x, low, high)
				}
			}
		}
	})
}

// Every formula but Montgomery-Vartia is a mean of the changes of prices.
func TestIndexIsAMean(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		each := PriceIndex(value, quantity, 0, Fisher, false).Price
		for f := range MontgomeryVartia {
			for _, s := range price(value, quantity, f).Series {
				for j, x := range s.Values {
					low, high := math.Inf(1), math.Inf(-1)
					for _, r := range each.Series {
						if r.Key.Without(tradeflow.Partner) == s.Key && r.Status[j].HasNumber() {
							low, high = min(low, r.Values[j]), max(high, r.Values[j])
						}
					}
					if s.Status[j].HasNumber() && !(x >= low*(1-1e-12) && x <= high*(1+1e-12)) {
						t.Fatalf("%s: %v is not among the items' %v to %v", f, x, low, high)
					}
				}
			}
		}
	})
}

func TestIndexValueIsPriceTimesVolume(t *testing.T) {
	trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
		for _, chained := range []bool{false, true} {
			for f := range Formula(formulaCount) {
				all := PriceIndex(value, quantity, tradeflow.Partner, f, chained)
				compare(t, all.Value, all.Volume, func(float64, float64) {})
				for i, s := range all.Volume.Series {
					for j, v := range s.Values {
						if s.Status[j].HasNumber() {
							equal(t, f, "value", all.Price.Series[i].Values[j]*v/100, all.Value.Series[i].Values[j])
						} else if all.Price.Series[i].Status[j].HasNumber() && all.Value.Series[i].Status[j].HasNumber() {
							t.Fatalf("%s: price and value are known, volume is %s", f, s.Status[j])
						}
						if m := all.Matched.Series[i].Values[j]; m < 0 || m > 1 {
							t.Fatalf("%s: a share of %v is matched", f, m)
						}
					}
				}
			}
		}
	})
}

// A chain goes by the calendar, whatever the order of the columns; its first link is
// the comparison with the base; and drift is the quotient of both ways.
func TestIndexChains(t *testing.T) {
	trials(t, false, func(rng *rand.Rand, value, quantity *tradeflow.Panel) {
		order := slices.Clone(value.Periods)
		rng.Shuffle(len(order)-1, func(i, j int) { order[i+1], order[j+1] = order[j+1], order[i+1] })
		for f := range Formula(formulaCount) {
			fixed, chain := PriceIndex(value, quantity, tradeflow.Partner, f, false), PriceIndex(value, quantity, tradeflow.Partner, f, true)
			compare(t, fixed.Price.At(value.Periods[:2]...), chain.Price.At(value.Periods[:2]...), func(x, y float64) { equal(t, f, "first link", x, y) })
			shuffled := PriceIndex(value.At(order...), quantity, tradeflow.Partner, f, true)
			compare(t, shuffled.Price.At(value.Periods...), chain.Price, func(x, y float64) { equal(t, f, "columns", x, y) })
			for i, s := range chain.Drift.Series {
				for j, v := range s.Values {
					equal(t, f, "drift", 100*(1+v), 100*chain.Price.Series[i].Values[j]/fixed.Price.Series[i].Values[j])
				}
			}
			compare(t, fixed.Drift, chain.Drift, func(x, y float64) { equal(t, f, "drift", x, y) })
		}
	})
}
