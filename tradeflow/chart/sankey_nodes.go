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

// total is what is known of the flows on one side of a bar.
type total struct {
	value          float64
	known, unknown int
}

func (c *sankey) sum(bands []*band, j int) (t total) {
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
