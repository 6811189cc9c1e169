package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Event is the answer of EventStudy: the effect in each period, in log points, less
// that of the reference, whose own is 0. Numbers are NaN where Statuses has none.
type Event struct {
	Status tradeflow.Status // why there is no number at all
	Note   string
	Sample

	Times                      []tradeflow.Period // in time order
	Reference                  []tradeflow.Period // the periods whose effect is 0 by construction
	Statuses                   []tradeflow.Status // of each period
	Estimate, SE, P, Low, High []float64          // Low to High is the 95 % interval of one period, not of the whole line
	WildP                      []float64          // P by the wild cluster bootstrap, where clusters are fewer than 30; NaN elsewhere
	Treated, Control           []int              // clusters with a series that has a number in the period and in the reference: with one on a side there is no error
	PreTrend                   Test               // are all effects before the date 0?
	PreSlope                   Slope              // do they drift? The test to read where periods before are many

	key   tradeflow.Key
	about *tradeflow.Panel
}

// EventStudy returns the effect of a treatment in each period, in log points: the
// coefficients b(t) of treated × period in
//
//	ln x(i,t) = Σ b(t)·treated(i)·period(t) + series effect(i) + period effect(t) + e(i,t)
//
// without the periods of the reference. Errors, zeros and unknown cells are as in
// DiD; the null of WildP is imposed for each coefficient by itself. Effects before the date should be 0, which PreTrend tests; that they look so
// does not prove that trends were parallel (Roth, American Economic Review:
// Insights 4, 2022). An effect has no error where one cluster of a side has numbers in
// its period and in the reference. A period has no number where a side has none there (TooFew),
// or nothing but zeros (ZeroTotal); nor has any where the reference lacks a side
// (BaseMissing). Source: Jacobson, LaLonde and Sullivan, American Economic Review
// 83, 1993; Angrist and Pischke, Mostly Harmless Econometrics, 2009, section 5.2.
//
// It panics without Design.After or a panel, for a reference that is not before it, and for
// growth rates and percentage points.
func EventStudy(treated, control *tradeflow.Panel, o Design) Event {
	s := effectsRead(treated, control, o, "model.EventStudy", "event study", true)
	if s.status == tradeflow.OK {
		s.clean()
		s.bothSides()
	}
	s.summary()
	e := Event{PreTrend: clusterNoTest(tradeflow.TooFew, ""), PreSlope: eventNoSlope(tradeflow.TooFew, ""), Times: slices.Clone(s.periods), key: eventKey(s), about: s.about}
	for t := range s.periods {
		e.Statuses = append(e.Statuses, s.eventStatus(t))
		for _, numbers := range []*[]float64{&e.Estimate, &e.SE, &e.P, &e.Low, &e.High, &e.WildP} {
			*numbers = append(*numbers, math.NaN())
		}
	}
	e.Treated, e.Control = make([]int, len(s.periods)), make([]int, len(s.periods))
	e.estimate(s, o)
	for t, estimate := range e.Estimate {
		if e.Statuses[t] == tradeflow.OK && math.IsNaN(estimate) {
			e.Statuses[t] = cmp.Or(s.status, tradeflow.TooFew)
		}
	}
	e.Status, e.Note, e.Sample = s.status, s.note, s.sample
	e.Warnings = s.about.Warnings
	return e
}

// estimate fills in what the data determine.
func (e *Event) estimate(s *effectsSample, o Design) {
	d := s.eventDesign(o)
	if s.status != tradeflow.OK {
		e.PreTrend, e.PreSlope = clusterNoTest(s.status, s.note), eventNoSlope(s.status, s.note)
		return
	}
	fit := effectsLeast(s, d.f)
	if !fit.ok {
		s.refuse(tradeflow.NoSpread, "the fit did not converge")
		e.PreTrend, e.PreSlope = clusterNoTest(s.status, s.note), eventNoSlope(s.status, s.note)
		return
	}
	v := clusterCovariance(s, fit)
	for _, t := range d.reference {
		e.Reference = append(e.Reference, s.periods[t])
		e.Statuses[t], e.Estimate[t], e.Low[t], e.High[t] = tradeflow.OK, 0, 0, 0
		e.count(s, d, t)
	}
	var none, few []tradeflow.Period
	why := ""
	for j, t := range d.columns {
		if !fit.known[j] {
			e.Statuses[t] = tradeflow.TooFew
			continue
		}
		e.Estimate[t] = fit.beta[j]
		e.count(s, d, t)
		if without := d.without(s, fit, v, j); without != "" {
			none, why = append(none, s.periods[t]), without
			continue
		}
		c := clusterInterval(fit.beta[j], v.At(j, j), s.clusters)
		e.SE[t], e.P[t], e.Low[t], e.High[t] = c.se, c.p, c.low, c.high
		if s.clusters < clusterFew {
			e.WildP[t] = clusterWild(s, fit, j, o)
		}
		if min(e.Treated[t], e.Control[t]) < clusterLeast {
			few = append(few, s.periods[t])
		}
	}
	e.PreTrend, e.PreSlope = d.test(s, fit, v), eventSlope(s, o, effectsLeast)
	if why != "" {
		s.warn(eventPeriods(none) + " without an interval: " + why)
	}
	if len(few) > 0 {
		s.warn(fmt.Sprintf("fewer than %d treated or control clusters have numbers %s: the intervals of %s are too narrow, and a bootstrap does not mend them", clusterLeast, eventThere, eventPeriods(few)))
	}
	if len(none) < len(d.columns) && s.clusters < clusterFew {
		s.warn(fmt.Sprintf("%d clusters are few: the intervals are too narrow; rather than P quote WildP, of the wild cluster bootstrap", s.clusters))
	}
}

// count fills in on how many clusters the effect in period t rests.
func (e *Event) count(s *effectsSample, d eventColumns, t int) {
	n := s.clusterBetween(t, d.reference)
	e.Control[t], e.Treated[t] = n[0], n[1]
}

func eventPeriods(all []tradeflow.Period) string {
	return cells.Some(len(all), func(k int) string { return all[k].Words() })
}

// Panel returns the effects as one series in log points, with their intervals as
// bounds, ready to be drawn.
func (e *Event) Panel() *tradeflow.Panel {
	p := e.about.Empty(e.Times)
	p.Unit = tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "log points"}
	p.Statistic += ", log points" // no heading says the name of a plain ratio
	if len(e.Reference) > 0 {
		p.Statistic += ", " + cells.Between(e.Reference[0], e.Reference[len(e.Reference)-1]) + " = 0"
	}
	x := tradeflow.NewSeries(e.key, len(e.Times), tradeflow.TooFew)
	for t := range e.Times {
		x.Set(t, e.Estimate[t], e.Estimate[t], e.Statuses[t])
		if e.Statuses[t].HasNumber() {
			x.SetBounds(t, e.Low[t], e.High[t])
		}
	}
	p.Series = []tradeflow.Series{x}
	return p
}

// eventKey is what all treated series have in common.
func eventKey(s *effectsSample) (key tradeflow.Key) {
	first := true
	for i, k := range s.keys {
		if !s.treated[i] {
			continue
		}
		if first {
			key, first = k, false
		}
		for _, d := range []tradeflow.Dims{tradeflow.Reporter, tradeflow.Partner, tradeflow.Category, tradeflow.Commodity} {
			if others := (tradeflow.Reporter | tradeflow.Partner | tradeflow.Category | tradeflow.Commodity) &^ d; k.Without(others) != key.Without(others) {
				key = key.Without(d)
			}
		}
	}
	return key
}
