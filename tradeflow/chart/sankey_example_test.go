package chart_test

import (
	"fmt"
	"os"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
)

// Panels usually come from a Source, with By: tradeflow.Reporter | tradeflow.Partner;
// these are made by hand.
func illustrativeFlows(flows map[[2]tradeflow.Country]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{
		Statistic: "value",
		Unit:      tradeflow.Unit{Kind: tradeflow.Amount, Name: "USD"},
		Periods:   []tradeflow.Period{tradeflow.Year(2023)},
		Query:     tradeflow.Query{Direction: tradeflow.Export},
		Sources:   []string{"illustrative data, not customs statistics"},
	}
	for k, v := range flows {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: k[0], Partner: k[1]}, 1, tradeflow.NotReported)
		s.Set(0, v, v, tradeflow.OK)
		p.Series = append(p.Series, s)
	}
	return p.Top(len(p.Series))
}

// What the hubs get, and what they and the origins themselves send to Russia. The
// origin's own exports go past the hubs.
func ExampleSankey() {
	supply := illustrativeFlows(map[[2]tradeflow.Country]float64{
		{"DEU", "KAZ"}: 5.4e8, {"DEU", "TUR"}: 11e8, {"DEU", "RUS"}: 3e8,
	})
	onward := illustrativeFlows(map[[2]tradeflow.Country]float64{{"KAZ", "RUS"}: 3.7e8, {"TUR", "RUS"}: 4.1e8})
	fig := chart.Sankey(supply, onward)
	fig.Title = "More goes to the neighbours than to Russia itself"
	for _, issue := range fig.Lint() {
		fmt.Println(issue)
	}
	fmt.Println(fig.Subtitle)
	fmt.Println(fig.Note)
	if err := fig.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Exports from Germany to 2 hubs and Russia, and from the hubs to Russia, billion USD, 2023
	// Routes are not observed: what a hub gets and what it sends on are separate declarations.
	// label,period,value,lower,upper,status,unit
	// Germany → Russia,2023,300000000,300000000,300000000,ok,USD
	// Germany → Türkiye,2023,1100000000,1100000000,1100000000,ok,USD
	// Germany → Kazakhstan,2023,540000000,540000000,540000000,ok,USD
	// Türkiye → Russia,2023,410000000,410000000,410000000,ok,USD
	// Kazakhstan → Russia,2023,370000000,370000000,370000000,ok,USD
}
