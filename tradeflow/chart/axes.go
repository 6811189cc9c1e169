package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// layer is a plot.Plotter: one thing drawn over the ones before.
type layer func(c draw.Canvas, plt *plot.Plot)

// Plot implements plot.Plotter.
func (l layer) Plot(c draw.Canvas, plt *plot.Plot) { l(c, plt) }

// newPlot returns a plot that keeps the scales and draws its layers into the
// whole of its canvas. It draws neither axes nor background of its own:
// gonum's axes lie under the data, and its labels hang too low.
func newPlot(xmin, xmax, ymin, ymax float64) *plot.Plot {
	plt := plot.New()
	plt.HideAxes()
	plt.BackgroundColor = nil
	plt.X.Padding, plt.Y.Padding = 0, 0
	plt.X.Min, plt.X.Max, plt.Y.Min, plt.Y.Max = xmin, xmax, ymin, ymax
	return plt
}

// valueRange returns the range of a value axis: zero and all the data, with a
// little air at the ends that are not zero.
func valueRange(low, high float64, fromZero bool) (float64, float64) {
	if fromZero || low < 0 || low < 0.6*high {
		low, high = min(low, 0), max(high, 0)
	}
	if low == high {
		high++
	}
	air := 0.04 * (high - low)
	if high != 0 {
		high += air
	}
	if low != 0 {
		low -= air
	}
	return low, high
}

// valueAxis is the labels left of the data, and the grid.
type valueAxis struct {
	ticks []plot.Tick
	style style
	width vg.Length // of the labels and the gap beside them
}

func newValueAxis(t ticker, low, high float64, s sheet) valueAxis {
	a := valueAxis{ticks: t.Ticks(low, high), style: style{size: s.label, color: softInk}}
	for _, tick := range a.ticks {
		a.width = max(a.width, a.style.width(tick.Label))
	}
	a.width += 0.45 * s.label
	return a
}

// grid draws labels and light lines; a base value other than zero, such as the
// 100 of an index, gets a stronger line.
func (a valueAxis) grid(p *pen, data vg.Rectangle, y func(float64) vg.Length, base float64, s sheet) {
	fact := axisFact{ticks: a.ticks, size: a.style.size}
	for _, t := range a.ticks {
		h := y(t.Value)
		fact.at = append(fact.at, h)
		if t.Value == base && base != 0 {
			p.level(axisGrey, 0.9*s.pen, data.Min.X, data.Max.X, h)
		} else if t.Value != 0 {
			p.level(gridGrey, 0.6*s.pen, data.Min.X, data.Max.X, h)
		}
		p.middle(a.style, data.Min.X-0.45*a.style.size, h, atEnd, []string{t.Label})
	}
	p.tell(fact)
}

// scale maps low to high onto a length from start to end. The conversion keeps
// processors from joining the product and the sum into one rounding.
func scale(low, high float64, start, end vg.Length) func(float64) vg.Length {
	return func(v float64) vg.Length { return start + vg.Length(vg.Length((v-low)/(high-low))*(end-start)) }
}
