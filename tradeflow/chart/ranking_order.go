package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// least is the smallest type in which rows are set to gain room for more.
func (s *subject) least() vg.Length { return max(smallest, 0.9*s.sheet.label) }

// ranked orders the rows by their last period, unknown ones last.
func (s *subject) ranked() []int {
	order := s.everyRow()
	slices.SortStableFunc(order, func(a, b int) int {
		for j := len(s.periods) - 1; j >= 0; j-- {
			u, v := s.rows[a].cells[j], s.rows[b].cells[j]
			if u.known != v.known {
				if u.known {
					return -1
				}
				return 1
			}
			if u.known && u.value != v.value {
				return cmp.Compare(v.value, u.value)
			}
		}
		return 0
	})
	return order
}

// lacks reports whether some number of row i is unknown.
func (s *subject) lacks(i int) bool {
	return slices.ContainsFunc(s.rows[i].cells, func(k cell) bool { return !k.known })
}

// foremost keeps as many rows of a ranking as fit, in its order, and says which:
// the highlighted ones, then the first or, where some are losses, those furthest
// from zero. A ranking without its losers would tell half of the story.
func (s *subject) foremost(order []int, fit int) (kept []int, remark string) {
	if fit = max(1, fit); len(order) <= fit {
		return order, ""
	}
	losses, strong := false, 0
	far := func(i int) float64 {
		if k := s.rows[i].cells[len(s.periods)-1]; k.known {
			return math.Abs(k.value)
		}
		return -1
	}
	for _, i := range order {
		r := s.rows[i]
		losses = losses || r.cells[len(s.periods)-1].value < 0
		if r.strong {
			strong++
		}
	}
	chosen := slices.Clone(order)
	slices.SortStableFunc(chosen, func(a, b int) int {
		if u, v := s.rows[a].strong, s.rows[b].strong; u != v {
			if u {
				return -1
			}
			return 1
		}
		if losses {
			return cmp.Compare(far(b), far(a))
		}
		return 0
	})
	chosen = chosen[:fit]
	kept = slices.DeleteFunc(slices.Clone(order), func(i int) bool { return !slices.Contains(chosen, i) })
	switch {
	case losses:
		return kept, fmt.Sprintf("The %d of %d series furthest from zero are drawn", fit, len(order))
	case strong > 0:
		return kept, fmt.Sprintf("%d of %d series are drawn: the highlighted, and the first of the others", fit, len(order))
	}
	return kept, fmt.Sprintf("The first %d of %d series are drawn", fit, len(order))
}
