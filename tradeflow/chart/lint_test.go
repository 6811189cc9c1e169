package chart

import (
	"image/color"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// found reports whether lint has something to say by a rule.
func found(issues []Issue, rule string) bool {
	return slices.ContainsFunc(issues, func(i Issue) bool { return i.Rule == rule })
}

// drawing makes a figure of a chart drawn by hand, over the panel of another.
func drawing(of *Figure, draw func(p *pen, s *subject, area vg.Rectangle)) *Figure {
	f := *of
	f.Events, f.Highlight = nil, nil
	f.kind.plan = func(s *subject, area vg.Rectangle) (plan, error) {
		return plan{drawn: s.everyRow(), draw: func(p *pen) { draw(p, s, area) }}, nil
	}
	return &f
}

// faults are figures with one fault each, by the rule that must find it.
func faults() map[string][]*Figure {
	out := map[string][]*Figure{}
	spoil := func(rule, name string, spoil func(f *Figure)) {
		f := golden()[name]
		spoil(f)
		out[rule] = append(out[rule], f)
	}
	paper := func(change func(s *sheet)) func(f *Figure) {
		return func(f *Figure) { s := Wide.sheet(); change(&s); f.paper = &s }
	}
	spoil("cannot draw", "lines_index", func(f *Figure) { f.panel = nil })
	spoil("clipped", "lines_index", paper(func(s *sheet) { s.margin = 1 }))
	spoil("small", "lines_index", paper(func(s *sheet) { s.footer = 6 }))
	spoil("small", "lines_index", paper(func(s *sheet) { s.label = 8 }))
	spoil("glyph", "lines_index", func(f *Figure) { f.Title = "China 中国" })
	spoil("cut", "lines_index", func(f *Figure) { f.Source = strings.Repeat("source ", 200) })
	spoil("words", "lines_index", func(f *Figure) { f.Title = "" })
	spoil("words", "lines_index", func(f *Figure) { f.Source = " " })
	spoil("words", "lines_index", func(f *Figure) { f.Subtitle = "Exports in 2022" })
	spoil("words", "lines_years", func(f *Figure) { f.Subtitle = "Exports, trillion EUR, 2022" })
	spoil("colors", "lines_index", func(f *Figure) { f.Colors = map[string]color.Color{"Bearings": color.NRGBA{250, 250, 240, 255}} })
	spoil("title", "lines_index", func(f *Figure) { f.Title = "Exports have tripled." })
	spoil("title", "lines_index", func(f *Figure) { f.Title = strings.Repeat("Exports have tripled ", 5) })
	spoil("title", "lines_index", func(f *Figure) { f.Title = strings.Repeat("WWWWWWW ", 11) })
	spoil("title", "lines_index", func(f *Figure) { f.Title = "China " + strings.Repeat("x", 62) + " fell" })
	spoil("alt", "lines_index", func(f *Figure) { f.Alt = "A chart" })
	spoil("alt", "lines_index", func(f *Figure) { f.Alt = strings.Repeat("Exports to Russia in 2023 were 7.1 billion. ", 3) })
	spoil("alt", "lines_index", func(f *Figure) { f.Alt = "Line chart: China’s exports to Russia have more than tripled since 2022." })
	spoil("alt", "lines_index", func(f *Figure) {
		f.Alt = "Line chart: China’s exports to Russia have more than tripled, to 337 % of their level."
	})
	spoil("highlight", "lines_index", func(f *Figure) { f.Highlight = []string{"Atlantis"} })
	spoil("event", "lines_index", func(f *Figure) { f.Events = []Event{{Year: 1914, Label: "War"}} })
	spoil("missing", "lines_gaps", func(f *Figure) { f.Note = "" })
	spoil("partial", "lines_gaps", func(f *Figure) { // a year of nine months, drawn as if it were whole
		f.Subtitle = "China’s exports by category, million EUR, FOB"
		f.kind.plan = withoutTexts("to Sep 2024")
	})
	spoil("range", "bars_ranking", func(f *Figure) { f.Note = "" })
	spoil("range", "bars_bounds", func(f *Figure) { f.Note = "" })
	spoil("coverage", "lines_silence", func(f *Figure) {
		f.kind.plan = func(s *subject, area vg.Rectangle) (plan, error) {
			p, err := planLines(s, area)
			inner := p.draw
			p.draw = func(pen *pen) { inner(pen); pen.tell(stripFact{known: make([]int, len(s.periods)), all: 8}) }
			return p, err
		}
	})
	spoil("file", "lines_index", func(f *Figure) {
		f.kind.plan = func(s *subject, area vg.Rectangle) (plan, error) {
			p, err := planLines(s, area)
			inner := p.draw
			p.draw = func(pen *pen) { inner(pen); pen.dot(blue, 2, vg.Point{X: vg.Length(math.NaN()), Y: 100}) }
			return p, err
		}
	})
	spoil("colors", "lines_index", func(f *Figure) {
		f.Colors = map[string]color.Color{"Bearings": color.NRGBA{0x00, 0x70, 0xB0, 0xFF}, "Computers": blue}
	})
	spoil("colors", "lines_index", func(f *Figure) { // red and green, which one man in twelve cannot tell apart
		f.Colors = map[string]color.Color{"Bearings": color.NRGBA{0xB0, 0x30, 0x20, 0xFF}, "Computers": color.NRGBA{0x70, 0x60, 0x10, 0xFF}}
	})
	spoil("adds", "slope_shares", func(f *Figure) {
		f.kind.plan = func(s *subject, area vg.Rectangle) (plan, error) {
			p, err := planSlope(s, area)
			p.adds = []sum{{"the shares of 2021", []float64{36.7, 26, 5.3}, 100, 0.5}}
			return p, err
		}
	})

	by := func(rule string, draw func(p *pen, s *subject, area vg.Rectangle)) {
		out[rule] = append(out[rule], drawing(golden()["lines_index"], draw))
	}
	st := style{size: 10, color: ink}
	at := func(area vg.Rectangle) (x, y vg.Length) { return area.Min.X + 50, area.Min.Y + 50 }
	by("overlap", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.text(st, x, y, atStart, "one")
		p.text(st, x+5, y+2, atStart, "two")
	})
	by("outside", func(p *pen, _ *subject, a vg.Rectangle) { p.text(st, a.Min.X+300, a.Max.Y+20, atStart, "one") })
	by("crossed", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.text(st, x, y, atStart, "one")
		p.level(gridGrey, 0.5, 0, 200, y+3)
	})
	by("crossed", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.level(blue, 2, 0, 200, y+3)
		p.text(st, x, y, atStart, "one")
	})
	by("covered", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.text(st, x, y, atStart, "one")
		p.rect(blue, x-10, y-10, x+90, y+30)
	})
	by("contrast", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.rect(blue, x-10, y-10, x+90, y+30)
		p.text(st, x, y, atStart, "one")
	})
	by("contrast", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.text(style{size: 10, color: orange}, x, y, atStart, "one")
	})
	by("colors", func(p *pen, _ *subject, a vg.Rectangle) {
		x, y := at(a)
		p.rect(blue, x, y, x+50, y+20)
		p.rect(green, x, y+20, x+50, y+40)
	})
	by("colors", func(p *pen, _ *subject, a vg.Rectangle) { // a slanted border
		x, y := at(a)
		p.area(blue, []vg.Point{{X: x, Y: y}, {X: x + 60, Y: y}, {X: x + 60, Y: y + 40}})
		p.area(green, []vg.Point{{X: x, Y: y}, {X: x, Y: y + 40}, {X: x + 60, Y: y + 40}})
	})
	table := func(across bool, heads ...string) {
		f := golden()["heat_shares"]
		plan0 := f.kind.plan
		f.kind.plan = func(s *subject, area vg.Rectangle) (plan, error) {
			p, err := plan0(s, area)
			inner := p.draw
			p.draw = func(pen *pen) {
				inner(pen)
				for _, h := range heads {
					pen.tell(headFact{across: across, text: h, rows: []int{0}})
				}
			}
			return p, err
		}
		out["named"] = append(out["named"], f)
	}
	table(false, "a second row")   // a series stands in two rows
	table(true, "a second column") // or in two columns
	by("named", func(p *pen, s *subject, a vg.Rectangle) {
		for i, r := range s.rows[1:] {
			p.text(st, a.Min.X, a.Min.Y+vg.Length(20*i), atStart, r.label)
		}
	})
	by("named", func(p *pen, s *subject, _ vg.Rectangle) {
		for i := range s.rows {
			p.tell(nameFact{row: i})
			p.tell(nameFact{row: i / 2 * 2})
		}
	})
	by("leader", func(p *pen, _ *subject, a vg.Rectangle) {
		p.tell(nameFact{row: 0, led: true, mark: a.Min, from: vg.Point{X: a.Min.X + 5, Y: a.Min.Y + 1.5}})
	})
	ticks := func(values []float64, labels ...string) (f axisFact) {
		f.size = 9.5
		for i, v := range values {
			f.ticks = append(f.ticks, plot.Tick{Value: v, Label: labels[i]})
			f.at = append(f.at, 100+vg.Length(20*v))
		}
		return f
	}
	good := ticks([]float64{0, 2.5, 5}, "0", "2.5", "€5m")
	for rule, facts := range map[string][][]any{
		"ticks": {
			{ticks([]float64{0, 2.5, 5, 7.5}, "0", "2", "5", "8")},
			{ticks([]float64{-5, 0, 5}, "5", "0", "5")},
			{ticks([]float64{0, 1, 5}, "0", "1", "5")},
			{ticks([]float64{0, 5}, "0", "5")},
			{ticks([]float64{0, 1, 2, 3, 4, 5, 6, 7}, "0", "1", "2", "3", "4", "5", "6", "7")},
			{axisFact{good.ticks, []vg.Length{100, 160, 200}, 9.5}},
		},
		"scale": {{good, ticks([]float64{0, 5, 10}, "0", "5", "10")}},
		"bars": {
			{barFact{4, 10, 50}, barFact{2, 10, 40}}, // they start at −2
			{barFact{4, 10, 50}, barFact{-2, 10, 20}},
			{good, barFact{4, 120, 180}},
		},
		"small": {{axisFact{good.ticks, good.at, 8.5}}},
	} {
		for _, told := range facts {
			by(rule, func(p *pen, _ *subject, _ vg.Rectangle) {
				for _, f := range told {
					p.tell(f)
				}
			})
		}
	}
	// A line that runs across the months without a number.
	gap := golden()["lines_gaps"]
	gap.kind.plan = func(s *subject, area vg.Rectangle) (plan, error) {
		p, err := planLines(s, area)
		inner := p.draw
		p.draw = func(pen *pen) {
			inner(pen)
			from, _ := p.times(9)
			_, to := p.times(14)
			pen.line(s.rows[0].color, 1.6, vg.Point{X: from, Y: 200}, vg.Point{X: to, Y: 220})
		}
		return p, err
	}
	out["missing"] = append(out["missing"], gap)
	return out
}

// deaf is a canvas that passes all on but some texts.
type deaf struct {
	vg.Canvas
	not string
}

func (d deaf) set(s style, at vg.Point, a anchor, text string) {
	if text != d.not {
		d.Canvas.(typesetter).set(s, at, a, text)
	}
}

func (d deaf) tell(fact any) {
	if w, ok := d.Canvas.(witness); ok {
		w.tell(fact)
	}
}

// withoutTexts is a line chart that lacks one of its texts.
func withoutTexts(text string) func(s *subject, area vg.Rectangle) (plan, error) {
	return func(s *subject, area vg.Rectangle) (plan, error) {
		p, err := planLines(s, area)
		inner := p.draw
		p.draw = func(to *pen) { inner(newPen(deaf{to.canvas(), text}, s.sheet)) }
		return p, err
	}
}

// TestLintFindsFaults spoils good figures in one way each, and wants to hear of it.
func TestLintFindsFaults(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for rule, figures := range faults() {
		for i, f := range figures {
			if issues := f.Lint(); !found(issues, rule) {
				t.Errorf("fault %d of %q was not found, but %v", i+1, rule, issues)
			}
		}
	}
}

// TestRulesAreDocumented: every rule of Issue has a fault in the table, and every
// fault a rule.
func TestRulesAreDocumented(t *testing.T) {
	rules := regexp.MustCompile(`(?m)^//	([a-z]+(?: draw)?)  +\S`).FindAllStringSubmatch(lintSource(t), -1)
	documented := map[string]bool{}
	for _, r := range rules {
		documented[r[1]] = true
	}
	for rule := range faults() {
		if !documented[rule] {
			t.Errorf("%q is not in the documentation of Issue", rule)
		}
		delete(documented, rule)
	}
	for rule := range documented {
		t.Errorf("no fault of the table is for %q", rule)
	}
}

// TestLintHasTeeth squeezes all figures: as laid out for 600 points nothing is
// wrong; the narrower the paper with type of the same size, the more there is.
func TestLintHasTeeth(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	last := 0
	for _, width := range []vg.Length{600, 450, 375, 300} {
		n := 0
		for _, f := range golden() {
			s := Wide.sheet()
			s.width, s.height = width, s.height*width/s.width
			f.paper = &s
			n += len(f.Lint())
		}
		t.Logf("%.0f points: %d findings", width, n)
		if width == 600 && n > 0 || width < 600 && n <= last {
			t.Errorf("%d findings at %.0f points, after %d", n, width, last)
		}
		last = n
	}
}

// TestLintIsQuiet: halos and light lines are not faults.
func TestLintIsQuiet(t *testing.T) {
	st := style{size: 10, color: ink}
	for _, draw := range []func(p *pen){
		func(p *pen) { p.level(blue, 2, 0, 200, 53); p.haloed(st, 50, 50, atStart, "one") },
		func(p *pen) { p.level(gridGrey, 0.6, 0, 200, 53); p.text(st, 50, 50, atStart, "one") },
		func(p *pen) { p.rect(blue, 50, 50, 90, 90); p.rect(tint(blue, 0.35), 90, 50, 99, 90) },
		func(p *pen) {
			p.rect(blue, 50, 50, 90, 90)
			p.rect(green, 90, 50, 99, 90)
			p.upright(white, 1, 90, 50, 90)
		},
	} {
		probe := newProbe()
		draw(newPen(probe, Wide.sheet()))
		l := &linter{probe: probe, sheet: Wide.sheet()}
		l.placement()
		l.legibility()
		l.touchingAreas()
		if len(l.issues) > 0 {
			t.Errorf("nothing is wrong, but lint says %v", l.issues)
		}
	}
}

func TestTickValue(t *testing.T) {
	for label, want := range map[string]float64{"€400m": 400, "+150%": 150, "−$1.2bn": -1.2, "1,500": 1500, "0": 0, "25 m3": 25, "0.005": 0.005} {
		if v, ok := tickValue(label); !ok || v != want {
			t.Errorf("%q is read as %v", label, v)
		}
	}
	if _, ok := tickValue("m"); ok {
		t.Error("a label without a number was read")
	}
}

func TestFaultsOfFile(t *testing.T) {
	good := string(written(t, golden()["lines_index"], SVG))
	if faults := faultsOf([]byte(good)); len(faults) > 0 {
		t.Error(faults)
	}
	for want, change := range map[string]func(s string) string{
		"not well-formed": func(s string) string { return strings.Replace(s, "</svg>", "", 1) },
		"twice":           func(s string) string { return strings.Replace(s, "<g ", `<g id="a"/><g id="a"/><g `, 1) },
		"refers to":       func(s string) string { return strings.Replace(s, "<g ", `<image href="http://a"/><g `, 1) },
		"no number":       func(s string) string { return strings.Replace(s, ` d="M`, ` d="MNaN `, 1) },
		"screen readers":  func(s string) string { return strings.Replace(s, `role="img"`, "", 1) },
		"kB":              func(s string) string { return s + strings.Repeat("\n", largestSVG) },
	} {
		if faults := strings.Join(faultsOf([]byte(change(good))), "; "); !strings.Contains(faults, want) {
			t.Errorf("%s: %q", want, faults)
		}
	}
}

func TestLintTogether(t *testing.T) {
	a, b := Lines(illustrativeIndex()), Lines(illustrativeIndex().Only(func(k tradeflow.Key) bool { return k.Category != "bearings" }))
	a.Title, b.Title = "One", "Two"
	if issues := LintTogether(a, b, Lines(nil)); !found(issues, "same color") {
		t.Errorf("colours that move are not found: %v", issues)
	}
	a.Colors = Colors(illustrativeIndex())
	b.Colors = a.Colors
	if issues := LintTogether(a, b); len(issues) > 0 {
		t.Error(issues)
	}
	b.panel.Series[0].Values[3]++
	if issues := LintTogether(a, b); len(issues) != 1 || issues[0].Rule != "same number" {
		t.Errorf("another number under the same words: %v", issues)
	}
	b.Subtitle = "China’s exports of other goods, index, January 2022 = 100, 2021 to 2024"
	if issues := LintTogether(a, b); len(issues) > 0 {
		t.Errorf("other words, other numbers: %v", issues)
	}
}

func TestColorsOfPanels(t *testing.T) {
	colors := Colors(illustrativeMany(), nil, illustrativeIndex(), &tradeflow.Panel{})
	hued := 0
	for _, name := range []string{"China", "Türkiye", "Germany", "Singapore", "Machine tools"} {
		if colors[name] == nil {
			t.Errorf("%s has no colour in %v", name, colors)
		}
	}
	for _, c := range colors {
		if c != color.Color(lineGrey) {
			hued++
		}
	}
	if hued != 6+5 || colors["China"] != color.Color(blue) || hex(lineGrey) != "#C8C8C8" {
		t.Errorf("%d of 25 have hues: %v", hued, colors)
	}
}

// lintSource is the text of lint.go.
func lintSource(t *testing.T) string {
	b, err := os.ReadFile("lint.go")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestEveryKindTells: Lint can check only what a chart tells of its marks.
func TestEveryKindTells(t *testing.T) {
	type told struct{ axes, bars, names, sums bool }
	want := map[string]told{
		linesName: {axes: true, names: true}, multiplesName: {axes: true, names: true}, areaName: {axes: true, names: true, sums: true},
		stackedName: {axes: true, bars: true, names: true, sums: true}, divergingName: {bars: true, names: true}, slopeName: {names: true},
		dumbbellName: {axes: true, names: true}, waterfallName: {bars: true, names: true, sums: true}, heatName: {names: true},
		sankeyName: {bars: true, names: true, sums: true}, barsName: {bars: true},
	}
	for name, f := range golden() {
		c, err := f.compose()
		if err != nil {
			t.Fatal(err)
		}
		p := newProbe()
		c.drawChart(newPen(p, c.subject.sheet))
		w, ok := want[f.kind.name]
		if !ok {
			t.Errorf("%s is of no known kind", name)
		}
		for what, missing := range map[string]bool{
			"axes": w.axes && len(factsOf[axisFact](p)) == 0, "bars": w.bars && len(factsOf[barFact](p)) == 0,
			"names": w.names && len(factsOf[nameFact](p)) == 0, "sums": w.sums && len(c.plan.adds) == 0,
		} {
			if missing {
				t.Errorf("%s tells of no %s", name, what)
			}
		}
	}
}
