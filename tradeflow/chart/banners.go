package chart

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"
)

// banner is an event on a time axis: a dashed line through the data, and above
// the data its date and label. There the label never meets a line of the chart.
type banner struct {
	x           vg.Length
	date, label style
	lines       []string // the date, then the label
	left, width vg.Length
	side        anchor // atEnd: the text stands left of the line, atStart: right of it, atMiddle: on top of it
	row         int    // from the data upwards
	bottom, top vg.Length
}

// banners lays out the events that lie on the axis, and returns how much room
// they take above the data. place tells where an event is.
func banners(events []Event, x func(float64) vg.Length, data, area vg.Rectangle, s sheet, place func(Event) (float64, bool)) (out []banner, band vg.Length, err error) {
	gap := 0.45 * s.label
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(a.ordinal(), b.ordinal()) })
	for _, e := range events {
		at, on := place(e)
		if !on {
			continue
		}
		b := banner{x: x(at), date: style{size: s.label, bold: true, color: softInk}, label: style{size: s.label, color: softInk}}
		lines, st := b.label.fit(shorten(clean(e.Label), maxName), 0.4*area.Size().X, 2)
		b.label = st
		b.lines = append([]string{e.date()}, lines...)
		b.width = max(b.date.width(b.lines[0]), st.widest(lines))
		b.choose(out, area, gap)
		out = append(out, b)
	}
	rise(out, gap)
	var heights []vg.Length
	for _, b := range out {
		for len(heights) <= b.row {
			heights = append(heights, 0)
		}
		heights[b.row] = max(heights[b.row], b.date.height(len(b.lines))+0.8*s.label)
	}
	for _, h := range heights {
		band += h
	}
	if band > 0.5*area.Size().Y {
		return nil, 0, fmt.Errorf("chart: the labels of %d events take more room than the chart: choose fewer events, or shorter labels", len(out))
	}
	for i := range out {
		b := &out[i]
		b.top = data.Max.Y
		for _, h := range heights[b.row+1:] {
			b.top -= h
		}
		b.bottom = b.top - b.date.height(len(b.lines))
	}
	return out, band, nil
}

// choose puts the text left of the line, where charts are calm before an event;
// else right of it, and on top of the line where neither side has room. Left
// is also out of the question where it would cross an earlier event whose text
// stands right: the two could not be told which is higher.
func (b *banner) choose(earlier []banner, area vg.Rectangle, gap vg.Length) {
	b.left, b.side = b.x-gap-b.width, atEnd
	room := b.left >= area.Min.X
	for _, o := range earlier {
		room = room && !(o.side == atStart && o.x > b.left-gap && o.x <= b.x)
	}
	if room {
		return
	}
	if b.x+gap+b.width <= area.Max.X {
		b.left, b.side = b.x+gap, atStart
		return
	}
	b.left, b.side = max(area.Min.X, min(b.x-b.width/2, area.Max.X-b.width)), atMiddle
}

// rise lifts a text above every line that would run through it, and off texts
// beside it.
func rise(out []banner, gap vg.Length) {
	for range len(out) * len(out) {
		for i := range out {
			for j := range out {
				a, b := &out[i], &out[j]
				crossed := i != j && b.row >= a.row && b.x > a.left-gap && b.x < a.left+a.width+gap
				over := i < j && a.row == b.row && a.left < b.left+b.width+gap && b.left < a.left+a.width+gap
				switch {
				case crossed && b.row < len(out):
					a.row = b.row + 1
				case over && a.row < len(out):
					b.row = a.row + 1
				}
			}
		}
	}
}

func (b banner) drawLine(p *pen, data vg.Rectangle, s sheet) {
	top := b.top
	if b.side == atMiddle {
		top = b.bottom - 0.3*s.label
	}
	p.dashed(softInk, 0.8*s.pen, b.x, data.Min.Y, top)
}

func (b banner) drawLabel(p *pen) {
	x := b.left + b.width*vg.Length(b.side)/2
	y := b.top - capHeight*b.date.size
	for i, l := range b.lines {
		st := b.label
		if i == 0 {
			st = b.date
		}
		p.text(st, x, y, b.side, l)
		y -= b.date.step()
	}
}
