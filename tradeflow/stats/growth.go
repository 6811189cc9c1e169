package stats

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// YoY returns the change on the same period a year earlier, as a fraction of
// that period's number: 0.69 is +69 %. A cell has no number where either of the
// two is unknown, or where no rate exists, as from zero or a negative base; the
// package documentation lists the statuses. Periods whose year-earlier period
// is before the panel's first are left out. Source: BEA and Census Bureau,
// FT-900; Eurostat.
func YoY(p *tradeflow.Panel) *tradeflow.Panel { return Change(p, 12) }

// Change returns the change on the period so many months earlier, as a fraction
// of that period's number; cells have no number, and leading periods are left
// out, as in YoY. Changes from month to month are not seasonally adjusted.
// Source: BEA and Census Bureau, FT-900.
//
// It panics where months is not positive, and for a panel of growth rates or
// percentage points, which no data can cause.
func Change(p *tradeflow.Panel, months int) *tradeflow.Panel {
	if months <= 0 {
		panic(fmt.Sprintf("stats.Change: on %d months earlier: the number of months must be positive", months))
	}
	refuse(p, "Change", tradeflow.Growth, tradeflow.Points)
	var periods, bases []tradeflow.Period
	first := start(p)
	for _, t := range p.Periods {
		if b := t.Shift(-months); b.Ordinal() >= first {
			periods, bases = append(periods, t), append(bases, b)
		}
	}
	p = withSums(p, bases)
	now, then := columns(p, periods), columns(p, bases)
	q := result(p, "change on "+earlier(months), tradeflow.Unit{Kind: tradeflow.Growth}, periods)
	r := points{panel: p}
	for i := range q.Series {
		s := &q.Series[i]
		for j := range periods {
			base, was := r.read(i, then[j])
			x, is := r.read(i, now[j])
			g, status := growth(base, was, x, is)
			if !sameGoods(p, s.Key, r.editions(i, then[j]), r.editions(i, now[j])) {
				g, status = math.NaN(), tradeflow.EditionBreak
			}
			s.Set(j, g, g, status)
			s.Editions[j] = r.editions(i, then[j], now[j])
		}
	}
	r.warn(q)
	return q
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

func growth(base float64, was tradeflow.Status, x float64, is tradeflow.Status) (float64, tradeflow.Status) {
	status := edge(base, was, x, is)
	switch status {
	case tradeflow.OK:
		return (x - base) / base, status
	case tradeflow.Ceased:
		return -1, status
	}
	return math.NaN(), status
}

// edge says why there is no rate from base to x; OK and Ceased say there is one.
func edge(base float64, was tradeflow.Status, x float64, is tradeflow.Status) tradeflow.Status {
	status := missing(was, is)
	switch {
	case status != tradeflow.OK:
		return status
	case base < 0, base == 0 && x < 0:
		return tradeflow.BaseNonPositive
	case base == 0 && x == 0:
		return tradeflow.BothZero
	case base == 0:
		return tradeflow.New
	case x == 0:
		return tradeflow.Ceased
	case x < 0:
		return tradeflow.SignChange
	}
	return tradeflow.OK
}

// missing says why two cells cannot be compared, OK that they can. A status
// that says more than that the cell is unknown is passed on.
func missing(was, is tradeflow.Status) tradeflow.Status {
	switch {
	case was.HasNumber() && is.HasNumber():
		return tradeflow.OK
	case was == tradeflow.EditionBreak || is == tradeflow.EditionBreak:
		return tradeflow.EditionBreak
	case was == tradeflow.IncompleteWindow:
		return was
	case !was.HasNumber():
		return tradeflow.BaseMissing
	case is == tradeflow.IncompleteWindow || is == tradeflow.NotReported || is == tradeflow.Confidential:
		return is
	}
	return tradeflow.CurrentMissing
}
