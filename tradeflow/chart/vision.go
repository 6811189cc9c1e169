package chart

import (
	"image/color"
	"math"
)

// deficiency is a way of seeing colours, as a matrix on linear red, green and blue:
// Machado, Oliveira and Fernandes, IEEE Transactions on Visualization and Computer
// Graphics 15 (2009), at full severity.
type deficiency struct {
	name   string
	matrix [3][3]float64
}

var visions = [...]deficiency{
	{"full colour vision", [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"protanopia", [3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
	{"deuteranopia", [3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
	{"tritanopia", [3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}

// leastDistance is what two colours must differ by, in CIE 1976 units, for
// everybody to tell them apart in a line or a small area.
const leastDistance = 15

// distance is the CIE 1976 colour difference of two colours as somebody sees them.
func (d deficiency) distance(a, b color.NRGBA) float64 {
	p, q := d.lab(a), d.lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

// closest is how far two colours are apart for those who see them least apart.
func closest(a, b color.NRGBA) (least float64, by string) {
	least = math.Inf(1)
	for _, v := range visions {
		if d := v.distance(a, b); d < least {
			least, by = d, v.name
		}
	}
	return least, by
}

// lab is a colour in CIE L*a*b* under D65.
func (d deficiency) lab(c color.NRGBA) [3]float64 {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var rgb [3]float64
	for i, row := range d.matrix {
		v := float64(row[0]*in[0]) + float64(row[1]*in[1]) + float64(row[2]*in[2])
		rgb[i] = min(max(v, 0), 1)
	}
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124564*rgb[0] + 0.3575761*rgb[1] + 0.1804375*rgb[2]) / 0.95047)
	y := f(0.2126729*rgb[0] + 0.7151522*rgb[1] + 0.0721750*rgb[2])
	z := f((0.0193339*rgb[0] + 0.1191920*rgb[1] + 0.9503041*rgb[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// chroma is how far a colour is from grey.
func chroma(c color.NRGBA) float64 {
	lab := visions[0].lab(c)
	return math.Hypot(lab[1], lab[2])
}

// isGrey reports whether a colour is no hue.
func isGrey(c color.NRGBA) bool { return chroma(c) < 10 }
