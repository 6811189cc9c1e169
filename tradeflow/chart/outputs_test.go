package chart

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"gonum.org/v1/plot/vg"
)

// TestSizes: every figure is fit to print at every size.
func TestSizes(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for name, f := range golden() {
		for _, size := range []Size{Column, Slide} {
			g := *f
			g.Size = size
			for _, issue := range g.Lint() {
				t.Errorf("%s, size %d: %s", name, size, issue)
			}
			if *pictures != "" {
				suffix := map[Size]string{Column: "_column", Slide: "_slide"}[size]
				if err := g.Save(filepath.Join(*pictures, name+suffix+".png")); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// tokens yields what an XML file is made of, and fails where it is not well-formed.
func tokens(t *testing.T, file []byte) iter.Seq[xml.Token] {
	t.Helper()
	return func(yield func(xml.Token) bool) {
		for d := xml.NewDecoder(bytes.NewReader(file)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !yield(token) {
				return
			}
		}
	}
}

// TestHTML: an element that can stand beside others in a page.
func TestHTML(t *testing.T) {
	ids := map[string]bool{}
	eachGolden(t, func(t *testing.T, name string, f *Figure) {
		f.Title += ` <script>"&`
		file := written(t, f, HTML)
		depth, targets := 0, 0
		for token := range tokens(t, file) {
			switch e := token.(type) {
			case xml.EndElement:
				depth--
			case xml.StartElement:
				depth++
				if e.Name.Local == "title" && depth < 4 {
					t.Error("the whole figure has a title, which shows everywhere as a tooltip")
				}
				if e.Name.Local == "rect" {
					targets++
				}
				for _, a := range e.Attr {
					if a.Name.Local == "id" {
						if ids[a.Value] {
							t.Errorf("id %s twice", a.Value)
						}
						ids[a.Value] = true
					}
				}
			}
		}
		for _, want := range []string{`role="img"`, `aria-label="`, `aria-describedby="about-`, `lang="en"`, "&lt;script&gt;"} {
			if !bytes.Contains(file, []byte(want)) {
				t.Errorf("no %s", want)
			}
		}
		if bad := regexp.MustCompile(`NaN|Inf|url\(|href|<script| style=`).Find(file); bad != nil {
			t.Errorf("the element has %q", bad)
		}
		if targets == 0 || targets > mostTargets {
			t.Errorf("%d targets", targets)
		}
		if *pictures != "" {
			page := "<!DOCTYPE html><meta charset=utf-8>" + string(file)
			if err := os.WriteFile(filepath.Join(*pictures, name+".html"), []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestTargets: the numbers under a pointer are those of the panel.
func TestTargets(t *testing.T) {
	tips := func(f *Figure) (all []string) {
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range c.targets() {
			size := target.area.Size()
			if size.X <= 0 || size.Y <= 0 {
				t.Errorf("a target of %v", size)
			}
			all = append(all, strings.Join(target.lines, "|"))
		}
		return all
	}
	for _, c := range []struct {
		name, want string
		f          *Figure
	}{
		{"ranking", "2021|Machine tools: 605.00 million EUR (up to 740.00 million EUR)", Bars(illustrativeRanking())},
		{"missing", "2021|Drones: n/a: break of the nomenclature", Bars(illustrativeRanking())},
		{"columns", "Q1 2024|n/a: not reported", Bars(illustrativeGrowth())},
		{"lines", "Q2 2023|+168.0%", Lines(illustrativeGrowth())},
		{"slope", "2023|Türkiye: 5.3%|United Arab Emirates: 4.6%|Kazakhstan: 4.6%", Slope(illustrativeShares())},
		{"many", "", Lines(illustrativeSixty())},
	} {
		if all := tips(c.f); !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("%s: %q", c.name, all)
		}
	}
	long := Lines(panelOf("value", tradeflow.Unit{Name: "EUR"}, months(1950, 1, 900), []tradeflow.Key{{Reporter: "CHN"}}, wave(900, 1e9, 2, 0.1, 1)))
	if n := len(tips(long)); n < 200 || n > mostTargets {
		t.Errorf("%d targets for 900 months", n)
	}
	p := panelOf("change on a year earlier", growthUnit, years(2023, 2024), []tradeflow.Key{{Reporter: "CHN"}}, []float64{0.1, 0.2})
	p.Series[0].SetBounds(1, 0.05, 0.25)
	if all := strings.Join(tips(Lines(p)), "\n"); !strings.Contains(all, "+20.0% (+5.0% to +25.0%)") {
		t.Errorf("bounds on both sides: %q", all)
	}
}

// TestBounds: what a statistic over ranges may be is in the tables, also where
// it has no number.
func TestBounds(t *testing.T) {
	p := panelOf("change on a year earlier", growthUnit, []tradeflow.Period{tradeflow.Year(2024), tradeflow.Year(2022), tradeflow.Year(2023)}, []tradeflow.Key{{Reporter: "CHN"}}, []float64{0.2, 0.1, nan})
	p.Series[0].SetBounds(0, 0.05, 0.25)
	p.Series[0].SetBounds(2, -0.1, 0.4)
	f := Bars(p)
	var b bytes.Buffer
	if err := f.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	want := `label,period,value,lower,upper,status,unit
China,2022,0.1,0.1,0.1,ok,"change, fraction"
China,2023,,-0.1,0.4,not reported,"change, fraction"
China,2024,0.2,0.05,0.25,ok,"change, fraction"
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestJSON(t *testing.T) {
	f := golden()["bars_ranking"]
	f.Title = "A title </script>"
	var b bytes.Buffer
	if err := f.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "</script>") {
		t.Error("a title can end a script")
	}
	var doc struct {
		Title, Subtitle, Note, Source, Alt, Kind, Unit string
		Data                                           []struct {
			Label, Period, Status string
			Value, Lower, Upper   *float64
		}
	}
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if doc.Title != f.Title || doc.Subtitle != f.Subtitle || !strings.HasPrefix(doc.Note, f.Note) || doc.Source != f.Source || doc.Alt != f.Alt || doc.Kind != barsName || doc.Unit != "EUR" {
		t.Errorf("words %+v", doc)
	}
	data, _ := f.Data()
	if len(doc.Data) != len(data) {
		t.Fatalf("%d numbers of %d", len(doc.Data), len(data))
	}
	for i, d := range data {
		got := doc.Data[i]
		if got.Label != d.Label || got.Period != d.Period.String() || got.Status != d.Status.String() || (got.Value == nil) != math.IsNaN(d.Value) || got.Value != nil && (*got.Value != d.Value || *got.Upper != d.Upper || *got.Lower != d.Lower) {
			t.Errorf("%v, want %v", got, d)
		}
	}
	if err := Lines(nil).WriteJSON(io.Discard); err == nil {
		t.Error("a figure without a panel was written")
	}
}

func TestSimplify(t *testing.T) {
	var run []vg.Point
	for i := range 20_000 {
		run = append(run, xy(vg.Length(i)/40, 200+vg.Length(80*math.Sin(float64(i)/900)+0.05*math.Sin(float64(i)*7))))
	}
	short := simplify(run)
	if len(short) > 400 || short[0] != run[0] || short[len(short)-1] != run[len(run)-1] {
		t.Errorf("%d points left of %d", len(short), len(run))
	}
	k := 0
	for _, p := range run {
		for k+2 < len(short) && short[k+1].X < p.X {
			k++
		}
		a, b := short[k], short[k+1]
		dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
		if off := math.Abs(float64(p.X-a.X)*dy-float64(p.Y-a.Y)*dx) / math.Hypot(dx, dy); off > 0.27 {
			t.Fatalf("%v is %.2f points beside the line", p, off)
		}
	}
	if few := run[:1000]; len(simplify(few)) != len(few) {
		t.Error("a line of a thousand points was simplified")
	}
	same := make([]vg.Point, 3000)
	if len(simplify(same)) != 2 {
		t.Error("points in one place")
	}
}

// FuzzOutputs: whatever names and numbers a panel holds, every output is whole or
// an error.
func FuzzOutputs(f *testing.F) {
	f.Add("China", "Türkiye\x00", 1.0, 2.0, -3.0, uint8(0), uint8(3))
	f.Add("\u202eabc", "中国\U0001F600\xff", 1e15, 1e-6, nan, uint8(1), uint8(1))
	f.Add("a\\b(c)", "שלום", 0.0, 0.0, 0.0, uint8(2), uint8(2))
	f.Fuzz(func(t *testing.T, one, two string, a, b, c float64, kind, periods uint8) {
		n := int(periods)%30 + 1
		values := make([][]float64, 2)
		for i := range values {
			for j := range n {
				values[i] = append(values[i], []float64{a, b, c}[(i+j)%3])
			}
		}
		p := panelOf(one, tradeflow.Unit{Kind: tradeflow.UnitKind(kind % 7), Name: two}, months(2020, 1, n),
			[]tradeflow.Key{{Category: one}, {Category: two}}, values...)
		for _, make := range makers {
			fig := make(p)
			fig.Title, fig.Source, fig.Size = two, one, Size(kind/7%4)
			for _, format := range []Format{HTML, PDF} {
				var out bytes.Buffer
				if err := fig.Write(&out, format); err != nil && out.Len() > 0 {
					t.Error(format, err)
				}
			}
			var out bytes.Buffer
			if err := fig.WriteJSON(&out); err == nil && !json.Valid(out.Bytes()) {
				t.Error(out.String())
			}
			out.Reset()
			if err := fig.WriteVegaLite(&out); err == nil && !json.Valid(out.Bytes()) {
				t.Error(out.String())
			}
			if _, err := fig.Data(); err == nil {
				if err := fig.WriteVegaLite(io.Discard); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

func BenchmarkFigure(b *testing.B) {
	for _, c := range []struct {
		name   string
		format Format
	}{{"SVG", SVG}, {"PNG", PNG}, {"PDF", PDF}, {"HTML", HTML}} {
		for _, name := range []string{"lines_index", "lines_many", "bars_sixty"} {
			f := golden()[name]
			b.Run(fmt.Sprintf("%s/%s", c.name, name), func(b *testing.B) {
				n := 0
				for b.Loop() {
					file, err := f.render(c.format)
					if err != nil {
						b.Fatal(err)
					}
					n = len(file)
				}
				b.ReportMetric(float64(n), "B/figure")
			})
		}
	}
}

func BenchmarkLint(b *testing.B) {
	f := golden()["lines_many"]
	for b.Loop() {
		f.Lint()
	}
}
