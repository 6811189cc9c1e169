package model_test

import (
	"fmt"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/model"
)

// seasonMonths returns a made-up series of five years; real ones come from a Source's
// Aggregate. Each December is 40 higher, and from March 2022 on every month 100.
func seasonMonths() *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}}
	s := tradeflow.NewSeries(tradeflow.Key{Partner: "KAZ"}, 60, tradeflow.NotReported)
	for j := range 60 {
		v := 200 + float64(j*7%5)
		if j%12 == 11 {
			v += 40
		}
		if j >= 38 {
			v += 100
		}
		p.Periods = append(p.Periods, tradeflow.Month(2019, time.January).Shift(j))
		s.Set(j, v, v, tradeflow.OK)
	}
	p.Series = []tradeflow.Series{s}
	return p
}

func ExampleSTL() {
	s := model.STL(seasonMonths(), model.STLOptions{Robust: true})
	fmt.Println(s.Adjusted.Heading())
	for j, t := range s.Adjusted.Periods[33:37] {
		fmt.Printf("%s: season %.0f, adjusted %.0f\n", t, s.Seasonal.Series[0].Values[33+j], s.Adjusted.Series[0].Values[33+j])
	}
	fmt.Println(s.Adjusted.Warnings[0].Text)
	// Output:
	// seasonally adjusted (STL, period 12, robust), EUR
	// 2021-10: season -3, adjusted 204
	// 2021-11: season -4, adjusted 207
	// 2021-12: season 37, adjusted 203
	// 2022-01: season -3, adjusted 205
	// seasonally adjusted (STL, period 12, robust): this is not an official seasonal adjustment; working days and feasts that move, such as the Chinese New Year, are not corrected for
}

func ExampleBreaks() {
	adjusted := model.STL(seasonMonths(), model.STLOptions{Robust: true}).Adjusted
	for _, b := range model.Breaks(adjusted, model.BreakOptions{}) {
		fmt.Printf("n %d, sup-F %.0f, p below 0.001: %t, breaks: %d\n", b.N, b.SupF, b.PValue < 0.001, b.Best)
		for _, k := range b.Breaks {
			fmt.Printf("after %s (95%%: %s to %s)\n", k.At, k.Low, k.High)
		}
		for _, s := range b.Segments {
			fmt.Printf("%s to %s: mean %.0f\n", s.From, s.To, s.Mean)
		}
		fmt.Println(b.Warnings[0].Text)
	}
	// Output:
	// n 60, sup-F 62814, p below 0.001: true, breaks: 1
	// after 2022-02 (95%: 2022-01 to 2022-03)
	// 2019-01 to 2022-02: mean 205
	// 2022-03 to 2023-12: mean 305
	// errors are taken as independent, which those of monthly trade are not, and a trend or seasons pass for breaks: a screen, never a finding
}

func ExampleCUSUM() {
	for _, c := range model.CUSUM(seasonMonths()) {
		fmt.Printf("n %d, S0 %.2f, p %.1g, farthest in %s\n", c.N, c.S0, c.PValue, c.At)
	}
	// Output:
	// n 60, S0 3.61, p 1e-11, farthest in 2022-02
}

func ExampleRobustZ() {
	z := model.RobustZ(seasonMonths().At(tradeflow.Month(2021, time.October), tradeflow.Month(2021, time.November), tradeflow.Month(2021, time.December), tradeflow.Month(2022, time.January)))
	for j, t := range z.Periods {
		fmt.Println(t, z.Unit.Format(z.Series[0].Values[j]))
	}
	// Output:
	// 2021-10 −1.01
	// 2021-11 0.337
	// 2021-12 25.29
	// 2022-01 −0.337
}

// A made-up series of liquid crystal devices, whose display panels left for another
// code in HS2022.
func ExampleEditionJumps() {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}}
	s := tradeflow.NewSeries(tradeflow.Key{Reporter: "DEU", Commodity: hscodes.MustParse("901380")}, 8, tradeflow.NotReported)
	for j, v := range []float64{100, 104, 107, 112, 115, 121, 30, 31} {
		p.Periods = append(p.Periods, tradeflow.Year(2016+j))
		s.Set(j, v, v, tradeflow.OK)
		s.Editions[j] = s.Editions[j].Add(hscodes.HS2017)
		if j >= 6 {
			s.Editions[j] = tradeflow.EditionSet(0).Add(hscodes.HS2022)
		}
	}
	p.Series = []tradeflow.Series{s}
	for _, j := range model.EditionJumps(p) {
		fmt.Printf("%s, %s to %s in %s: %.2f log points, z %.0f, against %d ordinary changes\n", j.Key.Reporter.Name(), j.From, j.To, j.At, j.Jump, j.Z, j.N)
	}
	// Output:
	// Germany, HS2017 to HS2022 in 2022: -1.39 log points, z -113, against 6 ordinary changes
}
