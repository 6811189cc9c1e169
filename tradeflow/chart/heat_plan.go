package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// heat is a heat map that is laid out.
type heat struct {
	*subject
	table
	area     vg.Rectangle
	numbers  unit // as cells print them: the key says what they are
	digits   int
	classes  classes
	key      heatKey
	rows     []member // as drawn; shadows those of the subject
	columns  []member
	names    []label // of the rows
	heads    [][]string
	head     style
	figures  style
	longest  map[bool][]string    // the figures that need most room
	narrow   map[string]vg.Length // of heads, the width of their longest word in the smallest type
	lines    settings             // of names and heads
	folded   bool                 // both ends of a range stand in two lines
	x0       vg.Length
	tops     []vg.Length // of the blocks in which the columns stand below one another
	per      int         // columns in a block
	w, h     vg.Length   // of a cell
	whole    bool        // no name is cut short
	leftOver string      // what is not drawn
}

func planHeat(s *subject, area vg.Rectangle) (plan, error) {
	c, err := layHeat(s, area)
	if err != nil {
		return plan{}, err
	}
	out := plan{draw: c.draw, targets: c.targets}
	down, across := c.rows, c.columns
	if c.down.time {
		down, across = across, down
	}
	for _, m := range down {
		for _, p := range m.spots {
			shown := func(o member) bool { return slices.Contains(o.spots, p) }
			if !slices.Contains(out.drawn, p.row) && slices.ContainsFunc(across, shown) {
				out.drawn = append(out.drawn, p.row)
			}
		}
	}
	for j := range s.periods {
		at := func(m member) bool { return slices.ContainsFunc(m.spots, func(p spot) bool { return p.period == j }) }
		if !slices.ContainsFunc(across, at) {
			out.hidden = append(out.hidden, j)
		}
	}
	out.remark = c.leftOver
	if c.classes.uneven {
		out.remark = sentences(out.remark, "The classes of the colours are not equally wide")
	}
	return out, nil
}

func layHeat(s *subject, area vg.Rectangle) (*heat, error) {
	t, free, err := newTable(s)
	if err != nil {
		return nil, err
	}
	c := &heat{subject: s, table: t, area: area, numbers: s.unit, lines: newSettings()}
	c.numbers.each = ""
	c.sort()
	c.measure()
	c.key = newHeatKey(c.classes, s, area)
	best := c.best()
	if all := len(s.rows) * len(s.periods); free && best.shown() < all {
		c.table = t.turned()
		if other := c.best(); other.better(best) {
			best = other
		}
	}
	return best, nil
}

// best tries how wide the names may be and into how many blocks the columns are
// cut, and takes what shows most.
func (c *heat) best() *heat {
	c.narrow = map[string]vg.Length{}
	for _, m := range c.across.members {
		c.narrow[m.name] = style{size: smallest, bold: true}.widest(strings.Fields(hyphenated(m.name)))
	}
	var best *heat
	for _, blocks := range []int{1, 2, 3} {
		for _, share := range []vg.Length{c.sheet.names - 0.04, 0.26, 0.2, 0.48} {
			next := *c
			next.lay(blocks, share*c.area.Size().X)
			if best == nil || next.better(best) {
				best = &next
			}
			if best.whole && best.shown() == len(c.down.members)*len(c.across.members) {
				return best
			}
		}
	}
	return best
}

// better prefers names in full, then all the periods, then more cells.
func (c *heat) better(than *heat) bool {
	allTimes := func(c *heat) bool {
		return (!c.down.time || len(c.rows) == len(c.down.members)) && (!c.across.time || len(c.columns) == len(c.across.members))
	}
	switch {
	case c.whole != than.whole:
		return c.whole
	case allTimes(c) != allTimes(than):
		return allTimes(c)
	}
	return c.shown() > than.shown()
}

// shown is how many cells are drawn.
func (c *heat) shown() int { return len(c.rows) * len(c.columns) }

// sort makes the classes. A cell prints fewer digits than the end of a bar: the
// table is read across, and its unit stands in the key.
func (c *heat) sort() {
	var values []float64
	negative, most := false, 0.0
	for _, r := range c.subject.rows {
		for _, k := range r.cells {
			if k.known {
				values = append(values, k.value)
				negative = negative || k.value < 0
				most = max(most, math.Abs(k.value), math.Abs(k.upper))
			}
		}
	}
	kind := c.source.Unit.Kind
	c.digits = c.decimals
	switch {
	case kind == tradeflow.PlainRatio:
	case most >= 10:
		c.digits = 0
	case most >= 1:
		c.digits = min(c.digits, 1)
	}
	if negative || kind == tradeflow.Growth || kind == tradeflow.Points {
		c.classes = divergence(values)
		if kind == tradeflow.Growth && most > 100 {
			c.classes = multiplication()
		}
		c.digits = max(c.digits, min(c.decimals, c.classes.decimals))
		return
	}
	c.classes = sequence(values, kind != tradeflow.IndexOf)
	may := kind == tradeflow.Amount || kind == tradeflow.PerUnit || kind == tradeflow.PlainRatio
	if may && len(c.classes.limits) > 2 && c.classes.crowded(values) {
		c.classes = unevenSequence(values, c.digits+1)
		c.digits = max(c.digits, c.classes.decimals)
	}
}

// class is that of a number as it is printed, so that no two cells with the same
// number have two colours.
func (c *heat) class(v float64) int {
	printed, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', max(c.digits, c.classes.decimals), 64), 64)
	if err != nil {
		printed = v
	}
	return c.classes.of(printed)
}
