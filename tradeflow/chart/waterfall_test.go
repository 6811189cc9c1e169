package chart

import (
	"io"
	"math"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/decompose"
)

// TestCascade is worked by hand: 5 + 3 = 8 before, 4 + 9 = 13 after.
func TestCascade(t *testing.T) {
	keys := []tradeflow.Key{{Reporter: "DEU"}, {Reporter: "CHN"}}
	p := panelOf("value", dollar, years(2020, 2021), keys, []float64{5, 4}, []float64{3, 9})
	p.Series[0].Upper[1] = 4.5
	c, err := cascadeOf(p)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		label                         string
		value, lower, upper, from, to float64
		total                         bool
	}{
		{"2020", 8, 8, 8, 0, 8, true},
		{"China", 6, 6, 6, 8, 14, false},
		{"Germany", -1, -1, -0.5, 14, 13, false},
		{"2021", 13, 13, 13.5, 0, 13, true},
	}
	for i, b := range c.bars() {
		w := want[i]
		if b.label != w.label || b.value != w.value || b.lower != w.lower || b.upper != w.upper || b.from != w.from || b.to != w.to || b.total != w.total {
			t.Errorf("bar %d: %+v, want %+v", i, b, w)
		}
	}
	data, err := Waterfall(p).Data()
	if err != nil || len(data) != 4 || data[0].Label != "Total" || data[0].Period != tradeflow.Year(2020) || data[1].Label != "China, change from 2020" || data[1].Value != 6 || data[3].Value != 13 {
		t.Errorf("%v, %v", data, err)
	}
	turned := p.At(tradeflow.Year(2021), tradeflow.Year(2020))
	if c, err := cascadeOf(turned); err != nil || c.start.value != 8 || c.end.value != 13 {
		t.Errorf("columns in another order: %+v, %v", c, err)
	}
}

// TestMerge: of steps 9, 4, -3, 2, 1 and Others, three are left.
func TestMerge(t *testing.T) {
	keys := []tradeflow.Key{{Partner: "CHN"}, {Partner: "DEU"}, {Partner: "FRA"}, {Partner: "ITA"}, {Partner: "JPN"}, {Partner: "Others"}}
	p := panelOf("difference to 2020", dollar, years(2021, 2021), keys, []float64{1}, []float64{9}, []float64{-3}, []float64{4}, []float64{2}, []float64{0.5})
	c, err := cascadeOf(p)
	if err != nil {
		t.Fatal(err)
	}
	c.merge(3, func(b bar) bool { return b.label == "Japan" })
	var got []string
	for _, b := range c.bars() {
		got = append(got, b.label)
	}
	if strings.Join(got, " ") != "Germany Japan Others (4) Total" || c.steps[2].value != 2.5 || c.check() != nil {
		t.Errorf("%v, %+v, %v", got, c.steps, c.check())
	}
}

// TestWaterfallCloses: in every figure the steps lead from the first total to the
// last, in what is drawn and in what Data returns; and Lint says so if not.
func TestWaterfallCloses(t *testing.T) {
	for name, f := range golden() {
		if f.kind.name != waterfallName {
			continue
		}
		for f.Size = range Slide + 1 {
			data, err := f.Data()
			if err != nil {
				t.Fatal(err)
			}
			sum, size := 0.0, 0.0
			for _, d := range data[:len(data)-1] {
				sum, size = sum+d.Value, max(size, math.Abs(d.Value))
			}
			if last := data[len(data)-1].Value; math.Abs(sum-last) > 1e-9*size {
				t.Errorf("%s: the parts add up to %g, the total is %g", name, sum, last)
			}
		}
	}
	c, err := cascadeOf(illustrativeLevels())
	if err != nil {
		t.Fatal(err)
	}
	c.end.value *= 1.01
	if err := c.check(); err == nil || !strings.Contains(err.Error(), "does not close") {
		t.Error(err)
	}
	c.steps[3].from += 1e6
	if err := c.check(); err == nil || !strings.Contains(err.Error(), "gap") {
		t.Error(err)
	}
}

// TestWaterfallPrints: the printed numbers add up, or the note says that they may not.
func TestWaterfallPrints(t *testing.T) {
	one := func(values ...float64) string {
		var keys []tradeflow.Key
		var cells [][]float64
		for i, v := range values {
			keys, cells = append(keys, tradeflow.Key{Category: string(rune('a' + i))}), append(cells, []float64{v})
		}
		f := Waterfall(panelOf("difference to 2020", dollar, years(2021, 2021), keys, cells...))
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		return c.plan.remark
	}
	if r := one(1, 2, 3); r != "" {
		t.Error(r)
	}
	if r := one(1.0/3, 1.0/3, 1.0/3); !strings.Contains(r, "may not add up") {
		t.Error(r)
	}
}

func TestWaterfallErrors(t *testing.T) {
	two := []tradeflow.Key{{Partner: "CHN"}, {Partner: "DEU"}}
	world := []tradeflow.Key{{Partner: "WLD"}, {Partner: "DEU"}}
	withheld := panelOf("value", dollar, years(2020, 2021), two, []float64{1, 2}, []float64{3, nan})
	withheld.Series[1].Status[1] = tradeflow.Confidential
	shifts := illustrativeShiftShare()
	key, when := tradeflow.Key{Reporter: "DEU", Category: "tools"}, tradeflow.Year(2023)
	wrong := illustrativeShiftShare()
	wrong.Effects = wrong.Effects[1:]
	for _, c := range []struct {
		name string
		f    *Figure
		want string
	}{
		{"nil", Waterfall(nil), "nil"},
		{"unknown", Waterfall(withheld), "Germany is n/a in 2021 (withheld)"},
		{"three periods", Waterfall(panelOf("value", dollar, years(2020, 2022), two, []float64{1, 2, 3}, []float64{1, 2, 3})), "panel.At"},
		{"the same period", Waterfall(panelOf("value", dollar, []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2020)}, two, []float64{1, 2}, []float64{1, 2})), "two different periods"},
		{"growth", Waterfall(panelOf("change", growthUnit, years(2020, 2020), two, []float64{1}, []float64{1})), "stats.Contribution"},
		{"index", Waterfall(panelOf("index", indexUnit, years(2020, 2020), two, []float64{1}, []float64{1})), "do not (index"},
		{"points of two periods", Waterfall(panelOf("contribution", tradeflow.Unit{Kind: tradeflow.Points}, years(2020, 2021), two, []float64{1, 2}, []float64{1, 2})), "amounts only"},
		{"world and one", Waterfall(panelOf("value", dollar, years(2020, 2020), world, []float64{1}, []float64{1})), "may contain"},
		{"no decomposition", WaterfallOf(decompose.Decomposition{}, key, when), "nil"},
		{"no such key", WaterfallOf(shifts, tradeflow.Key{Reporter: "JPN"}, when), "no number"},
		{"no such period", WaterfallOf(shifts, key, tradeflow.Year(1999)), "no number"},
		{"no effects", WaterfallOf(decompose.Decomposition{Change: shifts.Change}, key, when), "no series"},
		{"an effect is missing", WaterfallOf(wrong, key, when), "does not close"},
	} {
		err := c.f.Write(io.Discard, SVG)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want an error with %q", c.name, err, c.want)
		}
	}
}

// TestWaterfallOf: the order and the names of the effects, the change and the words
// are those of the decomposition.
func TestWaterfallOf(t *testing.T) {
	d := illustrativeShiftShare()
	key, when := tradeflow.Key{Reporter: "DEU", Category: "tools"}, tradeflow.Year(2023)
	f := WaterfallOf(d, key, when)
	if want := "Germany’s exports of machine tools to Russia, difference to 2021, million USD, 2023"; f.Subtitle != want {
		t.Errorf("%q, want %q", f.Subtitle, want)
	}
	data, err := f.Data()
	if err != nil || len(data) != len(d.Effects)+1 {
		t.Fatal(data, err)
	}
	for i, e := range d.Effects {
		v, _, _ := e.Panel.Cell(key, when)
		if data[i].Label != capital(e.Name) || data[i].Value != v {
			t.Errorf("%v, want %s of %g", data[i], e.Name, v)
		}
	}
	change, _, _ := d.Change.Cell(key, when)
	if last := data[len(data)-1]; last.Label != "Change" || last.Value != change {
		t.Errorf("%v, want %g", last, change)
	}
}

// TestWaterfallForm: more than eight steps lie, and so do all on a phone.
func TestWaterfallForm(t *testing.T) {
	tall := func(f *Figure) bool { // the zero line stands
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		p := newProbe()
		c.draw(p)
		for _, s := range p.strokes {
			if s.color == ink && len(s.runs) == 1 && s.runs[0][0].X == s.runs[0][1].X {
				return true
			}
		}
		return false
	}
	f := Waterfall(illustrativeLevels())
	if tall(f) {
		t.Error("eight steps lie at Wide")
	}
	if f.Size = Phone; !tall(f) {
		t.Error("eight steps stand at Phone")
	}
	if f = Waterfall(illustrativeSixty().At(tradeflow.Year(2024))); !tall(f) {
		t.Error("sixty steps stand")
	}
}

// TestOtherGoods: 9013.80 lost its display panels in HS2022, and 8542.31 kept its
// goods. The first is not joined in a dumbbell or a slope, and no step of a waterfall.
func TestOtherGoods(t *testing.T) {
	of := func(code string) *tradeflow.Panel {
		keys := []tradeflow.Key{{Commodity: hscodes.MustParse(code)}, {Commodity: hscodes.MustParse("690911")}}
		p := panelOf("value", dollar, years(2021, 2022), keys, []float64{9, 4}, []float64{3, 5})
		for i := range p.Series {
			p.Series[i].Editions[0] = tradeflow.EditionSet(0).Add(hscodes.HS2017)
			p.Series[i].Editions[1] = tradeflow.EditionSet(0).Add(hscodes.HS2022)
		}
		return p
	}
	for code, same := range map[string]bool{"854231": true, "901380": false} {
		err := Waterfall(of(code)).Write(io.Discard, SVG)
		if (err == nil) != same || err != nil && !strings.Contains(err.Error(), "break of the nomenclature") {
			t.Errorf("waterfall of %s: %v", code, err)
		}
		for _, f := range []*Figure{Dumbbell(of(code)), Slope(of(code))} {
			c, err := f.compose()
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.plan.remark, "Not joined") == same {
				t.Errorf("%s of %s: %q", f.kind.name, code, c.plan.remark)
			}
		}
	}
}

// TestUnequalPeriods: nine months beside twelve are no fall, and the note says so.
func TestUnequalPeriods(t *testing.T) {
	p := panelOf("value", dollar, []tradeflow.Period{tradeflow.Year(2023), tradeflow.Span(2024, 1, 9)}, []tradeflow.Key{{Partner: "CHN"}, {Partner: "IND"}}, []float64{9, 4}, []float64{3, 5})
	for _, f := range []*Figure{Waterfall(p), Dumbbell(p), Slope(p)} {
		c, err := f.compose()
		if err != nil || !strings.Contains(c.plan.remark, "not equally long") {
			t.Errorf("%q, %v", c.plan.remark, err)
		}
	}
}
