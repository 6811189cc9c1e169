package cells

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Result returns a panel with p's keys and no known cell yet. Statistics that
// were nested are read from the inside out: "12-month sum, change on a year
// earlier". A bare measure is left out, as the query says it.
func Result(p *tradeflow.Panel, name string, unit tradeflow.Unit, periods []tradeflow.Period) *tradeflow.Panel {
	return ResultOf(p, name, unit, periods, Keys(p))
}

// Keys returns the keys of p's series, in their order.
func Keys(p *tradeflow.Panel) []tradeflow.Key {
	all := make([]tradeflow.Key, len(p.Series))
	for i := range all {
		all[i] = p.Series[i].Key
	}
	return all
}

// ResultOf is Result with keys of its own.
func ResultOf(p *tradeflow.Panel, name string, unit tradeflow.Unit, periods []tradeflow.Period, keys []tradeflow.Key) *tradeflow.Panel {
	q := p.Empty(periods)
	q.Statistic, q.Unit = Called(p, name), unit
	q.Series = make([]tradeflow.Series, len(keys))
	for i, k := range keys {
		q.Series[i] = tradeflow.NewSeries(k, len(periods), tradeflow.NotReported)
	}
	return q
}

// Called returns the name of a statistic of p.
func Called(p *tradeflow.Panel, name string) string {
	if p.Statistic == "" || p.Statistic == p.Query.Measure.String() {
		return name
	}
	return p.Statistic + ", " + name
}

// Put writes a cell that a statistic has computed, with bounds where it has some
// that say more than its number. Rounding puts no number outside its bounds, and no
// lower bound above the upper one.
func Put(s *tradeflow.Series, j int, c Cell) {
	s.Set(j, c.Value, c.Value, c.Status)
	s.Editions[j] = c.Editions
	if c.Low > c.High {
		c.Low = c.High
	}
	switch {
	case !c.Known() && (c.Low == c.Low || c.High == c.High):
		s.SetBounds(j, c.Low, c.High)
	case s.Status[j].HasNumber() && c.IsRange(): // a number out of range has no bounds either
		s.SetBounds(j, min(c.Low, c.Value), max(c.High, c.Value))
	}
}

// Refuse panics where a statistic makes no sense for a kind of number. The kind
// follows from the calls that made the panel, never from the data.
func Refuse(p *tradeflow.Panel, function string, kinds ...tradeflow.UnitKind) {
	if slices.Contains(kinds, p.Unit.Kind) {
		panic(fmt.Sprintf("%s: makes no sense for a panel of %s", function, p.Unit))
	}
}

// Amounts panics for a panel that is not of amounts: the only ones that add up.
func Amounts(p *tradeflow.Panel, function string) {
	if p.Unit.Kind != tradeflow.Amount {
		panic(fmt.Sprintf("%s: of %s: only amounts add up", function, p.Unit))
	}
}

// Columns returns the column of each period, or -1.
func Columns(p *tradeflow.Panel, periods []tradeflow.Period) []int {
	at := make([]int, len(periods))
	for j, t := range periods {
		at[j] = slices.Index(p.Periods, t)
	}
	return at
}

// InTime returns the columns of p in the order of the calendar.
func InTime(p *tradeflow.Panel) []int {
	order := make([]int, len(p.Periods))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return p.Periods[a].Compare(p.Periods[b]) })
	return order
}

// Start returns the first month that the panel has anything for, on the axis of
// Period.Ordinal.
func Start(p *tradeflow.Panel) int {
	if len(p.Periods) == 0 {
		return 0
	}
	return slices.MinFunc(p.Periods, tradeflow.Period.Compare).Ordinal()
}
