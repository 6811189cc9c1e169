package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// note holds the first warnings, what ranges mean, and which numbers are
// missing and why. Where each bar says itself why it is missing, it is not
// said twice.
func note(p *tradeflow.Panel, kind string) string {
	var parts []string
	for _, w := range p.Warnings[:min(2, len(p.Warnings))] {
		parts = append(parts, shorten(clean(w.Text), 180))
	}
	for i := range p.Series {
		if slices.ContainsFunc(p.Periods, func(t tradeflow.Period) bool {
			return read(&p.Series[i], slices.Index(p.Periods, t)).ranged()
		}) {
			if kind == slopeName {
				parts = append(parts, "The numbers are what certainly belongs to a category; more may")
			} else {
				parts = append(parts, "Light areas reach from what certainly belongs to a category to all that may")
			}
			break
		}
	}
	if kind != barsName || len(p.Periods) > 1 {
		parts = append(parts, missing(p))
	}
	return sentences(parts...)
}

// missing lists the numbers that are not there: "n/a: Drones: break of the
// nomenclature (2021)".
func missing(p *tradeflow.Panel) string {
	const most = 3
	type gap struct {
		what string
		when []string
	}
	var items []gap
	for i := range p.Series {
		for from := 0; from < len(p.Periods); {
			c := read(&p.Series[i], from)
			to := from
			for to+1 < len(p.Periods) {
				next := read(&p.Series[i], to+1)
				if next.known != c.known || next.reason() != c.reason() {
					break
				}
				to++
			}
			if !c.known {
				item := c.reason()
				if len(p.Series) > 1 { // the subtitle names a single one
					item = shorten(clean(p.Label(i)), 40) + ": " + item
				}
				when := ""
				if from > 0 || to < len(p.Periods)-1 {
					when = p.Periods[from].Words()
					if to > from {
						when += " to " + p.Periods[to].Words()
					}
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
	if len(items) > most {
		rest = fmt.Sprintf("; and %d more", len(items)-most)
		items = items[:most]
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
	return "n/a: " + strings.Join(texts, "; ") + rest
}
