package stats

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// ShareOf returns each number of p as a fraction of a total that stands in another
// panel, such as the publisher's World row: of the series with the same key, apart
// from the dimensions in which all keys of total are empty or the same aggregate.
// The result's unit names it. Unlike those of [Share], these shares need not sum
// to one, and an unknown part leaves the others theirs: [Coverage] says what they
// add up to. A share has no number where the part or the total is unknown or
// negative, where the total is zero or absent, and anywhere if their units differ.
// One above 1 stays, and a warning names it. Source: WITS, partner share.
//
// It panics where one of the panels is not of amounts.
func ShareOf(p, total *tradeflow.Panel) *tradeflow.Panel {
	w := wholeOf(p, total, "stats.ShareOf")
	q := fractions(p, w, "share")
	w.tell(p, q)
	return q
}

// Coverage returns, for each total, the fraction of it that its parts in p add up
// to: how much of the World row the listed partners are. What is unknown counts as
// not covered, as what is not listed does, and a warning names it. There is no number
// where all parts are unknown or none is listed, where one is negative, and where
// the total is unknown, negative or zero or in another unit. A coverage above 1
// stays, and a warning names it. Source: Σ listed / World, as CEIC states it: 43
// partners held 71 % of Russia's imports in 2021.
//
// It panics where one of the panels is not of amounts, and where the World stands
// beside single economies in p.
func Coverage(p, total *tradeflow.Panel) *tradeflow.Panel {
	w := wholeOf(p, total, "stats.Coverage")
	sums := p.Empty(p.Periods)
	sums.Query.By = total.Query.By
	unknown := marks{panel: p}
	var negative [][2]int
	for g, members := range w.members(p) {
		s := tradeflow.NewSeries(w.panel.Series[g].Key, len(p.Periods), tradeflow.NotReported)
		for j := range p.Periods {
			negative = append(negative, sumOfKnown(p, members, &s, j, &unknown)...)
		}
		sums.Series = append(sums.Series, s)
	}
	q := fractions(sums, w, "coverage")
	aggregates(p, "stats.Coverage", w.over, q)
	w.tell(p, q)
	warnNegative(p, q, negative)
	if unknown.at != nil {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: unknown, and counted as not covered: %s", q.Statistic, &unknown))
	}
	return q
}

// sumOfKnown writes into cell j of s what the members that are known add up to,
// marks the others, and returns those that are negative.
func sumOfKnown(p *tradeflow.Panel, members []int, s *tradeflow.Series, j int, unknown *marks) (negative [][2]int) {
	low, high, known, first, status := 0.0, 0.0, 0, tradeflow.NotReported, tradeflow.Implied
	for n, i := range members {
		m := &p.Series[i]
		s.Editions[j] |= m.Editions[j]
		switch {
		case !m.Status[j].HasNumber():
			if known == n { // the first
				first = m.Status[j]
			}
			continue
		case m.Values[j] < 0:
			negative = append(negative, [2]int{i, j})
		case m.Status[j] != tradeflow.Implied:
			status = tradeflow.OK
		}
		known++
		l, h := m.Bounds(j)
		low, high = low+l, high+h
	}
	switch {
	case len(negative) > 0:
		s.Set(j, math.NaN(), math.NaN(), tradeflow.BaseNonPositive)
	case known == 0:
		s.Set(j, math.NaN(), math.NaN(), first)
	default:
		s.Set(j, low, high, status)
		for _, i := range members {
			if !p.Series[i].Status[j].HasNumber() {
				unknown.add(i, j)
			}
		}
	}
	return negative
}

// fractions divides each series of p by its total.
func fractions(p *tradeflow.Panel, w *whole, name string) *tradeflow.Panel {
	q := cells.Result(p, name, tradeflow.Unit{Kind: tradeflow.ShareOf, Name: w.name}, p.Periods)
	columns := cells.Columns(w.panel, p.Periods)
	r, above := cells.Read(p), marks{panel: p}
	var negative [][2]int
	for i := range q.Series {
		g := w.of(p.Series[i].Key)
		for j := range p.Periods {
			x, total := r.Cell(i, j), w.cell(g, columns[j])
			c := fraction(x, total)
			switch {
			case !w.same:
				c = unknown(tradeflow.UnitChange)
			case x.Value < 0:
				negative = append(negative, [2]int{i, j})
			case !cells.SameGoods(p, p.Series[i].Key.Without(w.over), x.Editions, total.Editions):
				c = unknown(tradeflow.EditionBreak)
			case x.Low > total.High*(1+1e-9): // more than rounding
				above.add(i, j)
			}
			c.Editions = x.Editions | total.Editions
			cells.Put(&q.Series[i], j, c)
		}
	}
	r.Warn(q)
	w.read.Warn(q)
	warnNegative(p, q, negative)
	if above.at != nil {
		q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: larger than the total: %s", q.Statistic, &above))
	}
	return q
}

// fraction is x/total, of a total that does not depend on x.
func fraction(x, total cells.Cell) cells.Cell {
	c := unknown(total.Status)
	switch {
	case !total.Known():
	case total.Value < 0 || x.Value < 0:
		c.Status = tradeflow.BaseNonPositive
	case !x.Known():
		c.Status = x.Status
	case total.Value == 0:
		c.Status = tradeflow.ZeroTotal
	default:
		c.Value, c.Status = x.Value/total.Value, x.Status
	}
	c.Low, c.High = c.Value, c.Value
	if x.IsRange() || total.IsRange() {
		c.Low, c.High = cells.Quotient(total, x)
	}
	return c
}
