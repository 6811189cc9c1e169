package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// target is an area of a figure on a page, and the numbers that a reader finds
// there.
type target struct {
	area  vg.Rectangle
	lines []string
}

// mostTargets is how many a page carries without becoming slow.
const mostTargets = 400

// targets are those of the chart, as many as a page carries.
func (c *composition) targets() []target {
	if c.plan.targets == nil {
		return nil
	}
	all := c.plan.targets()
	return all[:min(len(all), mostTargets)]
}

// tip says one number in words: "Drones: 1.21 billion EUR (up to 1.40 billion EUR)".
func (s *subject) tip(i, j int) string {
	text := s.tipAmount(s.rows[i].cells[j])
	if len(s.rows) > 1 {
		text = s.rows[i].label + ": " + text
	}
	return text
}

func (s *subject) tipAmount(c cell) string {
	format := s.source.Unit.Format
	if !c.known {
		text := "n/a: " + c.reason()
		if b := joinBounds(c, format(c.rawLower), format(c.rawUpper)); b != "" {
			text += " (" + b + ")"
		}
		return text
	}
	text := format(c.raw)
	switch {
	case below(c):
		text += " (" + format(c.rawLower) + " to " + format(c.rawUpper) + ")"
	case above(c):
		text += " (up to " + format(c.rawUpper) + ")"
	case c.open:
		text = "at least " + text
	}
	return text
}

// tips are the numbers of one period, the largest first, after its name.
func (s *subject) tips(j int) []string {
	const most = 12
	lines := []string{s.periods[j].Words()}
	order := s.byNumber(j)
	if len(order) > most && slices.ContainsFunc(s.rows, func(r row) bool { return !r.grey }) {
		order = slices.DeleteFunc(order, func(i int) bool { return s.rows[i].grey })
	}
	order = order[:min(len(order), most)]
	for _, i := range order {
		lines = append(lines, s.tip(i, j))
	}
	if rest := len(s.rows) - len(order); rest > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", rest))
	}
	return lines
}

// byNumber orders the rows by their numbers in a period, unknown ones last.
func (s *subject) byNumber(j int) []int {
	order := s.everyRow()
	size := func(i int) float64 {
		if c := s.rows[i].cells[j]; c.known {
			return c.value
		}
		return math.Inf(-1)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
	return order
}

// strips are upright targets of the periods: each reaches half-way to the next
// one. Where there are too many, those between are left to their neighbours.
func (s *subject) strips(data vg.Rectangle, x func(j int) vg.Length) (out []target) {
	step := (len(s.periods) + mostTargets - 1) / mostTargets
	for j := 0; j < len(s.periods); j += step {
		from, to := data.Min.X, data.Max.X
		if j > 0 {
			from = max(from, (x(j-step)+x(j))/2)
		}
		if j+step < len(s.periods) {
			to = min(to, (x(j)+x(j+step))/2)
		}
		if from < to {
			out = append(out, target{vg.Rectangle{Min: vg.Point{X: from, Y: data.Min.Y}, Max: vg.Point{X: to, Y: data.Max.Y}}, s.tips(j)})
		}
	}
	return out
}

func (c *lineChart) targets() []target {
	return c.strips(c.data, func(j int) vg.Length { return c.x(c.time.at(c.periods[j])) })
}

func (c *columns) targets() []target {
	return c.strips(c.data, func(j int) vg.Length { return c.x(float64(j) + 0.5) })
}

// targets of a ranking are as wide as the chart and as high as a bar.
func (c *ranking) targets() (out []target) {
	y := c.top
	for _, i := range c.order {
		first := y - c.slot/2 + c.bar*vg.Length(len(c.periods)-1)/2
		for j, t := range c.periods {
			middle := first - vg.Length(j)*c.bar
			out = append(out, target{vg.Rectangle{
				Min: vg.Point{X: c.area.Min.X, Y: middle - c.bar/2}, Max: vg.Point{X: c.area.Max.X, Y: middle + c.bar/2},
			}, []string{t.Words(), c.tip(i, j)}})
		}
		y -= c.slot
	}
	return out
}

// targets of a slope are squares around its points: all the numbers of one side
// where they stand close.
func (c *slope) targets() (out []target) {
	reach := 0.9 * c.sheet.label
	for j, t := range c.periods {
		for _, r := range c.rows {
			if !r.cells[j].known {
				continue
			}
			at := vg.Point{X: c.x[j], Y: c.y(r.cells[j].value)}
			lines := []string{t.Words()}
			for _, k := range c.byNumber(j) {
				if o := c.rows[k].cells[j]; o.known && math.Abs(float64(c.y(o.value)-at.Y)) < float64(reach) {
					lines = append(lines, c.tip(k, j))
				}
			}
			out = append(out, target{vg.Rectangle{
				Min: vg.Point{X: at.X - reach, Y: at.Y - reach}, Max: vg.Point{X: at.X + reach, Y: at.Y + reach},
			}, lines})
		}
	}
	return out
}
