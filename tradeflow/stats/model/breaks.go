package model

import (
	"cmp"
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// BreakOptions are the choices of Breaks. The zero value is strucchange's default.
type BreakOptions struct {
	Log  bool    // breaks of the mean logarithm, so of the geometric mean
	Trim float64 // the shortest segment, as a fraction of the series; 0: 0.15
}

// BreakTest says whether, when and how often the mean of a series changed. It has
// numbers where Status is OK; else they are NaN or nil.
type BreakTest struct {
	Key      tradeflow.Key
	Status   tradeflow.Status
	N        int                  // how many numbers were tested
	SupF     float64              // the largest F statistic of a single change of the mean
	PValue   float64              // of SupF, where no mean has changed and errors are independent
	At       tradeflow.Period     // the last period before that change
	BIC      []float64            // by the number of breaks: 0, 1, up to 5; a warning where the last is least
	Dates    [][]tradeflow.Period // beside BIC: the last period before each of that many breaks
	Best     int                  // the number of breaks of the least BIC
	Breaks   []Break              // those breaks
	Segments []Segment            // and what lies between them
	Warnings []tradeflow.Warning  // what a reader of this test must know
}

// Break is a change of the mean.
type Break struct {
	At        tradeflow.Period // the last period before it
	Low, High tradeflow.Period // its 95 % confidence interval, within the series; the zero Period where there is none
}

// Segment is a time without a break.
type Segment struct {
	From, To tradeflow.Period
	N        int
	Mean     float64 // in the panel's unit, of the panel's shortest period; with BreakOptions.Log the geometric mean
}

// breakCaveat goes with every test.
const breakCaveat = "errors are taken as independent, which those of monthly trade are not, and a trend or seasons pass for breaks: a screen, never a finding"

// Breaks tests each series for changes of its mean: the sup-F statistic of one change,
// its p-value and date, and the dates of up to five with their BIC. It tests the known
// numbers in calendar order. There is no answer for a commodity whose goods changed
// between editions (EditionBreak), where segments would have fewer than two
// numbers (TooFew; fourteen are enough by default), where the numbers within segments
// do not differ (NoSpread), or, with Log, are not all positive (BaseNonPositive). The i-th test is that of the i-th
// series. Sources: Andrews, Econometrica 61 (1993); Hansen, Journal of Business &
// Economic Statistics 15 (1997); Bai and Perron, Journal of Applied Econometrics 18 (2003); Bai,
// Review of Economics and Statistics 79 (1997).
//
// It panics where Trim is negative or not below 0.5.
func Breaks(p *tradeflow.Panel, o BreakOptions) []BreakTest {
	if !(o.Trim >= 0 && o.Trim < 0.5) {
		panic(fmt.Sprintf("model.Breaks: Trim %v is not a fraction below 0.5", o.Trim))
	}
	trim := cmp.Or(o.Trim, 0.15)
	r := newBreakReader(p)
	tests := make([]BreakTest, len(p.Series))
	for i := range p.Series {
		s := r.read(i, o.Log)
		t := BreakTest{Key: p.Series[i].Key, Status: s.status, N: len(s.values), SupF: math.NaN(), PValue: math.NaN(), Warnings: s.warnings()}
		if h := int(trim * float64(t.N)); t.Status == tradeflow.OK && h < 2 {
			t.Status = tradeflow.TooFew
		} else if t.Status == tradeflow.OK {
			t.fill(s, h, o.Log)
		}
		tests[i] = t
	}
	return tests
}

// fill computes the test of s with segments of at least h numbers.
func (t *BreakTest) fill(s breakSeries, h int, log bool) {
	y, n := s.values, len(s.values)
	scale := 1.0
	if !log {
		scale = breakScale(y)
	}
	all := breakPartitions(y, h, min(breakMost, (n+h-1)/h-2))
	for _, p := range all {
		if breakFlat(y, p.rss) {
			t.Status = tradeflow.NoSpread
			return
		}
	}
	supF, at := breakSupF(y, h)
	t.SupF, t.At, t.PValue = supF, s.periods[at-1], breakPValue(supF, n, h)
	for m, p := range all {
		t.BIC = append(t.BIC, breakBIC(p, n, scale))
		dates := make([]tradeflow.Period, m)
		for k, end := range p.ends {
			dates[k] = s.periods[end-1]
		}
		t.Dates = append(t.Dates, dates)
		if t.BIC[m] < t.BIC[t.Best] {
			t.Best = m
		}
	}
	if most := len(all) - 1; t.Best == most && most > 0 {
		t.Warnings = append(t.Warnings, tradeflow.Warning{Kind: tradeflow.AboutCoverage, Text: fmt.Sprintf("the best number of breaks, %d, is the largest that was tried: there may be more, or a trend in place of breaks", most)})
	}
	t.segment(s, all[t.Best].ends, scale, log)
}

// segment describes the segments of the best partition, and their borders.
func (t *BreakTest) segment(s breakSeries, ends []int, scale float64, log bool) {
	n := len(s.values)
	var means, variances []float64
	from := 0
	for k := range len(ends) + 1 {
		to := n
		if k < len(ends) {
			to = ends[k]
		}
		mean, rss := 0.0, 0.0
		for i := from; i < to; i++ {
			mean, rss = breakAdd(mean, rss, s.values[i], i-from+1)
		}
		means, variances = append(means, mean), append(variances, rss/float64(to-from))
		segment := Segment{From: s.periods[from], To: s.periods[to-1], N: to - from, Mean: mean * scale}
		if log {
			segment.Mean = math.Exp(mean)
		}
		t.Segments = append(t.Segments, segment)
		from = to
	}
	for k, end := range ends {
		b := Break{At: s.periods[end-1]}
		if low, high, ok := breakInterval(means[k+1]-means[k], variances[k], variances[k+1]); ok {
			b.Low, b.High = s.periods[max(end+low, 1)-1], s.periods[min(end+high, n)-1]
		}
		t.Breaks = append(t.Breaks, b)
	}
}

// breakFlat reports whether a sum of squares is nothing but rounding.
func breakFlat(y []float64, rss float64) bool {
	most := 0.0
	for _, v := range y {
		most = max(most, math.Abs(v))
	}
	return rss <= float64(len(y))*(1e-14*most)*(1e-14*most)
}

// warnings says what was left out.
func (s breakSeries) warnings() []tradeflow.Warning {
	w := []tradeflow.Warning{{Kind: tradeflow.AboutAmounts, Text: breakCaveat}}
	if len(s.missing) > 0 {
		w = append(w, tradeflow.Warning{Kind: tradeflow.AboutCoverage, Text: fmt.Sprintf("%d of %d periods have no number and are left out: %s", len(s.missing), len(s.missing)+len(s.values),
			cells.Some(len(s.missing), func(k int) string { return s.missing[k].Words() }))})
	}
	if len(s.overlaps) > 0 {
		w = append(w, tradeflow.Warning{Kind: tradeflow.AboutCoverage, Text: breakOverlaps(s.overlaps) + " left out"})
	}
	if s.ranges > 0 {
		w = append(w, tradeflow.Warning{Kind: tradeflow.AboutEdition, Text: fmt.Sprintf("%d of %d numbers may be more than is certain: what is certain is used", s.ranges, len(s.values))})
	}
	return w
}
