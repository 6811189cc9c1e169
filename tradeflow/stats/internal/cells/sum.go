package cells

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Sum adds amounts up over some dimensions as Panel.Sum does, and leaves it to
// Aggregates to say which of them contain each other.
func Sum(p *tradeflow.Panel, over tradeflow.Dims) *tradeflow.Panel {
	q := p.Empty(p.Periods)
	q.Query.By &^= over
	groups := GroupBy(p, over)
	for g, members := range groups.Members {
		q.Series = append(q.Series, SumOf(p, members, groups.Keys[g]))
	}
	return q
}

// SumOf adds some series up, which should be in key order, into one with the given
// key: it is unknown where one of them is, with the status of the first.
func SumOf(p *tradeflow.Panel, members []int, k tradeflow.Key) tradeflow.Series {
	s := tradeflow.NewSeries(k, len(p.Periods), tradeflow.Implied)
	for j := range p.Periods {
		low, value, high := 0.0, 0.0, 0.0
		status := tradeflow.Implied
		for _, i := range members {
			t := &p.Series[i]
			s.Editions[j] |= t.Editions[j]
			if status.HasNumber() && t.Status[j] != tradeflow.Implied {
				status = t.Status[j]
			}
			l, h := t.Bounds(j)
			low, value, high = low+l, value+t.Values[j], high+h
		}
		if !status.HasNumber() {
			s.Set(j, math.NaN(), math.NaN(), status)
		} else {
			s.Set(j, value, high, status)
		}
		if !s.Status[j].HasNumber() && low <= high || low < value {
			s.SetBounds(j, low, high)
		}
	}
	return s
}
