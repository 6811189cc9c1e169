package chart

import "gonum.org/v1/plot/vg"

// On narrow paper, names before the first bars and behind the last leave the bands
// so little width that nobody can follow them. There the labels stand within the
// drawing: beside a bar that is higher than they are, on the bands that leave it (of
// the last column, that reach it), and on top of a lower one. Rows of bars from top
// to bottom were weighed too: names are wide and not high, so that five economies in
// a row had none of them on one line, and two periods one below the other had no
// height left for the bands.

// layWithin sets the labels and places the columns, the first and the last at the
// edges. Every stage has the labels of the column that it begins with, and the
// last one also those that it ends with.
func (c *sankey) layWithin() bool {
	last := c.net.last
	width := c.frames[0].Size().X
	c.bar = min(1.15*c.sheet.label, 0.035*width)
	gap := 0.6 * c.manner.size
	room := width - vg.Length(last+1)*c.bar
	limit := room/vg.Length(last+1) - 1.5*gap
	whole := true
	need := make([]vg.Length, last) // of each stage
	for k, column := range c.columns {
		widest := vg.Length(0)
		for _, n := range column {
			for j := range c.periods {
				l, fits := c.setLabel(n, j, limit, limit)
				whole = whole && fits
				n.label[j] = l
				widest = max(widest, l.width())
			}
		}
		need[min(k, last-1)] += widest + 1.5*gap
	}
	spare := room
	for _, n := range need {
		spare -= n
	}
	c.x = nil
	for _, f := range c.frames {
		x := []vg.Length{f.Min.X}
		for k := range last {
			x = append(x, x[k]+c.bar+need[k]+spare/vg.Length(last))
		}
		c.x = append(c.x, x)
	}
	return whole && spare >= 0
}

// stackWithin finds the largest scale on which every column has room, with as few
// labels on top of their bars as it allows: each that stands beside its bar leaves
// more room for the flows, so the scale only grows.
func (c *sankey) stackWithin(room, gap vg.Length) bool {
	each := func(do func(n *node, j int)) {
		for _, column := range c.columns {
			for _, n := range column {
				for j := range c.periods {
					do(n, j)
				}
			}
		}
	}
	each(func(n *node, j int) { n.above[j] = true })
	most := 0.0
	for changed := true; changed; {
		changed, c.perUnit = false, 0
		for _, column := range c.columns {
			for j := range c.periods {
				free, sum := room-gap*vg.Length(len(column)-1), 0.0
				for _, n := range column {
					sum += c.height(n, j)
					if n.above[j] {
						free -= n.label[j].height()
					}
				}
				if free < 0 {
					return false
				}
				if scale := float64(free) / sum; sum > 0 && (c.perUnit == 0 || scale < c.perUnit) {
					c.perUnit = scale
				}
				most = max(most, sum)
			}
		}
		each(func(n *node, j int) {
			if n.above[j] && c.points(c.height(n, j)) > n.label[j].height() {
				n.above[j], changed = false, true
			}
		})
	}
	if c.perUnit*most < c.manner.flows*float64(room) && most > 0 {
		return false
	}
	for j := range c.periods {
		for _, column := range c.columns {
			c.stackColumn(column, j, gap)
		}
	}
	return true
}

// slot is the height that a bar takes with its label.
func (c *sankey) slot(n *node, j int) vg.Length {
	bar, label := c.points(c.height(n, j)), n.label[j].height()
	if n.above[j] {
		return bar + label
	}
	return max(bar, label)
}

// labelWithin is the place of a label that stands within the drawing.
func (c *sankey) labelWithin(n *node, j int) (x, y vg.Length, a anchor) {
	gap := 0.6 * c.manner.size
	x, y = c.x[j][n.column], (n.low[j]+n.high[j])/2
	before, behind := x-gap, x+c.bar+gap
	if n.above[j] {
		before, behind = x+c.bar, x
		y = n.high[j] + n.label[j].height()/2
	}
	if n.column == c.net.last {
		return before, y, atEnd
	}
	return behind, y, atStart
}
