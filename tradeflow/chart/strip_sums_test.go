package chart

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
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

// TestStripOfComparisons: a rate on a month of fewer reporters has the strip of that
// month, and a single rate says it in words.
func TestStripOfComparisons(t *testing.T) {
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, months(2023, 1, 18), []tradeflow.Key{{Partner: "KAZ"}, {Partner: "UZB"}}, wave(18, 5e6, 1.4, 0.1, 1), wave(18, 7e6, 1.2, 0.1, 2))
	p.Reporting = &tradeflow.Reporting{
		Reporters: []tradeflow.Country{"AUT", "BEL", "CZE"},
		Silent:    map[tradeflow.Period][]tradeflow.Country{tradeflow.Month(2023, time.March): {"BEL"}},
	}
	growth := stats.YoY(p)
	f := Lines(growth)
	f.Title = "Growth on months of which not all is known"
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	if c.strip == nil || !slices.Equal(c.strip.known, []int{3, 3, 2, 3, 3, 3}) {
		t.Errorf("strip %+v", c.strip)
	}
	const words = "Only 2 of 3 reporters have published both of the periods that are compared"
	for of, want := range map[time.Month]bool{time.March: true, time.April: false} {
		one := Bars(growth.At(tradeflow.Month(2024, of)))
		one.Title = "Growth on a month of which not all is known"
		for one.Size = range Slide + 1 {
			for _, issue := range one.Lint() {
				t.Error(of, one.Size, issue)
			}
			probe, err := one.compose()
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(probe.plan.remark, words); got != want {
				t.Errorf("%s: remark %q", of, probe.plan.remark)
			}
		}
	}
}
