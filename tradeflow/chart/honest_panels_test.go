package chart

import (
	"math"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// illustrativeSilence is eight reporters of which three have not published the last
// months, and one has not for a while.
func illustrativeSilence() *tradeflow.Panel {
	countries := []tradeflow.Country{"AUT", "BEL", "CZE", "DEU", "FRA", "ITA", "NLD", "POL"}
	var keys []tradeflow.Key
	var values [][]float64
	for i, c := range countries {
		v := wave(33, 4e8/float64(i+2), 1.6, 0.1, i)
		switch c {
		case "FRA":
			v[12], v[13], v[14] = nan, nan, nan
		case "BEL", "ITA":
			v[31], v[32] = nan, nan
		case "NLD":
			v[32] = nan
		}
		keys, values = append(keys, tradeflow.Key{Reporter: c}), append(values, v)
	}
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, months(2022, time.January, 33), keys, values...)
	p.Query.Partners = []tradeflow.Country{"KAZ"}
	p.Query.By = tradeflow.Reporter
	p.Valuation = "FOB"
	p.Warn(tradeflow.AboutCoverage, "nothing reported by Belgium (2024-08 to 2024-09), France (2023-01 to 2023-03), Italy (2024-08 to 2024-09), the Netherlands (2024-09)")
	return p
}

// illustrativeBounds is growth over ranges: with bounds on both sides, and with
// bounds in place of a number.
func illustrativeBounds() *tradeflow.Panel {
	keys := []tradeflow.Key{{Category: "bearings"}, {Category: "circuits"}, {Category: "computers"}, {Category: "drones"}, {Category: "telecom"}, {Category: "tools"}}
	p := panelOf("change on a year earlier", growthUnit, years(2022, 2022), keys,
		[]float64{-0.62}, []float64{0.24}, []float64{-0.31}, []float64{nan}, []float64{nan}, []float64{nan})
	p.Series[1].SetBounds(0, 0.19, 0.41)
	p.Series[2].SetBounds(0, -0.36, -0.22)
	for i := 3; i < 6; i++ {
		p.Series[i].Status[0] = tradeflow.EditionBreak
	}
	p.Series[3].SetBounds(0, -0.885, -0.815)
	p.Series[4].SetBounds(0, nan, -0.2)
	p.Series[5].SetBounds(0, -0.4, 40)
	p.Query.Reporters = []tradeflow.Country{"CHN"}
	p.Query.By = tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	return p
}

// illustrativeBand is a rate by quarter whose bounds widen until it has no number.
func illustrativeBand() *tradeflow.Panel {
	p := illustrativeGrowth()
	s := &p.Series[0]
	for j := range 6 {
		v := s.Values[j]
		s.SetBounds(j, v-0.03*float64(j+1), v+0.05*float64(j+1))
	}
	for j := 6; j < 9; j++ {
		s.Set(j, nan, nan, tradeflow.EditionBreak)
		s.SetBounds(j, 0.2+0.1*float64(j-6), 0.7)
	}
	return p
}

// illustrativeLeast is a ranking with a number above which nobody knows how much
// more there is.
func illustrativeLeast() *tradeflow.Panel {
	p := illustrativeRanking()
	p.Series[4].Upper[0] = math.NaN()
	return p
}
