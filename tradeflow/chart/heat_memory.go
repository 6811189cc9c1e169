package chart

import "gonum.org/v1/plot/vg"

// settings remember how texts were set. A table tries many numbers of rows and
// columns, and asks for the same lines in each: a search that breaks fifteen names of
// ninety characters anew every time takes ten times as long. They live as long as the
// laying out of one table, so that nothing is shared and nothing grows.
type settings struct {
	lines  map[setting]wrapped
	broken map[setting]string
}

func newSettings() settings { return settings{map[setting]wrapped{}, map[setting]string{}} }

// setting is what the lines of a text depend on.
type setting struct {
	text  string
	bold  bool
	size  vg.Length
	width vg.Length
}

type wrapped struct {
	lines []string
	whole bool
}

// wrap is style.wrap. Nobody may write into its lines.
func (m settings) wrap(s style, text string, width vg.Length) ([]string, bool) {
	at := setting{text, s.bold, s.size, width}
	w, known := m.lines[at]
	if !known {
		w.lines, w.whole = s.wrap(text, width)
		m.lines[at] = w
	}
	return w.lines, w.whole
}

// cut is style.cut.
func (m settings) cut(s style, lines []string, width vg.Length, most int) []string {
	if len(lines) <= most || most < 1 {
		return s.cut(lines, width, most)
	}
	at := setting{lines[most-1], s.bold, s.size, width}
	last, known := m.broken[at]
	if !known {
		last = s.broken(at.text, width)
		m.broken[at] = last
	}
	return append(lines[:most-1:most-1], last)
}
