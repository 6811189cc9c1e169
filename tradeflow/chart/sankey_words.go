package chart

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// subtitle says from where to where: "Exports of drones from 4 economies to 5
// hubs, and from these to Russia, million USD, FOB, 2021 against 2023".
func (n *network) subtitle() string {
	p := n.panel
	word := "flows"
	if d := p.Query.Direction; d >= tradeflow.Import && d <= tradeflow.ReImport {
		word = d.String() + "s"
	}
	if of := goods(p); of != "" {
		word += " of " + of
	}
	parts := []string{capital(word) + " " + n.way()}
	if s := statistic(p); s != "" {
		parts = append(parts, s)
	}
	parts = append(parts, unitOf(p.Unit, size(p)).words, clean(p.Valuation), duration(p, true))
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// way names the columns.
func (n *network) way() string {
	text := "from " + n.people(0, "economies")
	for column := 1; column <= n.last; column++ {
		to := n.people(column, "hubs")
		if column == n.last {
			to = n.people(column, "destinations")
		}
		var direct []string // who gets something past this column
		for _, l := range n.links {
			if name := economy(l.target); l.from == column-1 && l.to > column && !slices.Contains(direct, name) {
				direct = append(direct, name)
			}
		}
		switch {
		case len(direct) == 1:
			to += " and " + direct[0]
		case len(direct) > 1:
			to += fmt.Sprintf(" and %d destinations", len(direct))
		}
		switch {
		case column == 1:
			text += " to " + to
		case column == n.last && len(direct) == 0 && n.passed(column):
			text += ", and from the hubs to " + to
		case column == n.last:
			text += ", and from these to " + to
		default:
			text += ", from these to " + to
		}
	}
	return text
}

// passed reports whether a flow ends in the column that has gone past another.
func (n *network) passed(column int) bool {
	return slices.ContainsFunc(n.links, func(l link) bool { return l.to == column && l.from < column-1 })
}

// people is the one economy of a column, or how many there are.
func (n *network) people(column int, word string) string {
	all := n.names(column)
	if len(all) == 1 {
		return economy(all[0])
	}
	return fmt.Sprintf("%d %s", len(all), word)
}

func (n *network) names(column int) (all []tradeflow.Country) {
	for _, l := range n.links {
		if l.from == column && !slices.Contains(all, l.source) {
			all = append(all, l.source)
		}
		if l.to == column && !slices.Contains(all, l.target) {
			all = append(all, l.target)
		}
	}
	return all
}

// note holds the warnings, that routes are not observed, what ranges mean,
// and which flows are unknown and why.
func (n *network) note() string {
	p := n.panel
	var parts []string
	if n.last > 1 {
		parts = append(parts, "Routes are not observed: what a hub gets and what it sends on are separate declarations")
	}
	extended, spread := false, false
	for i := range p.Series {
		for j := range p.Periods {
			c := read(&p.Series[i], j)
			extended, spread = extended || c.ranged(), spread || c.spread()
		}
	}
	switch {
	case spread:
		parts = append(parts, "Some of the amounts lie in a range, which is in the table of the figure")
	case extended:
		parts = append(parts, "The amounts are what certainly belongs to a category; more may")
	}
	if len(p.Periods) == 2 && p.Periods[0].Months() != p.Periods[1].Months() && !strings.HasPrefix(p.Statistic, perMonth) {
		parts = append(parts, "The two periods are not equally long")
	}
	named := *p // with the names of the flows as they are drawn
	named.Query.Scheme = nil
	named.Series = slices.Clone(p.Series)
	for i := range named.Series {
		named.Series[i].Key = tradeflow.Key{Category: n.label(i)}
	}
	return noteOf(p, 0, append(parts, least(&named), missing(&named))...)
}

// alt says what goes from where to where, and the largest flow of every stage.
func (n *network) alt(subtitle string) string {
	p := n.panel
	text := sankeyName + ": " + shorten(subtitle, 200) + "."
	add := func(format string, args ...any) {
		if s := " " + fmt.Sprintf(format, args...); utf8.RuneCountInString(text+s) <= 420 {
			text += s
		}
	}
	known := false
	for stage := range n.last {
		top, most := -1, -1.0
		for i, l := range n.links {
			for j := range p.Periods {
				if c := read(&p.Series[i], j); l.from == stage && c.known && c.raw > most {
					top, most = i, c.raw
				}
			}
		}
		if top < 0 {
			continue
		}
		known = true
		var numbers []string
		for j, t := range p.Periods {
			number := p.Unit.Format(read(&p.Series[top], j).raw)
			if len(p.Periods) > 1 {
				number += " in " + t.Words()
			}
			numbers = append(numbers, number)
		}
		head := "Largest flow"
		if n.last > 1 {
			head = []string{"Largest flow of the first stage", "Of the second", "Of the third"}[stage]
		}
		add("%s: %s to %s, %s.", head, shorten(economy(n.links[top].source), 40), shorten(economy(n.links[top].target), 40), strings.Join(numbers, " and "))
	}
	if !known {
		add("No number is known.")
	}
	for utf8.RuneCountInString(text) < 60 {
		text += " The numbers come with the figure as a table."
	}
	return text
}
