package stats

import (
	"fmt"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// large returns two million cells: 20,000 series of 100 months.
func large() *tradeflow.Panel {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
	for m := range 100 {
		p.Periods = append(p.Periods, tradeflow.Month(2015, time.January).Shift(m))
	}
	for i := range 20_000 {
		k := tradeflow.Key{Reporter: tradeflow.Country(fmt.Sprintf("R%02d", i/200)), Partner: tradeflow.Country(fmt.Sprintf("P%03d", i%200))}
		s := tradeflow.NewSeries(k, len(p.Periods), tradeflow.NotReported)
		for j := range p.Periods {
			v := float64(1 + (i*7919+j*104729)%100_003)
			s.Set(j, v, v, tradeflow.OK)
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func BenchmarkYoY(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		YoY(p)
	}
}

func BenchmarkShare(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		Share(p, tradeflow.Partner)
	}
}
