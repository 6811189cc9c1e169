package chart

import (
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// multiplesFigures are the golden small multiples.
func multiplesFigures() map[string]*Figure {
	titled := func(f *Figure, title string, highlight ...string) *Figure {
		f.Title, f.Highlight = title, highlight
		return f
	}
	figures := map[string]*Figure{
		"multiples_index":  titled(Multiples(illustrativeEight()), "The rebound was strongest in goods that keep factories running"),
		"multiples_gaps":   titled(Multiples(illustrativeGaps()), "Drones appear in the statistics only with the nomenclature of 2022"),
		"multiples_groups": titled(Multiples(illustrativeRoutes()), "Kazakhstan and Kyrgyzstan took over what Germany lost", "DEU"),
		"multiples_many":   titled(Multiples(illustrativeMany()), "Twenty suppliers, as many as have room", "Türkiye"),
		"multiples_growth": titled(Multiples(illustrativeRates()), "One bad year, one very good one"),
		"multiples_names":  titled(Multiples(illustrativeNames()), "Long names are wrapped and shrunk above small charts"),
	}
	for _, name := range []string{"multiples_index", "multiples_groups"} {
		figures[name].Events = []Event{invasion}
	}
	figures["multiples_gaps"].Events = []Event{invasion, {2023, time.December, 22, "Banks are threatened with secondary sanctions"}}
	return figures
}

// illustrativeEight is eight categories on an index.
func illustrativeEight() *tradeflow.Panel {
	p := illustrativeIndex()
	for i, name := range []string{"Measuring instruments", "Optical devices", "Semiconductor devices"} {
		k := tradeflow.Key{Category: name}
		q := panelOf("index", indexUnit, p.Periods, []tradeflow.Key{k}, wave(46, 95, []float64{1.7, 2.1, 0.8}[i], 0.07, i+7))
		p.Series = append(p.Series, q.Series...)
	}
	return p
}

// illustrativeRoutes is what four countries sell of six categories.
func illustrativeRoutes() *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i, r := range []tradeflow.Country{"CHN", "DEU", "KAZ", "KGZ"} {
		for j, c := range []string{"bearings", "circuits", "computers", "drones", "telecom", "tools"} {
			v := wave(48, []float64{90e6, 160e6, 12e6, 6e6}[i]/float64(1+j%3), []float64{1.9, 0.15, 5, 9}[i], 0.08, 3*i+j)
			if c == "drones" {
				for k := range 12 {
					v[k] = nan
				}
			}
			keys, values = append(keys, tradeflow.Key{Reporter: r, Category: c}), append(values, v)
		}
	}
	p := panelOf("value", tradeflow.Unit{Name: "USD"}, months(2021, time.January, 48), keys, values...)
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Reporter | tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	return p
}

func facetsOf(t *testing.T, f *Figure) (*multiples, *probe) {
	t.Helper()
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	m := c.subject
	own := *m
	own.rows = slices.Clone(m.rows)
	out := &multiples{subject: &own, area: c.frame.panel, time: newTimeAxis(m.periods)}
	if err := out.divide(); err != nil {
		t.Fatal(err)
	}
	if err := out.layKey(); err != nil {
		t.Fatal(err)
	}
	out.layGrid()
	for i := range out.facets {
		out.layFacet(i)
	}
	p := newProbe()
	c.draw(p)
	return out, p
}

// TestMultiplesShareScales: the same number is as high, and the same month as far
// right, in every chart.
func TestMultiplesShareScales(t *testing.T) {
	for name, f := range multiplesFigures() {
		for f.Size = range Slide + 1 {
			c, _ := facetsOf(t, f)
			first := c.facets[0].chart
			for _, o := range c.facets[1:] {
				a, b := first.data.Size(), o.chart.data.Size()
				if math.Abs(float64(a.X-b.X)) > 1e-6 || math.Abs(float64(a.Y-b.Y)) > 1e-6 || first.plot.Y.Max != o.chart.plot.Y.Max || first.plot.Y.Min != o.chart.plot.Y.Min || first.plot.X.Min != o.chart.plot.X.Min {
					t.Errorf("%s, size %d: %s and %s have other scales", name, f.Size, c.facets[0].name, o.name)
				}
				for i, x := range c.facets {
					for _, y := range c.facets[:i] {
						if overlap(x.chart.area, y.chart.area) > 0 {
							t.Errorf("%s, size %d: %s lies on %s", name, f.Size, x.name, y.name)
						}
					}
				}
			}
		}
	}
}

// TestMultiplesDrawTheirData: every chart shows the last number of its line, and
// Data has the lines that are drawn, in their order.
func TestMultiplesDrawTheirData(t *testing.T) {
	f := Multiples(illustrativeMany())
	c, p := facetsOf(t, f)
	data, err := f.Data()
	if err != nil {
		t.Fatal(err)
	}
	if len(data) != 12*60 || len(c.facets) != 12 {
		t.Fatalf("%d numbers in %d charts", len(data), len(c.facets))
	}
	for i, facet := range c.facets {
		d := data[60*i+59]
		if d.Label != facet.name {
			t.Errorf("chart %d is %s, and in Data %s", i, facet.name, d.Label)
		}
		number := c.unit.value(d.Value*c.unit.factor, c.decimals)
		if !slices.ContainsFunc(p.texts, func(m mark) bool { return m.text == number }) {
			t.Errorf("%s ends at %s, which is not printed", facet.name, number)
		}
		if i > 0 && d.Value > data[60*i-1].Value {
			t.Errorf("%s ends higher than the one before", facet.name)
		}
	}
	if composed, _ := f.compose(); composed.plan.remark != "Of 20 charts the 12 whose lines end highest are drawn" {
		t.Error(composed.plan.remark)
	}
	_, p = facetsOf(t, Multiples(illustrativeGaps()))
	runs := 0
	for _, s := range p.strokes {
		if s.color == vermilion && s.width > 1 {
			runs++
		}
	}
	if runs != 3 {
		t.Errorf("two lines with gaps are drawn in %d pieces, want 3", runs)
	}
	absent := panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2020, 2022), []tradeflow.Key{{Reporter: "CHN"}, {Reporter: "DEU"}, {Reporter: "KAZ"}},
		[]float64{1e6, 2e6, 3e6}, []float64{nan, nan, nan}, []float64{2e6, 2.5e6, nan})
	c, _ = facetsOf(t, Multiples(absent))
	for i, want := range []string{"3.0", "2.5 (2021)", "n/a"} {
		if c.facets[i].number != want {
			t.Errorf("%s ends at %q, want %q", c.facets[i].name, c.facets[i].number, want)
		}
	}
}

func TestMultiplesGroups(t *testing.T) {
	f := Multiples(illustrativeRoutes())
	f.Highlight = []string{"DEU"}
	c, _ := facetsOf(t, f)
	if len(c.facets) != 6 || len(c.facets[0].rows) != 4 || !c.grouped {
		t.Fatalf("%d charts", len(c.facets))
	}
	colors := map[tradeflow.Country]map[string]bool{}
	for i, r := range c.rows {
		k := c.source.Series[i].Key.Reporter
		if colors[k] == nil {
			colors[k] = map[string]bool{}
		}
		colors[k][hex(r.color)] = true
		if r.strong != (k == "DEU") {
			t.Errorf("%s is highlighted: %v", r.label, r.strong)
		}
	}
	seen := map[string]bool{}
	for k, of := range colors {
		for color := range of {
			if len(of) != 1 || seen[color] {
				t.Errorf("%s has the colours %v", k, of)
			}
			seen[color] = true
		}
	}
	f.By = tradeflow.Reporter
	if c, _ := facetsOf(t, f); len(c.facets) != 4 || c.facets[0].name != "China" {
		t.Errorf("by reporter: %d charts", len(c.facets))
	}
	f.By = tradeflow.Reporter | tradeflow.Category
	if c, _ := facetsOf(t, f); c.grouped || len(c.facets) != 12 {
		t.Errorf("by both: %d charts", len(c.facets))
	}
	f.By = tradeflow.Partner
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "By") {
		t.Errorf("by what does not differ: %v", err)
	}
	for y := range 40 {
		f.By, f.Events = 0, append(f.Events, Event{2022, time.Month(1 + y%12), 1 + y%28, "Something that takes room"})
	}
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "fewer events") {
		t.Errorf("forty events: %v", err)
	}
	tips := c.targets()
	if len(tips) == 0 || len(tips) > mostTargets || !strings.Contains(strings.Join(tips[40].lines, "|"), "China") {
		t.Errorf("%d targets: %v", len(tips), tips)
	}
}
