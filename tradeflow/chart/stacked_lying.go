package chart

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
)

// layLying lays out bars that lie, with names at the left and a key above: for
// countries and categories, the largest on top, and for periods whose names are too
// wide to stand side by side.
func (c *stacked) layLying() error {
	s := c.sheet
	c.lying, c.names, c.banners, c.slots = true, nil, nil, nil
	c.order = slices.Clone(c.heaps)
	if c.byKey {
		c.rank()
	}
	least := max(smallest, 0.9*s.label)
	if c.keys = (keyRow{}); len(c.bands) > 1 {
		for _, as := range c.keySizes() {
			c.keys = c.layKeys(as)
			if c.area.Size().Y-c.keys.height-1.5*s.label >= 1.5*least*vg.Length(min(5, len(c.order))) {
				break // for the largest bars there is room
			}
		}
	}
	c.data = c.area
	c.data.Max.Y -= c.keys.height
	c.data.Min.Y += 1.5 * s.label // the axis
	fit := int(c.data.Size().Y / (1.5 * least))
	c.order = c.order[:min(len(c.order), max(1, fit))]
	c.slot = min(c.data.Size().Y/vg.Length(len(c.order)), 4.2*s.label)
	c.bar = min(0.72*c.slot, 2.8*s.label)
	c.data.Min.Y = c.data.Max.Y - vg.Length(len(c.order))*c.slot

	wide := c.layHeads(c.area.Size().X * (s.names + 0.02))
	c.data.Min.X += wide + 0.8*s.label
	low, high := c.scaleOf()
	c.layTotals()
	before, after := vg.Length(0), 0.6*c.axis.style.width(c.axis.ticks[max(0, len(c.axis.ticks)-1)].Label)
	if !c.percent {
		c.totals.size = max(smallest, min(s.label, c.slot/1.2))
		for _, one := range c.order {
			after = max(after, c.totals.width(c.whole(one))+0.8*c.totals.size)
		}
	}
	c.data.Max.X = max(c.data.Min.X+20, c.data.Max.X-after)
	c.v = scale(low, high, c.data.Min.X+before, c.data.Max.X)
	return nil
}

// rank orders the bars by their totals or, where all are 100, by the part at the
// bottom; those that are not whole come last.
func (c *stacked) rank() {
	size := func(one heap) float64 {
		if v, ok := c.number(one, c.bands[0]); c.percent && ok {
			return v
		}
		return one.sum()
	}
	slices.SortStableFunc(c.order, func(a, b heap) int {
		if a.whole != b.whole {
			if a.whole {
				return -1
			}
			return 1
		}
		return cmp.Compare(size(b), size(a))
	})
}

// layHeads sets the names at the left, and returns their width.
func (c *stacked) layHeads(width vg.Length) (wide vg.Length) {
	for i, one := range c.order {
		st := style{size: c.sheet.label, color: ink, bold: one.strong}
		l := label{row: i}
		lines := max(1, int((c.slot-0.1*st.size)/(leading*st.size)))
		name := one.name
		if name == "" {
			name = short(c.periods[one.period])
		}
		l.lines, l.style = st.fit(name, width, min(3, lines))
		c.names = append(c.names, l)
		wide = max(wide, l.style.widest(l.lines))
	}
	return wide
}
