package chart

import (
	"image/color"
	"math"
	"slices"
)

// colors checks that marks can be told apart, by everybody.
func (l *linter) colors(c *composition) {
	l.touchingAreas()
	if !c.plan.hued {
		return
	}
	var all []color.NRGBA
	hues := 0
	for _, i := range c.plan.drawn {
		r := c.subject.rows[i]
		if !slices.ContainsFunc(r.cells, func(k cell) bool { return k.known }) {
			continue // nothing of it is drawn
		}
		if slices.Contains(all, r.color) {
			continue
		}
		for _, other := range all {
			if d, by := closest(r.color, other); d < leastDistance {
				l.add("colors", "%s and %s look alike in %s: %.1f apart, under %d", hex(other), hex(r.color), by, d, leastDistance)
			}
		}
		all = append(all, r.color)
		if !isGrey(r.color) {
			hues++
		}
		if contrast(r.color, white) < 1.2 {
			l.add("colors", "%s of %q is hardly seen on white", hex(r.color), r.label)
		}
		if !r.grey && contrast(r.color, white) < 3 && len(c.subject.rows) > 1 && !l.isNamed(c, i) {
			l.add("colors", "%s is paler than 3:1 and %q has no name beside it", hex(r.color), r.label)
		}
	}
	if hues > 7 {
		l.add("colors", "%d hues, more than 7", hues)
	}
}

// sliver is how thin an area is that no line can be drawn beside.
const sliver = 2

// touchingAreas finds rectangles of different hues that meet without a line between
// them: in grey print they are one.
func (l *linter) touchingAreas() {
	var areas []mark
	for _, f := range l.fills {
		if _, ok := rectangle(f); ok && f.order > l.framed && !isGrey(f.color) && f.box.Size().X > sliver && f.box.Size().Y > sliver {
			areas = append(areas, f)
		}
	}
	l.touchingShapes()
	for i, a := range areas {
		for _, b := range areas[:i] {
			if touching(a.box, b.box) > 3 && apart(a.color, b.color) > 12 && contrast(a.color, b.color) < 3 && !l.parted(a, b) {
				l.add("colors", "areas in %s and %s meet without a line between them", hex(b.color), hex(a.color))
			}
		}
	}
}

// parted reports whether a line drawn after both areas runs between them.
func (l *linter) parted(a, b mark) bool {
	edge := inset(a.box, -0.3)
	other := inset(b.box, -0.3)
	edge.Min.X, edge.Min.Y = max(edge.Min.X, other.Min.X), max(edge.Min.Y, other.Min.Y)
	edge.Max.X, edge.Max.Y = min(edge.Max.X, other.Max.X), min(edge.Max.Y, other.Max.Y)
	return slices.ContainsFunc(l.strokes, func(s mark) bool { return s.order > max(a.order, b.order) && s.crosses(edge) })
}

// apart is the angle in degrees between two hues on the colour circle, which a
// tint does not change.
func apart(a, b color.NRGBA) float64 {
	d := math.Abs(hueAngle(a) - hueAngle(b))
	return min(d, 360-d)
}

func hueAngle(c color.NRGBA) float64 {
	r, g, b := float64(c.R), float64(c.G), float64(c.B)
	high, low := max(r, g, b), min(r, g, b)
	if high == low {
		return 0
	}
	switch high {
	case r:
		return math.Mod(60*(g-b)/(high-low)+360, 360)
	case g:
		return 60*(b-r)/(high-low) + 120
	}
	return 60*(r-g)/(high-low) + 240
}
