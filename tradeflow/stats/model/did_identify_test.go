package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// didPanel returns years from 2010 on; NaN is not reported.
func didPanel(prefix string, rows ...[]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}}
	for i, row := range rows {
		s := tradeflow.NewSeries(tradeflow.Key{Partner: tradeflow.Country(fmt.Sprintf("%s%02d", prefix, i))}, len(row), tradeflow.NotReported)
		for t, v := range row {
			if i == 0 {
				p.Periods = append(p.Periods, tradeflow.Year(2010+t))
			}
			if !math.IsNaN(v) {
				s.Set(t, v, v, tradeflow.OK)
			}
		}
		p.Series = append(p.Series, s)
	}
	return p
}

// didNoise returns n rows of random flows without any effect, of which those that
// without names are set to a value.
func didNoise(rng *rand.Rand, n, periods int, value float64, without func(i, t int) bool) (rows [][]float64) {
	for i := range n {
		row, level := make([]float64, periods), rng.NormFloat64()
		for t := range row {
			if row[t] = math.Exp(level + 0.5*rng.NormFloat64()); without != nil && without(i, t) {
				row[t] = value
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func didSays(warnings []tradeflow.Warning, text string) bool {
	return slices.ContainsFunc(warnings, func(w tradeflow.Warning) bool { return strings.Contains(w.Text, text) })
}

// TestSumsOfSeriesEffectsAreNoEffect: treated series have numbers before the date only or
// after it only, so that treated × after is a sum of series effects.
func TestSumsOfSeriesEffectsAreNoEffect(t *testing.T) {
	nan := math.NaN()
	try := func(name string, treated, control *tradeflow.Panel, after int) {
		for method, f := range didMethods {
			e := f(treated, control, Design{After: tradeflow.Year(after), Replications: 9})
			if e.Status != tradeflow.NoSpread || !math.IsNaN(e.Estimate) || !strings.Contains(e.Note, "does not differ") {
				t.Errorf("%s, %s: %s %q: %v, error %v", name, method, e.Status, e.Note, e.Estimate, e.SE)
			}
		}
	}
	try("four years", didPanel("T", []float64{1, 2, nan, nan}, []float64{nan, nan, 3, 4.5}), didPanel("C", []float64{1, 2, 3, 4}, []float64{3, 6, 9, 12}, []float64{3, 6, 8, 12.5}), 2012)
	for _, n := range []int{6, 20, 60} {
		for seed := range uint64(5) {
			rng := rand.New(rand.NewPCG(seed, 9))
			treated := didNoise(rng, 8, n, nan, func(i, t int) bool { return (i%2 == 0) != (t < n/2) })
			try(fmt.Sprintf("%d years, seed %d", n, seed), didPanel("T", treated...), didPanel("C", didNoise(rng, 12, n, 0, nil)...), 2010+n/2)
		}
	}
}

// TestSizesTooFarApart: the effect is identified, and lost to rounding.
func TestSizesTooFarApart(t *testing.T) {
	treated, control := didRandom(1, 12, 0.5, true)
	e := PPML(didScaled(treated, -1, 1e20), control, didAfter)
	if e.Status != tradeflow.NoSpread || !strings.Contains(e.Note, "too far apart in size") {
		t.Errorf("%s: %s", e.Status, e.Note)
	}
	if d := DiD(didScaled(treated, -1, 1e20), control, didAfter); math.Abs(d.Estimate-DiD(treated, control, didAfter).Estimate) > 1e-9 {
		t.Errorf("DiD: %s %v", d.Status, d.Estimate)
	}
}

// TestIdentifyingClusters: eight treated series, of which some trade after the date.
func TestIdentifyingClusters(t *testing.T) {
	for alive, want := range map[int]string{1: "no error can be estimated from one treated cluster", 2: "with so few on one side", 7: ""} {
		rng := rand.New(rand.NewPCG(1, 8))
		treated := didPanel("T", didNoise(rng, 8, 8, 0, func(i, t int) bool { return i >= alive && t >= 4 })...)
		e := DiD(treated, didPanel("C", didNoise(rng, 40, 8, 0, nil)...), Design{After: tradeflow.Year(2014)})
		if e.Status != tradeflow.OK || e.TreatedIdentifying != alive || e.ControlIdentifying != 40 || e.TreatedClusters != 8 || math.IsNaN(e.SE) != (alive == 1) || math.IsNaN(e.P) != (alive == 1) {
			t.Errorf("%d trade: %+v", alive, e)
		}
		few := didSays(e.Warnings, "before and after the date")
		if few != (want != "") || !didSays(e.Warnings, want) {
			t.Errorf("%d trade: %v", alive, e.Warnings)
		}
		if e.PreTrend.Status != tradeflow.OK || e.PreSlope.Status != tradeflow.OK {
			t.Errorf("all trade before: %+v, %+v", e.PreTrend, e.PreSlope)
		}
	}
	// What is left over is as it was in the sandwich: one treated and one control series.
	e := DiD(didPanel("T", []float64{0, 0, 6, 8}, []float64{2, 4, 12, 16}), didPanel("C", []float64{1, 2.5, 0, 0}, []float64{3, 6, 9, 12}), Design{After: tradeflow.Year(2012)})
	if didNear(t, "estimate", e.Estimate, math.Ln2, 1e-12); !math.IsNaN(e.SE) || e.TreatedIdentifying != 1 || e.ControlIdentifying != 1 {
		t.Errorf("%+v", e)
	}
	// Two of each, and each changes as the other does: the sums over clusters are rounding.
	e = DiD(didPanel("T", []float64{1, 4, 8, 8}, []float64{2, 2, 8, 8}), didPanel("C", []float64{3, 12, 6, 6}, []float64{5, 5, 5, 5}), Design{After: tradeflow.Year(2012)})
	if didNear(t, "estimate", e.Estimate, math.Log(4), 1e-12); !math.IsNaN(e.SE) || !didSays(e.Warnings, clusterRounding) {
		t.Errorf("%+v", e)
	}
}

// TestIdentifyingClustersOfAPeriod: in 2016 one treated series trades, in 2017 three do.
func TestIdentifyingClustersOfAPeriod(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 6))
	treated := didPanel("T", didNoise(rng, 8, 8, 0, func(i, t int) bool { return t == 6 && i > 0 || t == 7 && i > 2 })...)
	e := EventStudy(treated, didPanel("C", didNoise(rng, 40, 8, 0, nil)...), Design{After: tradeflow.Year(2014)})
	if !slices.Equal(e.Treated, []int{8, 8, 8, 8, 8, 8, 1, 3}) || !slices.Equal(e.Control, slices.Repeat([]int{40}, 8)) {
		t.Errorf("treated %v, control %v", e.Treated, e.Control)
	}
	for j := range e.Times {
		if none := j == 6 || j == 3; math.IsNaN(e.SE[j]) != none || math.IsNaN(e.Estimate[j]) {
			t.Errorf("%s: %v, error %v", e.Times[j], e.Estimate[j], e.SE[j])
		}
	}
	if !didSays(e.Warnings, "2016 without an interval: no error can be estimated from one treated cluster") || !didSays(e.Warnings, "the intervals of 2017 are too narrow") {
		t.Errorf("%v", e.Warnings)
	}
	// The same years before the date: the one is not tested, the other is, with a note.
	e = EventStudy(treated, didPanel("C", didNoise(rng, 40, 8, 0, nil)...), Design{After: tradeflow.Year(2017), Reference: tradeflow.Year(2010)})
	if e.PreTrend.DF1 != 5 || e.PreTrend.DF2 != 48-5-1 || !strings.Contains(e.PreTrend.Note, "without 2016: no error") {
		t.Errorf("%+v", e.PreTrend)
	}
}

// TestPreTrendsKeepTheirSize: 20 clusters and eleven periods beside the reference. By
// F on q and G−1 degrees of freedom, 40 of 100 parallel trends are refused.
func TestPreTrendsKeepTheirSize(t *testing.T) {
	joint, slope, found := 0, 0, 0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 18))
		treated, control := didNoise(rng, 10, 16, 0, nil), didPanel("C", didNoise(rng, 10, 16, 0, nil)...)
		o := Design{After: tradeflow.Year(2022), Replications: 9}
		e := DiD(didPanel("T", treated...), control, o)
		if e.PreTrend.DF1 != 11 || e.PreTrend.DF2 != 8 || e.PreSlope.Clusters != 20 {
			t.Fatalf("%+v", e.PreTrend)
		}
		joint, slope = joint+effectsBit(e.PreTrend.P < 0.05), slope+effectsBit(e.PreSlope.P < 0.05)
		for _, row := range treated {
			for j := range row {
				row[j] *= math.Exp(0.15 * float64(j))
			}
		}
		drifts := EventStudy(didPanel("T", treated...), control, o)
		found += effectsBit(drifts.PreSlope.P < 0.05)
		didNear(t, "a drift of 0.15 a year more", drifts.PreSlope.Estimate, e.PreSlope.Estimate+0.15, 1e-10)
	}
	if joint > 12 || slope < 1 || slope > 12 || found < 95 {
		t.Errorf("refused: %d of 100 jointly, %d by slope; found: %d drifts", joint, slope, found)
	}
	rng := rand.New(rand.NewPCG(1, 18))
	e := DiD(didPanel("T", didNoise(rng, 6, 16, 0, nil)...), didPanel("C", didNoise(rng, 6, 16, 0, nil)...), Design{After: tradeflow.Year(2022), Replications: 9})
	if e.PreTrend.Status != tradeflow.TooFew || e.PreSlope.Status != tradeflow.OK {
		t.Errorf("eleven coefficients of twelve clusters: %+v, %+v", e.PreTrend, e.PreSlope)
	}
}

// TestEventStudyWildIsDiDOfTwoPeriods: with one period after and one before, they are one
// model; with more, the null is imposed for one coefficient at a time, as a table has it.
func TestEventStudyWildIsDiDOfTwoPeriods(t *testing.T) {
	treated, control := didRandom(5, 14, 0.5, true)
	two := []tradeflow.Period{tradeflow.Year(2019), tradeflow.Year(2020)}
	d, e := DiD(treated.At(two...), control.At(two...), didAfter), EventStudy(treated.At(two...), control.At(two...), didAfter)
	if !(d.WildP > 0) || e.WildP[1] != d.WildP || !math.IsNaN(e.WildP[0]) || !didSays(e.Warnings, "quote WildP") {
		t.Errorf("%v, DiD %v", e.WildP, d.WildP)
	}
	treated, control = didRandom(5, 40, 0.5, true)
	if e := EventStudy(treated, control, didAfter); !math.IsNaN(e.WildP[9]) {
		t.Errorf("40 clusters: %v", e.WildP)
	}
}

// TestNoInfinity: of flows as large and as small as numbers are.
func TestNoInfinity(t *testing.T) {
	control := didPanel("C", []float64{3, 4, 3, 5}, []float64{1, 1, 2, 1})
	o := Design{After: tradeflow.Year(2012)}
	tiny := DiD(didPanel("T", []float64{5e-324, 1e-323, 1e300, 9e299}, []float64{5e-324, 1e-323, 1e299, 1e300}), control, o)
	if math.Abs(tiny.Raw.Log-(math.Log(3e300)-math.Log(2.5e-323)-math.Log(11.0/9))) > 1e-9 || !math.IsNaN(tiny.Raw.Percent) || !math.IsNaN(tiny.Percent) || !math.IsNaN(tiny.PercentHigh) || tiny.Status != tradeflow.OK {
		t.Errorf("%+v", tiny)
	}
	huge := DiD(didPanel("T", []float64{1e308, 1, 2, 1e308}, []float64{2, 3, 2, 3}), control, o)
	if huge.Raw.Status != tradeflow.NotReported || !math.IsNaN(huge.Raw.Log) || huge.N != 14 || len(huge.Dropped) != 1 || huge.Dropped[0] != (Dropped{"above 1e300", 2, 1}) {
		t.Errorf("%+v, %+v", huge.Raw, huge.Dropped)
	}
}

func TestOnePanelTwice(t *testing.T) {
	treated, _ := didRandom(1, 12, 0.5, true)
	for name, f := range didMethods {
		if e := f(treated, treated, didAfter); e.Status != tradeflow.NoSpread || !strings.Contains(e.Note, "both treated and control") {
			t.Errorf("%s: %s: %s", name, e.Status, e.Note)
		}
	}
}
