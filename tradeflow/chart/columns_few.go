package chart

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
)

// printFew chooses the numbers to print where the bars are too narrow for all of
// them: the highest, the lowest and the last, each where it meets neither a bar
// nor another text.
func (c *columns) printFew() {
	cells := c.rows[0].cells
	var order []int
	for i, k := range cells {
		if k.known {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return
	}
	last := order[len(order)-1]
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cells[b].value, cells[a].value) })
	for _, i := range []int{order[0], order[len(order)-1], last} {
		box := c.figureBox(i)
		c.printed[i] = c.printed[i] || !slices.ContainsFunc(c.otherBoxes(i), func(b vg.Rectangle) bool { return overlap(box, b) > 0 })
	}
}

// otherBoxes are where the other bars and the numbers printed so far stand.
func (c *columns) otherBoxes(i int) (out []vg.Rectangle) {
	for j, k := range c.rows[0].cells {
		if j == i {
			continue
		}
		low, high, ok := c.reach(k)
		box := vg.Rectangle{Min: vg.Point{X: c.x(float64(j)), Y: c.y(min(low, 0))}, Max: vg.Point{X: c.x(float64(j + 1)), Y: c.y(max(high, 0))}}
		if !ok {
			box.Max.Y += 1.6 * c.sheet.footer // n/a
		}
		if out = append(out, box); c.printed[j] {
			out = append(out, c.figureBox(j))
		}
	}
	return out
}

// figureBox is the ground of the number at bar i.
func (c *columns) figureBox(i int) vg.Rectangle {
	k := c.rows[0].cells[i]
	x, y, w := c.beside(i), c.baseline(k), c.figures.width(c.number(k))
	return vg.Rectangle{Min: vg.Point{X: x - w/2 - 1.5, Y: y - descent*c.figures.size}, Max: vg.Point{X: x + w/2 + 1.5, Y: y + capHeight*c.figures.size + 1.5}}
}

// beside is the middle of the number at bar i: that of the bar, or as near as the
// edges of the chart allow.
func (c *columns) beside(i int) vg.Length {
	half := c.figures.width(c.number(c.rows[0].cells[i])) / 2
	return max(c.data.Min.X+half, min(c.x(float64(i)+0.5), c.area.Max.X-half))
}

// baseline is that of the number of a cell: beyond the end of its bar and range.
func (c *columns) baseline(k cell) vg.Length {
	gap := 0.5 * c.figures.size
	low, high, _ := c.reach(k)
	if k.value < 0 {
		return c.y(low) - gap - capHeight*c.figures.size
	}
	return c.y(high) + gap
}
