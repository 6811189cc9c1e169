package chart

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// statistic names what was calculated, without what the time says already: the year
// to date where that is "January to November 2022", and the same months of the year
// before as the base of a difference.
func statistic(p *tradeflow.Panel) string {
	s := clean(p.Statistic)
	if s == "value" {
		return ""
	}
	begun := true // in a January, and named by the last month
	for _, t := range p.Periods {
		_, m := t.Start()
		begun = begun && m == time.January && strings.Contains(t.Words(), " to ")
	}
	if begun && !overlapping(p) {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "year to date"), ", ")
	}
	if len(p.Periods) == 1 {
		if head, ok := strings.CutSuffix(s, "difference to "+p.Periods[0].Shift(-12).Words()); ok {
			s = head + "difference to a year earlier"
		}
	}
	return s
}

// duration is the time of the whole panel, in words.
func duration(p *tradeflow.Panel, against bool) string {
	periods := slices.Clone(p.Periods)
	slices.SortFunc(periods, tradeflow.Period.Compare)
	first, last := periods[0], periods[len(periods)-1]
	switch {
	case first == last:
		return first.Words()
	case sameMonths(periods):
		between := " to "
		if against {
			between = " against "
		} else if len(periods) == 2 {
			between = " and "
		}
		from, _ := first.Start()
		to, _ := last.Start()
		months, _ := strings.CutSuffix(first.Words(), fmt.Sprintf(" %d", from))
		return fmt.Sprintf("%s, %d%s%d", months, from, between, to)
	case against && len(periods) == 2:
		return first.Words() + " against " + last.Words()
	case overlapping(p):
		return tradeflow.Month(first.Start()).Words() + " to " + tradeflow.Month(last.End()).Words()
	case strings.Contains(first.Words()+last.Words(), " to "):
		return first.Words() + " – " + last.Words()
	}
	return first.Words() + " to " + last.Words()
}

// sameMonths reports whether the periods are the same span of months in several
// years, in which case these are named once.
func sameMonths(sorted []tradeflow.Period) bool {
	for _, t := range sorted {
		year, m := t.Start()
		endYear, last := t.End()
		_, first := sorted[0].Start()
		_, end := sorted[0].End()
		if year != endYear || m != first || last != end || !strings.HasSuffix(t.Words(), fmt.Sprintf(" %d", year)) || !strings.Contains(t.Words(), " to ") {
			return false
		}
	}
	return true
}
