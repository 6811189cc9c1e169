package chart

import (
	"math"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// All numbers in the tests are made up.
const madeUp = "illustrative data, not customs statistics"

var nan = math.NaN()

// illustrativeScheme holds the categories whose labels the test panels use.
func illustrativeScheme() *hscodes.Scheme {
	s, err := hscodes.NewScheme(hscodes.SchemeInfo{Name: "illustrative sorting", Version: "1", Edition: hscodes.HS2017},
		hscodes.Category{Name: "tools", Label: "Machine tools", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8457")}}},
		hscodes.Category{Name: "bearings", Label: "Bearings", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8482")}}},
		hscodes.Category{Name: "circuits", Label: "Integrated circuits", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8542")}}},
		hscodes.Category{Name: "computers", Label: "Computers", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8471")}}},
		hscodes.Category{Name: "telecom", Label: "Telecom equipment", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8517")}}},
		hscodes.Category{Name: "drones", Label: "Drones", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8806"), From: hscodes.HS2022}}},
	)
	if err != nil {
		panic(err)
	}
	return s
}

// panelOf builds a panel by hand: NaN is unknown, with the status NotReported.
func panelOf(statistic string, unit tradeflow.Unit, periods []tradeflow.Period, keys []tradeflow.Key, values ...[]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Statistic: statistic, Unit: unit, Periods: periods, Sources: []string{madeUp},
		Query: tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Monthly}}
	for i, k := range keys {
		s := tradeflow.NewSeries(k, len(periods), tradeflow.NotReported)
		for j, v := range values[i] {
			if !math.IsNaN(v) {
				s.Set(j, v, v, tradeflow.OK)
			}
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func months(y int, m time.Month, n int) (out []tradeflow.Period) {
	for i := range n {
		out = append(out, tradeflow.Month(y, m).Shift(i))
	}
	return out
}

func years(from, to int) (out []tradeflow.Period) {
	for y := from; y <= to; y++ {
		out = append(out, tradeflow.Year(y))
	}
	return out
}

func quarters(y, n int) (out []tradeflow.Period) {
	for i := range n {
		out = append(out, tradeflow.Quarter(y, 1).Shift(3*i))
	}
	return out
}

// wave is a smooth made-up series that grows from start by a factor.
func wave(n int, start, factor, swing float64, seed int) []float64 {
	out := make([]float64, n)
	for i := range out {
		t := float64(i) / float64(max(1, n-1))
		bend := 1 / (1 + math.Exp(-12*(t-0.5)))
		out[i] = start * (1 + (factor-1)*bend) * (1 + swing*math.Sin(float64(i*7+seed*5)/3.1)*math.Cos(float64(i+seed)/2.3))
		out[i] = math.Round(out[i]*1000) / 1000
	}
	return out
}

var indexUnit = tradeflow.Unit{Kind: tradeflow.IndexOf, Name: "January 2022"}

func illustrativeIndex() *tradeflow.Panel {
	keys := []tradeflow.Key{{Category: "bearings"}, {Category: "circuits"}, {Category: "computers"}, {Category: "telecom"}, {Category: "tools"}}
	p := panelOf("index", indexUnit, months(2021, time.March, 46), keys,
		wave(46, 96, 2.6, 0.05, 1), wave(46, 98, 2.25, 0.06, 2), wave(46, 97, 1.2, 0.07, 3), wave(46, 96, 1.05, 0.08, 4), wave(46, 95, 3.5, 0.05, 5))
	p.Query.Reporters = []tradeflow.Country{"CHN"}
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	return p
}

func illustrativeGaps() *tradeflow.Panel {
	a, b := wave(45, 4.1e8, 1.9, 0.12, 1), wave(45, 2.2e8, 1.5, 0.2, 6)
	for _, i := range []int{10, 11, 12, 14, 15} {
		a[i] = nan
	}
	for i := range 12 {
		b[i] = nan
	}
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, months(2021, time.January, 45),
		[]tradeflow.Key{{Category: "circuits"}, {Category: "drones"}}, a, b)
	for i := range 12 {
		p.Series[1].Status[i] = tradeflow.EditionBreak
	}
	for i := 12; i < 45; i++ {
		p.Series[1].Upper[i] = 1.35 * b[i]
	}
	p.Query.Reporters = []tradeflow.Country{"CHN"}
	p.Query.By = tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	p.Valuation = "FOB"
	p.Warn(tradeflow.AboutCoverage, "two of 27 reporters have not published September 2024")
	return p
}

func illustrativeMany() *tradeflow.Panel {
	countries := []tradeflow.Country{"CHN", "TUR", "ARE", "KAZ", "KGZ", "ARM", "GEO", "HKG", "DEU", "FRA", "ITA", "POL", "JPN", "KOR", "USA", "IND", "VNM", "THA", "MYS", "SGP"}
	var keys []tradeflow.Key
	var values [][]float64
	for i, c := range countries {
		keys = append(keys, tradeflow.Key{Reporter: c})
		values = append(values, wave(60, 3e9/float64(i+2), 0.6+0.13*float64(i), 0.1, i))
	}
	p := panelOf("value", tradeflow.Unit{Name: "USD"}, months(2020, time.January, 60), keys, values...)
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Reporter
	return p
}

var shareUnit = tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "all partners"}

func illustrativeShares() *tradeflow.Panel {
	keys := []tradeflow.Key{{Partner: "ARE"}, {Partner: "CHN"}, {Partner: "DEU"}, {Partner: "HKG"}, {Partner: "KAZ"}, {Partner: "TUR"}}
	p := panelOf("share", shareUnit, []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}, keys,
		[]float64{0.005, 0.046}, []float64{0.26, 0.607}, []float64{0.367, 0.027}, []float64{0.053, 0.135}, []float64{0.006, 0.046}, []float64{0.015, 0.053})
	p.Query.Direction = tradeflow.Import
	p.Query.Reporters = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Partner
	return p
}

func illustrativePoints() *tradeflow.Panel {
	q := illustrativeShares()
	var keys []tradeflow.Key
	var values [][]float64
	for _, s := range q.Series {
		keys = append(keys, s.Key)
		values = append(values, []float64{math.Round(1000*(s.Values[1]-s.Values[0])) / 1000})
	}
	for _, c := range []struct {
		of tradeflow.Country
		v  float64
	}{{"KOR", -0.029}, {"JPN", -0.038}, {"USA", -0.053}, {"KGZ", 0.014}, {"IND", nan}} {
		keys = append(keys, tradeflow.Key{Partner: c.of})
		values = append(values, []float64{c.v})
	}
	p := panelOf("change in share from 2021", tradeflow.Unit{Kind: tradeflow.Points, Name: "all partners"}, years(2023, 2023), keys, values...)
	p.Query = q.Query
	return p
}

func illustrativeRanking() *tradeflow.Panel {
	keys := []tradeflow.Key{{Category: "bearings"}, {Category: "circuits"}, {Category: "computers"}, {Category: "drones"}, {Category: "telecom"}, {Category: "tools"}}
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2021, 2021), keys,
		[]float64{3.12e8}, []float64{1.248e9}, []float64{8.21e8}, []float64{nan}, []float64{4.4e8}, []float64{6.05e8})
	p.Series[3].Status[0] = tradeflow.EditionBreak
	p.Series[0].Upper[0] = 3.9e8
	p.Series[5].Upper[0] = 7.4e8
	p.Query.Reporters = []tradeflow.Country{"CHN"}
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.Frequency = tradeflow.Annual
	p.Query.By = tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	p.Valuation = "FOB"
	return p
}

func illustrativeGroups() *tradeflow.Panel {
	p := illustrativeRanking()
	keys := []tradeflow.Key{}
	for _, s := range p.Series {
		keys = append(keys, s.Key)
	}
	q := panelOf("value", p.Unit, years(2021, 2023), keys,
		[]float64{2.2e8, 3.12e8, 5.4e8}, []float64{9.9e8, 1.1e9, 1.7e9}, []float64{8.4e8, 8.21e8, 7.9e8},
		[]float64{nan, 0.6e8, 1.9e8}, []float64{5.1e8, 4.4e8, 4.6e8}, []float64{2.1e8, 6.05e8, 1.21e9})
	q.Series[3].Status[0] = tradeflow.EditionBreak
	q.Query, q.Valuation = p.Query, p.Valuation
	return q
}

var growthUnit = tradeflow.Unit{Kind: tradeflow.Growth}

func illustrativeGrowth() *tradeflow.Panel {
	p := panelOf("change on a year earlier", growthUnit, quarters(2022, 12), []tradeflow.Key{{Reporter: "CHN", Partner: "RUS"}},
		[]float64{-0.01, -0.43, -0.13, 0.13, 0.49, 1.68, 0.81, 0.42, nan, 0.08, -0.12, -0.13})
	p.Query.By = tradeflow.Reporter | tradeflow.Partner
	return p
}

func illustrativeMonths() *tradeflow.Panel {
	v := wave(33, 1.1e5, 2.4, 0.3, 3)
	v[7], v[8] = nan, nan
	p := panelOf("net weight", tradeflow.Unit{Name: "kg"}, months(2022, time.January, 33), []tradeflow.Key{{Category: "drones", Partner: "KAZ"}}, v)
	p.Query.By = tradeflow.Category | tradeflow.Partner
	p.Query.Scheme = illustrativeScheme()
	p.Query.Measure = tradeflow.NetWeight
	return p
}

func illustrativeYears() *tradeflow.Panel {
	p := panelOf("value", tradeflow.Unit{Name: "USD"}, years(2012, 2024), []tradeflow.Key{{Partner: "TUR"}},
		[]float64{1.2e9, 1.3e9, 1.5e9, 1.1e9, 1.0e9, 1.4e9, 1.6e9, 1.7e9, 1.5e9, 2.1e9, 3.4e9, 4.9e9, 4.2e9})
	p.Query.Reporters = []tradeflow.Country{"DEU"}
	p.Query.By = tradeflow.Partner
	return p
}

// illustrativeNames has category names of up to 90 characters.
func illustrativeNames() *tradeflow.Panel {
	keys := []tradeflow.Key{
		{Category: "Electronic integrated circuits: processors and controllers, whether or not with memories"},
		{Category: "Ball or roller bearings"},
		{Category: "Machines for the reception, conversion and transmission of voice, images or other data"},
		{Category: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsgeräte"},
		{Category: "9"},
	}
	return panelOf("value", tradeflow.Unit{Name: "EUR"}, months(2024, time.January, 6), keys,
		[]float64{51e6, 52e6, 54e6, 50e6, 49e6, 50e6}, []float64{48e6, 47e6, 49e6, 50e6, 51e6, 49.5e6},
		[]float64{20e6, 21e6, 22e6, 21e6, 20e6, 19e6}, []float64{18e6, 17e6, 19e6, 20e6, 19.5e6, 19.2e6}, []float64{1e3, 2e3, 3e3, 4e3, 5e3, 4e3})
}

func illustrativeSixty() *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i := range 60 {
		keys = append(keys, tradeflow.Key{Category: "Category " + string(rune('A'+i/10)) + string(rune('0'+i%10))})
		values = append(values, wave(5, 1e6*float64(1+i), 1.5, 0.1, i))
	}
	return panelOf("value", tradeflow.Unit{Name: "CNY"}, years(2020, 2024), keys, values...)
}

// illustrativeLosses has balances below zero.
func illustrativeLosses() *tradeflow.Panel {
	keys := []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}, {Reporter: "JPN"}, {Reporter: "USA"}}
	return panelOf("balance", tradeflow.Unit{Name: "USD"}, []tradeflow.Period{tradeflow.Year(2019), tradeflow.Year(2024)}, keys,
		[]float64{4.1e9, 8.8e9}, []float64{2.5e9, -1.4e9}, []float64{nan, 0.3e9}, []float64{-6.2e9, -7.9e9})
}
