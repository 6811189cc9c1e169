package chart

import (
	"bytes"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// FuzzFigure draws arbitrary names and numbers: there is an error or a file,
// and never a panic or broken XML.
func FuzzFigure(f *testing.F) {
	f.Add("China", "Türkiye\x00", 1.0, 2.0, -3.0, uint8(0), uint8(3))
	f.Add("", "\xff<&>", 1e15, 1e-6, nan, uint8(1), uint8(1))
	f.Add("a very long name that goes on and on", "中国", 0.0, 0.0, 0.0, uint8(2), uint8(2))
	f.Fuzz(func(t *testing.T, one, two string, a, b, c float64, kind, periods uint8) {
		n := int(periods)%40 + 1
		values := make([][]float64, 3)
		for i := range values {
			for j := range n {
				values[i] = append(values[i], []float64{a, b, c}[(i+j)%3])
			}
		}
		p := panelOf(one, tradeflow.Unit{Kind: tradeflow.UnitKind(kind % 6), Name: two}, months(2020, 1, n),
			[]tradeflow.Key{{Category: one}, {Category: two}, {Category: one + two}}, values...)
		if n == 2 {
			p = p.At(p.Periods...)
		}
		for _, make := range makers {
			fig := make(p)
			fig.Title, fig.Highlight = two, []string{one}
			fig.Size = Size(kind / 6 % 5)
			fig.Lint()
			var out bytes.Buffer
			if fig.Write(&out, SVG) != nil {
				continue
			}
			for range tokens(t, out.Bytes()) { // which is an error where it is broken
			}
		}
	})
}
