package chart

import (
	"gonum.org/v1/plot/vg"
)

// simplify leaves out points of a run of thousands, as long as the line stays
// within a quarter of a point of where it was (Douglas and Peucker 1973). A run
// that fits its page is kept as it is. It counts in whole hundredths of a point,
// so that every processor leaves out the same points.
func simplify(run []vg.Point) []vg.Point {
	const (
		many   = 1000
		within = 25 // hundredths of a point
	)
	if len(run) <= many {
		return run
	}
	at := make([][2]int64, len(run))
	for i, p := range run {
		at[i] = [2]int64{int64(toGrid(p.X)), int64(toGrid(p.Y))}
	}
	keep := make([]bool, len(run))
	keep[0], keep[len(run)-1] = true, true
	type span struct{ from, to int }
	for todo := []span{{0, len(run) - 1}}; len(todo) > 0; {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		far, most := 0, float64(within*within)
		for i := s.from + 1; i < s.to; i++ {
			if d := fromSegment(at[i], at[s.from], at[s.to]); d > most {
				far, most = i, d
			}
		}
		if far > 0 {
			keep[far] = true
			todo = append(todo, span{s.from, far}, span{far, s.to})
		}
	}
	out := make([]vg.Point, 0, many)
	for i, k := range keep {
		if k {
			out = append(out, run[i])
		}
	}
	return out
}

// fromSegment is the square of the distance of p from the segment a b.
func fromSegment(p, a, b [2]int64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	px, py := p[0]-a[0], p[1]-a[1]
	length := dx*dx + dy*dy
	along := px*dx + py*dy
	switch {
	case length == 0 || along <= 0:
		return float64(px*px + py*py)
	case along >= length:
		qx, qy := p[0]-b[0], p[1]-b[1]
		return float64(qx*qx + qy*qy)
	}
	cross := float64(px*dy - py*dx)
	return cross * cross / float64(length)
}
