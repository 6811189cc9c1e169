package chart

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestWidths: our widths are gonum's, to the bit.
func TestWidths(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("AVToy.,1 WaLTfP~!’“–−€éÄşЖя…\x00\x7f\u00a0中")
	for n := range 3000 {
		var text []rune
		for range random.IntN(20) {
			if random.IntN(3) == 0 {
				text = append(text, letters[random.IntN(len(letters))])
			} else {
				text = append(text, ' '+rune(random.IntN(0x7F-' ')))
			}
		}
		face := style{size: 8 + vg.Length(n%60)/4, bold: n%2 == 0}.face()
		if got, want := widthOf(face, n%2 == 0, string(text)), face.Width(string(text)); got != want {
			t.Fatalf("%q in %v: %v, want %v", string(text), face.Font, got, want)
		}
	}
	pair := func(s string) vg.Length { return widthOf(style{size: 10}.face(), false, s) }
	if pair("AV") >= pair("A")+pair("V") {
		t.Error("no kerning")
	}
}

func BenchmarkWidth(b *testing.B) {
	face := style{size: 10}.face()
	for b.Loop() {
		widthOf(face, false, "Light areas: more that may belong to the category")
	}
}
