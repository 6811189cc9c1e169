package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

func (c *stacked) draw(p *pen) {
	c.keys.draw(p, c.area, c.sheet)
	if c.lying {
		c.drawLyingAxis(p)
	} else {
		c.axis.grid(p, c.data, c.v, 0, c.sheet)
	}
	for _, b := range c.banners {
		b.drawLine(p, c.data, c.sheet)
	}
	for i, one := range c.order {
		if one.whole {
			c.drawBar(p, i, one)
		} else {
			p.hatch(c.boxOf(i), c.sheet)
		}
	}
	if c.lying {
		p.upright(ink, 0.9*c.sheet.pen, c.v(0), c.data.Min.Y, c.data.Max.Y)
		for i, l := range c.names {
			box := c.boxOf(i)
			p.middle(l.style, c.area.Min.X, (box.Min.Y+box.Max.Y)/2, atStart, l.lines)
			if c.byKey {
				p.tell(nameFact{rows: c.order[i].rows})
			}
		}
	} else {
		p.level(ink, 0.9*c.sheet.pen, c.data.Min.X, c.data.Max.X, c.v(0))
		c.slots.drawAxis(p)
		for _, l := range c.names {
			l.rows = c.rowsOf(c.bands[l.row])
			l.draw(p, c.column, atStart, c.sheet)
		}
	}
	for i, one := range c.order {
		if one.whole {
			c.drawFigures(p, i, one)
		} else { // above the line of zero, which may run through the middle
			p.absentWords(c.boxOf(i), one.reason, c.sheet)
		}
	}
	for _, b := range c.banners {
		b.drawLabel(p)
	}
}

// drawLyingAxis draws the lines of the values, and their labels below.
func (c *stacked) drawLyingAxis(p *pen) {
	st := c.axis.style
	y := c.data.Min.Y - 0.6*st.size - capHeight*st.size
	free := c.area.Min.X
	fact := axisFact{ticks: c.axis.ticks, size: st.size}
	for _, t := range c.axis.ticks {
		x := c.v(t.Value)
		if t.Value != 0 {
			p.upright(gridGrey, 0.6*c.sheet.pen, x, c.data.Min.Y, c.data.Max.Y)
		}
		w := st.width(t.Label)
		if left := min(x-w/2, c.area.Max.X-w); left >= free {
			p.text(st, left+w/2, y, atMiddle, t.Label)
			free = left + w + 0.5*st.size
		}
		fact.at = append(fact.at, x)
	}
	p.tell(fact)
}

// shade is the colour of a band in a heap: paler where the heap is a part of a year.
func (c *stacked) shade(b slab, one heap) color.NRGBA {
	if c.partial(one.period) {
		return tint(b.color, 0.5)
	}
	return b.color
}

func (c *stacked) drawBar(p *pen, i int, one heap) {
	fill := func(hue color.NRGBA, from, to float64) {
		r := c.box(i, from, to)
		p.rect(hue, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
	}
	segments := c.segments(one, c.bands)
	for _, g := range segments {
		if g.from != g.to {
			fill(c.shade(c.bands[g.band], one), g.from, g.to)
			p.tell(barFact{g.size(), c.v(g.from), c.v(g.to)})
		}
	}
	if !c.percent && !c.mixed {
		at := one.above
		for _, b := range c.bands {
			if _, high, ok := c.bounds(one, b); ok {
				v, _ := c.number(one, b)
				fill(tint(c.shade(b, one), 0.35), at, at+high-v)
				if at > one.above { // pale areas differ less than the bands below
					c.seam(p, i, at, white, 0.7*c.sheet.pen)
				}
				at += high - v
			}
		}
	}
	for _, g := range segments {
		if g.from != 0 { // a seam to the segment before, if that is not a hair itself
			if r := c.box(i, g.from, g.to); min(r.Size().X, r.Size().Y) > 1.2*c.sheet.pen {
				c.seam(p, i, g.from, white, 0.7*c.sheet.pen)
			}
		}
	}
	if c.mixed {
		c.drawSum(p, i, one)
	} else if one.more > 0 && !c.percent {
		c.seam(p, i, one.above, white, 0.7*c.sheet.pen)
	}
}

// seam draws a line across a bar.
func (c *stacked) seam(p *pen, i int, at float64, hue color.NRGBA, width vg.Length) {
	r := c.box(i, at, at)
	p.line(hue, width, r.Min, r.Max)
}

// drawSum marks the sum of both signs with a dot, and how far it may reach with a
// thin line.
func (c *stacked) drawSum(p *pen, i int, one heap) {
	sum := one.sum()
	at := func(v float64) vg.Point {
		r := c.box(i, v, v)
		return vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
	}
	if one.reach > sum {
		p.line(white, 2.6*c.sheet.pen, at(sum), at(one.reach))
		p.line(ink, 1.2*c.sheet.pen, at(sum), at(one.reach))
	}
	p.dot(white, c.dot()+1.1*c.sheet.pen, at(sum))
	p.dot(ink, c.dot(), at(sum))
}

// dot is the radius of the dot of a sum.
func (c *stacked) dot() vg.Length { return min(0.3*c.bar, 0.32*c.sheet.label) }

// drawFigures writes the numbers into the segments that have room for them, and the
// total to the end of the bar.
func (c *stacked) drawFigures(p *pen, i int, one heap) {
	dot := c.box(i, one.sum(), max(one.sum(), one.reach)) // and the line up from it
	for _, g := range c.segments(one, c.bands) {
		b := c.bands[g.band]
		v := g.to - g.from
		if v == 0 || len(c.bands) == 1 {
			continue
		}
		st := c.figures
		st.color = onFill(c.shade(b, one))
		text := c.unit.value(v, c.decimals)
		r := c.box(i, g.from, g.to)
		w, h := st.width(text), st.height(1)
		at := vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
		// The capitals stand in the middle, so what hangs below counts on both sides.
		if tall := (capHeight+2*descent)*st.size + 1.4*c.sheet.pen; w+4 > r.Size().X || max(h+3, tall) > r.Size().Y {
			continue
		}
		if c.mixed && overlap(vg.Rectangle{Min: vg.Point{X: at.X - w/2 - 5, Y: at.Y - h/2 - 5}, Max: vg.Point{X: at.X + w/2 + 5, Y: at.Y + h/2 + 5}}, dot) >= 0 {
			continue // the dot of the sum is there
		}
		p.middle(st, at.X, at.Y, atMiddle, []string{text})
	}
	if c.percent || c.totals.size == 0 {
		return
	}
	end := c.box(i, 0, max(0, one.above+one.more))
	if c.mixed { // the total stands clear of the dot and of the line up from it
		end = c.box(i, 0, max(0, one.above))
		tip := c.box(i, one.reach, one.reach)
		if c.lying {
			end.Max.X = max(end.Max.X, tip.Max.X+c.dot())
		} else {
			end.Max.Y = max(end.Max.Y, tip.Max.Y+c.dot())
		}
	}
	text := c.whole(one)
	if c.lying {
		p.middle(c.totals, end.Max.X+0.4*c.totals.size, (end.Min.Y+end.Max.Y)/2, atStart, []string{text})
		return
	}
	if c.totals.width(text)+3 > c.slot {
		text = c.total(one) // the light area shows the rest
	}
	y := end.Max.Y + 0.45*c.totals.size
	if one.hangs() {
		y = c.box(i, one.below, one.below).Min.Y - c.dot() - (0.45+capHeight)*c.totals.size
	}
	p.haloed(c.totals, (end.Min.X+end.Max.X)/2, y, atMiddle, text)
}
