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

// BenchmarkOverTime runs the statistics over time.
func BenchmarkOverTime(b *testing.B) {
	p := large()
	mean := tradeflow.Window(tradeflow.Year(2016), tradeflow.Year(2020))
	for _, s := range []struct {
		name string
		f    func(*tradeflow.Panel) *tradeflow.Panel
	}{
		{"YoY", YoY},
		{"MoM", MoM},
		{"LogChange", func(p *tradeflow.Panel) *tradeflow.Panel { return LogChange(p, 12) }},
		{"Difference", func(p *tradeflow.Panel) *tradeflow.Panel { return Difference(p, 12) }},
		{"Diff", Diff},
		{"Growth", Growth},
		{"Cumulative", Cumulative},
		{"Rolling", func(p *tradeflow.Panel) *tradeflow.Panel { return Rolling(p, 12) }},
		{"RollingYoY", func(p *tradeflow.Panel) *tradeflow.Panel { return YoY(Rolling(p, 12)) }},
		{"FiscalYears", func(p *tradeflow.Panel) *tradeflow.Panel { return FiscalYears(p, time.April) }},
		{"Mean", func(p *tradeflow.Panel) *tradeflow.Panel { return Mean(p, tradeflow.Year(2015), mean) }},
		{"Index", func(p *tradeflow.Panel) *tradeflow.Panel { return Index(p, tradeflow.Year(2015)) }},
		{"CAGR", CAGR},
		{"TrendGrowth", TrendGrowth},
		{"FromPeak", FromPeak},
		{"Contribution", func(p *tradeflow.Panel) *tradeflow.Panel { return Contribution(p, tradeflow.Partner, 12) }},
		{"Sub", func(p *tradeflow.Panel) *tradeflow.Panel { return Sub(p, p) }},
		{"Ratio", func(p *tradeflow.Panel) *tradeflow.Panel { return Ratio(p, p) }},
	} {
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.f(p)
			}
		})
	}
}

func BenchmarkShare(b *testing.B) {
	p := large()
	b.ReportAllocs()
	for b.Loop() {
		Share(p, tradeflow.Partner)
	}
}
