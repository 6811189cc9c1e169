package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// mostGaps is how many series a note names for one reason.
const mostGaps = 3

// gaps lists where cells are of a sort, by series and period.
func gaps(p *tradeflow.Panel, head string, of func(cell) bool, why func(cell) string) string {
	type gap struct {
		what string
		when []string
	}
	var items []gap
	var names []string
	for i := range p.Series {
		for from := 0; from < len(p.Periods); {
			c := read(&p.Series[i], from)
			to := from
			for to+1 < len(p.Periods) {
				next := read(&p.Series[i], to+1)
				if of(next) != of(c) || why(next) != why(c) {
					break
				}
				to++
			}
			if of(c) {
				item := why(c)
				if len(p.Periods) <= 2 { // the bounds, where they are not many
					item = strings.TrimSuffix(item+", "+joinBounds(c, p.Unit.Format(c.rawLower), p.Unit.Format(c.rawUpper)), ", ")
				}
				if len(p.Series) > 1 || item == "" { // the subtitle names a single one
					if names == nil {
						names = labels(p)
					}
					item = strings.TrimSuffix(shorten(names[i], 40)+": "+item, ": ")
				}
				when := ""
				if from > 0 || to < len(p.Periods)-1 {
					when = stretch(p, p.Periods[from], p.Periods[to])
				}
				if n := len(items); n > 0 && when != "" && items[n-1].what == item {
					items[n-1].when = append(items[n-1].when, when)
				} else {
					items = append(items, gap{item, []string{when}})
				}
			}
			from = to + 1
		}
	}
	if len(items) == 0 {
		return ""
	}
	rest := ""
	if len(items) > mostGaps {
		rest = fmt.Sprintf("; and %d more", len(items)-mostGaps)
		items = items[:mostGaps]
	}
	texts := make([]string, len(items))
	for i, g := range items {
		texts[i] = g.what
		if g.when[0] != "" {
			if n := len(g.when); n > 3 {
				g.when = append(g.when[:3:3], fmt.Sprintf("and %d more times", n-3))
			}
			texts[i] += " (" + strings.Join(g.when, ", ") + ")"
		}
	}
	return head + strings.Join(texts, "; ") + rest
}

// stretch names a time by its ends: "Q1 2020 to Q4 2021"; by their months where
// periods overlap or are spans, so that no three of them stand in a row.
func stretch(p *tradeflow.Panel, from, to tradeflow.Period) string {
	switch {
	case from == to && strings.Contains(from.Words(), " to "):
		return short(from)
	case from == to:
		return from.Words()
	case overlapping(p), strings.Contains(from.Words()+to.Words(), " to "):
		return tradeflow.Month(from.Start()).Words() + " to " + tradeflow.Month(to.End()).Words()
	}
	return from.Words() + " to " + to.Words()
}

// overlapping reports whether the periods are windows, each beginning before the
// last has ended.
func overlapping(p *tradeflow.Panel) bool {
	sorted := slices.SortedFunc(slices.Values(p.Periods), tradeflow.Period.Compare)
	return newTimeAxis(sorted).windows
}
