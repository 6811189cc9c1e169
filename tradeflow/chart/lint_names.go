package chart

import (
	"slices"
	"strings"
)

// names checks that every series is named, once on each side, and that leaders
// begin where their marks end. Series in the background may stay unnamed.
func (l *linter) names(c *composition) {
	type place struct {
		row  int
		side anchor
	}
	times := map[place]int{}
	for _, n := range factsOf[nameFact](l.probe) {
		if off := n.from.Y - n.mark.Y; n.led && (off > 1 || off < -1) {
			row := n.row
			if len(n.rows) > 0 {
				row = n.rows[0]
			}
			l.add("leader", "the line from %q ends %.1f points off its mark", c.subject.rows[row].label, max(off, -off))
		}
		if n.rows != nil {
			continue
		}
		times[place{n.row, n.side}]++
		if times[place{n.row, n.side}] == 2 {
			l.add("named", "%q is named twice", c.subject.rows[n.row].label)
		}
	}
	l.heads(c)
	if len(c.subject.rows) < 2 {
		return // the subtitle names it
	}
	labels := map[string]bool{}
	shared := map[int]int{} // a cell of a table and a flow have two names, of both ends
	for _, n := range factsOf[nameFact](l.probe) {
		for _, i := range n.rows {
			shared[i]++
		}
	}
	for _, i := range c.plan.drawn {
		r := c.subject.rows[i]
		if r.last() < 0 {
			continue // the note says so
		}
		if !r.grey && !l.isNamed(c, i) {
			l.add("named", "%q has no name in the chart", r.label)
		}
		if labels[r.label] && shared[i] < 2 {
			l.add("named", "two series are called %q", r.label)
		}
		labels[r.label] = true
	}
}

// heads checks a table: no two rows and no two columns have the same name, and each
// series is in one row and, where the columns are not times, in one column.
func (l *linter) heads(c *composition) {
	type head struct {
		across bool
		text   string
	}
	seen := map[head]bool{}
	times := [2]map[int]int{} // rows, columns
	for _, h := range factsOf[headFact](l.probe) {
		if seen[head{h.across, h.text}] {
			l.add("named", "two rows or columns are called %q", h.text)
		}
		seen[head{h.across, h.text}] = true
		side := 0
		if h.across {
			side = 1
		}
		if times[side] == nil {
			times[side] = map[int]int{}
		}
		for _, i := range h.rows {
			times[side][i]++
		}
	}
	for side, of := range times {
		for _, i := range c.plan.drawn {
			if of != nil && of[i] != 1 {
				l.add("named", "%q stands in %d %s of the table", c.subject.rows[i].label, of[i], [2]string{"rows", "columns"}[side])
			}
		}
	}
}

// isNamed reports whether the chart tells that it names a row, or else has a text
// that begins like its label.
func (l *linter) isNamed(c *composition, row int) bool {
	for _, n := range factsOf[nameFact](l.probe) {
		if n.rows == nil && n.row == row || slices.Contains(n.rows, row) {
			return true
		}
	}
	head := []rune(c.subject.rows[row].label)
	head = head[:min(len(head), 8)]
	if len(head) == 0 {
		return true
	}
	var all strings.Builder
	for _, t := range l.chartTexts() {
		all.WriteString(strings.ReplaceAll(t.text, "\u00A0", " ") + " ")
	}
	return strings.Contains(all.String(), strings.TrimSpace(string(head)))
}
