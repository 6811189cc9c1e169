package decompose

import (
	"math/rand/v2"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// sumsToZero fails where the sum over dims of p is not zero to 1e-12 of the size.
func sumsToZero(t *testing.T, p *tradeflow.Panel, over tradeflow.Dims, size float64) {
	t.Helper()
	for _, s := range total(t, p, over).Series {
		for j, v := range s.Values {
			if !near(v, 0, size) {
				t.Fatalf("%s: %v, %s: sums to %v", p.Statistic, s.Key, p.Periods[j], v)
			}
		}
	}
}

const size = 1e8 // no sum of random amounts is much larger; the differences that would be wrong are far above 1e-4

// Over all economies of the nation, mix sums to zero; competitive does so in each sector.
func TestShiftsOfTheNationSumToZero(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, value, _ *tradeflow.Panel) {
		d := ShiftShare(value, nil)
		sumsToZero(t, part(t, d, "mix"), everything, size)
		sumsToZero(t, part(t, d, "competitive"), economies, size)
		nation := ShiftShare(value, total(t, value, economies))
		for k, e := range d.Effects {
			for i, s := range e.Panel.Series {
				for j, v := range s.Values {
					if got := nation.Effects[k].Panel.Series[i].Values[j]; got != v {
						t.Fatalf("%s of a nation given as its sum is %v, of its parts %v", e.Name, got, v)
					}
				}
			}
		}
	})
}

// The world itself neither gains nor loses, and its structure is the world's.
func TestMarketSharesOfTheWorldSumToZero(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, value, _ *tradeflow.Panel) {
		for order := Shapley; order <= MarketFirst; order++ {
			d := MarketShare(value, value, order)
			sumsToZero(t, part(t, d, "competitive"), tradeflow.Reporter, size)
			sumsToZero(t, part(t, d, "commodity"), everything, size)
			sumsToZero(t, part(t, d, "market"), everything, size)
			sumsToZero(t, part(t, d, "entry"), 0, size)
		}
	})
}

func TestShapleyIsTheMeanOfBothOrders(t *testing.T) {
	differ := 0
	trials(t, false, func(_ *rand.Rand, value, _ *tradeflow.Panel) {
		mean, a, b := MarketShare(focus(value), value, Shapley), MarketShare(focus(value), value, CommodityFirst), MarketShare(focus(value), value, MarketFirst)
		for k, e := range mean.Effects {
			for i, s := range e.Panel.Series {
				for j, v := range s.Values {
					x, y := a.Effects[k].Panel.Series[i].Values[j], b.Effects[k].Panel.Series[i].Values[j]
					if !near(v, (x+y)/2, size) {
						t.Fatalf("%s: %v, in the two orders %v and %v", e.Name, v, x, y)
					}
					if s.Status[j].HasNumber() && x != y {
						differ++
					}
				}
			}
		}
	})
	if differ < 100 {
		t.Errorf("the order makes a difference in %d cells only", differ)
	}
}

// Where there is one market, market share is shift-share.
func TestMarketShareOfOneMarketIsShiftShare(t *testing.T) {
	names := map[string]string{"growth": "national", "commodity": "mix", "competitive": "competitive"}
	trials(t, true, func(_ *rand.Rand, value, _ *tradeflow.Panel) {
		one := value.Only(func(k tradeflow.Key) bool { return k.Partner == "CHN" })
		want := ShiftShare(one, nil)
		for order := Shapley; order <= MarketFirst; order++ {
			d := MarketShare(one, one, order)
			for name, as := range names {
				for i, s := range part(t, d, name).Series {
					for j, v := range s.Values {
						if w := part(t, want, as).Series[i].Values[j]; !near(v, w, size) {
							t.Fatalf("%s is %v, %s %v", name, v, as, w)
						}
					}
				}
			}
			sumsToZero(t, part(t, d, "market"), 0, size)
		}
	})
}

// Both split a change and its reverse alike, and agree on where nothing is to split.
func TestPriceAndQuantityReverseInTime(t *testing.T) {
	for name, f := range map[string]func(v, q *tradeflow.Panel) Decomposition{"LMDI": LMDI, "Bennet": Bennet} {
		trials(t, false, func(_ *rand.Rand, value, quantity *tradeflow.Panel) {
			first, last := value.Periods[0], value.Periods[5]
			there, back := f(value.At(first, last), quantity), f(value.At(last, first), quantity)
			reversed := map[string]string{"price": "price", "quantity": "quantity", "new": "ceased", "ceased": "new", "unmatched": "unmatched"}
			for a, b := range reversed {
				for i, s := range part(t, there, a).Series {
					if v, w := s.Values[0], part(t, back, b).Series[i].Values[0]; !near(v, -w, size) {
						t.Fatalf("%s: %s there is %v, %s back %v", name, a, v, b, w)
					}
				}
			}
		})
	}
}

// What only one of the two factors did is all its own: values in another unit of
// account, or of more of the same.
func TestOneFactorTakesAll(t *testing.T) {
	for name, f := range map[string]func(v, q *tradeflow.Panel) Decomposition{"LMDI": LMDI, "Bennet": Bennet} {
		trials(t, true, func(rng *rand.Rand, value, quantity *tradeflow.Panel) {
			base, next := value.Periods[0], value.Periods[1]
			v, same, more := value.At(base, next), quantity.At(base, next), quantity.At(base, next)
			for i := range v.Series {
				s := &v.Series[i]
				s.Set(1, 2*s.Values[0], 2*s.Values[0], tradeflow.OK)
				q := same.Series[i].Values[0]
				same.Series[i].Set(1, q, q, tradeflow.OK)
				more.Series[i].Set(1, 2*q, 2*q, tradeflow.OK)
			}
			sumsToZero(t, part(t, f(v, same), "quantity"), 0, size)
			sumsToZero(t, part(t, f(v, more), "price"), 0, size)
			if known(f(v, same).Change) != len(v.Series) {
				t.Errorf("%s: some changes are not known", name)
			}
		})
	}
}

// A higher floor never makes an item continue, and the four effects of no floor and
// positive amounts leave nothing below it.
func TestFloorOfZeroLeavesNothingBelow(t *testing.T) {
	trials(t, true, func(_ *rand.Rand, value, _ *tradeflow.Panel) {
		d := Margins(value, tradeflow.Partner, 0)
		for _, name := range []string{"new", "ceased", "below the floor"} {
			sumsToZero(t, part(t, d, name), 0, size)
		}
		d = Margins(value, tradeflow.Partner, 1e300)
		for _, name := range []string{"intensive", "new", "ceased"} {
			sumsToZero(t, part(t, d, name), 0, size)
		}
	})
}
