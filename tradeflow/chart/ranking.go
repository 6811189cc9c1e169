package chart

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// ranking is horizontal bars that are laid out: one or more for each row.
type ranking struct {
	*subject
	area     vg.Rectangle
	balanced bool // the zero line stands inside the chart, not at its edge
	order    []int
	slot     vg.Length // the height of a row
	bar      vg.Length // the height of one bar and the gap to the next
	names    map[int]label
	left     vg.Length // where the bars may begin
	x        func(float64) vg.Length
	figures  style // of the numbers at the bars
	top      vg.Length
	keys     [][]int // the periods of a group's key, in lines
	silent   bool    // some reason had no room
	brief    bool    // "n/a" without the range that its thin line shows
}

func planRanking(s *subject, panel vg.Rectangle) (plan, error) {
	return (&ranking{subject: s, area: panel}).plan()
}

func (c *ranking) plan() (plan, error) {
	c.top, c.figures = c.area.Max.Y, style{size: c.sheet.label, bold: true}
	n := len(c.periods)
	if n > 1 {
		c.layKeys()
	}
	c.order = c.ranked()
	least := c.least()
	per := vg.Length(n)
	room := c.top - c.area.Min.Y
	all := c.order
	var remark string
	c.order, remark = c.foremost(all, int(room/(per*1.12*least+0.2*least)))
	c.silent = len(c.order) < len(all) && slices.ContainsFunc(all, func(i int) bool { return !slices.Contains(c.order, i) && c.lacks(i) })
	c.slot = min(room/vg.Length(len(c.order)), (3.4+2*per)*c.sheet.label)
	c.bar = min(0.68*c.slot, 2.6*c.sheet.label)
	c.figures.size = max(smallest, min(c.sheet.label, c.slot/per/1.15))
	if n > 1 {
		// Air between the groups, as far as the numbers leave some.
		air := max(0.2*least, min(0.16*c.slot, c.slot-per*1.12*c.sheet.label))
		c.bar = min((c.slot-air)/per, 2.6*c.sheet.label)
		c.figures.size = max(smallest, min(c.sheet.label, c.bar/1.1))
		c.figures.bold = false
	}
	c.names, c.left = c.layNames(c.order, c.slot)
	if err := c.layScale(); err != nil {
		return plan{}, err
	}
	if c.silent {
		remark = sentences(remark, c.reasons())
	}
	remark = sentences(remark, c.uneven())
	return plan{draw: c.draw, drawn: c.order, remark: remark, targets: c.targets}, nil
}

// reasons says why numbers are missing where some bar had no room for it. Where all
// are for one reason and stand in the chart with their bounds, that is enough.
func (c *ranking) reasons() string {
	one := ""
	for i, r := range c.rows {
		for _, k := range r.cells {
			switch {
			case k.known:
			case !slices.Contains(c.order, i), one != "" && one != k.reason(), !c.whiskered(k) && !strings.Contains(c.absence(k).text, c.between(k)):
				return missing(c.source)
			default:
				one = k.reason()
			}
		}
	}
	return "n/a: " + one
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

// layNames sets the names of rows in a column at the left, in slots of a height;
// width is that of the column and the gap beside it.
func (s *subject) layNames(order []int, slot vg.Length) (names map[int]label, width vg.Length) {
	texts := make([]string, len(order))
	for at, i := range order {
		texts[at] = s.rows[i].label
	}
	set, width := s.setNames(texts, func(at int) bool { return s.rows[order[at]].strong }, slot)
	names = map[int]label{}
	for at, i := range order {
		set[at].row = i
		names[i] = set[at]
	}
	return names, width
}

func (s *subject) setNames(texts []string, bold func(int) bool, slot vg.Length) (set []label, width vg.Length) {
	st := style{size: s.sheet.label, color: ink}
	most := (s.sheet.width - 2*s.sheet.margin) * (s.sheet.names + 0.02)
	lines := max(1, min(3, int((slot-0.1*st.size)/(leading*st.size))))
	for i, text := range texts {
		st.bold = bold(i)
		l := label{row: i}
		l.lines, l.style = st.fit(text, most, lines)
		set = append(set, l)
		width = max(width, l.style.widest(l.lines))
	}
	return set, width + 0.8*s.sheet.label
}

// layScale finds the longest scale on which every bar and the number at its end
// have room. Where that is short, it does without what is said twice.
func (c *ranking) layScale() (err error) {
	c.left += c.area.Min.X
	low, high := c.extent()
	low, high = min(low, 0), max(high, 0)
	if c.balanced && low < 0 && high > 0 {
		low, high = min(low, -high/3), max(high, -low/3)
	}
	if low == high {
		high = 1
	}
	for {
		var ends []end
		for _, i := range c.order {
			for _, k := range c.rows[i].cells {
				l, h, ok := c.reach(k)
				if !ok {
					continue
				}
				w := c.figures.width(c.figure(k)) + 0.5*c.figures.size
				if c.leftward(k) {
					ends = append(ends, end{at: l, before: w})
				} else {
					ends = append(ends, end{at: h, after: w})
				}
			}
		}
		c.x, err = squeeze(low, high, c.left, c.area.Max.X, ends)
		if c.brief && err != nil {
			return err
		}
		if c.brief || err == nil && c.x(high)-c.x(low) > 0.65*(c.area.Max.X-c.left) {
			break
		}
		c.brief = true
	}
	for _, i := range c.order {
		for _, k := range c.rows[i].cells {
			if !k.known {
				c.silent = c.silent || !c.absence(k).whole
			}
		}
	}
	return nil
}

// leftward reports whether the number stands at the left end of its bar.
func (c *ranking) leftward(k cell) bool {
	low, high, _ := c.reach(k)
	if k.known {
		return k.value < 0
	}
	return high <= 0 || low < 0 && -low > high
}

// figure is the number printed at a bar, or both ends of a light range. What has
// bounds in place of a number is that.
func (c *ranking) figure(k cell) string {
	switch {
	case !k.known && c.brief:
		return "n/a"
	case !k.known:
		return "n/a (" + c.between(k) + ")"
	}
	text := c.number(k)
	if k.light(c.unit.plus) {
		if upper := c.unit.value(k.upper, c.decimals); upper != text {
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
	room := best.to - best.from - 2*gap
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
