package model

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// effectsFit is a fitted regression, as cluster-robust errors need it.
type effectsFit struct {
	ok    bool
	exact bool // nothing is left over, so that there are no errors to estimate
	f     *mat.Dense
	*effectsStep
	left      []float64 // series by period: what is left over, with its weight
	n, params int
}

// effectsLeast fits the logarithms of the flows by least squares.
func effectsLeast(s *effectsSample, f *mat.Dense) *effectsFit {
	n := len(s.periods)
	e := effectsNew(n)
	y := make([]float64, len(s.flow)) // ln x less its mean in the series
	fit := &effectsFit{f: f, left: make([]float64, len(s.flow))}
	at, ones, u := make([]int, 0, n), make([]float64, n), make([]float64, n)
	for t := range ones {
		ones[t] = 1
	}
	spread, size := 0.0, 0.0
	for i := range s.keys {
		at = s.usedBy(i, at)
		if len(at) == 0 {
			continue
		}
		mean := 0.0
		for _, t := range at {
			y[i*n+t] = math.Log(s.flow[i*n+t])
			size = max(size, math.Abs(y[i*n+t]))
			mean += y[i*n+t] / float64(len(at))
		}
		for a, t := range at {
			y[i*n+t] -= mean
			u[a] = y[i*n+t]
			spread += u[a] * u[a]
		}
		e.add(s.treated[i], at, ones[:len(at)], u[:len(at)])
		fit.n += len(at)
		fit.params++
	}
	step, ok := e.solve(f)
	if !ok {
		return fit
	}
	fit.ok, fit.effectsStep = true, step
	fit.params += step.rank
	rest := 0.0
	shift := effectsShift(f, step.beta)
	for i := range s.keys {
		at = s.usedBy(i, at)
		mean := 0.0
		for a, t := range at {
			u[a] = y[i*n+t] - step.lambda[t]
			if s.treated[i] {
				u[a] -= shift[t]
			}
			mean += u[a] / float64(len(at))
		}
		for a, t := range at {
			fit.left[i*n+t] = u[a] - mean
			rest += fit.left[i*n+t] * fit.left[i*n+t]
		}
	}
	// Logarithms of size L are known to L·1e-16; what is left below is rounding.
	fit.exact = fit.n <= fit.params || rest <= float64(fit.n)*math.Pow(1e-14*(1+size), 2)
	return fit
}

// effectsDetermined reports whether the places of the numbers determine the first
// regressor beside the effects, whatever the sizes of the numbers.
func effectsDetermined(s *effectsSample, f *mat.Dense) bool {
	n := len(s.periods)
	e := effectsNew(n)
	at, ones, none := make([]int, 0, n), make([]float64, n), make([]float64, n)
	for t := range ones {
		ones[t] = 1
	}
	for i := range s.keys {
		at = s.usedBy(i, at)
		e.add(s.treated[i], at, ones[:len(at)], none[:len(at)])
	}
	step, ok := e.solve(f)
	return ok && step.known[0]
}

// effectsShift is f·β, what the treatment adds in each period.
func effectsShift(f *mat.Dense, beta []float64) []float64 {
	n, k := f.Dims()
	shift := make([]float64, n)
	for t := range n {
		for j := range k {
			shift[t] += f.At(t, j) * beta[j]
		}
	}
	return shift
}
