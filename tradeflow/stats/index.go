package stats

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Index returns each number as a percentage of its mean over the base periods,
// on 100. A base period may hold several columns: Year(2021) is the mean over
// the months of 2021. Amounts are compared per month, so a figure for January
// and February together stands level with single months. A cell has no number
// where it or a part of the base is unknown, or where no rate exists, as from a
// base of zero, or one whose mean figure is below Query.Floor. Source: Eurostat,
// indices with a year as base.
//
// It panics without a base period, and for a panel of growth rates or
// percentage points.
func Index(p *tradeflow.Panel, base ...tradeflow.Period) *tradeflow.Panel {
	if len(base) == 0 {
		panic("stats.Index: no base period")
	}
	cells.Refuse(p, "stats.Index", tradeflow.Growth, tradeflow.Points)
	from, nested := baseColumns(p, p.Tile, base), p.Nested()
	q := cells.Result(p, "index", tradeflow.Unit{Kind: tradeflow.IndexOf, Name: words(base)}, p.Periods)
	cells.Against(q, func(int) []tradeflow.Period { return base })
	r := cells.Read(p)
	compare := floored(p, figures(p, from), index)
	for i := range q.Series {
		if nested {
			from = baseColumns(p, func(t tradeflow.Period) ([]int, []tradeflow.Period) { return p.TileOf(i, t) }, base)
		}
		mean := meanOf(r, p, i, from)
		for j := range p.Periods {
			base, x := mean, perMonth(p, r.Cell(i, j), j)
			if len(from) == 1 && from[0] == j && x.Known() { // whatever it is, it is 100 % of itself
				base, x = x.Point(), x.Point()
			}
			put(p, &q.Series[i], j, base, x, compare)
		}
	}
	r.Warn(q)
	return q
}

// index is 100 x/base; a series that ceased has the index 0.
func index(base, x cells.Cell) cells.Cell {
	c := unknown(cells.Edge(base, x))
	if c.Known() {
		c.Value, c.Status = 100*(x.Value/base.Value), x.Status
	}
	if base.IsRange() || x.IsRange() {
		c.Low, c.High = cells.Quotient(base, x)
		c.Low, c.High = 100*c.Low, 100*c.High
	} else {
		c.Low, c.High = c.Value, c.Value
	}
	return c
}

// perMonth divides an amount by the months of its period; a share or a ratio of two
// months is no larger than that of one.
func perMonth(p *tradeflow.Panel, c cells.Cell, j int) cells.Cell {
	if p.Unit.Kind == tradeflow.Amount {
		n := float64(p.Periods[j].Months())
		c.Value, c.Low, c.High = c.Value/n, c.Low/n, c.High/n
	}
	return c
}

// figures returns the months of a mean figure of the columns: what a mean of a month
// has to be multiplied with before it is compared with a floor.
func figures(p *tradeflow.Panel, columns []int) float64 {
	if p.Unit.Kind != tradeflow.Amount || columns[0] < 0 {
		return 1
	}
	months := 0
	for _, j := range columns {
		months += p.Periods[j].Months()
	}
	return float64(months) / float64(len(columns))
}

// baseColumns returns the columns that make up the base, in time order and once
// each; where one of its months is absent, only column -1, which is unknown.
func baseColumns(p *tradeflow.Panel, tile func(tradeflow.Period) (columns []int, missing []tradeflow.Period), base []tradeflow.Period) []int {
	var all []int
	for _, b := range base {
		columns, missing := tile(b)
		if !b.IsValid() || len(missing) > 0 {
			return []int{-1}
		}
		all = append(all, columns...)
	}
	slices.SortFunc(all, func(i, j int) int { return cmp.Or(p.Periods[i].Compare(p.Periods[j]), i-j) })
	return slices.Compact(all)
}

// meanOf returns the mean of series i over the columns: of amounts that of a month,
// else weighted by their months. It is known where all of them are, and else has the status of the first
// that is not; a break of the nomenclature comes first.
func meanOf(r *cells.Reader, p *tradeflow.Panel, i int, columns []int) (mean cells.Cell) {
	months := 0.0
	for _, j := range columns {
		c := r.Cell(i, j)
		if c.Status == tradeflow.EditionBreak || mean.Known() && !c.Known() {
			mean.Status = c.Status
		}
		n, weight := 1.0, 1.0
		if j >= 0 {
			n = float64(p.Periods[j].Months())
		}
		if p.Unit.Kind != tradeflow.Amount {
			weight = n
		}
		mean.Value += weight * c.Value
		mean.Low += weight * c.Low
		mean.High += weight * c.High
		mean.Editions |= c.Editions
		months += n
	}
	mean.Value, mean.Low, mean.High = mean.Value/months, mean.Low/months, mean.High/months
	return mean
}

func words(base []tradeflow.Period) string {
	var names []string
	for _, b := range base {
		names = append(names, b.Words())
	}
	if len(names) == 1 {
		return names[0]
	}
	return "mean of " + strings.Join(names, ", ")
}
