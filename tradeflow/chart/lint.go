package chart

import (
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Issue is something that an editor would send a figure back for. Rule is one of
//
//	cannot draw  there is no figure
//
//	overlap      two texts run into each other
//	clipped      a text reaches beyond the edge
//	outside      a text of the chart stands in the title or the note
//	crossed      a line runs through a text
//	covered      an area lies over a text
//
//	small        type under 8 points, or under 9 on an axis
//	contrast     text under 4.5:1 on its ground, or under 3:1 from 14 points on
//	glyph        a character that no font of the figure has
//	cut          a text that is not all there
//
//	words        no title, subtitle, source, unit or year
//	title        more than 90 characters, too many lines, a lone last word, a full stop
//	alt          an alternative text that is not of 60 to 420 characters, or does not
//	             say the sort of chart, the time and a number
//	highlight    Highlight names nobody
//	event        an event that is not on the axis
//
//	ticks        labels that are not their values, unequal steps, under 3 or over 7
//	scale        panels side by side on different scales
//	bars         bars that are not as long as their numbers say, or do not start at zero
//	colors       more than 7 hues, two that look alike, areas that touch without a line,
//	             pale marks without a name
//	named        a series without a name, with two, or with the name of another
//	leader       a line from a name that misses its mark
//
//	adds         shares that are not 100, a waterfall that does not close
//	missing      a line across a gap, an absence that nobody mentions
//	partial      a year of a few months that looks whole
//	coverage     silent reporters that nobody mentions
//	range        bounds that nobody explains
//	file         an SVG that is broken, too large, or not for screen readers
//
// and, of several figures, "same color" and "same number".
type Issue struct {
	Rule   string
	Detail string
}

// String returns rule and detail.
func (i Issue) String() string { return i.Rule + ": " + i.Detail }

// Lint draws the figure on a canvas that records instead of painting, and returns
// what is wrong with it, by the rules that Issue lists. It looks at one size: ask
// again for Phone. A figure of which Lint says nothing is fit to print, as far as a
// machine can tell; whether its title is the finding, and true, it cannot.
func (f *Figure) Lint() []Issue {
	c, err := f.compose()
	if err != nil {
		return []Issue{{"cannot draw", err.Error()}}
	}
	p := newProbe()
	p.fonts = c.fonts
	c.frame.draw(newPen(p, c.subject.sheet))
	l := &linter{probe: p, sheet: c.subject.sheet, frame: c.frame, framed: p.next}
	c.drawChart(newPen(p, c.subject.sheet))
	l.placement()
	l.outside(c)
	l.legibility()
	l.words(f, c)
	l.scales()
	l.colors(c)
	l.names(c)
	l.sums(c)
	l.absences(f, c)
	l.file(f, c)
	return l.issues
}

type linter struct {
	*probe
	sheet  sheet
	frame  frame
	framed int // the marks up to this one are the frame's
	issues []Issue
}

func (l *linter) add(rule, format string, args ...any) {
	i := Issue{rule, fmt.Sprintf(format, args...)}
	if !slices.Contains(l.issues, i) {
		l.issues = append(l.issues, i)
	}
}

// groundAt is the colour under a point: that of the last opaque fill, and of what
// is translucent above it.
func (l *linter) groundAt(p vg.Point, before int) color.NRGBA {
	ground := white
	for _, f := range l.fills {
		if f.order < before && f.covers(p) {
			ground = over(f.color, ground)
		}
	}
	return ground
}

func (l *linter) ground(r vg.Rectangle, before int) color.NRGBA {
	return l.groundAt(samples(r)[1], before)
}

// samples are three points of a text: left, middle, right.
func samples(r vg.Rectangle) []vg.Point {
	y := (r.Min.Y + r.Max.Y) / 2
	w := r.Max.X - r.Min.X
	return []vg.Point{{X: r.Min.X + 0.05*w, Y: y}, {X: r.Min.X + w/2, Y: y}, {X: r.Max.X - 0.05*w, Y: y}}
}

func inset(r vg.Rectangle, d vg.Length) vg.Rectangle {
	r.Min.X, r.Min.Y, r.Max.X, r.Max.Y = r.Min.X+d, r.Min.Y+d, r.Max.X-d, r.Max.Y-d
	return r
}
