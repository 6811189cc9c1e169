package chart

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func (c *dumbbell) draw(p *pen) {
	c.drawAxis(p)
	for at, i := range c.order {
		c.drawRow(p, i, c.middle(at))
	}
	c.drawHeads(p)
}

// middle is the height of a row.
func (c *dumbbell) middle(at int) vg.Length { return c.top - (vg.Length(at)+0.5)*c.slot }

// drawAxis draws light upright lines and their labels below.
func (c *dumbbell) drawAxis(p *pen) {
	st := style{size: c.sheet.label, color: softInk}
	fact := axisFact{ticks: c.ticks, size: st.size}
	for _, t := range c.ticks {
		x := c.x(t.Value)
		fact.at = append(fact.at, x)
		if t.Value == 0 && c.zero {
			p.upright(axisGrey, 0.9*c.sheet.pen, x, c.bottom, c.top)
		} else {
			p.upright(gridGrey, 0.6*c.sheet.pen, x, c.bottom, c.top)
		}
		p.text(st, x, c.bottom-0.45*st.size-capHeight*st.size, atMiddle, t.Label)
	}
	p.tell(fact)
}

func (c *dumbbell) drawRow(p *pen, i int, y vg.Length) {
	r, name, sides := c.rows[i], c.names[i], c.sides(i)
	end := c.left
	if !sides[0].empty {
		end = c.x(sides[0].at) - c.gap() - sides[0].style.width(sides[0].text)
	}
	// From the name to the row: the eye would lose its way.
	if from := c.area.Min.X + name.style.widest(name.lines) + 0.5*c.sheet.label; end-0.5*c.sheet.label > from {
		p.StrokeLine2(draw.LineStyle{Color: lineGrey, Width: 0.6 * c.sheet.pen, Dashes: []vg.Length{1.2 * c.sheet.pen, 2.4 * c.sheet.pen}}, from, y, end-0.5*c.sheet.label, y)
	}
	p.middle(name.style, c.area.Min.X, y, atStart, name.lines)
	p.tell(nameFact{row: i})
	baseline := y - capHeight*c.figures.size/2
	if sides[0].empty {
		p.haloed(sides[0].style, c.left, baseline, atStart, sides[0].text)
		return
	}
	p.haloed(sides[0].style, c.x(sides[0].at)-c.gap(), baseline, atEnd, sides[0].text)
	p.haloed(sides[1].style, c.x(sides[1].at)+c.gap(), baseline, atStart, sides[1].text)

	a, b := r.cells[0], r.cells[1]
	if a.known && b.known && !c.broken[i] {
		p.level(tint(c.hue(i, 1), 0.45), 0.62*c.radius(), c.x(a.value), c.x(b.value), y)
	}
	for _, k := range r.cells {
		if low, high, ok := c.reach(k); ok && k.thin(true) {
			p.whisker(k.rangeInk(), c.sheet, vg.Point{X: c.x(low), Y: y}, vg.Point{X: c.x(high), Y: y})
		}
	}
	radius := c.radius()
	for j, k := range r.cells {
		if !k.known {
			continue
		}
		size := radius
		if d := c.x(a.value) - c.x(b.value); j == 0 && b.known && max(d, -d) < radius {
			size = 1.4 * radius // the later dot must not hide it
		}
		p.dot(c.hue(i, j), size, vg.Point{X: c.x(k.value), Y: y})
	}
}

// keyHue is the colour of all rows, or a grey where they differ.
func (c *dumbbell) keyHue() color.NRGBA {
	hue := c.hue(c.order[0], 1)
	if slices.ContainsFunc(c.order, func(i int) bool { return c.hue(i, 1) != hue }) {
		return softInk
	}
	return hue
}

func (c *dumbbell) drawHeads(p *pen) {
	st := style{size: c.sheet.label, bold: true}
	first := c.order[0]
	if c.keyed {
		x, y := c.area.Min.X, c.area.Max.Y-capHeight*st.size
		for j, h := range c.heads {
			radius := 0.42 * st.size
			p.dot(tint(c.keyHue(), [2]float64{0.55, 1}[j]), radius, vg.Point{X: x + radius, Y: y + capHeight*st.size/2})
			x += 1.3 * st.size
			p.text(style{size: st.size, color: softInk}, x, y, atStart, h)
			x += st.width(h) + 1.5*st.size
		}
		return
	}
	for j, h := range c.heads {
		st.color = readable(c.hue(first, j))
		p.haloed(st, c.x(c.rows[first].cells[j].value), c.middle(0)+c.radius()+0.55*st.size, atMiddle, h)
	}
}
