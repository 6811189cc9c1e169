package chart

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"golang.org/x/image/font/gofont/goregular"
	"gonum.org/v1/plot/vg"
)

func xy(x, y vg.Length) vg.Point { return vg.Point{X: x, Y: y} }

// squares is a font that has letters of its own for some characters beyond
// Liberation Sans: the Go font with another character map.
func squares(runes ...rune) []byte {
	slices.Sort(runes)
	words := []int{0, 1, 3, 1, 0, 12} // one table, for Windows and Unicode, behind this head
	n := len(runes) + 1
	words = append(words, 4, 16+8*n, 0, 2*n, 0, 0, 0)
	for _, r := range runes {
		words = append(words, int(r))
	}
	words = append(words, 0xFFFF, 0)
	for _, r := range runes {
		words = append(words, int(r))
	}
	words = append(words, 0xFFFF)
	for i, r := range runes {
		words = append(words, 40+i-int(r))
	}
	words = append(words, 1)
	words = append(words, make([]int, n)...)
	file := slices.Clone(goregular.TTF)
	from := len(file)
	for _, w := range words {
		file = binary.BigEndian.AppendUint16(file, uint16(w))
	}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		if entry := file[12+16*i:]; string(entry[:4]) == "cmap" {
			binary.BigEndian.PutUint32(entry[8:], uint32(from))
			binary.BigEndian.PutUint32(entry[12:], uint32(len(file)-from))
		}
	}
	return file
}

func chinese() *Figure {
	f := golden()["slope_shares"]
	f.Title = "China 中国 gained what Germany lost"
	f.Source = "海关总署 (illustrative data, not customs statistics)"
	f.Fonts = [][]byte{squares('中', '国'), squares('海', '关', '总', '署', '国')}
	return f
}

// TestFonts: a character that Liberation Sans lacks is drawn, measured and found
// with the first font that has it.
func TestFonts(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	f := chinese()
	for f.Size = range Slide + 1 {
		for _, issue := range f.Lint() {
			t.Error(f.Size, issue)
		}
	}
	f.Size = Wide
	file := written(t, f, PDF)
	var all strings.Builder
	for _, text := range pdfTexts(t, file) {
		all.WriteString(text.text)
	}
	if got := all.String(); !strings.Contains(got, "China 中国 gained") || !strings.Contains(got, "海关总署 (illus") {
		t.Errorf("the PDF has %q", got)
	}
	if n := strings.Count(string(file), "/FontFile2"); n != 4 {
		t.Errorf("%d fonts, want regular, bold and two more", n)
	}
	if svg := string(written(t, f, SVG)); !strings.Contains(svg, `Helvetica, 'Go', 'Go', sans-serif`) && !strings.Contains(svg, "Helvetica, 'Go") {
		t.Error("the SVG does not name the fonts")
	}
	without := *f
	without.Fonts = nil
	if !slices.ContainsFunc(without.Lint(), func(i Issue) bool { return i.Rule == "glyph" && strings.Contains(i.Detail, "Fonts") }) {
		t.Errorf("without fonts, lint says %v", without.Lint())
	}
	if string(written(t, f, PNG)) == string(written(t, &without, PNG)) {
		t.Error("the picture is the same without the fonts")
	}

	c, err := chainOf(f.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	st := style{size: 10, fonts: c}
	runs := st.runs("a中国海b\U00020000")
	var got []int
	var sum vg.Length
	for _, r := range runs {
		got = append(got, r.font)
		sum += r.width
	}
	if want := []int{ofHouse, 0, 1, ofHouse, ofNone}; !slices.Equal(got, want) {
		t.Errorf("fonts %v, want %v", got, want)
	}
	if w := st.width("a中国海b\U00020000"); w != sum {
		t.Errorf("%v wide, and its parts %v", w, sum)
	}
	if w := (style{size: 10}).width("中国"); w != 20 {
		t.Errorf("two characters of 10 points without a font are %v wide", w)
	}
}

// TestBadFonts: what is no usable font is refused, by every format, and a
// damaged one is an error too.
func TestBadFonts(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	good := squares('中', '国')
	restricted := slices.Clone(good)
	os2 := fontTable(restricted, "OS/2")
	os2[8], os2[9] = 0, 2
	noMap := slices.Clone(good)
	copy(fontTable(noMap, "cmap")[12:], []byte{0, 12})
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"nothing", "no font", nil},
		{"text", "no TrueType", []byte("this is a text and no font")},
		{"PostScript outlines", "PostScript", []byte("OTTO00000000")},
		{"a collection", "collection", []byte("ttcf00000000")},
		{"half a font", "no table", good[:len(good)/2]},
		{"a restricted one", "embedded", restricted},
		{"another map", "format 4", noMap},
	} {
		f := chinese()
		f.Fonts = [][]byte{good, c.file}
		for _, format := range []Format{SVG, PNG, PDF, HTML} {
			if _, err := f.render(format); err == nil || !strings.Contains(err.Error(), "font 2") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
	for _, name := range []string{"glyf", "loca", "hmtx", "cmap", "name", "post", "maxp", "hhea", "head"} {
		damaged := slices.Clone(good)
		for i, b := range fontTable(damaged, name) {
			if i > 3 && (name != "cmap" || i > 13) {
				fontTable(damaged, name)[i] = b ^ 0xA5
			}
		}
		f := chinese()
		f.Fonts = [][]byte{damaged}
		for _, format := range []Format{SVG, PNG, PDF} {
			f.render(format) // an error or a file
		}
		f.Lint()
	}
}
