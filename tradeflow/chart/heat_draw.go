package chart

import "gonum.org/v1/plot/vg"

// headFact is the head of a row of a table, or of a column, and whose numbers stand
// there.
type headFact struct {
	across bool // of a column
	text   string
	rows   []int
}

func (c *heat) draw(p *pen) {
	c.key.draw(p, c.area, c.sheet)
	for j, h := range c.heads {
		at := c.cell(0, j)
		y := at.Max.Y + 0.6*c.sheet.label - 0.2*c.head.size + vg.Length(len(h)-1)*c.head.step()
		for _, l := range h {
			p.text(c.head, at.Min.X+c.w/2, y, atMiddle, l)
			y -= c.head.step()
		}
		if !c.across.time {
			p.tell(nameFact{rows: c.columns[j].names()})
			p.tell(headFact{across: true, text: c.columns[j].name, rows: c.columns[j].names()})
		}
	}
	for i := range c.rows {
		for b := range c.tops {
			p.middle(c.names[i].style, c.area.Min.X, c.cell(i, b*c.per).Min.Y+c.h/2, atStart, c.names[i].lines)
		}
		if !c.down.time {
			p.tell(nameFact{rows: c.rows[i].names()})
			p.tell(headFact{text: c.rows[i].name, rows: c.rows[i].names()})
		}
		for j := range c.columns {
			if c.numbered(i, j) {
				c.drawCell(p, i, j)
			}
		}
	}
	c.drawAbsent(p)
	c.drawFocus(p)
}

// cell is the place of row i and column j.
func (c *heat) cell(i, j int) vg.Rectangle {
	x, y := c.x0+vg.Length(j%c.per)*c.w, c.tops[j/c.per]-vg.Length(i)*c.h
	return vg.Rectangle{Min: vg.Point{X: x, Y: y - c.h}, Max: vg.Point{X: x + c.w, Y: y}}
}

// at is the number of row i and column j, if the panel has one or says why not.
func (c *heat) at(i, j int) (spot, bool) {
	s, ok := c.cells[[2]int{c.rows[i].index, c.columns[j].index}]
	return s, ok
}

// numbered reports whether row i has a number in column j.
func (c *heat) numbered(i, j int) bool {
	s, ok := c.at(i, j)
	return ok && c.subject.rows[s.row].cells[s.period].known
}

// cellGap is the white on every side of a cell, in widths of the pen.
const cellGap = 0.5

// place is a cell without the white around it.
func (c *heat) place(i, j int) vg.Rectangle { return inset(c.cell(i, j), cellGap*c.sheet.pen) }

func (c *heat) drawCell(p *pen, i, j int) {
	at := c.place(i, j)
	middle := center(at)
	s, _ := c.at(i, j)
	k := c.subject.rows[s.row].cells[s.period]
	ground := c.classes.colors[c.class(k.value)]
	p.rect(ground, at.Min.X, at.Min.Y, at.Max.X, at.Max.Y)
	if upper := c.classes.colors[c.class(k.upper)]; k.spans() && upper != ground {
		side := min(0.3*c.h, 0.2*c.w, 0.8*c.sheet.label)
		from, to := vg.Point{X: at.Max.X - side, Y: at.Max.Y}, vg.Point{X: at.Max.X, Y: at.Max.Y - side}
		p.area(upper, []vg.Point{from, at.Max, to})
		p.line(inkOn(ground), 0.4*c.sheet.pen, from, to)
	}
	st := c.figures
	st.color = inkOn(ground)
	p.middle(st, middle.X, middle.Y, atMiddle, c.figure(s))
}

// drawFocus frames the rows, columns or single cells that are highlighted.
func (c *heat) drawFocus(p *pen) {
	if !c.focus {
		return
	}
	width := 1.4 * c.sheet.pen
	frame := func(a, b vg.Rectangle) {
		p.line(ink, width, vg.Point{X: a.Min.X, Y: a.Max.Y}, vg.Point{X: b.Max.X, Y: a.Max.Y}, vg.Point{X: b.Max.X, Y: b.Min.Y},
			vg.Point{X: a.Min.X, Y: b.Min.Y}, vg.Point{X: a.Min.X, Y: a.Max.Y + width/2})
	}
	for i, m := range c.rows {
		if m.strong(c.subject) {
			for b := range c.tops {
				frame(c.cell(i, b*c.per), c.cell(i, min((b+1)*c.per, len(c.columns))-1))
			}
		}
	}
	for j, n := range c.columns {
		if n.strong(c.subject) {
			frame(c.cell(0, j), c.cell(len(c.rows)-1, j))
		}
		for i, m := range c.rows {
			s, ok := c.at(i, j)
			if ok && c.subject.rows[s.row].highlight && !m.strong(c.subject) && !n.strong(c.subject) {
				frame(c.cell(i, j), c.cell(i, j))
			}
		}
	}
}

// targets are the cells.
func (c *heat) targets() (out []target) {
	for i := range c.rows {
		for j := range c.columns {
			lines := []string{"n/a: not reported"}
			if s, ok := c.at(i, j); ok {
				lines = []string{c.periods[s.period].Words(), c.tip(s.row, s.period)}
			}
			out = append(out, target{c.cell(i, j), lines})
		}
	}
	return out
}
