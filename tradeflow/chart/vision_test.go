package chart

import (
	"image/color"
	"math"
	"testing"
)

// TestPalette: everybody tells any two colours of the house apart.
func TestPalette(t *testing.T) {
	for _, v := range visions {
		least := math.Inf(1)
		all := append(hues(false), lineGrey)
		for i, a := range all {
			for _, b := range all[:i] {
				least = min(least, v.distance(a, b))
			}
		}
		t.Logf("%s: %.1f", v.name, least)
		if least < leastDistance {
			t.Errorf("%s: two colours are only %.1f apart", v.name, least)
		}
		if d := v.distance(blue, vermilion); d < 90 {
			t.Errorf("%s: rising and falling are only %.1f apart", v.name, d)
		}
	}
}

// TestDistance is worked by hand: black and white differ by 100 in lightness, and
// by nothing in colour.
func TestDistance(t *testing.T) {
	if d := visions[0].distance(white, color.NRGBA{A: 0xFF}); math.Abs(d-100) > 0.01 {
		t.Errorf("white and black are %.3f apart", d)
	}
	if c := chroma(lineGrey); c > 0.1 || !isGrey(axisGrey) || isGrey(sky) {
		t.Errorf("the chroma of grey is %.3f", c)
	}
}
