package chart

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// chain is the fonts that are asked, one after another, for a character that
// Liberation Sans lacks. It is not changed once it is made.
type chain struct{ fonts []typeface }

// typeface is one font of the caller's.
type typeface struct {
	family string // as a browser knows it
	file   []byte
	font   *opentype.Font
}

// chainOf reads the fonts of a figure.
func chainOf(files [][]byte) (*chain, error) {
	c := &chain{}
	for i, file := range files {
		refuse := func(why string) error {
			return fmt.Errorf("chart: font %d of Fonts %s: give the bytes of a TrueType file (.ttf)", i+1, why)
		}
		if why := unusable(file); why != "" {
			return nil, refuse(why)
		}
		f, err := opentype.Parse(file)
		if err != nil {
			return nil, refuse("cannot be read (" + err.Error() + ")")
		}
		var buf sfnt.Buffer
		family, _ := f.Name(&buf, sfnt.NameIDFamily)
		c.fonts = append(c.fonts, typeface{plainName(family), file, f})
	}
	return c, nil
}

// plainName keeps of a family's name what may stand in a list of fonts.
func plainName(family string) string {
	return clean(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' {
			return r
		}
		return -1
	}, family))
}

// families is what SVG calls the fonts of the chain, each name in quotes and
// with a comma behind it.
func (c *chain) families() string {
	var b strings.Builder
	if c != nil {
		for _, f := range c.fonts {
			if f.family != "" {
				b.WriteString("'" + f.family + "', ")
			}
		}
	}
	return b.String()
}

const (
	ofHouse = -1 // Liberation Sans
	ofNone  = -2 // no font of the figure
)

// fontRun is a stretch of text in one font.
type fontRun struct {
	text  string
	font  int // in the chain, or ofHouse or ofNone
	face  font.Face
	width vg.Length
}

// runs cuts text where the font changes.
func (s style) runs(text string) (out []fontRun) {
	face := s.face()
	if latin(text) {
		return []fontRun{s.run(face, ofHouse, text)}
	}
	from, font := 0, ofHouse
	cut := func(to int) {
		if to > from {
			out = append(out, s.run(face, font, text[from:to]))
		}
		from = to
	}
	var buf sfnt.Buffer
	for i, r := range text {
		of := s.fonts.find(&buf, face, r)
		if of != font {
			cut(i)
			font = of
		}
	}
	cut(len(text))
	return out
}

// latin reports whether Liberation Sans has every rune, as it has all of
// Latin-1 and Extended-A: most texts need no look at the font.
func latin(text string) bool {
	for _, r := range text {
		if r < 0x20 || 0x7E < r && r < 0xA0 || r > 0x17F {
			return false
		}
	}
	return true
}

// find returns which font draws a rune: the first that has it. Characters
// beyond the basic plane are in none, because a PDF of ours cannot hold them.
func (c *chain) find(buf *sfnt.Buffer, house font.Face, r rune) int {
	if i, err := house.Face.GlyphIndex(buf, r); err == nil && i != 0 {
		return ofHouse
	}
	if c != nil && r <= 0xFFFF {
		for k, f := range c.fonts {
			if i, err := f.font.GlyphIndex(buf, r); err == nil && i != 0 {
				return k
			}
		}
	}
	return ofNone
}

func (s style) run(house font.Face, of int, text string) fontRun {
	r := fontRun{text: text, font: of, face: house}
	switch of {
	case ofHouse:
		r.width = widthOf(house, s.bold, text)
	case ofNone:
		for _, c := range text {
			r.width += s.size * usualWidth(c)
		}
	default:
		f := s.fonts.fonts[of]
		r.face.Face = f.font
		r.width = s.size * f.ems(text)
	}
	return r
}

// ems is the width of text in sizes of the type. Unlike font.Face.Width it does
// not panic over a damaged font.
func (f typeface) ems(text string) vg.Length {
	var buf sfnt.Buffer
	units := fixed.Int26_6(f.font.UnitsPerEm())
	sum := fixed.Int26_6(0)
	for _, r := range text {
		if i, err := f.font.GlyphIndex(&buf, r); err == nil {
			if w, err := f.font.GlyphAdvance(&buf, i, units, 0); err == nil {
				sum += w
			}
		}
	}
	return vg.Length(sum) / vg.Length(max(1, units))
}

// usualWidth is how wide a character without a font is taken to be, in sizes
// of the type: Chinese, Japanese and Korean ones fill a square in every font.
func usualWidth(r rune) vg.Length {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) ||
		0x3000 <= r && r <= 0x303F || 0xFF01 <= r && r <= 0xFF60 {
		return 1
	}
	return 0.7
}

// missingGlyphs returns the runes of text that no font of the figure can draw.
func (s style) missingGlyphs(text string) (missing []rune) {
	for _, r := range s.runs(text) {
		if r.font == ofNone {
			missing = append(missing, []rune(r.text)...)
		}
	}
	return missing
}
