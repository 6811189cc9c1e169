package stats

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// YoY returns the change on the same period a year earlier, as a fraction of
// that period's number: 0.69 is +69 %. A cell has no number where either of the
// two is unknown, or where no rate exists, as from zero, a negative base or one
// below Query.Floor; the package documentation lists the statuses. Periods whose
// year-earlier period is before the panel's first are left out. YoY(Rolling(p, 12))
// is the growth of the 12-month sum. Source: BEA and Census Bureau, FT-900; Eurostat.
func YoY(p *tradeflow.Panel) *tradeflow.Panel { return Change(p, 12) }

// MoM returns the change on the month before, as a fraction of that month's
// number; cells have no number, and leading periods are left out, as in YoY. It
// is not annualised, and not seasonally adjusted unless p is; the name says so.
// Source: BEA and Census Bureau, FT-900, of seasonally adjusted figures.
func MoM(p *tradeflow.Panel) *tradeflow.Panel { return Change(p, 1) }

// Change returns the change on the period so many months earlier, as a fraction
// of that period's number; cells have no number, and leading periods are left
// out, as in YoY. Changes between different months of the year are not seasonally
// adjusted, and their name says so. Source: BEA and Census Bureau, FT-900.
//
// It panics where months is not positive, and for a panel of growth rates or
// percentage points, which no data can cause.
func Change(p *tradeflow.Panel, months int) *tradeflow.Panel {
	cells.Refuse(p, "stats.Change", tradeflow.Growth, tradeflow.Points)
	return lagged(p, "stats.Change", months, "change on ", tradeflow.Unit{Kind: tradeflow.Growth}, floored(p, 1, growth))
}

// Growth returns the change of each period on the panel's first column, which is
// left out, as a fraction of that column's number: the sister of Diff. So
// Growth(Share(p, d).At(a, b)) is the relative change of a share, and
// Growth(Mean(p, before, after)) that of a monthly mean. Amounts of periods of
// different lengths are compared per month. A cell has no number where YoY has
// none. Source: KSE Institute and Yermak-McFaul working group, monthly averages
// against those before the invasion.
//
// It panics for a panel of growth rates or percentage points.
func Growth(p *tradeflow.Panel) *tradeflow.Panel {
	cells.Refuse(p, "stats.Growth", tradeflow.Growth, tradeflow.Points)
	return onFirst(p, "change on ", tradeflow.Unit{Kind: tradeflow.Growth}, floored(p, 1, growth))
}

// lagged compares each period with the one so many months earlier, which it finds
// by the calendar.
func lagged(p *tradeflow.Panel, function string, months int, name string, unit tradeflow.Unit, compare func(base, x cells.Cell) cells.Cell) *tradeflow.Panel {
	periods, bases := back(p, function, months)
	name += earlier(months) + cells.Unadjusted(p, bases, periods)
	p = cells.WithSums(p, bases)
	now, then := cells.Columns(p, periods), cells.Columns(p, bases)
	q := cells.Result(p, name, unit, periods)
	cells.Against(q, func(j int) []tradeflow.Period { return bases[j : j+1] })
	r := cells.Read(p)
	for i := range q.Series {
		for j := range periods {
			put(p, &q.Series[i], j, r.Cell(i, then[j]), r.Cell(i, now[j]), compare)
		}
	}
	r.Warn(q)
	return q
}

// back returns the periods of p that have one so many months earlier, as far as
// the panel goes back, and those.
func back(p *tradeflow.Panel, function string, months int) (periods, bases []tradeflow.Period) {
	if months <= 0 {
		panic(fmt.Sprintf("%s: on %d months earlier: the number of months must be positive", function, months))
	}
	first := cells.Start(p)
	for _, t := range p.Periods {
		if b := t.Shift(-months); b.Ordinal() >= first {
			periods, bases = append(periods, t), append(bases, b)
		}
	}
	return periods, bases
}

// put writes the comparison of two cells, which is a break where a commodity's
// number stands for other goods in their editions.
func put(p *tradeflow.Panel, s *tradeflow.Series, j int, base, x cells.Cell, compare func(base, x cells.Cell) cells.Cell) {
	c := compare(base, x)
	if !cells.SameGoods(p, s.Key, base.Editions, x.Editions) {
		c = unknown(tradeflow.EditionBreak)
	}
	c.Editions = base.Editions | x.Editions
	cells.Put(s, j, c)
}

// unknown is a cell without a number or bounds.
func unknown(why tradeflow.Status) cells.Cell {
	return cells.Cell{Value: math.NaN(), Low: math.NaN(), High: math.NaN(), Status: why}
}

func earlier(months int) string {
	switch {
	case months == 1:
		return "a month earlier"
	case months == 12:
		return "a year earlier"
	case months%12 == 0:
		return fmt.Sprintf("%d years earlier", months/12)
	}
	return fmt.Sprintf("%d months earlier", months)
}

// growth is x/base − 1.
func growth(base, x cells.Cell) cells.Cell {
	c := unknown(cells.Edge(base, x))
	switch c.Status {
	case tradeflow.OK:
		c.Value = (x.Value - base.Value) / base.Value
	case tradeflow.Ceased:
		c.Value = -1
	}
	if base.IsRange() || x.IsRange() {
		low, high := cells.Quotient(base, x)
		c.Low, c.High = low-1, high-1
	} else {
		c.Low, c.High = c.Value, c.Value
	}
	return c
}
