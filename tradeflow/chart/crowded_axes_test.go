package chart

import (
	"fmt"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestDumbbellTicks: where names and numbers leave little room the axis keeps its
// lines, and gives up the labels between the first and the last.
func TestDumbbellTicks(t *testing.T) {
	p := crowd(years(2021, 2022), func(i int) string { return []string{"FRA", "GBR", "POL", "NLD"}[i] + " and its free zones" },
		func(i, j int) float64 { return []float64{0.1 * float64(i), 250 / float64(i+1)}[j] })
	p.Unit, p.Statistic = growthUnit, "change on a year earlier"
	f := Dumbbell(p)
	f.Title = "Growth of up to 25,000%"
	for f.Size = range Slide + 1 {
		for _, issue := range f.Lint() {
			if issue.Rule != "cut" {
				t.Errorf("size %d: %s", f.Size, issue)
			}
		}
	}
}

// TestStackedKey: a key of long names that would leave no room for bars is set smaller.
func TestStackedKey(t *testing.T) {
	name := func(i int) string {
		return fmt.Sprint("Numerically controlled machining centres and parts of them, numerically controlled machine ", i)
	}
	p := illustrativeSixty()
	p.Series = p.Series[:7]
	for i := range p.Series {
		p.Series[i].Key.Category = name(i)
	}
	last := len(p.Periods) - 1
	p.Series[2].Set(last, nan, nan, p.Series[2].Status[last])
	for n := 2; n <= last+1; n++ {
		f := StackedBars(p.At(p.Periods[last+1-n:]...))
		f.Title = "Illustrative numbers of machining centres and their parts, by who sells them to whom"
		f.Note = "Of what these centres are made in the end nothing is known. Of what they are made for nothing is known."
		for f.Size = range Slide + 1 {
			for _, issue := range f.Lint() {
				if issue.Rule != "cut" {
					t.Errorf("%d periods, size %d: %s", n, f.Size, issue)
				}
			}
		}
	}
}

// TestWordsClear: the line of zero does not run through "n/a", nor the name of a row
// into that of a period.
func TestWordsClear(t *testing.T) {
	long := "a very long name that goes on and on, and on and on, and on to the very last of characters"
	falling := panelOf("balance", tradeflow.Unit{Name: "EUR"}, months(2020, 1, 2), []tradeflow.Key{{Category: long}, {Category: "x"}, {Category: long + "x"}},
		[]float64{-1, -2}, []float64{-2, -3}, []float64{-3, -1})
	for name, f := range map[string]*Figure{"n/a across zero": StackedBars(illustrativeLosses()), "a name beside its heads": Dumbbell(falling)} {
		f.Title = "What stands where lines and names are"
		for f.Size = range Slide + 1 {
			for _, issue := range f.Lint() {
				t.Errorf("%s, size %d: %s", name, f.Size, issue)
			}
		}
	}
}
