package main

import (
	"image/color"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// colorsOf gives the largest partners and categories a colour each, of the palette
// of Okabe and Ito, and the others grey.
func colorsOf(panels ...*tradeflow.Panel) map[string]color.Color {
	palette := []color.Color{
		color.NRGBA{0xD5, 0x5E, 0x00, 0xFF}, color.NRGBA{0x00, 0x72, 0xB2, 0xFF}, color.NRGBA{0x00, 0x9E, 0x73, 0xFF},
		color.NRGBA{0xE6, 0x9F, 0x00, 0xFF}, color.NRGBA{0xCC, 0x79, 0xA7, 0xFF}, color.NRGBA{0x56, 0xB4, 0xE9, 0xFF},
	}
	colors := map[string]color.Color{}
	for _, p := range panels {
		sorted := p.Top(len(p.Series))
		next := 0
		for i, s := range sorted.Series {
			name := sorted.Label(i)
			if s.Key.Category != "" {
				name = p.Query.Scheme.Label(s.Key.Category)
			}
			if _, known := colors[name]; known {
				continue
			}
			colors[name] = color.NRGBA{0x8A, 0x8A, 0x8A, 0xFF}
			if next < len(palette) {
				colors[name] = palette[next]
				next++
			}
		}
	}
	return colors
}
