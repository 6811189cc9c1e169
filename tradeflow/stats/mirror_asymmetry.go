package stats

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Asymmetry returns the absolute asymmetry Σ|M/f − X| over the dimensions of over,
// in the panel's unit; for the form GapSymmetric, as a fraction of the mean of both
// sides' sums. Gaps of opposite sign do not cancel in it. A flow that one side
// declares and the other, which published the period, does not, is in it whole. A
// sum has no number where one of its flows is unknown on either side: leave out
// partners that do not report throughout, as HMRC does. The arguments are those of
// MirrorGap.
//
// Source: HM Revenue & Customs, Asymmetries in international trade in goods
// statistics (the sum of absolute asymmetries over partners); SDMX glossary,
// asymmetry coefficient (the absolute difference over the average of the two).
//
// It panics without a dimension, for the forms GapRatio and GapLog, which do
// not add up, where the World stands beside the economies that it contains, and where
// MirrorGap does.
func Asymmetry(exports, mirror *tradeflow.Panel, over tradeflow.Dims, m Mirror) *tradeflow.Panel {
	if over == 0 {
		panic("stats.Asymmetry: over no dimension: use MirrorGap")
	}
	if m.Form == GapRatio || m.Form == GapLog {
		panic("stats.Asymmetry: ratios do not add up: choose GapDifference or GapSymmetric")
	}
	b := face(exports, mirror, m, "stats.Asymmetry")
	flows := b.result(b.keys, "", exports.Unit) // for its keys
	groups := cells.GroupBy(flows, over)
	name := b.name(GapDifference)
	if m.Form == GapSymmetric {
		name = b.name(GapSymmetric)
	}
	q := b.result(groups.Keys, "absolute asymmetry over "+cells.Plural(over)+" ("+name+")", m.unit(exports.Unit))
	q.Query.By &^= over
	cells.Aggregates(flows, "stats.Asymmetry", over, q)
	count := oneSided{}
	sums := make([]asymmetry, len(b.periods))
	for g, members := range groups.Members {
		clear(sums)
		for _, i := range members {
			k := b.keys[i]
			xs, ms := b.exports.row(i, k), b.mirror.row(i, k)
			for j := range b.periods {
				x, y := xs.cell(j), b.withoutFreight(ms.cell(j))
				status := declaredBy(x, y)
				if !cells.SameGoods(b.goods, k, x.Editions, y.Editions) {
					status = tradeflow.EditionBreak
				}
				sums[j].add(status, x, y)
				count.add(status, x, y)
				q.Series[g].Editions[j] |= x.Editions | y.Editions
			}
		}
		for j := range b.periods {
			c := sums[j].cell(m.Form)
			if !b.units {
				c = unknown(tradeflow.UnitChange)
			}
			c.Editions = q.Series[g].Editions[j]
			cells.Put(&q.Series[g], j, c)
		}
	}
	b.warn(q)
	if b.units {
		count.warn(q, exports.Unit)
		warnUnknown(q, flows, groups, b)
	}
	return q
}

// asymmetry adds up the flows of one sum.
type asymmetry struct {
	gap, low, high float64 // of the absolute gaps
	x, m           [2]float64
	status         tradeflow.Status // of the first that is unknown
}

func (a *asymmetry) add(status tradeflow.Status, x, m cells.Cell) {
	switch status {
	case tradeflow.OK, tradeflow.ReporterOnly, tradeflow.PartnerOnly, tradeflow.BothZero:
	default:
		if a.status == tradeflow.OK {
			a.status = status
		}
		return
	}
	a.gap += math.Abs(m.Value - x.Value)
	least, most := m.Low-x.High, m.High-x.Low // of the signed gap
	a.high += max(math.Abs(least), math.Abs(most))
	if least > 0 || most < 0 {
		a.low += min(math.Abs(least), math.Abs(most))
	}
	a.x[0], a.x[1] = a.x[0]+x.Low, a.x[1]+x.High
	a.m[0], a.m[1] = a.m[0]+m.Low, a.m[1]+m.High
}

func (a *asymmetry) cell(form MirrorForm) cells.Cell {
	c := unknown(a.status)
	if !c.Known() {
		return c
	}
	c.Value, c.Low, c.High = a.gap, a.low, a.high
	if form == GapSymmetric {
		least, most := (a.x[0]+a.m[0])/2, (a.x[1]+a.m[1])/2
		if least <= 0 {
			return unknown(tradeflow.ZeroTotal)
		}
		c.Value, c.Low, c.High = c.Value/least, c.Low/most, min(c.High/least, 2)
	}
	return c
}

// warnUnknown names the partners that leave sums without a number.
func warnUnknown(q, flows *tradeflow.Panel, groups cells.Groups, b *facing) {
	type lack struct{ series, periods int }
	var lacking []lack
	for _, members := range groups.Members {
		for _, i := range members {
			k := flows.Series[i].Key
			xs, ms := b.exports.row(i, k), b.mirror.row(i, k)
			n := 0
			for j := range b.periods {
				if !xs.cell(j).Known() || !ms.cell(j).Known() {
					n++
				}
			}
			if n > 0 {
				lacking = append(lacking, lack{i, n})
			}
		}
	}
	if len(lacking) > 0 {
		q.Warn(tradeflow.AboutCoverage, q.Statistic+": no sum where a flow is unknown on one side; unknown in some periods: "+cells.Some(len(lacking), func(i int) string {
			return fmt.Sprintf("%s (%d of %d)", flows.Label(lacking[i].series), lacking[i].periods, len(b.periods))
		}))
	}
}
