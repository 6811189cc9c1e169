package chart

import (
	"errors"
	"fmt"
	"image/color"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Dumbbell draws two periods as two dots for each series, joined by a line: the
// paler dot is the earlier period. Series are sorted by the later number. Of a
// panel with more than two periods it draws the first and the last. Rises are
// blue and falls vermilion, save for series whose colour Figure.Colors fixes; the
// axis need not start at zero. Where one end is missing, the row says "n/a" on its
// side and the note says why; no dot stands for it. Two dots of a commodity that
// stands for other goods in the later nomenclature are not joined. A thin line
// reaches over what a number may be at least and at most.
func Dumbbell(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: outer(p), kind: kind{dumbbellName, planDumbbell}}).describe()
}

const dumbbellName = "Dumbbell chart"

// outer is the panel at its first and last period. Like all that draws, it takes
// a series whose slices are too short as unknown where they end.
func outer(p *tradeflow.Panel) *tradeflow.Panel {
	if p == nil || len(p.Periods) < 3 {
		return p
	}
	first, last := 0, 0
	for j, t := range p.Periods {
		if !t.IsValid() {
			return p // what draws it says so
		}
		if t.Compare(p.Periods[first]) < 0 {
			first = j
		}
		if t.Compare(p.Periods[last]) >= 0 {
			last = j
		}
	}
	q := p.Empty([]tradeflow.Period{p.Periods[first], p.Periods[last]})
	for i := range p.Series {
		s := tradeflow.NewSeries(p.Series[i].Key, 2, tradeflow.NotReported)
		for at, j := range []int{first, last} {
			c := read(&p.Series[i], j)
			s.Set(at, c.raw, c.rawUpper, c.status)
			s.SetBounds(at, c.rawLower, c.rawUpper)
			s.Editions[at] = editions(&p.Series[i], j)
		}
		q.Series = append(q.Series, s)
	}
	return q
}

// dumbbell is a dumbbell chart that is laid out.
type dumbbell struct {
	*subject
	area    vg.Rectangle
	order   []int
	broken  []bool // rows whose two numbers stand for different goods
	slot    vg.Length
	top     vg.Length
	bottom  vg.Length
	names   map[int]label
	left    vg.Length
	x       func(float64) vg.Length
	ticks   []plot.Tick
	zero    bool
	keyed   bool // the periods are named in a line above, not above the first dots
	heads   [2]string
	figures style
	brief   bool // "n/a" without the period, which its side and the note say
}

// sideText is one end of a row: where its number may stand, and the text.
type sideText struct {
	at    float64 // the value beyond which the text stands
	text  string
	style style
	empty bool // nothing is known: the text is all of the row
}

func planDumbbell(s *subject, area vg.Rectangle) (plan, error) {
	if len(s.periods) != 2 {
		return plan{}, fmt.Errorf("chart: Dumbbell needs two periods and the panel has %d: ask for more, or draw Bars", len(s.periods))
	}
	if s.periods[0] == s.periods[1] {
		return plan{}, errors.New("chart: Dumbbell needs two different periods: choose them with panel.At(first, second)")
	}
	c := &dumbbell{subject: s, area: area}
	room := area.Size().Y - 1.55*s.sheet.label - 1.5*s.sheet.label
	all := s.ranked()
	remark := ""
	c.order, remark = s.foremost(all, int(room/(1.2*s.least())))
	var broken string
	c.broken, broken = s.findBroken(c.order)
	n := vg.Length(len(c.order))
	c.slot = min(room/n, 6*s.sheet.label)
	c.figures = style{size: max(smallest, min(s.sheet.label, c.slot/1.25))}
	c.names, c.left = s.layNames(c.order, c.slot)
	c.left += area.Min.X
	if err := c.layScale(); err != nil {
		return plan{}, err
	}
	c.layHeads()
	c.slot = max(c.slot, min((c.top-area.Min.Y-1.55*s.sheet.label)/n, 6*s.sheet.label))
	c.bottom = c.top - c.slot*n
	remark = sentences(remark, broken, unequal(s.source))
	return plan{draw: c.draw, drawn: c.order, remark: remark, targets: c.targets}, nil
}

func (c *dumbbell) radius() vg.Length { return min(4.1*c.sheet.pen, 0.36*c.slot) }

func (c *dumbbell) gap() vg.Length { return c.radius() + 0.35*c.figures.size }

// sides are the texts left and right of the dots of row i.
func (c *dumbbell) sides(i int) [2]sideText {
	r := c.rows[i]
	a, b := r.cells[0], r.cells[1]
	plain := c.figures
	plain.color = faintInk
	if !a.known && !b.known && !c.whiskered(a) && !c.whiskered(b) {
		text := "n/a: " + a.reason()
		if b.reason() != a.reason() || c.left+plain.width(text) > c.area.Max.X {
			text = "n/a"
		}
		return [2]sideText{{text: text, style: plain, empty: true}, {empty: true}}
	}
	text := func(j int) (string, style) {
		k, st := r.cells[j], plain
		if !k.known {
			if c.brief {
				return "n/a", st
			}
			return "n/a in " + short(c.periods[j]), st
		}
		st.color, st.bold = readable(c.hue(i, j)), j == 1
		return c.number(k), st
	}
	left, right := 0, 1
	if a.known && b.known && b.value < a.value {
		left, right = 1, 0
	}
	var out [2]sideText
	out[0].text, out[0].style = text(left)
	out[1].text, out[1].style = text(right)
	first := true
	for _, k := range r.cells {
		if low, high, ok := c.reach(k); ok {
			if first {
				out[0].at, out[1].at, first = low, high, false
			}
			out[0].at, out[1].at = min(out[0].at, low), max(out[1].at, high)
		}
	}
	return out
}

// hue is the colour of a dot: by the direction of the change or the one that the
// caller fixed, paler for the earlier period and for rows that are not highlighted.
func (c *dumbbell) hue(i, j int) color.NRGBA {
	r := c.rows[i]
	hue := blue
	switch a, b := r.cells[0], r.cells[1]; {
	case r.fixed:
		hue = r.color
	case a.known && b.known && b.value < a.value && !c.broken[i]:
		hue = vermilion
	}
	share := 1.0
	if c.focus && !r.strong {
		share = 0.5
	}
	if j == 0 {
		share *= 0.55
	}
	return tint(hue, share)
}

// layHeads names the periods above the dots of the first row, or in a line above
// where these stand too close.
func (c *dumbbell) layHeads() {
	st := style{size: c.sheet.label, bold: true}
	c.top = c.area.Max.Y - 1.5*c.sheet.label
	for j, t := range c.periods {
		c.heads[j] = t.Words()
		if st.width(c.heads[j]) > 0.4*c.area.Size().X {
			c.heads[j] = short(t)
		}
	}
	first := c.rows[c.order[0]].cells
	if c.keyed = slices.ContainsFunc(first, func(k cell) bool { return !k.known }); c.keyed {
		return
	}
	half := func(j int) vg.Length { return st.width(c.heads[j]) / 2 }
	between := c.x(first[1].value) - c.x(first[0].value)
	c.keyed = max(between, -between) < half(0)+half(1)+0.7*st.size
	for j, k := range first {
		x := c.x(k.value)
		c.keyed = c.keyed || x-half(j) < c.left || x+half(j) > c.area.Max.X
	}
	if !c.keyed { // the heads stand inside the first slot
		c.top = c.area.Max.Y - max(0, c.radius()+1.6*st.size-c.slot/2)
	}
}

// targets are the rows.
func (c *dumbbell) targets() (out []target) {
	for at, i := range c.order {
		top := c.top - vg.Length(at)*c.slot
		lines := []string{c.rows[i].label}
		for j, t := range c.periods {
			lines = append(lines, t.Words()+": "+c.tipAmount(c.rows[i].cells[j]))
		}
		out = append(out, target{vg.Rectangle{Min: vg.Point{X: c.area.Min.X, Y: top - c.slot}, Max: vg.Point{X: c.area.Max.X, Y: top}}, lines})
	}
	return out
}
