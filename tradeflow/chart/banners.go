package chart

import (
	"gonum.org/v1/plot/vg"
)

// banner is an event on a time axis: a dashed line through the data, and above
// the data its date and label. There the label never meets a line of the chart.
type banner struct {
	x           vg.Length
	date, label style
	lines       []string // the date, then the label
	left        vg.Length
	width       vg.Length
	row         int
	beside      bool // the text stands left of the line; else the line ends below it
	bottom, top vg.Length
}

// banners lays the events out that lie on the axis, and returns how much room
// they take above the data. place tells where an event is.
func banners(events []Event, x func(float64) vg.Length, data, panel vg.Rectangle, s sheet, place func(Event) (float64, bool)) (out []banner, band vg.Length) {
	gap := 0.45 * s.label
	tallest := 0
	for _, e := range events {
		o, on := place(e)
		if !on {
			continue
		}
		f := banner{x: x(o), date: style{size: s.label, bold: true, color: softInk}, label: style{size: s.label, color: softInk}}
		width := 0.4 * panel.Size().X
		lines, st := f.label.fit(shorten(clean(e.Label), maxName), width, 2)
		f.label = st
		f.lines = append([]string{e.date()}, lines...)
		f.width = max(f.date.width(f.lines[0]), f.label.widest(lines))
		f.left, f.beside = f.x-gap-f.width, true
		if f.left < panel.Min.X {
			f.left, f.beside = max(panel.Min.X, min(f.x-f.width/2, panel.Max.X-f.width)), false
		}
		tallest = max(tallest, len(f.lines))
		out = append(out, f)
	}
	if len(out) == 0 {
		return nil, 0
	}
	// An event whose line would run through another's text stays below it.
	for range 2 * len(out) {
		for i := range out {
			for j := range out {
				a, b := &out[i], &out[j]
				crossed := i != j && b.x > a.left-gap && b.x < a.left+a.width+gap
				over := i < j && a.row == b.row && a.left < b.left+b.width+gap && b.left < a.left+a.width+gap
				if crossed && b.row >= a.row && a.row < len(out) || over {
					a.row = b.row + 1
				}
			}
		}
	}
	rows := 0
	for _, f := range out {
		rows = max(rows, f.row+1)
	}
	step := style{size: s.label}.height(tallest) + 0.8*s.label
	for i := range out {
		f := &out[i]
		f.bottom = data.Max.Y - vg.Length(rows-f.row)*step + 0.5*s.label
		f.top = f.bottom + step - 0.5*s.label
	}
	return out, vg.Length(rows) * step
}

func (f banner) drawLine(p *pen, data vg.Rectangle, s sheet) {
	top := f.bottom - 0.3*s.label
	if f.beside {
		top = f.top
	}
	p.dashed(softInk, 0.8*s.pen, f.x, data.Min.Y, top)
}

func (f banner) drawLabel(p *pen) {
	x, a := f.left, atStart
	if f.beside {
		x, a = f.left+f.width, atEnd
	}
	y := f.top - capHeight*f.date.size
	for i, l := range f.lines {
		st := f.label
		if i == 0 {
			st = f.date
		}
		p.text(st, x, y, a, l)
		y -= f.date.step()
	}
}
