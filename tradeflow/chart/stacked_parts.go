package chart

import (
	"fmt"
	"image/color"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// wholes is a panel cut into wholes and their parts: what a stack of areas or bars
// is made of. Unlike the rows of a line chart, parts must add up.
type wholes struct {
	*subject
	parts   []part // from the bottom upwards
	heaps   []heap
	byKey   bool // a heap is a country or category, and not a period
	percent bool // the parts are shares of 100
	mixed   bool // some number is negative
	// merged is how many parts in the background are drawn as one: they follow
	// each other, and begin with part from.
	merged, from int
}

// part is what one colour stands for.
type part struct {
	label string
	look
	weight float64 // its mean size
	rank   int     // of the order: highlighted, coloured, grey, Others, not listed
}

// heap is one whole.
type heap struct {
	name   string // where it is not a period
	strong bool
	period int
	rows   []int // the row of each part; -1 where the panel has none
	whole  bool  // every part of it is known
	reason string
	below  float64 // the sums of what is negative, and of what is positive
	above  float64
	more   float64 // what may belong to the positive parts beyond that
	reach  float64 // the sum of all that the parts may be
}

// sum is what the heap amounts to. Parts of both signs that cancel out leave noise
// behind the fifteenth digit, which is no number.
func (h heap) sum() float64 {
	if v := h.above + h.below; math.Abs(v) > 1e-12*(h.above-h.below) {
		return v
	}
	return 0
}

// hangs reports whether all of the heap is below zero, and so is its total.
func (h heap) hangs() bool { return h.whole && h.above == 0 && h.below < 0 }

// The greys of what has no colour of its own.
var (
	othersGrey = color.NRGBA{0xC8, 0xC8, 0xC8, 0xFF} // the series Others
	restGrey   = color.NRGBA{0xE3, 0xE3, 0xE3, 0xFF} // what the shares in the panel lack of 100
)

// tolerance is by how much shares may miss 100: publishers round.
const tolerance = 0.5

const mostParts = 400

const notListed = "not listed"

// newWholes cuts the subject into heaps, and gives its rows the colours of their
// parts. It may be called again on the same subject.
func newWholes(s *subject, name string) (*wholes, error) {
	s.rows = s.rows[:len(s.source.Series)]
	h := &wholes{subject: s}
	if err := h.additive(name); err != nil {
		return nil, err
	}
	differ := eachOf(differing(s.source))
	if h.byKey = len(s.periods) == 1 && len(differ) > 1; h.byKey {
		h.cutByKey(differ[0])
		if s.source.Unit.Kind == tradeflow.ShareOf && h.most() > 100+tolerance {
			h.cutByKey(differ[1])
		}
	} else {
		h.cutByPeriod()
	}
	if err := h.total(name); err != nil {
		return nil, err
	}
	h.arrange()
	return h, nil
}

// additive says what cannot be stacked, because its sum means nothing.
func (h *wholes) additive(name string) error {
	p := h.source
	if n := len(p.Series); n > mostParts {
		return fmt.Errorf("chart: %s of %d series cannot be read: keep the largest and add up the others with stats.TopAndOthers", name, n)
	}
	what := ""
	switch p.Unit.Kind {
	case tradeflow.Growth:
		what = "rates of change"
	case tradeflow.IndexOf:
		what = "index numbers"
	case tradeflow.PlainRatio:
		what = "ratios"
	case tradeflow.PerUnit:
		what = "unit values"
	}
	if what != "" {
		return fmt.Errorf("chart: %s of %s would add up what has no sum: draw Lines or Bars", name, what)
	}
	for i := range p.Series {
		for j := range p.Series {
			k, l := p.Series[i].Key, p.Series[j].Key
			same := k.Without(tradeflow.Commodity) == l.Without(tradeflow.Commodity)
			switch {
			case i == j:
			case k.Partner == tradeflow.World && l.Partner != k.Partner && k.Without(tradeflow.Partner) == l.Without(tradeflow.Partner),
				k.Reporter == tradeflow.World && l.Reporter != k.Reporter && k.Without(tradeflow.Reporter) == l.Without(tradeflow.Reporter):
				return fmt.Errorf("chart: %s would count everything twice: the World stands beside the economies that it contains; leave it out with panel.Only", name)
			case same && k.Commodity.IsValid() && l.Commodity.IsValid() && k.Commodity != l.Commodity && k.Commodity.Contains(l.Commodity):
				return fmt.Errorf("chart: %s would count goods twice: HS %s contains HS %s; leave one out with panel.Only", name, k.Commodity, l.Commodity)
			case same && k == l:
				return fmt.Errorf("chart: %s would count %s twice: two series have the same key", name, p.Label(i))
			}
		}
	}
	return nil
}

// cell is the number of a part of a heap, if the panel has one.
func (h *wholes) cell(at heap, part int) (cell, bool) {
	if i := at.rows[part]; i >= 0 {
		return h.rows[i].cells[at.period], true
	}
	return cell{}, false
}
