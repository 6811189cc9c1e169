package decompose

import (
	"fmt"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// large returns two million cells, 20,000 series of 100 months, in two panels.
func large() (value, quantity *tradeflow.Panel) {
	value = &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
	for m := range 100 {
		value.Periods = append(value.Periods, tradeflow.Month(2015, time.January).Shift(m))
	}
	quantity = value.Empty(value.Periods)
	for i := range 20_000 {
		k := tradeflow.Key{Reporter: tradeflow.Country(fmt.Sprintf("R%02d", i/200)), Partner: tradeflow.Country(fmt.Sprintf("P%03d", i%20)), Category: fmt.Sprintf("C%d", i/20%10)}
		v, q := tradeflow.NewSeries(k, 100, tradeflow.NotReported), tradeflow.NewSeries(k, 100, tradeflow.NotReported)
		for j := range value.Periods {
			x, y := float64(1+(i*7919+j*104729)%100_003), float64(1+(i*104729+j*7919)%100_003)
			v.Set(j, x, x, tradeflow.OK)
			q.Set(j, y, y, tradeflow.OK)
		}
		value.Series, quantity.Series = append(value.Series, v), append(quantity.Series, q)
	}
	return value, quantity
}

func BenchmarkDecompositions(b *testing.B) {
	value, quantity := large()
	for name, f := range map[string]func(){
		"ShiftShare":  func() { ShiftShare(value, nil) },
		"MarketShare": func() { MarketShare(value, value, Shapley) },
		"LMDI":        func() { LMDI(value, quantity) },
		"Bennet":      func() { Bennet(value, quantity) },
		"Margins":     func() { Margins(value, tradeflow.Partner, 1000) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

func BenchmarkPriceIndex(b *testing.B) {
	value, quantity := large()
	for _, f := range []Formula{Fisher, Tornqvist, SatoVartia} {
		b.Run(f.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				PriceIndex(value, quantity, tradeflow.Partner, f, true)
			}
		})
	}
}
