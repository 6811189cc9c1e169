package stats_test

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// declared returns a made-up panel of one year.
func flows(d tradeflow.Direction, flows map[[2]tradeflow.Country]float64) *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "USD"}, Periods: []tradeflow.Period{tradeflow.Year(2023)}}
	p.Query.Direction = d
	for k, v := range flows {
		s := tradeflow.NewSeries(tradeflow.Key{Reporter: k[0], Partner: k[1]}, 1, tradeflow.NotReported)
		s.Set(0, v, v, tradeflow.OK)
		p.Series = append(p.Series, s)
	}
	return p.Top(len(p.Series))
}

// The numbers are made up: exports as Germany and France declare them, imports as
// Kazakhstan does. Kyrgyzstan has published nothing.
func ExampleMirrorGap() {
	exports := flows(tradeflow.Export, map[[2]tradeflow.Country]float64{
		{"DEU", "KAZ"}: 100e6, {"FRA", "KAZ"}: 40e6, {"DEU", "KGZ"}: 30e6,
	})
	imports := flows(tradeflow.Import, map[[2]tradeflow.Country]float64{
		{"KAZ", "DEU"}: 84.8e6, {"KAZ", "FRA"}: 0,
	})
	gap := stats.MirrorGap(exports, imports.Flip(), stats.Mirror{CIF: 1.06})
	show(gap)
	for _, w := range gap.Warnings {
		fmt.Println(w.Text)
	}
	// Output:
	// mirror gap, imports / 1.06 less exports
	// Germany, Kazakhstan; 2023: −20.00 million USD
	// Germany, Kyrgyzstan; 2023: the partner reports nothing
	// France, Kazakhstan; 2023: declared by the reporter only
	// mirror gap, imports / 1.06 less exports: imports name the country of origin, exports the last known destination, so that goods passing through a third country make a gap
	// mirror gap, imports / 1.06 less exports: no imports published for some or all periods by Kyrgyzstan
	// mirror gap, imports / 1.06 less exports: of 2 declared flows 1 have one side only: 40.00 million USD exported without an import, 0 USD imported without an export
}

// The numbers are made up.
func ExampleAsymmetry() {
	exports := flows(tradeflow.Export, map[[2]tradeflow.Country]float64{{"GBR", "DEU"}: 50e6, {"GBR", "FRA"}: 40e6})
	imports := flows(tradeflow.Import, map[[2]tradeflow.Country]float64{{"DEU", "GBR"}: 54e6, {"FRA", "GBR"}: 36e6})
	show(stats.Asymmetry(exports, imports.Flip(), tradeflow.Partner, stats.Mirror{}))
	// Output:
	// absolute asymmetry over partners (mirror gap, imports less exports)
	// United Kingdom; 2023: 8.00 million USD
}

// The numbers are made up: what two partners export to Russia, which has published
// nothing by partner since January 2022.
func ExampleReconstruct() {
	exports := flows(tradeflow.Export, map[[2]tradeflow.Country]float64{{"CHN", "RUS"}: 110e9, {"TUR", "RUS"}: 10e9})
	own := flows(tradeflow.Import, map[[2]tradeflow.Country]float64{{"RUS", "CHN"}: 72e9, {"RUS", "TUR"}: 6e9, {"RUS", "DEU"}: 42e9})
	own.Periods[0] = tradeflow.Year(2021)
	r := stats.Reconstruct(exports, own, stats.Silent{Reporter: "RUS", Base: tradeflow.Year(2021), CIF: 1.05})
	show(r.Panel)
	fmt.Printf("coverage %.2f\n", r.Coverage)
	// Output:
	// reconstructed from 2 partners, times 1.05
	// China; 2023: 115.50 billion USD
	// Türkiye; 2023: 10.50 billion USD
	// coverage 0.65
}
