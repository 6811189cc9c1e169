package chart

import (
	"image/color"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func (c *columns) draw(p *pen) {
	c.axis.grid(p, c.data, c.y, 0, c.sheet)
	for _, f := range c.banners {
		f.drawLine(p, c.data, c.sheet)
	}
	c.plot.Draw(draw.Canvas{Canvas: p.Canvas, Rectangle: c.data})
	p.level(ink, 0.9*c.sheet.pen, c.data.Min.X, c.data.Max.X, c.y(0))
	c.drawAxis(p)
	c.drawFigures(p)
	for _, f := range c.banners {
		f.drawLabel(p)
	}
}

// drawBars is the layer of the data.
func (c *columns) drawBars(canvas draw.Canvas, plt *plot.Plot) {
	p := &pen{draw.Canvas{Canvas: canvas.Canvas, Rectangle: canvas.Rectangle}}
	x, y := plt.Transforms(&canvas)
	side := 0.14
	if c.slot < 6 {
		side = 0.08
	}
	for i, k := range c.rows[0].cells {
		left, right := x(float64(i)+side), x(float64(i+1)-side)
		if !k.known {
			if _, _, ok := c.reach(k); !ok && !c.roomForAbsence() {
				p.rect(gridGrey, left, canvas.Min.Y, right, canvas.Max.Y)
			}
			c.drawWhisker(p, k, (left+right)/2, y)
			continue
		}
		hue := c.shade(i, k)
		if k.light(c.unit.plus) {
			p.rect(tint(hue, 0.35), left, y(k.value), right, y(k.upper))
		}
		p.column(hue, k.value, y(0), y(k.value), left, right)
		c.drawWhisker(p, k, (left+right)/2, y)
	}
}

// drawWhisker draws the bounds of a number, or what is known in place of one.
func (c *columns) drawWhisker(p *pen, k cell, x vg.Length, y func(float64) vg.Length) {
	if low, high, ok := c.reach(k); ok && k.thin(c.unit.plus) {
		p.whisker(k.rangeInk(), c.sheet, vg.Point{X: x, Y: y(low)}, vg.Point{X: x, Y: y(high)})
	}
}

// shade is the colour of a bar: paler for the first months of a year beside whole
// years.
func (c *columns) shade(j int, k cell) color.NRGBA {
	if c.partial(j) {
		return tint(c.hue(k), 0.5)
	}
	return c.hue(k)
}

func (c *columns) hue(k cell) color.NRGBA {
	if r := c.rows[0]; r.fixed {
		return r.color
	}
	return signColor(c.source.Unit, k.value)
}

// absence is the text in the place of a missing bar: with the reason where the
// slot is wide enough for its words.
func (c *columns) absence(k cell) ([]string, style) {
	st := style{size: max(smallest, c.sheet.footer), color: faintInk}
	if lines, whole := st.wrap("n/a: "+k.reason(), c.slot-3); whole && len(lines) <= 4 {
		return lines, st
	}
	return []string{"n/a"}, st
}

func (c *columns) roomForAbsence() bool {
	return style{size: max(smallest, c.sheet.footer)}.width("n/a")+1 <= c.slot
}

// drawFigures writes the numbers at the bars, and n/a where there is none.
func (c *columns) drawFigures(p *pen) {
	for i, k := range c.rows[0].cells {
		middle := c.x(float64(i) + 0.5)
		if !k.known {
			if c.roomForAbsence() {
				lines, st := c.absence(k)
				base := c.y(0)
				if _, high, ok := c.reach(k); ok {
					base = max(base, c.y(high)+0.1*st.size)
				}
				for j, l := range lines {
					p.haloed(st, middle, base+0.4*st.size+vg.Length(len(lines)-1-j)*st.step(), atMiddle, l)
				}
			}
			continue
		}
		if !c.printed[i] {
			continue
		}
		st := c.figures
		st.color = readable(c.hue(k))
		p.haloed(st, c.beside(i), c.baseline(k), atMiddle, c.number(k))
	}
}

func (c *columns) drawAxis(p *pen) {
	st := style{size: c.sheet.label, color: softInk}
	lines := c.area.Min.Y + 0.25*st.size
	if c.upper != nil {
		line := lines
		if len(c.years) > 0 {
			line += 1.35 * st.size
		}
		for i, u := range c.upper {
			x := c.x(float64(i) + 0.5)
			x = min(x, c.area.Max.X-st.width(u)/2)
			p.text(st, x, line, atMiddle, u)
		}
	}
	st.bold, st.color = true, ink
	last := c.periods[len(c.periods)-1]
	for i, g := range c.years {
		from, to := c.x(float64(g.from)), c.x(float64(g.to))
		if i > 0 {
			p.upright(axisGrey, 0.7*c.sheet.pen, from, c.area.Min.Y-0.1*st.size, c.data.Min.Y-0.2*st.size)
		}
		name := g.name
		if i == len(c.years)-1 && c.upper == nil {
			if a := newTimeAxis([]tradeflow.Period{last}); a.partial(last.Ordinal()/12) != "" {
				if partial := a.partial(last.Ordinal() / 12); st.width(partial)+4 <= to-from {
					name = partial
				}
			}
		}
		if st.width(name)+4 <= to-from {
			p.text(st, (from+to)/2, lines, atMiddle, name)
		} else if short := "’" + name[len(name)-2:]; st.width(short)+2 <= to-from {
			p.text(st, (from+to)/2, lines, atMiddle, short)
		}
	}
}
