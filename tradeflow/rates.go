package tradeflow

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Rates are average exchange rates, by which values in several currencies come
// to stand in one. Write them out, or let ReadRates read a file of the European
// Central Bank.
//
// A flow is converted at the average of its own period: a month's for a month, a
// year's for a year. A span of months, such as January and February, has the
// plain mean of its months' rates, unless PerUnit holds the span itself.
type Rates struct {
	Currency string                        // the currency that values come out in, in ISO 4217: "USD"
	PerUnit  map[string]map[Period]float64 // how much of Currency one unit of another currency was worth: PerUnit["EUR"][Year(2023)] = 1.0813
	Source   string                        // as reports cite it: "European Central Bank, averages of daily reference rates"
}

// Rates are within these bounds. Nothing that is traded with is worth less or
// more, and within them no product can lose digits.
const minRate, maxRate = 1e-12, 1e12

// Validate reports currencies that are no codes of ISO 4217, periods that are
// none, and rates that are none: zero, negative, infinite, or absurd.
func (r *Rates) Validate() error {
	if r == nil {
		return nil
	}
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !isCurrency(r.Currency) {
		fail("Rates.Currency %q is not three capital letters, like USD", r.Currency)
	}
	for _, currency := range slices.Sorted(maps.Keys(r.PerUnit)) {
		if !isCurrency(currency) {
			fail("currency %q of Rates.PerUnit is not three capital letters, like EUR", currency)
		}
		if currency == r.Currency {
			fail("Rates.PerUnit has rates of %s, which is Rates.Currency itself", currency)
		}
		for _, p := range slices.SortedFunc(maps.Keys(r.PerUnit[currency]), Period.Compare) {
			if !p.IsValid() {
				fail("Rates.PerUnit has a rate of %s for no period", currency)
			}
			if rate := r.PerUnit[currency][p]; !isRate(rate) {
				fail("the rate of %s for %s is %v, not a number from %g to %g", currency, p, rate, minRate, maxRate)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("exchange rates: %w", err)
	}
	return nil
}

func isRate(f float64) bool { return minRate <= f && f <= maxRate }

func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// convert returns an amount of a period in the currency of r, which must be valid.
func (r *Rates) convert(v Thousandths, from string, p Period) (Thousandths, error) {
	if from == r.Currency {
		return v, nil
	}
	rate, err := r.rate(from, p)
	if err != nil {
		return 0, err
	}
	out, ok := v.times(rate)
	if !ok {
		return 0, fmt.Errorf("%.3f %s at %v %s is beyond %.0f, more than any trade", v.Float(), from, rate, r.Currency, float64(math.MaxInt64/1000))
	}
	return out, nil
}

// rate returns the rate of exactly this period. A year's average says nothing of
// a month, and twelve months' averages make no year's: the year's is over its
// days, and months have more or fewer of them.
func (r *Rates) rate(from string, p Period) (float64, error) {
	table := r.PerUnit[from]
	if rate, ok := table[p]; ok {
		return rate, nil
	}
	if p.Months() <= 1 || isYear(p) {
		return 0, r.missing(from, p, p)
	}
	sum := 0.0
	for i := range p.Months() {
		month := Period{p.first + int32(i), 1}
		rate, ok := table[month]
		if !ok {
			return 0, r.missing(from, month, p)
		}
		sum += rate
	}
	return sum / float64(p.Months()), nil
}

func isYear(p Period) bool {
	_, m := p.Start()
	return p.Months() == 12 && m == time.January
}

// missing says which rate there is none of, and which ones there are.
func (r *Rates) missing(from string, p, whole Period) error {
	var b strings.Builder
	fmt.Fprintf(&b, "no exchange rate from %s to %s for %s", from, r.Currency, p)
	if p != whole {
		fmt.Fprintf(&b, ", which %s needs", whole)
	}
	var months, years, others []Period
	for _, q := range slices.SortedFunc(maps.Keys(r.PerUnit[from]), Period.Compare) {
		switch {
		case q.Months() == 1:
			months = append(months, q)
		case isYear(q):
			years = append(years, q)
		default:
			others = append(others, q)
		}
	}
	var there []string
	for _, kind := range []struct {
		name    string
		periods []Period
	}{{"month", months}, {"year", years}, {"span", others}} {
		switch n := len(kind.periods); n {
		case 0:
		case 1:
			there = append(there, fmt.Sprintf("one %s, %s", kind.name, kind.periods[0]))
		default:
			there = append(there, fmt.Sprintf("%d %ss from %s to %s", n, kind.name, kind.periods[0], kind.periods[n-1]))
		}
	}
	switch {
	case len(there) > 0:
		fmt.Fprintf(&b, ": for %s the table has %s", from, strings.Join(there, " and "))
	case len(r.PerUnit) > 0:
		fmt.Fprintf(&b, ": there are only rates of %s", strings.Join(slices.Sorted(maps.Keys(r.PerUnit)), ", "))
	default:
		b.WriteString(": there are no rates at all")
	}
	kind := "span"
	switch {
	case p.Months() == 1:
		kind = "month"
	case isYear(p):
		kind = "year"
	}
	fmt.Fprintf(&b, "; give Rates with the average of this %s, or query other periods", kind)
	return errors.New(b.String())
}

// times multiplies by a rate within the bounds of Validate, and rounds to the
// nearest thousandth, half to even; it is not ok if that overflows.
//
// The arithmetic is of integers, for a float64 cannot hold every amount, and its
// rounding could differ between machines that fuse operations and those that do
// not: a rate is a whole number of 53 bits over a power of two, so that the
// product in 128 bits is exact. What is rounded is the amount times the float64
// next to the decimal rate. That differs from the decimal product only where the
// latter lies on a half to the last digit, and there by one thousandth.
func (t Thousandths) times(rate float64) (product Thousandths, ok bool) {
	fraction, exponent := math.Frexp(rate)
	hi, lo := bits.Mul64(uint64(max(t, -t)), uint64(fraction*(1<<53)))
	length, zeros := bits.Len64(lo), bits.TrailingZeros64(lo)
	if hi > 0 {
		length = 64 + bits.Len64(hi)
	}
	if lo == 0 {
		zeros = 64 + bits.TrailingZeros64(hi)
	}
	// The product is hi and lo over 2^(53-exponent): shift out all of these
	// bits but one, which says half or more.
	n := uint(53 - exponent - 1)
	if length > 64+int(n) {
		return 0, false
	}
	halves := lo>>n | hi<<(64-n) | hi>>(n-64) // a shift by too much, or by less than nothing, leaves 0
	whole := halves >> 1
	if halves&1 == 1 && (zeros < int(n) || whole&1 == 1) {
		whole++
	}
	if whole > math.MaxInt64 {
		return 0, false
	}
	if t < 0 {
		return -Thousandths(whole), true
	}
	return Thousandths(whole), true
}

// note is the sentence by which a panel warns of converted values.
func (r *Rates) note(from string) string {
	s := fmt.Sprintf("values in %s were converted to %s at the average rates of their own month or year", from, r.Currency)
	if r.Source != "" {
		s += " (" + r.Source + ")"
	}
	return s
}
