package stats

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// result returns a panel with p's keys and no known cell yet. Statistics that
// were nested are read from the inside out: "12-month sum, change on a year
// earlier". A bare measure is left out, as the query says it.
func result(p *tradeflow.Panel, name string, unit tradeflow.Unit, periods []tradeflow.Period) *tradeflow.Panel {
	q := p.Empty(periods)
	q.Statistic, q.Unit = called(p, name), unit
	q.Series = make([]tradeflow.Series, len(p.Series))
	for i := range q.Series {
		q.Series[i] = tradeflow.NewSeries(p.Series[i].Key, len(periods), tradeflow.NotReported)
	}
	return q
}

func called(p *tradeflow.Panel, name string) string {
	if p.Statistic == "" || p.Statistic == p.Query.Measure.String() {
		return name
	}
	return p.Statistic + ", " + name
}

// refuse panics where a statistic makes no sense for a kind of number. The
// kind follows from the calls that made the panel, never from the data.
func refuse(p *tradeflow.Panel, function string, kinds ...tradeflow.UnitKind) {
	if slices.Contains(kinds, p.Unit.Kind) {
		panic(fmt.Sprintf("stats.%s: makes no sense for a panel of %s", function, p.Unit))
	}
}

// columns returns the column of each period, or -1.
func columns(p *tradeflow.Panel, periods []tradeflow.Period) []int {
	at := make([]int, len(periods))
	for j, t := range periods {
		at[j] = slices.Index(p.Periods, t)
	}
	return at
}

// start returns the first month that the panel has anything for, on the axis
// of Period.Ordinal.
func start(p *tradeflow.Panel) int {
	if len(p.Periods) == 0 {
		return 0
	}
	return slices.MinFunc(p.Periods, tradeflow.Period.Compare).Ordinal()
}

// withSums returns p, with a column added for each wanted period that p only
// has in parts. So the one figure for January and February 2020 finds the two
// months of 2019. Only amounts add up.
func withSums(p *tradeflow.Panel, want []tradeflow.Period) *tradeflow.Panel {
	if p.Unit.Kind != tradeflow.Amount {
		return p
	}
	var sums []tradeflow.Period
	for _, t := range want {
		if slices.Contains(p.Periods, t) {
			continue
		}
		if _, missing := p.Tile(t); len(missing) == 0 {
			sums = append(sums, t)
		}
	}
	if len(sums) == 0 {
		return p
	}
	more := windows(p, "Change", sums)
	q := p.Empty(slices.Concat(p.Periods, sums))
	for i, s := range p.Series {
		m := more.Series[i]
		q.Series = append(q.Series, tradeflow.Series{
			Key:      s.Key,
			Values:   slices.Concat(s.Values, m.Values),
			Upper:    slices.Concat(s.Upper, m.Upper),
			Status:   slices.Concat(s.Status, m.Status),
			Editions: slices.Concat(s.Editions, m.Editions),
		})
	}
	return q
}
