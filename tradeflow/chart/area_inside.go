package chart

import "gonum.org/v1/plot/vg"

// ribbon is a run of a band on the page: its lower and upper edge at each x.
type ribbon struct{ x, low, high []vg.Length }

// berth is a place for a text in a band.
type berth struct {
	at    vg.Point // its middle
	lines []string
	style style
}

// room is the height that the ribbon leaves free everywhere between two places.
func (r ribbon) room(from, to vg.Length) (low, high vg.Length) {
	low, high = r.edge(r.low, from), r.edge(r.high, from)
	low, high = max(low, r.edge(r.low, to)), min(high, r.edge(r.high, to))
	for i, x := range r.x {
		if from < x && x < to {
			low, high = max(low, r.low[i]), min(high, r.high[i])
		}
	}
	return low, high
}

// edge is the height of an edge at x.
func (r ribbon) edge(y []vg.Length, x vg.Length) vg.Length {
	for i := 1; i < len(r.x); i++ {
		if x <= r.x[i] {
			if r.x[i] <= r.x[i-1] {
				return y[i]
			}
			return y[i-1] + (y[i]-y[i-1])*(x-r.x[i-1])/(r.x[i]-r.x[i-1])
		}
	}
	return y[len(y)-1]
}

// thickest finds where the ribbon is thickest over the width of a text, clear of
// upright lines and, if it can be, of level ones.
func (r ribbon) thickest(width, height vg.Length, uprights, levels []vg.Length) (at vg.Point, ok bool) {
	const (
		tries = 120
		more  = 0.5 // a place further right must be better by this: else noise would choose
	)
	first, last := r.x[0]+width/2+4, r.x[len(r.x)-1]-width/2-4
	if last < first {
		return at, false
	}
	best := height + 3
	for i := range tries + 1 {
		x := first + (last-first)*vg.Length(i)/tries
		if blocked(uprights, x-width/2-3, x+width/2+3) {
			continue
		}
		low, high := r.room(x-width/2-2, x+width/2+2)
		if high-low < best || ok && high-low < best+more {
			continue
		}
		best, at, ok = high-low, vg.Point{X: x, Y: clear((low+high)/2, low+1.5+height/2, high-1.5-height/2, height/2+1, levels)}, true
	}
	return at, ok
}

func blocked(lines []vg.Length, from, to vg.Length) bool {
	for _, l := range lines {
		if from < l && l < to {
			return true
		}
	}
	return false
}

// clear moves y, within low and high, off a line that would run through the text.
func clear(y, low, high, half vg.Length, lines []vg.Length) vg.Length {
	for _, l := range lines {
		if y-half >= l || l >= y+half {
			continue
		}
		up, down := l+half, l-half
		switch {
		case up <= high && (up-y <= y-down || down < low):
			return up
		case down >= low:
			return down
		}
	}
	return y
}
