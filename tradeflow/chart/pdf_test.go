package chart

import (
	"bytes"
	"compress/zlib"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// streams returns the streams of a PDF, unpacked.
func streams(t *testing.T, file []byte) (out [][]byte) {
	for _, m := range regexp.MustCompile(`(?s)/Length (\d+)[^>]*>>\s*stream\n`).FindAllSubmatchIndex(file, -1) {
		n, _ := strconv.Atoi(string(file[m[2]:m[3]]))
		data := file[m[1] : m[1]+n]
		if r, err := zlib.NewReader(bytes.NewReader(data)); err == nil {
			if data, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, data)
	}
	return out
}

// textAt is a text of a PDF and where it begins.
type textAt struct {
	x, y float64
	text string
}

// pdfTexts reads the texts of a page as a reader's search does: pieces in
// several fonts that touch are one text.
func pdfTexts(t *testing.T, file []byte) (out []textAt) {
	show := regexp.MustCompile(`(?s)BT (-?[0-9.]+) (-?[0-9.]+) Td \(((?:[^\\)]|\\.)*)\) Tj ET`)
	unescape := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r")
	for _, s := range streams(t, file) {
		for _, m := range show.FindAllStringSubmatch(string(s), -1) {
			raw := unescape.Replace(m[3])
			var units []uint16
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			x, _ := strconv.ParseFloat(m[1], 64)
			y, _ := strconv.ParseFloat(m[2], 64)
			out = append(out, textAt{x, y, string(utf16.Decode(units))})
		}
	}
	return out
}

func written(t *testing.T, f *Figure, format Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPDF holds the PDF against the recording canvas: the same texts in the same
// places, all fonts inside, and no other bytes than it needs.
func TestPDF(t *testing.T) {
	eachGolden(t, func(t *testing.T, name string, f *Figure) {
		file := written(t, f, PDF)
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		p := newProbe()
		c.draw(p)
		found := pdfTexts(t, file)
		if len(found) != len(p.texts) {
			t.Fatalf("%d texts, and %d in the file", len(p.texts), len(found))
		}
		for i, m := range p.texts {
			baseline := float64(m.box.Min.Y + descent*m.style.size)
			if m.text != found[i].text || math.Abs(found[i].x-float64(m.box.Min.X)) > 0.011 || math.Abs(found[i].y-baseline) > 0.011 {
				t.Errorf("%q at %.2f, %.2f; in the file %v", m.text, m.box.Min.X, baseline, found[i])
			}
		}
		fonts, embedded := bytes.Count(file, []byte("/Subtype /Type0")), bytes.Count(file, []byte("/FontFile2"))
		if fonts == 0 || fonts != embedded || bytes.Contains(file, []byte("/Subtype /Type1")) {
			t.Errorf("%d fonts, %d of them embedded", fonts, embedded)
		}
		if len(file) > 60_000 {
			t.Errorf("%d bytes", len(file))
		}
		if !bytes.Contains(file, []byte("/Lang (en)")) || !bytes.Contains(file, []byte("D:20000101")) {
			t.Error("no language, or no fixed date")
		}
		page := streams(t, file)[0]
		if bad := regexp.MustCompile(`NaN|Inf|\d\.\d{5}`).Find(page); bad != nil {
			t.Errorf("the page has %q", bad)
		}
		if *pictures != "" {
			if err := os.WriteFile(filepath.Join(*pictures, name+".pdf"), file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestPDFScripts: every letter is the right one, in text and in bold.
func TestPDFScripts(t *testing.T) {
	f := Lines(illustrativeYears())
	f.Title = "Türkiye, Россия, Қазақстан: €5 (half) − up \\ “quoted” Ċ č"
	file := written(t, f, PDF)
	var all []string
	for _, text := range pdfTexts(t, file) {
		all = append(all, text.text)
	}
	if got := strings.Join(all, " "); !strings.Contains(got, f.Title) {
		t.Errorf("the title is not in %q", got)
	}
	p := newProbe()
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	c.draw(p)
	for _, m := range p.texts {
		if missing := m.style.missingGlyphs(m.text); len(missing) > 0 {
			t.Errorf("no glyph for %q", missing)
		}
	}
}

// TestPDFMarks draws what no chart of the tests draws: turned text, see-through
// areas, curves.
func TestPDFMarks(t *testing.T) {
	s := Wide.sheet()
	none := &chain{}
	draw := func(p *pen) {
		p.rect(white, 0, 0, s.width, s.height)
		half := blue
		half.A = 0x80
		p.rect(half, 100, 100, 300, 200)
		p.dot(vermilion, 20, xy(300, 200))
		p.Push()
		p.Translate(xy(200, 250))
		p.Rotate(math.Pi / 6)
		p.text(style{size: 12, color: ink}, 0, 0, atMiddle, "Turned text")
		p.Pop()
		p.text(style{size: 12, color: ink}, 200, 250, atMiddle, "Level text")
		p.dashed(ink, 1, 50, 50, 350)
	}
	canvas := newPDF(s, none, "Marks", "Marks of every sort")
	draw(newPen(canvas, s))
	file, err := canvas.document()
	if err != nil {
		t.Fatal(err)
	}
	page := string(streams(t, file)[0])
	for _, want := range []string{"0 0.4471 0.698 rg\n100 100 m\n", "/GS1 gs", "/GS2 gs", " cm\n", "[3 2] 0 d", " c\n", "0 J", "1 j"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q:\n%s", want, page)
		}
	}
	svg := newSVG(s, none)
	draw(newPen(svg, s))
	if !strings.Contains(svg.body.String(), `transform="rotate(-30 200 150)"`) || !strings.Contains(svg.body.String(), `fill-opacity="0.5"`) {
		t.Errorf("the SVG has %s", svg.body.String())
	}
	if *pictures != "" {
		os.WriteFile(filepath.Join(*pictures, "marks.pdf"), file, 0o644)
		os.WriteFile(filepath.Join(*pictures, "marks.svg"), svg.document(s, "Marks", "Marks"), 0o644)
	}
}

func TestPDFErrors(t *testing.T) {
	if err := Lines(&tradeflow.Panel{}).Write(io.Discard, PDF); err == nil {
		t.Error("an empty panel was drawn")
	}
}
