package chart

import (
	"fmt"
	"image/color"
	"slices"
)

// slab is what is drawn in one colour without a seam: a part, or all the parts in
// the background that have no colour of their own.
type slab struct {
	first, last int // parts
	label       string
	look
}

// bands are those of every heap, from the bottom upwards.
func (h *wholes) bands() (out []slab) {
	for k, p := range h.parts {
		if n := len(out); h.merged > 1 && k > h.from && k < h.from+h.merged {
			out[n-1].last = k
			continue
		}
		b := slab{k, k, p.label, p.look}
		if h.merged > 1 && k == h.from {
			b.label = fmt.Sprintf("%d others", h.merged)
			if k+h.merged < len(h.parts) && h.parts[k+h.merged].rank == 3 { // Others by name
				b.label = fmt.Sprintf("%d more", h.merged)
			}
		}
		out = append(out, b)
	}
	return out
}

// segment is a band in one heap, from one value to another.
type segment struct {
	band     int
	from, to float64
}

func (g segment) size() float64 { return g.to - g.from }

// segments are the bands of a whole heap. Negative numbers are stacked downwards
// from zero, apart from the positive ones: a stack of both would draw segments over
// each other. A band of both signs has a segment on each side. Where all numbers
// are positive there is one for each band, if only of no height.
func (h *wholes) segments(one heap, bands []slab) (out []segment) {
	up, down := 0.0, 0.0
	for i, b := range bands {
		above, below := up, down
		for k := b.first; k <= b.last; k++ {
			switch c, ok := h.cell(one, k); {
			case !ok || !c.known:
			case c.value < 0:
				below += c.value
			default:
				above += c.value
			}
		}
		if h.percent { // rounded shares may end a little off the edge
			above = min(above, 100)
			if i == len(bands)-1 {
				above = 100
			}
		}
		if below < down {
			out = append(out, segment{i, down, below})
		}
		if above > up || !(below < down) {
			out = append(out, segment{i, up, above})
		}
		up, down = above, below
	}
	return out
}

// number is what a band of a heap amounts to, if the panel has any of it.
func (h *wholes) number(one heap, b slab) (sum float64, ok bool) {
	for k := b.first; k <= b.last; k++ {
		if c, has := h.cell(one, k); has && c.known {
			sum, ok = sum+c.value, true
		}
	}
	return sum, ok
}

// rowsOf are the rows that a band stands for.
func (h *wholes) rowsOf(b slab) []int {
	out := []int{}
	for _, one := range h.heaps {
		for _, i := range one.rows[b.first : b.last+1] {
			if i >= 0 && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// bounds are the ends of the range of a band, and whether it is one.
func (h *wholes) bounds(one heap, b slab) (low, high float64, ranged bool) {
	for k := b.first; k <= b.last; k++ {
		c, ok := h.cell(one, k)
		if !ok || !c.known {
			continue
		}
		low, high = low+c.rawLower*h.unit.factor, high+c.upper
		ranged = ranged || above(c) || below(c)
	}
	return low, high, ranged
}

// drawn are the rows that the given heaps show, in the order of the parts.
func (h *wholes) drawn(heaps []heap) (out []int) {
	for _, one := range heaps {
		for _, i := range one.rows {
			if i >= 0 && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// asRows are the bands as the rows that stack chooses labels by.
func (h *wholes) asRows(one heap, bands []slab) (out []row) {
	for _, b := range bands {
		v, _ := h.number(one, b)
		out = append(out, row{label: b.label, look: b.look, cells: []cell{{value: v, known: true}}})
	}
	return out
}

// onFill is the colour of text on a colour: white if that can be read, else black.
func onFill(ground color.NRGBA) color.NRGBA {
	for _, c := range []color.NRGBA{white, ink} {
		if contrast(c, ground) >= 4.5 {
			return c
		}
	}
	return color.NRGBA{A: 0xFF}
}
