package chart

import (
	"image/color"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// The colours of the house. The six hues are those of Okabe and Ito without
// yellow and black, which people with any colour vision tell apart.
var (
	blue      = color.NRGBA{0x00, 0x72, 0xB2, 0xFF}
	vermilion = color.NRGBA{0xD5, 0x5E, 0x00, 0xFF}
	green     = color.NRGBA{0x00, 0x9E, 0x73, 0xFF}
	purple    = color.NRGBA{0xCC, 0x79, 0xA7, 0xFF}
	orange    = color.NRGBA{0xE6, 0x9F, 0x00, 0xFF}
	sky       = color.NRGBA{0x56, 0xB4, 0xE9, 0xFF}

	white    = color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	ink      = color.NRGBA{0x1A, 0x1A, 0x1A, 0xFF} // titles, names
	softInk  = color.NRGBA{0x4D, 0x4D, 0x4D, 0xFF} // subtitles, axis labels
	faintInk = color.NRGBA{0x66, 0x66, 0x66, 0xFF} // note, source
	axisGrey = color.NRGBA{0x8C, 0x8C, 0x8C, 0xFF}
	lineGrey = color.NRGBA{0xC8, 0xC8, 0xC8, 0xFF} // series in the background
	gridGrey = color.NRGBA{0xE3, 0xE3, 0xE3, 0xFF}
)

// hues returns the colours of series in their order. A highlighted series
// comes first and takes the accent.
func hues(highlighted bool) []color.NRGBA {
	if highlighted {
		return []color.NRGBA{vermilion, blue, green, purple, orange, sky}
	}
	return []color.NRGBA{blue, vermilion, green, purple, orange, sky}
}

// look says how one series is drawn.
type look struct {
	color  color.NRGBA
	strong bool // highlighted
	grey   bool // in the background
	fixed  bool // by Figure.Colors
	rest   bool // Others
}

// looks gives every row its colour. Up to six series have hues. Of more, the
// six that end largest have; where some are highlighted, all the others are grey.
// Others, the rest of a table, is nobody and always grey.
func looks(rows []row, fixed map[string]color.Color) []look {
	out := make([]look, len(rows))
	var strong, rest []int
	for i, r := range rows {
		switch {
		case r.highlight:
			strong = append(strong, i)
		case !r.rest:
			rest = append(rest, i)
		}
	}
	palette := hues(len(strong) > 0)
	coloured := rest
	if len(rest) > len(palette) {
		coloured = nil
		if len(strong) == 0 {
			coloured = largest(rows, rest, len(palette))
		}
	}
	for i, r := range rows {
		out[i] = look{color: lineGrey, grey: !r.rest, rest: r.rest}
	}
	next := 0
	for _, i := range strong {
		out[i] = look{color: palette[next%len(palette)], strong: true, rest: rows[i].rest}
		next++
	}
	for _, i := range coloured {
		if next < len(palette) {
			out[i] = look{color: palette[next]}
			next++
		}
	}
	for i, r := range rows {
		if c, ok := fixed[r.label]; ok && c != nil {
			out[i].color, out[i].grey, out[i].fixed = opaque(c), false, true
		}
	}
	return out
}

// signColor is blue for numbers from zero up and vermilion below, in units
// where the sign is the message; amounts have one colour.
func signColor(u tradeflow.Unit, v float64) color.NRGBA {
	if v < 0 && (u.Kind == tradeflow.Growth || u.Kind == tradeflow.Points) {
		return vermilion
	}
	return blue
}

// opaque drops transparency: marks are drawn in plain colours, which every
// format shows alike.
func opaque(c color.Color) color.NRGBA {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 0xFF
	return n
}

// tint mixes c into white; share 1 is c itself.
func tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(math.Round(255 - share*(255-float64(v)))) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

// over is what an eye sees of a translucent colour on a ground.
func over(c, ground color.NRGBA) color.NRGBA {
	share := float64(c.A) / 255
	mix := func(v, w uint8) uint8 { return uint8(math.Round(share*float64(v) + (1-share)*float64(w))) }
	return color.NRGBA{mix(c.R, ground.R), mix(c.G, ground.G), mix(c.B, ground.B), 0xFF}
}

// readable darkens c until it can be read as small text on white: the hue
// stays, so the text still belongs to its line.
func readable(c color.NRGBA) color.NRGBA {
	for f := 1.0; f > 0.2; f -= 0.01 {
		dim := func(v uint8) uint8 { return uint8(math.Round(f * float64(v))) }
		if d := (color.NRGBA{dim(c.R), dim(c.G), dim(c.B), 0xFF}); contrast(d, white) >= 4.6 {
			return d
		}
	}
	return ink
}

// contrast is the ratio of luminances as WCAG 2 defines it, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// linear undoes the gamma of sRGB.
func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
