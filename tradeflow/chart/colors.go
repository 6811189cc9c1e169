package chart

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Colors gives the economies, categories or commodities of some panels a colour
// each, for Figure.Colors, so that the same one looks the same in every figure of a
// report. The six largest have the hues of the house, and the others its grey, as
// have Others, who are nobody.
// Those of the first panel come first, and keep their colour in the next. Partners
// and categories never stand in one figure, so each sort has the six hues for itself.
func Colors(panels ...*tradeflow.Panel) map[string]color.Color {
	colors := map[string]color.Color{}
	used := map[tradeflow.Dims]int{}
	for _, p := range panels {
		if p == nil || len(p.Series) == 0 {
			continue
		}
		sort, names := differing(p), labels(p)
		for _, i := range bySize(p) {
			name := names[i]
			if _, known := colors[name]; known {
				continue
			}
			colors[name] = lineGrey
			if n := used[sort]; n < len(hues(false)) && !isRest(p.Series[i].Key) {
				colors[name] = hues(false)[n]
				used[sort]++
			}
		}
	}
	return colors
}

// labels are the names of all series as they are drawn: what Panel.Label says of
// each, but the series are compared once and not once for each label.
func labels(p *tradeflow.Panel) []string {
	out := make([]string, len(p.Series))
	if len(out) < 2 {
		for i := range out {
			out[i] = shorten(clean(p.Label(i)), maxName)
		}
		return out
	}
	of := differing(p)
	// Two series that differ as all do say what Label says of them among all.
	pair := *p
	for i, s := range p.Series {
		other := s
		for _, d := range eachOf(of) {
			other.Key = unlike(other.Key, d)
		}
		pair.Series = []tradeflow.Series{s, other}
		out[i] = shorten(clean(pair.Label(0)), maxName)
	}
	return out
}

// unlike is a key that differs in one dimension.
func unlike(k tradeflow.Key, d tradeflow.Dims) tradeflow.Key {
	if within(k, d) != (tradeflow.Key{}) {
		return k.Without(d)
	}
	switch d {
	case tradeflow.Reporter:
		k.Reporter = "XXX"
	case tradeflow.Partner:
		k.Partner = "XXX"
	case tradeflow.Category:
		k.Category = "other"
	case tradeflow.Commodity:
		k.Commodity = hscodes.MustParse("99")
	}
	return k
}

// differing are the dimensions in which the series of a panel differ: those that
// are in their labels.
func differing(p *tradeflow.Panel) (out tradeflow.Dims) {
	for _, d := range dimensions {
		if slices.ContainsFunc(p.Series, func(s tradeflow.Series) bool { return within(s.Key, d) != within(p.Series[0].Key, d) }) {
			out |= d
		}
	}
	return out
}

// bySize orders the series of a panel by the mean of their numbers without sign.
func bySize(p *tradeflow.Panel) []int {
	order, size := make([]int, len(p.Series)), make([]float64, len(p.Series))
	for i := range p.Series {
		order[i] = i
		known := 0.0
		for j := range p.Periods {
			if c := read(&p.Series[i], j); c.known {
				size[i] += math.Abs(c.raw)
				known++
			}
		}
		size[i] /= max(1, known)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	return order
}
