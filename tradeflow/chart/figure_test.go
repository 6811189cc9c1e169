package chart

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// makers are the charts that any panel may be given to.
var makers = map[string]func(*tradeflow.Panel) *Figure{
	"Lines": Lines, "Area": Area, "Bars": Bars, "StackedBars": StackedBars, "DivergingBars": DivergingBars, "Slope": Slope, "Dumbbell": Dumbbell,
	"Waterfall": Waterfall, "Heat": Heat, "Multiples": Multiples,
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"lines_index":    "China’s exports to Russia by category, index, January 2022 = 100, March 2021 to December 2024",
		"lines_gaps":     "China’s exports by category, million EUR, FOB, January 2021 to September 2024",
		"lines_many":     "Exports to Russia, billion USD, January 2020 to December 2024",
		"slope_shares":   "Russia’s imports, share, % of all partners, 2021 against 2023",
		"columns_growth": "China’s exports to Russia, change on a year earlier, %, Q1 2022 to Q4 2024",
		"columns_months": "Exports of drones to Kazakhstan, net weight, thousand kg, January 2022 to September 2024",
	} {
		f := golden()[name]
		if f.Subtitle != want {
			t.Errorf("%s: got %q, want %q", name, f.Subtitle, want)
		}
	}
	f := Lines(illustrativeGaps())
	if want := "illustrative data, not customs statistics; categories: illustrative sorting, version 1, HS2017"; f.Source != want {
		t.Errorf("source %q, want %q", f.Source, want)
	}
	for _, want := range []string{"two of 27 reporters", "n/a: Integrated circuits: not reported (November 2021 to January 2022, March 2022 to April 2022)", "Drones: break of the nomenclature"} {
		if !strings.Contains(f.Note, want) {
			t.Errorf("note %q lacks %q", f.Note, want)
		}
	}
	for name, f := range golden() {
		if n := utf8.RuneCountInString(f.Alt); n < 60 || n > 420 {
			t.Errorf("%s: alternative text of %d characters: %s", name, n, f.Alt)
		}
	}
	if alt := Slope(illustrativeShares()).Alt; !strings.Contains(alt, "Slope chart") || !strings.Contains(alt, "60.7%") || !strings.Contains(alt, "2023") {
		t.Errorf("alternative text %q", alt)
	}
}

// TestDeterminism draws a figure of every kind in several formats at the same time,
// twice: the same bytes come out, and the race detector has nothing to say. Pictures
// take most of the time and know no kinds, so that one figure is enough for them.
func TestDeterminism(t *testing.T) {
	figures := ofEveryKind()
	figures["own fonts"] = chinese()
	for name, f := range figures {
		first := SVG
		if f.Size = Phone; name == "own fonts" {
			first = PNG
		}
		var files [2][HTML + 1][]byte
		var wg sync.WaitGroup
		for i := range files {
			for format := first; format <= HTML; format++ {
				wg.Go(func() {
					var b bytes.Buffer
					if err := f.Write(&b, format); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					files[i][format] = b.Bytes()
				})
			}
			wg.Go(func() { f.Lint() })
		}
		wg.Wait()
		for format := range files[0] {
			if !bytes.Equal(files[0][format], files[1][format]) {
				t.Errorf("%s: the same figure gave different bytes in format %d", name, format)
			}
		}
	}
}

func TestSVG(t *testing.T) {
	eachGolden(t, func(t *testing.T, _ string, f *Figure) {
		f.Title = `<script>alert("1")</script> & ` + "\x00\xff"
		var b bytes.Buffer
		if err := f.Write(&b, SVG); err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for token := range tokens(t, b.Bytes()) {
			if e, ok := token.(xml.StartElement); ok {
				if !slices.Contains([]string{"svg", "title", "desc", "g", "path", "circle", "text"}, e.Name.Local) {
					t.Errorf("element %s", e.Name.Local)
				}
				for _, a := range e.Attr {
					if a.Name.Local == "id" && ids[a.Value] {
						t.Errorf("id %s twice", a.Value)
					}
					ids[a.Value] = ids[a.Value] || a.Name.Local == "id"
				}
			}
		}
		for _, want := range []string{`role="img"`, `aria-labelledby="title-`, "<desc id=", `'Liberation Sans', Arial, Helvetica, sans-serif`, "&lt;script&gt;"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("no %s", want)
			}
		}
		if bad := regexp.MustCompile(`NaN|Inf|[" ]\d+\.\d{3}|url\(|href`).FindString(b.String()); bad != "" {
			t.Errorf("the file has %q", bad)
		}
		if b.Len() > 150_000 {
			t.Errorf("%d bytes", b.Len())
		}
	})
}

func TestPNG(t *testing.T) {
	var b bytes.Buffer
	f := golden()["bars_points"]
	if err := f.Write(&b, PNG); err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(b.Bytes(), []byte("pHYs"))
	if i < 0 || binary.BigEndian.Uint32(b.Bytes()[i+4:]) != 7559 {
		t.Error("the file does not say 192 dots to the inch")
	}
	if !bytes.Contains(b.Bytes(), []byte(f.Alt)) {
		t.Error("the file has no description")
	}
	img, err := png.Decode(&b) // checks the sums of all chunks
	if err != nil {
		t.Fatal(err)
	}
	if s := img.Bounds().Size(); s.X != 1600 || s.Y != 1067 {
		t.Errorf("%v pixels", s)
	}
	if r, g, b, _ := img.At(60, 4).RGBA(); r>>8 != 0xD5 || g>>8 != 0x5E || b>>8 != 0 {
		t.Error("no accent tag at the top left")
	}
}

func TestSave(t *testing.T) {
	dir := t.TempDir()
	f := golden()["slope_shares"]
	for _, name := range []string{"a.svg", "b.PNG", "c.pdf"} {
		if err := f.Save(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	old := filepath.Join(dir, "old.svg")
	if err := os.WriteFile(old, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"c.html", "d", filepath.Join("no", "such", "folder.svg")} {
		if err := f.Save(filepath.Join(dir, bad)); err == nil {
			t.Errorf("%s was saved", bad)
		}
	}
	if err := Lines(nil).Save(old); err == nil {
		t.Error("a nil panel was saved")
	}
	if b, _ := os.ReadFile(old); string(b) != "old" {
		t.Error("a failed Save has touched the old file")
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 4 {
		t.Errorf("files left: %v, %v", files, err)
	}
	if err := f.Write(io.Discard, 0); err == nil {
		t.Error("format 0 was written")
	}
}

func TestData(t *testing.T) {
	f := Bars(illustrativeRanking())
	data, err := f.Data()
	if err != nil || len(data) != 6 {
		t.Fatal(data, err)
	}
	if d := data[0]; d.Label != "Integrated circuits" || d.Value != 1.248e9 || d.Period != tradeflow.Year(2021) || d.Status != tradeflow.OK {
		t.Errorf("first: %v", d)
	}
	if d := data[5]; d.Label != "Drones" || !math.IsNaN(d.Value) || d.Status != tradeflow.EditionBreak {
		t.Errorf("last: %v", d)
	}
	var b bytes.Buffer
	if err := f.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(b.String(), "\n"); lines[0] != "label,period,value,lower,upper,status,unit" || lines[6] != "Drones,2021,,,,break of the nomenclature,EUR" {
		t.Errorf("table:\n%s", b.String())
	}
	sixty := Bars(illustrativeSixty().At(tradeflow.Year(2024)))
	if data, err = sixty.Data(); err != nil || len(data) >= 60 || len(data) < 20 {
		t.Errorf("%d of 60 rows are drawn, %v", len(data), err)
	}
}

// TestErrors lists panels that cannot be drawn: each error says what to do.
func TestErrors(t *testing.T) {
	one := []tradeflow.Key{{Reporter: "CHN"}}
	euro := tradeflow.Unit{Name: "EUR"}
	for _, c := range []struct {
		name  string
		chart string
		panel *tradeflow.Panel
		want  string
	}{
		{"nil", "Lines", nil, "nil"},
		{"zero", "Bars", &tradeflow.Panel{}, "no series"},
		{"no periods", "Lines", panelOf("value", euro, nil, one, nil), "no periods"},
		{"all unknown", "Lines", panelOf("value", euro, years(2020, 2021), one, []float64{nan, nan}), "not reported"},
		{"three for a slope", "Slope", panelOf("value", euro, years(2020, 2022), one, []float64{1, 2, 3}), "panel.At"},
		{"one for a slope", "Slope", panelOf("value", euro, years(2020, 2020), one, []float64{1}), "exactly two"},
		{"no period", "Lines", panelOf("value", euro, []tradeflow.Period{{}}, one, []float64{1}), "panel.At"},
		{"too tall", "Lines", panelOf("value", euro, years(2020, 2021), one, []float64{1, 1e300}), "unit"},
		{"too small", "Lines", panelOf("value", euro, years(2020, 2021), one, []float64{1e-300, 0}), "unit"},
		{"too many groups", "Bars", panelOf("value", euro, years(2010, 2020), []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}}, make([]float64, 11), make([]float64, 11)), "draw Lines"},
		{"too many columns", "Bars", panelOf("value", euro, months(1960, 1, 700), one, make([]float64, 700)), "draw Lines"},
		{"millennia", "Lines", panelOf("value", euro, []tradeflow.Period{tradeflow.Year(1), tradeflow.Year(2020)}, one, []float64{1, 2}), "fewer"},
	} {
		f := makers[c.chart](c.panel)
		f.Title = "A title"
		var b bytes.Buffer
		err := f.Write(&b, SVG)
		if err == nil || !strings.Contains(err.Error(), c.want) || b.Len() > 0 {
			t.Errorf("%s: %v, and %d bytes; want an error with %q", c.name, err, b.Len(), c.want)
		}
		if issues := f.Lint(); len(issues) != 1 || issues[0].Rule != "cannot draw" {
			t.Errorf("%s: lint %v", c.name, issues)
		}
		if _, err := f.Data(); err == nil {
			t.Errorf("%s: has data", c.name)
		}
	}
	f := Lines(illustrativeIndex())
	f.Note, f.Title, f.paper = strings.Repeat("word ", 900), strings.Repeat("title ", 90), &sheet{285, 150, 10, 14, 10, 9, 8, 1, 5, 0.4}
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("a figure without room: %v", err)
	}
	f = Lines(illustrativeIndex())
	for y := range 40 {
		f.Events = append(f.Events, Event{2022, time.Month(1 + y%12), 1 + y%28, "Something that takes room"})
	}
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "fewer events") {
		t.Errorf("forty events: %v", err)
	}
}

// TestOddInput draws what is odd but can be drawn: readable at both sizes.
func TestOddInput(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	one := []tradeflow.Key{{Reporter: "CHN"}}
	two := []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}}
	euro := tradeflow.Unit{Name: "EUR"}
	short := panelOf("value", euro, years(2020, 2022), two, []float64{1, 2, 3}, []float64{4, 5, 6})
	short.Series[1].Values = short.Series[1].Values[:1]
	short.Series[0].Upper, short.Series[0].Status = nil, short.Series[0].Status[:2]
	infinite := panelOf("value", euro, years(2020, 2022), two, []float64{1, math.Inf(1), 3}, []float64{4, 5, math.Inf(-1)})
	unordered := panelOf("value", euro, []tradeflow.Period{tradeflow.Year(2022), tradeflow.Year(2020), tradeflow.Year(2021), tradeflow.Year(2021)}, one, []float64{3, 1, 2, 2})
	var rolling []tradeflow.Period
	for i := range 30 {
		rolling = append(rolling, tradeflow.Year(2020).Shift(i))
	}
	windows := panelOf("twelve-month sum", euro, rolling, one, wave(30, 5e8, 2, 0.1, 1))
	for _, c := range []struct {
		name   string
		panel  *tradeflow.Panel
		charts string
	}{
		{"one point", panelOf("value", euro, years(2020, 2020), one, []float64{7}), "Lines Bars"},
		{"one month", panelOf("value", euro, months(2020, 5, 1), two, []float64{7}, []float64{nan}), "Lines Bars"},
		{"zeros", panelOf("value", euro, years(2020, 2021), two, []float64{0, 0}, []float64{0, 0}), "Lines Bars Slope"},
		{"equal", panelOf("value", euro, years(2020, 2021), two, []float64{5, 5}, []float64{5, 5}), "Lines Bars Slope"},
		{"below zero", panelOf("value", euro, years(2020, 2021), two, []float64{-5e6, -3e6}, []float64{-1e6, -9e6}), "Lines Bars Slope"},
		{"vast", panelOf("value", euro, years(2020, 2021), two, []float64{1e15, 3e15}, []float64{2e15, 1}), "Lines Bars Slope"},
		{"tiny", panelOf("value", euro, years(2020, 2021), two, []float64{1e-6, 3e-6}, []float64{2e-6, 1e-7}), "Lines Bars Slope"},
		{"sixty", illustrativeSixty(), "Lines Bars"},
		{"sixty at two", illustrativeSixty().At(tradeflow.Year(2020), tradeflow.Year(2024)), "Bars Slope"},
		{"short slices", short, "Lines Bars"},
		{"infinite", infinite, "Lines Bars"},
		{"unordered", unordered, "Lines Bars"},
		{"windows", windows, "Lines"},
		{"fiscal years", panelOf("value", euro, []tradeflow.Period{tradeflow.Span(2021, 4, 3), tradeflow.Span(2022, 4, 3), tradeflow.Span(2023, 4, 3)}, two, []float64{1e6, 2e6, 3e6}, []float64{3e6, nan, 1e6}), "Lines Bars"},
		{"few months", panelOf("value", euro, months(2023, 11, 5), two, []float64{1e6, 2e6, 3e6, 2e6, 1e6}, []float64{3e6, nan, 1e6, nan, 1e6}), "Lines Bars"},
		{"long ago", panelOf("value", euro, years(1962, 2024), one, wave(63, 1e9, 9, 0.1, 1)), "Lines Bars"},
		{"hundred months", panelOf("value", euro, months(2015, 1, 100), one, wave(100, 1e9, 9, 0.1, 1)), "Lines Bars"},
		{"growth from new", illustrativeGrowth(), "Lines Bars"},
		{"control characters", panelOf("val\x00ue", tradeflow.Unit{Name: "E\x1bUR\xff"}, years(2020, 2021), []tradeflow.Key{{Category: "a\x00\x07b\n\u202ec\xff"}, {Category: ""}}, []float64{5, 5}, []float64{1, 5}), "Lines Bars Slope"},
	} {
		for _, name := range strings.Fields(c.charts) {
			for _, size := range []Size{Wide, Phone} {
				f := makers[name](c.panel)
				f.Title, f.Size = "Odd, but it can be drawn", size
				if *pictures != "" {
					suffix := map[Size]string{Wide: "_wide", Phone: "_phone"}[size]
					if err := f.Save(filepath.Join(*pictures, "odd_"+strings.ReplaceAll(c.name, " ", "_")+"_"+strings.ToLower(name)+suffix+".png")); err != nil {
						t.Error(err)
					}
				}
				for _, i := range f.Lint() {
					t.Errorf("%s, %s, size %d: %s", c.name, name, size, i)
				}
			}
		}
	}
}

func TestMissingIsNotZero(t *testing.T) {
	f := Lines(illustrativeGaps())
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	p := newProbe()
	c.draw(p)
	runs := 0
	for _, s := range p.strokes {
		if s.color == hues(false)[0] && s.width > 1 {
			runs++
		}
	}
	if runs != 2 {
		t.Errorf("the line with two gaps and a lone month between them is drawn in %d pieces, want 2", runs)
	}
	var b bytes.Buffer
	if err := Bars(illustrativeRanking()).Write(&b, SVG); err != nil || !strings.Contains(b.String(), ">n/a: break of the nomenclature<") {
		t.Errorf("the place of the missing bar does not say why: %v", err)
	}
}

func TestColorsAreFixed(t *testing.T) {
	f := Slope(illustrativeShares())
	f.Colors = map[string]color.Color{"China": color.Black}
	var b bytes.Buffer
	if err := f.Write(&b, SVG); err != nil || !strings.Contains(b.String(), `stroke="#000000"`) {
		t.Errorf("China is not black: %v", err)
	}
}

// TestFormatsAgree holds the SVG against the recording canvas: the same texts
// in the same places, though one anchors them and the other measures them.
func TestFormatsAgree(t *testing.T) {
	texts := regexp.MustCompile(`<text x="([0-9.]+)" y="([0-9.]+)"(?: text-anchor="(\w+)")? font-size="[0-9.]+"(?: font-weight="700")? textLength="[0-9.]+" lengthAdjust="spacingAndGlyphs" fill="#\w+">(.*)</text>`)
	eachGolden(t, func(t *testing.T, _ string, f *Figure) {
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		p := newProbe()
		c.draw(p)
		var b bytes.Buffer
		if err := f.Write(&b, SVG); err != nil {
			t.Fatal(err)
		}
		found := texts.FindAllStringSubmatch(b.String(), -1)
		if len(found) != len(p.texts) {
			t.Fatalf("%d texts, and %d in the file", len(p.texts), len(found))
		}
		for i, m := range p.texts {
			x, _ := strconv.ParseFloat(found[i][1], 64)
			y, _ := strconv.ParseFloat(found[i][2], 64)
			want := map[string]float64{"": float64(m.box.Min.X), "middle": float64(m.box.Min.X+m.box.Max.X) / 2, "end": float64(m.box.Max.X)}[found[i][3]]
			baseline := float64(c.subject.sheet.height - m.box.Min.Y - descent*m.style.size)
			if escape(m.text) != found[i][4] || math.Abs(x-want) > 0.01 || math.Abs(y-baseline) > 0.01 {
				t.Errorf("%q at %.2f, %.2f; in the file %v", m.text, want, baseline, found[i][0])
			}
		}
	})
}

func TestRangesAreExplained(t *testing.T) {
	p := illustrativeRanking()
	if note := Bars(p).Note; !strings.Contains(note, "Light areas") {
		t.Errorf("note %q", note)
	}
	if note := Slope(illustrativeGaps().At(tradeflow.Month(2022, 2), tradeflow.Month(2024, 2))).Note; !strings.Contains(note, "certainly belongs") || strings.Contains(note, "Light areas") {
		t.Errorf("note %q", note)
	}
}

// TestSlopeHeadsDoNotMeet: the two heads of a slope chart of eleven months are
// wider than a phone, and are set short there.
func TestSlopeHeadsDoNotMeet(t *testing.T) {
	then := tradeflow.Span(2021, time.January, time.November)
	p := &tradeflow.Panel{Statistic: "share", Unit: tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "all partners listed"}, Periods: []tradeflow.Period{then, then.Shift(12)}, Sources: []string{"illustrative data, not customs statistics"}}
	for _, c := range []struct {
		country   tradeflow.Country
		was, will float64
	}{{"RUS", 0.9389, 0.804}, {"KAZ", 0.009, 0.096}, {"BLR", 0.049, 0.041}, {"ARM", 0.001, 0.029}, {"GEO", 0.001, 0.013}, {"KGZ", 0.0001, 0.011}, {"UZB", 0.001, 0.006}} {
		s := tradeflow.NewSeries(tradeflow.Key{Partner: c.country}, 2, tradeflow.NotReported)
		s.Set(0, c.was, c.was, tradeflow.OK)
		s.Set(1, c.will, c.will, tradeflow.OK)
		p.Series = append(p.Series, s)
	}
	f := Slope(p)
	f.Title = "Illustrative shares of seven"
	for f.Size = range Slide + 1 {
		for _, issue := range f.Lint() {
			t.Errorf("size %d: %s", f.Size, issue)
		}
	}
}
