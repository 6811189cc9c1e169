package chart

import (
	"errors"
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// Slope draws two periods as two columns of points, joined by a line for each
// series, with names and numbers at both ends. The panel must have exactly two
// periods: choose them with panel.At.
func Slope(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{slopeName, planSlope}}).describe()
}

const slopeName = "Slope chart"

// slope is a slope chart that is laid out.
type slope struct {
	*subject
	area   vg.Rectangle
	x      [2]vg.Length
	y      func(float64) vg.Length
	low    vg.Length
	high   vg.Length
	heads  [2][]string
	head   style
	labels [2][]label
	places [2]vg.Length
	zero   bool
	broken []bool // the rows whose numbers stand for different goods
}

func planSlope(s *subject, area vg.Rectangle) (plan, error) {
	if len(s.periods) != 2 {
		return plan{}, fmt.Errorf("chart: Slope needs exactly two periods and the panel has %d: choose them with panel.At(first, second)", len(s.periods))
	}
	c := &slope{subject: s, area: area, head: style{size: s.sheet.label, bold: true, color: ink}}
	width := area.Size().X
	lines := 1
	for j, t := range s.periods {
		c.heads[j], _ = c.head.fit(t.Words(), 0.4*width, 2)
		if len(c.heads[j]) > 1 {
			c.heads[j], _ = c.head.fit(short(t), 0.4*width, 2)
		}
		lines = max(lines, len(c.heads[j]))
	}
	c.high = area.Max.Y - c.head.height(lines) - 0.9*s.sheet.label
	c.low = area.Min.Y + 0.7*s.sheet.label

	low, high := s.extentOfValues()
	low, high = valueRange(low, high, false)
	c.zero = low < 0 && high > 0
	c.y = scale(low, high, c.low, c.high)

	side := (s.sheet.names - 0.03) * width
	named := true
	for pass := range 3 {
		var gutter [2]vg.Length
		for j := range s.periods {
			c.labels[j] = nil
			for i, r := range s.rows {
				if !r.cells[j].known {
					continue
				}
				l := c.name(i, j, side, named || j == 1)
				c.labels[j] = append(c.labels[j], l)
				gutter[j] = max(gutter[j], l.style.widest(l.lines))
			}
			gutter[j] = max(gutter[j], c.head.widest(c.heads[j])/2-2*s.sheet.label)
		}
		c.places = [2]vg.Length{area.Min.X + gutter[0], area.Max.X - gutter[1]}
		c.x = [2]vg.Length{c.places[0] + 2.1*s.sheet.label, c.places[1] - 2.1*s.sheet.label}
		if c.x[1]-c.x[0] >= 0.3*width {
			break
		}
		if pass == 0 { // too narrow for names on both sides: the left one keeps numbers only,
			named, side = false, side*1.15
		} else { // and the names of what has no number at the right
			side = (0.7*width - 4.2*s.sheet.label) / 2
		}
	}
	if c.x[1]-c.x[0] < 0.12*width {
		return plan{}, errors.New("chart: Slope has no room beside its names and numbers: draw Dumbbell, or choose a larger Size")
	}
	if room := c.x[1] - c.x[0] - s.sheet.label; c.head.widest(c.heads[0])+c.head.widest(c.heads[1]) > 2*room {
		for j, t := range s.periods { // heads in full would meet in the middle
			c.heads[j], _ = c.head.fit(short(t), room, lines)
		}
	}
	most, shown := 0, 0
	for j := range s.periods {
		for i := range c.labels[j] {
			l := &c.labels[j][i]
			l.mark = vg.Point{X: c.x[j], Y: c.y(s.rows[l.row].cells[j].value)}
		}
		all := len(c.labels[j])
		c.labels[j] = stack(c.labels[j], s.rows, c.low-0.4*s.sheet.label, c.high+0.4*s.sheet.label)
		if all >= most {
			most, shown = all, len(c.labels[j])
		}
	}
	var broken string
	c.broken, broken = s.findBroken(s.everyRow())
	return plan{draw: c.draw, drawn: s.everyRow(), remark: sentences(unlabelled(shown, most), broken, unequal(s.source)), targets: c.targets}, nil
}

// name sets the label of row i at side j: the name towards the edge, the number
// towards the line.
func (c *slope) name(i, j int, width vg.Length, named bool) label {
	r := c.rows[i]
	st := style{size: c.sheet.label, bold: r.strong, color: readable(r.color)}
	if r.grey {
		st.color = faintInk
	}
	number := c.number(r.cells[j])
	l := label{row: i, color: st.color}
	l.lines, l.style = st.fitName(r.label, width, func(name string) string {
		switch {
		case j == 1:
			return number + " " + name
		case named || !r.cells[1].known:
			return name + "\u00A0" + number
		}
		return number
	})
	return l
}

func (c *slope) draw(p *pen) {
	for j := range c.periods {
		p.upright(axisGrey, 0.8*c.sheet.pen, c.x[j], c.low-0.5*c.sheet.label, c.high+0.4*c.sheet.label)
		for k, h := range c.heads[j] {
			p.text(c.head, c.x[j], c.area.Max.Y-capHeight*c.head.size-vg.Length(k)*c.head.step(), atMiddle, h)
		}
	}
	if c.zero {
		p.level(axisGrey, 0.8*c.sheet.pen, c.x[0], c.x[1], c.y(0))
	}
	order := c.backToFront()
	for _, i := range order {
		if r := c.rows[i]; r.cells[0].known && r.cells[1].known && !c.broken[i] {
			p.line(r.color, c.thickness(r), vg.Point{X: c.x[0], Y: c.y(r.cells[0].value)}, vg.Point{X: c.x[1], Y: c.y(r.cells[1].value)})
		}
	}
	for _, i := range order {
		r := c.rows[i]
		radius := 1.15*c.thickness(r) + 1.1*c.sheet.pen
		for j, k := range r.cells {
			if k.known {
				at := vg.Point{X: c.x[j], Y: c.y(k.value)}
				p.dot(white, radius+0.9*c.sheet.pen, at)
				p.dot(r.color, radius, at)
			}
		}
	}
	for j := range c.labels {
		for _, l := range c.labels[j] {
			l.draw(p, c.places[j], [2]anchor{atEnd, atStart}[j], c.sheet)
		}
	}
}

func (c *slope) thickness(r row) vg.Length {
	switch {
	case r.strong:
		return 2.6 * c.sheet.pen
	case r.grey:
		return 0.9 * c.sheet.pen
	}
	return 1.5 * c.sheet.pen
}
