package model

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// effectsSystem is the normal equations of a regression with series and period
// effects, in which the series effects are swept out one series at a time and the
// regressors are treated(i)·f(t). What is left is as wide as there are periods:
//
//	m·λ + mt·f·β = r
//	f'·mt·λ + f'·mt·f·β = f'·rt
//
// with m = Σ diag(w) − w·w'/Σw over all series, and mt over the treated ones. This is
// exact for panels with holes, where demeaning by turns (Guimarães and Portugal,
// Stata Journal 10, 2010) has to be repeated until it is; rejected for that.
type effectsSystem struct {
	periods int
	m, mt   []float64 // upper triangles
	r, rt   []float64
	whole   []float64 // the weights of treated series, before their effects are taken out
	links   []int     // a chain of periods that one series or several have numbers in
}

func effectsNew(periods int) *effectsSystem {
	e := &effectsSystem{periods: periods, m: make([]float64, periods*periods), mt: make([]float64, periods*periods), links: make([]int, periods)}
	e.r, e.rt, e.whole = make([]float64, periods), make([]float64, periods), make([]float64, periods)
	for t := range e.links {
		e.links[t] = t
	}
	return e
}

func (e *effectsSystem) root(t int) int {
	for e.links[t] != t {
		t = e.links[t]
	}
	return t
}

// add takes over a series with numbers in the given columns, their weights and
// what is left to fit, whose weighted sum is 0.
func (e *effectsSystem) add(treated bool, at []int, w, u []float64) {
	total := 0.0
	for _, x := range w {
		total += x
	}
	for a, t := range at {
		if p, q := e.root(at[0]), e.root(t); p != q {
			e.links[max(p, q)] = min(p, q)
		}
		part := w[a] / total
		row := e.m[t*e.periods : (t+1)*e.periods]
		row[t] += w[a]
		for b := a; b < len(at); b++ {
			row[at[b]] -= part * w[b]
		}
		e.r[t] += u[a]
		if treated {
			row := e.mt[t*e.periods : (t+1)*e.periods]
			row[t] += w[a]
			for b := a; b < len(at); b++ {
				row[at[b]] -= part * w[b]
			}
			e.rt[t] += u[a]
			e.whole[t] += w[a]
		}
	}
}

// effectsStep is the solution of the normal equations.
type effectsStep struct {
	beta    []float64
	known   []bool     // whether the data determine each
	lambda  []float64  // period effects; one in each chain of periods is 0
	gamma   *mat.Dense // regression of treated·f on the period effects
	inverse *mat.Dense // of f'mt·f − f'mt·gamma: the bread of the sandwich
	rank    int        // of period effects and regressors
	project func(r, rt *mat.Dense) (lambda, beta *mat.Dense)
}

// solve returns false where the numbers are too far apart for a solution.
func (e *effectsSystem) solve(f *mat.Dense) (*effectsStep, bool) {
	n := e.periods
	_, k := f.Dims()
	var free []int
	for t := range n {
		if e.root(t) != t {
			free = append(free, t)
		}
	}
	if len(free) == 0 {
		return nil, false
	}
	reduced := mat.NewSymDense(len(free), nil)
	for a, t := range free {
		for b := a; b < len(free); b++ {
			reduced.SetSym(a, b, e.m[t*n+free[b]])
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(reduced) {
		return nil, false
	}
	periodsOf := func(r *mat.Dense) *mat.Dense { // the period effects without any regressor
		_, columns := r.Dims()
		in := mat.NewDense(len(free), columns, nil)
		for a, t := range free {
			in.SetRow(a, r.RawRowView(t))
		}
		var x mat.Dense
		_ = chol.SolveTo(&x, in) // the error is a condition number, which only says that digits are lost
		out := mat.NewDense(n, columns, nil)
		for a, t := range free {
			out.SetRow(t, x.RawRowView(a))
		}
		return out
	}
	s := &effectsStep{rank: len(free)}
	var b, h mat.Dense
	b.Mul(mat.NewSymDense(n, e.mt), f)
	s.gamma = periodsOf(&b)
	h.Mul(f.T(), &b)
	var taken mat.Dense
	taken.Mul(b.T(), s.gamma)
	h.Sub(&h, &taken)
	whole := make([]float64, k)
	for j := range k {
		for t := range n {
			whole[j] += e.whole[t] * f.At(t, j) * f.At(t, j)
		}
	}
	s.inverse, s.known = effectsInverse(&h, whole)
	if s.inverse == nil {
		return nil, false
	}
	s.rank += effectsRank(s.inverse, &h)
	s.project = func(r, rt *mat.Dense) (*mat.Dense, *mat.Dense) {
		lambda, beta := periodsOf(r), new(mat.Dense)
		var right, part mat.Dense
		right.Mul(f.T(), rt)
		part.Mul(b.T(), lambda)
		right.Sub(&right, &part)
		beta.Mul(s.inverse, &right)
		part.Reset()
		part.Mul(s.gamma, beta)
		lambda.Sub(lambda, &part)
		return lambda, beta
	}
	lambda, beta := s.project(mat.NewDense(n, 1, append([]float64(nil), e.r...)), mat.NewDense(n, 1, append([]float64(nil), e.rt...)))
	s.lambda, s.beta = lambda.RawMatrix().Data, beta.RawMatrix().Data
	return s, true
}

// effectsTiny is how much of a regressor may be left beside the effects for it to
// count as nothing.
const effectsTiny = 1e-10

// effectsInverse inverts h, whose diagonal was whole before any effect was taken
// out, those of the series included: what is left of a regressor that is a sum of
// them is rounding, and tiny only beside that. Where the regressors are not all
// determined, it is the pseudo-inverse, and known tells those that are, whichever
// solution is taken.
func effectsInverse(h *mat.Dense, whole []float64) (*mat.Dense, []bool) {
	k, _ := h.Dims()
	scale, known := make([]float64, k), make([]bool, k)
	scaled := mat.NewSymDense(k, nil)
	for i := range k {
		if whole[i] > 0 {
			scale[i] = 1 / math.Sqrt(whole[i])
		}
	}
	for i := range k {
		for j := i; j < k; j++ {
			scaled.SetSym(i, j, scale[i]*scale[j]*(h.At(i, j)+h.At(j, i))/2)
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(scaled, true) {
		return nil, known
	}
	var v mat.Dense
	eigen.VectorsTo(&v)
	inverse := mat.NewDense(k, k, nil)
	for i := range k {
		known[i] = scale[i] > 0
	}
	for q, value := range eigen.Values(nil) {
		for i := range k {
			if value <= effectsTiny {
				known[i] = known[i] && math.Abs(v.At(i, q)) < 1e-6
				continue
			}
			for j := range k {
				inverse.Set(i, j, inverse.At(i, j)+scale[i]*scale[j]*v.At(i, q)*v.At(j, q)/value)
			}
		}
	}
	return inverse, known
}

// effectsRank is the trace of inverse·h: 1 for each direction that is determined.
func effectsRank(inverse, h *mat.Dense) int {
	var p mat.Dense
	p.Mul(inverse, h)
	return int(math.Round(mat.Trace(&p)))
}
