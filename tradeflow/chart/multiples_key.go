package chart

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// multiplesKey is the lines above the charts that name what they share: the
// events, and in groups the members.
type multiplesKey struct {
	members []row
	lines   [][]keyItem
	height  vg.Length
}

// keyItem is a sign and its name.
type keyItem struct {
	color  style // of the name; the sign of a line has the colour of row
	row    *row  // nil: an event
	date   string
	text   []string
	width  vg.Length
	indent vg.Length // of the text behind the date
}

// layKey makes the lines above the charts.
func (c *multiples) layKey() error {
	st := style{size: c.sheet.label, color: softInk}
	width := c.area.Size().X
	var items []keyItem
	grey := false
	for i := range c.key.members {
		m := &c.key.members[i]
		if m.grey {
			grey = true
			continue
		}
		item := keyItem{row: m, color: style{size: st.size, bold: m.strong, color: readable(m.color)}}
		item.text, item.color = item.color.fit(m.label, width-2*st.size, 2)
		items = append(items, item)
	}
	if grey {
		items = append(items, keyItem{row: &row{look: look{color: lineGrey}}, color: st, text: []string{"others"}})
	}
	var on []Event
	for _, e := range c.events {
		if o := e.ordinal(); o >= float64(c.time.low) && o <= float64(c.time.high) {
			on = append(on, e)
		}
	}
	slices.SortStableFunc(on, func(a, b Event) int { return int(math.Copysign(1, a.ordinal()-b.ordinal())) })
	for _, e := range on {
		item := keyItem{date: e.date(), color: st}
		bold := st
		bold.bold = true
		item.indent = bold.width(item.date) + 0.4*st.size
		item.text, item.color = st.fit(shorten(clean(e.Label), maxName), width-item.indent-1.2*st.size, 2)
		items = append(items, item)
	}
	used, lines := vg.Length(0), 0
	for _, item := range items {
		item.width = item.indent + item.color.widest(item.text) + 3.2*st.size
		if n := len(c.key.lines); n == 0 || used+item.width-1.6*st.size > width || len(item.text) > 1 || len(c.key.lines[n-1][0].text) > 1 {
			c.key.lines = append(c.key.lines, nil)
			used = 0
			lines += max(1, len(item.text))
		}
		used += item.width
		n := len(c.key.lines)
		c.key.lines[n-1] = append(c.key.lines[n-1], item)
	}
	if lines > 0 {
		c.key.height = vg.Length(lines)*1.35*st.size + 0.9*st.size
	}
	if c.key.height > 0.4*c.area.Size().Y {
		return fmt.Errorf("chart: the names of %d events take more room than the charts: choose fewer events, or shorter labels", len(on))
	}
	return nil
}

func (c *multiples) drawKey(p *pen) {
	size := c.sheet.label
	y := c.area.Max.Y - capHeight*size
	for _, items := range c.key.lines {
		x := c.area.Min.X
		for _, item := range items {
			at := x
			if item.row == nil {
				p.dashed(softInk, 0.8*c.sheet.pen, at+0.5*size, y-0.2*size, y+0.9*size)
				p.text(style{size: size, bold: true, color: softInk}, at+1.1*size, y, atStart, item.date)
				at += 1.1*size + item.indent
			} else {
				p.line(item.row.color, 2*c.sheet.pen, vg.Point{X: at, Y: y + capHeight*size/2}, vg.Point{X: at + 1.1*size, Y: y + capHeight*size/2})
				at += 1.5 * size
			}
			for k, l := range item.text {
				p.text(item.color, at, y-vg.Length(k)*item.color.step(), atStart, l)
			}
			x += item.width
		}
		y -= 1.35 * size * vg.Length(max(1, len(items[0].text)))
	}
}
