package stats

import (
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Index returns each number as a percentage of its mean over the base periods,
// on 100. A base period may hold several columns: Year(2021) is the mean over
// the months of 2021. Amounts are compared per month, so a figure for January
// and February together stands level with single months. A cell has no number
// where it or a part of the base is unknown, or where no rate exists, as from a
// base of zero. Source: Eurostat, indices with a year as base.
//
// It panics without a base period, and for a panel of growth rates or
// percentage points.
func Index(p *tradeflow.Panel, base ...tradeflow.Period) *tradeflow.Panel {
	if len(base) == 0 {
		panic("stats.Index: no base period")
	}
	refuse(p, "Index", tradeflow.Growth, tradeflow.Points)
	from := baseColumns(p, base)
	length := func(j int) float64 {
		if p.Unit.Kind == tradeflow.Amount {
			return float64(p.Periods[j].Months())
		}
		return 1 // a share or a ratio of two months is no larger than that of one
	}
	q := result(p, "index", tradeflow.Unit{Kind: tradeflow.IndexOf, Name: words(base)}, p.Periods)
	r := points{panel: p}
	for i := range q.Series {
		mean, was := r.mean(i, from, length)
		editions := r.editions(i, from...)
		s := &q.Series[i]
		for j := range p.Periods {
			s.Editions[j] = editions | r.editions(i, j)
			x, is := r.read(i, j)
			x /= length(j)
			index, status := math.NaN(), edge(mean, was, x, is)
			if status.HasNumber() { // a series that ceased has the index 0
				index, status = 100*(x/mean), is
			}
			if !sameGoods(p, s.Key, editions, r.editions(i, j)) {
				index, status = math.NaN(), tradeflow.EditionBreak
			}
			s.Set(j, index, index, status)
		}
	}
	r.warn(q)
	return q
}

// baseColumns returns the columns that make up the base, in order and once
// each; where one of its months is absent, only column -1, which is unknown.
func baseColumns(p *tradeflow.Panel, base []tradeflow.Period) []int {
	var all []int
	for _, b := range base {
		columns, missing := p.Tile(b)
		if !b.IsValid() || len(missing) > 0 {
			return []int{-1}
		}
		all = append(all, columns...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// mean returns the mean of series i over the columns, and OK, or the status of
// the first of them that is unknown; a break of the nomenclature comes first.
func (r *points) mean(i int, columns []int, length func(int) float64) (float64, tradeflow.Status) {
	var sum, n float64
	first := tradeflow.OK
	for _, j := range columns {
		x, status := r.read(i, j)
		switch {
		case status == tradeflow.EditionBreak, first.HasNumber() && !status.HasNumber():
			first = status
		}
		if status.HasNumber() {
			sum += x
			n += length(j)
		}
	}
	return sum / n, first
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
