package chart

import "math"

// A number may be a range. What certainly belongs to a category has an upper bound,
// and is drawn with a light extension up to it. A statistic over ranges has bounds on
// both sides, which are a light band around a line and a thin line over a bar. One
// that has no number, because its range is too wide, keeps the thin line: "n/a",
// and where it must lie. It never becomes a bar, which would be read as a number.

// hair is the share of a number below which a bound is the number itself.
const hair = 0.005

func above(c cell) bool {
	return c.known && c.rawUpper > c.raw+hair*math.Max(math.Abs(c.raw), math.Abs(c.rawUpper))
}

func below(c cell) bool {
	return c.known && c.rawLower < c.raw-hair*math.Max(math.Abs(c.raw), math.Abs(c.rawLower))
}

// ranged reports whether the number is what is certain, and more may be: the sort
// of range that extends a bar. From a number below zero it would run back into it.
func (c cell) ranged() bool { return above(c) && !below(c) && c.raw >= 0 }

// spread reports whether the number lies within bounds on both sides, or is a
// negative one with a bound.
func (c cell) spread() bool { return below(c) || above(c) && c.raw < 0 }

// bounded reports whether there is no number but both bounds of one.
func (c cell) bounded() bool {
	return !c.known && !math.IsNaN(c.rawLower) && !math.IsNaN(c.rawUpper) && c.rawLower <= c.rawUpper
}

// bottom and top are the ends of what is drawn of a cell.
func (c cell) bottom() float64 {
	if !c.known {
		return c.lower
	}
	return min(c.value, c.lower)
}

func (c cell) top() float64 {
	if !c.known {
		return c.upper
	}
	return max(c.value, c.upper)
}

// reach is from where to where a cell is drawn: a plain number twice itself. Of one
// without a number it is the bounds, where these are drawn.
func (s *subject) reach(c cell) (low, high float64, ok bool) {
	if !c.known && !s.whiskered(c) {
		return 0, 0, false
	}
	return c.bottom(), c.top(), true
}

// whiskered reports whether the bounds of a cell without a number are drawn. Those
// that would more than double the scale are left to the words: a rate between
// -90 % and +4,000 % must not make every other bar a dot.
func (s *subject) whiskered(c cell) bool {
	return c.bounded() && c.lower >= s.limits[0] && c.upper <= s.limits[1]
}

// setLimits is how far bounds may go: as far again as the numbers do, zero included.
func (s *subject) setLimits() {
	low, high := 0.0, 0.0
	for _, r := range s.rows {
		for _, c := range r.cells {
			if c.known {
				low, high = min(low, c.bottom()), max(high, c.top())
			}
		}
	}
	s.limits = [2]float64{low - (high - low), high + (high - low)}
}

// number is a known cell as it is printed at its mark; with a sign before it where
// nobody knows how much more it may be.
func (s *subject) number(c cell) string {
	text := s.unit.value(c.value, s.decimals)
	if c.open {
		return "≥" + text
	}
	return text
}

// between says the bounds of a cell without a number in printed units: "−88.5% to
// −81.5%", "at most 4.2", or nothing.
func (s *subject) between(c cell) string {
	print := func(v float64) string { return s.unit.value(v, s.decimals) }
	return joinBounds(c, print(c.lower), print(c.upper))
}

// joinBounds joins the bounds of a cell without a number, in words.
func joinBounds(c cell, lower, upper string) string {
	const printable = 1e21
	low, high := math.Abs(c.rawLower) < printable, math.Abs(c.rawUpper) < printable // false for NaN
	switch {
	case c.known:
		return ""
	case low && high && lower == upper:
		return "about " + lower
	case low && high:
		return lower + " to " + upper
	case low:
		return "at least " + lower
	case high:
		return "at most " + upper
	}
	return ""
}
