package chart

import (
	"cmp"
	"math"
	"slices"
)

// arrange orders and colours the parts: at the bottom, where a part is read best,
// those highlighted, then the larger ones; on top what is no part of its own.
func (h *wholes) arrange() {
	var plain []row
	var at []int
	for k := range h.parts {
		p := &h.parts[k]
		n := 0
		for _, one := range h.heaps {
			if c, ok := h.cell(one, k); ok && one.whole {
				p.weight += math.Abs(c.value)
				n++
			}
		}
		p.weight /= float64(max(1, n))
		if p.rank == 0 {
			plain = append(plain, row{label: p.label, highlight: p.strong, cells: []cell{{value: p.weight, known: true}}})
			at = append(at, k)
		}
	}
	for i, l := range looks(plain, h.fixed) {
		p := &h.parts[at[i]]
		switch p.look = l; {
		case l.strong:
		case l.grey:
			p.rank = 2
		default:
			p.rank = 1
		}
	}
	for k := range h.parts {
		p := &h.parts[k]
		switch p.rank {
		case 3:
			p.look = look{color: othersGrey, grey: true}
		case 4:
			p.look = look{color: restGrey, grey: true}
		}
		if c, ok := h.fixed[p.label]; ok && c != nil {
			p.color, p.fixed = opaque(c), true
		}
	}
	order := make([]int, len(h.parts))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(h.parts[a].rank, h.parts[b].rank), cmp.Compare(h.parts[b].weight, h.parts[a].weight))
	})
	h.reorder(order)
	h.merged, h.from = 0, slices.IndexFunc(h.parts, func(p part) bool { return p.rank == 2 })
	for _, p := range h.parts {
		if p.rank == 2 {
			h.merged++
		}
	}
}

func (h *wholes) reorder(order []int) {
	parts := make([]part, len(order))
	for to, from := range order {
		parts[to] = h.parts[from]
	}
	h.parts = parts
	for g := range h.heaps {
		one := &h.heaps[g]
		rows := make([]int, len(order))
		for to, from := range order {
			rows[to] = one.rows[from]
			if i := rows[to]; i >= 0 {
				h.rows[i].look = parts[to].look
			}
		}
		one.rows = rows
	}
}
