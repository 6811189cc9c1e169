package chart

import (
	"errors"
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Area draws shares of a whole over time, as areas that are stacked up to 100%.
// The panel must be of shares, such as stats.Share returns; amounts are drawn by
// StackedBars. At the bottom lie the series that are highlighted, then the larger
// ones; Others, as stats.TopAndOthers calls them, lie on top in light grey, and
// above them what the shares in the panel lack of 100. More than six series are
// too many to tell apart: the larger six keep their colours, and the rest becomes
// one grey band, unless stats.TopAndOthers has made it one before.
//
// Names stand in the bands where they are thickest, else at the end, where the last
// numbers are. A period in which some share is unknown is hatched over the whole
// height, and never bridged. Shares that add up to more than 100 are an error.
func Area(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{areaName, planArea}}).describe().stackWords()
}

const areaName = "Area chart"

// areaChart is stacked areas that are laid out.
type areaChart struct {
	*wholes
	bands      []slab
	time       timeAxis
	axis       valueAxis
	area, data vg.Rectangle
	x, y       func(float64) vg.Length
	runs       [][]int
	ribbons    [][]ribbon // of each band in each run of more than one period
	inside     map[int]berth
	labels     []label
	column     vg.Length
	banners    []banner
}

// newAreaWholes are the heaps of an area chart.
func newAreaWholes(s *subject) (*wholes, error) {
	if s.source.Unit.Kind == tradeflow.Amount || s.source.Unit.Kind == tradeflow.Points {
		return nil, errors.New("chart: Area draws shares that add up to 100%: take stats.Share first, or draw StackedBars")
	}
	if len(s.periods) < 2 {
		return nil, errors.New("chart: Area needs at least two periods: draw StackedBars or Bars")
	}
	h, err := newWholes(s, "Area")
	if err != nil {
		return nil, err
	}
	if !h.percent {
		return nil, errors.New("chart: Area cannot draw a negative share: draw StackedBars")
	}
	return h, nil
}

func planArea(s *subject, area vg.Rectangle) (plan, error) {
	h, err := newAreaWholes(s)
	if err != nil {
		return plan{}, err
	}
	c := &areaChart{wholes: h, bands: h.bands(), area: area, time: s.timeAxis(), axis: percentAxis(s)}
	c.cutRuns()
	if err := c.layAll(); err != nil {
		return plan{}, err
	}
	remark := ""
	for i := range c.gaps() {
		if _, _, ok := hatchWords(c.gaps()[i].area, "", s.sheet); !ok {
			remark = "Hatched stretches are n/a"
		}
	}
	return plan{
		draw: c.draw, drawn: h.drawn(h.heaps), targets: c.targets, hued: true, adds: h.adds(h.heaps),
		remark: sentences(unlabelled(len(c.labels), len(c.bands)), remark, s.uneven()),
	}, nil
}

// percentAxis has the quarters of a whole as its ticks.
func percentAxis(s *subject) valueAxis {
	a := valueAxis{style: style{size: s.sheet.label, color: softInk}}
	for v := 0; v <= 100; v += 25 {
		t := plot.Tick{Value: float64(v), Label: s.unit.tick(float64(v), 0, v == 100)}
		a.ticks, a.width = append(a.ticks, t), max(a.width, a.style.width(t.Label))
	}
	a.width += 0.45 * s.sheet.label
	return a
}

// cutRuns finds the periods that are known one after another.
func (c *areaChart) cutRuns() {
	joined := false
	for j, one := range c.heaps {
		if one.whole {
			if !joined || c.time.broken(j) {
				c.runs = append(c.runs, nil)
			}
			c.runs[len(c.runs)-1] = append(c.runs[len(c.runs)-1], j)
		}
		joined = one.whole
	}
}

// layAll lays out data and names.
func (c *areaChart) layAll() error {
	names := c.names()
	if err := c.layData(names); err != nil {
		return err
	}
	c.inside = c.findSpots()
	c.layLabels(names)
	return nil
}

// names sets the texts at the end of the bands: name and last number. A number
// alone beside a band that has its name inside was tried: it saves a few points of
// width, and leaves the reader to find whose number that is, in grey print above all.
func (c *areaChart) names() (out []label) {
	end, one := c.last()
	for i, b := range c.bands {
		v, _ := c.number(one, b)
		st := style{size: c.sheet.label, bold: b.strong, color: readable(b.color)}
		if b.grey {
			st.color = faintInk
		}
		number := c.unit.value(v, c.decimals)
		if low, high, ranged := c.bounds(one, b); ranged {
			number += fmt.Sprintf(" (%s–%s)", c.unit.number(low, c.decimals), c.unit.value(high, c.decimals))
		}
		if end < len(c.periods)-1 {
			number += " (" + short(c.periods[end]) + ")"
		}
		l := label{row: i, color: st.color}
		l.lines, l.style = st.fitName(b.label, c.area.Size().X*c.sheet.names, func(name string) string { return name + "\u00A0" + number })
		out = append(out, l)
	}
	return out
}

// last is the last heap that is whole.
func (c *areaChart) last() (int, heap) {
	run := c.runs[len(c.runs)-1]
	return run[len(run)-1], c.heaps[run[len(run)-1]]
}

func (c *areaChart) layData(names []label) (err error) {
	var wide vg.Length
	for _, l := range names {
		wide = max(wide, l.style.widest(l.lines))
	}
	s := c.sheet
	c.column = c.area.Max.X - wide
	c.data = vg.Rectangle{
		Min: vg.Point{X: c.area.Min.X + c.axis.width, Y: c.area.Min.Y + c.time.height(s)},
		Max: vg.Point{X: c.column - 1.6*s.label, Y: c.area.Max.Y},
	}
	from, to := c.time.ends()
	if to <= from {
		to = from + 1
	}
	c.x = scale(from, to, c.data.Min.X, c.data.Max.X)
	var room vg.Length
	c.banners, room, err = banners(c.events, c.x, c.data, c.area, s, func(e Event) (float64, bool) {
		o := e.ordinal()
		return o, o >= from && o <= to
	})
	if err != nil {
		return err
	}
	c.data.Max.Y -= room
	c.y = scale(0, 100, c.data.Min.Y, c.data.Max.Y)
	c.ribbons = make([][]ribbon, len(c.bands))
	for _, run := range c.runs {
		if len(run) < 2 {
			continue
		}
		ribbons := make([]ribbon, len(c.bands))
		for _, j := range run {
			for _, g := range c.segments(c.heaps[j], c.bands) {
				r := &ribbons[g.band]
				r.x, r.low, r.high = append(r.x, c.x(c.time.at(c.periods[j]))), append(r.low, c.y(g.from)), append(r.high, c.y(g.to))
			}
		}
		for i, r := range ribbons {
			c.ribbons[i] = append(c.ribbons[i], r)
		}
	}
	return nil
}

// layLabels moves the texts at the end apart.
func (c *areaChart) layLabels(names []label) {
	_, one := c.last()
	for _, g := range c.segments(one, c.bands) {
		names[g.band].mark = vg.Point{X: c.data.Max.X, Y: c.y((g.from + g.to) / 2)}
	}
	c.labels = stack(names, c.asRows(one, c.bands), c.data.Min.Y-0.15*c.sheet.label, c.area.Max.Y+0.3*c.sheet.label)
}

// findSpots looks for a place for each name inside its band: in one line or two, and
// far enough from the end, where the name stands anyway.
func (c *areaChart) findSpots() map[int]berth {
	var events, grid []vg.Length
	for _, b := range c.banners {
		events = append(events, b.x)
	}
	for _, t := range c.axis.ticks {
		grid = append(grid, c.y(t.Value))
	}
	out := map[int]berth{}
	for i, b := range c.bands {
		st := style{size: c.sheet.label, bold: true, color: onFill(b.color)}
		for _, r := range c.ribbons[i] {
			for lines := 1; lines <= 2; lines++ {
				if _, ok := out[i]; ok {
					break
				}
				text, whole := st.wrap(b.label, st.width(b.label)/vg.Length(lines)*1.2)
				if !whole || len(text) != lines {
					continue
				}
				if at, ok := r.thickest(st.widest(text), st.height(lines), events, grid); ok && at.X < c.data.Min.X+0.6*c.data.Size().X {
					at.Y += descent * st.size / 2 // text is centred by its capitals
					out[i] = berth{at, text, st}
				}
			}
		}
	}
	return out
}
