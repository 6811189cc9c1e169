package model

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// clusterFew is the number of clusters below which errors are too small for the
// normal theory: Cameron, Gelbach and Miller, Review of Economics and Statistics
// 90, 2008, find so for 5 to 30.
const clusterFew = 30

// clusterScores returns the sums over each cluster of what is left over times each
// regressor, the effects taken out of it: clusters by regressors.
func clusterScores(s *effectsSample, fit *effectsFit, left []float64) *mat.Dense {
	n := len(s.periods)
	_, k := fit.f.Dims()
	scores := mat.NewDense(max(1, s.clusters), k, nil)
	at := make([]int, 0, n)
	for i := range s.keys {
		row := scores.RawRowView(s.cluster[i])
		at = s.usedBy(i, at)
		for _, t := range at {
			u, f, g := left[i*n+t], fit.f.RawRowView(t), fit.gamma.RawRowView(t)
			for j := range row { // the mean of the series drops out, as u sums to 0 over it
				if s.treated[i] {
					row[j] += u * (f[j] - g[j])
				} else {
					row[j] -= u * g[j]
				}
			}
		}
	}
	return scores
}

// clusterCovariance is the sandwich: bread, scores summed by cluster, bread, and
// the factor of small samples, as vcovCL(type = "HC1") has it. The variance of a
// coefficient is NaN where it is nothing but rounding beside the squares of what is
// summed, number by number.
func clusterCovariance(s *effectsSample, fit *effectsFit) *mat.Dense {
	var half, v mat.Dense
	half.Mul(clusterScores(s, fit, fit.left), fit.inverse)
	v.Mul(half.T(), &half)
	for j, squares := range clusterSquares(s, fit) {
		if v.At(j, j) <= 1e-20*squares {
			v.Set(j, j, math.NaN())
		}
	}
	v.Scale(clusterFactor(s, fit), &v)
	return &v
}

// clusterSquares is the sum of squares of what each number adds to a coefficient: what
// is left over times the regressor, the effects taken out of it.
func clusterSquares(s *effectsSample, fit *effectsFit) []float64 {
	n := len(s.periods)
	_, k := fit.f.Dims()
	var influence [2]mat.Dense // of a number of a side in each period, but for the mean of its series
	for g := range influence {
		var x mat.Dense
		x.Scale(-1, fit.gamma)
		if g == 1 {
			x.Add(&x, fit.f)
		}
		influence[g].Mul(&x, fit.inverse)
	}
	squares, means := make([]float64, k), make([]float64, k)
	at := make([]int, 0, n)
	for i := range s.keys {
		at = s.usedBy(i, at)
		side := &influence[effectsBit(s.treated[i])]
		clear(means)
		for _, t := range at {
			for j, x := range side.RawRowView(t) {
				means[j] += x / float64(len(at))
			}
		}
		for _, t := range at {
			u := fit.left[i*n+t]
			for j, x := range side.RawRowView(t) {
				squares[j] += u * u * (x - means[j]) * (x - means[j])
			}
		}
	}
	return squares
}

func clusterFactor(s *effectsSample, fit *effectsFit) float64 {
	g, n, k := float64(s.clusters), float64(fit.n), float64(fit.params)
	return g / (g - 1) * (n - 1) / (n - k)
}

type clusterNumbers struct{ se, t, p, low, high float64 }

// clusterInterval returns the error of a coefficient and what follows from it; NaN
// where there is no variance.
func clusterInterval(b, variance float64, clusters int) clusterNumbers {
	if math.IsNaN(variance) {
		return clusterNumbers{variance, variance, variance, variance, variance}
	}
	c := clusterNumbers{se: math.Sqrt(variance)}
	dist := distuv.StudentsT{Sigma: 1, Nu: float64(clusters - 1)}
	c.t = b / c.se
	c.p = min(1, 2*dist.Survival(math.Abs(c.t)))
	reach := dist.Quantile(0.975) * c.se
	c.low, c.high = b-reach, b+reach
	return c
}

// clusterSides counts the clusters of each side, control and treated, that have a
// series for which counts is true.
func (s *effectsSample) clusterSides(counts func(i int) bool) (n [2]int) {
	seen := [2][]bool{make([]bool, s.clusters), make([]bool, s.clusters)}
	for i, g := range s.cluster {
		if side := effectsBit(s.treated[i]); g < s.clusters && !seen[side][g] && counts(i) {
			seen[side][g] = true
			n[side]++
		}
	}
	return n
}

// clusterCount counts the clusters that have a series for which counts is true.
func (s *effectsSample) clusterCount(counts func(i int) bool) (n int) {
	seen := make([]bool, s.clusters)
	for i, g := range s.cluster {
		if g < s.clusters && !seen[g] && counts(i) {
			seen[g] = true
			n++
		}
	}
	return n
}

// clusterAcross counts the clusters with a series that has numbers on both sides of
// the date. Only they tell what changed with it: the effect of a series that is seen
// on one side only takes all up.
func (s *effectsSample) clusterAcross() [2]int {
	n := len(s.periods)
	return s.clusterSides(func(i int) bool {
		var on [2]bool
		for t, after := range s.after {
			if s.why[i*n+t] == effectsUsed {
				on[effectsBit(after)] = true
			}
		}
		return on[0] && on[1]
	})
}

// clusterBetween counts the clusters with a series that has a number in period t and
// in the reference.
func (s *effectsSample) clusterBetween(t int, reference []int) [2]int {
	n := len(s.periods)
	return s.clusterSides(func(i int) bool {
		return s.why[i*n+t] == effectsUsed && slices.ContainsFunc(reference, func(r int) bool { return s.why[i*n+r] == effectsUsed })
	})
}

// clusterLeast is the number of clusters on one side below which a bootstrap does not
// mend the error either, and a warning says so.
const clusterLeast = 6

// clusterWithout says why there is no error, given the clusters of both sides that
// identify the coefficient, and where. One has none: what is left over of it sums to
// 0 over the periods after, so that the sandwich sees the noise of the other side
// only (MacKinnon and Webb, Econometrics Journal 21, 2018).
func clusterWithout(fit *effectsFit, identifying [2]int, where string) string {
	for _, side := range []int{1, 0} {
		if n := identifying[side]; n < 2 {
			return fmt.Sprintf("no error can be estimated %s %s cluster that has numbers %s", []string{"without a", "from one"}[n], []string{"control", "treated"}[side], where)
		}
	}
	if fit.exact {
		return "no error can be estimated, as the effects fit every number"
	}
	return ""
}

const (
	clusterDate     = "before and after the date"
	clusterRounding = "no error can be estimated, as what is left over sums to nothing in every cluster"
)

// clusterWarnings tells the reader what to think of the errors.
func (s *effectsSample) clusterWarnings(why string) {
	r := &s.sample
	switch {
	case why != "":
		s.warn(why + ": the estimate has no interval")
	case min(r.TreatedIdentifying, r.ControlIdentifying) < clusterLeast:
		s.warn(fmt.Sprintf("%d treated and %d control clusters have numbers before and after the date: with so few on one side, the interval is too narrow, and a bootstrap does not mend it", r.TreatedIdentifying, r.ControlIdentifying))
	}
}

// clusterWald tests whether the coefficients of pick are all 0. With W = b' V⁻¹ b, q
// coefficients and G clusters, F is W/q·(G−q−1)/(G−1), on q and G−q−1 degrees of
// freedom: Hotelling's T² (Annals of Mathematical Statistics 2, 1931). W/q on q and
// G−1, as R's waldtest has it, takes V as known, and where q comes near G refuses
// parallel trends in half of all samples and more. The clusters are those with a
// series that has two numbers before the date.
func clusterWald(fit *effectsFit, v *mat.Dense, pick []int, clusters int) Test {
	q := len(pick)
	switch {
	case q == 0:
		return clusterNoTest(tradeflow.TooFew, "no period before the date beside the reference")
	case clusters-q-1 < 1:
		return clusterNoTest(tradeflow.TooFew, fmt.Sprintf("%d coefficients before the date cannot be tested with %d clusters: fewer, longer periods can", q, clusters))
	}
	b, w := mat.NewVecDense(q, nil), mat.NewSymDense(q, nil)
	for a, j := range pick {
		b.SetVec(a, fit.beta[j])
		for c := a; c < q; c++ {
			w.SetSym(a, c, (v.At(j, pick[c])+v.At(pick[c], j))/2)
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(w) || chol.Cond() > 1e12 {
		return clusterNoTest(tradeflow.NoSpread, "the coefficients before the date do not vary independently")
	}
	var x mat.VecDense
	if err := chol.SolveVecTo(&x, b); err != nil {
		return clusterNoTest(tradeflow.NoSpread, "the coefficients before the date do not vary independently")
	}
	t := Test{DF1: q, DF2: clusters - q - 1}
	t.F = mat.Dot(b, &x) / float64(q) * float64(t.DF2) / float64(clusters-1)
	t.P = distuv.F{D1: float64(t.DF1), D2: float64(t.DF2)}.Survival(t.F)
	return t
}

func clusterNoTest(status tradeflow.Status, note string) Test {
	return Test{Status: status, Note: note, F: math.NaN(), P: math.NaN()}
}
