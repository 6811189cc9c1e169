package model

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// eventSlope fits treated × years to the numbers before the date alone, with effects for
// each series and period: one coefficient, which many periods and few clusters
// determine where the joint test of the periods has no power left.
func eventSlope(s *effectsSample, o Design, fitted func(*effectsSample, *mat.Dense) *effectsFit) Slope {
	n := len(s.periods)
	own := *s
	own.why, own.cluster, own.about = slices.Clone(s.why), slices.Clone(s.cluster), s.about.Empty(nil)
	f := mat.NewDense(n, 1, nil)
	for t, p := range s.periods {
		if !s.after[t] {
			f.Set(t, 0, (float64(p.Ordinal()-o.After.Ordinal())+float64(p.Months())/2)/12)
			continue
		}
		for i := range s.keys {
			own.why[i*n+t] = effectsAbsent
		}
	}
	own.clean()
	own.summary()
	if !effectsDetermined(&own, f) {
		return eventNoSlope(tradeflow.TooFew, "no two periods before the date have treated and control numbers")
	}
	fit := fitted(&own, f)
	if !fit.ok || !fit.known[0] {
		return eventNoSlope(tradeflow.NoSpread, "the fit did not converge")
	}
	used := own.clusterSides(func(i int) bool { return len(own.usedBy(i, nil)) > 0 })
	if why := clusterWithout(fit, used, "in two periods before the date"); why != "" {
		return eventNoSlope(tradeflow.TooFew, why)
	}
	c := clusterInterval(fit.beta[0], clusterCovariance(&own, fit).At(0, 0), own.clusters)
	if math.IsNaN(c.se) {
		return eventNoSlope(tradeflow.TooFew, clusterRounding)
	}
	return Slope{Estimate: fit.beta[0], SE: c.se, P: c.p, Clusters: own.clusters}
}

func eventNoSlope(status tradeflow.Status, note string) Slope {
	return Slope{Status: status, Note: note, Estimate: math.NaN(), SE: math.NaN(), P: math.NaN()}
}
