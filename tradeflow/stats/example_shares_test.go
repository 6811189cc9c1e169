package stats_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// partners returns made-up imports of one reporter from its partners, in two years.
func partners(values map[tradeflow.Country][]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "USD"}, Periods: []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}}
	for _, partner := range slices.Sorted(maps.Keys(values)) {
		v := values[partner]
		s := tradeflow.NewSeries(tradeflow.Key{Partner: partner}, len(v), tradeflow.NotReported)
		for j := range v {
			s.Set(j, v[j], v[j], tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p.Top(len(values))
}

func imports() *tradeflow.Panel {
	return partners(map[tradeflow.Country][]float64{"CHN": {20e6, 60e6}, "DEU": {50e6, 5e6}, "KOR": {20e6, 5e6}, "TUR": {5e6, 20e6}, "KAZ": {5e6, 10e6}})
}

func ExampleShareOf() {
	world := partners(map[tradeflow.Country][]float64{tradeflow.World: {125e6, 160e6}})
	p := imports()
	show(stats.ShareOf(p, world))
	show(stats.Coverage(p, world))
	// Output:
	// share
	// China; 2021: 16.0%; 2023: 37.5%
	// Germany; 2021: 40.0%; 2023: 3.1%
	// South Korea; 2021: 16.0%; 2023: 3.1%
	// Türkiye; 2021: 4.0%; 2023: 12.5%
	// Kazakhstan; 2021: 4.0%; 2023: 6.2%
	// coverage
	// World; 2021: 80.0%; 2023: 62.5%
}

// China's exporters sold more; that the total doubled took some of it back.
func ExampleShareChange() {
	p := partners(map[tradeflow.Country][]float64{"CHN": {10e6, 60e6}, "KOR": {30e6, 20e6}})
	own, total := stats.ShareChange(p, tradeflow.Partner)
	show(own)
	show(total)
	show(stats.Diff(stats.Share(p, tradeflow.Partner)))
	// Output:
	// share, difference to 2021, by own trade
	// China; 2023: +93.8 pp
	// South Korea; 2023: −18.8 pp
	// share, difference to 2021, by the total
	// China; 2023: −43.8 pp
	// South Korea; 2023: −31.2 pp
	// share, difference to 2021
	// China; 2023: +50.0 pp
	// South Korea; 2023: −50.0 pp
}

func ExampleTurnover() {
	show(stats.Turnover(imports(), tradeflow.Partner))
	// Output:
	// turnover of shares over partners since 2021
	// Total; 2023: 0.600
}

func ExampleTopAndOthers() {
	p := stats.TopAndOthers(imports(), 2, tradeflow.Partner)
	show(p)
	fmt.Println(p.Warnings[0].Text)
	// Output:
	// value
	// China; 2021: 20.00 million USD; 2023: 60.00 million USD
	// Germany; 2021: 50.00 million USD; 2023: 5.00 million USD
	// Others; 2021: 30.00 million USD; 2023: 35.00 million USD
	// shown are the 2 largest of all partners by mean over January 2021 to December 2023; Others are 3: Kazakhstan, South Korea, Türkiye
}

func ExampleHHI() {
	show(stats.HHI(imports(), tradeflow.Partner))
	show(stats.EffectiveNumber(imports(), tradeflow.Partner))
	show(stats.CR(imports(), tradeflow.Partner, 2))
	// Output:
	// HHI over partners
	// Total; 2021: 0.335; 2023: 0.415
	// effective number of partners
	// Total; 2021: 2.99; 2023: 2.41
	// concentration ratio of the 2 largest
	// Total; 2021: 70.0%; 2023: 80.0%
}

// A third of the World row is withheld by partner: the index has bounds only.
func ExampleHHIOf() {
	world := partners(map[tradeflow.Country][]float64{tradeflow.World: {150e6, 150e6}})
	p := stats.HHIOf(imports(), world)
	low, high := p.Series[0].Bounds(0)
	fmt.Printf("HHI from %.3f to %.3f\n", low, high)
	fmt.Println(p.Warnings[0].Text)
	// Output:
	// HHI from 0.149 to 0.482
	// HHI over partners, of shares in World: 33.3 % of World is not known to be any listed member's: the bounds allow for it
}
