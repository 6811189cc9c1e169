package model_test

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/model"
)

// exportsToTwoGroups returns made-up exports, in million EUR, to six partners that
// may pass goods on and to six that do not; real ones come from a Source's
// Aggregate.
func exportsToTwoGroups() (treated, control *tradeflow.Panel) {
	group := func(flows map[tradeflow.Country][]float64) *tradeflow.Panel {
		p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "million EUR"}}
		for y := 2018; y <= 2023; y++ {
			p.Periods = append(p.Periods, tradeflow.Year(y))
		}
		for partner, values := range flows {
			s := tradeflow.NewSeries(tradeflow.Key{Partner: partner}, len(values), tradeflow.NotReported)
			for j, v := range values {
				s.Set(j, v, v, tradeflow.OK)
			}
			p.Series = append(p.Series, s)
		}
		return p.Top(len(flows))
	}
	return group(map[tradeflow.Country][]float64{
			"ARM": {11, 12, 10, 13, 31, 42}, "GEO": {20, 18, 21, 22, 35, 44}, "KAZ": {90, 101, 95, 110, 240, 310},
			"KGZ": {5, 6, 5, 7, 25, 41}, "TUR": {400, 390, 410, 470, 690, 720}, "UZB": {0, 31, 36, 34, 66, 71},
		}), group(map[tradeflow.Country][]float64{
			"CHE": {510, 530, 500, 560, 590, 610}, "CHL": {30, 29, 25, 33, 38, 36}, "JPN": {300, 320, 290, 310, 330, 360},
			"NOR": {120, 118, 122, 131, 140, 139}, "NZL": {12, 14, 13, 15, 14, 17}, "ZAF": {44, 47, 36, 46, 55, 53},
		})
}

func ExampleDiD() {
	treated, control := exportsToTwoGroups()
	e := model.DiD(treated, control, model.Design{After: tradeflow.Year(2022)})
	fmt.Printf("%.2f log points, %.2f to %.2f: %+.0f %%, %+.0f %% to %+.0f %%\n", e.Estimate, e.Low, e.High, 100*e.Percent, 100*e.PercentLow, 100*e.PercentHigh)
	fmt.Printf("p %.4f, by the wild bootstrap %.4f\n", e.P, e.WildP)
	fmt.Printf("apart before: F(%d, %d) %.2f, p %.2f; drift %.3f a year, p %.2f\n", e.PreTrend.DF1, e.PreTrend.DF2, e.PreTrend.F, e.PreTrend.P, e.PreSlope.Estimate, e.PreSlope.P)
	fmt.Printf("by hand: %.0f to %.0f against %.0f to %.0f, %+.0f %%\n", e.Raw.TreatedBefore, e.Raw.TreatedAfter, e.Raw.ControlBefore, e.Raw.ControlAfter, 100*e.Raw.Percent)
	fmt.Printf("%d numbers of %d series; %d treated and %d control clusters on both sides of the date\n", e.N, e.Series, e.TreatedIdentifying, e.ControlIdentifying)
	for _, d := range e.Dropped {
		fmt.Println("dropped:", d.Why, d.Cells)
	}
	fmt.Println(e.Caveat)
	// Output:
	// 0.81 log points, 0.37 to 1.25: +124 %, +44 % to +248 %
	// p 0.0020, by the wild bootstrap 0.0010
	// apart before: F(3, 8) 1.81, p 0.22; drift 0.033 a year, p 0.05
	// by hand: 2317 to 2315 against 4155 to 2382, +74 %
	// 71 numbers of 12 series; 6 treated and 6 control clusters on both sides of the date
	// dropped: zero, has no logarithm 1
	// The estimate is an effect only if treated and control flows would otherwise have moved in parallel, nobody acted before the date, and no trade was diverted into the control group, which would overstate it.
}

func ExampleEventStudy() {
	treated, control := exportsToTwoGroups()
	e := model.EventStudy(treated, control, model.Design{After: tradeflow.Year(2022), Reference: tradeflow.Year(2021)})
	p := e.Panel()
	fmt.Println(p.Heading())
	for t, period := range p.Periods {
		low, high := p.Series[0].Bounds(t)
		fmt.Printf("%s: %s, %s to %s\n", period, p.Unit.Format(p.Series[0].Values[t]), p.Unit.Format(low), p.Unit.Format(high))
	}
	fmt.Printf("before: F(%d, %d) %.2f, p %.2f\n", e.PreTrend.DF1, e.PreTrend.DF2, e.PreTrend.F, e.PreTrend.P)
	// Output:
	// event study, log points, 2021 = 0
	// 2018: −0.099, −0.240 to 0.043
	// 2019: −0.082, −0.169 to 0.005
	// 2020: 0.008, −0.164 to 0.180
	// 2021: 0.000, 0.000 to 0.000
	// 2022: 0.667, 0.328 to 1.01
	// 2023: 0.864, 0.381 to 1.35
	// before: F(3, 8) 1.81, p 0.22
}

// Zeros are kept, and the estimate is that of the sums.
func ExamplePPML() {
	treated, control := exportsToTwoGroups()
	e := model.PPML(treated, control, model.Design{After: tradeflow.Year(2022)})
	fmt.Printf("%.2f log points, %.2f to %.2f, from %d numbers\n", e.Estimate, e.Low, e.High, e.N)
	fmt.Printf("%+.1f %%; by hand, %+.1f %%\n", 100*e.Percent, 100*e.Raw.Percent)
	// Output:
	// 0.56 log points, 0.20 to 0.91, from 72 numbers
	// +74.3 %; by hand, +74.3 %
}
