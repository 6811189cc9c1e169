package chart

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// lay finds how many rows and columns have room.
func (c *heat) lay(blocks int, names vg.Length) {
	n, m := 0, len(c.down.members)
	for range 2 { // the second time beside the names that are left
		n = c.layColumns(blocks, m, names)
		m = c.layRows(m)
	}
	c.leftOver = sentences(c.down.left(m), c.across.left(n))
}

// layColumns finds the most columns whose heads and numbers have room beside the
// names of m rows.
func (c *heat) layColumns(blocks, m int, limit vg.Length) int {
	label := c.sheet.label
	names := style{size: label}
	widest := vg.Length(0)
	for _, r := range c.down.first(m) {
		names.bold = r.strong(c.subject)
		widest = max(widest, min(limit, names.width(r.name)))
	}
	c.x0 = c.area.Min.X + widest + 0.9*label
	for n := len(c.across.members); ; n-- {
		c.columns = c.across.first(n)
		c.per = (n + blocks - 1) / blocks
		c.w = min((c.area.Max.X-c.x0)/vg.Length(c.per), 12*label)
		long := func(m member) bool { return c.narrow[m.name] > c.w-0.4*label }
		if n > 1 && (c.w < 2*smallest || slices.ContainsFunc(c.columns, long) || !c.layFigures()) {
			continue // before the heads, which take longer to set
		}
		c.layFigures()
		if whole := c.layHeads(); whole || n == 1 {
			c.whole = whole
			return n
		}
	}
}

// layHeads sets the heads of the columns, and reports whether they have room.
func (c *heat) layHeads() bool {
	const most = 4
	room := c.w - 0.4*c.sheet.label
	whole := false
	for size := c.sheet.label; ; size = max(smallest, size-0.5) {
		c.head, c.heads, whole = style{size: size, bold: true, color: ink}, nil, true
		for _, m := range c.columns {
			lines, fits := c.lines.wrap(c.head, m.name, room)
			if !fits {
				lines, fits = c.lines.wrap(c.head, hyphenated(m.name), room)
			}
			whole = whole && fits && len(lines) <= most
			if !whole && size > smallest {
				break // the rest need not be tried in this size
			}
			c.heads = append(c.heads, c.lines.cut(c.head, lines, room, most))
		}
		if whole || size <= smallest {
			return whole
		}
	}
}

// layFigures sets the numbers, and reports whether they have room.
func (c *heat) layFigures() bool {
	room := c.w - 0.4*c.sheet.label
	for _, c.folded = range []bool{false, true} {
		for size := c.sheet.label; ; size = max(smallest, size-0.5) {
			c.figures = style{size: size}
			if c.figures.widest(c.longest[c.folded]) <= room {
				return true
			}
			if size <= smallest {
				break
			}
		}
	}
	return false
}

// measure finds the longest figures, in one line and in two, by which the others
// are set.
func (c *heat) measure() {
	c.longest = map[bool][]string{}
	st := style{size: c.sheet.label}
	for _, c.folded = range []bool{false, true} {
		var widest vg.Length
		for _, m := range c.down.members {
			for _, p := range m.spots {
				if lines := c.figure(p); st.widest(lines) > widest {
					widest, c.longest[c.folded] = st.widest(lines), lines
				}
			}
		}
	}
}

// figure is what a cell prints.
func (c *heat) figure(p spot) []string {
	k := c.subject.rows[p.row].cells[p.period]
	if !k.known {
		return []string{"n/a"}
	}
	text := func(raw float64) string { return c.numbers.value(raw*c.unit.factor, c.digits) }
	low, high := text(k.rawLower), text(k.rawUpper)
	if !k.spans() || low == high {
		return []string{text(k.raw)}
	}
	between := "–"
	if k.rawLower < 0 || c.unit.plus {
		between = " to "
	}
	if c.folded {
		return []string{strings.TrimSpace(low + between), high}
	}
	return []string{low + between + high}
}

// layRows finds the most rows, of up to m, whose names have room.
func (c *heat) layRows(m int) int {
	blocks := (len(c.columns) + c.per - 1) / c.per
	lines := 1
	for _, h := range c.heads {
		lines = max(lines, len(h))
	}
	heads := c.head.height(lines) + 0.6*c.sheet.label
	gap := 0.9 * c.sheet.label // between blocks
	top := c.area.Max.Y - c.key.height - heads
	room := (c.area.Max.Y-c.key.height-c.area.Min.Y-gap*vg.Length(blocks-1))/vg.Length(blocks) - heads
	least := 1.5 * c.figures.size
	if c.folded {
		least += c.figures.step()
	}
	width := c.x0 - 0.9*c.sheet.label - c.area.Min.X
	for m = max(1, min(m, int(room/least))); ; m-- {
		c.rows = c.down.first(m)
		names := false
		for _, c.h = range []vg.Length{min(room/vg.Length(m), 4.2*c.sheet.label), room / vg.Length(m)} {
			if names = c.layNames(width); names {
				break
			}
		}
		if names || m == 1 {
			c.whole = c.whole && names
			break
		}
	}
	c.tops = nil
	for b := range blocks {
		c.tops = append(c.tops, top-vg.Length(b)*(vg.Length(m)*c.h+heads+gap))
	}
	return m
}

// layNames sets the names of the rows, and reports whether all have room.
func (c *heat) layNames(width vg.Length) bool {
	c.names = nil
	whole := true
	for i, r := range c.rows {
		l := label{row: i}
		l.lines, l.style = c.name(r, width)
		whole = whole && !cutShort(l.lines, r.name)
		c.names = append(c.names, l)
	}
	return whole
}

// name sets the name of a row in as many lines as its height has room for.
func (c *heat) name(r member, width vg.Length) (lines []string, st style) {
	st = style{size: c.sheet.label, bold: r.strong(c.subject), color: ink}
	for {
		fit := max(1, 1+int((c.h-st.height(1)-0.4*st.size)/st.step()))
		lines, whole := c.lines.wrap(st, r.name, width+0.1)
		if st.size <= smallest || whole && len(lines) <= fit && st.height(1) <= c.h {
			return c.lines.cut(st, lines, width, fit), st
		}
		st.size = max(smallest, st.size-0.5)
	}
}

// cutShort reports whether the lines are less than the whole text.
func cutShort(lines []string, text string) bool {
	return len(lines) > 0 && strings.HasSuffix(lines[len(lines)-1], "…") && !strings.HasSuffix(text, "…")
}
