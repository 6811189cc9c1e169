package stats_test

import (
	"fmt"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// exports returns a made-up panel; real ones come from a Source's Aggregate.
func exports() *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}}
	for y := 2021; y <= 2023; y++ {
		p.Periods = append(p.Periods, tradeflow.Year(y))
	}
	for partner, values := range map[tradeflow.Country][]float64{"CHN": {300e6, 450e6, 720e6}, "KAZ": {0, 50e6, 80e6}, "TUR": {100e6, 0, 0}} {
		s := tradeflow.NewSeries(tradeflow.Key{Partner: partner}, len(values), tradeflow.NotReported)
		for j, v := range values {
			s.Set(j, v, v, tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p.Top(3)
}

// months returns a made-up panel of one series, from the given month on.
func months(first tradeflow.Period, values ...float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
	s := tradeflow.NewSeries(tradeflow.Key{Partner: "CHN"}, len(values), tradeflow.NotReported)
	for j, v := range values {
		p.Periods = append(p.Periods, first.Shift(j))
		s.Set(j, v, v, tradeflow.OK)
	}
	p.Series = []tradeflow.Series{s}
	return p
}

func show(p *tradeflow.Panel) {
	fmt.Println(p.Statistic)
	for i, s := range p.Series {
		fmt.Print(p.Label(i))
		for j, t := range p.Periods {
			if s.Status[j] == tradeflow.OK {
				fmt.Printf("; %s: %s", t, p.Unit.Format(s.Values[j]))
			} else {
				fmt.Printf("; %s: %s", t, s.Status[j])
			}
		}
		fmt.Println()
	}
}

func ExampleYoY() {
	show(stats.YoY(exports()))
	// Output:
	// change on a year earlier
	// China; 2022: +50.0%; 2023: +60.0%
	// Kazakhstan; 2022: new (from zero); 2023: +60.0%
	// Türkiye; 2022: ceased; 2023: zero in both periods
}

func ExampleShare() {
	show(stats.Share(exports(), tradeflow.Partner))
	// Output:
	// share
	// China; 2021: 75.0%; 2022: 90.0%; 2023: 90.0%
	// Kazakhstan; 2021: 0.0%; 2022: 10.0%; 2023: 10.0%
	// Türkiye; 2021: 25.0%; 2022: 0.0%; 2023: 0.0%
}

func ExampleDiff() {
	shares := stats.Share(exports(), tradeflow.Partner)
	show(stats.Diff(shares.At(tradeflow.Year(2021), tradeflow.Year(2023))))
	// Output:
	// share, difference to 2021
	// China; 2023: +15.0 pp
	// Kazakhstan; 2023: +10.0 pp
	// Türkiye; 2023: −25.0 pp
}

func ExampleIndex() {
	show(stats.Index(exports(), tradeflow.Year(2022)))
	// Output:
	// index
	// China; 2021: 66.7; 2022: 100.0; 2023: 160.0
	// Kazakhstan; 2021: 0.0; 2022: 100.0; 2023: 160.0
	// Türkiye; 2021: new (from zero); 2022: zero in both periods; 2023: zero in both periods
}

func ExampleRolling() {
	p := months(tradeflow.Month(2023, time.January), 10, 20, 30, 40)
	show(stats.Rolling(p, 3))
	// Output:
	// 3-month sum
	// China; 2023Q1: 60 EUR; 2023-02/04: 90 EUR
}

func ExampleYTD() {
	p := months(tradeflow.Month(2022, time.January), 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 15, 30)
	show(stats.YTD(p))
	// Output:
	// year to date, change on a year earlier
	// China; 2023-01: +50.0%; 2023-01/02: +50.0%
}
