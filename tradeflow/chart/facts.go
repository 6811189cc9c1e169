package chart

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// A canvas gets lines, areas and letters. What they stand for it cannot see, but
// is told if it wants to know: the one of Lint does.

// witness is a canvas that is told what marks stand for.
type witness interface{ tell(fact any) }

// tell says what has just been drawn. A canvas that only draws does not hear it.
func (p *pen) tell(fact any) {
	if w, ok := p.canvas().(witness); ok {
		w.tell(fact)
	}
}

// axisFact is the ticks of a value axis in printed units, and where they stand
// along the axis.
type axisFact struct {
	ticks []plot.Tick
	at    []vg.Length
	size  vg.Length // of the labels
}

// barFact is a bar, or a part of one: the number that its length stands for, and
// where it begins and ends.
type barFact struct {
	value    float64
	from, to vg.Length
}

// nameFact is the name of a row, written on one side of a chart, or a name that
// several rows share: the head of a row of a table, a colour in a key.
type nameFact struct {
	row  int
	rows []int // instead of row
	side anchor
	// A name that stands beside its mark, or far from it with a leader.
	led        bool
	mark, from vg.Point
}

// stripFact is a strip of coverage: how many are known of all, period by period.
type stripFact struct {
	known []int
	all   int
}

// bar draws a lying bar from one x to another, and tells what it stands for.
func (p *pen) bar(c color.NRGBA, value float64, from, to, low, high vg.Length) {
	p.rect(c, from, low, to, high)
	p.tell(barFact{value, from, to})
}

// column draws an upright bar.
func (p *pen) column(c color.NRGBA, value float64, from, to, left, right vg.Length) {
	p.rect(c, left, from, right, to)
	p.tell(barFact{value, from, to})
}

// sum is what a chart promises to add up: parts and their total, which differ by
// no more than within.
type sum struct {
	what   string // "the shares of 2021", "the waterfall", "Türkiye"
	parts  []float64
	total  float64
	within float64 // 0: no more than arithmetic makes
}
