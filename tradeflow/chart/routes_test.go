package chart

import (
	"io"
	"math"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/reroute"
)

// TestRoutes: the numbers are those of the screening, per month.
func TestRoutes(t *testing.T) {
	f := Routes(illustrativeScreening())
	data, err := f.Data()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]float64{}
	for _, d := range data {
		got[d.Label] = append(got[d.Label], d.Value)
	}
	for label, want := range map[string][2]float64{
		"Sanctioners (2) → Russia":     {150e6, 35e6}, // 1.8 billion a year, and 420 million
		"Sanctioners (2) → Kazakhstan": {15e6, 680e6 / 12},
		"Kazakhstan → Russia":          {1e6, 31e6},
		"Türkiye → Russia":             {7.5e6, 410e6 / 12},
	} {
		if v := got[label]; len(v) != 2 || math.Abs(v[0]-want[0]) > 1 || math.Abs(v[1]-want[1]) > 1 {
			t.Errorf("%s: %v, want %v", label, v, want)
		}
	}
	if want := "Flows of optics from 2 sanctioners to 3 hubs and Russia, and from the hubs to Russia, average per month, million USD, 2021 against 2023"; f.Subtitle != want {
		t.Errorf("got %q", f.Subtitle)
	}
	if !strings.Contains(f.Note, "show no shipment") || !strings.Contains(f.Note, "Routes are not observed") || f.Source != madeUp {
		t.Errorf("note %q, source %q", f.Note, f.Source)
	}
}

// TestRoutesOfSeveral: goods are added up, and a sum is unknown where a part is.
func TestRoutesOfSeveral(t *testing.T) {
	s := illustrativeScreening()
	for _, r := range s.Results {
		r.Category = "drones"
		if r.Hub == "KGZ" {
			r.Onward.After = reroute.Level{Value: math.NaN(), Status: tradeflow.Confidential}
		}
		s.Results = append(s.Results, r)
	}
	f := Routes(s)
	data, err := f.Data()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range data {
		switch {
		case d.Label == "Sanctioners (2) → Russia" && d.Period == tradeflow.Year(2021) && math.Abs(d.Value-300e6) > 1:
			t.Errorf("direct %v", d)
		case d.Label == "Kyrgyzstan → Russia" && (d.Status == tradeflow.Confidential) != (d.Period == tradeflow.Year(2023)):
			t.Errorf("onward %v", d)
		}
	}
	if !strings.Contains(f.Subtitle, "of 2 goods") || !strings.Contains(f.Note, "Kyrgyzstan → Russia: withheld (2023)") {
		t.Errorf("subtitle %q, note %q", f.Subtitle, f.Note)
	}
	s.Question.Sanctioners = s.Question.Sanctioners[:1]
	if f := Routes(s); !strings.Contains(f.Subtitle, "from Germany to 3 hubs") {
		t.Errorf("subtitle %q", f.Subtitle)
	}
	if err := Routes(reroute.Screening{}).Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "no series") {
		t.Error(err)
	}
}
