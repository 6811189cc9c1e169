package stats

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// CR returns the concentration ratio of each total over the dimensions of over: the
// sum of the shares of its k largest members in the period, as a fraction of all that
// are listed. It is 1 where there are no more than k. It has no number where [HHI]
// has none, and bounds where members are ranges. Source: U.S. Census Bureau,
// concentration ratios.
//
// It panics where k is not positive, and as HHI does.
func CR(p *tradeflow.Panel, over tradeflow.Dims, k int) *tradeflow.Panel {
	if k <= 0 {
		panic(fmt.Sprintf("stats.CR: the %d largest: the number must be positive", k))
	}
	name := "concentration ratio of the largest"
	if k > 1 {
		name = fmt.Sprintf("concentration ratio of the %d largest", k)
	}
	q, sums, _ := measured(p, "stats.CR", over, name, tradeflow.Unit{Kind: tradeflow.ShareOf, Name: allListed(over)}, func(m *market) cells.Cell {
		sum := 0.0
		for _, i := range m.largest(k, m.low, m.low, 0) {
			sum += m.low[i]
		}
		c := m.point(min(sum/m.total.Value, 1))
		if m.bounded() {
			c.Low, c.High = m.mostShare(k, m.low, m.high), m.mostShare(k, m.high, m.low)
		}
		return c
	})
	warnRanges(p, q, sums)
	return q
}

// largest returns the k members with the largest (1 − share)·a + share·b.
func (m *market) largest(k int, a, b []float64, share float64) []int {
	top, sizes := m.top[:0], m.levels[:0] // in falling order
	for i := range a {
		x := (1-share)*a[i] + share*b[i]
		if len(top) == k && x <= sizes[k-1] {
			continue
		}
		if len(top) < k {
			top, sizes = append(top, i), append(sizes, x)
		}
		at := len(top) - 1
		for ; at > 0 && sizes[at-1] < x; at-- {
			top[at], sizes[at] = top[at-1], sizes[at-1]
		}
		top[at], sizes[at] = i, x
	}
	m.top, m.levels = top, sizes
	return top
}

// mostShare returns the most that k members have together where they are at one end
// of their ranges, and all others at the other: over the high ends the most that the
// k largest may have, over the low ends what they have for certain. Members are
// chosen for the share reached so far, until no other choice has more (Dinkelbach
// 1967).
func (m *market) mostShare(k int, own, others []float64) (share float64) {
	all := 0.0
	for _, x := range others {
		all += x
	}
	for {
		sum, rest := 0.0, all
		for _, i := range m.largest(k, own, others, share) {
			sum, rest = sum+own[i], rest-others[i]
		}
		next := min(sum/(sum+max(rest, 0)), 1)
		if !(next > share) {
			return share
		}
		share = next
	}
}

// Members returns how many members of each total over the dimensions of over are
// above zero. It is 0 where all are zero, and has no number where a member is unknown
// or negative; where it is not certain which are above zero, it has bounds only.
func Members(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	unit := tradeflow.Unit{Name: cells.Plural(over)}
	q, _, _ := measured(p, "stats.Members", over, "number of "+cells.Plural(over)+" above zero", unit, func(m *market) cells.Cell {
		n, most := float64(m.n), float64(m.most)
		if n == most {
			return cells.Cell{Value: n, Low: n, High: n}
		}
		return cells.Cell{Value: math.NaN(), Low: n, High: most, Status: tradeflow.EditionBreak}
	})
	doubt := marks{panel: q}
	for i := range q.Series {
		for j := range q.Periods {
			if low, high := q.Series[i].Bounds(j); low < high {
				doubt.add(i, j)
			}
		}
	}
	if doubt.at != nil {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: some may be zero or not, and there is no number: %s", q.Statistic, &doubt))
	}
	return q
}

// Entropy returns the entropy of the shares in each total over the dimensions of
// over, −Σ s ln s, in natural logarithms: 0 for a single member, ln n for n equal
// ones. Members at zero add nothing. It has no number where [HHI] has none. Source:
// Shannon (1948); Jacquemin and Berry (1979).
func Entropy(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return concentration(p, "stats.Entropy", over, among("entropy", over), "entropy, natural logarithm, of", func(m *market) cells.Cell { return m.point(m.entropy()) })
}

func (m *market) entropy() (h float64) {
	for k, x := range m.low {
		if x > 0 {
			h -= m.share(k) * math.Log(m.share(k))
		}
	}
	return h
}

// Theil returns Theil's index of inequality of the members of each total over the
// dimensions of over, ln n less their [Entropy]: 0 where all have the same share,
// ln n where one has all. n is the number of members above zero, which a warning
// states. It has no number where [HHI] has none. Source: Theil (1967).
func Theil(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return byNumber(p, "stats.Theil", over, among("Theil index", over), "Theil index, natural logarithm, of", "0, as there is nobody to differ from", func(m *market) cells.Cell {
		return m.point(max(0, math.Log(float64(m.n))-m.entropy()))
	})
}

// Gini returns the Gini coefficient of the members of each total over the dimensions
// of over: half their mean absolute difference over their mean, 0 where all have the
// same share and 1 − 1/n where one has nearly all. n is the number of members above
// zero, which a warning states. It has no number where [HHI] has none, and none
// (TooFew) for a single member. Source: Gini (1912); R, package ineq, without its
// correction for small n.
func Gini(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	return byNumber(p, "stats.Gini", over, among("Gini coefficient", over), "Gini coefficient, 0 to 1, of", "", func(m *market) cells.Cell {
		if m.total.Known() && m.n == 1 {
			return unknown(tradeflow.TooFew)
		}
		m.levels = m.levels[:0]
		for _, x := range m.low {
			if x > 0 {
				m.levels = append(m.levels, x)
			}
		}
		slices.Sort(m.levels)
		sum := 0.0
		for i, x := range m.levels {
			sum += float64(2*i+1-m.n) * x
		}
		return m.point(max(0, sum/float64(m.n)/m.total.Value))
	})
}
