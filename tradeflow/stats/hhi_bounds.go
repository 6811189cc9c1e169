package stats

import (
	"cmp"
	"slices"
	"sort"
)

// The HHI is Q/S², Q being the sum of the squares and S that of the amounts. Where
// the amounts are ranges, it lies between the least and the most of that quotient
// over all numbers in them.

// interval is the range of one member, and the end at which it is held: 0 for none.
type interval struct {
	low, high float64
	held      int8
}

const (
	atLow  int8 = -1
	atHigh int8 = 1
)

// leastHHI returns the least HHI over the ranges, exactly. Q/S² falls in an amount
// that is below Q/S and rises in one above, and √Q/S has convex level sets, so that
// the least is where every amount is as near to one level, Q/S, as its range allows.
// Q less level times S falls as the level rises, along a line between two ends of
// ranges; its zero is the level.
func (m *market) leastHHI() float64 {
	m.levels = append(append(m.levels[:0], m.low...), m.high...)
	slices.Sort(m.levels)
	k := sort.Search(len(m.levels)-1, func(k int) bool {
		q, s := m.near(m.levels[k])
		return q <= m.levels[k]*s
	})
	level := m.levels[k]
	if k > 0 {
		q, s := 0.0, 0.0 // of the amounts that stay at an end between the two levels
		for i := range m.low {
			switch {
			case m.low[i] >= m.levels[k]:
				q, s = q+m.low[i]*m.low[i], s+m.low[i]
			case m.high[i] <= m.levels[k-1]:
				q, s = q+m.high[i]*m.high[i], s+m.high[i]
			}
		}
		if s > 0 {
			level = min(max(q/s, m.levels[k-1]), m.levels[k])
		}
	}
	q, s := m.near(level)
	return q / s / s
}

// near returns Q and S where every amount is as near to the level as may be.
func (m *market) near(level float64) (q, s float64) {
	for i := range m.low {
		x := min(max(level, m.low[i]), m.high[i])
		q, s = q+x*x, s+x
	}
	return q, s
}

// mostHHI returns a number that no HHI over the ranges exceeds, and the most itself
// where few members are ranges. The most is where every amount is at an end of its
// range. To raise one from low to high adds high − low to S, and low + high times that
// to Q: so no choice of ends has more Q for its S than the line on which the ranges
// are raised in falling order of low + high, with one of them on the way. Where the
// most on that line is in the middle of a range, each of its ends is tried, and so on.
func (m *market) mostHHI() float64 {
	m.order = m.order[:0]
	q, s := 0.0, 0.0
	for i, low := range m.low {
		q, s = q+low*low, s+low
		if m.high[i] > low {
			m.order = append(m.order, interval{low: low, high: m.high[i]})
		}
	}
	slices.SortFunc(m.order, func(a, b interval) int { return cmp.Compare(b.low+b.high, a.low+a.high) })
	c := corners{order: m.order, q: q, s: s, tries: 32}
	return min(c.bound(), 1)
}

// corners is a search for the ends of the ranges that have the most HHI.
type corners struct {
	order []interval
	q, s  float64 // of the low ends
	most  float64 // of all corners seen
	tries int     // left: the search ends with what is certain
}

// bound returns a number that no HHI exceeds if the held ranges are at their ends.
func (c *corners) bound() float64 {
	q, s := c.q, c.s
	for _, r := range c.order {
		if r.held == atHigh {
			q, s = q+(r.high-r.low)*(r.high+r.low), s+(r.high-r.low)
		}
	}
	best, within := q/s/s, -1
	c.most = max(c.most, best)
	for i, r := range c.order {
		if r.held != 0 {
			continue
		}
		ds := r.high - r.low
		dq := ds * (r.high + r.low)
		if at := (dq*s - 2*ds*q) / ds / dq; at > 0 && at < 1 { // the slope is zero
			if h := (q + at*dq) / (s + at*ds) / (s + at*ds); h > best {
				best, within = h, i
			}
		}
		q, s = q+dq, s+ds
		if h := q / s / s; h >= best {
			best, within = h, -1
		}
		c.most = max(c.most, q/s/s)
	}
	if c.tries--; within < 0 || best <= c.most || c.tries < 2 {
		return best
	}
	c.order[within].held = atHigh
	high := c.bound()
	c.order[within].held = atLow
	low := c.bound()
	c.order[within].held = 0
	return max(high, low)
}
