package model

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// clusterWild returns the p-value of the wild cluster bootstrap-t for the first
// coefficient, with the null imposed: the model is fitted without it, what is left
// over is multiplied by one random number for each cluster, and the statistic is
// computed anew; p is the part of those that are at least as far from 0 as the real
// one. Numbers are −1 and 1 (Rademacher), and below 12 clusters the six of Webb
// (Canadian Journal of Economics 56, 2023), as 2^G would be too few samples. Where
// there are no more samples than replications asked for, each is taken once, and
// the seed does not matter. Source: Cameron, Gelbach and Miller, Review of
// Economics and Statistics 90, 2008; the algebra by cluster is that of Roodman,
// MacKinnon, Nielsen and Webb, Stata Journal 19, 2019.
func clusterWild(s *effectsSample, fit *effectsFit, o Design) float64 {
	g := s.clusters
	step, hinv := wildSystem(s, fit)
	statistic := func(v []float64) float64 {
		b, variance := 0.0, 0.0
		for h := range g {
			b += hinv * step.score[h] * v[h]
		}
		for a := range g {
			x := -step.square[a] * b
			for h := range g {
				x += step.linear.At(a, h) * v[h]
			}
			variance += x * x
		}
		return math.Abs(b) / (hinv * math.Sqrt(variance*clusterFactor(s, fit)))
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
	score  []float64  // Σ x·u over the cluster
	square []float64  // Σ x·x
	linear *mat.Dense // how each cluster's score depends on each cluster's number, but for the coefficient
}

func wildSystem(s *effectsSample, fit *effectsFit) (wildSums, float64) {
	n, g := len(s.periods), s.clusters
	left := make([]float64, len(s.flow)) // u: what is left over without the treatment
	x := make([]float64, n)              // the treatment, the effects taken out
	sums := wildSums{square: make([]float64, g), linear: mat.NewDense(g, g, nil)}
	xs, us := mat.NewDense(n, g, nil), mat.NewDense(n, g, nil)
	at := make([]int, 0, n)
	for i := range s.keys {
		at = s.usedBy(i, at)
		h := s.cluster[i]
		mean, shift := 0.0, 0.0
		for _, t := range at {
			left[i*n+t] = math.Log(s.flow[i*n+t]) - fit.alone[t]
			x[t] = -fit.gamma.At(t, 0)
			if s.treated[i] {
				x[t] += fit.f.At(t, 0)
			}
			mean += left[i*n+t] / float64(len(at))
			shift += x[t] / float64(len(at))
		}
		for _, t := range at {
			left[i*n+t] -= mean
			x[t] -= shift
			sums.square[h] += x[t] * x[t]
			xs.Set(t, h, xs.At(t, h)+x[t])
			us.Set(t, h, us.At(t, h)+left[i*n+t])
		}
	}
	scores := clusterScores(s, fit, left)
	sums.linear.Mul(xs.T(), fit.solve(us)) // the period effects of the new sample
	sums.linear.Scale(-1, sums.linear)
	for h := range g {
		sums.score = append(sums.score, scores.At(h, 0))
		sums.linear.Set(h, h, sums.linear.At(h, h)+scores.At(h, 0))
	}
	return sums, fit.inverse.At(0, 0)
}
