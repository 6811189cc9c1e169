package chart

import (
	"cmp"
	"fmt"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// alt says in 60 to 420 characters what sort of chart it is, of what and when,
// and its main numbers.
func alt(p *tradeflow.Panel, kind, subtitle string) string {
	text := kind + ": " + shorten(subtitle, 200) + "."
	if len(p.Series) > 1 {
		text += fmt.Sprintf(" %d series.", len(p.Series))
	}
	add := func(format string, args ...any) {
		if s := " " + fmt.Sprintf(format, args...); utf8.RuneCountInString(text+s) <= 420 {
			text += s
		}
	}
	top, bottom := extremes(p)
	if top.label == "" {
		add("No number is known.")
		return text
	}
	first, last := ends(p, top.series)
	only := len(p.Series) == 1
	switch {
	case len(p.Periods) == 1 && only:
		add("The number is %s.", top.text)
	case len(p.Periods) == 1:
		add("Largest: %s, %s.", top.label, top.text)
		add("Smallest: %s, %s.", bottom.label, bottom.text)
	default:
		if !only {
			add("Highest at any time: %s.", top.label)
		}
		add("It is %s in %s and %s in %s.", first.text, first.when, last.text, last.when)
		add("Its highest number is %s in %s.", top.text, top.when)
	}
	for utf8.RuneCountInString(text) < 60 {
		text += " The numbers come with the figure as a table."
	}
	return text
}

// point is one number of a panel in words.
type point struct {
	series            int
	value             float64
	label, text, when string
}

func pointAt(p *tradeflow.Panel, i, j int) point {
	v := read(&p.Series[i], j).raw
	return point{i, v, cmp.Or(shorten(clean(p.Label(i)), 60), "the series"), p.Unit.Format(v), p.Periods[j].Words()}
}

// extremes finds the places first and puts only them into words: a panel has many
// cells, and a label asks all its series how they differ.
func extremes(p *tradeflow.Panel) (top, bottom point) {
	var high, low [2]int
	known := false
	at := func(place [2]int) float64 { return read(&p.Series[place[0]], place[1]).raw }
	for i := range p.Series {
		for j := range p.Periods {
			c := read(&p.Series[i], j)
			if !c.known {
				continue
			}
			if !known || c.raw > at(high) {
				high = [2]int{i, j}
			}
			if !known || c.raw < at(low) {
				low = [2]int{i, j}
			}
			known = true
		}
	}
	if !known {
		return top, bottom
	}
	return pointAt(p, high[0], high[1]), pointAt(p, low[0], low[1])
}

// ends returns the first and the last known number of a series.
func ends(p *tradeflow.Panel, i int) (first, last point) {
	from, to := -1, -1
	for j := range p.Periods {
		if read(&p.Series[i], j).known {
			if from < 0 {
				from = j
			}
			to = j
		}
	}
	if from < 0 {
		return first, last
	}
	return pointAt(p, i, from), pointAt(p, i, to)
}
