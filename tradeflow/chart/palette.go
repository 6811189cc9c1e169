package chart

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/palette/brewer"
)

// classes sorts numbers into a few colours: a reader can name a class, compare
// it with its key and find it again, which a smooth ramp does not allow.
//
// Limits rise. Of a sequence, class k begins at limit k, and what lies below the
// first is in the first. Of a diverging scale, limit k parts classes k and k+1.
type classes struct {
	limits    []float64
	colors    []color.NRGBA
	diverging bool // about zero
	uneven    bool // the classes of a sequence are not equally wide
	decimals  int  // of the limits
}

const mostClasses = 7

// of is the class of a number.
func (c classes) of(v float64) int {
	k := 0
	for k < len(c.limits) && v >= c.limits[k] {
		k++
	}
	if c.diverging {
		return k
	}
	return max(0, k-1)
}

// shades are n of the seven colours of a palette by Cynthia Brewer, the palest and
// the darkest among them. Blues is calmer than the ramps through yellow and green,
// whose pale end reads as a value. RdBu is, as the bars of changes are, blue above
// zero and warm below. People with any colour vision tell their ends apart, and
// on each of the seven small text is readable in ink or in white, which is not
// so in the palettes of five and six.
func shades(name string, n int) (out []color.NRGBA) {
	p, err := brewer.GetPalette(brewer.TypeAny, name, mostClasses)
	if err != nil {
		return slices.Repeat([]color.NRGBA{white}, n) // not with the names in this file
	}
	all := p.Colors()
	for k := range n {
		out = append(out, opaque(all[k*(mostClasses-1)/max(1, n-1)]))
	}
	return out
}

// sequence makes up to seven equal classes of round width. They begin at zero, or
// below the least number where the numbers stand far above zero and fromZero does
// not ask for it. The last is open: it holds whatever is more.
func sequence(values []float64, fromZero bool) classes {
	low, high := slices.Min(values), slices.Max(values)
	if fromZero || low < 0.6*high || low == high {
		low = 0
	}
	if high <= low {
		return classes{limits: []float64{0}, colors: shades("Blues", 1)}
	}
	exponent := int(math.Floor(math.Log10(high-low))) - 2
	for e := exponent; ; e++ {
		for _, m := range []float64{1, 2, 5} {
			first, last := math.Floor(inStep(low, m, e)+1e-9), math.Floor(inStep(high, m, e)+1e-9)
			n := int(last-first) + 1
			if n > mostClasses+1 {
				continue
			}
			c := classes{decimals: max(0, -e)}
			for k := range min(n, mostClasses) {
				c.limits = append(c.limits, outOfStep(first+float64(k), m, e))
			}
			return c.painted()
		}
	}
}

// painted gives a sequence its colours, from pale to dark.
func (c classes) painted() classes {
	c.colors = shades("Blues", len(c.limits))
	return c
}

// crowded reports whether the lowest class holds more than three quarters of the
// numbers: equal classes then show one or two giants and nothing else.
func (c classes) crowded(values []float64) bool { return 4*c.counts(values)[0] > 3*len(values) }

func (c classes) counts(values []float64) []int {
	n := make([]int, len(c.colors))
	for _, v := range values {
		n[c.of(v)]++
	}
	return n
}

// crowding is small where the numbers spread evenly over the classes.
func (c classes) crowding(values []float64) (sum int) {
	for _, n := range c.counts(values) {
		sum += n * n
	}
	return sum
}

// unevenSequence makes classes for numbers of which most are small beside a few:
// limits that double, or rise fivefold or tenfold by turns, whichever spreads
// the numbers best. No limit is finer than so many decimals.
func unevenSequence(values []float64, decimals int) classes {
	best, least := classes{}, math.MaxInt
	high := slices.Max(values)
	for _, steps := range [][]float64{{5, 2, 1}, {5, 1}, {1}} {
		c := classes{uneven: true}
		for e := int(math.Floor(math.Log10(high))); e >= -decimals && len(c.limits) < mostClasses-1; e-- {
			for _, m := range steps {
				if l := outOfStep(1, m, e); l <= high && len(c.limits) < mostClasses-1 {
					c.limits, c.decimals = append(c.limits, l), max(0, -e)
				}
			}
		}
		c.limits = append(c.limits, 0)
		slices.Reverse(c.limits)
		c = c.painted()
		for len(c.limits) > 2 && c.counts(values)[0] == 0 {
			c.limits = slices.Delete(c.limits, 1, 2)
			c = c.painted()
		}
		if n := c.crowding(values); n <= least { // of equals the one with fewer limits
			best, least = c, n
		}
	}
	return best
}

// divergence makes seven classes about zero, the middle one about nothing: their
// limits are one, three and five times a round number, the same on both sides.
// At most a tenth of the numbers may lie far beyond the outermost, so that one
// giant does not make all the others pale.
func divergence(values []float64) classes {
	sizes := make([]float64, len(values))
	for i, v := range values {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	high, most := sizes[len(sizes)-1], sizes[(9*len(sizes)+9)/10-1]
	if most == 0 {
		most = high
	}
	if high == 0 {
		high, most = 5, 5
	}
	best, least := classes{}, math.MaxInt
	exponent := int(math.Floor(math.Log10(most)))
	for e := exponent - 2; e <= exponent+1; e++ {
		for _, m := range []float64{1, 2, 5} {
			a := []float64{outOfStep(1, m, e), outOfStep(3, m, e), outOfStep(5, m, e)}
			if 2*a[2] < most || a[2] > high && least < math.MaxInt {
				continue
			}
			c := classes{limits: []float64{-a[2], -a[1], -a[0], a[0], a[1], a[2]}, diverging: true, decimals: max(0, -e)}
			c.colors = shades("RdBu", mostClasses)
			if n := c.crowding(values); n < least {
				best, least = c, n
			}
		}
	}
	return best
}

// multiplication makes classes of rates of change in percent that are as far from
// one as their inverses: to double stands level with to halve. Rates end at −100 %
// and have no end above, so that in equal steps every loss would look like none.
func multiplication() classes {
	return classes{limits: []float64{-75, -50, -20, 25, 100, 300}, colors: shades("RdBu", mostClasses), diverging: true}
}

// inkOn is the colour of text on a ground: dark or white, whichever reads better.
func inkOn(ground color.NRGBA) color.NRGBA {
	if contrast(ink, ground) >= contrast(white, ground) {
		return ink
	}
	return white
}
