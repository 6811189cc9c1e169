package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// HHI returns the Herfindahl-Hirschman index of each total over the dimensions of
// over, on 0 to 1: the sum of its members' squared shares. HHI(p, tradeflow.Partner)
// is 1 where a reporter has one partner, and 1/n where it has n equal ones. It has no
// number where [Share] has none for a total: a withheld member is never left out; see
// [HHIOf] for what is certain then. Where members are ranges, it has bounds: the lower
// one is the least that is possible, the upper one the most, or more where many are
// wide ranges. Where their total is a wide range, it has bounds only. Source: Herfindahl (1950), Hirschman (1964); WITS.
//
// The bands of the antitrust guidelines of DOJ and FTC, on their scale of 10,000,
// (2010: 1,500 and 2,500; 2023: 1,000 and 1,800) are about mergers of firms, and say
// nothing of partners in trade.
//
// It panics without a dimension, for a panel that is not of amounts, and where the
// World stands beside single economies. So do the other measures of concentration.
func HHI(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return concentration(p, "stats.HHI", over, among("HHI", over), "HHI, 0 to 1, of", hhi)
}

// HHIPoints returns the [HHI] on the scale of the antitrust guidelines, from 0 to
// 10,000. Source: U.S. Department of Justice and Federal Trade Commission,
// Horizontal Merger Guidelines (2010), section 5.3.
func HHIPoints(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return concentration(p, "stats.HHIPoints", over, among("HHI", over)+", on 10,000", "HHI, 0 to 10,000, of", func(m *market) cells.Cell {
		return along(hhi(m), func(h float64) float64 { return 10_000 * h })
	})
}

// EffectiveNumber returns 1/[HHI]: how many equal members would be as concentrated
// as those there are, from 1 to their number. It has no number where HHI has none.
// Source: the numbers equivalent of Adelman (1969); Laakso and Taagepera (1979).
func EffectiveNumber(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return concentration(p, "stats.EffectiveNumber", over, "effective number of "+cells.Plural(over), "effective number of", func(m *market) cells.Cell {
		return along(hhi(m), func(h float64) float64 { return 1 / h })
	})
}

// NormalisedHHI returns (HHI − 1/n)/(1 − 1/n), which is 0 for equal shares and 1 for
// a single member, whatever n is: the number of members above zero, which a warning
// states, as to count those listed with zero gives another number. Where n is 1 it
// is 1 by convention. It has no number where [HHI] has none. Source: WITS,
// Herfindahl-Hirschman market concentration index.
func NormalisedHHI(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return byNumber(p, "stats.NormalisedHHI", over, among("normalised HHI", over), "normalised HHI, 0 to 1, of", "1 by convention", func(m *market) cells.Cell {
		return normalised(m, func(h float64) float64 { return h })
	})
}

// ConcentrationIndex returns (√HHI − √(1/n))/(1 − √(1/n)), from 0 to 1, with n as in
// [NormalisedHHI], and no number where [HHI] has none. Source: UNCTAD Handbook of
// Statistics, concentration index; n there is the number of products that are
// traded, at the three-digit level of SITC.
func ConcentrationIndex(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return byNumber(p, "stats.ConcentrationIndex", over, among("concentration index", over), "concentration index, 0 to 1, of", "1 by convention", func(m *market) cells.Cell {
		return normalised(m, math.Sqrt)
	})
}

// MergerHHI returns the rise of the [HHI] if the members whose key passes were one:
// 2ab for the shares a and b of two. It has no number where HHI has none, and none
// (TooFew) in a total in which fewer than two pass. Source: U.S. Department of
// Justice and Federal Trade Commission, Horizontal Merger Guidelines (2010), section 5.3.
func MergerHHI(p *tradeflow.Panel, over tradeflow.Dims, merged func(tradeflow.Key) bool) *tradeflow.Panel {
	passes := make([]bool, len(p.Series))
	for i := range p.Series {
		passes[i] = merged(p.Series[i].Key)
	}
	return concentration(p, "stats.MergerHHI", over, among("rise of the HHI", over)+" by a merger", "rise of the HHI, 0 to 1, of", func(m *market) cells.Cell {
		rise, sum, n := 0.0, 0.0, 0
		for k, i := range m.members {
			if passes[i] {
				rise += 2 * sum * m.share(k)
				sum += m.share(k)
				n++
			}
		}
		if m.total.Known() && n < 2 {
			return unknown(tradeflow.TooFew)
		}
		return m.point(rise)
	})
}

func hhi(m *market) cells.Cell {
	h := 0.0
	for k := range m.low {
		h += m.share(k) * m.share(k)
	}
	if !m.bounded() {
		return m.point(h)
	}
	return m.between(h, m.leastHHI(), m.mostHHI())
}

// normalised puts the HHI, or a rising function of it, on 0 to 1 between n equal
// members and one. It rises with the HHI and with n, so that the bounds are those at
// the least and at the most of both.
func normalised(m *market, f func(float64) float64) cells.Cell {
	if m.most == 1 {
		return m.point(1)
	}
	h := hhi(m)
	at := func(h float64, n int) float64 {
		even := f(1 / float64(n))
		return min(max(0, (f(h)-even)/(1-even)), 1)
	}
	if m.n == 1 {
		return m.between(1, at(h.Low, 2), 1)
	}
	return m.between(at(h.Value, m.n), at(h.Low, m.n), at(h.High, m.most))
}

// along applies a function that rises or falls throughout.
func along(c cells.Cell, f func(float64) float64) cells.Cell {
	c.Value, c.Low, c.High = f(c.Value), f(c.Low), f(c.High)
	if c.Low > c.High {
		c.Low, c.High = c.High, c.Low
	}
	return c
}
