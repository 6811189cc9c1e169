// Command gallery draws every kind of chart at every size into one page, on the
// figures that the project carries: EU exports to Russia and six neighbours, 2020
// to 2022.
//
//	go run ./examples/gallery
package main

import (
	"context"
	"flag"
	"fmt"
	"image/color"
	"log"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/testdata"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
	"github.com/tradeflow-go/dualuse/tradeflow/report"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var (
	y2021    = tradeflow.Year(2021)
	before   = tradeflow.Span(2021, time.January, time.November)
	after    = before.Shift(12)
	invasion = chart.Event{Year: 2022, Month: time.February, Day: 24, Label: "Full-scale invasion"}
	sizes    = map[chart.Size]string{chart.Wide: "wide", chart.Column: "column", chart.Phone: "phone", chart.Slide: "slide"}
)

// coloured are the figures whose hues name a partner or a category.
var coloured = map[string]bool{"lines": true, "slope": true, "area": true, "stacked-bars": true, "sankey": true}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "gallery", "folder to write")
	flag.Parse()
	months, err := read()
	if err != nil {
		log.Fatal(err)
	}
	figures, err := draw(months)
	if err != nil {
		log.Fatal(err)
	}
	page := report.New("Every kind of chart, at every size")
	page.Text("The same panels, set anew for each size: an article, a newspaper column, a phone, a screen on the wall.")
	colors, err := colorsOf(months)
	if err != nil {
		log.Fatal(err)
	}
	n := 0
	for _, f := range figures {
		page.Text("## " + f.name)
		f.figure.Source = testdata.EU27Source
		if coloured[f.name] { // elsewhere a hue says rise or fall, or earlier and later
			f.figure.Colors = colors
		}
		for _, size := range []chart.Size{chart.Wide, chart.Column, chart.Phone, chart.Slide} {
			one := *f.figure
			one.Size = size
			for _, issue := range one.Lint() {
				fmt.Printf("%s, %s: %s\n", f.name, sizes[size], issue)
			}
			page.Figure(f.name+"-"+sizes[size], &one)
			n++
		}
	}
	page.Provenance(months)
	if err := page.Save(*out); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Wrote %s/index.html with %d figures.\n", *out, n)
}

// read returns monthly exports by partner and category, of the categories that exist
// in the nomenclature of all years.
func read() (*tradeflow.Panel, error) {
	files := &tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}
	p, err := files.Aggregate(context.Background(), tradeflow.Query{
		Direction: tradeflow.Export,
		Frequency: tradeflow.Monthly,
		Reporters: []tradeflow.Country{"EU27"},
		Partners:  []tradeflow.Country{"RUS", "ARM", "BLR", "GEO", "KAZ", "KGZ", "UZB"},
		Scheme:    hscodes.DualUse(),
		By:        tradeflow.Partner | tradeflow.Category,
	})
	if err != nil {
		return nil, err
	}
	unsure := map[string]bool{}
	for _, s := range p.Series {
		for j := range p.Periods {
			lower, upper := s.Bounds(j)
			unsure[s.Key.Category] = unsure[s.Key.Category] || lower != upper
		}
	}
	return p.Only(func(k tradeflow.Key) bool { return !unsure[k.Category] }), nil
}

// colorsOf gives every partner and every category the same colour in all figures.
func colorsOf(months *tradeflow.Panel) (map[string]color.Color, error) {
	partners, err := months.Sum(tradeflow.Category)
	if err != nil {
		return nil, err
	}
	categories, err := months.Sum(tradeflow.Partner)
	return chart.Colors(partners, categories), err
}

type named struct {
	name   string
	figure *chart.Figure
}

// draw makes one figure of each kind.
func draw(months *tradeflow.Panel) (all []named, err error) {
	add := func(name, title string, f *chart.Figure) *chart.Figure {
		f.Title = title
		all = append(all, named{name, f})
		return f
	}
	byPartner, err := months.Sum(tradeflow.Category)
	if err != nil {
		return nil, err
	}
	byCategory := months.Only(func(k tradeflow.Key) bool { return k.Partner == "RUS" })
	partners, categories := stats.Cumulative(byPartner).At(before, after), stats.Cumulative(byCategory).At(before, after)
	shares := stats.Share(stats.Cumulative(byPartner), tradeflow.Partner).At(before, after)
	quarters, err := byPartner.Windows(quartersOf(2020, 2022)...)
	if err != nil {
		return nil, err
	}

	f := add("lines", "Exports to Russia collapsed after February 2022", chart.Lines(stats.Index(stats.Rolling(byCategory.Top(5), 3), y2021)))
	f.Events = []chart.Event{invasion}
	add("bars", "Every category fell", chart.Bars(stats.YTD(byCategory).At(after)))
	add("diverging-bars", "Kazakhstan gained 33 of the 41 points that Russia lost", chart.DivergingBars(stats.Diff(shares)))
	f = add("slope", "Russia’s share of the seven fell from 89% to 48%", chart.Slope(shares))
	f.Highlight = []string{"Russia", "Kazakhstan"}
	add("dumbbell", "Less of everything to Russia", chart.Dumbbell(categories))
	f = add("area", "The neighbours’ share grew as the total shrank", chart.Area(stats.Share(stats.Rolling(byPartner, 3), tradeflow.Partner)))
	f.Events = []chart.Event{invasion}
	add("stacked-bars", "A smaller total, other buyers", chart.StackedBars(quarters.At(quartersOf(2021, 2022)[:7]...)))
	add("heat", "What grew, and where to", chart.Heat(stats.YTD(months).At(after)))
	add("multiples", "Six neighbours, six paths", chart.Multiples(stats.Rolling(byPartner.Only(func(k tradeflow.Key) bool { return k.Partner != "RUS" }), 3)))
	add("waterfall", "Russia’s loss outweighs all gains", chart.Waterfall(partners))
	add("sankey", "From one large buyer to several", chart.Sankey(partners))
	return all, nil
}

func quartersOf(from, to int) (all []tradeflow.Period) {
	for y := from; y <= to; y++ {
		for q := 1; q <= 4; q++ {
			all = append(all, tradeflow.Quarter(y, q))
		}
	}
	return all
}
