package chart

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// heatKey is the row of boxes above a heat map that says what its colours are,
// and in which unit.
type heatKey struct {
	classes
	title  string
	above  bool // the title stands above the boxes and not beside them
	labels []string
	style  style
	left   vg.Length // of the first box
	box    vg.Length // the width of one
	height vg.Length
}

func newHeatKey(of classes, s *subject, area vg.Rectangle) heatKey {
	k := heatKey{classes: of, title: s.unit.words, style: style{size: s.sheet.label, color: softInk}}
	for i, l := range of.limits {
		text := s.unit.limit(l, of.decimals)
		if !of.diverging && i > 0 && i == len(of.limits)-1 {
			text += "+"
		}
		k.labels = append(k.labels, text)
	}
	n := vg.Length(len(of.colors))
	if what := clean(s.source.Statistic); what != "" && what != "value" && k.style.width(what+", "+k.title) < 0.34*area.Size().X {
		if i := strings.LastIndex(what, ", "); i >= 0 { // the last thing that was calculated; the subtitle has all
			what = what[i+2:]
		}
		k.title = capital(what) + ", " + k.title
	}
	need := k.style.widest(k.labels) + 0.5*k.style.size
	k.left = area.Min.X + k.style.width(k.title) + k.style.size
	k.box = min(5.5*k.style.size, (area.Max.X-k.left)/n)
	if k.box < need {
		k.above, k.left = true, area.Min.X
		k.box = min(5.5*k.style.size, area.Size().X/n)
	}
	for k.style.size > smallest && k.box < need {
		k.style.size = max(smallest, k.style.size-0.5)
		need = k.style.widest(k.labels) + 0.5*k.style.size
	}
	if k.box < need { // every second limit
		for i := range k.labels {
			if i%2 != 0 {
				k.labels[i] = ""
			}
		}
	}
	k.height = 3.1 * s.sheet.label
	if k.above {
		k.height += 1.4 * s.sheet.label
	}
	return k
}

func (k heatKey) draw(p *pen, area vg.Rectangle, s sheet) {
	top := area.Max.Y
	high := 0.95 * s.label
	if k.above {
		st := style{size: s.label, color: softInk}
		lines, st := st.fit(k.title, area.Size().X, 1)
		p.text(st, area.Min.X, top-capHeight*st.size, atStart, strings.Join(lines, " "))
		top -= 1.4 * s.label
	} else {
		p.middle(k.style, area.Min.X, top-high/2, atStart, []string{k.title})
	}
	for i, c := range k.colors {
		x := k.left + vg.Length(i)*k.box
		p.rect(c, x, top-high, x+k.box-0.8, top)
	}
	line := top - high - 0.35*s.label - capHeight*k.style.size
	for i, l := range k.labels {
		x := k.left + vg.Length(i)*k.box
		if k.diverging {
			p.text(k.style, x+k.box-0.4, line, atMiddle, l)
		} else {
			p.text(k.style, x, line, atStart, l)
		}
	}
}

// ranges names the classes in words: "0 to 10", "60 and more".
func (c classes) ranges(u unit) (out []string) {
	text := func(i int) string { return u.limit(c.limits[i], c.decimals) }
	last := len(c.limits) - 1
	if c.diverging {
		out = append(out, "below "+text(0))
	}
	for i := range last {
		out = append(out, text(i)+" to "+text(i+1))
	}
	return append(out, text(last)+" and more")
}

// limit prints the end of a class, with no more decimals than it has itself.
func (u unit) limit(v float64, decimals int) string {
	text := u.number(v, decimals)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}
