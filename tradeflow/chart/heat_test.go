package chart

import (
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// heatFigures are the golden heat maps.
func heatFigures() map[string]*Figure {
	titled := func(f *Figure, title string, highlight ...string) *Figure {
		f.Title, f.Highlight = title, highlight
		return f
	}
	return map[string]*Figure{
		"heat_shares":  titled(Heat(illustrativeSuppliers()), "Chips go through Hong Kong; machine tools come straight from China"),
		"heat_growth":  titled(Heat(illustrativeRates()), "After two bad years growth came back, and then went", "Machine tools"),
		"heat_amounts": titled(Heat(illustrativeAmounts()), "China and Hong Kong sell most of what is sold", "CHN"),
		"heat_months":  titled(Heat(illustrativeGaps()), "Thirty-odd months of drones, and what came before"),
		"heat_names":   titled(Heat(illustrativeNames()), "Long names are wrapped and shrunk in a table too"),
		"heat_sixty":   titled(Heat(illustrativeSixty()), "Sixty categories, as many as have room"),
	}
}

// illustrativeSuppliers is where Russia's imports of each category come from.
func illustrativeSuppliers() *tradeflow.Panel {
	partners := []tradeflow.Country{"ARE", "CHN", "DEU", "HKG", "IND", "KAZ", "KGZ", "TUR"}
	var keys []tradeflow.Key
	var values [][]float64
	for _, c := range []struct {
		category string
		percent  []float64
	}{
		{"bearings", []float64{3, 66, 6, 0, 9, 4, 5, 7}},
		{"circuits", []float64{4, 38, 0.3, 41, 12, 1, 1, 3}},
		{"computers", []float64{8, 68, 1, 11, 4, 3, 1, 4}},
		{"drones", []float64{5, nan, 6, 9, 11, 2, nan, 4}},
		{"telecom", []float64{6, 74, 1, 9, 4, 2, 1, 3}},
		{"tools", []float64{2, 44, 8, 1, 35, 1, 0, 9}},
	} {
		for i, v := range c.percent {
			keys = append(keys, tradeflow.Key{Partner: partners[i], Category: c.category})
			values = append(values, []float64{math.Round(10*v) / 1000})
		}
	}
	p := panelOf("share of value", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "each category"}, years(2023, 2023), keys, values...)
	s := p.Find(tradeflow.Key{Partner: "CHN", Category: "tools"})
	s.Upper[0] = 0.52
	p.Query.Direction = tradeflow.Import
	p.Query.Reporters = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Partner | tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	return p
}

// illustrativeRates is growth of categories, with a newcomer and a range.
func illustrativeRates() *tradeflow.Panel {
	keys := []tradeflow.Key{{Category: "bearings"}, {Category: "circuits"}, {Category: "computers"}, {Category: "drones"}, {Category: "telecom"}, {Category: "tools"}}
	p := panelOf("change on a year earlier", growthUnit, years(2018, 2024), keys,
		[]float64{0.04, -0.02, -0.31, -0.12, 0.44, 0.21, -0.08},
		[]float64{0.11, 0.07, -0.22, 0.02, 0.61, 0.35, -0.14},
		[]float64{-0.01, 0, -0.18, -0.09, 0.05, 0.03, 0.01},
		[]float64{nan, nan, nan, nan, nan, 8.4, 0.63},
		[]float64{0.02, 0.01, -0.28, -0.16, -0.05, 0.09, -0.03},
		[]float64{0.06, 0.03, -0.35, 0.13, 1.49, 0.68, -0.11})
	for i := range 5 {
		p.Series[3].Status[i] = tradeflow.NotInNomenclature
	}
	p.Series[3].Status[4] = tradeflow.New
	p.Series[1].SetBounds(6, -0.19, -0.08)
	p.Query.Reporters = []tradeflow.Country{"CHN"}
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	return p
}

// illustrativeAmounts has one giant, small ones beside it, a range, and
// combinations of which the panel knows nothing.
func illustrativeAmounts() *tradeflow.Panel {
	reporters := []tradeflow.Country{"ARE", "ARM", "CHN", "GEO", "HKG", "KAZ", "KGZ", "TUR", "UZB"}
	categories := []string{"bearings", "circuits", "computers", "telecom", "tools"}
	var keys []tradeflow.Key
	var values [][]float64
	for i, r := range reporters {
		for j, c := range categories {
			v := math.Round(4e9/math.Pow(2.6, float64((i*5+8)%9))/float64(1+(j*3+i)%5)/1e4) * 1e4
			if i+j == 3 || r == "UZB" && j > 1 {
				continue
			}
			keys = append(keys, tradeflow.Key{Reporter: r, Category: c})
			values = append(values, []float64{v})
		}
	}
	p := panelOf("value", tradeflow.Unit{Name: "USD"}, years(2024, 2024), keys, values...)
	p.Series[2].Upper[0] = 3 * p.Series[2].Values[0]
	p.Query.Partners = []tradeflow.Country{"RUS"}
	p.Query.By = tradeflow.Reporter | tradeflow.Category
	p.Query.Scheme = illustrativeScheme()
	p.Valuation = "FOB"
	return p
}

func laidHeat(t *testing.T, f *Figure) (*heat, *probe) {
	t.Helper()
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	h, err := layHeat(c.subject, c.frame.panel)
	if err != nil {
		t.Fatal(err)
	}
	p := newProbe()
	c.draw(p)
	return h, p
}

func namesOf(members []member) (out []string) {
	for _, m := range members {
		out = append(out, m.name)
	}
	return out
}

// TestHeatDrawsItsData: every number of the table of the figure is printed in the
// row and column of its name, and nothing else is.
func TestHeatDrawsItsData(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for name, f := range heatFigures() {
		for f.Size = range Slide + 1 {
			c, p := laidHeat(t, f)
			data, err := f.Data()
			if err != nil {
				t.Fatal(err)
			}
			drawn := 0
			for i := range c.rows {
				for j := range c.columns {
					s, ok := c.at(i, j)
					if !ok {
						t.Errorf("%s: no number for %s, %s", name, c.rows[i].name, c.columns[j].name)
						continue
					}
					drawn++
					label, period := c.subject.rows[s.row].label, c.periods[s.period]
					if !slices.ContainsFunc(data, func(d Datum) bool { return d.Label == label && d.Period == period }) {
						t.Errorf("%s, size %d: %s in %s is drawn and not in Data", name, f.Size, label, period)
					}
					cell, found := c.cell(i, j), []string{}
					for _, m := range p.texts {
						if x, y := (m.box.Min.X+m.box.Max.X)/2, (m.box.Min.Y+m.box.Max.Y)/2; cell.Min.X < x && x < cell.Max.X && cell.Min.Y < y && y < cell.Max.Y {
							found = append(found, m.text)
						}
					}
					if !slices.Equal(found, c.figure(s)) {
						t.Errorf("%s, size %d: %s in %s is printed %q, want %q", name, f.Size, label, period, found, c.figure(s))
					}
				}
			}
			if drawn != len(data) {
				t.Errorf("%s, size %d: %d cells, and %d numbers in Data", name, f.Size, drawn, len(data))
			}
		}
	}
}

func TestHeatSides(t *testing.T) {
	f := Heat(illustrativeSuppliers())
	c, _ := laidHeat(t, f)
	if got := namesOf(c.rows); len(got) != 8 || got[0] != "China" || got[7] != "Kyrgyzstan" {
		t.Errorf("rows %q, want eight partners", got)
	}
	f.By = tradeflow.Category
	c, _ = laidHeat(t, f)
	if got := namesOf(c.rows); len(got) != 6 || c.columns[0].name != "China" {
		t.Errorf("by category: rows %q", got)
	}
	f.By = tradeflow.Category | tradeflow.Partner
	c, _ = laidHeat(t, f)
	if len(c.columns) != 1 || c.columns[0].name != "2023" || !strings.Contains(c.rows[0].name, ", ") {
		t.Errorf("by both: rows %q, columns %q", namesOf(c.rows), namesOf(c.columns))
	}
	f.By = tradeflow.Commodity
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "By") {
		t.Errorf("by what does not differ: %v", err)
	}
	f = Heat(illustrativeRoutes())
	if c, _ := laidHeat(t, f); !strings.Contains(c.rows[0].name+c.columns[0].name, ", ") {
		t.Errorf("two dimensions and four years: %q, %q", namesOf(c.rows), namesOf(c.columns))
	}
	f.By = tradeflow.Category
	if err := f.Write(io.Discard, SVG); err == nil || !strings.Contains(err.Error(), "panel.At") {
		t.Errorf("by category in several periods: %v", err)
	}
	c, _ = laidHeat(t, Heat(illustrativeRates()))
	if got := namesOf(c.columns); len(got) != 7 || got[0] != "2018" || got[6] != "2024" {
		t.Errorf("columns %q", got)
	}
	c, _ = laidHeat(t, Heat(illustrativeSixty()))
	if got := namesOf(c.rows); !c.down.time || len(got) != 5 || len(c.columns) < 20 {
		t.Errorf("rows %q, %d columns; want all five years, and more than twenty rows would hold", got, len(c.columns))
	}
	long := illustrativeRates()
	long.Periods, long.Series = months(2020, time.January, 60), long.Series[:2]
	for i := range long.Series {
		s := tradeflow.NewSeries(long.Series[i].Key, 60, tradeflow.NotReported)
		for j := range 60 {
			s.Set(j, 0.01*float64(j), 0.01*float64(j), tradeflow.OK)
		}
		long.Series[i] = s
	}
	c, _ = laidHeat(t, Heat(long))
	if got := len(c.rows) * len(c.columns); got < 100 || c.across.time && c.columns[len(c.columns)-1].name != "Dec 2024" {
		t.Errorf("%d of 120 cells, columns %q", got, namesOf(c.columns))
	}
	three := illustrativeSuppliers()
	for i := range three.Series {
		if three.Series[i].Key.Category == "drones" {
			three.Series[i].Key.Reporter = "BLR"
		} else {
			three.Series[i].Key.Reporter = "RUS"
		}
	}
	c, _ = laidHeat(t, Heat(three))
	if len(c.columns) != 2 {
		t.Errorf("three dimensions: columns %q", namesOf(c.columns))
	}
}

// TestHeatMissing: what the panel does not have is missing, in the drawing as in
// the table, and never zero.
func TestHeatMissing(t *testing.T) {
	p := illustrativeAmounts()
	n := len(p.Series)
	f := Heat(p)
	if len(p.Series) != n {
		t.Error("Heat has changed its panel")
	}
	data, err := f.Data()
	if err != nil || len(data) != 45 {
		t.Fatalf("%d numbers, %v; want nine times five", len(data), err)
	}
	absent := 0
	for _, d := range data {
		if math.IsNaN(d.Value) {
			absent++
			if d.Status != tradeflow.NotReported {
				t.Errorf("%s: %s", d.Label, d.Status)
			}
		}
	}
	if absent != 45-n {
		t.Errorf("%d numbers are missing, want %d", absent, 45-n)
	}
	if !strings.Contains(f.Note, "n/a: not reported (7 numbers)") {
		t.Errorf("note %q", f.Note)
	}
	c, probe := laidHeat(t, f)
	texts := 0
	for _, m := range probe.texts {
		if m.text == "n/a" {
			texts++
		}
	}
	if texts != absent {
		t.Errorf("%d times n/a, want %d", texts, absent)
	}
	hatchedOnly(t, c, probe)
	zero := panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2023, 2023), []tradeflow.Key{{Partner: "CHN"}, {Partner: "DEU"}}, []float64{0}, []float64{nan})
	c, probe = laidHeat(t, Heat(zero))
	if i := slices.IndexFunc(probe.texts, func(m mark) bool { return m.text == "0" && m.box.Max.Y < c.tops[0] }); i < 0 {
		t.Error("a zero is not printed as 0")
	}
}

// TestHeatRanges: both ends are printed, and a number has the colour of what is
// printed.
func TestHeatRanges(t *testing.T) {
	p := panelOf("share", shareUnit, years(2023, 2023), []tradeflow.Key{{Partner: "CHN"}, {Partner: "DEU"}, {Partner: "KAZ"}}, []float64{0.44}, []float64{0.0996}, []float64{0.1})
	p.Series[0].Upper[0] = 0.5
	c, _ := laidHeat(t, Heat(p))
	if got := c.figure(spot{0, 0}); !slices.Equal(got, []string{"44–50"}) {
		t.Errorf("a range is printed %q", got)
	}
	if c.figure(spot{1, 0})[0] != "10" || c.class(9.96) != c.class(10) {
		t.Errorf("9.96 is printed %q, in class %d; 10 is in class %d", c.figure(spot{1, 0}), c.class(9.96), c.class(10))
	}
	if c.digits = 1; c.class(9.95) != c.class(9.9) { // 9.95 is a little less in binary, and is printed 9.9
		t.Error("9.95 has another colour than 9.9")
	}
	g := illustrativeRates()
	c, _ = laidHeat(t, Heat(g))
	if got := c.figure(spot{1, 6}); strings.Join(got, " ") != "−19 to −8" {
		t.Errorf("a range on both sides is printed %q", got)
	}
	if tips := c.targets(); len(tips) != 42 || !strings.Contains(strings.Join(tips[41].lines, "|"), "2024|Telecom equipment: −3.0%") {
		t.Errorf("%d targets, the last %q", len(tips), tips[len(tips)-1].lines)
	}
}

// TestHeatOddInput: whatever the panel, there is a figure to be read at every size,
// or an error.
func TestHeatOddInput(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	euro := tradeflow.Unit{Name: "EUR"}
	pairs := func(n, m int, v func(i, j int) float64) *tradeflow.Panel {
		var keys []tradeflow.Key
		var values [][]float64
		for i := range n {
			for j := range m {
				keys = append(keys, tradeflow.Key{Category: "Category " + string(rune('A'+i)), Partner: tradeflow.Country("P" + string(rune('A'+j/10)) + string(rune('0'+j%10)))})
				values = append(values, []float64{v(i, j)})
			}
		}
		return panelOf("value", euro, years(2023, 2023), keys, values...)
	}
	named := pairs(3, 3, func(i, j int) float64 { return float64(1 + i + j) })
	for i := range named.Series {
		named.Series[i].Key.Category += " of a name that goes on for ninety characters, as those of the nomenclature do"
	}
	twice := pairs(2, 2, func(i, j int) float64 { return float64(i + j) })
	twice.Series = append(twice.Series, twice.Series[0])
	for name, p := range map[string]*tradeflow.Panel{
		"one":           pairs(1, 1, func(int, int) float64 { return 7 }),
		"zeros":         pairs(3, 4, func(int, int) float64 { return 0 }),
		"equal":         pairs(3, 4, func(int, int) float64 { return 5 }),
		"negative":      pairs(3, 4, func(i, j int) float64 { return float64(i-j) * 1e6 }),
		"all negative":  pairs(3, 4, func(i, j int) float64 { return -1 - float64(i*j) }),
		"vast":          pairs(3, 4, func(i, j int) float64 { return math.Pow(1000, float64(i+j)) }),
		"tiny":          pairs(3, 4, func(i, j int) float64 { return 1e-6 * float64(1+i*j) }),
		"checkered":     pairs(5, 5, func(i, j int) float64 { return []float64{1, nan}[(i+j)%2] }),
		"many":          pairs(20, 25, func(i, j int) float64 { return float64(i * j) }),
		"names":         named,
		"twice":         twice,
		"months":        illustrativeMonths(),
		"no unit":       panelOf("value", tradeflow.Unit{}, years(2020, 2021), []tradeflow.Key{{Category: "a"}, {Category: "b"}}, []float64{1, 2}, []float64{3, nan}),
		"right to left": panelOf("value", euro, years(2020, 2021), []tradeflow.Key{{Category: "a\u202eb\x00"}, {Category: ""}}, []float64{1, 2}, []float64{3, nan}),
	} {
		for size := range Slide + 1 {
			for kind, f := range map[string]*Figure{"heat": Heat(p), "multiples": Multiples(p)} {
				f.Title, f.Size = "Odd, but it can be drawn", size
				if name == "no unit" {
					f.Subtitle += ", pieces"
				}
				for _, issue := range f.Lint() {
					if name == "twice" && issue.Rule == "named" {
						continue // two series of one name cannot be told apart, and Lint says so
					}
					t.Errorf("%s, %s, size %d: %s", name, kind, size, issue)
				}
				if *pictures != "" && (size == Wide || size == Phone) {
					f.Save(filepath.Join(*pictures, "odd2_"+name+"_"+kind+map[Size]string{Wide: "_wide", Phone: "_phone"}[size]+".png"))
				}
			}
		}
	}
	for name, p := range map[string]*tradeflow.Panel{
		"nil": nil, "empty": {}, "unknown": pairs(2, 2, func(int, int) float64 { return nan }),
	} {
		for kind, f := range map[string]*Figure{"heat": Heat(p), "multiples": Multiples(p)} {
			if err := f.Write(io.Discard, SVG); err == nil {
				t.Errorf("%s, %s: drawn", name, kind)
			}
		}
	}
}
