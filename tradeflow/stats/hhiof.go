package stats

import (
	"fmt"
	"math"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// HHIOf returns the [HHI], on 0 to 1, of shares in a total that stands in another
// panel, as in [ShareOf], with bounds for what no listed member is known to have: u,
// the total less all that is certain of its members. The lower bound spreads u over
// countless small ones and is the sum of the squared shares, the upper one gives all
// of it to the largest, whose share is s, and is higher by 2su + u². Where the two are
// no further apart than ranges may be, the lower one is the number; else there are
// bounds only, with the status of the first unknown member, or NotReported where
// none is. Nothing is known of a total that is itself unknown, negative or zero, of
// which no member is known or one is negative, or which is in another unit. Members
// that exceed their total are taken as all of it, and a warning names it. Source: the
// least and the most of Σs² over all ways to share u out.
//
// It panics where one of the panels is not of amounts, and where the World stands
// beside single economies in p.
func HHIOf(p, total *tradeflow.Panel) *tradeflow.Panel {
	w := wholeOf(p, total, "stats.HHIOf")
	name := "HHI of shares in " + w.name
	if over := w.over & dims(p); over != 0 && !strings.HasPrefix(w.name, "the total over") {
		name = among("HHI", over) + ", of shares in " + w.name
	}
	q := cells.ResultOf(p, name, tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "HHI, 0 to 1, of shares in " + w.name}, p.Periods, cells.Keys(w.panel))
	q.Query.By = total.Query.By
	columns := cells.Columns(w.panel, p.Periods)
	above, rest := marks{panel: q}, unallocated{least: 1}
	var negative [][2]int
	for g, members := range w.members(p) {
		for j := range p.Periods {
			t := w.cell(g, columns[j])
			k := known{status: tradeflow.NotReported, editions: t.Editions}
			for _, i := range members {
				if p.Series[i].Values[j] < 0 {
					negative = append(negative, [2]int{i, j})
				}
				k.add(&p.Series[i], j)
			}
			c := k.hhi(t, cells.Tolerance(p))
			switch {
			case !w.same:
				c = unknown(tradeflow.UnitChange)
			case !cells.SameGoods(p, q.Series[g].Key, k.editions, k.editions):
				c = unknown(tradeflow.EditionBreak)
			}
			if c.Low == c.Low {
				rest.add(max(0, 1-k.sum/t.High))
				if k.sum > t.High*(1+1e-9) { // more than rounding
					above.add(g, j)
				}
			}
			c.Editions = k.editions
			cells.Put(&q.Series[g], j, c)
		}
	}
	aggregates(p, "stats.HHIOf", w.over, q)
	w.tell(p, q)
	w.read.Warn(q)
	warnNegative(p, q, negative)
	rest.tell(q, w.name)
	if above.at != nil {
		q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: the members are more than their total, and are taken as all of it: %s", q.Statistic, &above))
	}
	return q
}

// known is what is certain of the members of one total in one period.
type known struct {
	sum, squares, largest float64
	any                   bool
	status                tradeflow.Status // of the first member that is unknown, negative or a range
	told                  bool
	editions              tradeflow.EditionSet
}

func (k *known) add(s *tradeflow.Series, j int) {
	low, high := s.Bounds(j)
	status := s.Status[j]
	switch {
	case s.Values[j] < 0:
		k.status, k.told = tradeflow.BaseNonPositive, true
	case low != high && status.HasNumber():
		status = tradeflow.EditionBreak
	}
	if !k.told && !status.HasNumber() {
		k.status, k.told = status, true
	}
	k.editions |= s.Editions[j]
	if s.Status[j].HasNumber() {
		k.any = true
		k.sum, k.squares, k.largest = k.sum+low, k.squares+low*low, max(k.largest, low)
	}
}

// hhi bounds the HHI in the total t. Both bounds are over the high end of a total that
// is a range: the more it may be, the less the members' shares are, and the more the
// largest may have.
func (k *known) hhi(t cells.Cell, tolerance float64) cells.Cell {
	switch {
	case k.status == tradeflow.BaseNonPositive || t.Value < 0:
		return unknown(tradeflow.BaseNonPositive)
	case !t.Known() && !(t.Low > 0):
		return unknown(t.Status)
	case !k.any:
		return unknown(k.status)
	case t.High == 0:
		return unknown(tradeflow.ZeroTotal)
	}
	low, high := max(t.Low, k.sum), max(t.High, k.sum)
	rest, square := high-k.sum, high*high
	c := cells.Cell{Value: k.squares / low / low, Low: k.squares / square, High: (k.squares + 2*k.largest*rest + rest*rest) / square, Status: tradeflow.OK}
	switch {
	case !t.Known():
		c.Value, c.Status = math.NaN(), t.Status
	case cells.Wide(c.Low, c.High, tolerance):
		c.Value, c.Status = math.NaN(), k.status
	}
	return c
}

// unallocated is the least and the most of what no listed member has.
type unallocated struct {
	any         bool
	least, most float64
}

func (u *unallocated) add(share float64) {
	u.any, u.least, u.most = true, min(u.least, share), max(u.most, share)
}

func (u *unallocated) tell(q *tradeflow.Panel, name string) {
	if u.most > 1e-9 {
		text := fmt.Sprintf("%.1f", 100*u.least)
		if most := fmt.Sprintf("%.1f", 100*u.most); most != text {
			text += " to " + most
		}
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: %s %% of %s is not known to be any listed member's: the bounds allow for it", q.Statistic, text, name))
	}
}
