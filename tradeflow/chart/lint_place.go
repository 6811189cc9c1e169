package chart

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// placement checks where texts stand: towards the edge, each other, lines and
// fills.
func (l *linter) placement() {
	const touch = 0.3
	for i, t := range l.texts {
		if t.box.Min.X < 2 || t.box.Min.Y < 2 || t.box.Max.X > l.sheet.width-2 || t.box.Max.Y > l.sheet.height-2 {
			l.add("clipped", "%q reaches beyond the edge", t.text)
		}
		for _, u := range l.texts[:i] {
			if overlap(t.box, u.box) > touch {
				l.add("overlap", "%q and %q", u.text, t.text)
			}
		}
		for _, s := range l.strokes {
			if !s.crosses(inset(t.box, touch)) {
				continue
			}
			switch ground := l.ground(t.box, s.order); {
			case s.order > t.order:
				l.add("crossed", "a line is drawn over %q", t.text)
			case s.width >= 0.8 && contrast(s.color, ground) > 2 && !l.haloed(t, s.order):
				l.add("crossed", "a line runs under %q", t.text)
			}
		}
		for _, f := range l.fills {
			if f.order > t.order && overlap(f.box, t.box) > touch && slices.ContainsFunc(samples(t.box), f.covers) {
				l.add("covered", "%q lies under a later area", t.text)
			}
		}
	}
}

// haloed reports whether a fill between the mark and the text keeps them apart.
func (l *linter) haloed(t mark, after int) bool {
	return slices.ContainsFunc(l.fills, func(f mark) bool {
		return after < f.order && f.order < t.order &&
			!slices.ContainsFunc(samples(t.box), func(p vg.Point) bool { return !f.covers(p) })
	})
}

// outside checks that the chart keeps to its place between title and note. Labels
// may hang over by half a line.
func (l *linter) outside(c *composition) {
	room, slack := c.frame.panel, 0.5*l.sheet.label
	for _, t := range l.chartTexts() {
		b := t.box
		if over := max(room.Min.X-b.Min.X, room.Min.Y-b.Min.Y, b.Max.X-room.Max.X, b.Max.Y-room.Max.Y); over > slack {
			l.add("outside", "%q stands %.1f points outside the chart", t.text, over)
		}
	}
}

// chartTexts are the texts that are not the frame's.
func (l *linter) chartTexts() []mark {
	i := slices.IndexFunc(l.texts, func(t mark) bool { return t.order > l.framed })
	if i < 0 {
		return nil
	}
	return l.texts[i:]
}

// legibility checks size, contrast and glyphs.
func (l *linter) legibility() {
	for _, t := range l.texts {
		if t.style.size < smallest-0.01 {
			l.add("small", "%q is set in %.1f points, under %.0f", t.text, t.style.size, smallest)
		}
		least := 4.5
		if t.style.size >= 14 {
			least = 3
		}
		for _, p := range samples(t.box) {
			if r := contrast(t.color, l.groundAt(p, t.order)); r < least {
				l.add("contrast", "%q has %.1f:1, under %.1f:1", t.text, r, least)
				break
			}
		}
		if missing := t.style.missingGlyphs(t.text); len(missing) > 0 {
			l.add("glyph", "%q has characters that no font of the figure has: %q; name a font with them in Fonts", t.text, missing)
		}
		if strings.HasSuffix(t.text, "…") && !l.frame.within(t.text) {
			l.add("cut", "%q is not the whole text", t.text)
		}
	}
	const axis = 9 // names in a chart may shrink to 8, before they are cut
	for _, a := range factsOf[axisFact](l.probe) {
		if a.size < axis-0.01 && len(a.ticks) > 0 {
			l.add("small", "the axis is labelled in %.1f points, under %d", a.size, axis)
		}
	}
}

// within reports whether a line stands inside a block of the frame, and not at its
// end: an ellipsis there is the author's.
func (fr frame) within(line string) bool {
	for _, b := range fr.blocks {
		if i := slices.Index(b.lines, line); i >= 0 && i < len(b.lines)-1 {
			return true
		}
	}
	return false
}

// rectangle is the area of a fill whose sides are level and upright.
func rectangle(m mark) (vg.Rectangle, bool) {
	if len(m.runs) != 1 || len(m.runs[0]) < 4 || len(m.runs[0]) > 5 {
		return vg.Rectangle{}, false
	}
	corners := map[vg.Point]bool{} // three are a triangle
	for _, p := range m.runs[0] {
		corners[p] = true
		if (p.X != m.box.Min.X && p.X != m.box.Max.X) || (p.Y != m.box.Min.Y && p.Y != m.box.Max.Y) {
			return vg.Rectangle{}, false
		}
	}
	return m.box, len(corners) == 4
}
