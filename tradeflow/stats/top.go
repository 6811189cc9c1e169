package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Others is the reporter, partner or category that stands for those that
// TopAndOthers adds up.
const Others = "Others"

// TopAndOthers keeps the n members that are largest along one dimension, and adds
// the others up into one series whose key says Others, in the panel's own unit. It
// does so in each group of series that agree in the other dimensions. The largest
// are the same in all periods: by the mean of their known numbers, over the periods
// of by or, where none are given, over all; a warning says so, and which members
// Others are. Others are unknown where one of them is, with its status. A member
// without a number to rank it by is one of them. The largest come first, Others
// last; a group of no more than n stays as it is. Source: the usual remainder of a
// statistical table, which keeps the total whole.
//
// It panics unless along is one of reporter, partner and category (no code says
// "others"), where n is negative, for a panel that is not of amounts, and where the
// World stands beside single economies.
func TopAndOthers(p *tradeflow.Panel, n int, along tradeflow.Dims, by ...tradeflow.Period) *tradeflow.Panel {
	var rest tradeflow.Key
	switch along {
	case tradeflow.Reporter:
		rest.Reporter = Others
	case tradeflow.Partner:
		rest.Partner = Others
	case tradeflow.Category:
		rest.Category = Others
	default:
		panic(fmt.Sprintf("stats.TopAndOthers: along %s: it must be one of reporter, partner and category", along))
	}
	if n < 0 {
		panic(fmt.Sprintf("stats.TopAndOthers: the %d largest: the number must not be negative", n))
	}
	cells.Amounts(p, "stats.TopAndOthers")
	q := p.Empty(p.Periods)
	aggregates(p, "stats.TopAndOthers", along, q)
	means := meansOver(p, by)
	for i := range p.Series {
		if p.Series[i].Key.Without(allDims&^along) == rest {
			means[i] = math.NaN() // Others of an earlier call stay the last
		}
	}
	groups := cells.GroupBy(p, along)
	var told []string
	for g, members := range groups.Members {
		slices.SortStableFunc(members, func(a, b int) int { return cmp.Compare(means[b], means[a]) })
		top := min(n, len(members))
		for top > 0 && top < len(members) && !(means[members[top-1]] > math.Inf(-1)) {
			top--
		}
		for _, i := range members[:top] {
			q.Series = append(q.Series, copyOf(&p.Series[i]))
		}
		if top == len(members) {
			continue
		}
		k := groups.Keys[g]
		k.Reporter += rest.Reporter
		k.Partner += rest.Partner
		k.Category += rest.Category
		q.Series = append(q.Series, sumOf(p, members[top:], k))
		told = append(told, othersOf(p, members[top:], groups.Keys[g], along))
	}
	if len(told) > 0 {
		largest := "largest"
		if n != 1 {
			largest = fmt.Sprintf("%d largest", n)
		}
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("shown are the %s of all %s by mean over %s; Others are %s",
			largest, cells.Plural(along), during(p, by), strings.Join(told[:min(len(told), 6)], "; ")+more(len(told)-6)))
	}
	return q
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("; and so in %d more groups", n)
}

// othersOf says who Others are: "12: Angola, Benin, ... and 6 more", behind the name
// of the group, if it has one.
func othersOf(p *tradeflow.Panel, members []int, group tradeflow.Key, along tradeflow.Dims) string {
	member := p.Empty(nil) // labels of members alone, and of the group alone
	for _, i := range members {
		member.Series = append(member.Series, tradeflow.Series{Key: p.Series[i].Key.Without(allDims &^ along)})
	}
	slices.SortFunc(member.Series, func(a, b tradeflow.Series) int { return a.Key.Compare(b.Key) })
	text := fmt.Sprintf("%d: %s", len(members), cells.Some(len(members), member.Label))
	if group == (tradeflow.Key{}) {
		return text
	}
	member.Series = []tradeflow.Series{{Key: group}}
	return "in " + member.Label(0) + " " + text
}

// during names the time over which a mean was taken.
func during(p *tradeflow.Panel, by []tradeflow.Period) string {
	switch {
	case len(by) > 0:
		var names []string
		for _, t := range by {
			names = append(names, t.Words())
		}
		return strings.Join(names, ", ")
	case len(p.Periods) == 0:
		return "no period"
	}
	last := slices.MaxFunc(p.Periods, func(a, b tradeflow.Period) int { return cmp.Compare(a.Ordinal()+a.Months(), b.Ordinal()+b.Months()) })
	return cells.Between(slices.MinFunc(p.Periods, tradeflow.Period.Compare), last)
}

// meansOver returns the mean of the known numbers of each series over the columns
// that make up the given periods, or over all; minus infinity where none is known.
func meansOver(p *tradeflow.Panel, by []tradeflow.Period) []float64 {
	var columns []int
	for _, t := range by {
		found, _ := p.Tile(t)
		columns = append(columns, found...)
	}
	if len(by) == 0 {
		for j := range p.Periods {
			columns = append(columns, j)
		}
	}
	means := make([]float64, len(p.Series))
	for i := range p.Series {
		sum, known := 0.0, 0
		for _, j := range columns {
			if p.Series[i].Status[j].HasNumber() {
				sum += p.Series[i].Values[j]
				known++
			}
		}
		means[i] = math.Inf(-1)
		if known > 0 {
			means[i] = sum / float64(known)
		}
	}
	return means
}

// sumOf adds series up, as Panel.Sum does: it is unknown where one of them is.
func sumOf(p *tradeflow.Panel, members []int, k tradeflow.Key) tradeflow.Series {
	slices.SortFunc(members, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
	s := tradeflow.NewSeries(k, len(p.Periods), tradeflow.Implied)
	for j := range p.Periods {
		low, value, high := 0.0, 0.0, 0.0
		for _, i := range members {
			t := &p.Series[i]
			s.Editions[j] |= t.Editions[j]
			if s.Status[j].HasNumber() && t.Status[j] != tradeflow.Implied {
				s.Status[j] = t.Status[j]
			}
			l, h := t.Bounds(j)
			low, value, high = low+l, value+t.Values[j], high+h
		}
		if !s.Status[j].HasNumber() {
			value, high = math.NaN(), math.NaN()
		}
		s.Set(j, value, high, s.Status[j])
		if low < value {
			s.SetBounds(j, low, high)
		}
	}
	return s
}

func copyOf(s *tradeflow.Series) tradeflow.Series {
	return tradeflow.Series{Key: s.Key, Values: slices.Clone(s.Values), Upper: slices.Clone(s.Upper), Lower: slices.Clone(s.Lower),
		Status: slices.Clone(s.Status), Editions: slices.Clone(s.Editions)}
}
