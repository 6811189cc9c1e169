package model

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Design says what is compared: treated and control series before and after a
// date.
type Design struct {
	After        tradeflow.Period // the treatment begins with its first month; every later period is "after"
	Reference    tradeflow.Period // of the event study: every period in it, such as 2021; zero: the last before After that both sides have
	Cluster      tradeflow.Dims   // series that agree in these dimensions are one cluster, such as Partner|Commodity; 0: each series
	Seed         uint64           // of the wild bootstrap, which gives the same number for the same seed
	Replications int              // of the wild bootstrap; 0: 9999
}

// Effect is the answer of DiD and of PPML. Its numbers are NaN where Status has
// none, and Note says why. Estimate, SE, Low and High are in log points.
type Effect struct {
	Status tradeflow.Status
	Note   string // what Status means here
	Sample

	Estimate, SE, T, P, Low, High    float64 // Low to High is the 95 % interval; T and P are on Clusters − 1 degrees of freedom
	Percent, PercentLow, PercentHigh float64 // exp(b) − 1, fractions: 0.28 is +28 %; NaN where larger than any number, from 709 log points on
	WildP                            float64 // P by the wild cluster bootstrap, where clusters are fewer than 30; NaN elsewhere and for PPML
	EffectiveClusters                float64 // of PPML: how many clusters of equal size weigh as much as those of the side that has fewer; NaN for DiD
	PreTrend                         Test    // did the two groups part before? To be shown beside the effect
	PreSlope                         Slope   // and did they drift apart? The test to read where periods before are many
	Raw                              Raw     // the same comparison by hand, on sums
}

// Sample says what an estimate rests on. N and the cells of Dropped add up to all
// cells of the two panels.
type Sample struct {
	N                                int // numbers used
	Series, TreatedSeries            int
	Periods                          int
	Clusters                         int
	TreatedClusters, ControlClusters int // a cluster may hold series of both

	// Of these, the ones with a series that has numbers both before and after the date.
	// The effect rests on them: with one on a side it has no error, with fewer than six one
	// that is too small.
	TreatedIdentifying, ControlIdentifying int

	Dropped  []Dropped
	Caveat   string // what must be true for the estimate to be an effect
	Sources  []string
	Warnings []tradeflow.Warning
}

// Dropped counts the cells that were left out for one reason, and the series that
// they were in.
type Dropped struct {
	Why           string
	Cells, Series int
}

// Test is a joint test of coefficients, of any shape that they may have. F and P are
// NaN where Status has no number. It has little power where DF2 is small: read
// Slope there.
type Test struct {
	Status   tradeflow.Status
	Note     string // what Status means here, which periods are left out, or that clusters are too few
	F, P     float64
	DF1, DF2 int // how many coefficients; clusters less these, less one
}

// Slope is a linear trend of the treated beside the control series before the date,
// in log points a year: one coefficient, however many periods there are. It sees a
// drift, and no single period that is off. Numbers are NaN where Status has none.
type Slope struct {
	Status          tradeflow.Status
	Note            string
	Estimate, SE, P float64 // P is by t on Clusters − 1 degrees of freedom
	Clusters        int     // with a series that has two numbers before the date
}

// didCaveat is the sentence that stands beside every effect.
const didCaveat = "The estimate is an effect only if treated and control flows would otherwise have moved in parallel, nobody acted before the date, and no trade was diverted into the control group, which would overstate it."

// DiD returns the effect of a treatment on flows in log points: the coefficient b
// of treated × after in
//
//	ln x(i,t) = b·treated(i)·after(t) + series effect(i) + period effect(t) + e(i,t)
//
// by least squares, with errors that are robust to whatever goes on inside a
// cluster of series (Liang and Zeger, Biometrika 73, 1986; the factor of small
// samples is G/(G−1)·(N−1)/(N−K), K counting all effects: type "HC1" of vcovCL in
// R's sandwich). A zero has no logarithm and is dropped; so are unknown cells and
// breaks of the nomenclature. All are counted. PPML keeps zeros. The estimate has no
// error where one cluster of a side has numbers before and after the date. There is no
// number where treated × after is a sum of series effects (NoSpread), where a side has nothing before or after (TooFew), where a key is on both
// sides (NoSpread) or where the units differ (UnitChange). Source: Angrist and
// Pischke, Mostly Harmless Econometrics, 2009, chapter 5.
//
// It panics without Design.After or a panel, and for growth rates and percentage points.
func DiD(treated, control *tradeflow.Panel, o Design) Effect {
	s, e := didEffect(treated, control, o, "model.DiD", "difference in differences", true)
	if e.Status != tradeflow.OK {
		return e
	}
	fit := effectsLeast(s, didColumn(s))
	if e.fill(s, fit); e.Status != tradeflow.OK {
		return e
	}
	e.PreTrend, e.PreSlope = eventPreTrend(s, o, effectsLeast), eventSlope(s, o, effectsLeast)
	if s.clusters < clusterFew && !math.IsNaN(e.SE) {
		e.WildP = clusterWild(s, fit, 0, o)
		s.warn(fmt.Sprintf("%d clusters are few: rather than the p-value %.3g, quote that of the wild cluster bootstrap, %.3g", s.clusters, e.P, e.WildP))
		e.Warnings = s.about.Warnings
	}
	return e
}

// didEffect reads the two panels and finds out whether they can be compared at all.
func didEffect(treated, control *tradeflow.Panel, o Design, function, name string, logs bool) (*effectsSample, Effect) {
	nan := math.NaN()
	e := Effect{Estimate: nan, SE: nan, T: nan, P: nan, Low: nan, High: nan, Percent: nan, PercentLow: nan, PercentHigh: nan, WildP: nan, EffectiveClusters: nan, PreTrend: clusterNoTest(tradeflow.TooFew, ""), PreSlope: eventNoSlope(tradeflow.TooFew, "")}
	s := effectsRead(treated, control, o, function, name, logs)
	e.Raw = rawOf(s)
	if s.status == tradeflow.OK {
		s.clean()
		s.bothSides()
	}
	s.summary()
	e.Sample = s.sample
	e.refused(s)
	return s, e
}

// refused takes over why there is no number, if there is none.
func (e *Effect) refused(s *effectsSample) {
	e.Status, e.Note, e.Warnings = s.status, s.note, s.about.Warnings
	if s.status != tradeflow.OK {
		e.PreTrend, e.PreSlope = clusterNoTest(s.status, s.note), eventNoSlope(s.status, s.note)
	}
}

// didColumn is 1 in the periods after.
func didColumn(s *effectsSample) *mat.Dense {
	f := mat.NewDense(len(s.periods), 1, nil)
	for t, after := range s.after {
		if after {
			f.Set(t, 0, 1)
		}
	}
	return f
}

// fill takes the one coefficient of a fit over.
func (e *Effect) fill(s *effectsSample, fit *effectsFit) {
	switch {
	case !effectsDetermined(s, didColumn(s)):
		s.refuse(tradeflow.NoSpread, "treated × after does not differ from the series and period effects")
	case !fit.ok:
		s.refuse(tradeflow.NoSpread, "the fit did not converge: flows may be too far apart in size")
	case !fit.known[0]:
		s.refuse(tradeflow.NoSpread, "the flows are too far apart in size for a fit: what identifies the effect is lost to rounding beside the largest")
	}
	if s.status != tradeflow.OK {
		e.refused(s)
		return
	}
	e.Estimate = fit.beta[0]
	e.Percent = didPercent(e.Estimate)
	variance := math.NaN()
	why := clusterWithout(fit, [2]int{s.sample.ControlIdentifying, s.sample.TreatedIdentifying}, clusterDate)
	if why == "" {
		if variance = clusterCovariance(s, fit).At(0, 0); math.IsNaN(variance) {
			why = clusterRounding
		}
	}
	c := clusterInterval(e.Estimate, variance, s.clusters)
	e.SE, e.T, e.P, e.Low, e.High = c.se, c.t, c.p, c.low, c.high
	e.PercentLow, e.PercentHigh = didPercent(c.low), didPercent(c.high)
	s.clusterWarnings(why)
	e.Warnings = s.about.Warnings
}

// didPercent is exp(b) − 1, as a fraction; NaN where it is larger than any number.
func didPercent(b float64) float64 {
	if x := math.Expm1(b); !math.IsInf(x, 1) {
		return x
	}
	return math.NaN()
}
