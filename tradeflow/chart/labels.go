package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// label is text beside the end of a line: where it wants to be, and where it
// comes to stand.
type label struct {
	row   int
	rows  []int // those that it names, where row is no row of the subject
	style style
	color color.NRGBA
	lines []string
	mark  vg.Point // the end of the line
	y     vg.Length
}

func (l label) height() vg.Length { return l.style.height(len(l.lines)) + 0.28*l.style.size }

// stack chooses the labels for which a column has room, highlighted and
// coloured series first, then the larger ones, and moves them apart.
func stack(labels []label, rows []row, low, high vg.Length) []label {
	rank := func(l label) int {
		switch r := rows[l.row]; {
		case r.strong:
			return 0
		case !r.grey:
			return 1
		}
		return 2
	}
	order := slices.Clone(labels)
	slices.SortStableFunc(order, func(a, b label) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(rows[b.row].ending(), rows[a.row].ending()))
	})
	room := high - low
	var kept []label
	for _, l := range order {
		if l.height() > room {
			break
		}
		more := place(append(kept[:len(kept):len(kept)], l), low, high)
		if rank(l) == 2 && slices.ContainsFunc(more, func(m label) bool { return rank(m) == 2 && m.moved() > 1.6*m.height() }) {
			continue // a background series is named only near its line
		}
		room -= l.height()
		kept = more
	}
	return kept
}

// moved is how far the label stands from where it wants to be.
func (l label) moved() vg.Length { return max(l.y-l.mark.Y, l.mark.Y-l.y) }

// place moves labels apart. Their places are whole parts of a point, off the edges
// at which coordinates of a file are rounded: else the last bit of a sum, which not
// every processor has alike, could be seen there.
func place(kept []label, low, high vg.Length) []label {
	slices.SortStableFunc(kept, func(a, b label) int {
		return cmp.Or(cmp.Compare(a.mark.Y, b.mark.Y), cmp.Compare(b.row, a.row))
	})
	want, height := make([]float64, len(kept)), make([]float64, len(kept))
	for i, l := range kept {
		want[i], height[i] = float64(l.mark.Y), float64(l.height())
	}
	for i, y := range spread(want, height, float64(low), float64(high)) {
		kept[i].y = vg.Length(math.Round(y*128) / 128)
	}
	return kept
}

// draw writes the label at x and, where it had to move or stands far from its
// mark, a leader with an elbow.
func (l label) draw(p *pen, x vg.Length, a anchor, s sheet) {
	side := vg.Length(1)
	if a == atEnd {
		side = -1
	}
	from := vg.Point{X: l.mark.X + side*0.5*s.label, Y: l.mark.Y}
	to := vg.Point{X: x - side*0.25*s.label, Y: l.y}
	d := l.y - l.mark.Y
	p.tell(nameFact{row: l.row, rows: l.rows, side: a, led: d > 2 || d < -2, mark: l.mark, from: from})
	if d > 2 || d < -2 {
		p.line(l.color, 0.6*s.pen, from,
			vg.Point{X: from.X + side*1.5, Y: from.Y}, vg.Point{X: to.X - side*1.5, Y: to.Y}, to)
	}
	p.middle(l.style, x, l.y, a, l.lines)
}

// unlabelled is the remark where a column had no room for every name.
func unlabelled(kept, all int) string {
	if kept >= all {
		return ""
	}
	return fmt.Sprintf("%d of %d series are named", kept, all)
}
