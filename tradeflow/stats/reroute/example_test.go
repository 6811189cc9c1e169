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
	fmt.Println(s.Results[0].Hub.Name(), s.Results[0].Category)
	for _, row := range s.Rows() {
		fmt.Printf("%-25s  %-28s  %-26s  %-26s  %s\n", row[2], row[3], row[4], row[5], row[6])
	}
	// Output:
	// Kazakhstan optics
	// screen                     before                        after                       value                       rests on
	// hub increase               500.0 thousand USD per month  4.50 million USD per month  4.00 million USD per month  1 sanctioner
	// hub growth                 500.0 thousand USD per month  4.50 million USD per month  +800.0%                     1 sanctioner
	// pre-trend                  n/a                           n/a                         too few numbers             0 sanctioners
	// onward increase            100.0 thousand USD per month  3.10 million USD per month  3.00 million USD per month  1 hub
	// onward growth              100.0 thousand USD per month  3.10 million USD per month  +3,000.0%                   1 hub
	// substitution               100.0 thousand USD per month  3.10 million USD per month  0.333                       1 sanctioner
	// supply substitution        n/a                           4.50 million USD per month  too few numbers             1 sanctioner
	// missing transit, after     0.00 USD per month            2.00 million USD per month  2.00 million USD per month  1 sanctioner
	// missing share of increase  0.00 USD per month            2.00 million USD per month  0.500                       1 sanctioner
	// pass-through               n/a                           n/a                         not reported                0 sanctioners
	// timing                     n/a                           n/a                         too few numbers             0 months
	// placebo goods              1.00 million USD per month    1.05 million USD per month  +5.0%                       1 placebo
	// placebo hubs               250.0 thousand USD per month  275.0 thousand USD per month  +10.0%                      1 comparable hub
}
