package chart

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// manner is how generously a diagram is set.
type manner struct {
	size    vg.Length
	signs   bool    // currency and scale at every number, which the subtitle names too
	inline  bool    // name and number on one line also outside the bars
	gap     float64 // between bars, in sizes of the type
	lines   int     // of a name
	flows   float64 // the share of the height that flows must have
	atWorst bool    // names may be cut
	within  bool    // labels between the first and the last bars, so that all the width is for the flows
}

// manners are from the most generous to the densest. The last is for whatever is
// left: long names in four columns on a phone. One stage has room for its names
// beside the bars, and they stay there as long as they can.
func manners(s sheet, stages int) []manner {
	small := max(smallest, 0.84*s.label)
	all := []manner{
		{size: s.label, signs: true, gap: 0.9, lines: 2, flows: 0.6},
		{size: s.label, signs: true, inline: true, gap: 0.6, lines: 2, flows: 0.5},
		{size: s.label, inline: true, gap: 0.45, lines: 2, flows: 0.5},
		{size: small, inline: true, gap: 0.35, lines: 3, flows: 0.4},
		{size: s.label, signs: true, inline: true, gap: 0.5, lines: 2, flows: 0.5, within: true},
		{size: s.label, inline: true, gap: 0.4, lines: 2, flows: 0.4, within: true},
		{size: small, inline: true, gap: 0.35, lines: 2, flows: 0.3, within: true},
		{size: small, inline: true, gap: 0.3, lines: 4, flows: 0.25, atWorst: true},
		{size: small, inline: true, gap: 0.25, lines: 4, flows: 0.15, within: true},
		{size: small, inline: true, gap: 0.2, lines: 4, within: true, atWorst: true},
	}
	if stages == 1 {
		slices.SortStableFunc(all, func(a, b manner) int {
			switch {
			case a.within == b.within:
				return 0
			case b.within:
				return -1
			}
			return 1
		})
	}
	return all
}

// nodeLabel is a name and a number beside a bar.
type nodeLabel struct {
	name, value []string
	bold, plain style
	inline      bool
}

// setLabel sets the label of a bar within a width, and on one line within another;
// whole reports that no word is broken and not too many lines are needed.
func (c *sankey) setLabel(n *node, j int, width, inline vg.Length) (l nodeLabel, whole bool) {
	m := c.manner
	l.bold = style{size: m.size, bold: true, color: ink}
	l.plain = style{size: m.size, color: ink}
	value := c.words(n, j)
	if name := n.name + "\u00A0"; l.bold.width(name)+l.plain.width(value) <= min(width, inline) {
		return nodeLabel{name: []string{name}, value: []string{value}, bold: l.bold, plain: l.plain, inline: true}, true
	}
	var one, two bool
	l.name, one = l.bold.wrap(n.name, width)
	l.value, two = l.plain.wrap(value, width)
	whole = one && two && len(l.name) <= m.lines && (!m.signs || len(l.value) == 1) // without signs, one line may do
	if !whole && m.atWorst {
		lines, _ := l.bold.wrap(l.bold.shortWords(n.name, width), width)
		l.name = l.bold.cut(lines, width, m.lines)
		return l, two && len(l.value) <= m.lines
	}
	return l, whole
}

// shortWords cuts every word that is wider than a line, for Lint to find.
func (s style) shortWords(text string, width vg.Length) string {
	words := strings.Fields(text)
	for i, w := range words {
		if s.width(w) > width {
			words[i] = s.head(w, width-s.width("…")) + "…"
		}
	}
	return strings.Join(words, " ")
}

func (l nodeLabel) width() vg.Length {
	name, value := l.bold.widest(l.name), l.plain.widest(l.value)
	if l.inline {
		return name + value
	}
	return max(name, value)
}

func (l nodeLabel) height() vg.Length {
	lines := len(l.name) + len(l.value)
	if l.inline {
		lines = 1
	}
	return l.bold.height(lines) + 0.28*l.bold.size
}

// box is what the label covers, drawn at a point.
func (l nodeLabel) box(x, y vg.Length, a anchor) vg.Rectangle {
	if a == atEnd {
		x -= l.width()
	}
	half := l.height()/2 + 0.1*l.bold.size
	return vg.Rectangle{Min: vg.Point{X: x - 2, Y: y - half}, Max: vg.Point{X: x + l.width() + 2, Y: y + half}}
}

func (l nodeLabel) draw(p *pen, x, y vg.Length, a anchor) {
	if l.inline {
		y -= capHeight * l.bold.size / 2
		name, value := l.bold.width(l.name[0]), l.plain.width(l.value[0])
		if a == atEnd {
			x -= name + value
		}
		p.text(l.bold, x, y, atStart, strings.TrimSuffix(l.name[0], "\u00A0"))
		p.text(l.plain, x+name, y, atStart, l.value[0])
		return
	}
	lines := len(l.name) + len(l.value)
	y += (vg.Length(lines-1)*l.bold.step()+capHeight*l.bold.size)/2 - capHeight*l.bold.size
	for _, s := range l.name {
		p.text(l.bold, x, y, a, s)
		y -= l.bold.step()
	}
	for _, s := range l.value {
		p.text(l.plain, x, y, a, s)
		y -= l.bold.step()
	}
}

// words are the number at a bar: what it gets and what it sends on, where these
// differ. They need not be equal: imports are consumed, and a hub has goods of its
// own.
func (c *sankey) words(n *node, j int) string {
	in, out := c.sum(n.in, j), c.sum(n.out, j)
	switch {
	case len(n.out) == 0:
		if n.column < c.net.last {
			return "in\u00A0" + c.amount(in)
		}
		return c.amount(in)
	case len(n.in) == 0:
		if n.column > 0 {
			return "out\u00A0" + c.amount(out)
		}
		return c.amount(out)
	}
	a, b := c.amount(in), c.amount(out)
	if a == b {
		return a
	}
	return "in\u00A0" + a + ", out\u00A0" + b
}

// amount prints a total. What is unknown of it is said beside it.
func (c *sankey) amount(t tally) string {
	if t.known == 0 {
		return "n/a"
	}
	text := c.unit.value(t.value, c.decimals)
	if c.manner.signs && t.value != 0 && c.unit.prefix != "" {
		if rest, tiny := strings.CutPrefix(text, "<"); tiny {
			text = "<" + c.unit.prefix + rest + c.unit.suffix
		} else {
			text = c.unit.prefix + text + c.unit.suffix
		}
	}
	if t.unknown > 0 {
		join := "\u00A0"
		if c.manner.within && c.manner.atWorst {
			join = " " // the line may end here
		}
		text += join + "+\u00A0n/a"
	}
	return text
}
