package stats_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// goods returns a made-up panel of one year by reporter and category.
func goods(unit string, rows map[string][2]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: unit}, Periods: []tradeflow.Period{tradeflow.Year(2023)}}
	for _, reporter := range slices.Sorted(maps.Keys(rows)) {
		for i, category := range []string{"drones", "optics"} {
			s := tradeflow.NewSeries(tradeflow.Key{Reporter: tradeflow.Country(reporter), Category: category}, 1, tradeflow.NotReported)
			s.Set(0, rows[reporter][i], rows[reporter][i], tradeflow.OK)
			p.Series = append(p.Series, s)
		}
	}
	return p
}

func ExampleRCA() {
	exports := goods("EUR", map[string][2]float64{"CHN": {90e6, 60e6}, "DEU": {10e6, 40e6}})
	show(stats.RCA(exports, nil))
	fmt.Println(stats.RCA(exports, nil).Warnings[0].Text)
	// Output:
	// revealed comparative advantage
	// China, drones; 2023: 1.20
	// China, optics; 2023: 0.800
	// Germany, drones; 2023: 0.400
	// Germany, optics; 2023: 1.60
	// revealed comparative advantage: totals are of the categories listed (2); the reference is the sum of the 2 reporters listed
}

func ExampleKrugman() {
	exports := goods("EUR", map[string][2]float64{"CHN": {90e6, 60e6}, "JPN": {30e6, 70e6}})
	germany := goods("EUR", map[string][2]float64{"DEU": {10e6, 40e6}})
	show(stats.Krugman(exports, germany))
	// Output:
	// Krugman specialisation index
	// China; 2023: 0.800
	// Japan; 2023: 0.200
}

func ExampleComplementarity() {
	exports := goods("EUR", map[string][2]float64{"CHN": {90e6, 60e6}, "JPN": {30e6, 70e6}})
	imports := goods("EUR", map[string][2]float64{"KAZ": {3e6, 1e6}})
	show(stats.Complementarity(exports, imports))
	// Output:
	// trade complementarity
	// China; 2023: 0.850
	// Japan; 2023: 0.550
}

func ExampleGrubelLloyd() {
	exports := goods("EUR", map[string][2]float64{"DEU": {10e6, 40e6}})
	imports := goods("EUR", map[string][2]float64{"DEU": {30e6, 40e6}})
	show(stats.GrubelLloyd(exports, imports, 0))
	show(stats.GrubelLloyd(exports, imports, tradeflow.Category))
	// Output:
	// intra-industry trade (Grubel-Lloyd)
	// drones; 2023: 0.500
	// optics; 2023: 1.00
	// intra-industry trade (Grubel-Lloyd)
	// Germany; 2023: 0.833
}

func ExampleNetImportReliance() {
	exports := goods("kg", map[string][2]float64{"DEU": {100, 400}})
	imports := goods("kg", map[string][2]float64{"DEU": {700, 400}})
	production := goods("kg", map[string][2]float64{"DEU": {200, 900}})
	show(stats.NetImportReliance(exports, imports, production))
	// Output:
	// net import reliance
	// drones; 2023: 75.0%
	// optics; 2023: 0.0%
}

func ExampleUnitValue() {
	value := goods("USD", map[string][2]float64{"KAZ": {6e6, 1e6}})
	weight := goods("kg", map[string][2]float64{"KAZ": {20e3, 0}})
	show(stats.UnitValue(value, weight))
	// Output:
	// unit value
	// drones; 2023: 300.00 USD per kg
	// optics; 2023: total is zero
}

// A million dollars beside one kilogram is a slip of a customs office, and a shipment
// without a weight says nothing of a unit value: both are left out of both sums.
func ExampleMatched() {
	value := goods("USD", map[string][2]float64{"ARM": {6e6, 1e6}, "KAZ": {3e6, 1e6}, "KGZ": {1e6, 2e6}})
	weight := goods("kg", map[string][2]float64{"ARM": {20e3, 0}, "KAZ": {12e3, 5e3}, "KGZ": {1, 10e3}})
	m := stats.Matched(value, weight, tradeflow.Reporter, stats.Screen{})
	show(stats.UnitValue(m.Value, m.Quantity))
	show(m.Share)
	for _, l := range m.Left {
		fmt.Println(l.Key.Reporter, l.Key.Category, l.Period, l.Why)
	}
	// Output:
	// value of matched items, unit value
	// drones; 2023: 281.25 USD per kg
	// optics; 2023: 200.00 USD per kg
	// matched items
	// drones; 2023: 90.0%
	// optics; 2023: 75.0%
	// ARM optics 2023 quantity zero
	// KGZ drones 2023 ratio to the median
}
