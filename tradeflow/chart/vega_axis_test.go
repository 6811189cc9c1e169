package chart

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestVegaTimes: labels stand at numbers, and every one says its year.
func TestVegaTimes(t *testing.T) {
	years := func(first, n int) (list []tradeflow.Period) {
		for y := range n {
			list = append(list, tradeflow.Year(first+y))
		}
		return list
	}
	for _, c := range []struct {
		periods []tradeflow.Period
		want    string
	}{
		{years(2018, 3), "2018-07-01 2018, 2019-07-01 2019, 2020-07-01 2020"},
		{years(2008, 10), "2008-07-01 2008, 2010-07-01 2010, 2012-07-01 2012, 2014-07-01 2014, 2016-07-01 2016"},
		{months(2023, 11, 4), "2023-11-16 Nov 2023, 2023-12-16 Dec 2023, 2024-01-16 Jan 2024, 2024-02-15 Feb 2024"},
		{months(2021, 3, 40), "2022-01-16 Jan 2022, 2023-01-16 Jan 2023, 2024-01-16 Jan 2024"},
		{[]tradeflow.Period{tradeflow.Span(2022, time.April, time.March), tradeflow.Span(2023, time.April, time.March)}, "2022-10-01 2022/23, 2023-10-01 2023/24"},
		{[]tradeflow.Period{tradeflow.Span(2022, time.January, time.February), tradeflow.Month(2022, time.March)}, "2022-02-01 Jan–Feb 2022, 2022-03-16 Mar 2022"},
	} {
		axis := newTimeAxis(c.periods).vegaTimes()["axis"].(object)
		named, _, _ := strings.Cut(strings.TrimPrefix(axis["labelExpr"].(string), "{"), "}")
		got := strings.ReplaceAll(strings.ReplaceAll(named, "'", ""), ": ", " ")
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.periods, got, c.want)
		}
		for _, day := range axis["values"].([]string) {
			if !slices.ContainsFunc(c.periods, func(p tradeflow.Period) bool { return isoDate(newTimeAxis(c.periods).at(p)) == day }) {
				t.Errorf("%v: a label at %s, where no number is", c.periods, day)
			}
		}
	}
}

// axisTitles are those of the x axis over all layers. Vega-Lite joins several into
// one line, "million EUR, Note: …, million EUR", as running it has shown.
func axisTitles(doc map[string]any) (titles int) {
	of := func(encoding any) {
		x, _ := encoding.(map[string]any)["x"].(map[string]any)
		axis, _ := x["axis"].(map[string]any)
		switch title := axis["title"].(type) {
		case string:
			titles++
		case []any:
			if !strings.Contains(title[len(title)-1].(string), "illustrative") {
				titles++ // not the note and the source, which are the same in all layers
			}
		}
	}
	of(doc["encoding"])
	for _, l := range doc["layer"].([]any) {
		if e, ok := l.(map[string]any)["encoding"]; ok {
			of(e)
		}
	}
	return titles
}

func TestVegaLayersAgree(t *testing.T) {
	for name, f := range golden() {
		if f.kind.name == sankeyName {
			continue
		}
		doc := vegaOf(t, f)
		if n := axisTitles(doc); n > 0 {
			t.Errorf("%s: %d titles of the axis beside the one with the source", name, n)
		}
		records := doc["data"].(map[string]any)["values"].([]any)
		for _, l := range doc["layer"].([]any) {
			filters, _ := l.(map[string]any)["transform"].([]any)
			for _, one := range filters {
				condition := one.(map[string]any)["filter"].(string)
				field, isOne := strings.CutPrefix(condition, "isValid(datum.")
				field, whole := strings.CutSuffix(field, ")")
				if isOne && whole && !slices.ContainsFunc(records, func(v any) bool { return v.(map[string]any)[field] != nil }) {
					t.Errorf("%s: a layer of the records with %s, which none has", name, field)
				}
			}
		}
	}
}

// TestVegaMissing: what is missing says so in its row. At a datum Vega-Lite drops the
// mark, because the value that it inherits is null.
func TestVegaMissing(t *testing.T) {
	for name, reason := range map[string]string{"bars_ranking": "n/a", "bars_points": "n/a", "stacked_each": "n/a", "stacked_unknown": "n/a", "diverging_amounts": "n/a"} {
		doc := vegaOf(t, golden()[name])
		shown := 0
		for _, l := range doc["layer"].([]any) {
			e, _ := l.(map[string]any)["encoding"].(map[string]any)
			text, _ := e["text"].(map[string]any)
			for _, axis := range []string{"x", "y"} {
				if at, _ := e[axis].(map[string]any); text != nil && at["field"] == "none" {
					for _, v := range doc["data"].(map[string]any)["values"].([]any) {
						v := v.(map[string]any)
						if words, _ := v[text["field"].(string)].(string); v["none"] == 0.0 && strings.HasPrefix(words, reason) {
							shown++
						}
					}
				}
			}
		}
		if shown == 0 {
			t.Errorf("%s: nothing says %s", name, reason)
		}
	}
}

// TestVegaEvents: a label whose place the line before would cross is higher.
func TestVegaEvents(t *testing.T) {
	f := golden()["lines_gaps"]
	c, err := f.compose()
	if err != nil {
		t.Fatal(err)
	}
	events := c.vegaEvents(c.subject.timeAxis())
	var got []int
	for _, e := range events {
		got = append(got, e["level"].(int))
	}
	// January and February 2022 are neighbours, December 2023 is far from both.
	if len(got) != 3 || got[1] == got[0] || got[0] < got[1] {
		t.Errorf("levels %v of %v", got, events)
	}
}

// TestVegaBands: a rate within bounds has its band below and above it, and bounds
// without a rate have one of their own.
func TestVegaBands(t *testing.T) {
	doc := vegaOf(t, golden()["lines_bounds"])
	bands := map[any]int{}
	below, without := 0, 0
	for _, v := range doc["data"].(map[string]any)["values"].([]any) {
		v := v.(map[string]any)
		if v["band"] == nil {
			continue
		}
		bands[v["band"]]++
		if v["value"] == nil {
			without++
		} else if v["bottom"].(float64) < v["value"].(float64) {
			below++
		}
	}
	if len(bands) < 2 || below == 0 || without == 0 {
		t.Errorf("bands %v, %d below, %d without a value", bands, below, without)
	}
}
