package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// facetGrid is how the charts stand: so many columns and rows of so large plots.
type facetGrid struct {
	columns, rows int
	w, h          vg.Length   // of the data
	gap, under    vg.Length   // between columns, and between rows
	titles        []vg.Length // of each row, the height of the names above the data
	whole         bool        // no name is cut short
}

// mostFacets is how many charts a reader still compares.
const mostFacets = 12

// layGrid chooses the grid in which the charts are largest, and of those that are
// too many for any the one that holds most.
func (c *multiples) layGrid() {
	c.layAxis(c.facets)
	all := len(c.facets)
	var best facetGrid
	for rows := 1; rows <= 5; rows++ {
		for columns := 1; columns <= 4; columns++ {
			n := min(all, rows*columns)
			if (rows-1)*columns >= all || columns > all || rows*columns > mostFacets {
				continue
			}
			if g := c.tryGrid(columns, rows, n); (g.w >= 8.5*c.sheet.label && g.h >= 3.3*c.sheet.label || rows*columns == 1) && g.better(best, all) {
				best = g
			}
		}
	}
	c.facets = c.facets[:min(all, best.columns*best.rows)]
	c.layAxis(c.facets)
	c.grid = c.tryGrid(best.columns, best.rows, len(c.facets))
	c.thinAxis()
	if !c.grouped {
		return
	}
	for _, f := range c.facets { // all as wide, or the scales of time would differ
		for _, i := range f.rows {
			if text, st, ok := c.end(c.rows[i]); ok {
				c.gutter = max(c.gutter, st.width(text))
			}
		}
	}
}

// better prefers more charts, then whole names, then larger charts, then fewer
// empty places.
func (g facetGrid) better(than facetGrid, all int) bool {
	a, b := min(all, g.columns*g.rows), min(all, than.columns*than.rows)
	switch {
	case a != b:
		return a > b
	case g.whole != than.whole:
		return g.whole
	}
	size := func(g facetGrid) vg.Length { return min(g.w/1.4, g.h) }
	if d := size(g) - size(than); d > 1 || d < -1 {
		return d > 0
	}
	return g.columns*g.rows < than.columns*than.rows
}

func (c *multiples) tryGrid(columns, rows, n int) facetGrid {
	label := c.sheet.label
	g := facetGrid{columns: columns, rows: rows, gap: 1.7 * label, whole: true}
	g.w = (c.area.Size().X - c.axis.width - 0.4*label - vg.Length(columns-1)*g.gap) / vg.Length(columns)
	g.under = 1.1 * label
	size := label
	for ; size > max(smallest, label-1); size -= 0.5 { // a little smaller rather than in two lines
		st := style{size: size, bold: true}
		if !slices.ContainsFunc(c.facets[:n], func(f facet) bool {
			return st.width(f.name)+c.besides(&f, g.w) > g.w
		}) {
			break
		}
	}
	room := c.area.Size().Y - c.key.height - c.time.height(c.sheet) - vg.Length(rows-1)*g.under
	for from := 0; from < n; from += columns {
		lines := 1
		for i := from; i < min(from+columns, n); i++ {
			f := &c.facets[i]
			whole := c.setTitle(f, size, g.w)
			g.whole = g.whole && whole
			more := len(f.title)
			if f.below {
				more++
			}
			lines = max(lines, more)
		}
		g.titles = append(g.titles, style{size: label}.height(lines)+0.55*label)
		room -= g.titles[len(g.titles)-1]
	}
	g.h = room / vg.Length(rows)
	return g
}

// besides sets the number of a chart, and returns the width that it takes beside
// the name, with the gap between them.
func (c *multiples) besides(f *facet, width vg.Length) vg.Length {
	f.color = style{size: c.sheet.label, bold: true, color: faintInk}
	f.number, f.below = "", false
	if c.grouped {
		return 0
	}
	r := c.rows[f.rows[0]]
	f.number = "n/a"
	if end := r.last(); end >= 0 {
		f.color.color = readable(r.color)
		f.number = c.unit.value(r.cells[end].value, c.decimals)
		if end < len(r.cells)-1 {
			f.number += " (" + short(c.periods[end]) + ")"
		}
	}
	beside := f.color.width(f.number) + 0.7*c.sheet.label
	if f.below = beside > 0.5*width; f.below {
		return 0
	}
	return beside
}

// setTitle sets the name of a chart and the number beside or under it, and reports
// whether the name is whole.
func (c *multiples) setTitle(f *facet, size, width vg.Length) bool {
	const most = 5
	beside := c.besides(f, width)
	st := style{size: size, bold: true, color: ink}
	for {
		lines, whole := st.wrap(f.name, width-beside)
		if whole && len(lines) <= most || st.size <= smallest {
			f.title, f.style = st.cut(lines, width-beside, most), st
			return len(lines) <= most
		}
		st.size = max(smallest, st.size-0.5)
	}
}

// layAxis makes the value axis for the lines of some charts.
func (c *multiples) layAxis(of []facet) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, f := range of {
		for _, i := range f.rows {
			for _, k := range c.rows[i].cells {
				if l, h, ok := c.reach(k); ok {
					low, high = min(low, l), max(high, h)
				}
			}
		}
	}
	c.axis, c.low, c.high, c.base = c.lineScale(low, high, 3)
}

// thinAxis drops every second label of the value axis where they stand too close.
func (c *multiples) thinAxis() {
	t := c.axis.ticks
	if len(t) < 2 || vg.Length((t[1].Value-t[0].Value)/(c.high-c.low))*c.grid.h > 1.1*c.sheet.label {
		return
	}
	c.axis.ticks = nil
	for i, tick := range t {
		if (len(t)-1-i)%2 == 0 { // the top one has the unit
			c.axis.ticks = append(c.axis.ticks, tick)
		}
	}
}

// layFacet places one chart. The lines of a group end in numbers of their own.
func (c *multiples) layFacet(i int) {
	f, g, size := &c.facets[i], c.grid, c.sheet.label
	x := c.area.Min.X + c.axis.width + vg.Length(i%g.columns)*(g.w+g.gap)
	y := c.area.Max.Y - c.key.height - g.titles[0]
	for r := range i / g.columns {
		y -= g.h + g.under + g.titles[r+1]
	}
	data := vg.Rectangle{Min: vg.Point{X: x, Y: y - g.h}, Max: vg.Point{X: x + g.w, Y: y}}
	own := *c.subject
	own.rows = nil
	for _, k := range f.rows {
		own.rows = append(own.rows, c.rows[k])
	}
	f.chart = &lineChart{subject: &own, time: c.time, axis: c.axis, base: c.base, area: data, data: data}
	ch := f.chart
	if i%g.columns > 0 {
		ch.axis.ticks = slices.Clone(ch.axis.ticks)
		for k := range ch.axis.ticks {
			ch.axis.ticks[k].Label = ""
		}
	}
	if c.gutter > 0 {
		ch.column = data.Max.X - c.gutter
		ch.data.Max.X = ch.column - 1.1*size
	}
	ch.plot = newPlot(float64(c.time.low), float64(c.time.high), c.low, c.high)
	ch.x = scale(float64(c.time.low), float64(c.time.high), ch.data.Min.X, ch.data.Max.X)
	ch.y = scale(c.low, c.high, ch.data.Min.Y, ch.data.Max.Y)
	var ends []label
	for k, r := range own.rows {
		if text, st, ok := c.end(r); ok {
			last := len(c.periods) - 1
			ends = append(ends, label{row: k, style: st, color: st.color, lines: []string{text},
				mark: vg.Point{X: max(ch.x(c.time.at(c.periods[last])), ch.column-1.2*size), Y: ch.y(r.cells[last].value)}})
		}
	}
	ch.labels = stack(ends, own.rows, data.Min.Y-0.3*size, data.Max.Y+0.4*size)
}

// end is the last number of a coloured line of a group. A line that ends earlier has
// none: its number would be taken for one of the last period.
func (c *multiples) end(r row) (text string, st style, ok bool) {
	if !c.grouped || r.grey || r.last() != len(c.periods)-1 {
		return "", st, false
	}
	st = style{size: max(smallest, 0.9*c.sheet.label), bold: r.strong, color: readable(r.color)}
	return c.unit.value(r.cells[r.last()].value, c.decimals), st, true
}
