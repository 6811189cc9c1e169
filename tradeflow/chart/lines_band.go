package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"
)

// drawBands fills the space between the bounds of a row, once where there are
// numbers and again where there are bounds without one: a band that ran from one to
// the other would claim something about the break between them.
func (c *lineChart) drawBands(p *pen, r row, x, y func(float64) vg.Length) {
	if r.grey {
		return
	}
	wide := func(k cell) bool { return above(k) || below(k) }
	if slices.ContainsFunc(r.cells, wide) {
		c.drawBand(p, r, c.stretches(r, func(k cell) bool { return k.known }), x, y)
	}
	c.drawBand(p, r, c.stretches(r, c.whiskered), x, y)
}

// drawBand fills each stretch of cells from bottom to top.
func (c *lineChart) drawBand(p *pen, r row, stretches [][]int, x, y func(float64) vg.Length) {
	for _, stretch := range stretches {
		if len(stretch) == 1 {
			k := stretch[0]
			p.upright(tint(r.color, 0.35), 3*c.sheet.pen, x(c.time.at(c.periods[k])), y(r.cells[k].bottom()), y(r.cells[k].top()))
			continue
		}
		var outline []vg.Point
		for _, k := range stretch {
			outline = append(outline, vg.Point{X: x(c.time.at(c.periods[k])), Y: y(r.cells[k].top())})
		}
		for _, k := range slices.Backward(stretch) {
			outline = append(outline, vg.Point{X: x(c.time.at(c.periods[k])), Y: y(r.cells[k].bottom())})
		}
		p.area(tint(r.color, 0.22), outline)
	}
}
