package chart

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// alt is the alternative text.
func (c *cascade) alt(subtitle string) string {
	format := c.panel.Unit.Format
	text := waterfallName + ": " + shorten(subtitle, 180) + "."
	add := func(s string) {
		if utf8.RuneCountInString(text+s) <= 420 {
			text += s
		}
	}
	if c.start != nil {
		add(fmt.Sprintf(" From %s in %s to %s in %s.", format(c.start.value), c.start.period.Words(), format(c.end.value), c.end.period.Words()))
	} else {
		add(fmt.Sprintf(" %d steps to %s.", len(c.steps), format(c.end.value)))
	}
	var up, down *bar
	for i := range c.steps {
		b := &c.steps[i]
		if b.value > 0 && (up == nil || b.value > up.value) {
			up = b
		}
		if b.value < 0 && (down == nil || b.value < down.value) {
			down = b
		}
	}
	if up != nil {
		add(fmt.Sprintf(" Largest rise: %s, %s.", shorten(up.label, 60), format(up.value)))
	}
	if down != nil {
		add(fmt.Sprintf(" Largest fall: %s, %s.", shorten(down.label, 60), format(down.value)))
	}
	for utf8.RuneCountInString(text) < 60 {
		text += " The numbers come with the figure as a table."
	}
	return text
}

// setNumbers prints the numbers of all bars with the same decimals, so that a
// reader can add them up: as many as the largest step needs, and at most one more
// than the largest total.
func (w *waterfall) setNumbers() {
	step, level := 0.0, 0.0
	for _, b := range w.bars() {
		if !b.total {
			step = max(step, math.Abs(b.value*w.unit.factor))
		}
		level = max(level, math.Abs(b.to*w.unit.factor))
	}
	percent := w.unit.each == "%"
	coarse := labelDecimals(level, percent)
	w.decimals = coarse
	if step > 0 {
		w.decimals = max(coarse, min(labelDecimals(step, percent), coarse+1))
	}
	for w.decimals > 0 && !slices.ContainsFunc(w.bars(), func(b bar) bool {
		v := b.value * w.unit.factor * math.Pow10(w.decimals-1)
		return math.Abs(v-math.Round(v)) > 1e-6
	}) {
		w.decimals--
	}
	w.texts = nil
	for _, b := range w.bars() {
		w.texts = append(w.texts, w.number(b))
	}
}

// number is what stands at a bar: a step with its sign, a total with its unit.
func (w *waterfall) number(b bar) string {
	v := b.value * w.unit.factor
	switch {
	case !b.total:
		return w.gains.value(v, w.decimals)
	case math.Abs(v) < 0.5*math.Pow10(-w.decimals), strings.HasSuffix(w.unit.suffix, "…"):
		return w.unit.value(v, w.decimals)
	}
	return w.unit.tick(v, w.decimals, true)
}

// printedCloses reports whether the numbers add up as they are printed.
func (w *waterfall) printedCloses() bool {
	rounded := func(v float64) float64 { return math.Round(v * w.unit.factor * math.Pow10(w.decimals)) }
	sum := 0.0
	if w.start != nil {
		sum = rounded(w.start.value)
	}
	for _, b := range w.steps {
		sum += rounded(b.value)
	}
	return math.Abs(sum-rounded(w.end.value)) < 0.5
}

// hue is grey for totals and for what changes nothing, and for steps the colour of their sign or the one that
// the caller fixed.
func (w *waterfall) hue(b bar) color.NRGBA {
	switch {
	case b.total, b.value == 0:
		return totalGrey
	case b.row >= 0 && w.rows[b.row].fixed:
		return w.dim(b, w.rows[b.row].color)
	case b.value < 0:
		return w.dim(b, vermilion)
	}
	return w.dim(b, blue)
}

func (w *waterfall) dim(b bar, c color.NRGBA) color.NRGBA {
	if w.focus && !w.strong(b) {
		return tint(c, 0.5)
	}
	return c
}

func (w *waterfall) strong(b bar) bool { return b.row >= 0 && w.rows[b.row].strong }

var totalGrey = color.NRGBA{0x59, 0x59, 0x59, 0xFF}

// ink is the style of the number of a bar.
func (w *waterfall) ink(b bar) style {
	st := w.figures
	st.color = readable(w.hue(b))
	return st
}

// reach is how far a bar and its range go.
func (b bar) reach() (low, high float64) {
	low, high = min(b.from, b.to), max(b.from, b.to)
	if b.ranged() {
		low, high = min(low, b.from+b.lower), max(high, b.from+b.upper)
	}
	return low, high
}

func (b bar) ranged() bool {
	return b.upper-b.lower > 0.005*max(math.Abs(b.lower), math.Abs(b.upper))
}

// extent is the range of all that is drawn, as printed.
func (w *waterfall) extent() (low, high float64) {
	for _, b := range w.bars() {
		l, h := b.reach()
		low, high = min(low, l*w.unit.factor), max(high, h*w.unit.factor)
	}
	return low, high
}

// lines are what a reader of a page finds at a bar.
func (w *waterfall) lines(b bar) []string {
	format := w.panel.Unit.Format
	out := []string{b.label, format(b.value)}
	if b.ranged() {
		out[1] += " (" + format(b.lower) + " to " + format(b.upper) + ")"
	}
	if !b.total {
		out = append(out, "leads to "+format(b.to))
	}
	return out
}
