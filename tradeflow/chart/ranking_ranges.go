package chart

import (
	"image/color"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// light reports whether the range of a bar is a light extension of it: the bar is
// then what is certain, which no change, no loss and no number with a lower bound
// is. Other ranges are thin lines.
func (c cell) light(signed bool) bool { return !signed && c.ranged() }

// thin reports whether the range of a bar is a thin line.
func (c cell) thin(signed bool) bool {
	return (above(c) || below(c) || c.bounded()) && !c.light(signed)
}

// rangeInk is the colour of that line: it stands out from every bar, and is fainter
// where there is none.
func (c cell) rangeInk() color.NRGBA {
	if c.known {
		return ink
	}
	return faintInk
}

// whisker is a thin line along a range, with a stop at each end.
func (p *pen) whisker(c color.NRGBA, s sheet, from, to vg.Point) {
	width, stop := 0.9*s.pen, 1.8*s.pen
	p.line(c, width, from, to)
	for _, end := range []vg.Point{from, to} {
		if from.X == to.X {
			p.level(c, width, end.X-stop, end.X+stop, end.Y)
		} else {
			p.upright(c, width, end.X, end.Y-stop, end.Y+stop)
		}
	}
}

// Sentences that say what ranges look like.
const (
	lightRanges = "Light areas reach from what certainly belongs to a category to all that may"
	thinRanges  = "Thin lines reach from the least to the most that a number may be"
)

// barRanges is what a chart of bars says of its ranges.
func barRanges(p *tradeflow.Panel, signed bool) string {
	light, thin := "", ""
	for i := range p.Series {
		for j := range p.Periods {
			switch k := read(&p.Series[i], j); {
			case k.light(signed):
				light = lightRanges
			case k.thin(signed):
				thin = thinRanges
			}
		}
	}
	return sentences(light, thin)
}
