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

func extremes(p *tradeflow.Panel) (top, bottom point) {
	for i := range p.Series {
		for j := range p.Periods {
			if !read(&p.Series[i], j).known {
				continue
			}
			here := pointAt(p, i, j)
			if top.label == "" || here.value > top.value {
				top = here
			}
			if bottom.label == "" || here.value < bottom.value {
				bottom = here
			}
		}
	}
	return top, bottom
}

// ends returns the first and the last known number of a series.
func ends(p *tradeflow.Panel, i int) (first, last point) {
	for j := range p.Periods {
		if !read(&p.Series[i], j).known {
			continue
		}
		here := pointAt(p, i, j)
		if first.label == "" {
			first = here
		}
		last = here
	}
	return first, last
}
