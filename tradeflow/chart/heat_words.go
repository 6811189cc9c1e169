package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// heatNote holds the warnings, how ranges are drawn, and which numbers are
// missing and why. Of a table of many, the reasons matter more than the cells.
func heatNote(p *tradeflow.Panel) string {
	ranges := ""
	if slices.ContainsFunc(p.Series, func(s tradeflow.Series) bool {
		for j := range p.Periods {
			if read(&s, j).spans() {
				return true
			}
		}
		return false
	}) {
		ranges = "Two numbers in a cell are the ends of a range; its corner has the colour of the upper one"
	}
	return noteOf(p, 0, ranges, least(p), missingCells(p))
}

// missingCells lists the reasons for missing numbers, with the names of the series
// where these are few: "n/a: not reported (China, Drones)". When is in the table.
func missingCells(p *tradeflow.Panel) string {
	var reasons, all []string
	names, numbers := map[string][]string{}, map[string]int{}
	for i := range p.Series {
		for j := range p.Periods {
			c := read(&p.Series[i], j)
			if c.known {
				continue
			}
			if all == nil {
				all = labels(p)
			}
			r, name := strings.NewReplacer(" (", ", ", ")", "").Replace(c.reason()), shorten(all[i], 40)
			if numbers[r] == 0 {
				reasons = append(reasons, r)
			}
			if numbers[r]++; len(names[r]) <= 3 && !slices.Contains(names[r], name) {
				names[r] = append(names[r], name)
			}
		}
	}
	if len(reasons) == 0 {
		return ""
	}
	texts := make([]string, len(reasons))
	for i, r := range reasons {
		texts[i] = r
		switch {
		case len(p.Series) == 1: // the subtitle names it
		case len(names[r]) <= 3:
			texts[i] += " (" + strings.Join(names[r], "; ") + ")"
		default:
			texts[i] += fmt.Sprintf(" (%d numbers)", numbers[r])
		}
	}
	return "n/a: " + strings.Join(texts, "; ")
}

// spans reports whether a number lies in a range worth printing.
func (c cell) spans() bool {
	return above(c) || below(c)
}
