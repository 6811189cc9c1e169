package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// areaGap is a stretch without numbers.
type areaGap struct {
	area   vg.Rectangle
	reason string
}

// gaps are the stretches between the runs, and before the first and after the last.
func (c *areaChart) gaps() (out []areaGap) {
	from := c.data.Min.X
	add := func(to vg.Length, first, last int) {
		if to-from < 0.5 {
			return
		}
		reason := ""
		for j := first; j <= last; j++ {
			if one := c.heaps[j]; !one.whole {
				if reason != "" && reason != one.reason {
					reason = ""
					break
				}
				reason = one.reason
			}
		}
		out = append(out, areaGap{vg.Rectangle{Min: vg.Point{X: from, Y: c.data.Min.Y}, Max: vg.Point{X: to, Y: c.data.Max.Y}}, reason})
	}
	next := 0
	for _, run := range c.runs {
		left, right := c.reach(run)
		add(left, next, run[0]-1)
		from, next = right, run[len(run)-1]+1
	}
	add(c.data.Max.X, next, len(c.periods)-1)
	return out
}

// reach is from where to where a run is drawn. One period between two gaps has
// the width of its months.
func (c *areaChart) reach(run []int) (left, right vg.Length) {
	first, last := c.periods[run[0]], c.periods[run[len(run)-1]]
	if len(run) == 1 {
		at, half := c.time.at(first), 0.4*float64(first.Months())
		if c.time.windows {
			half = 0.4
		}
		return max(c.data.Min.X, c.x(at-half)), min(c.data.Max.X, c.x(at+half))
	}
	return c.x(c.time.at(first)), c.x(c.time.at(last))
}

func (c *areaChart) draw(p *pen) {
	for _, g := range c.gaps() {
		p.absent(g.area, g.reason, c.sheet)
	}
	for _, run := range c.runs {
		if len(run) == 1 {
			c.drawAlone(p, run)
		}
	}
	for i, b := range c.bands {
		for _, r := range c.ribbons[i] {
			p.area(b.color, r.outline())
		}
	}
	for i := range c.bands[:len(c.bands)-1] {
		for _, r := range c.ribbons[i] {
			p.line(white, 0.55*c.sheet.pen, r.upper()...)
		}
	}
	c.drawGrid(p)
	for _, b := range c.banners {
		// White beside the dashes: they cross every colour.
		p.upright(white, 2*c.sheet.pen, b.x, c.data.Min.Y, c.data.Max.Y)
		b.drawLine(p, c.data, c.sheet)
	}
	p.level(axisGrey, 0.9*c.sheet.pen, c.data.Min.X, c.data.Max.X, c.data.Min.Y)
	c.time.draw(p, c.data, c.x, c.area.Max.X, c.sheet)
	for _, b := range c.banners {
		b.drawLabel(p)
	}
	for i := range c.bands {
		if s, ok := c.inside[i]; ok {
			p.tell(nameFact{rows: c.rowsOf(c.bands[i])})
			p.middle(s.style, s.at.X, s.at.Y, atMiddle, s.lines)
		}
	}
	for _, l := range c.labels {
		l.rows = c.rowsOf(c.bands[l.row])
		l.draw(p, c.column, atStart, c.sheet)
	}
}

// drawGrid draws the labels beside the areas, and pale lines over them.
func (c *areaChart) drawGrid(p *pen) {
	fact := axisFact{ticks: c.axis.ticks, size: c.axis.style.size}
	veil := color.NRGBA{0xFF, 0xFF, 0xFF, 0x66}
	for _, t := range c.axis.ticks {
		if t.Value > 0 && t.Value < 100 {
			for _, run := range c.runs {
				if left, right := c.reach(run); left < right {
					p.level(veil, min(0.75, 0.6*c.sheet.pen), left, right, c.y(t.Value))
				}
			}
		}
		p.middle(c.axis.style, c.data.Min.X-0.45*c.axis.style.size, c.y(t.Value), atEnd, []string{t.Label})
		fact.at = append(fact.at, c.y(t.Value))
	}
	p.tell(fact)
}

func (c *areaChart) drawAlone(p *pen, run []int) {
	left, right := c.reach(run)
	for _, g := range c.segments(c.heaps[run[0]], c.bands) {
		p.rect(c.bands[g.band].color, left, c.y(g.from), right, c.y(g.to))
	}
	for _, g := range c.segments(c.heaps[run[0]], c.bands) {
		if g.band < len(c.bands)-1 {
			p.level(white, 0.55*c.sheet.pen, left, right, c.y(g.to))
		}
	}
}

func (r ribbon) upper() []vg.Point {
	out := make([]vg.Point, len(r.x))
	for i, x := range r.x {
		out[i] = vg.Point{X: x, Y: r.high[i]}
	}
	return out
}

// outline runs along the upper edge, and back along the lower one.
func (r ribbon) outline() []vg.Point {
	out := r.upper()
	for i := len(r.x) - 1; i >= 0; i-- {
		out = append(out, vg.Point{X: r.x[i], Y: r.low[i]})
	}
	return out
}

func (c *areaChart) targets() []target {
	return c.strips(c.data, func(j int) vg.Length { return c.x(c.time.at(c.periods[j])) })
}
