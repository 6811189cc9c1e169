package chart

import (
	"bytes"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// TestSegments: +3, −2, +4 and −1 by hand. A stack of both signs would end at 4.
func TestSegments(t *testing.T) {
	keys := []tradeflow.Key{{Partner: "ARE"}, {Partner: "CHN"}, {Partner: "DEU"}, {Partner: "TUR"}}
	h := wholesOf(t, panelOf("balance", tradeflow.Unit{Name: "EUR"}, years(2021, 2022), keys, []float64{3, 0}, []float64{-2, 0}, []float64{4, 0}, []float64{-1, 0}))
	if got := labelsOf(h); got != "Germany|United Arab Emirates|China|Türkiye" {
		t.Errorf("order %s", got)
	}
	want := []segment{{0, 0, 4}, {1, 4, 7}, {2, 0, -2}, {3, -2, -3}}
	got := h.segments(h.heaps[0], h.bands())
	for i := range want {
		if len(got) != len(want) || got[i] != want[i] {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	if one := h.heaps[0]; one.above != 7 || one.below != -3 || one.sum() != 4 || !h.mixed {
		t.Errorf("%v", one)
	}
	if noise := (heap{above: 0.1 + 0.2, below: -0.3}); noise.sum() != 0 {
		t.Errorf("0.1 + 0.2 − 0.3 is %v", noise.sum())
	}
}

// TestStackedDrawsItsNumbers: every segment is as high as its number, on one scale.
func TestStackedDrawsItsNumbers(t *testing.T) {
	p := illustrativeTotals()
	f := StackedBars(p)
	f.Title = "A title"
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	probe := newProbe()
	c.draw(probe)
	s := c.subject
	perUnit, segments := 0.0, 0
	for _, r := range s.rows {
		for j, k := range r.cells {
			hue := r.color
			if s.partial(j) {
				hue = tint(hue, 0.5)
			}
			found := 0
			for _, m := range probe.fills {
				if m.color == hue && m.box.Size().X > 20 && m.box.Max.Y < s.sheet.height-10 { // below the accent

					if found == j && !s.partial(j) || found == 0 && s.partial(j) {
						height := float64(m.box.Size().Y)
						if perUnit == 0 {
							perUnit = height / k.value
						}
						if math.Abs(height-perUnit*k.value) > 0.01 {
							t.Errorf("%s in %s is %.2f points high, want %.2f", r.label, s.periods[j], height, perUnit*k.value)
						}
						segments++
					}
					found++
				}
			}
		}
	}
	if segments != 30 {
		t.Errorf("%d segments of 30", segments)
	}
	data, err := f.Data()
	if err != nil || len(data) != 30 || data[0].Label != "Computers" || data[0].Value != 1.9e9 {
		t.Errorf("%v, %v", data[0], err)
	}
}

// TestStackedMissing: a whole with an unknown part is n/a, and never smaller.
func TestStackedMissing(t *testing.T) {
	f := StackedBars(illustrativeUnknown())
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	p := newProbe()
	c.draw(p)
	totals, absent := 0, 0
	for _, m := range p.texts {
		if m.text == "n/a" {
			absent++
		}
		if m.style.bold && m.style.color == ink && strings.Trim(m.text, "0123456789.,") == "" && !strings.HasPrefix(m.text, "20") {
			totals++
		}
	}
	if totals != 9 || absent != 1 {
		t.Errorf("%d totals and %d n/a, want 9 and 1", totals, absent)
	}
	if !strings.Contains(f.Note, "n/a: Computers: withheld (Q1 2023)") {
		t.Errorf("note %q", f.Note)
	}
	for _, target := range c.targets() {
		if target.lines[0] == "Q1 2023" && target.lines[1] != "n/a: withheld" {
			t.Errorf("%v", target.lines)
		}
	}
}

// TestStackedByKey: one period of two dimensions is a bar for each country; what the
// panel has no series of adds nothing, and what is unknown leaves no total.
func TestStackedByKey(t *testing.T) {
	h := wholesOf(t, illustrativeCountries())
	if got := labelsOf(h); got != "Integrated circuits|Computers|Telecom equipment|Bearings" {
		t.Errorf("parts %s", got)
	}
	for _, one := range h.heaps {
		if want := one.name != "Kyrgyzstan"; one.whole != want {
			t.Errorf("%s is whole: %v", one.name, one.whole)
		}
		if one.name == "Armenia" && math.Abs(one.sum()-0.37) > 1e-9 {
			t.Errorf("Armenia has %v", one.sum())
		}
	}
	data, err := StackedBars(illustrativeCountries()).Data()
	if err != nil || len(data) != 23 || data[0].Label != "China, Integrated circuits" || data[0].Value != 2.6e9 {
		t.Errorf("%d numbers, the first %v, %v", len(data), data[0], err)
	}
	// Shares over countries add up to 100 in each category, not in each country.
	p := illustrativeCountries().Only(func(k tradeflow.Key) bool { return k.Reporter == "CHN" || k.Reporter == "TUR" })
	over := wholesOf(t, stats.Share(p, tradeflow.Reporter))
	if labelsOf(over) != "China|Türkiye" || len(over.heaps) != 4 || over.heaps[0].name != "Bearings" {
		t.Errorf("parts %s in %d bars", labelsOf(over), len(over.heaps))
	}
}

func TestStackedErrors(t *testing.T) {
	euro := tradeflow.Unit{Name: "EUR"}
	two := years(2021, 2022)
	goods := []tradeflow.Key{{Commodity: hscodes.MustParse("85")}, {Commodity: hscodes.MustParse("8542")}}
	for _, c := range []struct {
		name  string
		panel *tradeflow.Panel
		want  string
	}{
		{"nil", nil, "nil"},
		{"growth", illustrativeGrowth(), "rates of change"},
		{"unit values", panelOf("unit value", tradeflow.Unit{Kind: tradeflow.PerUnit, Name: "EUR per kg"}, two, threeShares[:1], []float64{1, 2}), "unit values"},
		{"World", panelOf("value", euro, two, []tradeflow.Key{{Reporter: "WLD"}, {Reporter: "CHN"}}, []float64{9, 9}, []float64{1, 1}), "the World"},
		{"codes within codes", panelOf("value", euro, two, goods, []float64{9, 9}, []float64{1, 1}), "HS 85 contains HS 8542"},
		{"many months", panelOf("value", euro, months(1990, 1, 400), threeShares[:1], make([]float64, 400)), "have no room"},
		{"many series", manySeries(401), "stats.TopAndOthers"},
	} {
		if err := StackedBars(c.panel).Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", c.name, err, c.want)
		}
	}
}

func manySeries(n int) *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i := range n {
		keys = append(keys, tradeflow.Key{Category: "c" + strings.Repeat("x", i/26) + string(rune('a'+i%26))})
		values = append(values, []float64{1, 2})
	}
	return panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2021, 2022), keys, values...)
}

// TestOddStacks draws what is odd but can be drawn: readable at all sizes.
func TestOddStacks(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	euro := tradeflow.Unit{Name: "EUR"}
	two := threeShares[:2]
	gapped := panelOf("share", shareUnit, years(2015, 2023), two, []float64{nan, 0.5, nan, 0.6, 0.6, nan, nan, 0.7, nan}, []float64{0.4, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.3, nan})
	absent := panelOf("share", shareUnit, []tradeflow.Period{tradeflow.Year(2015), tradeflow.Year(2016), tradeflow.Year(2019), tradeflow.Year(2020)}, two, []float64{0.2, 0.5, 0.4, 0.3}, []float64{0.8, 0.5, 0.6, 0.7})
	arabic := panelOf("share", shareUnit, years(2020, 2022), []tradeflow.Key{{Category: "<b>&\x00"}, {Category: "Straße"}, {Category: stats.Others}}, []float64{0.2, 0.3, 0.3}, []float64{0.5, 0.3, 0.3}, []float64{0.3, 0.4, 0.4})
	names := panelOf("share", shareUnit, months(2024, 1, 6), nil)
	names.Series = stats.Share(illustrativeNames(), tradeflow.Category).Series
	ranged := illustrativeAdded()
	ranged.Series[1].Upper[5] = 0.04
	for _, c := range []struct {
		name   string
		panel  *tradeflow.Panel
		charts string
	}{
		{"gapped", gapped, "Area StackedBars"},
		{"absent", absent, "Area StackedBars"},
		{"one series", panelOf("share", shareUnit, years(2015, 2018), two[:1], []float64{0.2, 0.5, 0.4, 0.3}), "Area StackedBars"},
		{"one whole", panelOf("share", shareUnit, years(2015, 2018), two[:1], []float64{1, 1, 1, 1}), "Area StackedBars"},
		{"zero shares", panelOf("share", shareUnit, years(2015, 2018), two, []float64{0, 0, 0, 0}, []float64{0, 0, 0, 1}), "Area StackedBars"},
		{"two months", panelOf("share", shareUnit, months(2023, 12, 2), two, []float64{0.2, 0.5}, []float64{0.8, 0.5}), "Area StackedBars"},
		{"few months", panelOf("share", shareUnit, months(2023, 9, 8), two, []float64{0.2, 0.5, 0.2, 0.5, 0.2, 0.5, 0.2, 0.5}, []float64{0.8, 0.5, 0.8, 0.5, 0.8, 0.5, 0.8, 0.5}), "Area StackedBars"},
		{"quarters", illustrativeMix(), "Area StackedBars"},
		{"markup", arabic, "Area StackedBars"},
		{"names", names, "Area StackedBars"},
		{"last part of a year", stats.Share(illustrativeTotals(), tradeflow.Category), "Area"},
		{"zeros", panelOf("value", euro, years(2020, 2021), two, []float64{0, 0}, []float64{0, 0}), "StackedBars"},
		{"equal", panelOf("value", euro, years(2020, 2021), two, []float64{5, 5}, []float64{5, 5}), "StackedBars"},
		{"below zero", panelOf("value", euro, years(2020, 2021), two, []float64{-5e6, -3e6}, []float64{-1e6, -9e6}), "StackedBars"},
		{"vast", panelOf("value", euro, years(2020, 2021), two, []float64{1e15, 3e15}, []float64{2e15, 1}), "StackedBars"},
		{"tiny", panelOf("value", euro, years(2020, 2021), two, []float64{1e-6, 3e-6}, []float64{2e-6, 1e-7}), "StackedBars"},
		{"one bar", panelOf("value", euro, years(2020, 2020), two, []float64{2e6}, []float64{1e6}), "StackedBars"},
		{"sixty", illustrativeSixty(), "StackedBars"},
		{"fiscal years", panelOf("value", euro, []tradeflow.Period{tradeflow.Span(2021, 4, 3), tradeflow.Span(2022, 4, 3), tradeflow.Span(2023, 4, 3)}, two, []float64{1e6, 2e6, 3e6}, []float64{3e6, nan, 1e6}), "StackedBars"},
		{"last unknown", panelOf("value", euro, years(2020, 2023), two, []float64{1e6, 2e6, 3e6, nan}, []float64{3e6, 2e6, 1e6, 2e6}), "StackedBars"},
		{"sixty months", panelOf("value", euro, months(2019, 1, 60), two, wave(60, 1e9, 2, 0.1, 1), wave(60, 2e9, 0.5, 0.1, 3)), "StackedBars"},
		{"mixed ranges", ranged, "StackedBars"},
		{"January and February", panelOf("value", euro, []tradeflow.Period{tradeflow.Month(2022, 12), tradeflow.Span(2023, 1, 2), tradeflow.Month(2023, 3), tradeflow.Month(2023, 4)}, two, []float64{1e6, 2e6, 1e6, 1e6}, []float64{1e6, 3e6, 1e6, 1e6}), "StackedBars"},
		{"sixty by category", sixtyByCategory(), "StackedBars"},
	} {
		for _, name := range strings.Fields(c.charts) {
			for size := Wide; size <= Slide; size++ {
				f := makers[name](c.panel)
				f.Title, f.Size = "Odd, but it can be drawn", size
				if *pictures != "" {
					if err := f.Save(*pictures + "/odd_" + strings.ReplaceAll(c.name, " ", "_") + "_" + strings.ToLower(name) + []string{"_wide", "_column", "_phone", "_slide"}[size] + ".png"); err != nil {
						t.Error(err)
					}
				}
				for _, i := range f.Lint() {
					t.Errorf("%s, %s, size %d: %s", c.name, name, size, i)
				}
				if size > Wide {
					continue
				}
				if f.Write(io.Discard, HTML) != nil || f.WriteVegaLite(io.Discard) != nil || f.WriteCSV(io.Discard) != nil {
					t.Errorf("%s, %s: a format fails", c.name, name)
				}
			}
		}
	}
}

func sixtyByCategory() *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i := range 60 {
		for j, k := range sortedKeys {
			keys = append(keys, tradeflow.Key{Partner: tradeflow.Country("X" + string(rune('A'+i/10)) + string(rune('0'+i%10))), Category: k.Category})
			values = append(values, []float64{float64(1e6*(i+1) + 1e5*j)})
		}
	}
	return panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2023, 2023), keys, values...)
}

// TestPartOfAYear: eight months beside whole years are marked as such: the line does
// not run down to them, and their bar is paler.
func TestPartOfAYear(t *testing.T) {
	periods := append(years(2021, 2023), tradeflow.Span(2024, time.January, time.August))
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, periods, []tradeflow.Key{{Reporter: "CHN"}}, []float64{1e9, 1.2e9, 1.5e9, 0.9e9})
	const says = "January to August 2024 is not a whole year"
	for name, f := range map[string]*Figure{"Lines": Lines(p), "Bars": Bars(p), "StackedBars": StackedBars(p)} {
		var b bytes.Buffer
		if err := f.Write(&b, SVG); err != nil || !strings.Contains(b.String(), says) || !strings.Contains(b.String(), "Jan–Aug") {
			t.Errorf("%s does not say so: %v", name, err)
		}
		pale := strings.Contains(b.String(), hex(tint(blue, 0.5)))
		if pale != (name != "Lines") {
			t.Errorf("%s has a pale bar: %v", name, pale)
		}
	}
	chart := &lineChart{}
	s, err := Lines(p).subject()
	if err != nil {
		t.Fatal(err)
	}
	chart.subject, chart.time = s, s.timeAxis()
	if runs := chart.runs(s.rows[0]); len(runs) != 2 || len(runs[1]) != 1 {
		t.Errorf("the line runs through %v", runs)
	}
	if a := s.timeAxis(); a.partial(2024) != "Jan–Aug 2024" {
		t.Errorf("the year is called %q", a.partial(2024))
	}
	share := panelOf("share", shareUnit, periods, []tradeflow.Key{{Reporter: "CHN"}}, []float64{0.1, 0.2, 0.3, 0.4})
	s, err = Lines(share).subject()
	if err != nil {
		t.Fatal(err)
	}
	chart.subject, chart.time = s, s.timeAxis()
	if runs := chart.runs(s.rows[0]); len(runs) != 1 || s.partial(3) || s.uneven() != "" {
		t.Errorf("shares do not grow with the months, and are cut into %v", runs)
	}
}

func TestUneven(t *testing.T) {
	euro := tradeflow.Unit{Name: "EUR"}
	for _, c := range []struct {
		periods []tradeflow.Period
		want    string
	}{
		{years(2020, 2024), ""},
		{[]tradeflow.Period{tradeflow.Year(2023), tradeflow.Month(2024, 1)}, "January 2024 is not a whole year"},
		{append(years(2020, 2023), months(2024, 1, 2)...), "January 2024 and February 2024 are each not a whole year"},
		{append(years(2020, 2023), months(2024, 1, 3)...), "January 2024 and 2 other periods are each not a whole year"},
		{append(years(2023, 2023), months(2024, 1, 3)...), "2023 is one number for 12 months"},
		{append(quarters(2023, 4), tradeflow.Month(2024, 1)), "January 2024 is not a whole quarter"},
		{append(months(2022, 11, 2), tradeflow.Span(2023, 1, 2), tradeflow.Month(2023, 3)), "January to February 2023 is one number for 2 months"},
		{append(years(2021, 2022), months(2023, 1, 3)...), "2021 and 2022 are each one number for 12 months"},
		{[]tradeflow.Period{tradeflow.Span(2023, 1, 1), tradeflow.Span(2023, 1, 2), tradeflow.Span(2023, 1, 3)}, ""}, // the year to date
	} {
		s, err := Lines(panelOf("value", euro, c.periods, []tradeflow.Key{{Reporter: "CHN"}}, make([]float64, len(c.periods)))).subject()
		if err != nil {
			t.Fatal(err)
		}
		if got := s.uneven(); got != c.want {
			t.Errorf("%v: %q, want %q", c.periods, got, c.want)
		}
	}
}

// TestVegaStacks: the ends of every part are given, so that no version of Vega-Lite
// stacks anew, fills a gap with zeros, or draws what is not whole.
func TestVegaStacks(t *testing.T) {
	values := func(name string) (out []map[string]any) {
		for _, v := range vegaOf(t, golden()[name])["data"].(map[string]any)["values"].([]any) {
			out = append(out, v.(map[string]any))
		}
		return out
	}
	runs, dates := map[any]int{}, map[any]float64{}
	for _, v := range values("area_gaps") {
		if v["run"] != nil {
			runs[v["run"]]++
			dates[v["date"]] += v["to"].(float64) - v["from"].(float64)
		} else if v["from"] != nil || v["to"] != nil {
			t.Errorf("%v is no part of a whole, and has a place", v)
		}
	}
	if len(runs) != 4 || runs[2.0] != 7 || len(dates) != 36 {
		t.Errorf("runs %v over %d months", runs, len(dates))
	}
	for date, sum := range dates {
		if math.Abs(sum-100) > 1e-6 {
			t.Errorf("%v ends at %v", date, sum)
		}
	}
	pale, more, totals := 0, 0, 0
	for _, v := range values("stacked_totals") {
		if v["pale"] == true {
			pale++
		}
		if v["more"] != nil && v["more"].(float64) < v["most"].(float64) {
			more++
		}
		if v["total"] != nil {
			totals++
		}
	}
	if pale != 5 || more != 2 || totals != 6 {
		t.Errorf("%d pale parts, %d ranges, %d totals; want 5, 2 and 6", pale, more, totals)
	}
	missing := 0
	for _, v := range values("stacked_each") {
		if v["missing"] != nil {
			missing++
		}
		if v["when"] == "Kyrgyzstan" && v["to"] != nil {
			t.Errorf("%v is drawn", v)
		}
	}
	if missing != 1 {
		t.Errorf("%d bars say n/a, want one", missing)
	}
}
