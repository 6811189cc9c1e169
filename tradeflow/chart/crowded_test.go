package chart

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// crowd is a made-up panel of pairs of economies.
func crowd(periods []tradeflow.Period, name func(i int) string, number func(i, j int) float64) *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i := range 15 {
		keys = append(keys, tradeflow.Key{Reporter: []tradeflow.Country{"CHN", "TUR", "DEU", "USA"}[i/4], Partner: tradeflow.Country(name(i % 4))})
		row := make([]float64, len(periods))
		for j := range row {
			row[j] = number(i, j)
		}
		values = append(values, row)
	}
	return panelOf("value", tradeflow.Unit{Name: "EUR"}, periods, keys, values...)
}

func plainNumber(i, j int) float64 { return 1e6 * (float64(i+1)*3.7 + float64(j%7)*1.3) }

// TestCrowded: where names and labels take more room than there is, they give way,
// and no two texts meet. (Names that are cut are told, too, and are no fault here.)
func TestCrowded(t *testing.T) {
	long := func(i int) string {
		return fmt.Sprint(strings.Repeat("Numerically controlled machining centres and parts of them ", 2)[:89], i)
	}
	short := func(i int) string { return []string{"FRA", "GBR", "POL", "NLD"}[i] }
	some := func(i, j int) float64 {
		if j == 1 && i%2 == 0 {
			return nan
		}
		return plainNumber(i, j)
	}
	first := func(i, j int) float64 {
		if i > 0 {
			return nan
		}
		return plainNumber(i, j)
	}
	ranges := crowd(years(2017, 2022), short, plainNumber)
	for i := range ranges.Series {
		for j := range ranges.Periods {
			ranges.Series[i].Set(j, plainNumber(i, j), 1.4*plainNumber(i, j), tradeflow.OK)
		}
	}
	stacked := StackedBars(crowd(years(2021, 2022), long, plainNumber))
	stacked.Note = strings.Repeat("Of what these centres are made in the end nothing is known. ", 4)
	for name, f := range map[string]*Figure{
		"an event beside names pushed up":   Lines(crowd(years(2021, 2022), long, plainNumber)),
		"names for both ends of a slope":    Slope(crowd(years(2021, 2022), func(i int) string { return short(i) + " and its free zones" }, some)),
		"a key that leaves little room":     stacked,
		"January beside the line of a year": Lines(crowd(months(2021, 1, 12), short, plainNumber)),
		"pale areas of ranges":              StackedBars(ranges),
		"series of which nothing is drawn":  Lines(crowd(years(2017, 2022), short, first)),
	} {
		f.Title = "Illustrative numbers of machining centres and their parts, by who sells them to whom"
		f.Events = []Event{{Year: 2022, Month: time.February, Day: 24, Label: "Numerically controlled machining centres and parts of them"}}
		for _, size := range []Size{Wide, Phone} {
			f.Size = size
			for _, issue := range f.Lint() {
				switch issue.Rule {
				case "cut", "event", "glyph":
				default:
					t.Errorf("%s, size %d: %s", name, size, issue)
				}
			}
		}
	}
}
