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
// Others are. Months of by that the panel does not have are named; where it has none
// of them, the ranking is that over all periods. Others are unknown where one of them is, with its status. A member
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
	columns, missing := columnsOf(p, by)
	if len(columns) == 0 {
		by = nil
		columns, _ = columnsOf(p, nil)
	}
	own := p.Only(func(tradeflow.Key) bool { return true }) // copies
	means := meansOver(p, columns)
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
			q.Series = append(q.Series, own.Series[i])
		}
		if top == len(members) {
			continue
		}
		k := groups.Keys[g]
		k.Reporter += rest.Reporter
		k.Partner += rest.Partner
		k.Category += rest.Category
		others := members[top:]
		slices.SortFunc(others, func(a, b int) int { return p.Series[a].Key.Compare(p.Series[b].Key) })
		q.Series = append(q.Series, cells.SumOf(p, others, k))
		told = append(told, othersOf(p, others, groups.Keys[g], along))
	}
	if len(told) > 0 {
		largest := "largest"
		if n != 1 {
			largest = fmt.Sprintf("%d largest", n)
		}
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("shown are the %s of all %s by mean over %s; Others are %s",
			largest, cells.Plural(along), during(p, by), strings.Join(told[:min(len(told), 6)], "; ")+more(len(told)-6)))
		if len(missing) > 0 {
			q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("the largest %s are ranked without %s, which the panel does not have", cells.Plural(along), list(missing)))
		}
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

// columnsOf returns the columns that make up the given periods, all of them where
// none is given, and the months that no column gives.
func columnsOf(p *tradeflow.Panel, by []tradeflow.Period) (columns []int, missing []stretch) {
	if len(by) == 0 {
		return cells.InTime(p), nil
	}
	var months []tradeflow.Period
	for _, t := range by {
		found, absent := p.Tile(t)
		columns, months = append(columns, found...), append(months, absent...)
	}
	slices.SortFunc(months, tradeflow.Period.Compare)
	return columns, stretches(slices.Compact(months))
}

// meansOver returns the mean of the known numbers of each series over the columns;
// minus infinity where none is known.
func meansOver(p *tradeflow.Panel, columns []int) []float64 {
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
