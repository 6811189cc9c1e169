package chart

import (
	"bytes"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
	"gonum.org/v1/plot/vg"
)

var threeShares = []tradeflow.Key{{Partner: "CHN"}, {Partner: "DEU"}, {Partner: "TUR"}}

func TestAreaErrors(t *testing.T) {
	two := years(2021, 2022)
	negative := panelOf("share", shareUnit, two, threeShares[:2], []float64{1.1, 0.5}, []float64{-0.1, 0.5})
	twice := panelOf("share", shareUnit, two, threeShares, []float64{0.6, 0.5}, []float64{0.3, 0.3}, []float64{0.1, 0.3})
	never := panelOf("share", shareUnit, two, threeShares[:2], []float64{0.6, nan}, []float64{nan, 0.3})
	for _, c := range []struct {
		name  string
		panel *tradeflow.Panel
		want  string
	}{
		{"nil", nil, "nil"},
		{"amounts", illustrativeYears(), "stats.Share"},
		{"points", illustrativePoints(), "stats.Share"},
		{"growth", illustrativeGrowth(), "rates of change"},
		{"index", illustrativeIndex(), "index numbers"},
		{"one period", illustrativeShares().At(tradeflow.Year(2021)), "StackedBars"},
		{"negative", negative, "negative share"},
		{"140 percent", twice, "the shares of 2022 add up to 110.0%"},
		{"never whole", never, "some of the 2 series is n/a"},
		{"World", panelOf("share", shareUnit, two, []tradeflow.Key{{Partner: "WLD"}, {Partner: "CHN"}}, []float64{0.5, 0.5}, []float64{0.5, 0.5}), "the World stands beside"},
		{"twins", panelOf("share", shareUnit, two, []tradeflow.Key{{Partner: "CHN"}, {Partner: "CHN"}}, []float64{0.5, 0.5}, []float64{0.5, 0.5}), "twice"},
	} {
		if err := Area(c.panel).Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", c.name, err, c.want)
		}
	}
}

// wholesOf cuts a panel up as a chart does.
func wholesOf(t *testing.T, p *tradeflow.Panel) *wholes {
	t.Helper()
	s, err := StackedBars(p).subject()
	if err != nil {
		t.Fatal(err)
	}
	h, err := newWholes(s, "StackedBars")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func labelsOf(h *wholes) string {
	var names []string
	for _, p := range h.parts {
		names = append(names, p.label)
	}
	return strings.Join(names, "|")
}

// TestAreaCloses: what the panel lacks of 100 is a part of its own, with its number
// in Data; and rounded shares are no such lack.
func TestAreaCloses(t *testing.T) {
	f := Area(illustrativeParts())
	data, err := f.Data()
	if err != nil {
		t.Fatal(err)
	}
	sums := map[tradeflow.Period]float64{}
	for _, d := range data {
		sums[d.Period] += d.Value
	}
	for period, sum := range sums {
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s adds up to %v", period, sum)
		}
	}
	if last := data[len(data)-1]; last.Label != notListed || math.Abs(last.Value-0.39) > 1e-9 || len(sums) != 8 {
		t.Errorf("last datum %v", last)
	}
	rounded := panelOf("share", shareUnit, years(2021, 2022), threeShares, []float64{0.333, 0.334}, []float64{0.333, 0.334}, []float64{0.333, 0.334})
	h := wholesOf(t, rounded)
	if got := labelsOf(h); got != "China|Germany|Türkiye" {
		t.Errorf("parts %s", got)
	}
	for _, one := range h.heaps {
		segments := h.segments(one, h.bands())
		if last := segments[len(segments)-1]; last.to != 100 {
			t.Errorf("rounded shares end at %v", last.to)
		}
	}
}

// TestAreaOrder: highlighted at the bottom, then the larger; Others are the light
// grey, and take no colour from the six.
func TestAreaOrder(t *testing.T) {
	p := illustrativeSupply()
	if got, want := labelsOf(wholesOf(t, p)), "China|EU27|Hong Kong|United Arab Emirates|Kazakhstan|Türkiye|Others"; got != want {
		t.Errorf("parts %s, want %s", got, want)
	}
	f := Area(p)
	f.Highlight = []string{"TUR"}
	s, err := f.subject()
	if err != nil {
		t.Fatal(err)
	}
	h, err := newWholes(s, "Area")
	if err != nil || h.parts[0].label != "Türkiye" || h.parts[0].color != vermilion {
		t.Errorf("%v at the bottom, %v", h.parts[0], err)
	}
	if last := h.parts[6]; last.color != othersGrey || h.merged != 0 {
		t.Errorf("Others are %v, and %d are merged", last, h.merged)
	}
	many := wholesOf(t, stats.Share(illustrativeSixty(), tradeflow.Category))
	bands := many.bands()
	if len(bands) != 7 || bands[6].label != "54 others" || bands[6].first != 6 || bands[6].last != 59 {
		t.Errorf("bands %v", bands)
	}
}

// TestAreaGaps: no area runs over a period in which one share is unknown.
func TestAreaGaps(t *testing.T) {
	c, err := Area(withGaps(illustrativeSupply())).compose()
	if err != nil {
		t.Fatal(err)
	}
	p := newProbe()
	c.draw(p)
	pieces, hatched := 0, 0
	for _, f := range p.fills {
		if f.color == othersGrey {
			pieces++
		}
	}
	for _, s := range p.strokes {
		if s.color == hatchGrey {
			hatched++
		}
	}
	if pieces != 4 || hatched < 50 {
		t.Errorf("Others are drawn in %d pieces, want 4; %d lines of hatching", pieces, hatched)
	}
	if note := Area(withGaps(illustrativeSupply())).Note; !strings.Contains(note, "n/a: not reported (January 2021 to March 2021, ") || !strings.Contains(note, "Türkiye: withheld (May 2024)") || strings.Contains(note, "China") {
		t.Errorf("note %q", note)
	}
}

func TestThickest(t *testing.T) {
	r := ribbon{x: []vg.Length{0, 100, 200}, low: []vg.Length{0, 0, 0}, high: []vg.Length{10, 40, 10}}
	at, ok := r.thickest(20, 10, nil, nil)
	if !ok || math.Abs(float64(at.X-100)) > 4 || math.Abs(float64(at.Y-18.2)) > 1.5 {
		t.Errorf("%v, %v: want the middle of the thickest place", at, ok)
	}
	if at, ok := r.thickest(20, 10, []vg.Length{100}, nil); !ok || math.Abs(float64(at.X-100)) < 13 {
		t.Errorf("%v, %v: a line runs through the text", at, ok)
	}
	if at, ok := r.thickest(20, 10, nil, []vg.Length{18}); !ok || math.Abs(float64(at.Y-18)) < 6 {
		t.Errorf("%v, %v: a level line runs through the text", at, ok)
	}
	if at, ok := r.thickest(20, 40, nil, nil); ok {
		t.Errorf("%v: a text that is too high has a place", at)
	}
	if at, ok := r.thickest(300, 5, nil, nil); ok {
		t.Errorf("%v: a text that is too wide has a place", at)
	}
	flat := ribbon{x: []vg.Length{0, 100, 200}, low: []vg.Length{0, 0, 0}, high: []vg.Length{30, 30 + 1e-9, 30}}
	if at, ok := flat.thickest(20, 10, nil, nil); !ok || at.X != 14 {
		t.Errorf("%v, %v: noise has chosen the place", at, ok)
	}
}

// TestAreaRanges: what a stack of 100 cannot show stands in the note, and beside
// the last numbers.
func TestAreaRanges(t *testing.T) {
	p := panelOf("share", shareUnit, years(2020, 2022), threeShares[:2], []float64{0.6, 0.5, 0.4}, []float64{0.4, 0.5, 0.6})
	p.Series[0].SetBounds(2, 0.36, 0.47)
	f := Area(p)
	if want := "the widest is that of China in 2022, 36% to 47%"; !strings.Contains(f.Note, want) || strings.Contains(f.Note, "Light") {
		t.Errorf("note %q, want %q", f.Note, want)
	}
	var b bytes.Buffer
	if err := f.Write(&b, SVG); err != nil || !strings.Contains(b.String(), "40% (36–47%)") {
		t.Errorf("the range is not at the end: %v", err)
	}
}
