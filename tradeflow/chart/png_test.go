package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"gonum.org/v1/plot/vg"
)

// pngGoldens are the figures that are held as pictures too: letters, a filled band and
// dashes in one, hatching and many numbers in the other. All else that is drawn is in
// the SVG files, which are compared byte by byte; a PNG file cannot be, since its
// bytes depend on the version of Go, and some pixels on the processor.
var pngGoldens = []string{"lines_gaps", "heat_shares"}

// differs is the share of the pixels of which a channel is further off than delta.
func differs(a, b image.Image, delta int) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	n, r := 0, a.Bounds()
	far := func(x, y uint8) bool { return int(x)-int(y) > delta || int(y)-int(x) > delta }
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p, q := color.RGBAModel.Convert(a.At(x, y)).(color.RGBA), color.RGBAModel.Convert(b.At(x, y)).(color.RGBA)
			if far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) || far(p.A, q.A) {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

// samePicture is what CHARTS.md calls equal: processors that multiply and add in one
// step were seen to differ in 28 pixels of 1.7 million, each by 1 of 255.
func samePicture(a, b image.Image) bool { return differs(a, b, 2) <= 0.0005 }

func phonePicture(t *testing.T, f Figure) (image.Image, []byte) {
	t.Helper()
	f.Size = Phone
	file := written(t, &f, PNG)
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return picture, file
}

func TestPNGGolden(t *testing.T) {
	for _, name := range pngGoldens {
		got, file := phonePicture(t, *golden()[name])
		path := filepath.Join("testdata", name+"_phone.png")
		if *update {
			if err := os.WriteFile(path, file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		held, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(bytes.NewReader(held))
		if err != nil {
			t.Fatal(err)
		}
		if !samePicture(got, want) {
			t.Errorf("%s has changed in %.3f %% of its pixels: look at it, then run go test -update", path, 100*differs(got, want, 2))
		}
		t.Logf("%s: %.4f %% of the pixels differ at all", name, 100*differs(got, want, 0))
	}
}

// TestPNGGoldenHasTeeth: a picture that is drawn less than half a point beside its
// place, in another colour, or without one number is not the same one.
func TestPNGGoldenHasTeeth(t *testing.T) {
	for _, name := range pngGoldens {
		f := *golden()[name]
		f.Size = Phone
		draw := func(right, up vg.Length) image.Image {
			c, err := f.compose()
			if err != nil {
				t.Fatal(err)
			}
			canvas := newPNG(c.subject.sheet, c.fonts)
			canvas.Translate(vg.Point{X: right, Y: up})
			c.draw(canvas)
			return canvas.Image()
		}
		still := draw(0, 0)
		if !samePicture(still, draw(0, 0)) {
			t.Fatalf("%s is not like itself", name)
		}
		for _, by := range []vg.Point{{X: 0.375}, {Y: 0.375}, {X: -0.375}} {
			if moved := draw(by.X, by.Y); samePicture(still, moved) {
				t.Errorf("%s moved by %v passes: %.3f %% of the pixels", name, by, 100*differs(still, moved, 2))
			}
		}
	}
	f := *golden()["lines_gaps"]
	want, _ := phonePicture(t, f)
	f.Events = nil
	if got, _ := phonePicture(t, f); samePicture(got, want) {
		t.Error("a figure without its events passes")
	}
}

// TestPNGLossless: the file holds the very pixels that were drawn.
func TestPNGLossless(t *testing.T) {
	for _, name := range append([]string{"sankey_crowd", "stacked_totals"}, pngGoldens...) {
		f := golden()[name]
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		canvas := newPNG(c.subject.sheet, c.fonts)
		c.draw(canvas)
		drawn := canvas.Image().(*image.RGBA)
		if !drawn.Opaque() {
			t.Errorf("%s is not opaque", name)
		}
		file, err := encodePNG(canvas, f.Title, f.Alt)
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(name, err)
		}
		if got, ok := got.(*image.RGBA); !ok || !bytes.Equal(got.Pix, drawn.Pix) {
			t.Errorf("%s: other pixels than were drawn, or a %T", name, got)
		}
	}
}
