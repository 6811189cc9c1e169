package chart

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

var update = flag.Bool("update", false, "write the golden files anew; look at the pictures before accepting them")

// pictures is a folder to which the golden figures are also drawn as PNG, to
// be looked at.
var pictures = flag.String("pictures", "", "folder for PNG files of the golden figures")

var invasion = Event{2022, time.February, 24, "Full-scale invasion"}

// golden are the figures that stand for the house style, for the test to change as
// it likes. They share their panels, which no test changes.
func golden() map[string]*Figure {
	copies := map[string]*Figure{}
	for name, f := range goldenFigures() {
		g := *f
		copies[name] = &g
	}
	return copies
}

// ofEveryKind is a golden figure of each kind, the first by its name.
func ofEveryKind() map[string]*Figure {
	figures := golden()
	kinds, out := map[string]bool{}, map[string]*Figure{}
	for _, name := range slices.Sorted(maps.Keys(figures)) {
		if f := figures[name]; !kinds[f.kind.name] {
			kinds[f.kind.name], out[name] = true, f
		}
	}
	return out
}

var goldenFigures = sync.OnceValue(func() map[string]*Figure {
	with := func(f *Figure, title string, highlight ...string) *Figure {
		f.Title, f.Highlight = title, highlight
		return f
	}
	figures := map[string]*Figure{
		"lines_index":    with(Lines(illustrativeIndex()), "China’s machine-tool exports to Russia have more than tripled since the invasion", "Machine tools"),
		"lines_gaps":     with(Lines(illustrativeGaps()), "Drones appear in the statistics only with the nomenclature of 2022"),
		"lines_many":     with(Lines(illustrativeMany()), "Twenty suppliers, and two that matter", "CHN", "Türkiye"),
		"lines_years":    with(Lines(illustrativeYears()), "German exports to Türkiye have tripled in ten years"),
		"lines_growth":   with(Lines(illustrativeGrowth()), "Growth turned negative in 2024"),
		"slope_shares":   with(Slope(illustrativeShares()), "Two years redrew Russia’s supply map", "China", "DEU"),
		"bars_points":    with(Bars(illustrativePoints()), "China gained almost exactly what Germany lost"),
		"bars_ranking":   with(Bars(illustrativeRanking()), "Circuits lead, and drones have no number yet"),
		"bars_groups":    with(Bars(illustrativeGroups()), "Machine tools have grown in each of three years", "tools"),
		"columns_growth": with(Bars(illustrativeGrowth()), "Growth turned negative in 2024 as banks grew wary of secondary sanctions"),
		"columns_months": with(Bars(illustrativeMonths()), "Drones to Kazakhstan: more by weight every year"),
		"columns_years":  with(Bars(illustrativeYears()), "German exports to Türkiye have tripled in ten years"),
	}
	figures["lines_names"] = with(Lines(illustrativeNames()), "Long names are wrapped and shrunk, and never run into each other")
	figures["slope_names"] = with(Slope(illustrativeNames().At(tradeflow.Month(2024, time.January), tradeflow.Month(2024, time.June))), "Long names in a slope chart")
	figures["bars_names"] = with(Bars(illustrativeNames().At(tradeflow.Month(2024, time.June))), "Long names in a ranking", "9")
	figures["bars_sixty"] = with(Bars(illustrativeSixty().At(tradeflow.Year(2024))), "Sixty partners, as many as have room")
	figures["slope_points"] = with(Slope(illustrativeLosses()), "From surplus to deficit")
	figures["lines_silence"] = with(Lines(illustrativeSilence()), "Not everybody has published the summer of 2024")
	figures["lines_bounds"] = with(Lines(illustrativeBand()), "A rate within bounds, and bounds without a rate")
	figures["bars_bounds"] = with(Bars(illustrativeBounds()), "Rates over ranges have bounds, and some have nothing else")
	figures["bars_least"] = with(Bars(illustrativeLeast()), "Telecom equipment is at least what is certain")
	figures["columns_bounds"] = with(Bars(illustrativeBand()), "A rate within bounds, and bounds without a rate")
	figures["lines_index"].Events = []Event{invasion}
	figures["lines_gaps"].Events = []Event{invasion, {2023, time.December, 22, "Banks are threatened with secondary sanctions"}, {Year: 2022, Month: time.January, Label: "HS 2022 in force"}}
	figures["columns_months"].Events = []Event{invasion}
	maps.Copy(figures, stackedFigures())
	maps.Copy(figures, goldenSankeys())
	maps.Copy(figures, heatFigures())
	maps.Copy(figures, multiplesFigures())
	maps.Copy(figures, goldenBars())
	return figures
})

// eachGolden is for the goldens in a wide and a narrow form; under the race detector,
// which is slow and finds nothing where one figure is drawn after another, for
// one of each kind.
func eachGolden(t *testing.T, do func(t *testing.T, name string, f *Figure)) {
	figures := golden()
	if racing.Enabled {
		figures = ofEveryKind()
	}
	for name, f := range figures {
		for size, suffix := range map[Size]string{Wide: "_wide", Phone: "_phone"} {
			g := *f
			g.Size = size
			t.Run(name+suffix, func(t *testing.T) { do(t, name+suffix, &g) })
		}
	}
}

func TestGolden(t *testing.T) {
	eachGolden(t, func(t *testing.T, name string, f *Figure) {
		var b bytes.Buffer
		if err := f.Write(&b, SVG); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if *pictures != "" {
			if err := f.Save(filepath.Join(*pictures, name+".png")); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s has changed: look at it, then run go test -update", path)
		}
	})
}

func TestGoldenLint(t *testing.T) {
	eachGolden(t, func(t *testing.T, _ string, f *Figure) {
		for _, issue := range f.Lint() {
			t.Error(issue)
		}
	})
}
