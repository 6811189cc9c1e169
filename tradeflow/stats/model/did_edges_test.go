package model

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestSeparatedZeros: the first block has no flow in 2021, and the second is unknown
// where the first has some, so nothing holds the fitted zeros up. Unknown cells in
// their place must give the same answer.
func TestSeparatedZeros(t *testing.T) {
	build := func(zero tradeflow.Status) (treated, control *tradeflow.Panel) {
		treated, control = didRandom(1, 16, 0.3, true)
		for _, p := range []**tradeflow.Panel{&treated, &control} {
			*p = (*p).At(tradeflow.Year(2018), tradeflow.Year(2019), tradeflow.Year(2020), tradeflow.Year(2021))
			for i := range (*p).Series {
				s := &(*p).Series[i]
				if i < 4 {
					s.Set(1, math.NaN(), math.NaN(), tradeflow.NotReported)
					s.Set(3, 0, 0, zero)
					if !zero.HasNumber() {
						s.Set(3, math.NaN(), math.NaN(), zero)
					}
				} else {
					s.Set(0, math.NaN(), math.NaN(), tradeflow.NotReported)
					s.Set(2, math.NaN(), math.NaN(), tradeflow.NotReported)
				}
			}
		}
		return treated, control
	}
	a, b := build(tradeflow.Implied)
	got := PPML(a, b, didAfter)
	c, d := build(tradeflow.NotReported)
	want := PPML(c, d, didAfter)
	if got.Status != tradeflow.OK || got.N != want.N || !slices.ContainsFunc(got.Dropped, func(d Dropped) bool { return d.Why == effectsWords[effectsSeparated] && d.Cells == 8 }) {
		t.Errorf("%s %q, %d numbers, dropped %+v", got.Status, got.Note, got.N, got.Dropped)
	}
	didNear(t, "estimate", got.Estimate, want.Estimate, 1e-9)
	didNear(t, "error", got.SE, want.SE, 1e-9)
}

// TestUselessZerosChangeNothing: a series without any flow, and a year without any.
func TestUselessZerosChangeNothing(t *testing.T) {
	treated, control := didRandom(3, 12, 0.3, false)
	want := PPML(treated, control, didAfter)
	for _, p := range []*tradeflow.Panel{treated, control} {
		none := tradeflow.NewSeries(tradeflow.Key{Partner: tradeflow.Country("N" + p.Warnings[0].Text[len(p.Warnings[0].Text)-1:])}, 10, tradeflow.Implied)
		for t := range none.Values {
			none.Set(t, 0, 0, tradeflow.Implied)
		}
		p.Series = append(p.Series, none)
		p.Periods = append(p.Periods, tradeflow.Year(2013))
		for i := range p.Series {
			s := tradeflow.NewSeries(p.Series[i].Key, 11, tradeflow.Implied)
			for t := range 10 {
				s.Set(t, p.Series[i].Values[t], p.Series[i].Upper[t], p.Series[i].Status[t])
			}
			s.Set(10, 0, 0, tradeflow.OK)
			p.Series[i] = s
		}
	}
	got := PPML(treated, control, didAfter)
	if got.N != want.N || got.Estimate != want.Estimate || got.SE != want.SE || got.PreTrend != want.PreTrend {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestNoEffect(t *testing.T) {
	clean := func() (a, b *tradeflow.Panel) { return didRandom(1, 12, 0.5, true) }
	blank := func(p *tradeflow.Panel, from, to int, v float64, status tradeflow.Status) {
		for i := range p.Series {
			for t := from; t < to; t++ {
				p.Series[i].Set(t, v, v, status)
			}
		}
	}
	nan := math.NaN()
	for name, c := range map[string]struct {
		spoil  func(a, b *tradeflow.Panel)
		status tradeflow.Status
		note   string
	}{
		"one key on both sides": {func(a, b *tradeflow.Panel) { b.Series[2].Key = a.Series[0].Key }, tradeflow.NoSpread, "both treated and control"},
		"one key twice":         {func(a, _ *tradeflow.Panel) { a.Series[2].Key = a.Series[0].Key }, tradeflow.NoSpread, "twice in one panel"},
		"two currencies":        {func(a, _ *tradeflow.Panel) { a.Unit.Name = "USD" }, tradeflow.UnitChange, "USD"},
		"no treated":            {func(a, _ *tradeflow.Panel) { a.Series = nil }, tradeflow.TooFew, "treated series have no number"},
		"no control":            {func(_, b *tradeflow.Panel) { b.Series = nil }, tradeflow.TooFew, "control series have no number"},
		"nothing before":        {func(a, _ *tradeflow.Panel) { blank(a, 0, 6, nan, tradeflow.NotReported) }, tradeflow.TooFew, "before"},
		"nothing after":         {func(_, b *tradeflow.Panel) { blank(b, 6, 10, nan, tradeflow.Confidential) }, tradeflow.TooFew, "after"},
		"treated ceased":        {func(a, _ *tradeflow.Panel) { blank(a, 6, 10, 0, tradeflow.Implied) }, tradeflow.ZeroTotal, "treated series have no flow"},
		"treated began":         {func(a, _ *tradeflow.Panel) { blank(a, 0, 6, 0, tradeflow.OK) }, tradeflow.ZeroTotal, "before"},
		"control ceased":        {func(_, b *tradeflow.Panel) { blank(b, 6, 10, 0, tradeflow.OK) }, tradeflow.ZeroTotal, "control series have no flow"},
		"no period in common": {func(a, _ *tradeflow.Panel) {
			for j := range a.Periods {
				a.Periods[j] = a.Periods[j].Shift(1200)
			}
		}, tradeflow.TooFew, ""},
		"only negative numbers": {func(a, _ *tradeflow.Panel) { blank(a, 0, 10, -1, tradeflow.OK) }, tradeflow.TooFew, ""},
		"sides never meet": {func(a, b *tradeflow.Panel) { // treated in even years, control in odd ones
			for j := range 10 {
				if j%2 == 0 {
					blank(a, j, j+1, nan, tradeflow.NotReported)
				} else {
					blank(b, j, j+1, nan, tradeflow.NotReported)
				}
			}
		}, tradeflow.NoSpread, ""},
	} {
		a, b := clean()
		c.spoil(a, b)
		for method, f := range didMethods {
			e := f(a, b, didAfter)
			if e.Status != c.status || !strings.Contains(e.Note, c.note) || e.Note == "" {
				t.Errorf("%s, %s: %s: %q", method, name, e.Status, e.Note)
			}
			for _, x := range []float64{e.Estimate, e.SE, e.T, e.P, e.Low, e.High, e.Percent, e.PercentLow, e.PercentHigh, e.WildP, e.PreTrend.F, e.PreTrend.P} {
				if !math.IsNaN(x) {
					t.Errorf("%s, %s: a number: %v", method, name, x)
				}
			}
			if !slices.ContainsFunc(e.Warnings, func(w tradeflow.Warning) bool { return strings.Contains(w.Text, "no number: "+e.Note) }) {
				t.Errorf("%s, %s: no warning: %v", method, name, e.Warnings)
			}
		}
		es := EventStudy(a, b, didAfter)
		if es.Status == tradeflow.OK {
			t.Errorf("event study, %s: ok", name)
		}
		for j, x := range es.Estimate {
			if !math.IsNaN(x) || es.Statuses[j].HasNumber() {
				t.Errorf("event study, %s: %v, %s", name, x, es.Statuses[j])
			}
		}
		es.Panel()
	}
	empty := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
	for _, f := range didMethods {
		if e := f(empty, empty, didAfter); e.Status != tradeflow.TooFew {
			t.Errorf("of nothing: %s", e.Status)
		}
	}
	if e := EventStudy(empty, empty, didAfter); e.Status != tradeflow.TooFew || len(e.Panel().Series) != 1 {
		t.Errorf("of nothing: %s", e.Status)
	}
}

// TestOneTreatedCluster: an estimate, but no error, whatever a sandwich says.
func TestOneTreatedCluster(t *testing.T) {
	treated, control := didRandom(1, 40, 0.5, true)
	treated.Series = treated.Series[:1]
	for name, f := range didMethods {
		e := f(treated, control, didAfter)
		if e.Status != tradeflow.OK || math.IsNaN(e.Estimate) || !math.IsNaN(e.SE) || !math.IsNaN(e.P) || !math.IsNaN(e.Low) || !math.IsNaN(e.PreTrend.F) || e.TreatedClusters != 1 {
			t.Errorf("%s: %+v", name, e)
		}
	}
	e := EventStudy(treated, control, didAfter)
	if low, high := e.Panel().Series[0].Bounds(9); !math.IsNaN(low) || !math.IsNaN(high) || math.IsNaN(e.Estimate[9]) {
		t.Errorf("%v to %v around %v", low, high, e.Estimate[9])
	}
}

// TestEventStudyWithHoles: a period in which a side is unknown, one in which it is
// zero, and treated series that are never seen together with the reference.
func TestEventStudyWithHoles(t *testing.T) {
	treated, control := didRandom(4, 40, 0.5, true)
	for i := range treated.Series {
		treated.Series[i].Set(1, 0, 0, tradeflow.OK)
		control.Series[i].Set(2, math.NaN(), math.NaN(), tradeflow.NotReported)
		for j := range 10 {
			if (i < 10) == (j > 7) { // half of the treated in 2022 and 2023 only, half before only
				treated.Series[i].Set(j, math.NaN(), math.NaN(), tradeflow.NotReported)
			}
		}
	}
	e := EventStudy(treated, control, didAfter)
	for j, want := range []tradeflow.Status{0, tradeflow.ZeroTotal, tradeflow.TooFew, 0, 0, 0, 0, 0, tradeflow.TooFew, tradeflow.TooFew} {
		if e.Statuses[j] != want || want.HasNumber() == math.IsNaN(e.Estimate[j]) {
			t.Errorf("%s: %s, want %s; %v", e.Times[j], e.Statuses[j], want, e.Estimate[j])
		}
	}
	if e.PreTrend.DF1 != 3 {
		t.Errorf("the test is of %d coefficients", e.PreTrend.DF1)
	}
	if e := EventStudy(treated, control, Design{After: tradeflow.Year(2020), Reference: tradeflow.Year(2016)}); e.Status != tradeflow.BaseMissing {
		t.Errorf("reference without control: %s", e.Status)
	}
}

// TestNumbersThatLostTheirGoods: display panels left 901380 in HS2022.
func TestNumbersThatLostTheirGoods(t *testing.T) {
	treated, control := didRandom(1, 40, 0.5, true)
	for i := range treated.Series {
		k := &treated.Series[i]
		k.Key.Commodity = hscodes.MustParse("901380")
		for j := range 10 {
			k.Editions[j] = k.Editions[j].Add(hscodes.HS2017)
			if j >= 8 {
				k.Editions[j] = tradeflow.EditionSet(0).Add(hscodes.HS2022)
			}
		}
	}
	e := DiD(treated, control, didAfter)
	if len(e.Dropped) != 1 || e.Dropped[0] != (Dropped{"break of the nomenclature", 40, 20}) {
		t.Errorf("%+v", e.Dropped)
	}
	if !slices.ContainsFunc(e.Warnings, func(w tradeflow.Warning) bool { return strings.Contains(w.Text, "40 cells are dropped") }) {
		t.Errorf("%v", e.Warnings)
	}
	if !math.IsNaN(e.Raw.Log) || e.Raw.Status != tradeflow.EditionBreak {
		t.Errorf("%+v", e.Raw)
	}
}

// TestMonthsAreCountedOnce: China's January and February stand in one figure beside
// the single months.
func TestMonthsAreCountedOnce(t *testing.T) {
	treated, control := didRandom(1, 40, 0.5, true)
	months := func(p *tradeflow.Panel) {
		for j := range p.Periods {
			p.Periods[j] = tradeflow.Month(2019, 8).Shift(j)
		}
		p.Periods[9] = tradeflow.Span(2020, 1, 2)
	}
	months(treated)
	months(control)
	e := DiD(treated, control, Design{After: tradeflow.Month(2020, time.January)})
	if len(e.Dropped) != 1 || e.Dropped[0] != (Dropped{"months counted in a shorter period", 40, 40}) || e.Raw.Status != tradeflow.OK {
		t.Errorf("%+v, %+v", e.Dropped, e.Raw)
	}
}

func TestDesignSlipsPanic(t *testing.T) {
	treated, control := didRandom(1, 12, 0.5, true)
	growth := treated.Only(func(tradeflow.Key) bool { return true })
	growth.Unit = tradeflow.Unit{Kind: tradeflow.Growth}
	for want, slip := range map[string]func(){
		"model.DiD: the design does not say": func() { DiD(treated, control, Design{}) },
		"model.PPML: no panel":               func() { PPML(treated, nil, didAfter) },
		"model.EventStudy: no panel":         func() { EventStudy(nil, control, didAfter) },
		"model.PPML: makes no sense":         func() { PPML(growth, control, didAfter) },
		"model.EventStudy: makes no sense":   func() { EventStudy(treated, growth, didAfter) },
		"model.EventStudy: the reference 2020 is not before 2020": func() {
			EventStudy(treated, control, Design{After: tradeflow.Year(2020), Reference: tradeflow.Year(2020)})
		},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			slip()
		}()
	}
}
