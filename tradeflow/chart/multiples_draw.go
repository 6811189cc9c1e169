package chart

import (
	"gonum.org/v1/plot/vg"
)

func (c *multiples) draw(p *pen) {
	c.drawKey(p)
	for i := range c.facets {
		c.drawFacet(p, i)
	}
}

func (c *multiples) drawFacet(p *pen, i int) {
	f := &c.facets[i]
	ch, label := f.chart, c.sheet.label
	ch.axis.grid(p, ch.data, ch.y, ch.base, c.sheet)
	for _, e := range c.events {
		if o := e.ordinal(); o >= float64(c.time.low) && o <= float64(c.time.high) {
			p.dashed(softInk, 0.8*c.sheet.pen, ch.x(o), ch.data.Min.Y, ch.data.Max.Y+0.1*label)
		}
	}
	if !c.grouped {
		c.drawOthers(p, i)
	}
	for _, k := range ch.backToFront() {
		ch.drawBands(p, ch.rows[k], ch.x, ch.y)
	}
	for _, k := range ch.backToFront() {
		ch.drawLine(p, ch.rows[k], ch.x, ch.y)
	}
	ch.drawBase(p)
	if i+c.grid.columns >= len(c.facets) { // nothing stands below
		c.time.draw(p, ch.data, ch.x, ch.area.Max.X+0.5*c.grid.gap, c.sheet)
	} else if !c.time.yearly {
		for o := c.time.low; o <= c.time.high; o++ {
			if o%12 == 0 {
				p.upright(axisGrey, 0.7*c.sheet.pen, ch.x(float64(o)), ch.data.Min.Y, ch.data.Min.Y-0.35*label)
			}
		}
	}
	line := ch.area.Max.Y + 0.55*label
	if f.below {
		p.text(f.color, ch.area.Min.X, line, atStart, f.number)
		line += f.color.step()
	} else {
		p.text(f.color, ch.area.Max.X, line, atEnd, f.number)
	}
	for k, l := range f.title {
		p.text(f.style, ch.area.Min.X, line+vg.Length(len(f.title)-1-k)*f.style.step(), atStart, l)
	}
	p.tell(nameFact{rows: f.rows})
	for _, l := range ch.labels {
		l.rows = []int{f.rows[l.row]}
		l.draw(p, ch.column, atStart, c.sheet)
	}
}

// drawOthers draws the lines of the other charts, to compare with. Of thousands of
// points in all there are none: a page must not become slow for its background.
func (c *multiples) drawOthers(p *pen, i int) {
	const most = 4000
	if n := len(c.facets); n*(n-1)*len(c.periods) > most {
		return
	}
	ch := c.facets[i].chart
	for j, f := range c.facets {
		if j == i {
			continue
		}
		r := c.rows[f.rows[0]]
		for _, run := range ch.runs(r) {
			var points []vg.Point
			for _, k := range run {
				points = append(points, vg.Point{X: ch.x(c.time.at(c.periods[k])), Y: ch.y(r.cells[k].value)})
			}
			if len(points) > 1 {
				p.line(farthest, 0.7*c.sheet.pen, points...)
			} else {
				p.dot(farthest, 0.8*c.sheet.pen, points[0])
			}
		}
	}
}

// targets are upright strips of every chart, as many as a page carries in all.
func (c *multiples) targets() (out []target) {
	each := max(1, mostTargets/len(c.facets))
	step := (len(c.periods) + each - 1) / each
	for _, f := range c.facets {
		ch := f.chart
		x := func(j int) vg.Length { return ch.x(c.time.at(c.periods[j])) }
		for j := 0; j < len(c.periods); j += step {
			area := ch.data
			if j > 0 {
				area.Min.X = max(area.Min.X, (x(j-step)+x(j))/2)
			}
			if j+step < len(c.periods) {
				area.Max.X = min(area.Max.X, (x(j)+x(j+step))/2)
			}
			lines := []string{c.periods[j].Words(), c.tip(f.rows[0], j)}
			if c.grouped {
				lines = ch.tips(j)
			}
			if area.Min.X < area.Max.X {
				out = append(out, target{area, lines})
			}
		}
	}
	return out
}
