package chart

import (
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A layout measures the same words again and again while it looks for the best lines
// and sizes, and a search for the kerning of every two letters would take most of its
// time. So the advances and the kerning of ASCII are looked up once. They are whole
// numbers in units of the font, whatever the size, and so the sum is what
// font.Face.Width returns, to the bit. Not kept are the widths of whole texts: these
// come from data files, and there is no end to them.

const (
	firstGlyph = ' '
	glyphCount = 0x7F - firstGlyph
)

// glyphs are the printable ASCII characters of a face.
type glyphs struct {
	index   [glyphCount]sfnt.GlyphIndex
	advance [glyphCount]int
	kern    [glyphCount][glyphCount]int
}

var (
	regularGlyphs = sync.OnceValue(func() *glyphs { return glyphsOf(style{size: smallest}.face().Face) })
	boldGlyphs    = sync.OnceValue(func() *glyphs { return glyphsOf(style{size: smallest, bold: true}.face().Face) })
)

func glyphsOf(f *sfnt.Font) *glyphs {
	var buf sfnt.Buffer
	g := &glyphs{}
	for i := range g.index {
		g.index[i], g.advance[i] = advanceOf(f, &buf, rune(firstGlyph+i))
	}
	for i, a := range g.index {
		for j, b := range g.index {
			g.kern[i][j] = kernOf(f, &buf, a, b)
		}
	}
	return g
}

// unitsOf is the size at which the numbers of a font are whole.
func unitsOf(f *sfnt.Font) fixed.Int26_6 { return fixed.Int26_6(f.UnitsPerEm()) }

func advanceOf(f *sfnt.Font, buf *sfnt.Buffer, r rune) (sfnt.GlyphIndex, int) {
	index, err := f.GlyphIndex(buf, r)
	if err != nil {
		return 0, 0
	}
	advance, err := f.GlyphAdvance(buf, index, unitsOf(f), xfont.HintingNone)
	if err != nil {
		return index, 0
	}
	return index, int(advance)
}

// kernOf is how much nearer two glyphs stand; most pairs have no number.
func kernOf(f *sfnt.Font, buf *sfnt.Buffer, a, b sfnt.GlyphIndex) int {
	kern, err := f.Kern(buf, a, b, unitsOf(f), xfont.HintingNone)
	if err != nil {
		return 0
	}
	return int(kern)
}

// widthOf is face.Width of a face of the house, sooner.
func widthOf(face font.Face, bold bool, text string) vg.Length {
	g := regularGlyphs()
	if bold {
		g = boldGlyphs()
	}
	sum, ascii := g.units(text)
	if !ascii {
		sum = g.mixedUnits(face.Face, text)
	}
	return vg.Points(float64(sum)) * (face.Font.Size / vg.Points(float64(unitsOf(face.Face))))
}

// units is the width of a text of printable ASCII; of any other it knows none. It
// stands apart from mixedUnits because of sfnt.Buffer, half a kilobyte that each
// call would have to clear and leave to the collector.
func (g *glyphs) units(text string) (sum int, ascii bool) {
	before := -1
	for i := range len(text) {
		at := int(text[i]) - firstGlyph
		if at < 0 || at >= glyphCount {
			return 0, false
		}
		if before >= 0 {
			sum += g.kern[before][at]
		}
		sum += g.advance[at]
		before = at
	}
	return sum, true
}

// mixedUnits is the width of any text.
func (g *glyphs) mixedUnits(f *sfnt.Font, text string) (sum int) {
	var buf sfnt.Buffer
	before := -1                // the character before, from firstGlyph on
	var earlier sfnt.GlyphIndex // and its glyph
	for i, r := range text {
		at := int(r) - firstGlyph
		var index sfnt.GlyphIndex
		var advance int
		if at >= 0 && at < glyphCount {
			index, advance = g.index[at], g.advance[at]
		} else {
			at = -1
			index, advance = advanceOf(f, &buf, r)
		}
		switch {
		case i == 0:
		case at >= 0 && before >= 0:
			sum += g.kern[before][at]
		default:
			sum += kernOf(f, &buf, earlier, index)
		}
		sum += advance
		before, earlier = at, index
	}
	return sum
}
