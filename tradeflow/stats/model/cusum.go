package model

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// CUSUMTest says whether the mean of a series is constant. It has numbers where
// Status is OK.
type CUSUMTest struct {
	Key      tradeflow.Key
	Status   tradeflow.Status
	N        int                 // how many numbers were tested
	S0       float64             // the largest distance of the scaled sums of residuals from zero
	PValue   float64             // of S0, where the mean is constant and errors are independent
	At       tradeflow.Period    // the period where they are farthest: a change is near it
	Warnings []tradeflow.Warning // what a reader of this test must know
}

// CUSUM returns the OLS-based CUSUM test of a constant mean for each series, in their
// order: max |Σ e| / (s √n), the sums over the residuals from the mean up to each
// period, and its asymptotic p-value, which is too large rather than too small for short
// series. It tests the known numbers in calendar order, and has no answer as Breaks
// has none; three numbers are the least. Source: Ploberger and Krämer, The CUSUM test
// with OLS residuals, Econometrica 60 (1992), 271-285.
func CUSUM(p *tradeflow.Panel) []CUSUMTest {
	r := newBreakReader(p)
	tests := make([]CUSUMTest, len(p.Series))
	for i := range p.Series {
		s := r.read(i, false)
		t := CUSUMTest{Key: p.Series[i].Key, Status: s.status, N: len(s.values), S0: math.NaN(), PValue: math.NaN(), Warnings: s.warnings()}
		if t.Status == tradeflow.OK && t.N < 3 {
			t.Status = tradeflow.TooFew
		}
		if t.Status == tradeflow.OK {
			t.fill(s)
		}
		tests[i] = t
	}
	return tests
}

func (t *CUSUMTest) fill(s breakSeries) {
	y, n := s.values, float64(len(s.values))
	breakScale(y)
	mean, rss := 0.0, 0.0
	for i, v := range y {
		mean, rss = breakAdd(mean, rss, v, i+1)
	}
	if breakFlat(y, rss) {
		t.Status = tradeflow.NoSpread
		return
	}
	unit := math.Sqrt(rss/(n-1)) * math.Sqrt(n)
	sum := 0.0
	t.S0 = 0
	for i, v := range y {
		sum += v - mean
		if d := math.Abs(sum) / unit; d > t.S0 {
			t.S0, t.At = d, s.periods[i]
		}
	}
	t.PValue = cusumPValue(t.S0)
}

// cusumPValue is the probability that a Brownian bridge goes as far as x from zero:
// 2 Σ (−1)^(k+1) exp(−2k²x²).
func cusumPValue(x float64) float64 {
	if x < 0.1 {
		return 1
	}
	p := 0.0
	for k := 100; k > 0; k-- { // the small ones first
		term := 2 * math.Exp(-2*float64(k*k)*x*x)
		if k%2 == 0 {
			term = -term
		}
		p += term
	}
	return min(max(p, 0), 1)
}
