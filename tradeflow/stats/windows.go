package stats

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Cumulative returns the sum from January to the end of each period, in the
// panel's unit, in columns such as "January to May 2023" and "2023". A window
// of which a month is absent or unknown has no number, and a warning names the
// month. It panics for a panel that is not of amounts. Source: Eurostat,
// cumulated trade since January.
func Cumulative(p *tradeflow.Panel) *tradeflow.Panel {
	var since []tradeflow.Period
	for _, t := range p.Periods {
		y, m := t.End()
		since = append(since, tradeflow.Span(y, time.January, m))
	}
	slices.SortFunc(since, tradeflow.Period.Compare)
	since = slices.Compact(since)
	return summed(p, cells.Windows(p, "stats.Cumulative", since...), "year to date")
}

// YTD returns the change of the year to date on the same months a year earlier,
// as a fraction: January to November is compared with January to November. A
// cell has no number where a month of either window is absent or unknown, or
// where no rate exists, as in YoY. Source: Eurostat, cumulated trade since
// January.
func YTD(p *tradeflow.Panel) *tradeflow.Panel { return YoY(Cumulative(p)) }

// Rolling returns the sum of the n months, 1 to 12, that end with each period,
// in the panel's unit. Windows that begin before the panel are left out; one of
// which a month is absent or unknown has no number, and a warning names the
// month. It panics for another n, and for a panel that is not of amounts.
// Source: S&P Global Market Intelligence, 3-month sums of high priority items.
func Rolling(p *tradeflow.Panel, n int) *tradeflow.Panel {
	if n < 1 || n > 12 {
		panic(fmt.Sprintf("stats.Rolling: %d months: expected 1 to 12", n))
	}
	var ending []tradeflow.Period
	begin := cells.Start(p)
	for _, t := range p.Periods {
		first := tradeflow.Month(t.End()).Shift(1 - n)
		if first.Ordinal() < begin {
			continue
		}
		y, from := first.Start()
		_, to := t.End()
		ending = append(ending, tradeflow.Span(y, from, to))
	}
	slices.SortFunc(ending, tradeflow.Period.Compare)
	ending = slices.Compact(ending)
	return summed(p, cells.Windows(p, "stats.Rolling", ending...), fmt.Sprintf("%d-month sum", n))
}

// FiscalYears returns the sum of each year of twelve months that begins in
// first, in the panel's unit: calendar years for January, else columns such as
// "2022-04/2023-03", which India calls by both years and others by the one in
// which it ends. A year of which a month is absent or unknown has no number,
// and a warning names the month. It panics where first is no month, and for a
// panel that is not of amounts. Source: the sum of twelve months.
func FiscalYears(p *tradeflow.Panel, first time.Month) *tradeflow.Panel {
	if first < time.January || first > time.December {
		panic(fmt.Sprintf("stats.FiscalYears: month %d does not exist", first))
	}
	years, err := p.Years(first)
	if err != nil {
		panic("stats.FiscalYears: " + err.Error())
	}
	if first == time.January {
		return summed(p, years, "calendar year")
	}
	return summed(p, years, "fiscal year from "+first.String())
}

// summed gives the sums their name, and the reader the months that lack.
func summed(p, q *tradeflow.Panel, name string) *tradeflow.Panel {
	q.Statistic = cells.Called(p, name)
	warnOfGaps(p, q, "sum")
	return q
}

// warnOfGaps tells the reader of q, whose columns are windows of p, which months
// lack for a sum or a mean over them.
func warnOfGaps(p, q *tradeflow.Panel, what string) {
	if lacking := gaps(p, q.Periods); len(lacking) > 0 {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: no %s over months that are absent, unknown or published only together with others, for all series or for some: %s",
			q.Statistic, what, list(lacking)))
	}
}

// stretch is a time from one month to another.
type stretch struct{ from, to tradeflow.Period }

func list(runs []stretch) string {
	return cells.Some(len(runs), func(i int) string { return cells.Between(runs[i].from, runs[i].to) })
}

// gaps returns the runs of months for which some series has no number of its
// own in one of the windows. Breaks of the nomenclature are told elsewhere.
func gaps(p *tradeflow.Panel, windows []tradeflow.Period) []stretch {
	months := map[tradeflow.Period]bool{}
	lacks := func(s *tradeflow.Series, j int) bool {
		return !s.Status[j].HasNumber() && s.Status[j] != tradeflow.EditionBreak && s.Status[j] != tradeflow.NotInNomenclature
	}
	add := func(t tradeflow.Period) {
		for m := tradeflow.Month(t.Start()); t.Contains(m); m = m.Shift(1) {
			months[m] = true
		}
	}
	if p.Nested() { // each series has columns of its own for a window
		for _, w := range windows {
			all, missing := p.Tile(w)
			for _, m := range missing {
				add(m)
			}
			for i := range p.Series {
				lacking := func(j int) bool { return lacks(&p.Series[i], j) }
				if !slices.ContainsFunc(all, lacking) {
					continue
				}
				own, _ := p.TileOf(i, w)
				for _, j := range own {
					if lacking(j) {
						add(p.Periods[j])
					}
				}
			}
		}
		return stretches(slices.SortedFunc(maps.Keys(months), tradeflow.Period.Compare))
	}
	used := make([]bool, len(p.Periods))
	for _, w := range windows {
		columns, missing := p.Tile(w)
		for _, j := range columns {
			used[j] = true
		}
		for _, m := range missing {
			months[m] = true
		}
	}
	for j, t := range p.Periods {
		if used[j] && slices.ContainsFunc(p.Series, func(s tradeflow.Series) bool { return lacks(&s, j) }) {
			add(t)
		}
	}
	return stretches(slices.SortedFunc(maps.Keys(months), tradeflow.Period.Compare))
}

// stretches joins months, which are in order, where one follows the other.
func stretches(months []tradeflow.Period) (runs []stretch) {
	for _, m := range months {
		if n := len(runs); n > 0 && runs[n-1].to.Shift(1) == m {
			runs[n-1].to = m
			continue
		}
		runs = append(runs, stretch{m, m})
	}
	return runs
}
