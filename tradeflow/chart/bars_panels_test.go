package chart

import (
	"math"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/decompose"
)

// goldenBars are the figures of the kinds that are made of bars and dots.
func goldenBars() map[string]*Figure {
	with := func(f *Figure, title string, highlight ...string) *Figure {
		f.Title, f.Highlight = title, highlight
		return f
	}
	return map[string]*Figure{
		"diverging_points":   with(DivergingBars(illustrativePoints()), "China gained almost exactly what Germany lost"),
		"diverging_amounts":  with(DivergingBars(illustrativeDifferences()), "Machine tools rose most, and telecom fell"),
		"diverging_ranges":   with(DivergingBars(illustrativeFewRates()), "How fast the categories grew is known within a range", "tools"),
		"diverging_sixty":    with(DivergingBars(illustrativeBothSides()), "Sixty partners: the ends are drawn, not the middle"),
		"dumbbell_shares":    with(Dumbbell(illustrativeCategoryShares()), "China’s share rose in every category"),
		"dumbbell_mixed":     with(Dumbbell(illustrativeTurns()), "Who rose, who fell, and who did not report"),
		"dumbbell_names":     with(Dumbbell(illustrativeNames()), "Long names in a dumbbell chart", "9"),
		"dumbbell_sixty":     with(Dumbbell(illustrativeSixty()), "Sixty categories at two times"),
		"waterfall_growth":   with(Waterfall(illustrativeLevels()), "Machine tools account for a third of the growth"),
		"waterfall_falls":    with(Waterfall(illustrativeTurnLevels()), "What Germany lost, Türkiye did not make up for", "DEU"),
		"waterfall_points":   with(Waterfall(illustrativeContributions()), "Half of the growth came from two categories"),
		"waterfall_sixty":    with(Waterfall(illustrativeSixty().At(tradeflow.Year(2020), tradeflow.Year(2024))), "Sixty categories and their total"),
		"waterfall_effects":  with(WaterfallOf(illustrativeShiftShare(), tradeflow.Key{Reporter: "DEU", Category: "tools"}, tradeflow.Year(2023)), "German machine tools lost more than their markets did"),
		"waterfall_names":    with(Waterfall(illustrativeNames().At(tradeflow.Month(2024, 1), tradeflow.Month(2024, 6))), "Long names in a waterfall"),
		"waterfall_negative": with(Waterfall(illustrativeBalance()), "From surplus to deficit"),
		"columns_few":        with(Bars(illustrativeLongGrowth()), "Where numbers have no room, the ends are printed"),
		"columns_ranges":     with(Bars(illustrativeColumnRanges()), "Growth is known within a range"),
		"bars_changes":       with(Bars(illustrativeGroupedGrowth()), "Growth has fallen in most categories"),
	}
}

// illustrativeCategories sorts nine categories.
func illustrativeCategories() *hscodes.Scheme {
	var cats []hscodes.Category
	for _, c := range [][3]string{
		{"tools", "Machine tools", "8457"}, {"computers", "Computers", "8471"}, {"bearings", "Bearings", "8482"}, {"measuring", "Measuring instruments", "9031"},
		{"circuits", "Integrated circuits", "8542"}, {"optics", "Optical devices", "9013"}, {"semis", "Semiconductor devices", "8541"}, {"telecom", "Telecom equipment", "8517"},
	} {
		cats = append(cats, hscodes.Category{Name: c[0], Label: c[1], Entries: []hscodes.Entry{{Code: hscodes.MustParse(c[2])}}})
	}
	s, err := hscodes.NewScheme(hscodes.SchemeInfo{Name: "illustrative sorting", Version: "1", Edition: hscodes.HS2017}, cats...)
	if err != nil {
		panic(err)
	}
	return s
}

// categoriesOf is a panel of China's exports to Russia by category.
func categoriesOf(statistic string, unit tradeflow.Unit, periods []tradeflow.Period, names []string, values ...[]float64) *tradeflow.Panel {
	var keys []tradeflow.Key
	for _, n := range names {
		keys = append(keys, tradeflow.Key{Category: n})
	}
	p := panelOf(statistic, unit, periods, keys, values...)
	p.Query = tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Reporters: []tradeflow.Country{"CHN"}, Partners: []tradeflow.Country{"RUS"}, By: tradeflow.Category, Scheme: illustrativeCategories()}
	return p
}

var (
	eight  = []string{"bearings", "circuits", "computers", "measuring", "optics", "semis", "telecom", "tools"}
	dollar = tradeflow.Unit{Name: "USD"}
)

func illustrativeLevels() *tradeflow.Panel {
	return categoriesOf("value", dollar, []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}, eight,
		[]float64{0.42e9, 0.91e9}, []float64{0.88e9, 1.24e9}, []float64{1.72e9, 2.53e9}, []float64{0.51e9, 0.92e9},
		[]float64{0.33e9, 0.50e9}, []float64{0.47e9, 0.63e9}, []float64{1.93e9, 2.08e9}, []float64{0.87e9, 2.23e9})
}

func illustrativeTurnLevels() *tradeflow.Panel {
	keys := []tradeflow.Key{{Reporter: "DEU"}, {Reporter: "FRA"}, {Reporter: "ITA"}, {Reporter: "KAZ"}, {Reporter: "TUR"}, {Reporter: "Others"}}
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}, keys,
		[]float64{3.8e9, 0.6e9}, []float64{1.1e9, 0.3e9}, []float64{1.6e9, 0.9e9}, []float64{0.1e9, 0.45e9}, []float64{0.3e9, 1.02e9}, []float64{0.4e9, 0.37e9})
	p.Series[2].Upper[0], p.Series[2].Upper[1] = 1.7e9, 1.1e9
	p.Query.Partners, p.Query.By = []tradeflow.Country{"RUS"}, tradeflow.Reporter
	return p
}

func illustrativeContributions() *tradeflow.Panel {
	return categoriesOf("contribution to the change on a year earlier", tradeflow.Unit{Kind: tradeflow.Points}, years(2023, 2023), eight,
		[]float64{0.031}, []float64{0.052}, []float64{-0.018}, []float64{0.012}, []float64{0.004}, []float64{0}, []float64{-0.027}, []float64{0.064})
}

func illustrativeBalance() *tradeflow.Panel {
	keys := []tradeflow.Key{{Partner: "CHN"}, {Partner: "IND"}, {Partner: "TUR"}}
	p := panelOf("balance", tradeflow.Unit{Name: "USD"}, []tradeflow.Period{tradeflow.Year(2019), tradeflow.Year(2024)}, keys,
		[]float64{2.4e9, -1.9e9}, []float64{-0.6e9, 0.2e9}, []float64{-0.9e9, -1.6e9})
	p.Query.Reporters, p.Query.By = []tradeflow.Country{"DEU"}, tradeflow.Partner
	return p
}

func illustrativeShiftShare() decompose.Decomposition {
	var keys []tradeflow.Key
	var values [][]float64
	for _, c := range []struct {
		reporter, category string
		a, b               float64
	}{{"DEU", "tools", 2.4e9, 1.5e9}, {"DEU", "bearings", 1.1e9, 1.4e9}, {"ITA", "tools", 1.3e9, 1.9e9}, {"ITA", "bearings", 0.9e9, 1.6e9}} {
		keys = append(keys, tradeflow.Key{Reporter: tradeflow.Country(c.reporter), Category: c.category})
		values = append(values, []float64{c.a, c.b})
	}
	p := panelOf("value", dollar, []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}, keys, values...)
	p.Query = tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Partners: []tradeflow.Country{"RUS"}, By: tradeflow.Category | tradeflow.Reporter, Scheme: illustrativeCategories()}
	return decompose.ShiftShare(p, nil)
}

func illustrativeDifferences() *tradeflow.Panel {
	p := categoriesOf("difference to 2021", dollar, years(2023, 2023), eight,
		[]float64{0.49e9}, []float64{0.36e9}, []float64{0.81e9}, []float64{nan}, []float64{0.17e9}, []float64{-0.06e9}, []float64{-0.31e9}, []float64{1.36e9})
	p.Series[3].Status[0] = tradeflow.Confidential
	return p
}

// illustrativeFewRates has ranges on both sides, one across zero, and one in place
// of a number.
func illustrativeFewRates() *tradeflow.Panel {
	p := categoriesOf("change on a year earlier", growthUnit, years(2023, 2023), eight,
		[]float64{0.31}, []float64{0.12}, []float64{0.05}, []float64{nan}, []float64{-0.08}, []float64{-0.22}, []float64{nan}, []float64{0.44})
	p.Series[3].Status[0] = tradeflow.EditionBreak
	p.Series[6].Status[0] = tradeflow.NotReported
	p.Series[0].SetBounds(0, 0.24, 0.39)
	p.Series[2].SetBounds(0, -0.04, 0.13)
	p.Series[3].SetBounds(0, -0.12, 0.37)
	p.Series[5].SetBounds(0, -0.30, -0.17)
	return p
}

func illustrativeBothSides() *tradeflow.Panel {
	p := illustrativeSixty().At(tradeflow.Year(2024))
	p.Statistic = "difference to 2021"
	for i := range p.Series {
		v := math.Round(1e6*40*math.Sin(float64(i)*1.7)) + float64(i)
		p.Series[i].Set(0, v, v, tradeflow.OK)
	}
	p.Series[7].Set(0, nan, nan, tradeflow.NotReported)
	return p
}

func illustrativeCategoryShares() *tradeflow.Panel {
	p := categoriesOf("China’s share", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "value"}, years(2021, 2023),
		[]string{"bearings", "circuits", "computers", "measuring", "semis", "telecom", "tools"},
		[]float64{0.21, 0.4, 0.66}, []float64{0.22, 0.3, 0.38}, []float64{0.49, 0.55, 0.68}, []float64{0.16, 0.3, 0.47}, []float64{0.37, 0.4, 0.52}, []float64{0.44, 0.6, 0.74}, []float64{0.14, 0.4, 0.61})
	p.Query.Direction, p.Query.Reporters, p.Query.Partners = tradeflow.Import, []tradeflow.Country{"RUS"}, nil
	return p
}

// illustrativeTurns has rises, falls, one that stays, and missing ends.
func illustrativeTurns() *tradeflow.Panel {
	keys := []tradeflow.Key{{Reporter: "DEU"}, {Reporter: "CHN"}, {Reporter: "TUR"}, {Reporter: "JPN"}, {Reporter: "ARE"}, {Reporter: "BLR"}, {Reporter: "IRN"}, {Reporter: "KAZ"}}
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, []tradeflow.Period{tradeflow.Span(2021, 1, 9), tradeflow.Span(2023, 1, 9)}, keys,
		[]float64{3.1e9, 0.7e9}, []float64{2.2e9, 2.6e9}, []float64{0.5e9, 1.3e9}, []float64{0.9e9, 0.9e9}, []float64{nan, 1.1e9}, []float64{0.8e9, nan}, []float64{nan, nan}, []float64{0.2e9, 0.6e9})
	p.Series[4].Status[0], p.Series[5].Status[1] = tradeflow.NotReported, tradeflow.Confidential
	p.Series[2].Upper[1] = 1.8e9
	p.Query.Partners, p.Query.By = []tradeflow.Country{"RUS"}, tradeflow.Reporter
	return p
}

func illustrativeLongGrowth() *tradeflow.Panel {
	v := wave(48, 0.1, -1.4, 1.6, 2)
	p := panelOf("change on a year earlier", growthUnit, months(2021, 1, 48), []tradeflow.Key{{Reporter: "CHN", Partner: "RUS"}}, v)
	p.Query.By = tradeflow.Reporter | tradeflow.Partner
	return p
}

func illustrativeColumnRanges() *tradeflow.Panel {
	p := illustrativeGrowth()
	s := &p.Series[0]
	s.SetBounds(1, -0.5, -0.31)
	s.SetBounds(4, 0.31, 0.66)
	s.SetBounds(8, -0.15, 0.4)
	s.Status[8] = tradeflow.EditionBreak
	s.SetBounds(9, -0.1, 0.22)
	return p
}

func illustrativeGroupedGrowth() *tradeflow.Panel {
	p := categoriesOf("change on a year earlier", growthUnit, years(2022, 2023), eight[:5],
		[]float64{0.31, 0.12}, []float64{0.12, -0.05}, []float64{0.25, 0.05}, []float64{nan, 0.4}, []float64{-0.08, -0.11})
	p.Series[1].SetBounds(1, -0.12, 0.02)
	return p
}
