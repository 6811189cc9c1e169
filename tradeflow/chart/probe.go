package chart

import (
	"image/color"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// probe is a vg.Canvas that draws nothing and remembers everything, in order:
// what Lint looks at.
type probe struct {
	states
	texts   []mark
	fills   []mark
	strokes []mark
	facts   []any // what the marks stand for, as the chart tells
	next    int
	fonts   *chain
}

// mark is one thing that was drawn. Of a text, box reaches from the descent to
// the height of the capitals.
type mark struct {
	order int
	box   vg.Rectangle
	color color.NRGBA
	text  string
	style style
	width vg.Length
	runs  [][]vg.Point
}

func newProbe() *probe { return &probe{states: newStates()} }

// tell implements witness.
func (c *probe) tell(fact any) { c.facts = append(c.facts, fact) }

// factsOf are the facts of one kind that the chart has told.
func factsOf[T any](c *probe) (facts []T) {
	for _, f := range c.facts {
		if f, ok := f.(T); ok {
			facts = append(facts, f)
		}
	}
	return facts
}

func (c *probe) mark() mark {
	c.next++
	return mark{order: c.next, color: c.now().color}
}

// Stroke implements vg.Canvas.
func (c *probe) Stroke(p vg.Path) {
	m := c.mark()
	m.runs = c.flatten(p)
	m.width = c.now().width * c.now().to.scale()
	if m.width > 0 {
		c.strokes = append(c.strokes, m)
	}
}

// Fill implements vg.Canvas.
func (c *probe) Fill(p vg.Path) {
	m := c.mark()
	m.runs = c.flatten(p)
	m.box = bounds(m.runs)
	c.fills = append(c.fills, m)
}

// FillString implements vg.Canvas.
func (c *probe) FillString(f font.Face, at vg.Point, text string) {
	c.set(styleOf(f, c.now().color), at, atStart, text)
}

// set implements typesetter.
func (c *probe) set(s style, at vg.Point, a anchor, text string) {
	m := c.mark()
	s.size *= c.now().to.scale()
	s.color, s.fonts = m.color, c.fonts
	m.style, m.text = s, text
	p := c.now().to.apply(at)
	left := p.X - s.before(a, text)
	m.box = vg.Rectangle{
		Min: vg.Point{X: left, Y: p.Y - descent*s.size},
		Max: vg.Point{X: left + s.width(text), Y: p.Y + capHeight*s.size},
	}
	c.texts = append(c.texts, m)
}

func bounds(runs [][]vg.Point) (r vg.Rectangle) {
	first := true
	for _, run := range runs {
		for _, p := range run {
			if first {
				r, first = vg.Rectangle{Min: p, Max: p}, false
			}
			r.Min.X, r.Min.Y = min(r.Min.X, p.X), min(r.Min.Y, p.Y)
			r.Max.X, r.Max.Y = max(r.Max.X, p.X), max(r.Max.Y, p.Y)
		}
	}
	return r
}

// covers reports whether a fill covers the point, by the even-odd rule.
func (m mark) covers(p vg.Point) bool {
	inside := false
	for _, run := range m.runs {
		for i, j := 0, len(run)-1; i < len(run); j, i = i, i+1 {
			a, b := run[i], run[j]
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				inside = !inside
			}
		}
	}
	return inside
}

// crosses reports whether a stroke runs through the rectangle.
func (m mark) crosses(r vg.Rectangle) bool {
	half := m.width / 2
	r = vg.Rectangle{Min: vg.Point{X: r.Min.X - half, Y: r.Min.Y - half}, Max: vg.Point{X: r.Max.X + half, Y: r.Max.Y + half}}
	for _, run := range m.runs {
		for i := 1; i < len(run); i++ {
			if segmentMeets(run[i-1], run[i], r) {
				return true
			}
		}
	}
	return false
}

// segmentMeets clips the segment to the rectangle (Liang and Barsky).
func segmentMeets(a, b vg.Point, r vg.Rectangle) bool {
	t0, t1 := vg.Length(0), vg.Length(1)
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, side := range [4][2]vg.Length{{-dx, a.X - r.Min.X}, {dx, r.Max.X - a.X}, {-dy, a.Y - r.Min.Y}, {dy, r.Max.Y - a.Y}} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return false
		case p < 0:
			t0 = max(t0, q/p)
		case p > 0:
			t1 = min(t1, q/p)
		}
	}
	return t0 < t1
}

// overlap returns how far two boxes reach into each other.
func overlap(a, b vg.Rectangle) vg.Length {
	return min(min(a.Max.X, b.Max.X)-max(a.Min.X, b.Min.X), min(a.Max.Y, b.Max.Y)-max(a.Min.Y, b.Min.Y))
}
