package chart

import (
	"bytes"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// oddBars are panels that are odd, and can be drawn by all that take two periods
// or, of their last, one.
func oddBars() map[string]*tradeflow.Panel {
	two := []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}}
	euro := tradeflow.Unit{Name: "EUR"}
	at := func(a, b float64, c, d float64) *tradeflow.Panel {
		return panelOf("value", euro, years(2020, 2021), two, []float64{a, b}, []float64{c, d})
	}
	return map[string]*tradeflow.Panel{
		"zeros":       at(0, 0, 0, 0),
		"equal":       at(5, 5, 5, 5),
		"below zero":  at(-5e6, -3e6, -1e6, -9e6),
		"both sides":  at(-5e6, 3e6, 1e6, -9e6),
		"near zero":   at(1e9, 1e3, -1e9, -1e3),
		"vast":        at(1e15, 3e15, 2e15, 1),
		"tiny":        at(1e-6, 3e-6, 2e-6, 1e-7),
		"one series":  panelOf("value", euro, years(2020, 2021), two[:1], []float64{3, 4}),
		"long ago":    panelOf("value", euro, []tradeflow.Period{tradeflow.Span(1962, 1, 11), tradeflow.Span(2023, 1, 11)}, two, []float64{1, 2}, []float64{4, 3}),
		"names":       illustrativeNames().At(tradeflow.Month(2024, 1), tradeflow.Month(2024, 6)),
		"sixty":       illustrativeSixty().At(tradeflow.Year(2020), tradeflow.Year(2024)),
		"many levels": panelOf("value", tradeflow.Unit{Name: "tonnes"}, years(2020, 2021), two, []float64{1234567, 3}, []float64{17, 7654321}),
		"control":     panelOf("val\x00ue", tradeflow.Unit{Name: "E\x1bUR\xff"}, years(2020, 2021), []tradeflow.Key{{Category: "a\x00\x07b\n\u202ec\xff"}, {Category: ""}}, []float64{5, 5}, []float64{1, 5}),
	}
}

// TestOddBars: what is odd is readable at all sizes.
func TestOddBars(t *testing.T) {
	for name, p := range oddBars() {
		last := p.At(p.Periods[1])
		for what, f := range map[string]*Figure{
			"dumbbell": Dumbbell(p), "waterfall": Waterfall(p), "one waterfall": Waterfall(last), "diverging": DivergingBars(last), "groups": Bars(p),
		} {
			f.Title = "Odd, but it can be drawn"
			for f.Size = range Slide + 1 {
				for _, i := range f.Lint() {
					if name == "tiny" && i.Rule == "ticks" {
						continue // long numbers leave room for few
					}
					t.Errorf("%s, %s, size %d: %s", name, what, f.Size, i)
				}
			}
		}
	}
}

// TestBadBars: what cannot be drawn gives an error, and nothing panics.
func TestBadBars(t *testing.T) {
	two := []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}}
	short := panelOf("value", dollar, years(2020, 2022), two, []float64{1, 2, 3}, []float64{4, 5, 6})
	short.Series[1].Values = short.Series[1].Values[:1]
	short.Series[0].Upper, short.Series[0].Status = nil, short.Series[0].Status[:2]
	infinite := panelOf("value", dollar, years(2020, 2021), two, []float64{1, math.Inf(1)}, []float64{4, math.Inf(-1)})
	for name, c := range map[string]struct {
		p    *tradeflow.Panel
		want map[string]string
	}{
		"nil":         {nil, map[string]string{"DivergingBars": "nil", "Dumbbell": "nil", "Waterfall": "nil"}},
		"zero":        {&tradeflow.Panel{}, map[string]string{"DivergingBars": "no series", "Dumbbell": "no series", "Waterfall": "no series"}},
		"no periods":  {panelOf("value", dollar, nil, two, nil, nil), map[string]string{"DivergingBars": "no periods", "Dumbbell": "no periods", "Waterfall": "no periods"}},
		"no period":   {panelOf("value", dollar, make([]tradeflow.Period, 3), two, []float64{1, 2, 3}, []float64{1, 2, 3}), map[string]string{"Dumbbell": "no period"}},
		"one period":  {panelOf("value", dollar, years(2020, 2020), two, []float64{1}, []float64{2}), map[string]string{"Dumbbell": "two periods"}},
		"twice":       {panelOf("value", dollar, []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2020)}, two, []float64{1, 2}, []float64{2, 2}), map[string]string{"Dumbbell": "different", "DivergingBars": "one period"}},
		"all unknown": {panelOf("value", dollar, years(2020, 2021), two, []float64{nan, nan}, []float64{nan, nan}), map[string]string{"DivergingBars": "not reported", "Dumbbell": "not reported", "Waterfall": "not reported"}},
		"short":       {short, map[string]string{"DivergingBars": "one period"}},
		"infinite":    {infinite, map[string]string{"Waterfall": "too large"}},
	} {
		for kind, want := range c.want {
			if err := makers[kind](c.p).Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s, %s: %v; want an error with %q", kind, name, err, want)
			}
		}
		for _, make := range makers {
			make(c.p).Lint()
		}
	}
}

// TestDumbbellIsTheOuterPeriods: the first and the last in time, whatever stands
// between, and as the panel has them.
func TestDumbbellIsTheOuterPeriods(t *testing.T) {
	p := panelOf("value", dollar, []tradeflow.Period{tradeflow.Year(2022), tradeflow.Year(2020), tradeflow.Year(2021)}, []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}},
		[]float64{3, 1, 2}, []float64{nan, 5, 6})
	p.Series[0].SetBounds(0, 2.5, 3.5)
	p.Series[1].Status[0] = tradeflow.Confidential
	f := Dumbbell(p)
	data, err := f.Data()
	if err != nil || len(data) != 4 {
		t.Fatal(data, err)
	}
	want := []Datum{
		{"China", tradeflow.Year(2020), 1, 1, 1, tradeflow.OK},
		{"China", tradeflow.Year(2022), 3, 2.5, 3.5, tradeflow.OK},
		{"Germany", tradeflow.Year(2020), 5, 5, 5, tradeflow.OK},
	}
	for i, d := range want {
		if data[i] != d {
			t.Errorf("%v, want %v", data[i], d)
		}
	}
	if d := data[3]; !math.IsNaN(d.Value) || d.Status != tradeflow.Confidential || !strings.Contains(f.Note, "Germany: withheld (2022)") || !strings.HasSuffix(f.Subtitle, "2020 against 2022") {
		t.Errorf("%v, %q, %q", d, f.Note, f.Subtitle)
	}
}

// TestDumbbellMissingEnds: no dot stands for a number that is missing.
func TestDumbbellMissingEnds(t *testing.T) {
	var b bytes.Buffer
	p := illustrativeTurns()
	if err := Dumbbell(p).Write(&b, SVG); err != nil {
		t.Fatal(err)
	}
	known := 2 // of the key
	for i := range p.Series {
		for j := range p.Periods {
			if p.Series[i].Status[j].HasNumber() {
				known++
			}
		}
	}
	if n := strings.Count(b.String(), "<circle"); n != known {
		t.Errorf("%d dots for %d numbers", n, known)
	}
	for _, want := range []string{"n/a in Jan–Sep 2021", "n/a in Jan–Sep 2023", "n/a: not reported"} {
		if !strings.Contains(b.String(), ">"+want+"<") {
			t.Errorf("no %q", want)
		}
	}
}

// TestSqueeze: on a scale from 0 to 10 between 0 and 100, a text of 30 beside the
// zero leaves 70 for the scale, and one beside the 5 does not matter.
func TestSqueeze(t *testing.T) {
	x, err := squeeze(0, 10, 0, 100, []end{{at: 0, before: 30}, {at: 5, before: 40, after: 20}})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := x(0), x(10); math.Abs(float64(a-30)) > 0.2 || math.Abs(float64(b-100)) > 0.2 {
		t.Errorf("from %v to %v", a, b)
	}
	if _, err = squeeze(0, 1, 0, 100, []end{{at: 0.5, before: 200, after: 200}}); err == nil {
		t.Error("400 have room in 100")
	}
}

// TestForemost: of losses the furthest from zero stay, and what is highlighted.
func TestForemost(t *testing.T) {
	f := DivergingBars(panelOf("difference", dollar, years(2020, 2020),
		[]tradeflow.Key{{Category: "a"}, {Category: "b"}, {Category: "c"}, {Category: "d"}, {Category: "e"}},
		[]float64{5}, []float64{1}, []float64{-9}, []float64{-2}, []float64{nan}))
	f.Highlight = []string{"b"}
	s, err := f.subject()
	if err != nil {
		t.Fatal(err)
	}
	kept, remark := s.foremost(s.ranked(), 3)
	if len(kept) != 3 || s.rows[kept[0]].label != "a" || s.rows[kept[1]].label != "b" || s.rows[kept[2]].label != "c" || remark != "The 3 of 5 series furthest from zero are drawn" {
		t.Errorf("%v, %s", kept, remark)
	}
}

// TestDivergingBars: losses of amounts are vermilion, and numbers have their sign.
func TestDivergingBars(t *testing.T) {
	f := DivergingBars(illustrativeDifferences())
	var b bytes.Buffer
	if err := f.Write(&b, SVG); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">+1.36<", ">−0.31<", ">n/a: withheld<", `fill="#D55E00"`} {
		if !strings.Contains(strings.ToUpper(b.String()), strings.ToUpper(want)) {
			t.Errorf("no %s", want)
		}
	}
	f.Colors = map[string]color.Color{"Telecom equipment": color.Black, "Semiconductor devices": color.Black}
	b.Reset()
	if err := f.Write(&b, SVG); err != nil || !strings.Contains(b.String(), "#000000") {
		t.Errorf("a fixed colour is not kept: %v", err)
	}
}

// TestRangesOfBars: a range is drawn wherever the panel has one, and the note says
// what it looks like.
func TestRangesOfBars(t *testing.T) {
	for name, want := range map[string]string{"diverging_ranges": thinRanges, "columns_ranges": thinRanges, "bars_changes": thinRanges, "waterfall_falls": thinRanges, "dumbbell_mixed": thinRanges, "bars_ranking": lightRanges} {
		f := golden()[name]
		if !strings.Contains(f.Note, want) {
			t.Errorf("%s: note %q", name, f.Note)
		}
		if want == lightRanges {
			continue
		}
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		p := newProbe()
		c.draw(p)
		stops, ranges := 0, 0
		for _, s := range p.strokes {
			if d := s.runs[0][0]; len(s.runs) == 1 && len(s.runs[0]) == 2 && math.Abs(math.Hypot(float64(d.X-s.runs[0][1].X), float64(d.Y-s.runs[0][1].Y))-3.6) < 0.01 && (s.color == ink || s.color == faintInk) {
				stops++
			}
		}
		for _, d := range c.data() {
			if d.Upper-d.Lower > 0.005*math.Abs(d.Upper) {
				ranges++
			}
		}
		if ranges == 0 || stops != 2*ranges {
			t.Errorf("%s: %d stops for %d ranges", name, stops, ranges)
		}
	}
}
