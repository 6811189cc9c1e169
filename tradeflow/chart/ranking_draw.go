package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

func (c *ranking) draw(p *pen) {
	c.drawKeys(p)
	y := c.top
	for at, i := range c.order {
		r := c.rows[i]
		if at > 0 {
			p.level(gridGrey, 0.6*c.sheet.pen, c.area.Min.X, c.area.Max.X, y)
		}
		middle := y - c.slot/2
		l := c.names[i]
		p.middle(l.style, c.area.Min.X, middle, atStart, l.lines)
		p.tell(nameFact{row: i})
		first := middle + c.bar*vg.Length(len(r.cells)-1)/2
		for j, k := range r.cells {
			c.drawBar(p, r, j, k, first-vg.Length(j)*c.bar)
		}
		y -= c.slot
	}
	// Last, so that no bar covers it.
	p.upright(ink, 0.9*c.sheet.pen, c.x(0), c.top, y)
}

func (c *ranking) drawBar(p *pen, r row, j int, k cell, y vg.Length) {
	gap := 0.4 * c.figures.size
	low, high, ok := c.reach(k)
	if !k.known {
		if ok {
			p.whisker(k.rangeInk(), c.sheet, vg.Point{X: c.x(low), Y: y}, vg.Point{X: c.x(high), Y: y})
		}
		a := c.absence(k)
		p.middle(a.style, a.x, y, a.side, []string{a.text})
		return
	}
	half := c.bar / 2
	if len(r.cells) > 1 {
		half = 0.43 * c.bar
	}
	hue := c.shade(r, j, k)
	if k.light(c.unit.plus) {
		p.rect(tint(hue, 0.35), c.x(k.value), y-half, c.x(k.upper), y+half)
	}
	p.bar(hue, k.value, c.x(0), c.x(k.value), y-half, y+half)
	if k.thin(c.unit.plus) {
		p.whisker(k.rangeInk(), c.sheet, vg.Point{X: c.x(low), Y: y}, vg.Point{X: c.x(high), Y: y})
	}
	st := c.figures
	st.color = readable(hue)
	if len(r.cells) > 1 {
		st.color = softInk
		if j == len(r.cells)-1 {
			st.color, st.bold = ink, r.strong
		}
	}
	if c.leftward(k) {
		p.middle(st, c.x(low)-gap, y, atEnd, []string{c.figure(k)})
		return
	}
	p.middle(st, c.x(high)+gap, y, atStart, []string{c.figure(k)})
}

// shade is the colour of a bar: one for amounts, two for changes, paler for
// earlier periods of a group and for rows that are not highlighted.
func (c *ranking) shade(r row, j int, k cell) color.NRGBA {
	if len(c.periods) > 1 {
		return c.ramp(j)
	}
	return c.signHue(r.look, k.value)
}

// signHue is blue for numbers from zero up and vermilion below, where the sign
// is the message; or the colour that the caller fixed, so that an entity keeps
// its own: its side of zero says the sign then. Others, of amounts, is grey.
func (s *subject) signHue(l look, v float64) color.NRGBA {
	hue := blue
	switch {
	case l.fixed:
		hue = l.color
	case l.rest && !l.strong && !s.unit.plus:
		hue = lineGrey
	case v < 0 && s.unit.plus:
		hue = vermilion
	}
	if s.focus && !l.strong {
		return tint(hue, 0.5)
	}
	return hue
}

// ramp is the colour of a period in a group, from pale to full.
func (c *ranking) ramp(j int) color.NRGBA {
	n := len(c.periods)
	return tint(blue, 1-0.68*float64(n-1-j)/float64(n-1))
}

func (c *ranking) drawKeys(p *pen) {
	st := style{size: c.sheet.label, color: softInk}
	y := c.area.Max.Y - capHeight*st.size
	for _, line := range c.keys {
		x := c.area.Min.X
		for _, j := range line {
			p.rect(c.ramp(j), x, y, x+0.9*st.size, y+capHeight*st.size)
			x += 1.3 * st.size
			words := c.periods[j].Words()
			p.text(st, x, y, atStart, words)
			x += st.width(words) + 1.5*st.size
		}
		y -= 1.5 * st.size
	}
}
