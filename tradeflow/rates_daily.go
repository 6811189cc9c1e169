package tradeflow

import (
	"maps"
	"slices"
	"time"
)

// average adds the means of the daily rates to the published ones, and reports
// whether there were any.
func (t *rateTable) average() (found bool) {
	type mean struct {
		sum float64
		n   int
	}
	for currency, rates := range t.daily {
		days := slices.SortedFunc(maps.Keys(rates), time.Time.Compare)
		for len(days) > 0 {
			// The longest closing, from Maundy Thursday to the Tuesday after
			// Easter, is five days. What is longer is a hole in the series.
			n := 1
			for n < len(days) && days[n].Sub(days[n-1]) <= 7*24*time.Hour {
				n++
			}
			run := days[:n]
			days = days[n:]
			means := map[Period]mean{}
			for _, day := range run { // in the order of days: sums of floats depend on it
				for _, p := range []Period{Month(day.Year(), day.Month()), Year(day.Year())} {
					m := means[p]
					means[p] = mean{m.sum + rates[day], m.n + 1}
				}
			}
			for p, m := range means {
				first, last := workingDays(p)
				if run[0].After(first) || run[n-1].Before(last) {
					continue
				}
				if addRate(t.published, currency, p, m.sum/float64(m.n)) == nil {
					found = true
				}
			}
		}
	}
	return found
}

// workingDays returns the first and the last working day of a period.
func workingDays(p Period) (first, last time.Time) {
	y, m := p.Start()
	first = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	for isClosed(first) {
		first = first.AddDate(0, 0, 1)
	}
	y, m = p.End()
	last = time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	for isClosed(last) {
		last = last.AddDate(0, 0, -1)
	}
	return first, last
}

// isClosed reports whether the euro's payment system, and with it the reference
// rates, rests on a day: on weekends, at New Year, Easter and on the first of
// May, and in its first years on New Year's Eve. Christmas is never a month's
// first or last working day.
func isClosed(day time.Time) bool {
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return true
	}
	switch y, m, d := day.Date(); {
	case d == 1 && (m == time.January || m == time.May):
		return true
	case m == time.December && d == 31:
		return y < 2002
	}
	after := day.Sub(easter(day.Year())) / (24 * time.Hour)
	return after == -2 || after == 1
}

// easter returns the Sunday, by the rule of the Gregorian calendar as Jones,
// Meeus and Butcher wrote it.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
