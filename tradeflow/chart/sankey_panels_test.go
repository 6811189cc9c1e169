package chart

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/reroute"
)

// amounts are the numbers of a flow, period by period.
type amounts = []float64

// flowsOf is a stage by hand: from, to, and a number for each period.
func flowsOf(periods []tradeflow.Period, flows ...any) *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i := 0; i < len(flows); i += 3 {
		keys = append(keys, tradeflow.Key{Reporter: tradeflow.Country(flows[i].(string)), Partner: tradeflow.Country(flows[i+1].(string))})
		values = append(values, flows[i+2].(amounts))
	}
	p := panelOf("value", tradeflow.Unit{Name: "USD"}, periods, keys, values...)
	p.Query.By = tradeflow.Reporter | tradeflow.Partner
	p.Query.Frequency = tradeflow.Annual
	p.Valuation = "FOB"
	return p
}

var in2023, in2021And2023 = []tradeflow.Period{tradeflow.Year(2023)}, []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}

// illustrativeHubs are four origins, five hubs and one destination.
func illustrativeHubs() []*tradeflow.Panel {
	return []*tradeflow.Panel{
		flowsOf(in2023,
			"CHN", "CHN", amounts{4.9e9}, "CHN", "HKG", amounts{0.8e9}, "CHN", "KAZ", amounts{0.2e9},
			"KOR", "CHN", amounts{0.5e9}, "KOR", "HKG", amounts{0.6e9},
			"USA", "CHN", amounts{0.5e9}, "USA", "HKG", amounts{0.9e9}, "USA", "ARE", amounts{0.3e9}, "USA", "TUR", amounts{0.2e9},
			"EU27", "CHN", amounts{0.4e9}, "EU27", "KAZ", amounts{0.6e9}, "EU27", "ARE", amounts{0.5e9}, "EU27", "TUR", amounts{0.7e9}),
		flowsOf(in2023, "CHN", "RUS", amounts{6.3e9}, "HKG", "RUS", amounts{2.3e9}, "KAZ", "RUS", amounts{0.8e9}, "ARE", "RUS", amounts{0.6e9}, "TUR", "RUS", amounts{0.9e9}),
	}
}

func illustrativeTwoYears() []*tradeflow.Panel {
	return []*tradeflow.Panel{
		flowsOf(in2021And2023,
			"CHN", "CHN", amounts{3.1e9, 4.9e9}, "CHN", "HKG", amounts{0.5e9, 0.8e9}, "CHN", "KAZ", amounts{0.02e9, 0.2e9},
			"KOR", "CHN", amounts{0.4e9, 0.5e9}, "KOR", "HKG", amounts{0.3e9, 0.6e9},
			"USA", "CHN", amounts{0.6e9, 0.5e9}, "USA", "HKG", amounts{0.5e9, 0.9e9}, "USA", "ARE", amounts{0.1e9, 0.3e9}, "USA", "TUR", amounts{0.2e9, 0.2e9},
			"EU27", "CHN", amounts{0.5e9, 0.4e9}, "EU27", "KAZ", amounts{0.1e9, 0.6e9}, "EU27", "ARE", amounts{0.2e9, 0.5e9}, "EU27", "TUR", amounts{0.4e9, 0.7e9}),
		flowsOf(in2021And2023, "CHN", "RUS", amounts{1.9e9, 5.7e9}, "HKG", "RUS", amounts{0.2e9, 2.1e9}, "KAZ", "RUS", amounts{0.01e9, 0.7e9},
			"ARE", "RUS", amounts{nan, 0.6e9}, "TUR", "RUS", amounts{0.1e9, 0.9e9}),
	}
}

// illustrativeTiny has tiny flows beside a huge one, a zero and unknowns.
func illustrativeTiny() []*tradeflow.Panel {
	return []*tradeflow.Panel{
		flowsOf(in2023, "CHN", "HKG", amounts{8.1e9}, "CHN", "KGZ", amounts{1.2e6}, "DEU", "KGZ", amounts{3e6}, "DEU", "ARM", amounts{2e4},
			"FIN", "GEO", amounts{nan}, "JPN", "HKG", amounts{0}, "JPN", "MNG", amounts{4e5}),
		flowsOf(in2023, "HKG", "RUS", amounts{6.9e9}, "HKG", "BLR", amounts{2e7}, "KGZ", "RUS", amounts{9e6}, "ARM", "RUS", amounts{nan},
			"GEO", "RUS", amounts{3e5}, "MNG", "BLR", amounts{1e3}),
	}
}

// illustrativeLong has twelve economies with long names.
func illustrativeLong() []*tradeflow.Panel {
	return []*tradeflow.Panel{
		flowsOf(in2021And2023, "COD", "ARE", amounts{2.1e8, 3e8}, "VCT", "ARE", amounts{1e8, 0.4e8}, "VCT", "BIH", amounts{0.3e8, 0.4e8}, "TTO", "KNA", amounts{0.7e8, 0.6e8},
			"IOT", "ARE", amounts{0.5e8, 0.9e8}, "CAF", "BIH", amounts{0.4e8, 0.8e8}, "STP", "ATF", amounts{0.6e8, 0.1e8}),
		flowsOf(in2021And2023, "ARE", "RUS", amounts{2.8e8, 3.5e8}, "BIH", "RUS", amounts{0.2e8, 0.8e8}, "KNA", "RUS", amounts{0.1e8, 0.2e8},
			"ATF", "BLR", amounts{0.3e8, 0.05e8}, "ARE", "BLR", amounts{0.1e8, 0.4e8}),
	}
}

// illustrativeCrowd has more economies than can be drawn, and an unknown flow
// among the small ones.
func illustrativeCrowd() []*tradeflow.Panel {
	var first, second []any
	hubs := []string{"HKG", "ARE", "TUR", "KAZ", "KGZ", "ARM", "GEO", "UZB"}
	for i, c := range []string{"CHN", "USA", "DEU", "JPN", "KOR", "FRA", "ITA", "POL", "NLD", "FIN"} {
		for j, h := range hubs {
			if (i+2*j)%3 != 1 {
				amount := 1e9 / float64(1+i*i) / float64(1+j)
				if i == 8 && j == 0 {
					amount = nan
				}
				first = append(first, c, h, amounts{amount})
			}
		}
	}
	for j, h := range hubs {
		second = append(second, h, "RUS", amounts{1.3e9 / float64(1+j)})
	}
	return []*tradeflow.Panel{flowsOf(in2023, first...), flowsOf(in2023, second...)}
}

// illustrativeChain has three stages, of economies with hubs behind their hubs.
func illustrativeChain() []*tradeflow.Panel {
	return []*tradeflow.Panel{
		flowsOf(in2021And2023, "USA", "CHN", amounts{5e9, 6e9}, "USA", "HKG", amounts{1e9, 2e9}, "EU27", "CHN", amounts{3e9, 3e9},
			"EU27", "TUR", amounts{1e9, 2e9}, "JPN", "HKG", amounts{0.5e9, 1e9}),
		flowsOf(in2021And2023, "CHN", "KAZ", amounts{0.5e9, 2e9}, "CHN", "KGZ", amounts{0.1e9, 1e9}, "HKG", "KAZ", amounts{0.2e9, 0.6e9},
			"TUR", "ARM", amounts{0.3e9, 0.9e9}),
		flowsOf(in2021And2023, "KAZ", "RUS", amounts{0.5e9, 2e9}, "KGZ", "RUS", amounts{0.1e9, 0.8e9}, "ARM", "RUS", amounts{0.2e9, 0.9e9}),
	}
}

// illustrativeScreening is of two sanctioners, three hubs and one category.
func illustrativeScreening() reroute.Screening {
	f := reroute.Flows{
		Supply: flowsOf(in2021And2023,
			"DEU", "RUS", amounts{120e7, 30e7}, "DEU", "KAZ", amounts{12e7, 54e7}, "DEU", "KGZ", amounts{1e7, 26e7}, "DEU", "TUR", amounts{80e7, 110e7},
			"FRA", "RUS", amounts{60e7, 12e7}, "FRA", "KAZ", amounts{6e7, 14e7}, "FRA", "KGZ", amounts{1e7, 6e7}, "FRA", "TUR", amounts{40e7, 55e7}),
		Onward: flowsOf(in2021And2023, "KAZ", "RUS", amounts{1.2e7, 37.2e7}, "KGZ", "RUS", amounts{0.4e7, 21e7}, "TUR", "RUS", amounts{9e7, 41e7}),
	}
	for _, p := range []*tradeflow.Panel{f.Supply, f.Onward} {
		for i := range p.Series {
			p.Series[i].Key.Category = "optics"
		}
	}
	return reroute.Screen(f, reroute.Screens{Target: "RUS", Sanctioners: []tradeflow.Country{"DEU", "FRA"}, Hubs: []tradeflow.Country{"KAZ", "KGZ", "TUR"},
		Before: tradeflow.Year(2021), After: tradeflow.Year(2023)})
}

func goldenSankeys() map[string]*Figure {
	with := func(f *Figure, title string, highlight ...string) *Figure {
		f.Title, f.Highlight = title, highlight
		return f
	}
	return map[string]*Figure{
		"sankey_hubs":      with(Sankey(illustrativeHubs()...), "Hubs get most of their goods from China, the largest of them"),
		"sankey_highlight": with(Sankey(illustrativeHubs()...), "Hong Kong gets goods from three origins", "HKG"),
		"sankey_years":     with(Sankey(illustrativeTwoYears()...), "Four times as much in two years, and new hubs"),
		"sankey_tiny":      with(Sankey(illustrativeTiny()...), "One huge flow, and small ones that can still be found"),
		"sankey_long":      with(Sankey(illustrativeLong()...), "Long names, and twelve economies in two years"),
		"sankey_crowd":     with(Sankey(illustrativeCrowd()...), "More economies than can be told apart"),
		"sankey_chain":     with(Sankey(illustrativeChain()...), "Three stages, and two years of them"),
		"sankey_one":       with(Sankey(illustrativeHubs()[0]), "One stage is enough for a diagram"),
		"sankey_routes":    with(Routes(illustrativeScreening()), "Less is sold directly, and more to the neighbours"),
	}
}
