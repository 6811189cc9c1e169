package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot/vg"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Sankey draws flows between economies as bands whose height is the amount: each
// panel is one stage, from the economies that deliver to those that receive, such
// as the exports of origins to hubs, and of the hubs to a destination. A panel of
// imports is turned round. The bands of the first stage have the colour of their
// origin, the others are grey: what leaves a hub is not known to be what came in,
// and the note says so. A flow of an earlier stage to an economy at which only a
// later one ends goes directly, past the hubs.
//
// All panels are of the same amounts, by reporter and partner and nothing else,
// and of one or two periods: choose them with panel.At. Two are drawn side by
// side, or one above the other where the paper is narrow, on one scale. Where
// names beside the bars would leave the bands too little width, they stand among
// the bands. An unknown flow is a dashed line of no height; of a range, the lower end is drawn.
// More than twelve economies, or more than there is room for, are drawn as
// Others, the smallest first. Highlight names economies whose bands get colour.
func Sankey(stages ...*tradeflow.Panel) *Figure {
	n, err := join(stages)
	if err != nil {
		return &Figure{fault: err, kind: kind{name: sankeyName}}
	}
	f := &Figure{panel: n.panel, kind: kind{sankeyName, n.plan}}
	f.Subtitle, f.Source = n.subtitle(), source(n.panel)
	f.Note, f.Alt = n.note(), n.alt(f.Subtitle)
	return f
}

const (
	sankeyName = "Sankey diagram"
	mostStages = 3
	mostNodes  = 12
	arrow      = " → "
)

// network is the stages joined into one panel, whose keys go from the economy
// that delivers (Reporter) to the one that receives (Partner), and where each of
// its series begins and ends.
type network struct {
	panel *tradeflow.Panel
	links []link // one for each series
	last  int    // the last column; the first is 0
}

// link is where a series begins and ends: in these columns, at these economies.
type link struct {
	from, to       int
	source, target tradeflow.Country
}

func (n *network) label(i int) string {
	return economy(n.links[i].source) + arrow + economy(n.links[i].target)
}

// economy is a name that can be drawn.
func economy(c tradeflow.Country) string {
	if name := shorten(clean(c.Name()), maxName/2); name != "" {
		return name
	}
	return "(no name)"
}

// sankey is a Sankey diagram that is laid out.
type sankey struct {
	*subject
	net      *network
	columns  [][]*node // in the order from above
	bands    []*band
	area     vg.Rectangle
	frames   []vg.Rectangle // where the bars and bands of each period are
	title    vg.Length      // the height of a line for the periods
	bar      vg.Length      // how wide a bar is
	x        [][]vg.Length  // the left edge of each column, for each period
	perUnit  float64        // points for one printed unit
	decimals int
	manner   manner
}

func (n *network) plan(s *subject, area vg.Rectangle) (plan, error) {
	c, grouped, err := n.set(s, area)
	if err != nil {
		return plan{}, err
	}
	return plan{draw: c.draw, drawn: c.drawn(), remark: grouped.remark(), targets: c.targets, adds: c.adds()}, nil
}

// set merges as few economies as it must, and sets the labels in the most
// generous manner that leaves room for the flows.
func (n *network) set(s *subject, area vg.Rectangle) (*sankey, grouping, error) {
	for i := range n.links {
		s.rows[i].label = n.label(i)
	}
	for most, nodes := mostNodes, 0; ; most = nodes - 1 {
		c := &sankey{subject: s, net: n, area: area}
		grouped := c.group(most)
		if grouped.nodes == nodes {
			break // no column has economies left to merge
		}
		nodes = grouped.nodes
		c.order()
		c.paint()
		for _, m := range manners(s.sheet, n.last) {
			if c.lay(m) {
				return c, grouped, nil
			}
		}
	}
	return nil, grouping{}, errors.New("chart: Sankey has no room for the names beside its bars: choose fewer stages or economies, a larger Size, or shorter words around it")
}

// drawn lists the rows in the order of the bands.
func (c *sankey) drawn() (rows []int) {
	for _, b := range c.bands {
		rows = append(rows, b.row)
	}
	return rows
}

// grouping is what became of the economies.
type grouping struct {
	nodes  int
	others []int // how many each Others stands for
}

func (g grouping) remark() string {
	switch len(g.others) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("Others are the %d smallest of their column", g.others[0])
	}
	return "Others are the smallest of their column"
}
