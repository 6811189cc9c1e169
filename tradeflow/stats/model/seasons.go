package model

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// STLOptions are the choices of STL. The zero value is R's stl(x, "periodic").
type STLOptions struct {
	Log            bool // seasons as factors: the logarithms are decomposed
	Robust         bool // outliers count for less: 1 inner and 15 outer passes in place of 2 and 0
	SeasonalWindow int  // in years, odd: how fast a season may change; 0: the same every year
	SeasonalDegree int  // 0 or 1, with a SeasonalWindow: a season smoothed over the years by local means or by local lines
	TrendWindow    int  // in periods, odd; 0: R's default, which follows from SeasonalWindow
	LowPassWindow  int  // in periods, odd; 0: the next odd number from the periods in a year
}

// Seasons is a panel taken apart: x = Trend + Seasonal + Remainder, or with
// STLOptions.Log the product of the three, of which the last two are factors.
type Seasons struct {
	Trend, Seasonal, Remainder *tradeflow.Panel
	Adjusted                   *tradeflow.Panel // x less, or over, its season: trend and remainder
	Weights                    *tradeflow.Panel // 0 to 1: how much each number counted; 1 where not Robust
}

// STL returns trend, season and remainder of each series in the panel's unit, and
// the seasonally adjusted series; with Log season and remainder as factors. A
// series has no numbers (IncompleteWindow) where a period between its own first and last
// number is absent or unknown: nothing is interpolated; and none (TooFew) from two
// years or fewer. Unknown periods before the first and after the last, such as a month
// that is not yet published, keep their status, with a warning. China publishes January
// and February in one figure, which are two gaps among months: take quarters. It is not an official seasonal adjustment: nothing corrects
// for working days, or for feasts that move, such as the Chinese New Year. Source: Cleveland,
// Cleveland, McRae and Terpenning, STL, Journal of Official Statistics 6 (1990),
// 3-73; the defaults are those of R's stl.
//
// It panics for windows that are even or below 3, and for degrees other
// than 0 and 1, or of a season that is the same every year.
func STL(p *tradeflow.Panel, o STLOptions) Seasons {
	for k, w := range []int{o.SeasonalWindow, o.TrendWindow, o.LowPassWindow} {
		if w != 0 && (w < 3 || w%2 == 0) {
			panic(fmt.Sprintf("model.STL: %s %d is not odd and at least 3", []string{"SeasonalWindow", "TrendWindow", "LowPassWindow"}[k], w))
		}
	}
	if o.SeasonalDegree != 0 && (o.SeasonalDegree != 1 || o.SeasonalWindow == 0) {
		panic(fmt.Sprintf("model.STL: SeasonalDegree %d with SeasonalWindow %d", o.SeasonalDegree, o.SeasonalWindow))
	}
	a := stlAxisOf(p)
	s := stlPanels(p, a, o)
	if a.period < 2 {
		s.warn(tradeflow.AboutCoverage, s.Adjusted.Statistic+": a year does not hold several of these periods: there are no seasons")
		return s
	}
	var fit *stlFit
	r := cells.Read(p)
	room := make([]float64, len(a.periods))
	var gaps, signs, ends []stlRange
	for i := range p.Series {
		first, last := a.ends(r, i)
		y, at := room[:last-first], stlRange{i, first, last}
		status := a.read(r, i, first, last, y, o.Log)
		switch status {
		case tradeflow.IncompleteWindow:
			gaps = append(gaps, at)
		case tradeflow.BaseNonPositive:
			signs = append(signs, at)
		case tradeflow.OK:
			if len(y) <= 2*a.period {
				status = tradeflow.TooFew
			}
		}
		if len(y) > 0 && len(y) < len(a.at) {
			ends = append(ends, at)
		}
		for k, j := range a.at {
			switch {
			case j < 0:
			case k < first || k >= last:
				s.refuse(i, j, stlUnknown(r.Cell(i, j)))
			case status != tradeflow.OK:
				s.refuse(i, j, status)
			}
		}
		if status != tradeflow.OK {
			continue
		}
		if fit == nil || len(fit.Trend) != len(y) {
			fit = newSTLFit(len(y), a.period, o)
		}
		scale := 1.0
		if !o.Log {
			scale = breakScale(y)
		}
		fit.run(y)
		for k, j := range a.at[first:last] {
			s.put(i, j, r, y[k], fit.Trend[k], fit.Seasonal[k], fit.Weights[k], scale, o.Log)
		}
	}
	s.tell(p, r, a, gaps, signs, ends)
	return s
}

// stlRange is the periods of a series from its first number to before its last.
type stlRange struct{ series, first, last int }

// stlUnknown is the status of a cell without a number that a flow can have.
func stlUnknown(c cells.Cell) tradeflow.Status {
	if c.Known() {
		return tradeflow.NotReported
	}
	return c.Status
}

// stlPanels returns the five panels, without a number yet.
func stlPanels(p *tradeflow.Panel, a stlAxis, o STLOptions) Seasons {
	how := fmt.Sprintf("STL, period %d", a.period)
	if o.Robust {
		how += ", robust"
	}
	if o.Log {
		how += ", multiplicative"
	}
	panel := func(name string, unit tradeflow.Unit) *tradeflow.Panel {
		q := cells.Result(p, name+" ("+how+")", unit, p.Periods)
		for i := range q.Series {
			for j := range q.Periods {
				q.Series[i].Status[j] = tradeflow.IncompleteWindow
			}
			if a.period < 2 {
				for j := range q.Periods {
					q.Series[i].Status[j] = tradeflow.TooFew
				}
			}
		}
		return q
	}
	effect := p.Unit
	switch {
	case o.Log:
		effect = tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "factor"}
	case effect.Kind == tradeflow.ShareOf || effect.Kind == tradeflow.Growth:
		effect.Kind = tradeflow.Points
	}
	return Seasons{
		Trend:     panel("trend", p.Unit),
		Seasonal:  panel("seasonal component", effect),
		Remainder: panel("remainder", effect),
		Adjusted:  panel("seasonally adjusted", p.Unit),
		Weights:   panel("weight", tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "robustness weight"}),
	}
}

func (s Seasons) panels() []*tradeflow.Panel {
	return []*tradeflow.Panel{s.Trend, s.Seasonal, s.Remainder, s.Adjusted, s.Weights}
}

func (s Seasons) warn(kind tradeflow.WarningKind, text string) {
	for _, q := range s.panels() {
		q.Warn(kind, text)
	}
}

// refuse leaves a cell without a number.
func (s Seasons) refuse(i, j int, why tradeflow.Status) {
	for _, q := range s.panels() {
		q.Series[i].Status[j] = why
	}
}

// put writes one period of series i; y, trend and season are in units of scale, or
// logarithms.
func (s Seasons) put(i, j int, r *cells.Reader, y, trend, season, weight, scale float64, log bool) {
	var parts [5]float64
	if log {
		parts = [5]float64{math.Exp(trend), math.Exp(season), math.Exp(y - trend - season), math.Exp(y - season), weight}
	} else {
		parts = [5]float64{trend * scale, season * scale, (y - trend - season) * scale, (y - season) * scale, weight}
	}
	for k, q := range s.panels() {
		t := &q.Series[i]
		t.Editions[j] = r.Editions(i, j)
		if math.IsNaN(parts[k]) || math.IsInf(parts[k], 0) { // beyond the largest float64
			t.Set(j, math.NaN(), math.NaN(), tradeflow.NoSpread)
			continue
		}
		t.Set(j, parts[k], parts[k], tradeflow.OK)
	}
}

// tell warns of what a reader of any of the panels must know.
func (s Seasons) tell(p *tradeflow.Panel, r *cells.Reader, a stlAxis, gaps, signs, ends []stlRange) {
	name := s.Adjusted.Statistic
	s.warn(tradeflow.AboutAmounts, name+": this is not an official seasonal adjustment; working days and feasts that move, such as the Chinese New Year, are not corrected for")
	for _, list := range [][]stlRange{gaps, signs, ends} {
		slices.SortFunc(list, func(x, y stlRange) int { return p.Series[x.series].Key.Compare(p.Series[y.series].Key) })
	}
	lacks := func(x stlRange, missing []string) string {
		return p.Label(x.series) + " lacks " + cells.Some(len(missing), func(n int) string { return missing[n] })
	}
	if len(gaps) > 0 {
		s.warn(tradeflow.AboutCoverage, name+": no season is computed over a gap, and none is filled: "+cells.Some(len(gaps), func(k int) string {
			return lacks(gaps[k], a.missing(r, gaps[k].series, gaps[k].first, gaps[k].last))
		}))
	}
	if len(ends) > 0 {
		n := 0
		for _, x := range ends {
			n += len(a.at) - (x.last - x.first)
		}
		s.warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: %d unknown cells at the beginning or end of series are left out: %s", name, n, cells.Some(len(ends), func(k int) string {
			x := ends[k]
			return lacks(x, append(a.missing(r, x.series, 0, x.first), a.missing(r, x.series, x.last, len(a.at))...))
		})))
	}
	if beside := a.beside(r); len(beside) > 0 {
		s.warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: periods of another length than the shortest are no part of the series: %s", name, cells.Some(len(beside), func(k int) string { return beside[k].Words() })))
	}
	if len(signs) > 0 {
		s.warn(tradeflow.AboutAmounts, name+": not all numbers are above zero, so there is no logarithm: "+cells.Some(len(signs), func(k int) string { return p.Label(signs[k].series) }))
	}
	for _, q := range s.panels() {
		r.Warn(q)
	}
}
