package chart

import (
	"maps"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// touchingShapes finds areas that are no rectangles, such as those of an area chart,
// and that meet an area of another hue without a line between them. It walks along
// their edges and asks which area is seen on either side: what a later one covers
// does not meet.
func (l *linter) touchingShapes() {
	const step, beside = 2, 0.35 // points
	least := 12 * l.sheet.pen    // smaller ones are dots, which lie on lines and bars
	var shown []mark
	for _, f := range l.fills {
		if f.order > l.framed && f.color.A == 0xFF {
			shown = append(shown, f)
		}
	}
	large := func(f mark) bool { return f.box.Size().X > least && f.box.Size().Y > least && !isGrey(f.color) }
	seen := func(p vg.Point) int {
		for i := len(shown) - 1; i >= 0; i-- {
			b := shown[i].box
			if b.Min.X <= p.X && p.X <= b.Max.X && b.Min.Y <= p.Y && p.Y <= b.Max.Y && shown[i].covers(p) {
				return i
			}
		}
		return -1
	}
	met := map[[2]int]vg.Length{} // how long two meet
	for i, a := range shown {
		if _, ok := rectangle(a); ok || !large(a) {
			continue
		}
		for _, run := range a.runs {
			for k := range run {
				from, to := run[k], run[(k+1)%len(run)]
				long := vg.Length(math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y)))
				if long == 0 {
					continue
				}
				across := vg.Point{X: (to.Y - from.Y) / long * beside, Y: (from.X - to.X) / long * beside}
				pieces := vg.Length(math.Ceil(float64(long / step)))
				for piece := vg.Length(0); piece < pieces; piece++ {
					t := (piece + 0.5) / pieces
					at := vg.Point{X: from.X + t*(to.X-from.X), Y: from.Y + t*(to.Y-from.Y)}
					one, other := seen(vg.Point{X: at.X + across.X, Y: at.Y + across.Y}), seen(vg.Point{X: at.X - across.X, Y: at.Y - across.Y})
					if one != i {
						one, other = other, one
					}
					if one != i || other < 0 || other == i || l.lined(at, max(a.order, shown[other].order)) {
						continue
					}
					met[[2]int{min(i, other), max(i, other)}] += long / pieces
				}
			}
		}
	}
	pairs := slices.SortedFunc(maps.Keys(met), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, pair := range pairs {
		a, b, long := shown[pair[0]], shown[pair[1]], met[pair]
		if long > 6 && large(a) && large(b) && apart(a.color, b.color) > 12 && contrast(a.color, b.color) < 3 {
			l.add("colors", "areas in %s and %s meet for %.0f points without a line between them", hex(a.color), hex(b.color), long)
		}
	}
}

// lined reports whether a line drawn after an area runs through a point.
func (l *linter) lined(at vg.Point, after int) bool {
	const near = 0.3
	box := vg.Rectangle{Min: vg.Point{X: at.X - near, Y: at.Y - near}, Max: vg.Point{X: at.X + near, Y: at.Y + near}}
	return slices.ContainsFunc(l.strokes, func(s mark) bool { return s.order > after && s.crosses(box) })
}
