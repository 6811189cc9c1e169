package reroute_test

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/reroute"
)

// years returns a made-up panel of 2021 and 2023; real ones come from a Source.
func years(flows map[tradeflow.Key][2]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "USD"}, Periods: []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}}
	for k, v := range flows {
		s := tradeflow.NewSeries(k, 2, tradeflow.NotReported)
		s.Set(0, v[0], v[0], tradeflow.OK)
		s.Set(1, v[1], v[1], tradeflow.OK)
		p.Series = append(p.Series, s)
	}
	return p
}

// The numbers are made up. What Germany no longer sells to Russia, a third of it
// leaves Kazakhstan for Russia; half of what Germany sells more to Kazakhstan never
// arrives there; toys and Mongolia, the placebos, hardly move.
func ExampleScreen() {
	flows := reroute.Flows{
		Supply: years(map[tradeflow.Key][2]float64{
			{Reporter: "DEU", Partner: "RUS", Category: "optics"}: {120e6, 12e6},
			{Reporter: "DEU", Partner: "KAZ", Category: "optics"}: {6e6, 54e6},
			{Reporter: "DEU", Partner: "MNG", Category: "optics"}: {3e6, 3.3e6},
			{Reporter: "DEU", Partner: "KAZ", Category: "toys"}:   {12e6, 12.6e6},
		}),
		Onward:   years(map[tradeflow.Key][2]float64{{Reporter: "KAZ", Partner: "RUS", Category: "optics"}: {1.2e6, 37.2e6}}),
		Arrivals: years(map[tradeflow.Key][2]float64{{Reporter: "KAZ", Partner: "DEU", Category: "optics"}: {6.36e6, 31.8e6}}),
	}
	s := reroute.Screen(flows, reroute.Screens{
		Target: "RUS", Sanctioners: []tradeflow.Country{"DEU"}, Hubs: []tradeflow.Country{"KAZ"},
		Before: tradeflow.Year(2021), After: tradeflow.Year(2023), CIF: 1.06,
		Civilian: []string{"toys"}, Comparable: []tradeflow.Country{"MNG"},
	})
	for _, row := range s.Rows() {
		fmt.Printf("%-10s  %-6s  %-19s  %-30s  %s\n", row[0], row[1], row[2], row[3], row[4])
	}
	// Output:
	// hub         goods   screen               value                           rests on
	// Kazakhstan  optics  hub increase         4.00 million USD per month      1 sanctioners
	// Kazakhstan  optics  hub growth           +800.0%                         1 sanctioners
	// Kazakhstan  optics  pre-trend            too few numbers                 0 sanctioners
	// Kazakhstan  optics  onward increase      3.00 million USD per month      1 hubs
	// Kazakhstan  optics  onward growth        +3000.0%                        1 hubs
	// Kazakhstan  optics  substitution         0.333                           1 sanctioners
	// Kazakhstan  optics  supply substitution  too few numbers                 1 sanctioners
	// Kazakhstan  optics  missing transit      2.00 million USD per month      1 sanctioners
	// Kazakhstan  optics  missing share        0.500                           1 sanctioners
	// Kazakhstan  optics  pass-through         not reported                    0 sanctioners
	// Kazakhstan  optics  timing               too few numbers                 0 months
	// Kazakhstan  optics  placebo goods        +5.0%                           1 categories or codes
	// Kazakhstan  optics  placebo hubs         +10.0%                          1 comparable hubs
}
