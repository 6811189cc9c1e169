package decompose_test

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/decompose"
)

// panel returns a made-up panel of two years; real ones come from a Source's
// Aggregate.
func panel(unit string, rows map[tradeflow.Key][2]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: unit}, Periods: []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}}
	for k, values := range rows {
		s := tradeflow.NewSeries(k, 2, tradeflow.NotReported)
		for j, v := range values {
			s.Set(j, v, v, tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p.Top(len(rows))
}

func key(reporter, partner tradeflow.Country, category string) tradeflow.Key {
	return tradeflow.Key{Reporter: reporter, Partner: partner, Category: category}
}

// show prints the effects on one total, as a waterfall chart draws them.
func show(d decompose.Decomposition) {
	p := d.Change
	fmt.Println(p.Heading(), "is", p.Unit.Format(p.Series[0].Values[0]))
	for _, e := range d.Effects {
		fmt.Printf("%-15s %s\n", e.Name, p.Unit.Format(e.Panel.Series[0].Values[0]))
	}
}

// German and Korean exports of two categories; the two are the nation.
func ExampleShiftShare() {
	p := panel("EUR", map[tradeflow.Key][2]float64{
		key("DEU", "", "optics"): {100e6, 130e6}, key("DEU", "", "drones"): {0, 20e6},
		key("KOR", "", "optics"): {100e6, 90e6}, key("KOR", "", "drones"): {200e6, 280e6},
	})
	d := decompose.ShiftShare(p, nil)
	total, err := d.Sum(tradeflow.Category)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(total)
	// Output:
	// difference to 2021, EUR is 50.00 million EUR
	// national        30.00 million EUR
	// mix             −20.00 million EUR
	// competitive     20.00 million EUR
	// new             20.00 million EUR
}

// German exports to two markets within those of the world.
func ExampleMarketShare() {
	world := panel("EUR", map[tradeflow.Key][2]float64{
		key("", "JPN", "optics"): {100e6, 150e6}, key("", "JPN", "radar"): {100e6, 120e6},
		key("", "USA", "optics"): {100e6, 110e6}, key("", "USA", "radar"): {100e6, 100e6},
	})
	germany := panel("EUR", map[tradeflow.Key][2]float64{
		key("DEU", "JPN", "optics"): {40e6, 70e6}, key("DEU", "JPN", "radar"): {20e6, 20e6},
		key("DEU", "USA", "optics"): {10e6, 10e6}, key("DEU", "USA", "radar"): {30e6, 36e6},
	})
	d := decompose.MarketShare(germany, world, decompose.Shapley)
	total, err := d.Sum(tradeflow.Partner | tradeflow.Category)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(total)
	// Output:
	// difference to 2021, EUR is 36.00 million EUR
	// growth          20.00 million EUR
	// commodity       1.00 million EUR
	// market          4.00 million EUR
	// competitive     11.00 million EUR
	// entry           0 EUR
}

// trade returns values and weights of imports from four partners.
func trade() (value, weight *tradeflow.Panel) {
	value = panel("EUR", map[tradeflow.Key][2]float64{
		key("", "CHN", ""): {40e6, 90e6}, key("", "TUR", ""): {0, 15e6}, key("", "DEU", ""): {30e6, 0}, key("", "ARE", ""): {10e6, 12e6},
	})
	weight = panel("kg", map[tradeflow.Key][2]float64{
		key("", "CHN", ""): {2e6, 3e6}, key("", "TUR", ""): {0, 1e6}, key("", "DEU", ""): {1e6, 0},
	})
	return value, weight
}

func ExampleLMDI() {
	value, weight := trade()
	total, err := decompose.LMDI(value, weight).Sum(tradeflow.Partner)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(total)
	// Output:
	// difference to 2021, EUR is 37.00 million EUR
	// price           25.00 million EUR
	// quantity        25.00 million EUR
	// new             15.00 million EUR
	// ceased          −30.00 million EUR
	// unmatched       2.00 million EUR
}

func ExampleBennet() {
	value, weight := trade()
	total, err := decompose.Bennet(value, weight).Sum(tradeflow.Partner)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(total)
	// Output:
	// difference to 2021, EUR is 37.00 million EUR
	// price           25.00 million EUR
	// quantity        25.00 million EUR
	// new             15.00 million EUR
	// ceased          −30.00 million EUR
	// unmatched       2.00 million EUR
}

func ExampleMargins() {
	value, _ := trade()
	show(decompose.Margins(value, tradeflow.Partner, 12e6))
	// Output:
	// difference to 2021, EUR is 37.00 million EUR
	// intensive       50.00 million EUR
	// new             27.00 million EUR
	// ceased          −30.00 million EUR
	// below the floor −10.00 million EUR
}

func ExamplePriceIndex() {
	value, weight := trade()
	all := decompose.PriceIndex(value, weight, tradeflow.Partner, decompose.Fisher, false)
	for _, p := range []*tradeflow.Panel{all.Price, all.Volume, all.Value, all.Matched} {
		fmt.Printf("%s: %s\n", p.Heading(), p.Unit.Format(p.Series[0].Values[1]))
	}
	for _, w := range all.Price.Warnings {
		fmt.Println(w.Text)
	}
	// Output:
	// Fisher index of unit values, fixed base, 2021 = 100: 150.0
	// volume index (Fisher, fixed base), 2021 = 100: 97.5
	// value index, 2021 = 100: 146.2
	// matched items (fixed base), share of the value of both periods: 50.0%
	// Fisher index of unit values, fixed base: unit values are not prices: they also change with the quality and the mix of the goods in a code
	// Fisher index of unit values, fixed base: from items with a unit value in both periods, which are at least 50.0 % of the value
}
