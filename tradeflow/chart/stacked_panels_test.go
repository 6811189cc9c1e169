package chart

import (
	"math"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// illustrativeSupply is made-up imports of Russia by partner, as shares of each
// month: China takes the place of the EU.
func illustrativeSupply() *tradeflow.Panel {
	const n = 48
	keys := []tradeflow.Key{{Partner: "CHN"}, {Partner: "HKG"}, {Partner: "TUR"}, {Partner: "ARE"}, {Partner: "KAZ"}, {Partner: "EU27"}, {Partner: stats.Others}}
	from := []float64{24.5, 5, 1.5, 0.5, 0.6, 37.5, 30.4}
	to := []float64{64, 13, 3, 7, 5, 1.2, 6.8}
	values := make([][]float64, len(keys))
	for j := range n {
		bend := 1 / (1 + math.Exp(-0.42*(float64(j)-16)))
		sum := 0.0
		for i := range keys {
			v := (from[i] + (to[i]-from[i])*bend) * (1 + 0.05*math.Sin(float64(j*7+i*5)/3.1))
			values[i] = append(values[i], v)
			sum += v
		}
		for i := range keys {
			values[i][j] = math.Round(values[i][j]/sum*1e4) / 1e4
		}
	}
	p := panelOf("share", shareUnit, months(2021, time.January, n), keys, values...)
	p.Query.Direction = tradeflow.Import
	p.Query.Reporters = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Partner
	return p
}

// withGaps has an unknown first quarter, a lone month, and a silent partner.
func withGaps(p *tradeflow.Panel) *tradeflow.Panel {
	unknown := func(j int, status tradeflow.Status, rows ...int) {
		for i := range p.Series {
			if len(rows) == 0 || rows[0] == i {
				p.Series[i].Set(j, nan, nan, status)
			}
		}
	}
	for j := range 3 {
		unknown(j, tradeflow.NotReported)
	}
	for _, j := range []int{20, 21, 22, 24, 25, 26, 27, 28} {
		unknown(j, tradeflow.NotReported)
	}
	unknown(40, tradeflow.Confidential, 2)
	return p
}

// illustrativeParts lists only some of the partners.
func illustrativeParts() *tradeflow.Panel {
	keys := []tradeflow.Key{{Partner: "CHN"}, {Partner: "DEU"}, {Partner: "TUR"}}
	p := panelOf("share", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "World"}, years(2016, 2023), keys,
		[]float64{0.21, 0.22, 0.22, 0.23, 0.24, 0.25, 0.38, 0.53}, []float64{0.12, 0.12, 0.12, 0.11, 0.11, 0.1, 0.05, 0.02}, []float64{0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.05, 0.06})
	p.Query.Direction = tradeflow.Import
	p.Query.Reporters = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Partner
	return p
}

var sortedKeys = []tradeflow.Key{{Category: "bearings"}, {Category: "circuits"}, {Category: "computers"}, {Category: "telecom"}, {Category: "tools"}}

func fromChina(p *tradeflow.Panel) *tradeflow.Panel {
	p.Query.Reporters = []tradeflow.Country{"CHN"}
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.Frequency = tradeflow.Annual
	p.Query.By = tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	p.Valuation = "FOB"
	return p
}

// illustrativeTotals is amounts by category in five years and the first months of a
// sixth, with a range in the last two.
func illustrativeTotals() *tradeflow.Panel {
	p := fromChina(panelOf("value", tradeflow.Unit{Name: "USD"}, append(years(2019, 2023), tradeflow.Span(2024, time.January, time.August)), sortedKeys,
		[]float64{0.31e9, 0.33e9, 0.41e9, 0.62e9, 0.9e9, 0.55e9}, []float64{1.1e9, 1.2e9, 1.5e9, 2.3e9, 2.6e9, 1.5e9},
		[]float64{1.9e9, 2.0e9, 2.4e9, 2.1e9, 3.2e9, 1.9e9}, []float64{1.3e9, 1.2e9, 1.4e9, 1.1e9, 1.5e9, 0.9e9}, []float64{0.8e9, 0.9e9, 1.3e9, 1.9e9, 2.8e9, 1.8e9}))
	for j := 4; j < 6; j++ {
		p.Series[1].Upper[j] = 1.25 * p.Series[1].Values[j]
	}
	return p
}

// illustrativeUnknown is quarters, in one of which a category is withheld.
func illustrativeUnknown() *tradeflow.Panel {
	p := fromChina(panelOf("value", tradeflow.Unit{Name: "EUR"}, quarters(2022, 10), sortedKeys[:4],
		wave(10, 1.1e8, 1.5, 0.1, 1), wave(10, 2.2e8, 2, 0.1, 2), wave(10, 1.8e8, 0.9, 0.1, 3), wave(10, 0.9e8, 1.1, 0.1, 4)))
	p.Series[2].Set(4, nan, nan, tradeflow.Confidential)
	return p
}

// illustrativeAdded is contributions to growth, of both signs.
func illustrativeAdded() *tradeflow.Panel {
	return fromChina(panelOf("contribution to the change on a year earlier", tradeflow.Unit{Kind: tradeflow.Points}, years(2019, 2024), sortedKeys,
		[]float64{0.01, 0.02, 0.05, 0.031, 0.022, -0.01}, []float64{-0.02, 0.04, 0.11, 0.21, 0.13, -0.08}, []float64{0.03, -0.05, 0.06, -0.04, 0.09, 0.02},
		[]float64{-0.04, -0.03, 0.02, -0.06, 0.03, -0.03}, []float64{0.02, 0.01, 0.08, 0.12, 0.16, 0.05}))
}

// illustrativeMix is shares of categories in each quarter, which add up to 100.
func illustrativeMix() *tradeflow.Panel {
	return fromChina(panelOf("share", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "all categories listed"}, quarters(2022, 8), sortedKeys,
		[]float64{0.06, 0.06, 0.07, 0.07, 0.08, 0.08, 0.09, 0.09}, []float64{0.2, 0.22, 0.23, 0.25, 0.26, 0.26, 0.24, 0.23}, []float64{0.35, 0.33, 0.3, 0.28, 0.27, 0.26, 0.27, 0.27},
		[]float64{0.24, 0.23, 0.22, 0.2, 0.18, 0.17, 0.15, 0.14}, []float64{0.15, 0.16, 0.18, 0.2, 0.21, 0.23, 0.25, 0.27}))
}

// illustrativeCountries is one year of countries and categories; that of Kyrgyzstan
// has an unknown part, and Armenia has no bearings at all.
func illustrativeCountries() *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	amounts := map[tradeflow.Country][]float64{"CHN": {0.9e9, 2.6e9, 3.2e9, 1.5e9}, "HKG": {0.1e9, 1.9e9, 0.4e9, 0.3e9}, "TUR": {0.3e9, 0.2e9, 0.2e9, 0.25e9}, "ARE": {0.05e9, 0.3e9, 0.35e9, 0.4e9}, "KGZ": {0.01e9, nan, 0.05e9, 0.03e9}, "ARM": {0, 0.12e9, 0.15e9, 0.1e9}}
	for _, c := range []tradeflow.Country{"ARE", "ARM", "CHN", "HKG", "KGZ", "TUR"} {
		for i, k := range sortedKeys[:4] {
			if c == "ARM" && i == 0 {
				continue
			}
			keys, values = append(keys, tradeflow.Key{Reporter: c, Category: k.Category}), append(values, []float64{amounts[c][i]})
		}
	}
	p := fromChina(panelOf("value", tradeflow.Unit{Name: "USD"}, years(2023, 2023), keys, values...))
	p.Query.Reporters, p.Query.By, p.Valuation = nil, tradeflow.Reporter|tradeflow.Category, ""
	return p
}

// stackedFigures are the goldens of areas and stacked bars.
func stackedFigures() map[string]*Figure {
	with := func(f *Figure, title string, highlight ...string) *Figure {
		f.Title, f.Highlight = title, highlight
		return f
	}
	figures := map[string]*Figure{
		"area_supply":      with(Area(illustrativeSupply()), "China replaced the EU as Russia’s main source of high-priority goods", "CHN"),
		"area_gaps":        with(Area(withGaps(illustrativeSupply())), "Where a share is unknown, no area is drawn"),
		"area_rest":        with(Area(illustrativeParts()), "More than half of it comes from China"),
		"area_sixty":       with(Area(stats.Share(illustrativeSixty(), tradeflow.Category)), "Sixty categories, of which six are told apart"),
		"stacked_totals":   with(StackedBars(illustrativeTotals()), "Exports have doubled in five years"),
		"stacked_unknown":  with(StackedBars(illustrativeUnknown()), "One quarter has no total, as a part of it is withheld"),
		"stacked_added":    with(StackedBars(illustrativeAdded()), "Circuits and tools have driven the growth"),
		"stacked_shares":   with(StackedBars(illustrativeMix()), "Machine tools have almost doubled their share", "tools"),
		"stacked_each":     with(StackedBars(illustrativeCountries()), "China ships more than all others together"),
		"stacked_each_mix": with(StackedBars(stats.Share(illustrativeCountries(), tradeflow.Category)), "Hong Kong ships circuits, and little else"),
		"stacked_names":    with(StackedBars(illustrativeNames()), "Long names are wrapped and shrunk, and never run into each other"),
	}
	figures["area_supply"].Events = []Event{invasion}
	figures["area_gaps"].Events = []Event{invasion, {Year: 2023, Month: time.December, Day: 22, Label: "Banks are threatened with secondary sanctions"}}
	return figures
}
