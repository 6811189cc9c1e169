package chart

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestStripOfSums: one line that sums reporters up has a strip where they change, and
// a ranking, which has no axis of time, says so in words.
func TestStripOfSums(t *testing.T) {
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, months(2024, 1, 6), []tradeflow.Key{{Partner: "KAZ"}}, []float64{5e6, 6e6, 5e6, 6e6, 3e6, 2e6})
	p.Sources = []string{"illustrative data, not customs statistics"}
	f := Lines(p)
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	if c.strip != nil {
		t.Error("a strip, and nobody is said to be silent")
	}
	p.Reporting = &tradeflow.Reporting{
		Reporters: []tradeflow.Country{"AUT", "BEL", "CZE"},
		Silent:    map[tradeflow.Period][]tradeflow.Country{tradeflow.Month(2024, time.May): {"BEL"}, tradeflow.Month(2024, time.June): {"AUT", "BEL"}},
	}
	f = Lines(p)
	f.Title = "The fall of the summer is one of reports"
	if c, err = f.compose(); err != nil {
		t.Fatal(err)
	}
	if c.strip == nil || c.strip.of != "reporters" || c.strip.all != 3 || !slices.Equal(c.strip.known, []int{3, 3, 3, 3, 2, 1}) {
		t.Fatalf("strip %+v", c.strip)
	}
	for _, size := range []Size{Wide, Phone} {
		f.Size = size
		for _, issue := range f.Lint() {
			t.Error(size, issue)
		}
		if svg := string(written(t, f, SVG)); !strings.Contains(svg, "3 reporters; dark where some are missing") {
			t.Error("the strip is not explained")
		}
		if *pictures != "" {
			if err := f.Save(*pictures + "/strip_sums_" + []string{"wide", "column", "phone", "slide"}[size] + ".png"); err != nil {
				t.Fatal(err)
			}
		}
	}
	bars := Bars(p.At(tradeflow.Month(2024, time.April), tradeflow.Month(2024, time.June)))
	svg := strings.Join(strings.Fields(string(written(t, bars, SVG))), " ")
	if !strings.Contains(svg, "3 reporters") {
		t.Error("nothing says that reporters are missing")
	}
}
