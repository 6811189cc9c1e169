package chart

import (
	"image/color"
	"math"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// LintTogether looks at the figures of one report beside each other: the same
// economy or category must have the same colour in all of them ("same color"), and
// what their subtitles call the same must be the same number ("same number"). What
// is wrong with a figure by itself, Lint says. The colours of a report come from
// Colors. A figure that cannot be drawn is passed over.
func LintTogether(figures ...*Figure) []Issue {
	l := &linter{}
	painted := map[string]seen[color.NRGBA]{}
	printed := map[printedNumber]seen[float64]{}
	for _, f := range figures {
		c, err := f.compose()
		if err != nil {
			continue
		}
		for _, i := range c.plan.drawn {
			r := c.subject.rows[i]
			if (!c.plan.hued && !r.fixed) || len(c.subject.rows) < 2 || isGrey(r.color) {
				continue // its colour does not say who it is
			}
			was, known := painted[r.label]
			if known && was.what != r.color {
				l.add("same color", "%q is %s in %q and %s in %q", r.label, hex(was.what), was.in, hex(r.color), f.Title)
			} else if !known {
				painted[r.label] = seen[color.NRGBA]{r.color, f.Title}
			}
		}
		for _, d := range c.data() {
			if math.IsNaN(d.Value) {
				continue
			}
			key := f.numberOf(d)
			was, known := printed[key]
			if known && math.Abs(was.what-d.Value) > 1e-9*math.Max(math.Abs(was.what), math.Abs(d.Value)) {
				format := f.panel.Unit.Format
				l.add("same number", "%s, %s, is %s in %q and %s in %q, and the subtitles do not say why", d.Label, d.Period.Words(), format(was.what), was.in, format(d.Value), f.Title)
			} else if !known {
				printed[key] = seen[float64]{d.Value, f.Title}
			}
		}
	}
	return l.issues
}

// seen is something that a figure shows.
type seen[T any] struct {
	what T
	in   string // the title of the figure
}

// printedNumber is what a reader takes a number for.
type printedNumber struct {
	flow, statistic, unit, valuation, label string
	period                                  tradeflow.Period
}

func (f *Figure) numberOf(d Datum) printedNumber {
	flow, _, _ := strings.Cut(f.Subtitle, ",")
	p := f.panel
	return printedNumber{flow, p.Statistic, p.Unit.String(), p.Valuation, d.Label, d.Period}
}
