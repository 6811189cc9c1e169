package chart

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Lines draws each series of the panel as a line over time: levels, growth,
// shares or an index. Names and last values stand at the ends of the lines. A
// number that is not there leaves a gap, one between two gaps is a dot, and a
// light band reaches from bound to bound where the numbers are ranges; in a gap it
// stands without a line.
func Lines(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{linesName, planLines}}).describe()
}

const linesName = "Line chart"

// lineChart is a line chart that is laid out.
type lineChart struct {
	*subject
	time    timeAxis
	axis    valueAxis
	plot    *plot.Plot
	area    vg.Rectangle
	data    vg.Rectangle
	x, y    func(float64) vg.Length
	labels  []label
	column  vg.Length // where the names begin
	banners []banner
	base    float64
}

func planLines(s *subject, panel vg.Rectangle) (plan, error) {
	c := &lineChart{subject: s, area: panel, time: s.timeAxis()}
	low, high := s.extent()
	c.axis, low, high, c.base = s.lineScale(low, high, s.sheet.ticks)
	names := c.names(panel.Size().X * s.sheet.names)
	var wide vg.Length
	for _, l := range names {
		wide = max(wide, l.style.widest(l.lines))
	}
	gutter := vg.Length(1.5) // room for leaders
	if len(names) == 1 {
		gutter = 0.6
	}
	c.column = panel.Max.X - wide
	c.data = vg.Rectangle{
		Min: vg.Point{X: panel.Min.X + c.axis.width, Y: panel.Min.Y + c.time.height(s.sheet)},
		Max: vg.Point{X: c.column - gutter*s.sheet.label, Y: panel.Max.Y},
	}
	c.x = scale(float64(c.time.low), float64(c.time.high), c.data.Min.X, c.data.Max.X)
	ending := c.data.Min.X // where the last line ends
	for _, n := range names {
		ending = max(ending, c.x(c.time.at(s.periods[s.rows[n.row].last()])))
	}
	free := panel // for the labels of events
	for {
		var band vg.Length
		var err error
		c.data.Max.Y = panel.Max.Y
		c.banners, band, err = banners(s.events, c.x, c.data, free, s.sheet, func(e Event) (float64, bool) {
			o := e.ordinal()
			return o, o >= float64(c.time.low) && o <= float64(c.time.high)
		})
		if err != nil {
			return plan{}, err
		}
		c.data.Max.Y -= band
		c.y = scale(low, high, c.data.Min.Y, c.data.Max.Y)
		for i := range names {
			r := s.rows[names[i].row]
			end := r.last()
			names[i].mark = vg.Point{X: c.x(c.time.at(s.periods[end])), Y: c.y(r.cells[end].value)}
			if x := c.column - (gutter+0.4)*s.sheet.label; names[i].mark.X < ending || ending < x-3*s.sheet.label {
				names[i].mark.X = x // the leader starts beside the names, not across the lines
			}
		}
		c.labels = stack(names, s.rows, c.data.Min.Y-0.15*s.sheet.label, panel.Max.Y+0.3*s.sheet.label)
		if free.Max.X < panel.Max.X || !c.meet() {
			break
		}
		free.Max.X = c.column - 0.5*s.sheet.label
	}
	c.plot = newPlot(float64(c.time.low), float64(c.time.high), low, high)
	c.plot.Add(layer(c.drawData))
	return plan{draw: c.draw, drawn: s.everyRow(), remark: sentences(unlabelled(len(c.labels), len(names)), s.uneven()), targets: c.targets, times: c.times, hued: true}, nil
}

// meet reports whether the label of an event reaches into names that have been
// pushed up beside it.
func (c *lineChart) meet() bool {
	for _, b := range c.banners {
		for _, l := range c.labels {
			if b.left+b.width > c.column-0.5*c.sheet.label && l.y+l.height()/2 > b.bottom {
				return true
			}
		}
	}
	return false
}

// lineScale is the value axis of lines that reach from low to high, its ends, and
// the value of its base line.
func (s *subject) lineScale(low, high float64, ticks int) (axis valueAxis, from, to, base float64) {
	least := low
	if s.source.Unit.Kind == tradeflow.IndexOf {
		base = 100
		low, high = min(low, 100), max(high, 100)
	}
	low, high = valueRange(low, high, s.source.Unit.Kind == tradeflow.Amount)
	axis = newValueAxis(ticker{s.unit, ticks}, low, high, s.sheet)
	if t := axis.ticks; len(t) > 0 && t[0].Value <= least && t[0].Value-low < 0.03*(high-low) {
		low = t[0].Value // no second line right above the lowest
	}
	return axis, low, high, base
}

// names sets the label of every row that has a number.
func (c *lineChart) names(width vg.Length) (out []label) {
	for i, r := range c.rows {
		end := r.last()
		if end < 0 {
			continue
		}
		st := style{size: c.sheet.label, bold: r.strong || len(c.rows) == 1, color: readable(r.color)}
		if r.grey {
			st.color = faintInk
		}
		number := c.number(r.cells[end])
		if end < len(r.cells)-1 || c.partial(end) {
			number += " (" + short(c.periods[end]) + ")"
		}
		l := label{row: i, color: st.color}
		if len(c.rows) == 1 { // the subtitle names it
			l.lines, l.style = st.fit(number, width, 4)
		} else {
			l.lines, l.style = st.fitName(r.label, width, func(name string) string { return name + "\u00A0" + number })
		}
		out = append(out, l)
	}
	return out
}

func (c *lineChart) draw(p *pen) {
	c.axis.grid(p, c.data, c.y, c.base, c.sheet)
	for _, f := range c.banners {
		f.drawLine(p, c.data, c.sheet)
	}
	c.plot.Draw(draw.Canvas{Canvas: p.Canvas, Rectangle: c.data})
	c.drawBase(p)
	c.time.draw(p, c.data, c.x, c.area.Max.X, c.sheet)
	for _, f := range c.banners {
		f.drawLabel(p)
	}
	for _, l := range c.labels {
		l.draw(p, c.column, atStart, c.sheet)
	}
}

// drawBase draws the zero line, or the bottom line where zero is not shown,
// over the data.
func (c *lineChart) drawBase(p *pen) {
	p.level(axisGrey, 0.9*c.sheet.pen, c.data.Min.X, c.data.Max.X, c.data.Min.Y)
	if c.plot.Y.Min < 0 && c.plot.Y.Max >= 0 {
		p.level(ink, 0.9*c.sheet.pen, c.data.Min.X, c.data.Max.X, c.y(0))
	}
}

// drawData is the layer of the data: bands, then lines, the emphasis last.
func (c *lineChart) drawData(canvas draw.Canvas, plt *plot.Plot) {
	p := &pen{draw.Canvas{Canvas: canvas.Canvas, Rectangle: canvas.Rectangle}}
	x, y := plt.Transforms(&canvas)
	for _, i := range c.backToFront() {
		c.drawBands(p, c.rows[i], x, y)
	}
	for _, i := range c.backToFront() {
		c.drawLine(p, c.rows[i], x, y)
	}
}

// runs cuts a row where a number is unknown or a period is absent.
func (c *lineChart) runs(r row) [][]int {
	return c.stretches(r, func(k cell) bool { return k.known })
}

// stretches are the neighbouring cells of a row that are of one sort.
func (c *lineChart) stretches(r row, of func(cell) bool) (runs [][]int) {
	joined := false
	for i, cell := range r.cells {
		if !of(cell) {
			joined = false
			continue
		}
		if !joined || c.time.broken(i) {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], i)
		joined = true
	}
	return runs
}

func (c *lineChart) drawLine(p *pen, r row, x, y func(float64) vg.Length) {
	width := vg.Length(1.6)
	switch {
	case r.strong:
		width = 2.6
	case r.grey:
		width = 0.9
	case c.focus:
		width = 1.3
	}
	width *= c.sheet.pen
	end := r.last()
	for _, run := range c.runs(r) {
		points := make([]vg.Point, len(run))
		for i, k := range run {
			points[i] = vg.Point{X: x(c.time.at(c.periods[k])), Y: y(r.cells[k].value)}
		}
		if len(run) > 1 {
			p.line(r.color, width, points...)
		}
		if len(run) == 1 || run[len(run)-1] == end {
			radius := 0.6*width + 0.9*c.sheet.pen
			if r.strong {
				radius = 1.2 * width
			}
			if len(run) == 1 && c.partial(run[0]) { // hollow: no part of the line
				p.dot(r.color, 1.5*radius, points[0])
				p.dot(white, 0.9*radius, points[0])
				continue
			}
			p.dot(r.color, radius, points[len(points)-1])
		}
	}
}

// times is the stretch of a period on the axis, and its last month where periods
// overlap.
func (c *lineChart) times(j int) (from, to vg.Length) {
	t := c.periods[j]
	half := float64(t.Months()) / 2
	if c.time.windows {
		half = 0.5
	}
	at := c.time.at(t)
	return c.x(at - half), c.x(at + half)
}
