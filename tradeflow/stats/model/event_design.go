package model

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// eventColumns is the regressors of an event study: treated in each of the columns.
type eventColumns struct {
	f         *mat.Dense
	columns   []int // the period of each coefficient
	before    []int // the coefficients before the date
	reference []int
}

// eventDesign leaves out the reference, and the periods in which a side has nothing.
func (s *effectsSample) eventDesign(o Design) (d eventColumns) {
	if s.status != tradeflow.OK {
		return d
	}
	for t, p := range s.periods {
		if both := s.eventStatus(t) == tradeflow.OK; both && !s.after[t] {
			switch {
			case !o.Reference.IsValid():
				d.reference = []int{t}
			case o.Reference.Contains(p):
				d.reference = append(d.reference, t)
			}
		}
	}
	if len(d.reference) == 0 {
		s.refuse(tradeflow.BaseMissing, "the reference has no period with treated and control numbers")
		return d
	}
	for t := range s.periods {
		inside := o.Reference.IsValid() && o.Reference.Contains(s.periods[t])
		if s.eventStatus(t) != tradeflow.OK || inside || slices.Contains(d.reference, t) {
			continue
		}
		if !s.after[t] {
			d.before = append(d.before, len(d.columns))
		}
		d.columns = append(d.columns, t)
	}
	if len(d.columns) == 0 {
		s.refuse(tradeflow.TooFew, "no period beside the reference has treated and control numbers")
		return d
	}
	d.f = mat.NewDense(len(s.periods), len(d.columns), nil)
	for j, t := range d.columns {
		d.f.Set(t, j, 1)
	}
	return d
}

// eventStatus says whether both sides have a number in a period, or a positive one
// where there are zeros.
func (s *effectsSample) eventStatus(t int) tradeflow.Status {
	var used, zeros [2]bool
	var sums [2]float64
	for i := range s.keys {
		g, k := effectsBit(s.treated[i]), i*len(s.periods)+t
		if s.why[k] == effectsUsed {
			used[g] = true
			sums[g] += s.flow[k]
		}
		zeros[g] = zeros[g] || s.flow[k] == 0
	}
	for g := range 2 {
		if sums[g] > 0 {
			continue
		}
		if zeros[g] {
			return tradeflow.ZeroTotal
		}
		return tradeflow.TooFew
	}
	return tradeflow.OK
}

// without says why coefficient j has no error.
func (d eventColumns) without(s *effectsSample, fit *effectsFit, v *mat.Dense, j int) string {
	why := clusterWithout(fit, s.clusterBetween(d.columns[j], d.reference), eventThere)
	if why == "" && math.IsNaN(v.At(j, j)) {
		why = clusterRounding
	}
	return why
}

const eventThere = "in the period and in the reference"

// test is the joint test of the coefficients before the date that have an error.
func (d eventColumns) test(s *effectsSample, fit *effectsFit, v *mat.Dense) Test {
	var pick []int
	var out []tradeflow.Period
	why, few := "", false
	for _, j := range d.before {
		if !fit.known[j] {
			continue
		}
		if without := d.without(s, fit, v, j); without != "" {
			out, why = append(out, s.periods[d.columns[j]]), without
			continue
		}
		pick = append(pick, j)
		n := s.clusterBetween(d.columns[j], d.reference)
		few = few || min(n[0], n[1]) < clusterLeast
	}
	if len(pick) == 0 && why != "" {
		return clusterNoTest(tradeflow.TooFew, why)
	}
	n := len(s.periods)
	t := clusterWald(fit, v, pick, s.clusterCount(func(i int) bool {
		before := 0
		for t, after := range s.after {
			before += effectsBit(!after && s.why[i*n+t] == effectsUsed)
		}
		return before > 1
	}))
	if why != "" && t.Status == tradeflow.OK {
		t.Note = "without " + eventPeriods(out) + ": " + why
	} else if few && t.Status == tradeflow.OK {
		t.Note = fmt.Sprintf("fewer than %d treated or control clusters have numbers %s: it refuses too often", clusterLeast, eventThere)
	}
	return t
}

// eventPreTrend is the pre-trend test of the event study on the sample of an effect.
func eventPreTrend(s *effectsSample, o Design, fitted func(*effectsSample, *mat.Dense) *effectsFit) Test {
	own := *s // what the event study leaves out, the effect keeps
	own.why, own.cluster, own.about = slices.Clone(s.why), slices.Clone(s.cluster), s.about.Empty(nil)
	for !own.logs && own.eventWithoutFlow() {
		own.clean()
		own.summary()
	}
	d := own.eventDesign(o)
	if own.status != tradeflow.OK {
		return clusterNoTest(own.status, own.note)
	}
	fit := fitted(&own, d.f)
	if !fit.ok {
		return clusterNoTest(tradeflow.NoSpread, "the fit did not converge")
	}
	return d.test(&own, fit, clusterCovariance(&own, fit))
}

// eventWithoutFlow leaves out periods in which a side has nothing but zeros, whose
// effect would be infinite, and reports whether there was one.
func (s *effectsSample) eventWithoutFlow() (found bool) {
	for t := range s.periods {
		if s.eventStatus(t) != tradeflow.ZeroTotal {
			continue
		}
		for i := range s.keys {
			if k := i*len(s.periods) + t; s.why[k] == effectsUsed {
				s.why[k], found = effectsNoFlow, true
			}
		}
	}
	return found
}
