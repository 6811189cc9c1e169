package chart

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"
)

// ranking is horizontal bars that are laid out: one or more for each row.
type ranking struct {
	*subject
	area    vg.Rectangle
	order   []int
	slot    vg.Length // the height of a row
	bar     vg.Length // the height of one bar and the gap to the next
	names   map[int]label
	left    vg.Length // where the bars may begin
	x       func(float64) vg.Length
	figures style // of the numbers at the bars
	top     vg.Length
	keys    [][]int // the periods of a group's key, in lines
	silent  bool    // some reason had no room
}

func planRanking(s *subject, panel vg.Rectangle) (plan, error) {
	c := &ranking{subject: s, area: panel, top: panel.Max.Y, figures: style{size: s.sheet.label, bold: true}}
	n := len(s.periods)
	if n > 1 {
		c.layKeys()
	}
	c.rank()
	least := max(smallest, 0.9*s.sheet.label)
	per := vg.Length(n)
	room := c.top - panel.Min.Y
	fit := int(room / (per*1.12*least + 0.2*least))
	all := len(c.order)
	c.order = c.order[:min(all, max(1, fit))]
	c.slot = min(room/vg.Length(len(c.order)), (3.4+2*per)*s.sheet.label)
	c.bar = min((c.slot-0.2*least)/per, 2.6*s.sheet.label)
	if n == 1 {
		c.bar = min(0.68*c.slot, 2.6*s.sheet.label)
	}
	c.figures.size = max(smallest, min(s.sheet.label, c.slot/per/1.15))
	if n > 1 {
		c.figures.size = max(smallest, min(s.sheet.label, c.bar/1.1))
		c.figures.bold = false
	}
	c.layNames()
	c.layScale()
	remark := ""
	if len(c.order) < all {
		remark = fmt.Sprintf("The first %d of %d series are drawn", len(c.order), all)
	}
	if c.silent {
		remark = sentences(remark, missing(s.source))
	}
	return plan{draw: c.draw, drawn: c.order, remark: remark, targets: c.targets}, nil
}

// rank orders the rows by their last period, unknown ones last.
func (c *ranking) rank() {
	c.order = c.everyRow()
	slices.SortStableFunc(c.order, func(a, b int) int {
		for j := len(c.periods) - 1; j >= 0; j-- {
			u, v := c.rows[a].cells[j], c.rows[b].cells[j]
			if u.known != v.known {
				if u.known {
					return -1
				}
				return 1
			}
			if u.known && u.value != v.value {
				return cmp.Compare(v.value, u.value)
			}
		}
		return 0
	})
}

// layKeys makes the line above a grouped chart that says which bar is when.
func (c *ranking) layKeys() {
	st := style{size: c.sheet.label}
	var used vg.Length
	for j, t := range c.periods {
		w := 1.3*st.size + st.width(t.Words()) + 1.5*st.size
		if len(c.keys) == 0 || used+w > c.area.Size().X {
			c.keys, used = append(c.keys, nil), 0
		}
		used += w
		c.keys[len(c.keys)-1] = append(c.keys[len(c.keys)-1], j)
	}
	c.top -= vg.Length(len(c.keys))*1.5*st.size + 0.3*st.size
}

// layNames sets the names in a column at the left.
func (c *ranking) layNames() {
	st := style{size: c.sheet.label, color: ink}
	width := c.area.Size().X * (c.sheet.names + 0.02)
	c.names = map[int]label{}
	var wide vg.Length
	for _, i := range c.order {
		r := c.rows[i]
		st.bold = r.strong
		lines := max(1, int((c.slot-0.1*st.size)/(leading*st.size)))
		l := label{row: i}
		l.lines, l.style = st.fit(r.label, width, min(3, lines))
		c.names[i] = l
		wide = max(wide, l.style.widest(l.lines))
	}
	c.left = c.area.Min.X + wide + 0.8*st.size
}

// layScale finds the longest scale on which every bar and the number at its end
// have room.
func (c *ranking) layScale() {
	low, high := c.extent()
	low, high = min(low, 0), max(high, 0)
	if low == high {
		high = 1
	}
	var before, after vg.Length
	for _, i := range c.order {
		for _, k := range c.rows[i].cells {
			if c.whiskered(k) && k.lower < 0 && k.upper > 0 { // at the least, "n/a" has room beside it
				w := style{size: smallest}.width("n/a") + c.figures.size
				before, after = max(before, w), max(after, w)
			}
			if !k.known {
				continue
			}
			w := c.figures.width(c.figure(k)) + 0.5*c.figures.size
			if k.value < 0 {
				before = max(before, w)
			} else {
				after = max(after, w)
			}
		}
	}
	c.x = scale(low, high, c.left+before, max(c.left+before+10, c.area.Max.X-after))
	for _, i := range c.order {
		for _, k := range c.rows[i].cells {
			if !k.known {
				c.silent = c.silent || !c.absence(k).whole
			}
		}
	}
}

// figure is the number printed at a bar, or both ends of a range.
func (c *ranking) figure(k cell) string {
	text := c.number(k)
	if k.ranged() {
		if upper := c.unit.value(k.upper, c.decimals); upper != text {
			if k.value < 0 || k.upper < 0 || c.unit.plus {
				return text + " to " + upper
			}
			return text + "–" + upper
		}
	}
	return text
}

// absence is the text in the place of a missing bar.
type absence struct {
	text  string
	style style
	x     vg.Length
	side  anchor
	whole bool // it holds the reason
}

// absence says why a bar is missing and what its bounds are, on that side of zero,
// or of the line between the bounds, that has the most room.
func (c *ranking) absence(k cell) absence {
	a := absence{style: style{size: c.figures.size, color: faintInk}}
	gap := 0.4 * c.figures.size
	from, to := c.x(0), c.x(0)
	if c.whiskered(k) {
		from, to = min(from, c.x(k.lower)), max(to, c.x(k.upper))
	}
	spots := []struct{ from, to vg.Length }{{c.left, from}, {to, c.area.Max.X}}
	if c.whiskered(k) && k.upper < 0 {
		spots = append(spots, struct{ from, to vg.Length }{c.x(k.upper), c.x(0)})
	} else if c.whiskered(k) && k.lower > 0 {
		spots = append(spots, struct{ from, to vg.Length }{c.x(0), c.x(k.lower)})
	}
	best := spots[1]
	for _, s := range spots {
		if s.to-s.from > best.to-best.from {
			best = s
		}
	}
	room := best.to - best.from - gap
	a.x, a.side = best.from+gap, atStart
	if best.to <= c.x(0) {
		a.x, a.side = best.to-gap, atEnd
	}
	reason := "n/a: " + k.reason()
	texts := []string{reason}
	if b := c.between(k); b != "" {
		texts = []string{reason + " (" + b + ")", "n/a (" + b + ")"}
	}
	for {
		for i, text := range texts {
			if a.style.width(text) <= room {
				a.text, a.whole = text, i == 0
				return a
			}
		}
		if a.style.size <= smallest {
			a.text = "n/a"
			return a
		}
		a.style.size = max(smallest, a.style.size-0.5)
	}
}
