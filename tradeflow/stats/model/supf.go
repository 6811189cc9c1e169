package model

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// breakSupF returns the largest F statistic for a change of the mean after i of the n
// numbers, from h to n−h, and that i (Andrews, 1993).
func breakSupF(y []float64, h int) (supF float64, at int) {
	n := len(y)
	behind := make([]float64, n+1) // the sum of squares of the numbers from i on
	mean, rss := 0.0, 0.0
	for i := n - 1; i >= 0; i-- {
		mean, rss = breakAdd(mean, rss, y[i], n-i)
		behind[i] = rss
	}
	all := rss
	mean, rss = 0, 0
	supF = math.Inf(-1)
	for i := 1; i <= n-h; i++ {
		mean, rss = breakAdd(mean, rss, y[i-1], i)
		if i < h {
			continue
		}
		within := rss + behind[i]
		if f := (all - within) / (within / float64(n-2)); f > supF {
			supF, at = f, i
		}
	}
	return supF, at
}

// breakPValue is the probability of a supF as large, for one parameter, where no mean
// has changed: Hansen's (1997) approximation, between whose trimmings it
// interpolates as strucchange does. At Andrews' (2003) critical value of 5 % it gives 4.8 %.
func breakPValue(supF float64, n, h int) float64 {
	tau := float64(h) / float64(n) // trimmed on both sides alike: 1/(1+sqrt(lambda))
	tail := func(i int) float64 {
		b := breakHansen[i]
		x := b[0] + b[1]*supF
		if x <= 0 {
			return 1
		}
		return mathext.GammaIncRegComp(b[2]/2, x/2)
	}
	if tau <= 0.01 {
		return tail(len(breakHansen) - 1)
	}
	if tau >= 0.49 { // towards one known date
		chow := mathext.GammaIncRegComp(0.5, supF/2)
		return min(100*((0.5-tau)*tail(0)+(tau-0.49)*chow), 1)
	}
	place := (0.51-tau)*50 - 1
	i := min(int(place), len(breakHansen)-2)
	part := place - float64(i)
	return (1-part)*tail(i) + part*tail(i+1)
}

// breakHansen holds, for trimmings of 0.49, 0.47, down to 0.01, the numbers a, b and c
// with which a + b·supF has a chi-square distribution of c degrees of freedom, for one
// parameter: B. E. Hansen, Approximate asymptotic p values for structural-change
// tests, Journal of Business & Economic Statistics 15 (1997), 60-67, as strucchange 1.5-3
// has them (sc.beta.sup).
var breakHansen = [25][3]float64{
	{-0.0648467, 0.99671156, 1.2573241},
	{-0.15305667, 0.96757645, 1.43651315},
	{-0.23071675, 0.95825013, 1.56531261},
	{-0.29247661, 0.95715782, 1.68851898},
	{-0.35706588, 0.95237505, 1.77889686},
	{-0.40514715, 0.96055795, 1.89761322},
	{-0.45248386, 0.95810999, 1.98370422},
	{-0.50458517, 0.96149538, 2.07086519},
	{-0.55009159, 0.96684273, 2.17244338},
	{-0.60241623, 0.96518399, 2.23509053},
	{-0.64308746, 0.97354902, 2.33722161},
	{-0.68833676, 0.97829106, 2.42776524},
	{-0.73136161, 0.9820687, 2.50833918},
	{-0.78078198, 0.99475319, 2.6209551},
	{-0.82894221, 1.00023473, 2.70286643},
	{-0.88430133, 1.00162529, 2.77835798},
	{-0.9499265, 1.00384268, 2.84325795},
	{-0.98828874, 1.01604712, 2.96752918},
	{-1.04892713, 1.02570939, 3.08442682},
	{-1.11527783, 1.03526033, 3.19770394},
	{-1.14992644, 1.06643436, 3.44739573},
	{-1.24010871, 1.06929468, 3.54993605},
	{-1.38522113, 1.06808543, 3.61667211},
	{-1.48296473, 1.1283969, 4.07202473},
	{-1.78738608, 1.17220925, 4.4726701},
}
