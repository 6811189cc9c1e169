package chart

import (
	"cmp"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Bands are translucent, so that one can be followed under another. The shares
// are fifths of 255: every format draws the same.
const (
	bandAlpha = 153
	greyAlpha = 102
)

// bandGrey is that of a band whose goods may be from anywhere.
var bandGrey = color.NRGBA{0xB2, 0xB2, 0xB2, greyAlpha}

// paint gives the bands their colours: those of the first stage that of their
// origin. Where economies are highlighted, only their bands have colour.
func (c *sankey) paint() {
	hue := map[*node]color.NRGBA{}
	var marked []*node
	for _, column := range c.columns {
		for _, n := range column {
			if n.marked {
				marked = append(marked, n)
			}
		}
	}
	palette := hues(len(marked) > 0)
	coloured := marked
	if len(marked) == 0 {
		coloured = c.largestOrigins(len(palette))
	}
	for i, n := range coloured {
		hue[n] = palette[i%len(palette)]
	}
	for _, n := range c.columns[0] {
		if f, ok := c.fixed[n.name]; ok && f != nil {
			hue[n] = opaque(f)
		}
	}
	for _, b := range c.bands {
		b.color, b.grey = bandGrey, true
		for _, n := range []*node{b.stops[len(b.stops)-1], b.stops[0]} {
			if h, ok := hue[n]; ok {
				b.color, b.grey = translucent(h), false
			}
		}
		if f, ok := c.fixed[c.rows[b.row].label]; ok && f != nil {
			b.color, b.grey = translucent(opaque(f)), false
		}
	}
}

// largestOrigins are the n largest, in the order of the panel: so an economy has
// the same colour whatever its rank is.
func (c *sankey) largestOrigins(n int) (origins []*node) {
	for _, l := range c.net.links {
		i := slices.IndexFunc(c.columns[0], func(n *node) bool { return n.country == l.source && l.from == 0 })
		if i >= 0 && !slices.Contains(origins, c.columns[0][i]) {
			origins = append(origins, c.columns[0][i])
		}
	}
	largest := slices.Clone(origins)
	slices.SortStableFunc(largest, func(a, b *node) int { return cmp.Compare(c.weight(b), c.weight(a)) })
	return slices.DeleteFunc(origins, func(m *node) bool { return slices.Index(largest, m) >= n })
}

func translucent(c color.NRGBA) color.NRGBA {
	c.A = bandAlpha
	return c
}

func (c *sankey) draw(p *pen) {
	for j := range c.periods {
		for _, colourless := range []bool{true, false} {
			for _, b := range c.bands {
				if b.grey == colourless {
					c.drawBand(p, b, j)
				}
			}
		}
		for _, b := range c.bands {
			c.drawUnknown(p, b, j)
		}
		c.drawBars(p, j)
		c.drawHeads(p, j)
	}
}

// drawBand fills a band. One too thin to be seen is a line instead.
func (c *sankey) drawBand(p *pen, b *band, j int) {
	const visible = 0.5
	k := c.rows[b.row].cells[j]
	if !k.known || k.value == 0 {
		return
	}
	height := c.thickness(b, j)
	if height < visible {
		for _, run := range beyond(c.edge(b, j, height/2), c.boxes(j)) {
			p.line(b.color, visible, run...)
		}
		return
	}
	lower := c.edge(b, j, height)
	slices.Reverse(lower)
	p.area(b.color, append(c.edge(b, j, 0), lower...))
}

// drawUnknown draws a flow without a number as a dashed line without a height.
// It starts behind the label beside its bar, which says n/a: it would be hidden there.
func (c *sankey) drawUnknown(p *pen, b *band, j int) {
	if c.rows[b.row].cells[j].known {
		return
	}
	line := c.edge(b, j, 0)
	if from := b.stops[0]; (from.column > 0 || c.manner.within) && !from.above[j] {
		x, y, a := c.labelAt(from, j)
		start := vg.Point{X: from.label[j].box(x, y, a).Max.X, Y: y}
		line = ease(start, line[len(line)-1])
	}
	thin := draw.LineStyle{Color: axisGrey, Width: min(0.7*c.sheet.pen, 0.75), Dashes: []vg.Length{3, 2}}
	p.StrokeLines(thin, beyond(line, c.boxes(j))...)
}

// boxes are where labels stand.
func (c *sankey) boxes(j int) (boxes []vg.Rectangle) {
	for _, column := range c.columns {
		for _, n := range column {
			x, y, a := c.labelAt(n, j)
			boxes = append(boxes, n.label[j].box(x, y, a))
		}
	}
	return boxes
}

// beyond leaves out what of a thin line would run through labels.
func beyond(line []vg.Point, boxes []vg.Rectangle) (runs [][]vg.Point) {
	const fine = 3 // pieces of each step
	var run []vg.Point
	for i := range (len(line)-1)*fine + 1 {
		from, to := line[i/fine], line[min(i/fine+1, len(line)-1)]
		t := vg.Length(i%fine) / fine
		at := vg.Point{X: from.X + vg.Length(t*(to.X-from.X)), Y: from.Y + vg.Length(t*(to.Y-from.Y))}
		if !slices.ContainsFunc(boxes, func(r vg.Rectangle) bool {
			return r.Min.X < at.X && at.X < r.Max.X && r.Min.Y < at.Y && at.Y < r.Max.Y
		}) {
			run = append(run, at)
			continue
		}
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	if len(run) > 1 {
		runs = append(runs, run)
	}
	return runs
}

// edge is a line along a band, so far below its upper edge.
func (c *sankey) edge(b *band, j int, below vg.Length) (points []vg.Point) {
	for i := range b.stops[1:] {
		from, to := b.at[j][i], b.at[j][i+1]
		x := c.x[j][b.stops[i].column:]
		points = append(points, ease(vg.Point{X: x[0] + c.bar, Y: from.out - below}, vg.Point{X: x[1], Y: to.in - below})...)
	}
	return points
}

// ease is a curve that leaves one point and reaches the other level: a cubic of
// Bézier whose controls are half-way across. The conversions keep processors from
// joining a product and a sum into one rounding, so that all draw the same.
func ease(from, to vg.Point) []vg.Point {
	const steps = 24
	points := make([]vg.Point, 0, steps+1)
	for i := range steps + 1 {
		t := float64(i) / steps
		u := 1 - t
		rise := float64(t*t) * (3 - float64(2*t))
		across := float64(1.5*float64(t*u)) + float64(t*float64(t*t))
		points = append(points, vg.Point{
			X: from.X + vg.Length(across*float64(to.X-from.X)),
			Y: from.Y + vg.Length(rise*float64(to.Y-from.Y)),
		})
	}
	return points
}

// drawBars draws bars and their labels.
func (c *sankey) drawBars(p *pen, j int) {
	for k, column := range c.columns {
		x := c.x[j][k]
		for _, n := range column {
			middle := (n.low[j] + n.high[j]) / 2
			if half := max((n.high[j]-n.low[j])/2, 0.3); !n.pass {
				p.rect(ink, x, middle-half, x+c.bar, middle+half)
				p.tell(barFact{c.height(n, j), n.low[j], n.high[j]})
				p.tell(nameFact{rows: n.rows()})
			}
			at, y, a := c.labelAt(n, j)
			n.label[j].draw(p, at, y, a)
		}
	}
}

// labelAt is the place of a label: before the bars of the first column, and
// behind all others; or as within says.
func (c *sankey) labelAt(n *node, j int) (x, y vg.Length, a anchor) {
	gap := 0.6 * c.manner.size
	x, y = c.x[j][n.column], (n.low[j]+n.high[j])/2
	switch {
	case c.manner.within:
		return c.labelWithin(n, j)
	case n.column == 0:
		return x - gap, y, atEnd
	case n.pass && n.column == 1 && n.label[j].width() < c.x[j][1]-c.x[j][0]: // in the middle, where the bands are level
		return x + c.bar/2 - n.label[j].width()/2, y, atStart
	}
	return x + c.bar + gap, y, atStart
}

// drawHeads writes the period above its drawing, and what the columns are.
func (c *sankey) drawHeads(p *pen, j int) {
	st := style{size: c.sheet.label, color: softInk}
	f := c.frames[j]
	y := f.Max.Y + 0.75*st.size
	if j == 0 || c.beside() {
		for k, word := range c.headings() {
			x := c.x[j][k]
			switch wide := st.width(word); {
			case c.manner.within && k < c.net.last:
				p.text(st, x, y, atStart, word)
			case c.manner.within:
				p.text(st, x+c.bar, y, atEnd, word)
			case k == 0:
				p.text(st, max(x+c.bar, f.Min.X+wide), y, atEnd, word)
			case k == c.net.last:
				p.text(st, min(x, f.Max.X-wide), y, atStart, word)
			default:
				p.text(st, x+c.bar/2, y, atMiddle, word)
			}
		}
		y += c.title
	}
	if len(c.periods) > 1 {
		bold := style{size: c.sheet.label, bold: true, color: ink}
		lines, st := bold.fit(c.periods[j].Words(), f.Size().X, 1)
		p.text(st, f.Min.X, y, atStart, lines[0])
	}
}

func (c *sankey) headings() []string {
	return [][]string{{"From", "To"}, {"Origin", "Hub", "Destination"}, {"Origin", "First hub", "Second hub", "Destination"}}[c.net.last-1]
}
