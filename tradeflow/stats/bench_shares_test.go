package stats

import (
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Two million cells each, in 100 groups of 200 members.
func BenchmarkShares(b *testing.B) {
	p := large()
	total, err := p.Sum(tradeflow.Partner)
	if err != nil {
		b.Fatal(err)
	}
	ranges := p.Only(func(tradeflow.Key) bool { return true })
	for i := range ranges.Series {
		if i%7 == 0 {
			for j := range p.Periods {
				ranges.Series[i].Upper[j] *= 1.04
			}
		}
	}
	for name, f := range map[string]func(){
		"ShareOf":       func() { ShareOf(p, total) },
		"Coverage":      func() { Coverage(p, total) },
		"ShareChange":   func() { ShareChange(p, tradeflow.Partner) },
		"Turnover":      func() { Turnover(p, tradeflow.Partner) },
		"TopAndOthers":  func() { TopAndOthers(p, 5, tradeflow.Partner) },
		"HHI":           func() { HHI(p, tradeflow.Partner) },
		"HHIOfRanges":   func() { HHI(ranges, tradeflow.Partner) },
		"HHIOf":         func() { HHIOf(p, total) },
		"NormalisedHHI": func() { NormalisedHHI(p, tradeflow.Partner) },
		"Entropy":       func() { Entropy(p, tradeflow.Partner) },
		"Gini":          func() { Gini(p, tradeflow.Partner) },
		"CR4":           func() { CR(p, tradeflow.Partner, 4) },
		"CR4OfRanges":   func() { CR(ranges, tradeflow.Partner, 4) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}
