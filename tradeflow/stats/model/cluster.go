package model

import (
	"fmt"
	"math"

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
// the factor of small samples, as vcovCL(type = "HC1") has it.
func clusterCovariance(s *effectsSample, fit *effectsFit) *mat.Dense {
	var half, v mat.Dense
	half.Mul(clusterScores(s, fit, fit.left), fit.inverse)
	v.Mul(half.T(), &half)
	v.Scale(clusterFactor(s, fit), &v)
	return &v
}

func clusterFactor(s *effectsSample, fit *effectsFit) float64 {
	g, n, k := float64(s.clusters), float64(fit.n), float64(fit.params)
	return g / (g - 1) * (n - 1) / (n - k)
}

type clusterNumbers struct{ se, t, p, low, high float64 }

// clusterCoefficient returns the error of a coefficient, or why it has none.
func clusterCoefficient(s *effectsSample, fit *effectsFit, j int) (clusterNumbers, string) {
	nan := math.NaN()
	none := clusterNumbers{nan, nan, nan, nan, nan}
	if why := clusterWithout(s, fit); why != "" {
		return none, why
	}
	return clusterInterval(fit.beta[j], clusterCovariance(s, fit).At(j, j), s.clusters), ""
}

func clusterInterval(b, variance float64, clusters int) clusterNumbers {
	c := clusterNumbers{se: math.Sqrt(variance)}
	dist := distuv.StudentsT{Sigma: 1, Nu: float64(clusters - 1)}
	c.t = b / c.se
	c.p = min(1, 2*dist.Survival(math.Abs(c.t)))
	reach := dist.Quantile(0.975) * c.se
	c.low, c.high = b-reach, b+reach
	return c
}

// clusterWithout says why there are no errors. One treated cluster has none: what
// is left over of it sums to 0 over the periods after, so that the sandwich sees the
// noise of the control group only (MacKinnon and Webb, Econometrics Journal 21,
// 2018).
func clusterWithout(s *effectsSample, fit *effectsFit) string {
	r := &s.sample
	switch {
	case r.TreatedClusters == 1 || r.ControlClusters == 1:
		side := "treated"
		if r.TreatedClusters > 1 {
			side = "control"
		}
		return fmt.Sprintf("no error can be estimated from one %s cluster", side)
	case fit.exact:
		return "no error can be estimated, as the effects fit every number"
	}
	return ""
}

// clusterWarnings tells the reader what to think of the errors.
func (s *effectsSample) clusterWarnings(why string) {
	const least = 6
	r := &s.sample
	switch {
	case why != "":
		s.warn(why + ": the estimate has no interval")
	case min(r.TreatedClusters, r.ControlClusters) < least:
		s.warn(fmt.Sprintf("%d treated and %d control clusters: with so few on one side, the error is too small, and a bootstrap does not mend it", r.TreatedClusters, r.ControlClusters))
	}
}

// clusterWald tests whether the coefficients of pick are all 0: F with as many
// degrees of freedom as there are of them and clusters less one. Source: Wooldridge,
// Econometric Analysis of Cross Section and Panel Data, 2nd ed. 2010, section 20.3.
func clusterWald(fit *effectsFit, v *mat.Dense, pick []int, clusters int) Test {
	q := len(pick)
	switch {
	case q == 0:
		return clusterNoTest(tradeflow.TooFew, "no period before the date beside the reference")
	case q > clusters-1:
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
	t := Test{F: mat.Dot(b, &x) / float64(q), DF1: q, DF2: clusters - 1}
	t.P = distuv.F{D1: float64(t.DF1), D2: float64(t.DF2)}.Survival(t.F)
	return t
}

func clusterNoTest(status tradeflow.Status, note string) Test {
	return Test{Status: status, Note: note, F: math.NaN(), P: math.NaN()}
}
