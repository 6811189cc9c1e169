package chart

import (
	"cmp"
	"math"
	"slices"
)

// backToFront orders the rows: grey, coloured, highlighted.
func (s *subject) backToFront() []int {
	order := s.everyRow()
	rank := func(i int) int {
		switch r := s.rows[i]; {
		case r.strong:
			return 2
		case !r.grey:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(a) - rank(b) })
	return order
}

func (s *subject) everyRow() []int {
	all := make([]int, len(s.rows))
	for i := range all {
		all[i] = i
	}
	return all
}

// extent is the range of all that is drawn.
func (s *subject) extent() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, r := range s.rows {
		for _, c := range r.cells {
			if c.known || s.whiskered(c) {
				low, high = min(low, c.bottom()), max(high, c.top())
			}
		}
	}
	return low, high
}

// extentOfValues is the range of the values, without upper bounds: a slope
// draws none.
func (s *subject) extentOfValues() (low, high float64) {
	first := true
	for _, r := range s.rows {
		for _, c := range r.cells {
			if !c.known {
				continue
			}
			if first {
				low, high, first = c.value, c.value, false
			}
			low, high = min(low, c.value), max(high, c.value)
		}
	}
	return low, high
}

// largest returns the n of the given rows that are largest on average, in their old
// order: by the same measure as Colors, so that a figure without the colours of its
// report has colour in the same series. By their last numbers, that of the largest
// buyer would be grey once it has stopped to buy, which is the story.
func largest(rows []row, of []int, n int) []int {
	order := slices.Clone(of)
	size := make([]float64, len(rows))
	for i, r := range rows {
		known := 0.0
		for _, c := range r.cells {
			if c.known {
				size[i] += math.Abs(c.raw)
				known++
			}
		}
		size[i] /= max(1, known)
		if known == 0 {
			size[i] = -1
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	order = order[:min(n, len(order))]
	slices.Sort(order)
	return order
}
