package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// absentGrey is the ground of a cell without a number.
var absentGrey = color.NRGBA{0xF4, 0xF4, 0xF4, 0xFF}

// patch is neighbouring cells without a number, in rows and columns of one block.
type patch struct{ top, bottom, left, right int }

// patches are the cells without a number: runs along a row, and those below one
// another that are equally long in one.
func (c *heat) patches() (all []patch) {
	for i := range c.rows {
		for j := 0; j < len(c.columns); j++ {
			if c.numbered(i, j) {
				continue
			}
			p := patch{i, i, j, j}
			for n := j + 1; n < len(c.columns) && n%c.per != 0 && !c.numbered(i, n); n++ {
				p.right = n
			}
			j = p.right
			all = p.under(all)
		}
	}
	return all
}

// under adds a run of cells below the ones that it continues.
func (p patch) under(all []patch) []patch {
	for k := range all {
		if q := &all[k]; q.left == p.left && q.right == p.right && q.bottom == p.top-1 {
			q.bottom = p.bottom
			return all
		}
	}
	return append(all, p)
}

// drawAbsent draws the cells that have no number: hatched, with n/a. The hatching runs
// through a whole patch, and white lines cut it into cells: a table of monthly numbers
// may have hundreds of them, and a file that hatches each is twice as large.
func (c *heat) drawAbsent(p *pen) {
	st := c.figures
	st.color = faintInk
	half := vg.Point{X: st.width("n/a")/2 + 1.5, Y: 0.6 * st.size}
	for _, q := range c.patches() {
		first, last := c.place(q.top, q.left), c.place(q.bottom, q.right)
		all := vg.Rectangle{Min: vg.Point{X: first.Min.X, Y: last.Min.Y}, Max: vg.Point{X: last.Max.X, Y: first.Max.Y}}
		p.SetColor(absentGrey)
		p.Fill(all.Path())
		p.SetLineStyle(draw.LineStyle{Color: hatchGrey, Width: 0.6 * c.sheet.pen})
		p.Stroke(hatching(all, 5*c.sheet.pen))
		var between, behind vg.Path
		for i := q.top + 1; i <= q.bottom; i++ {
			y := c.cell(i, q.left).Max.Y
			between.Move(vg.Point{X: all.Min.X, Y: y})
			between.Line(vg.Point{X: all.Max.X, Y: y})
		}
		for j := q.left + 1; j <= q.right; j++ {
			x := c.cell(q.top, j).Min.X
			between.Move(vg.Point{X: x, Y: all.Min.Y})
			between.Line(vg.Point{X: x, Y: all.Max.Y})
		}
		if len(between) > 0 {
			p.SetLineStyle(draw.LineStyle{Color: white, Width: 2 * cellGap * c.sheet.pen})
			p.Stroke(between)
		}
		for i := q.top; i <= q.bottom; i++ {
			for j := q.left; j <= q.right; j++ {
				m := center(c.cell(i, j))
				behind = append(behind, vg.Rectangle{Min: m.Sub(half), Max: m.Add(half)}.Path()...)
			}
		}
		p.SetColor(absentGrey)
		p.Fill(behind)
		for i := q.top; i <= q.bottom; i++ {
			for j := q.left; j <= q.right; j++ {
				m := center(c.cell(i, j))
				p.middle(st, m.X, m.Y, atMiddle, []string{"n/a"})
			}
		}
	}
}

// hatching is slanted lines through a rectangle, cut at its edges.
func hatching(r vg.Rectangle, step vg.Length) (path vg.Path) {
	size := r.Size()
	for d := step / 2; d < size.X+size.Y; d += step { // from the lower left: the line x+y = d turned about
		path.Move(vg.Point{X: r.Min.X + max(0, d-size.Y), Y: r.Max.Y - min(d, size.Y)})
		path.Line(vg.Point{X: r.Min.X + min(d, size.X), Y: r.Max.Y - max(0, d-size.X)})
	}
	return path
}

func center(r vg.Rectangle) vg.Point {
	return vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
}
