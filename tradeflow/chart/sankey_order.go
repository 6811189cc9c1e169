package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// order puts the largest bars on top, then lets each go to the mean height of
// what it is joined to, from left to right and back, and keeps what makes the
// fewest and smallest bands cross (Sugiyama, Tagawa and Toda 1981). To search on
// for the very least was tried: it tears the largest from the top, and the eye
// finds less in it. What goes past a column stays on top, Others at the bottom.
// The order is that of all periods together, so that both drawings have the same.
func (c *sankey) order() {
	for _, column := range c.columns {
		slices.SortStableFunc(column, func(a, b *node) int {
			return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(c.weight(b), c.weight(a)), strings.Compare(a.name, b.name))
		})
	}
	best, fewest := copied(c.columns), c.crossings()
	for range 4 {
		for k := 1; k < len(c.columns); k++ {
			c.settle(k, -1)
		}
		for k := len(c.columns) - 2; k >= 0; k-- {
			c.settle(k, 1)
		}
		if n := c.crossings(); n < fewest*(1-1e-9) {
			best, fewest = copied(c.columns), n
		}
	}
	c.columns = best
	place := c.places()
	for _, column := range c.columns {
		for _, n := range column {
			sortSides(n, place)
		}
	}
	slices.SortStableFunc(c.bands, func(a, b *band) int {
		return cmp.Or(cmp.Compare(a.stops[0].column, b.stops[0].column), cmp.Compare(place[a.stops[0]], place[b.stops[0]]),
			cmp.Compare(place[a.stops[1]], place[b.stops[1]]))
	})
}

func (n *node) rank() int {
	switch {
	case n.pass:
		return 0
	case n.merged > 0:
		return 2
	}
	return 1
}

func copied(columns [][]*node) (out [][]*node) {
	for _, column := range columns {
		out = append(out, slices.Clone(column))
	}
	return out
}

// places are the ranks of the bars in their columns.
func (c *sankey) places() map[*node]int {
	place := map[*node]int{}
	for _, column := range c.columns {
		for i, n := range column {
			place[n] = i
		}
	}
	return place
}

// stop returns the neighbour of a bar on a band: side -1 the one before, 1 the one after.
func (b *band) stop(n *node, side int) *node { return b.stops[n.column-b.stops[0].column+side] }

// sortSides puts the bands of a bar in the order of their other ends. Those that
// pass keep theirs, or they would cross inside the place.
func sortSides(n *node, place map[*node]int) {
	slices.SortStableFunc(n.in, func(a, b *band) int {
		from, other := a.stop(n, -1), b.stop(n, -1)
		return cmp.Or(cmp.Compare(place[from], place[other]), cmp.Compare(slices.Index(from.out, a), slices.Index(other.out, b)))
	})
	if n.pass {
		n.out = slices.Clone(n.in)
		return
	}
	slices.SortStableFunc(n.out, func(a, b *band) int { return cmp.Compare(place[a.stop(n, 1)], place[b.stop(n, 1)]) })
}

// settle sorts a column by the means of its neighbours on one side.
func (c *sankey) settle(k, side int) {
	middle := map[*node]float64{}
	for _, column := range c.columns {
		sum := 0.0
		for _, n := range column {
			w := c.weight(n)
			middle[n] = sum + w/2
			sum += w
		}
		for _, n := range column {
			if sum > 0 {
				middle[n] /= sum
			}
		}
	}
	want := map[*node]float64{}
	for _, n := range c.columns[k] {
		bands := n.out
		if side < 0 {
			bands = n.in
		}
		sum, weight := 0.0, 0.0
		for _, b := range bands {
			w := c.size(b)
			sum, weight = sum+w*middle[b.stop(n, side)], weight+w
		}
		want[n] = middle[n]
		if weight > 0 {
			want[n] = sum / weight
		}
		want[n] = math.Round(1e6 * want[n]) // so that the last bit of a processor decides nothing
	}
	slices.SortStableFunc(c.columns[k], func(a, b *node) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(want[a], want[b]))
	})
}

// size is how much a band carries over all periods.
func (c *sankey) size(b *band) (v float64) {
	for _, k := range c.rows[b.row].cells {
		if k.known {
			v += k.value
		}
	}
	return v
}

// crossings is how much crosses: of each two bands that do, the smaller.
func (c *sankey) crossings() (sum float64) {
	type piece struct {
		from, to int
		size     float64
	}
	place := c.places()
	for k := range c.net.last {
		var here []piece
		for _, b := range c.bands {
			if first := b.stops[0].column; first <= k && k-first+1 < len(b.stops) {
				here = append(here, piece{place[b.stops[k-first]], place[b.stops[k-first+1]], c.size(b)})
			}
		}
		for i, a := range here {
			for _, b := range here[:i] {
				if (a.from-b.from)*(a.to-b.to) < 0 {
					sum += min(a.size, b.size)
				}
			}
		}
	}
	return sum
}
