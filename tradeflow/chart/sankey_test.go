package chart

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

func TestSankeyErrors(t *testing.T) {
	hubs := illustrativeHubs
	change := func(k int, do func(p *tradeflow.Panel)) []*tradeflow.Panel {
		stages := hubs()
		do(stages[k])
		return stages
	}
	for _, c := range []struct {
		want   string
		stages []*tradeflow.Panel
	}{
		{"of 0 panels", nil},
		{"of 4 panels", append(hubs(), hubs()...)},
		{"panel 2 is nil", []*tradeflow.Panel{hubs()[0], nil}},
		{"panel 1 is nil", []*tradeflow.Panel{nil}},
		{"panel 1 has no series", change(0, func(p *tradeflow.Panel) { p.Series = nil })},
		{"panel 2 has no periods", change(1, func(p *tradeflow.Panel) { p.Periods = nil })},
		{"panel.At", []*tradeflow.Panel{hubs()[0].At(years(2020, 2023)...), hubs()[1]}},
		{"need amounts", change(0, func(p *tradeflow.Panel) { p.Unit = shareUnit })},
		{"in EUR and the first in USD", change(1, func(p *tradeflow.Panel) { p.Unit.Name = "EUR" })},
		{`of "net weight" and the first of "value"`, change(1, func(p *tradeflow.Panel) { p.Statistic = "net weight" })},
		{"several categories", change(0, func(p *tradeflow.Panel) { p.Series[0].Key.Category = "drones" })},
		{"of other goods than the first", change(1, func(p *tradeflow.Panel) {
			for i := range p.Series {
				p.Series[i].Key.Category = "drones"
			}
		})},
		{"of other goods than the first", change(1, func(p *tradeflow.Panel) { p.Query.Scheme = illustrativeScheme() })},
		{"below zero", change(1, func(p *tradeflow.Panel) { p.Series[0].Set(0, -1, -1, tradeflow.OK) })},
		{"from where to where", change(1, func(p *tradeflow.Panel) { p.Series[0].Key.Partner = "" })},
		{"China → Russia twice", change(1, func(p *tradeflow.Panel) { p.Series = append(p.Series, p.Series[0]) })},
		{"beside", change(0, func(p *tradeflow.Panel) { p.Series[0].Key.Reporter = tradeflow.World })},
		{"EU27 beside Germany", change(0, func(p *tradeflow.Panel) { p.Series[0].Key.Reporter = "DEU" })},
		{"no number", []*tradeflow.Panel{flowsOf(in2023, "CHN", "HKG", amounts{nan})}},
	} {
		f := Sankey(c.stages...)
		err := f.Write(io.Discard, SVG)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got %v", c.want, err)
		}
		if _, other := f.Data(); other == nil || len(f.Lint()) != 1 || f.WriteCSV(io.Discard) == nil || f.WriteJSON(io.Discard) == nil || f.WriteVegaLite(io.Discard) == nil {
			t.Errorf("%q: drawn all the same", c.want)
		}
	}
	if err := Sankey(hubs()...).WriteVegaLite(io.Discard); err == nil || !strings.Contains(err.Error(), "no form in Vega-Lite") {
		t.Error(err)
	}
}

func TestSankeyWords(t *testing.T) {
	f := Sankey(illustrativeTwoYears()...)
	if want := "Exports from 4 economies to 5 hubs, and from these to Russia, billion USD, FOB, 2021 against 2023"; f.Subtitle != want {
		t.Errorf("got %q", f.Subtitle)
	}
	if want := "Routes are not observed: what a hub gets and what it sends on are separate declarations. n/a: United Arab Emirates → Russia: not reported (2021)."; f.Note != want {
		t.Errorf("got %q", f.Note)
	}
	if want := "Sankey diagram: Exports from 4 economies to 5 hubs, and from these to Russia, billion USD, FOB, 2021 against 2023. " +
		"Largest flow of the first stage: China to China, 3.10 billion USD in 2021 and 4.90 billion USD in 2023. Of the second: China to Russia, 1.90 billion USD in 2021 and 5.70 billion USD in 2023."; f.Alt != want {
		t.Errorf("got %q", f.Alt)
	}
	stages := illustrativeHubs()
	stages[0].Warn(tradeflow.AboutCoverage, "one")
	stages[1].Warn(tradeflow.AboutCoverage, "two")
	stages[1].Sources = []string{"another source"}
	stages[1].Valuation = "CIF"
	stages[1].Series[0].Upper[0] = 9e9
	f = Sankey(stages...)
	for _, want := range []string{"one. Two.", "more may"} {
		if !strings.Contains(f.Note, want) {
			t.Errorf("note %q lacks %q", f.Note, want)
		}
	}
	if f.Source != madeUp+"; another source" || !strings.Contains(f.Subtitle, "FOB and CIF") {
		t.Errorf("source %q, subtitle %q", f.Source, f.Subtitle)
	}
	uneven := flowsOf([]tradeflow.Period{tradeflow.Year(2023), tradeflow.Span(2024, time.January, time.September)}, "CHN", "HKG", amounts{2, 1})
	if f := Sankey(uneven); !strings.Contains(f.Note, "not equally long") {
		t.Errorf("note %q", f.Note)
	}
}

// TestSankeyThree: four columns have room where the paper is not narrow.
func TestSankeyThree(t *testing.T) {
	f := Sankey(append(illustrativeHubs(), flowsOf(in2023, "RUS", "BLR", amounts{1.1e9}, "RUS", "KAZ", amounts{0.7e9}))...)
	f.Title = "Three stages, and what goes on from Russia"
	for _, f.Size = range []Size{Wide, Column, Slide} {
		for _, i := range f.Lint() {
			t.Errorf("size %d: %s", f.Size, i)
		}
		if *pictures != "" {
			if err := f.Save(filepath.Join(*pictures, fmt.Sprint("sankey_three_", f.Size, ".png"))); err != nil {
				t.Error(err)
			}
		}
	}
	if want := "Exports from 4 economies to 5 hubs, from these to Russia, and from these to 2 destinations, billion USD, FOB, 2023"; f.Subtitle != want {
		t.Errorf("got %q", f.Subtitle)
	}
}

// TestSankeyImports: what an importer declares goes from its partner to it.
func TestSankeyImports(t *testing.T) {
	p := flowsOf(in2023, "HKG", "CHN", amounts{5e6})
	p.Query.Direction = tradeflow.Import
	data, err := Sankey(p).Data()
	if err != nil || len(data) != 1 || data[0].Label != "China → Hong Kong" {
		t.Error(data, err)
	}
	q := flowsOf(in2023, "CHN", "", amounts{5e6}, "DEU", "", amounts{4e6})
	q.Query.By, q.Query.Partners = tradeflow.Reporter, []tradeflow.Country{"RUS"}
	data, err = Sankey(q).Data()
	if err != nil || len(data) != 2 || data[1].Label != "Germany → Russia" {
		t.Error(data, err)
	}
}

// TestSankeyUnknown: a flow without a number has no height, a dashed line, and
// n/a at both of its ends.
func TestSankeyUnknown(t *testing.T) {
	c, _ := laidOut(t, Wide, illustrativeTwoYears()...)
	for _, want := range []struct {
		column int
		name   string
		words  [2]string
	}{
		{0, "South Korea", [2]string{"0.7", "1.1"}},
		{1, "United Arab Emirates", [2]string{"in 0.3, out n/a", "in 0.8, out 0.6"}},
		{1, "Türkiye", [2]string{"in 0.6, out 0.1", "0.9"}},
		{2, "Russia", [2]string{"2.2 + n/a", "10.0"}},
	} {
		for j := range c.periods {
			if got := strings.ReplaceAll(c.words(c.barOf(want.column, want.name), j), "\u00A0", " "); got != want.words[j] {
				t.Errorf("%s: %q, want %q", want.name, got, want.words[j])
			}
		}
	}
	p := newProbe()
	c.draw(newPen(p, c.sheet))
	dashed := 0
	for _, s := range p.strokes {
		if s.color == axisGrey {
			dashed++
		}
	}
	if dashed == 0 {
		t.Error("no line is drawn for the unknown flow")
	}
}

// TestSankeyPasses: what goes to the destination without a hub passes them.
func TestSankeyPasses(t *testing.T) {
	first := flowsOf(in2023, "DEU", "KAZ", amounts{3e6}, "DEU", "RUS", amounts{5e6}, "DEU", "MNG", amounts{1e6}, "FRA", "RUS", amounts{2e6})
	second := flowsOf(in2023, "KAZ", "RUS", amounts{4e6})
	c, _ := laidOut(t, Wide, first, second)
	direct, russia := c.barOf(1, "Direct"), c.barOf(2, "Russia")
	if direct == nil || c.words(direct, 0) != "$7m" || c.words(russia, 0) != "$11m" || c.columns[1][0] != direct {
		t.Errorf("direct: %v, Russia gets %s", direct, c.words(russia, 0))
	}
	if got := c.words(c.barOf(1, "Mongolia"), 0); got != "in\u00A0$1m" {
		t.Errorf("what goes nowhere from a hub: %q", got)
	}
	if got := Sankey(first, second).Subtitle; !strings.HasPrefix(got, "Exports from 2 economies to 2 hubs and Russia, and from the hubs to Russia,") {
		t.Errorf("got %q", got)
	}
	for _, b := range c.bands {
		grey := c.rows[b.row].label == "Kazakhstan → Russia"
		if b.grey != grey {
			t.Errorf("%s is grey: %v", c.rows[b.row].label, b.grey)
		}
	}
}

// TestSankeyOrder: bars are exchanged until nothing crosses that need not.
func TestSankeyOrder(t *testing.T) {
	p := flowsOf(in2023, "CHN", "KAZ", amounts{9}, "DEU", "ARM", amounts{8}, "FRA", "TUR", amounts{7}, "ITA", "ARM", amounts{2}, "ITA", "TUR", amounts{3})
	c, _ := laidOut(t, Wide, p)
	if got := c.crossings(); got != 0 {
		var names []string
		for _, column := range c.columns {
			for _, n := range column {
				names = append(names, n.name)
			}
		}
		t.Errorf("%v crosses in %v", got, names)
	}
}

// TestSankeyOthers: the smallest are merged, highlighted ones never; unknown flows
// stay apart from the sum.
func TestSankeyOthers(t *testing.T) {
	stages := illustrativeCrowd()
	f := Sankey(stages...)
	f.Title = "Finland stays"
	f.Highlight = []string{"Finland"}
	data, err := f.Data()
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]Datum{}
	for _, d := range data {
		if _, twice := labels[d.Label]; twice {
			t.Errorf("%s is there twice", d.Label)
		}
		labels[d.Label] = d
	}
	if d := labels["Netherlands → Hong Kong"]; !math.IsNaN(d.Value) || d.Status != tradeflow.NotReported {
		t.Errorf("the unknown flow is %v", d)
	}
	if d, ok := labels["Finland → Hong Kong"]; !ok || d.Value <= 0 {
		t.Errorf("the highlighted economy is %v", d)
	}
	c, grouped := laidOut(t, Wide, stages...)
	if grouped.nodes != mostNodes || len(grouped.others) != 2 || grouped.remark() != "Others are the smallest of their column" {
		t.Errorf("%+v", grouped)
	}
	rest := c.columns[0][len(c.columns[0])-1]
	if rest.merged != 6 || rest.name != "Others (6)" || c.barOf(0, "Italy") != nil {
		t.Errorf("the last origin is %+v", rest)
	}
	for _, i := range f.Lint() {
		t.Error(i)
	}
}

func TestSankeyColors(t *testing.T) {
	f := Sankey(illustrativeHubs()...)
	shade := func(label string) string {
		n, _ := join(illustrativeHubs())
		s, err := f.subject()
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := n.set(s, newFrame(f, s.sheet, nil, "").panel)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range c.bands {
			if c.rows[b.row].label == label {
				return fmt.Sprint(hex(b.color), " ", b.color.A)
			}
		}
		return "not there"
	}
	expect := func(label, want string) {
		t.Helper()
		if got := shade(label); got != want {
			t.Errorf("%s is %s, want %s", label, got, want)
		}
	}
	expect("China → Hong Kong", "#0072B2 153")
	expect("United States → Hong Kong", "#009E73 153")
	expect("China → Russia", "#B2B2B2 102")
	f.Highlight = []string{"HKG"}
	expect("China → Hong Kong", "#D55E00 153")
	expect("Hong Kong → Russia", "#D55E00 153")
	expect("China → China", "#B2B2B2 102")
	f.Highlight = nil
	f.Colors = map[string]color.Color{"China": purple, "EU27 → Türkiye": green}
	expect("China → Hong Kong", "#CC79A7 153")
	expect("EU27 → Türkiye", "#009E73 153")
	expect("China → Russia", "#B2B2B2 102")
}

// TestSankeyTargets: under a pointer are the numbers of bands and bars.
func TestSankeyTargets(t *testing.T) {
	f := Sankey(illustrativeTwoYears()...)
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, target := range c.targets() {
		if size := target.area.Size(); size.X <= 0 || size.Y <= 0 {
			t.Errorf("a target of %v", size)
		}
		all = append(all, strings.Join(target.lines, "|"))
	}
	for _, want := range []string{
		"2023|China → Hong Kong: 800.00 million USD", "2021|United Arab Emirates → Russia: n/a: not reported",
		"2021|United Arab Emirates|in: 300.00 million USD|out: n/a", "2021|Russia|in: 2.21 billion USD + n/a",
	} {
		if !slices.Contains(all, want) {
			t.Errorf("no %q in %q", want, all)
		}
	}
}

// TestSankeyOdd draws what is odd but can be drawn.
func TestSankeyOdd(t *testing.T) {
	long := strings.Repeat("Donaudampfschifffahrt ", 4)
	var crowd []any
	for i := range 60 {
		crowd = append(crowd, fmt.Sprint("Economy ", i), fmt.Sprint("Hub ", i%17), amounts{float64(1 + i*i)})
	}
	for name, stages := range map[string][]*tradeflow.Panel{
		"one flow":   {flowsOf(in2023, "CHN", "HKG", amounts{5})},
		"zeros":      {flowsOf(in2023, "CHN", "HKG", amounts{0}, "CHN", "RUS", amounts{0})},
		"equal":      {flowsOf(in2021And2023, "CHN", "HKG", amounts{5, 5}, "DEU", "RUS", amounts{5, 5})},
		"vast":       {flowsOf(in2023, "CHN", "HKG", amounts{1e15}, "DEU", "RUS", amounts{1e-6})},
		"tiny":       {flowsOf(in2023, "CHN", "HKG", amounts{1e-6}, "DEU", "RUS", amounts{3e-7})},
		"sixty":      {flowsOf(in2023, crowd...), flowsOf(in2023, "Hub 1", "RUS", amounts{999}, "Hub 2", "BLR", amounts{1e4})},
		"no year":    {flowsOf(in2021And2023, "CHN", "HKG", amounts{nan, 4e6}, "CHN", "KAZ", amounts{nan, nan})},
		"half known": {flowsOf(in2023, "CHN", "HKG", amounts{4e6}), flowsOf(in2021And2023[:1], "HKG", "RUS", amounts{3e6})},
	} {
		for size := range Slide + 1 {
			f := Sankey(stages...)
			f.Title, f.Size = "Odd, but it can be drawn", size
			for _, i := range f.Lint() {
				t.Errorf("%s, size %d: %s", name, size, i)
			}
		}
	}
	for name, stages := range map[string][]*tradeflow.Panel{
		"long":     {flowsOf(in2021And2023, long, long+"x", amounts{5, 6}, long+"y", long+"z", amounts{1, 2}), flowsOf(in2021And2023, long+"x", "RUS", amounts{5, 6})},
		"right":    {flowsOf(in2023, "روسيا", "إيران", amounts{5}, "\x00", "\xff\n", amounts{4})},
		"infinite": {flowsOf(in2023, "CHN", "HKG", amounts{math.Inf(1)}, "CHN", "RUS", amounts{3})},
	} {
		for size := range Slide + 1 {
			f := Sankey(stages...)
			f.Title, f.Size = "Odd, and not quite fit to print", size
			f.Lint()
			if err := f.Write(io.Discard, SVG); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// FuzzSankey draws arbitrary names and numbers: there is an error or a file.
func FuzzSankey(f *testing.F) {
	f.Add("China", "Türkiye\x00", "", 1.0, 2.0, -3.0, uint8(0))
	f.Add("", "\xff<&>", "中国", 1e15, 1e-6, nan, uint8(9))
	f.Add("a very long name that goes on and on", "b", "c", 0.0, 0.0, 5.0, uint8(7))
	f.Fuzz(func(t *testing.T, one, two, three string, a, b, c float64, how uint8) {
		stages := []*tradeflow.Panel{
			flowsOf(in2021And2023, one, two, amounts{a, b}, two, two, amounts{b, c}, one, three, amounts{c, a}),
			flowsOf(in2021And2023, two, three, amounts{a, c}, three, one, amounts{b, b}),
		}
		fig := Sankey(stages[:1+how/4%2]...)
		fig.Title, fig.Highlight, fig.Size = two, []string{three}, Size(how%4)
		fig.Lint()
		var out bytes.Buffer
		if fig.Write(&out, HTML) != nil {
			return
		}
		for range tokens(t, out.Bytes()) { // which is an error where it is broken
		}
	})
}
