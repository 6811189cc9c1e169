package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// Multiples draws small line charts side by side, all on the same scales, so that
// a line that looks higher is higher. Each has a name and its last number.
//
// Usually each series has a chart of its own, and the others are thin lines in its
// background. Where keys differ in two dimensions, each category or commodity has
// a chart, or each reporter, and its lines are the members of the other dimension,
// in the same colours everywhere; Figure.By chooses another dimension.
//
// The charts stand in order of where they end, the highest first. Of more than
// have room the first are drawn, and the note says so. Gaps, ranges and events are
// drawn as Lines draws them; which event is which is said above the charts.
func Multiples(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{multiplesName, planMultiples}}).describe()
}

const multiplesName = "Small multiples"

// multiples is a grid of small charts that is laid out.
type multiples struct {
	*subject  // a copy, whose rows are coloured anew
	area      vg.Rectangle
	grouped   bool    // several lines in a chart
	facets    []facet // in reading order
	key       multiplesKey
	grid      facetGrid
	gutter    vg.Length // of a group, right of the data: the last numbers
	time      timeAxis
	axis      valueAxis
	low, high float64
	base      float64
}

// facet is one of the small charts.
type facet struct {
	name   string
	rows   []int // of the subject
	strong bool
	title  []string
	style  style
	number string // where its line ends
	color  style  // of the number
	below  bool   // the number stands under the name and not beside it
	chart  *lineChart
}

func planMultiples(s *subject, area vg.Rectangle) (plan, error) {
	own := *s
	own.rows = slices.Clone(s.rows)
	c := &multiples{subject: &own, area: area, time: newTimeAxis(s.periods)}
	if err := c.divide(); err != nil {
		return plan{}, err
	}
	if err := c.layKey(); err != nil {
		return plan{}, err
	}
	all := len(c.facets)
	c.layGrid()
	for i := range c.facets {
		c.layFacet(i)
	}
	out := plan{draw: c.draw, targets: c.targets, hued: c.grouped}
	for _, f := range c.facets {
		out.drawn = append(out.drawn, f.rows...)
	}
	if n := len(c.facets); n < all {
		out.remark = fmt.Sprintf("Of %d charts the %d whose lines end highest are drawn", all, n)
	}
	return out, nil
}

// divide sorts the series into charts, and the charts by where they end.
func (c *multiples) divide() error {
	vary := differing(c.source)
	by := c.by & vary
	if c.by != 0 && by == 0 {
		return fmt.Errorf("chart: Multiples by %s: the series of the panel do not differ by it: choose another By", c.by)
	}
	if c.by == 0 {
		by = vary
		for _, d := range []tradeflow.Dims{tradeflow.Category, tradeflow.Commodity, tradeflow.Reporter} {
			if vary.Has(d) && vary != d {
				by = d
				break
			}
		}
	}
	at := map[tradeflow.Key]int{}
	for i := range c.rows {
		k := within(c.source.Series[i].Key, by)
		n, known := at[k]
		switch {
		case by == vary: // a chart for each series, also where two have one key
			n, known = len(c.facets), true
			c.facets = append(c.facets, facet{name: c.rows[i].label})
		case !known:
			n = len(c.facets)
			at[k] = n
			c.facets = append(c.facets, facet{name: wordsOf(c.source, k)})
		}
		c.facets[n].rows = append(c.facets[n].rows, i)
	}
	for i := range c.facets {
		f := &c.facets[i]
		c.grouped = c.grouped || len(f.rows) > 1
		f.strong = !slices.ContainsFunc(f.rows, func(i int) bool { return !c.rows[i].highlight })
	}
	c.paint(vary &^ by)
	slices.SortStableFunc(c.facets, func(a, b facet) int { return cmp.Compare(c.ending(b), c.ending(a)) })
	return nil
}

// ending is where the highest line of a chart ends.
func (c *multiples) ending(f facet) float64 {
	end := math.Inf(-1)
	for _, i := range f.rows {
		end = max(end, c.rows[i].ending())
	}
	return end
}

// paint colours the lines. Where each has a chart of its own, all have the accent,
// or those that are highlighted. In groups, each member has its colour.
func (c *multiples) paint(inner tradeflow.Dims) {
	if !c.grouped {
		for i := range c.rows {
			r := &c.rows[i]
			if !r.fixed {
				r.look = look{color: blue, strong: r.highlight}
				if r.highlight || !c.focus {
					r.color = vermilion
				}
			}
			r.grey = false
		}
		return
	}
	keys := membersOf(c.source, inner)
	of := map[tradeflow.Key][]int{}
	for i, s := range c.source.Series {
		k := within(s.Key, inner)
		of[k] = append(of[k], i)
	}
	var members []row
	c.focus = false
	for _, k := range keys {
		m, size := row{label: wordsOf(c.source, k), highlight: true, look: look{rest: isRest(k)}}, 0.0
		for _, i := range of[k] {
			m.highlight = m.highlight && c.rows[i].highlight
			if end := c.rows[i].ending(); !math.IsInf(end, 0) {
				size += math.Abs(end)
			}
		}
		c.focus = c.focus || m.highlight
		m.cells = []cell{{value: size, known: true}}
		members = append(members, m)
	}
	for n, l := range looks(members, nil) {
		members[n].look = l
		for _, i := range of[keys[n]] {
			if !c.rows[i].fixed {
				c.rows[i].look = l
			}
		}
	}
	c.key.members = members
}

// farthest is the colour of the other lines behind the one of a chart.
var farthest = color.NRGBA{0xD8, 0xD8, 0xD8, 0xFF}
