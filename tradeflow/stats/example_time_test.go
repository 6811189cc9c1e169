package stats_test

import (
	"fmt"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// All numbers of these examples are made up.

func ExampleMoM() {
	show(stats.MoM(months(tradeflow.Month(2023, time.November), 100, 150, 120)))
	// Output:
	// change on a month earlier, not seasonally adjusted
	// China; 2023-12: +50.0%; 2024-01: −20.0%
}

func ExampleYoY_rolling() {
	p := months(tradeflow.Month(2022, time.January), 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12)
	show(stats.YoY(stats.Rolling(p, 12)))
	// Output:
	// 12-month sum, change on a year earlier
	// China; 2023: +20.0%
}

func ExampleDifference() {
	show(stats.Difference(exports(), 12))
	// Output:
	// difference to a year earlier
	// China; 2022: 150.00 million EUR; 2023: 270.00 million EUR
	// Kazakhstan; 2022: 50.00 million EUR; 2023: 30.00 million EUR
	// Türkiye; 2022: −100.00 million EUR; 2023: 0 EUR
}

func ExampleLogChange() {
	show(stats.LogChange(exports(), 12))
	// Output:
	// log change on a year earlier
	// China; 2022: 0.405; 2023: 0.470
	// Kazakhstan; 2022: new (from zero); 2023: 0.470
	// Türkiye; 2022: no logarithm (not positive); 2023: zero in both periods
}

// The relative change of a share, beside which Diff gives its percentage points.
func ExampleGrowth() {
	shares := stats.Share(exports(), tradeflow.Partner)
	show(stats.Growth(shares.At(tradeflow.Year(2021), tradeflow.Year(2023))))
	// Output:
	// share, change on 2021
	// China; 2023: +20.0%
	// Kazakhstan; 2023: new (from zero)
	// Türkiye; 2023: ceased
}

// The monthly average after an event, against that of a longer time before.
func ExampleMean() {
	p := months(tradeflow.Month(2022, time.January), 100, 90, 40, 50, 60, 70)
	before := tradeflow.Span(2022, time.January, time.February)
	after := tradeflow.Span(2022, time.March, time.June)
	mean := stats.Mean(p, before, after)
	show(mean)
	show(stats.Growth(mean))
	// Output:
	// monthly mean
	// China; 2022-01/02: 95.00 EUR per month; 2022-03/06: 55.00 EUR per month
	// monthly mean, change on January to February 2022, not seasonally adjusted
	// China; 2022-03/06: −42.1%
}

func ExampleCAGR() {
	show(stats.CAGR(exports().At(tradeflow.Year(2021), tradeflow.Year(2023))))
	// Output:
	// compound annual growth since 2021
	// China; 2023: +54.9%
	// Kazakhstan; 2023: new (from zero)
	// Türkiye; 2023: ceased
}

func ExampleTrendGrowth() {
	show(stats.TrendGrowth(exports()))
	// Output:
	// least-squares growth a year
	// China; 2021-01/2023-12: +54.9%
	// Kazakhstan; 2021-01/2023-12: no logarithm (not positive)
	// Türkiye; 2021-01/2023-12: no logarithm (not positive)
}

func ExampleFromPeak() {
	p := stats.FromPeak(months(tradeflow.Month(2023, time.January), 60, 100, 80, 15))
	show(p)
	fmt.Println(p.Warnings[0].Text)
	// Output:
	// change from peak, not seasonally adjusted
	// China; 2023-01: −40.0%; 2023-02: 0.0%; 2023-03: −20.0%; 2023-04: −85.0%
	// change from peak, not seasonally adjusted: the peak of China is February 2023
}

func ExampleContribution() {
	show(stats.Contribution(exports(), tradeflow.Partner, 12))
	// Output:
	// contribution to the change on a year earlier
	// China; 2022: +37.5 pp; 2023: +54.0 pp
	// Kazakhstan; 2022: +12.5 pp; 2023: +6.0 pp
	// Türkiye; 2022: −25.0 pp; 2023: 0.0 pp
}

// How many times China's exports of drones to Russia were those to Ukraine: a panel of
// each destination, from whose keys the partner is summed away.
func ExampleRatio() {
	drones := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "USD"}, Periods: []tradeflow.Period{tradeflow.Year(2022), tradeflow.Year(2023)}}
	for partner, values := range map[tradeflow.Country][2]float64{"RUS": {40e6, 120e6}, "UKR": {5e6, 4e6}} {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: "CHN", Partner: partner}, 2, tradeflow.NotReported)
		for j, v := range values {
			s.Set(j, v, v, tradeflow.OK)
		}
		drones.Series = append(drones.Series, s)
	}
	to := func(c tradeflow.Country) *tradeflow.Panel {
		p, err := drones.Only(func(k tradeflow.Key) bool { return k.Partner == c }).Sum(tradeflow.Partner)
		if err != nil {
			fmt.Println(err)
		}
		return p
	}
	show(stats.Ratio(to("RUS"), to("UKR")))
	// Output:
	// ratio
	// China; 2022: 8.00; 2023: 30.00
}

func ExampleSub() {
	now := exports().At(tradeflow.Year(2023))
	other := exports().Only(func(k tradeflow.Key) bool { return k.Partner != "TUR" }).At(tradeflow.Year(2023))
	q := stats.Sub(now, other)
	show(q)
	fmt.Println(q.Warnings[0].Text)
	// Output:
	// difference
	// China; 2023: 0 EUR
	// Kazakhstan; 2023: 0 EUR
	// Türkiye; 2023: not reported
	// difference: in the first panel only: Türkiye
}
