package chart

import (
	"bytes"
	"context"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/testdata"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

func TestSources(t *testing.T) {
	key := tradeflow.Key{Category: "tier-1"}
	for _, c := range []struct {
		scheme *hscodes.Scheme
		key    tradeflow.Key
		source string
		flow   string
	}{
		{hscodes.HighPriority(), key, "categories: common high priority list, version 2024-02-23, HS2022", "Exports of tier 1: integrated circuits"},
		{hscodes.HighPriority(), tradeflow.Key{}, "goods: common high priority list, version 2024-02-23, HS2022", "Exports of goods on the common high priority list"},
		{hscodes.DualUse(), tradeflow.Key{}, "goods: dual-use scheme, version 1 of " + hscodes.DualUse().Published() + ", HS2022", "Exports of dual-use goods"},
		{hscodes.Chapters(), tradeflow.Key{}, "goods: hs chapters, version 1", "Exports"},
		{nil, tradeflow.Key{}, "", "Exports"},
	} {
		p := panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2021, 2022), []tradeflow.Key{c.key}, []float64{1e9, 2e9})
		p.Query.Scheme = c.scheme
		f := Lines(p)
		if want := strings.TrimSuffix(madeUp+"; "+c.source, "; "); f.Source != want {
			t.Errorf("source %q, want %q", f.Source, want)
		}
		if flow, _, _ := strings.Cut(f.Subtitle, ", billion"); flow != c.flow {
			t.Errorf("subtitle %q, want %q", f.Subtitle, c.flow)
		}
	}
	if got := duration(&tradeflow.Panel{Periods: []tradeflow.Period{tradeflow.Span(2022, time.January, time.March), tradeflow.Span(2022, time.February, time.April)}}, false); got != "January 2022 to April 2022" {
		t.Errorf("windows: %q", got)
	}
}

func TestPlainWarnings(t *testing.T) {
	p := &tradeflow.Panel{Statistic: "3-month sum, index"}
	for text, want := range map[string]string{
		"3-month sum, index: nothing is computed":        "nothing is computed",
		"used in 2020-01 to 2021-12 has":                 "used in January 2020 to December 2021 has",
		"unknown in 2022-01/11":                          "unknown in January to November 2022",
		"dataset DS-045409 of 2024-02-23, codes 8541-42": "dataset DS-045409 of 2024-02-23, codes 8541-42",
		"month 2020-13":                                  "month 2020-13",
	} {
		if got := plain(p, text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// TestNoteTellsWhatMatters: breaks in what is drawn, then who is missing, then
// totals; nothing twice; the rest is counted.
func TestNoteTellsWhatMatters(t *testing.T) {
	p := illustrativeRanking()
	p.Warnings = nil
	long := strings.Repeat("very ", 20)
	for _, w := range []tradeflow.Warning{
		{Kind: tradeflow.AboutCountries, Text: "countries"},
		{Kind: tradeflow.AboutEdition, Text: "bearings are " + long + "certain", Category: "circuits"},
		{Kind: tradeflow.AboutTotals, Text: "totals"},
		{Kind: tradeflow.AboutCoverage, Text: "coverage"},
		{Kind: tradeflow.AboutEdition, Text: "drones", Category: "drones"},
		{Kind: tradeflow.AboutEdition, Text: "waste, which is no break", Category: "drones"},
	} {
		p.Warnings = append(p.Warnings, w, w)
	}
	got := note(p, barsName)
	if want := "drones. Coverage. Totals. Bearings are"; !strings.HasPrefix(got, want) {
		t.Errorf("%q does not begin with %q", got, want)
	}
	if !strings.HasSuffix(got, "more notes come with the data.") || strings.Contains(got, "no break") {
		t.Errorf("the rest: %q", got)
	}
}

// TestRealNotes holds the notes against the warnings of real figures, some of which
// are known by their words.
func TestRealNotes(t *testing.T) {
	files := &tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}
	p, err := files.Aggregate(context.Background(), tradeflow.Query{
		Direction: tradeflow.Export, Frequency: tradeflow.Monthly, Reporters: []tradeflow.Country{"EU27"},
		Partners: []tradeflow.Country{"RUS"}, Scheme: hscodes.DualUse(), By: tradeflow.Category,
	})
	if err != nil {
		t.Fatal(err)
	}
	now := tradeflow.Span(2022, time.January, time.November)
	for _, f := range []*Figure{Lines(p), Bars(stats.YTD(p).At(now)), Slope(stats.Cumulative(p).At(now.Shift(-12), now)), Lines(stats.Rolling(p, 3))} {
		f.Title = "Real figures"
		if n := utf8.RuneCountInString(f.Note); n > 450 {
			t.Errorf("%d characters: %s", n, f.Note)
		}
		if strings.Contains(f.Note, saysAbsent) || regexp.MustCompile(`\d{4}-\d{2}`).MatchString(f.Note) || !strings.Contains(f.Note, "more notes come with the data") {
			t.Errorf("%s: %s", f.kind.name, f.Note)
		}
		for f.Size = range Slide + 1 {
			for _, i := range f.Lint() {
				t.Errorf("%s, size %d: %s", f.kind.name, f.Size, i)
			}
		}
	}
	if note := Lines(p).Note; !strings.Contains(note, "Drones: not in the nomenclature (January 2020 to December 2021)") ||
		!strings.Contains(note, "At least: Radio and radar (January 2020 to December 2021)") {
		t.Errorf("note %q", note)
	}
	if !slices.ContainsFunc(p.Warnings, func(w tradeflow.Warning) bool { return strings.Contains(w.Text, saysAbsent) }) {
		t.Errorf("no warning says that a category %q: the note must learn the new words", saysAbsent)
	}
	// Optics and sights have bounds and no rate: they are said and drawn.
	f := Bars(stats.YTD(p).At(now))
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	probe := newProbe()
	c.draw(newPen(probe, c.subject.sheet))
	if !slices.ContainsFunc(probe.texts, func(m mark) bool {
		return m.text == "n/a: break of the nomenclature (−88.5% to −81.5%)"
	}) {
		t.Error("the bounds of Optics and sights are not printed")
	}
}

// TestCoverage counts by hand.
func TestCoverage(t *testing.T) {
	c, err := Lines(illustrativeSilence()).compose()
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Repeat([]int{8}, 33)
	want[12], want[13], want[14], want[31], want[32] = 7, 7, 7, 6, 5
	if c.strip == nil || c.strip.of != "reporters" || c.strip.all != 8 || !slices.Equal(c.strip.known, want) {
		t.Errorf("%+v", c.strip)
	}
	for name, f := range golden() {
		if c, err := f.compose(); err != nil || (c.strip != nil) != (name == "lines_silence") {
			t.Errorf("%s: %+v, %v", name, c.strip, err)
		}
	}
	// By category too, a reporter is there as long as one of its series is.
	p := illustrativeSilence()
	for _, s := range p.Series {
		s.Key.Category = "drones"
		s.Values, s.Upper, s.Status = slices.Clone(s.Values), slices.Clone(s.Upper), slices.Clone(s.Status)
		for j := range s.Values {
			s.Set(j, nan, nan, tradeflow.NotInNomenclature)
		}
		p.Series = append(p.Series, s)
	}
	s, err := Lines(p).subject()
	if err != nil {
		t.Fatal(err)
	}
	if cover, gaps := s.coverage(); gaps {
		t.Errorf("what is not in the nomenclature is a gap in coverage: %v", cover)
	}
	// Without a time axis, it is said.
	f := Slope(illustrativeSilence().At(tradeflow.Month(2022, time.January), tradeflow.Month(2024, time.September)))
	if c, err = f.compose(); err != nil || !strings.Contains(c.plan.remark, "Not all 8 reporters are known in every period: the fewest are 5, in September 2024") {
		t.Errorf("remark %q, %v", c.plan.remark, err)
	}
}

// TestStripMatchesItsAxis: every cell of the strip stands under its period.
func TestStripMatchesItsAxis(t *testing.T) {
	c, err := Lines(illustrativeSilence()).compose()
	if err != nil {
		t.Fatal(err)
	}
	last := c.frame.panel.Min.X
	for j := range c.subject.periods {
		from, to := c.strip.times(j)
		if from < last-0.001 || to <= from || to > c.frame.panel.Max.X {
			t.Errorf("period %d from %.2f to %.2f, after %.2f", j, from, to, last)
		}
		last = to
	}
}

// TestBoundsOfCells is worked by hand.
func TestBoundsOfCells(t *testing.T) {
	s, err := Bars(illustrativeBounds()).subject()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		spread, ranged, whiskered bool
		between                   string
	}{
		{false, false, false, ""},
		{true, false, false, ""},
		{true, false, false, ""},
		{false, false, true, "−88% to −82%"},
		{false, false, false, "at most −20%"},
		{false, false, false, "−40% to +4,000%"}, // said, and not drawn
	} {
		k := s.rows[i].cells[0]
		if k.spread() != want.spread || k.ranged() != want.ranged || s.whiskered(k) != want.whiskered || s.between(k) != want.between {
			t.Errorf("row %d: %v %v %v %q", i, k.spread(), k.ranged(), s.whiskered(k), s.between(k))
		}
	}
	if low, high := s.extent(); math.Abs(low+88.5) > 1e-9 || math.Abs(high-41) > 1e-9 {
		t.Errorf("drawn from %v to %v", low, high)
	}
	least, err := Bars(illustrativeLeast()).subject()
	if err != nil {
		t.Fatal(err)
	}
	if got := least.number(least.rows[4].cells[0]); got != "≥0.44" {
		t.Errorf("an open number is printed %q", got)
	}
}

// TestOddBounds draws bounds that no statistic should give, and is left readable.
func TestOddBounds(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	inf := math.Inf(1)
	for i, b := range [][2]float64{{-inf, inf}, {inf, -inf}, {0.9, -0.9}, {nan, 0.1}, {0.1, nan}, {-1e300, 1e300}, {0, 0}, {-1e-9, 1e-9}, {-0.5, 0.6}, {0.3, 0.3}, {-1, 1}} {
		keys := []tradeflow.Key{{Category: "bearings"}, {Category: "circuits"}, {Category: "drones"}}
		for _, p := range []*tradeflow.Panel{
			panelOf("change on a year earlier", growthUnit, years(2021, 2022), keys, []float64{0.3, nan}, []float64{-0.2, 0.4}, []float64{nan, 0}),
			panelOf("change on a year earlier", growthUnit, years(2022, 2022), keys, []float64{0.3}, []float64{-0.2}, []float64{nan}),
			panelOf("change on a year earlier", growthUnit, quarters(2022, 9), keys[:1], []float64{0.3, nan, -0.2, nan, nan, 0, 0.4, nan, 0.1}),
		} {
			for k := range p.Series {
				for j := range p.Periods {
					p.Series[k].SetBounds(j, b[0], b[1])
				}
			}
			for name, make := range makers {
				f := make(p)
				f.Title = "Odd bounds"
				for _, size := range []Size{Wide, Phone} {
					f.Size = size
					for _, issue := range f.Lint() {
						if issue.Rule != "cannot draw" {
							t.Errorf("bounds %d, %s, size %d: %s", i, name, size, issue)
						}
					}
				}
			}
		}
	}
}

// TestPNGSize: figures for the web have at most 350 kB, and say their resolution.
func TestPNGSize(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	figures := golden()
	for _, f := range []*Figure{Lines(illustrativeSixty()), Slope(illustrativeSixty().At(tradeflow.Year(2020), tradeflow.Year(2024)))} {
		f.Title = "Sixty series"
		figures[f.kind.name+" of sixty series"] = f
	}
	for name, f := range figures {
		file := written(t, f, PNG)
		if !bytes.Contains(file, []byte("pHYs")) {
			t.Errorf("%s does not say its resolution", name)
		}
		if len(file) > 350_000 {
			t.Errorf("%s has %d kB", name, len(file)/1000)
		}
		if len(file) > 250_000 {
			t.Logf("%s: %d kB", name, len(file)/1000)
		}
	}
}
