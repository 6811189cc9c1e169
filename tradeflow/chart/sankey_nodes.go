package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// node is one bar: an economy in one column, several of the smallest, or the
// place where flows go past the column.
type node struct {
	column  int
	country tradeflow.Country // "" of Others and of a place to pass
	name    string
	merged  int  // how many economies Others stands for
	pass    bool // no bar: what goes past the column
	marked  bool // by Highlight
	in, out []*band
	low     [2]vg.Length // the lower end of the bar in each period
	high    [2]vg.Length
	label   [2]nodeLabel
	above   [2]bool // the label stands on the bar, and not beside it
}

// band is one flow that is drawn: a row of the subject, from the first of its
// stops to the last; between them are places to pass.
type band struct {
	row   int
	stops []*node
	color color.NRGBA
	grey  bool
	at    [2][]joint // for each period and stop
}

// joint is where the upper edge of a band meets a stop, on its two sides.
type joint struct{ in, out vg.Length }

// tally is what is known of the flows on one side of a bar.
type tally struct {
	value          float64
	known, unknown int
}

func (c *sankey) sum(bands []*band, j int) (t tally) {
	for _, b := range bands {
		if k := c.rows[b.row].cells[j]; k.known {
			t.value += k.value
			t.known++
		} else {
			t.unknown++
		}
	}
	return t
}

// rows are those whose bands begin or end at a bar.
func (n *node) rows() []int {
	out := []int{}
	for _, b := range append(n.in[:len(n.in):len(n.in)], n.out...) {
		out = append(out, b.row)
	}
	return out
}

// height is the larger of what a bar gets and what it sends on, in printed units.
func (c *sankey) height(n *node, j int) float64 {
	return max(c.sum(n.in, j).value, c.sum(n.out, j).value)
}

// weight is the height over all periods.
func (c *sankey) weight(n *node) (w float64) {
	for j := range c.periods {
		w += c.height(n, j)
	}
	return w
}

// adds is what Lint adds up: the flows at every bar are as much as it is high.
func (c *sankey) adds() (out []sum) {
	if c.perUnit == 0 {
		return nil
	}
	for j, t := range c.periods {
		for _, column := range c.columns {
			for _, n := range column {
				side := n.in
				if c.sum(n.out, j).value > c.sum(n.in, j).value {
					side = n.out
				}
				s := sum{what: n.name + " in " + t.Words(), total: float64(n.high[j]-n.low[j]) / c.perUnit, within: 0.01 / c.perUnit}
				for _, b := range side {
					if k := c.rows[b.row].cells[j]; k.known {
						s.parts = append(s.parts, k.value)
					}
				}
				out = append(out, s)
			}
		}
	}
	return out
}
