package chart

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// pdfCanvas is a vg.Canvas that writes a PDF of one page. gonum's own, vgpdf,
// cannot set bold type, writes every letter beyond ASCII as two or three wrong
// ones, and gives other bytes every second.
type pdfCanvas struct {
	states
	doc     *fpdf.Fpdf
	height  vg.Length
	fonts   *chain
	known   map[string]bool // the fonts in the document
	opacity uint8           // as last set
	stretch string          // as last set
}

// pdfDate is the date in every file: the same figure has the same bytes.
var pdfDate = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

func newPDF(s sheet, fonts *chain, title, desc string) *pdfCanvas {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: float64(s.width), Ht: float64(s.height)}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(pdfDate)
	doc.SetModificationDate(pdfDate)
	doc.SetProducer("dualuse", true)
	doc.SetTitle(basicPlane(clean(title)), true)
	doc.SetSubject(basicPlane(clean(desc)), true)
	doc.SetLang("en")
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetLineCapStyle("butt")
	doc.SetLineJoinStyle("round")
	doc.AddPage()
	return &pdfCanvas{states: newStates(), doc: doc, height: s.height, fonts: fonts, known: map[string]bool{}, opacity: 0xFF, stretch: "100"}
}

// basicPlane keeps the characters that fpdf can write.
func basicPlane(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// document returns the whole file.
func (c *pdfCanvas) document() ([]byte, error) {
	var b bytes.Buffer
	if err := c.doc.Output(&b); err != nil {
		return nil, fmt.Errorf("chart: PDF: %w", err)
	}
	return b.Bytes(), nil
}

// Stroke implements vg.Canvas.
func (c *pdfCanvas) Stroke(p vg.Path) {
	s := c.now()
	if s.width <= 0 || len(p) == 0 {
		return
	}
	c.setOpacity(s.color.A)
	c.doc.RawWriteStr(fmt.Sprintf("%s RG %s w [%s] %s d\n%sS",
		pdfColor(s.color), rounded(s.width*s.to.scale()), s.dash(), rounded(s.offset*s.to.scale()), c.path(p)))
}

// Fill implements vg.Canvas.
func (c *pdfCanvas) Fill(p vg.Path) {
	if len(p) == 0 {
		return
	}
	s := c.now()
	c.setOpacity(s.color.A)
	path := c.path(p)
	if center, radius, ok := fullCircle(p); ok {
		path = pdfCircle(s.to.apply(center), radius*s.to.scale())
	}
	c.doc.RawWriteStr(pdfColor(s.color) + " rg\n" + path + "f")
}

// path writes the operators of a path, a line each. PDF counts upwards, as vg does.
func (c *pdfCanvas) path(p vg.Path) string {
	var b strings.Builder
	runs, closed := c.outline(p)
	for _, run := range runs {
		for i, at := range run {
			b.WriteString(rounded(at.X) + " " + rounded(at.Y) + [...]string{" m\n", " l\n"}[min(i, 1)])
		}
		if closed {
			b.WriteString("h\n")
		}
	}
	return b.String()
}

// pdfCircle writes a circle as four curves.
func pdfCircle(o vg.Point, r vg.Length) string {
	const k = 0.5522847498 // how far the controls of a quarter stand off
	var b strings.Builder
	at := func(x, y vg.Length) string { return rounded(o.X+r*x) + " " + rounded(o.Y+r*y) + " " }
	b.WriteString(at(1, 0) + "m\n")
	for _, q := range [4][3][2]vg.Length{
		{{1, k}, {k, 1}, {0, 1}}, {{-k, 1}, {-1, k}, {-1, 0}}, {{-1, -k}, {-k, -1}, {0, -1}}, {{k, -1}, {1, -k}, {1, 0}},
	} {
		b.WriteString(at(q[0][0], q[0][1]) + at(q[1][0], q[1][1]) + at(q[2][0], q[2][1]) + "c\n")
	}
	return b.String() + "h\n"
}

// FillString implements vg.Canvas.
func (c *pdfCanvas) FillString(f font.Face, at vg.Point, text string) {
	c.set(styleOf(f, c.now().color), at, atStart, text)
}

// set implements typesetter. The text takes exactly the width that it was laid
// out for: fpdf sets without kerning, and the difference is stretched away.
func (c *pdfCanvas) set(st style, at vg.Point, a anchor, text string) {
	if st.size == 0 || text == "" {
		return
	}
	st.fonts = c.fonts
	st.size *= c.now().to.scale()
	s := c.now()
	p := s.to.apply(at)
	c.setOpacity(s.color.A)
	turned := s.to.b != 0
	if turned { // about the point, then back to it
		cos, sin := vg.Length(s.to.a)/s.to.scale(), vg.Length(s.to.b)/s.to.scale()
		c.doc.RawWriteStr(fmt.Sprintf("q %s %s %s %s %s %s cm", number4(cos), number4(sin), number4(-sin), number4(cos),
			rounded(p.X-p.X*cos+p.Y*sin), rounded(p.Y-p.X*sin-p.Y*cos)))
	}
	c.doc.RawWriteStr(pdfColor(s.color) + " rg")
	x := p.X - st.before(a, text)
	for _, r := range st.runs(text) {
		c.setRun(r, st, x, p.Y)
		x += r.width
	}
	if turned {
		c.doc.RawWriteStr("Q")
		c.stretch = ""
	}
}

func (c *pdfCanvas) setRun(r fontRun, st style, x, y vg.Length) {
	text := basicPlane(r.text)
	if text == "" {
		return
	}
	c.choose(r, st)
	stretch := "100"
	if natural := vg.Length(c.doc.GetStringWidth(text)); natural > 0 && r.font != ofNone {
		stretch = rounded(100 * r.width / natural)
	}
	if stretch != c.stretch {
		c.doc.RawWriteStr(stretch + " Tz")
		c.stretch = stretch
	}
	x, y = hundredths(x), hundredths(y)
	c.doc.Text(float64(x), float64(c.height-y), text)
}

func hundredths(v vg.Length) vg.Length {
	f, err := strconv.ParseFloat(rounded(v), 64)
	if err != nil {
		return v
	}
	return vg.Length(f)
}

// choose selects the font of a run, and puts it into the document before its
// first use. fpdf embeds only the glyphs that are drawn.
func (c *pdfCanvas) choose(r fontRun, st style) {
	name, weight, file := "liberationsans", "", liberationsansregular.TTF
	switch {
	case r.font >= 0:
		name, file = "fallback"+strconv.Itoa(r.font+1), c.fonts.fonts[r.font].file
	case st.bold:
		weight, file = "B", liberationsansbold.TTF
	}
	if !c.known[name+weight] {
		c.known[name+weight] = true
		c.doc.AddUTF8FontFromBytes(name, weight, slices.Clone(file)) // a clone: fpdf may write into it
	}
	c.doc.SetFont(name, weight, float64(hundredths(st.size)))
}

func (c *pdfCanvas) setOpacity(a uint8) {
	if a != c.opacity {
		c.doc.SetAlpha(float64(a)/255, "Normal")
		c.opacity = a
	}
}

func pdfColor(c color.NRGBA) string {
	return number4(vg.Length(c.R)/255) + " " + number4(vg.Length(c.G)/255) + " " + number4(vg.Length(c.B)/255)
}

// number4 prints four decimals: enough for every one of 256 shades.
func number4(v vg.Length) string {
	s := strconv.FormatFloat(float64(v), 'f', 4, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// drawPDF draws the figure. fpdf trusts a font to be whole; a broken one of the
// caller's must not end the program.
func (c *composition) drawPDF(title, desc string) (file []byte, err error) {
	defer func() {
		if len(c.fonts.fonts) == 0 {
			return
		}
		if r := recover(); r != nil {
			file, err = nil, errors.New("chart: PDF: a font of Fonts is damaged")
		}
	}()
	canvas := newPDF(c.subject.sheet, c.fonts, title, desc)
	c.draw(canvas)
	return canvas.document()
}
