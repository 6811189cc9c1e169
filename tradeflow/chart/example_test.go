package chart_test

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
)

// A panel usually comes from a Source; this one is made by hand.
func illustrativePanel() *tradeflow.Panel {
	p := &tradeflow.Panel{
		Statistic: "value",
		Unit:      tradeflow.Unit{Kind: tradeflow.Amount, Name: "EUR"},
		Valuation: "FOB",
		Query:     tradeflow.Query{Direction: tradeflow.Export, Partners: []tradeflow.Country{"RUS"}},
		Sources:   []string{"illustrative data, not customs statistics"},
	}
	for year := 2019; year <= 2024; year++ {
		p.Periods = append(p.Periods, tradeflow.Year(year))
	}
	for country, values := range map[tradeflow.Country][]float64{
		"CHN": {3.1e9, 3.3e9, 4.0e9, 4.6e9, 7.9e9, 7.1e9},
		"DEU": {4.4e9, 4.0e9, 4.6e9, 1.3e9, 0.4e9, 0.3e9},
	} {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: country}, len(values), tradeflow.NotReported)
		for i, v := range values {
			s.Set(i, v, v, tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p.Top(2)
}

func Example() {
	fig := chart.Lines(illustrativePanel())
	fig.Title = "China took over what Germany gave up"
	fig.Highlight = []string{"China"}
	fig.Events = []chart.Event{{Year: 2022, Month: time.February, Day: 24, Label: "Full-scale invasion"}}
	for _, issue := range fig.Lint() {
		fmt.Println(issue)
	}
	dir, err := os.MkdirTemp("", "figures")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := fig.Save(filepath.Join(dir, "exports.svg")); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fig.Subtitle)
	fmt.Println(fig.Alt)
	// Output:
	// Exports to Russia, billion EUR, FOB, 2019 to 2024
	// Line chart: Exports to Russia, billion EUR, FOB, 2019 to 2024. 2 series. Highest at any time: China. It is 3.10 billion EUR in 2019 and 7.10 billion EUR in 2024. Its highest number is 7.90 billion EUR in 2023.
}

func ExampleSlope() {
	p := illustrativePanel()
	fig := chart.Slope(p.At(tradeflow.Year(2021), tradeflow.Year(2023)))
	if err := fig.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// label,period,value,lower,upper,status,unit
	// China,2021,4000000000,4000000000,4000000000,ok,EUR
	// China,2023,7900000000,7900000000,7900000000,ok,EUR
	// Germany,2021,4600000000,4600000000,4600000000,ok,EUR
	// Germany,2023,400000000,400000000,400000000,ok,EUR
}
