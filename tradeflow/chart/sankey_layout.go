package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// lay places everything in one manner, and reports whether it has room.
func (c *sankey) lay(m manner) bool {
	c.manner = m
	c.title = 0
	c.frame()
	c.decimals = c.sumDecimals()
	across := c.layAcross
	if m.within {
		across = c.layWithin
	}
	if !across() {
		return false
	}
	if len(c.periods) > 1 && !c.oneLine() { // the periods need a line of their own
		c.title = 1.6 * c.sheet.label
		c.frame()
	}
	return c.layUpright()
}

// sumDecimals is as many as labelDecimals allows for the totals at the bars, and
// fewer where all are whole with fewer.
func (c *sankey) sumDecimals() int {
	var totals []float64
	for _, column := range c.columns {
		for _, n := range column {
			for j := range c.periods {
				totals = append(totals, c.sum(n.in, j).value, c.sum(n.out, j).value)
			}
		}
	}
	enough := labelDecimals(slices.Max(totals), false)
	for d := range enough {
		if !slices.ContainsFunc(totals, func(v float64) bool {
			v *= math.Pow10(d)
			return math.Abs(v-math.Round(v)) > 1e-6
		}) {
			return d
		}
	}
	return enough
}

// oneLine reports whether the periods have room before the head of the first
// column.
func (c *sankey) oneLine() bool {
	bold, st := style{size: c.sheet.label, bold: true}, style{size: c.sheet.label}
	for j, t := range c.periods {
		if from := c.x[j][0] + c.bar - st.width(c.headings()[0]); c.frames[j].Min.X+bold.width(t.Words())+c.sheet.label > from {
			return false
		}
	}
	return true
}

// frame makes a place for each period: side by side where the paper is wide.
func (c *sankey) frame() {
	label := c.sheet.label
	heads := 1.75 * label // of the columns
	whole := c.area
	switch {
	case len(c.periods) == 1:
		whole.Max.Y -= heads
		c.frames = []vg.Rectangle{whole}
	case c.beside():
		left, right := whole, whole
		width := (whole.Size().X - 2*label) / 2
		left.Max.X, right.Min.X = left.Min.X+width, right.Max.X-width
		left.Max.Y -= heads + c.title
		right.Max.Y = left.Max.Y
		c.frames = []vg.Rectangle{left, right}
	default:
		upper, lower := whole, whole
		below := 2.3 * label // the period of the lower one
		height := (whole.Size().Y - heads - c.title - below) / 2
		upper.Max.Y -= heads + c.title
		upper.Min.Y = upper.Max.Y - height
		lower.Max.Y = lower.Min.Y + height
		c.frames = []vg.Rectangle{upper, lower}
	}
}

// beside reports whether two periods stand side by side: each needs room for its
// names.
func (c *sankey) beside() bool {
	return len(c.periods) == 2 && c.area.Size().X >= vg.Length(10*(c.net.last+3))*c.sheet.label
}

// narrowest is the share of the width below which the bands of the first stage are
// too steep to be followed.
const narrowest = 0.16

// layAcross sets the labels beside the bars and places the columns.
func (c *sankey) layAcross() bool {
	size, last := c.manner.size, c.net.last
	width := c.frames[0].Size().X
	c.bar = min(1.15*c.sheet.label, 0.035*width)
	gap := 0.6 * size
	whole := true
	set := func(column int, limit, inline vg.Length) (widest vg.Length) {
		for _, n := range c.columns[column] {
			for j := range c.periods {
				l, fits := c.setLabel(n, j, limit, inline)
				if last == 1 && c.manner.inline && c.manner.lines == 2 {
					fits = fits && l.inline // all on one line, or all on two
				}
				whole = whole && fits
				n.label[j] = l
				widest = max(widest, l.width())
			}
		}
		return widest
	}
	inline := vg.Length(0)
	if c.manner.inline {
		inline = width
	}
	from, to := 0.27*width, 0.24*width
	if last == 1 { // one stage needs no room for hubs
		from, to = 0.3*width, 0.3*width
		if c.beside() {
			to = 0.38 * width
		}
	}
	left := set(0, from, inline) + gap
	right := set(last, to, inline) + gap
	room := width - left - right - vg.Length(last+1)*c.bar
	// The labels of hubs stand on what leaves them, which needs some more room to
	// be seen.
	stages := make([]vg.Length, last)
	rest := room
	for k := 1; k < last; k++ {
		limit := 0.68*room/vg.Length(last-1) - gap
		// On one line where that takes no more room, or little of the band.
		wide := set(k, limit, max(set(k, limit, 0), 0.6*room/vg.Length(last))) + 2.4*gap
		stages[k] = max(room/vg.Length(last), wide)
		rest -= stages[k]
	}
	stages[0] = rest
	if rest < 2.5*size || last > 1 && rest < narrowest*width {
		return false
	}
	c.x = nil
	for _, f := range c.frames {
		x := []vg.Length{f.Min.X + left}
		for k := range last {
			x = append(x, x[k]+c.bar+stages[k])
		}
		c.x = append(c.x, x)
	}
	return whole
}

// layUpright finds the largest scale on which every column of every period has
// room: a bar takes its height or that of its label, whichever is more.
func (c *sankey) layUpright() bool {
	gap := vg.Length(c.manner.gap) * c.manner.size
	room := c.frames[0].Size().Y
	if c.manner.within {
		return c.stackWithin(room, gap)
	}
	scale, most := 0.0, 0.0
	for _, column := range c.columns {
		for _, n := range column {
			n.above = [2]bool{}
		}
		for j := range c.periods {
			free := float64(room - gap*vg.Length(len(column)-1))
			values, least := make([]float64, len(column)), make([]float64, len(column))
			sum := 0.0
			for i, n := range column {
				values[i], least[i] = c.height(n, j), float64(n.label[j].height())
				sum += values[i]
			}
			s, ok := fill(values, least, free)
			if !ok {
				return false
			}
			if sum > 0 && (scale == 0 || s < scale) {
				scale = s
			}
			most = max(most, sum)
		}
	}
	if scale*most < c.manner.flows*float64(room) && most > 0 {
		return false
	}
	c.perUnit = scale
	for j := range c.periods {
		for _, column := range c.columns {
			c.stackColumn(column, j, gap)
		}
	}
	return true
}

// fill returns the largest scale at which heights of at least so much each have
// room together: the sum of max(scale·value, least) is the room.
func fill(values, least []float64, room float64) (scale float64, ok bool) {
	held := make([]bool, len(values)) // as high as their label
	for {
		free, sum := room, 0.0
		for i, v := range values {
			if held[i] || v == 0 {
				free -= least[i]
			} else {
				sum += v
			}
		}
		if free < 0 {
			return 0, false
		}
		if sum == 0 {
			return 0, true
		}
		scale = free / sum
		changed := false
		for i, v := range values {
			if v > 0 && !held[i] && scale*v < least[i] {
				held[i], changed = true, true
			}
		}
		if !changed {
			return scale, true
		}
	}
}

// stackColumn places the bars of a column, which is centred, and its bands.
func (c *sankey) stackColumn(column []*node, j int, gap vg.Length) {
	slots := make([]vg.Length, len(column))
	all := gap * vg.Length(len(column)-1)
	for i, n := range column {
		slots[i] = c.slot(n, j)
		all += slots[i]
	}
	f := c.frames[j]
	top := (f.Min.Y+f.Max.Y)/2 + all/2
	for i, n := range column {
		middle, half := top-slots[i]/2, c.points(c.height(n, j))/2
		if n.above[j] {
			middle = top - slots[i] + half
		}
		n.low[j], n.high[j] = middle-half, middle+half
		for side, bands := range [2][]*band{n.in, n.out} {
			y := n.high[j]
			for _, b := range bands {
				if b.at[j] == nil {
					b.at[j] = make([]joint, len(b.stops))
				}
				at := &b.at[j][slices.Index(b.stops, n)]
				if side == 0 {
					at.in = y
				} else {
					at.out = y
				}
				y -= c.thickness(b, j)
			}
		}
		top -= slots[i] + gap
	}
}

// points is the height of an amount in printed units.
func (c *sankey) points(v float64) vg.Length { return vg.Length(c.perUnit * v) }

// thickness is how high a band is; one that is unknown has no height.
func (c *sankey) thickness(b *band, j int) vg.Length {
	if k := c.rows[b.row].cells[j]; k.known {
		return c.points(k.value)
	}
	return 0
}
