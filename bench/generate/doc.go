// Package generate writes trade tables of any size for benchmarks: made-up
// figures in the publishers' own columns and order, the same bytes for the same
// arguments. All values are whole thousandths, so that sums can be compared exactly.
package generate

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Edition is the edition of the HS in which all files are written, in all their years.
const Edition = hscodes.HS2017

// The years of the files.
const (
	firstYear = 2021
	lastYear  = 2023
	years     = lastYear - firstYear + 1
)

// commodities returns the codes of Edition with that many digits, in order.
func commodities(digits int) []hscodes.Code { return slices.Collect(Edition.Codes(digits)) }

// source is a seeded source of the numbers of trade.
type source struct{ *rand.Rand }

func newSource(seed uint64) source { return source{rand.New(rand.NewPCG(seed, 2026))} }

// amount draws a number of thousandths, at least one: most are small, a few are
// thousands of times the median.
func (s source) amount(scale float64) int64 {
	x := s.ExpFloat64()
	return 1 + int64(scale*x*x*x)
}

// gap draws how many places lie between one hit and the next, where each place is
// one with probability p. It is cheaper than asking every place.
func (s source) gap(p float64) int {
	if p >= 1 {
		return 1
	}
	return 1 + int(s.ExpFloat64()/-math.Log1p(-p))
}

// appendThousandths writes n thousandths with as many decimals as they need.
func appendThousandths(b []byte, n int64) []byte {
	b = strconv.AppendInt(b, n/1000, 10)
	if n %= 1000; n == 0 {
		return b
	}
	b = append(b, '.', byte('0'+n/100))
	if n %= 100; n == 0 {
		return b
	}
	b = append(b, byte('0'+n/10))
	if n %= 10; n == 0 {
		return b
	}
	return append(b, byte('0'+n))
}
