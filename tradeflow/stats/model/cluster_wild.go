package model

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// clusterWild returns the p-value of the wild cluster bootstrap-t for coefficient j,
// with the null imposed: the model is fitted without it, what is left over is
// multiplied by one random number for each cluster, and the statistic is computed
// anew; p is the part of those that are at least as far from 0 as the real one.
// Numbers are −1 and 1 (Rademacher), and below 12 clusters the six of Webb (Canadian
// Journal of Economics 56, 2023), as 2^G would be too few samples. Where there are no
// more samples than replications asked for, each is taken once, and the seed does not
// matter. Source: Cameron, Gelbach and Miller, Review of Economics and Statistics 90,
// 2008; the algebra by cluster is that of Roodman, MacKinnon, Nielsen and Webb, Stata
// Journal 19, 2019.
func clusterWild(s *effectsSample, fit *effectsFit, j int, o Design) float64 {
	g := s.clusters
	step, ok := wildSystem(s, fit, j)
	if !ok {
		return math.NaN()
	}
	statistic := func(v []float64) float64 {
		b, variance := 0.0, 0.0
		for h := range g {
			b += step.score[h] * v[h]
		}
		for a, row := range step.linear {
			x := -step.square[a] * b / step.whole
			for h := range g {
				x += row[h] * v[h]
			}
			variance += x * x
		}
		return math.Abs(b) / math.Sqrt(variance)
	}
	real := make([]float64, g)
	for h := range real {
		real[h] = 1
	}
	// What is left over without the treatment, and no random sign, is the sample itself.
	bar := statistic(real) * (1 - 1e-9)
	weights := []float64{-1, 1}
	if g < 12 {
		weights = []float64{-math.Sqrt(1.5), -1, -math.Sqrt(0.5), math.Sqrt(0.5), 1, math.Sqrt(1.5)}
	}
	replications := o.Replications
	if replications <= 0 {
		replications = 9999
	}
	v, far := make([]float64, g), 0
	if all := math.Pow(float64(len(weights)), float64(g)); all <= float64(replications) {
		for sample := range int(all) {
			for h := range v {
				v[h] = weights[sample%len(weights)]
				sample /= len(weights)
			}
			if !(statistic(v) < bar) {
				far++
			}
		}
		return float64(far) / all
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	for range replications {
		for h := range v {
			v[h] = weights[rng.IntN(len(weights))]
		}
		if !(statistic(v) < bar) {
			far++
		}
	}
	return float64(far+1) / float64(replications+1) // never 0: Davison and Hinkley, Bootstrap Methods, 1997, section 4.2
}

// wildSums is what a replication needs: everything is linear in the numbers of the
// clusters.
type wildSums struct {
	score  []float64   // Σ x·u over the cluster
	square []float64   // Σ x·x
	whole  float64     // Σ x·x over all
	linear [][]float64 // how each cluster's score depends on each cluster's number, but for the coefficient
}

// wildSystem returns the sums for x, the regressor of coefficient j, and u, what is left
// over of the model without it. The series and period effects and the other regressors
// are taken out of both.
func wildSystem(s *effectsSample, fit *effectsFit, j int) (sums wildSums, ok bool) {
	n, g := len(s.periods), s.clusters
	others := mat.DenseCopyOf(fit.f)
	for t := range n {
		others.Set(t, j, 0) // a column of zeros is no regressor
	}
	null := effectsLeast(s, others)
	if !null.ok {
		return sums, false
	}
	x := make([]float64, len(s.flow))
	r := mat.NewDense(n, 1, nil)
	at := make([]int, 0, n)
	demean := func(i int) {
		mean := 0.0
		for _, t := range at {
			mean += x[i*n+t] / float64(len(at))
		}
		for _, t := range at {
			x[i*n+t] -= mean
		}
	}
	for i := range s.keys {
		if !s.treated[i] {
			continue
		}
		at = s.usedBy(i, at)
		for _, t := range at {
			x[i*n+t] = fit.f.At(t, j)
		}
		demean(i)
		for _, t := range at {
			r.Set(t, 0, r.At(t, 0)+x[i*n+t])
		}
	}
	lambda, beta := null.project(r, r)
	shift := effectsShift(others, beta.RawMatrix().Data)
	sums.score, sums.square = make([]float64, g), make([]float64, g)
	var xs, us [2]*mat.Dense // by period and cluster, of all series and of the treated
	for k := range 2 {
		xs[k], us[k] = mat.NewDense(n, g, nil), mat.NewDense(n, g, nil)
	}
	for i := range s.keys {
		at = s.usedBy(i, at)
		for _, t := range at {
			x[i*n+t] -= lambda.At(t, 0)
			if s.treated[i] {
				x[i*n+t] -= shift[t]
			}
		}
		demean(i)
		h := s.cluster[i]
		for _, t := range at {
			x, u := x[i*n+t], null.left[i*n+t]
			sums.score[h] += x * u
			sums.square[h] += x * x
			for k := range 1 + effectsBit(s.treated[i]) {
				xs[k].Set(t, h, xs[k].At(t, h)+x)
				us[k].Set(t, h, us[k].At(t, h)+u)
			}
		}
	}
	// The effects of a sample in which one cluster's number is 1 and all others are 0.
	lambda, beta = null.project(us[0], us[1])
	var linear, part, by mat.Dense
	linear.Mul(xs[0].T(), lambda)
	by.Mul(xs[1].T(), others)
	part.Mul(&by, beta)
	linear.Add(&linear, &part)
	for h := range g {
		sums.whole += sums.square[h]
		row := make([]float64, g)
		for k := range row {
			row[k] = -linear.At(h, k)
		}
		row[h] += sums.score[h]
		sums.linear = append(sums.linear, row)
	}
	return sums, true
}
