package chart

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// StackedBars draws wholes as bars of their parts: amounts with the total at the end
// of the bar, or shares, such as stats.Share returns, of 100%. Several periods give
// an upright bar for each. One period of keys that differ in two dimensions gives
// lying bars: one for each reporter, partner or category, the largest on top, cut
// into the members of the other dimension.
//
// At the bottom lie the series that are highlighted, then the larger ones; Others, as
// stats.TopAndOthers calls them, lie at the end in light grey. More than six series
// are too many to tell apart: the larger six keep their colours, and the rest becomes
// one grey segment. Negative numbers are stacked apart, below zero, and a dot shows
// the sum of both. A whole of which some part is unknown is n/a, and never a smaller
// bar. Light areas on top reach as far as the parts may, and the bar of a part of a
// year is paler than those of whole years.
func StackedBars(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{stackedName, planStacked}}).describe().stackWords()
}

const stackedName = "Stacked bar chart"

// stacked is stacked bars that are laid out.
type stacked struct {
	*wholes
	bands      []slab
	order      []heap // the bars that are drawn
	lying      bool
	area, data vg.Rectangle
	axis       valueAxis
	v          func(float64) vg.Length // the place of a value, upwards or to the right
	slot, bar  vg.Length               // how much one bar may take, and takes
	slots      *columns                // the axis of upright bars
	keys       keyRow
	names      []label // beside the last upright bar, or of lying ones
	column     vg.Length
	banners    []banner
	totals     style
	figures    style
}

func planStacked(s *subject, area vg.Rectangle) (plan, error) {
	h, err := newWholes(s, "StackedBars")
	if err != nil {
		return plan{}, err
	}
	c := &stacked{
		wholes: h, bands: h.bands(), area: area, order: h.heaps,
		totals:  style{size: s.sheet.label, bold: true, color: ink},
		figures: style{size: max(smallest, 0.9*s.sheet.label)},
	}
	lay := c.layUpright
	if h.byKey {
		lay = c.layLying
	}
	if err := lay(); err != nil {
		return plan{}, err
	}
	remark := ""
	if n := len(c.order); n < len(h.heaps) {
		remark = fmt.Sprintf("The first %d of %d bars are drawn", n, len(h.heaps))
	}
	if slices.ContainsFunc(c.order, func(one heap) bool {
		_, _, ok := hatchWords(c.boxOf(c.index(one)), "", s.sheet)
		return !one.whole && !ok
	}) {
		remark = sentences(remark, "Hatched bars are n/a")
	}
	if h.mixed {
		remark = sentences(remark, "The dot is the sum of all parts")
	}
	return plan{draw: c.draw, drawn: h.drawn(c.order), remark: sentences(remark, s.uneven()), targets: c.targets, hued: true, adds: h.adds(c.order)}, nil
}

// index is the place of a heap among the bars.
func (c *stacked) index(one heap) int {
	return slices.IndexFunc(c.order, func(o heap) bool { return o.name == one.name && o.period == one.period })
}

// scaleOf is the axis of values, and its ends.
func (c *stacked) scaleOf() (low, high float64) {
	if c.percent {
		c.axis = percentAxis(c.subject)
		return 0, 100
	}
	for _, one := range c.order {
		if one.whole {
			low, high = min(low, one.below), max(high, one.above+one.more)
		}
	}
	low, high = valueRange(low, high, true)
	c.axis = newValueAxis(ticker{c.unit, c.sheet.ticks}, low, high, c.sheet)
	return low, high
}

// layUpright lays out upright bars in time order. Names stand beside the last one
// or, where that is not whole or has no room for them, in a key above.
func (c *stacked) layUpright() error {
	s := c.sheet
	low, high := c.scaleOf()
	n := vg.Length(len(c.order))
	direct := c.order[len(c.order)-1].whole && len(c.bands) > 1
	sizes := c.keySizes()
	for {
		c.data = vg.Rectangle{Min: vg.Point{X: c.area.Min.X + c.axis.width, Y: c.area.Min.Y}, Max: c.area.Max}
		var names []label
		if c.keys = (keyRow{}); direct {
			var wide vg.Length
			names = c.setNames()
			for _, l := range names {
				wide = max(wide, l.style.widest(l.lines))
			}
			c.column = c.area.Max.X - wide
			c.data.Max.X = c.column - 1.1*s.label
		} else if len(c.bands) > 1 {
			c.keys = c.layKeys(sizes[0])
			c.data.Max.Y -= c.keys.height
		}
		c.slot = min(c.data.Size().X/n, 22*s.label)
		if c.slot < 3 {
			return fmt.Errorf("chart: StackedBars of %d periods have no room: choose fewer with panel.At, or draw the shares as Area", len(c.order))
		}
		c.data.Max.X = c.data.Min.X + n*c.slot
		c.column = min(c.column, c.data.Max.X+1.1*s.label)
		c.bar = min(0.74*c.slot, 13*s.label)
		if c.slot < 8 {
			c.bar = 0.86 * c.slot
		}
		c.slots = &columns{subject: c.subject, area: c.area, data: c.data, slot: c.slot}
		c.slots.area.Max.X = max(c.data.Max.X, c.column)
		c.slots.layAxis()
		if c.crowded() {
			return c.layLying()
		}
		c.data.Min.Y += 1.6 * s.label
		if len(c.slots.years) > 0 && c.slots.upper != nil {
			c.data.Min.Y += 1.35 * s.label
		}
		var band vg.Length
		var err error
		if c.banners, band, err = banners(c.events, scale(0, float64(n), c.data.Min.X, c.data.Max.X), c.data, c.area, s, c.slots.place); err != nil {
			return err
		}
		c.data.Max.Y -= band
		c.layTotals()
		c.slots.data = c.data
		if c.data.Size().Y < 40 {
			if c.keys.height > 0 && len(sizes) > 1 {
				sizes = sizes[1:]
				continue
			}
			return fmt.Errorf("chart: StackedBars have no room beside %d names: add up the smaller series with stats.TopAndOthers, or choose a larger Size", len(c.bands))
		}
		room := c.data
		if c.totals.size > 0 {
			room.Max.Y -= 1.05 * c.totals.size
			if slices.ContainsFunc(c.order, heap.hangs) {
				room.Min.Y += 1.05 * c.totals.size
			}
		}
		c.v = scale(low, high, room.Min.Y, room.Max.Y)
		if n := vg.Length(len(c.axis.ticks)); !c.percent && room.Size().Y < 1.3*s.label*n { // a high key has left little room
			c.axis.ticks = ticker{c.unit, 2}.Ticks(low, high)
		}
		if !direct || c.placeNames(names) {
			return nil
		}
		direct, c.names = false, nil
	}
}

// crowded reports whether a few bars have no room for the names of their periods: they
// are drawn lying.
func (c *stacked) crowded() bool {
	if len(c.order) > 12 {
		return false
	}
	return c.slots.upper == nil || slices.Contains(c.slots.upper, "")
}

// layTotals chooses the size of the totals; 0 where the bars have no room for them,
// or where all are 100.
func (c *stacked) layTotals() {
	var texts []string
	for _, one := range c.order {
		if one.whole {
			texts = append(texts, c.total(one))
		}
	}
	c.totals.size = c.sheet.label
	for c.totals.size > smallest && c.totals.widest(texts)+3 > c.slot {
		c.totals.size = max(smallest, c.totals.size-0.5)
	}
	if c.percent || c.totals.widest(texts)+3 > c.slot {
		c.totals.size = 0
	}
}

// total is the number at the end of a bar.
func (c *stacked) total(one heap) string {
	return c.unit.value(one.sum(), c.decimals)
}

// whole is the total as a range, if it is one.
func (c *stacked) whole(one heap) string {
	text := c.total(one)
	if high := c.unit.value(one.sum()+one.more, c.decimals); !c.mixed && high != text {
		return text + "–" + high
	}
	return text
}

// setNames sets the names for the side of the last bar.
func (c *stacked) setNames() (out []label) {
	width := c.area.Size().X * c.sheet.names
	for i, b := range c.bands {
		st := style{size: c.sheet.label, bold: b.strong, color: readable(b.color)}
		if b.grey {
			st.color = faintInk
		}
		l := label{row: i, color: st.color}
		l.lines, l.style = st.fit(b.label, width, 4)
		out = append(out, l)
	}
	return out
}

// placeNames moves the names apart, and reports whether all have found a place.
func (c *stacked) placeNames(names []label) bool {
	one := c.order[len(c.order)-1]
	tall := map[int]float64{}
	for _, g := range c.segments(one, c.bands) {
		if size := max(g.size(), -g.size()); size >= tall[g.band] {
			tall[g.band] = size
			names[g.band].mark = vg.Point{X: c.boxOf(len(c.order) - 1).Max.X, Y: c.v((g.from + g.to) / 2)}
		}
	}
	c.names = stack(names, c.asRows(one, c.bands), c.data.Min.Y-0.15*c.sheet.label, c.data.Max.Y+0.3*c.sheet.label)
	return len(c.names) == len(names)
}

// boxOf is the place of a bar from one end of the scale to the other.
func (c *stacked) boxOf(i int) vg.Rectangle {
	if c.lying {
		middle := c.data.Max.Y - (vg.Length(i)+0.5)*c.slot
		return vg.Rectangle{Min: vg.Point{X: c.data.Min.X, Y: middle - c.bar/2}, Max: vg.Point{X: c.data.Max.X, Y: middle + c.bar/2}}
	}
	middle := c.data.Min.X + (vg.Length(i)+0.5)*c.slot
	return vg.Rectangle{Min: vg.Point{X: middle - c.bar/2, Y: c.data.Min.Y}, Max: vg.Point{X: middle + c.bar/2, Y: c.data.Max.Y}}
}

// box is the place of a stretch of a bar.
func (c *stacked) box(i int, from, to float64) vg.Rectangle {
	r := c.boxOf(i)
	a, b := c.v(min(from, to)), c.v(max(from, to))
	if c.lying {
		r.Min.X, r.Max.X = a, b
	} else {
		r.Min.Y, r.Max.Y = a, b
	}
	return r
}

// targets are the slots of the bars.
func (c *stacked) targets() (out []target) {
	for i, one := range c.order {
		r := c.boxOf(i)
		if grow := (c.slot - c.bar) / 2; c.lying {
			r.Min.Y, r.Max.Y, r.Min.X = r.Min.Y-grow, r.Max.Y+grow, c.area.Min.X
		} else {
			r.Min.X, r.Max.X = r.Min.X-grow, r.Max.X+grow
		}
		out = append(out, target{r, c.tipsOf(one)})
	}
	return out
}
