package chart

import (
	"math"

	"gonum.org/v1/plot"
)

// ticker implements plot.Ticker with round values: steps of 1, 2 or 5 times a
// power of ten, as many decimals as the step has, and the unit on the top one.
type ticker struct {
	unit unit
	want int // about so many ticks, of three to seven
}

// Ticks implements plot.Ticker. The values lie within low and high; the range
// need not end on one.
func (t ticker) Ticks(low, high float64) []plot.Tick {
	values, decimals := roundValues(low, high, t.want)
	ticks := make([]plot.Tick, len(values))
	for i, v := range values {
		ticks[i] = plot.Tick{Value: v, Label: t.unit.tick(v, decimals, i == len(values)-1 && v != 0)}
	}
	return ticks
}

// roundValues returns the multiples of a round step in low to high, and how
// many decimals the step has.
func roundValues(low, high float64, want int) (values []float64, decimals int) {
	if !(high > low) || math.IsInf(high-low, 0) {
		return nil, 0
	}
	best := math.MaxInt
	exponent := int(math.Floor(math.Log10(high-low))) - 2
	for e := exponent; e <= exponent+3; e++ {
		for _, m := range []float64{1, 2, 5} {
			first := math.Ceil(inStep(low, m, e) - 1e-9)
			last := math.Floor(inStep(high, m, e) + 1e-9)
			n := int(last-first) + 1
			if n > 7 || n < 2 {
				continue
			}
			off := max(n-want, want-n)
			if n < 3 {
				off += 10 // only where no step gives three
			}
			if off >= best {
				continue
			}
			best, decimals, values = off, max(0, -e), nil
			for k := first; k <= last; k++ {
				values = append(values, outOfStep(k, m, e))
			}
		}
	}
	return values, decimals
}

// inStep is v in steps of m times ten to the e. Negative powers of ten are not
// exact, so they are turned round: 0.3 is 3/10 and not 3 times 0.1.
func inStep(v, m float64, e int) float64 {
	if e < 0 {
		return v * math.Pow10(-e) / m
	}
	return v / (m * math.Pow10(e))
}

func outOfStep(k, m float64, e int) float64 {
	if k == 0 {
		return 0 // not -0
	}
	if e < 0 {
		return k * m / math.Pow10(-e)
	}
	return k * m * math.Pow10(e)
}
