package chart

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestStatistic: what the time says is not said twice, and nothing else is lost.
func TestStatistic(t *testing.T) {
	upTo := func(year int, m time.Month) tradeflow.Period { return tradeflow.Span(year, time.January, m) }
	for _, c := range []struct {
		statistic string
		periods   []tradeflow.Period
		want      string
	}{
		{"value", []tradeflow.Period{tradeflow.Year(2022)}, ""},
		{"year to date", []tradeflow.Period{upTo(2021, 11), upTo(2022, 11)}, ""},
		{"year to date, change on a year earlier", []tradeflow.Period{upTo(2022, 11)}, "change on a year earlier"},
		{"year to date", []tradeflow.Period{upTo(2022, 2), upTo(2022, 3)}, "year to date"},                // they overlap
		{"year to date", []tradeflow.Period{tradeflow.Month(2022, 1)}, "year to date"},                    // "January 2022" does not say it
		{"year to date", []tradeflow.Period{tradeflow.Span(2022, time.April, time.July)}, "year to date"}, // from another month
		{"share, difference to 2021", []tradeflow.Period{tradeflow.Year(2022)}, "share, difference to a year earlier"},
		{"share, difference to 2019", []tradeflow.Period{tradeflow.Year(2022)}, "share, difference to 2019"},
		{"difference to 2021", []tradeflow.Period{tradeflow.Year(2022), tradeflow.Year(2023)}, "difference to 2021"}, // of both
	} {
		p := panelOf(c.statistic, tradeflow.Unit{Name: "EUR"}, c.periods, []tradeflow.Key{{Partner: "RUS"}}, make([]float64, len(c.periods)))
		if got := statistic(p); got != c.want {
			t.Errorf("%q of %v: %q, want %q", c.statistic, c.periods, got, c.want)
		}
	}
}

// TestDuration: the months are named once where they are the same in every year.
func TestDuration(t *testing.T) {
	span := tradeflow.Span
	for _, c := range []struct {
		periods []tradeflow.Period
		against bool
		want    string
	}{
		{[]tradeflow.Period{span(2022, 1, 11), span(2021, 1, 11)}, true, "January to November, 2021 against 2022"},
		{[]tradeflow.Period{span(2021, 1, 11), span(2022, 1, 11)}, false, "January to November, 2021 and 2022"},
		{[]tradeflow.Period{span(2020, 1, 11), span(2021, 1, 11), span(2022, 1, 11)}, false, "January to November, 2020 to 2022"},
		{[]tradeflow.Period{span(2021, 1, 11), span(2022, 1, 10)}, true, "January to November 2021 against January to October 2022"},
		{[]tradeflow.Period{span(2021, 1, 11)}, true, "January to November 2021"},
		{[]tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2023)}, true, "2021 against 2023"},
	} {
		p := panelOf("value", tradeflow.Unit{Name: "EUR"}, c.periods, []tradeflow.Key{{Partner: "RUS"}}, make([]float64, len(c.periods)))
		if got := duration(p, c.against); got != c.want {
			t.Errorf("%v: %q, want %q", c.periods, got, c.want)
		}
	}
}

// TestLabels: the names of all series at once are those of Panel.Label one by one.
func TestLabels(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 5))
		var keys []tradeflow.Key
		var values [][]float64
		for range 1 + rng.IntN(6) {
			keys = append(keys, tradeflow.Key{
				Reporter: []tradeflow.Country{"", "CHN", "DEU"}[rng.IntN(3)], Partner: []tradeflow.Country{"", "RUS"}[rng.IntN(2)],
				Category:  []string{"", "other", "optics"}[rng.IntN(3)],
				Commodity: []hscodes.Code{{}, hscodes.MustParse("99"), hscodes.MustParse("8542")}[rng.IntN(3)],
			})
			values = append(values, []float64{1})
		}
		p := panelOf("value", tradeflow.Unit{Name: "EUR"}, []tradeflow.Period{tradeflow.Year(2023)}, keys, values...)
		for i, got := range labels(p) {
			if want := shorten(clean(p.Label(i)), maxName); got != want {
				t.Errorf("seed %d, %+v among %+v: %q, want %q", seed, keys[i], keys, got, want)
			}
		}
	}
}

// TestLargest: the largest buyer keeps its colour when it stops to buy.
func TestLargest(t *testing.T) {
	of := func(v ...float64) (r row) {
		for _, x := range v {
			r.cells = append(r.cells, cell{raw: x, value: x, known: x == x})
		}
		return r
	}
	rows := []row{of(5, 6), of(900, 1), of(nan, nan), of(-40, -50), of(7, nan)}
	if got := fmt.Sprint(largest(rows, []int{0, 1, 2, 3, 4}, 3)); got != "[1 3 4]" {
		t.Errorf("%s, want [1 3 4]", got)
	}
}

// BenchmarkDescribe is of a panel as large as anybody will draw by mistake.
func BenchmarkDescribe(b *testing.B) {
	var periods []tradeflow.Period
	for i := range 36 {
		periods = append(periods, tradeflow.Month(2020+i/12, time.Month(i%12+1)))
	}
	var keys []tradeflow.Key
	var values [][]float64
	for i := range 5000 {
		keys = append(keys, tradeflow.Key{Partner: tradeflow.Country(fmt.Sprintf("P%d", i%100)), Category: fmt.Sprintf("c%d", i/100)})
		v := make([]float64, len(periods))
		for j := range v {
			if v[j] = float64((37*i + 11*j) % 1000); (i+j)%50 == 0 {
				v[j] = nan
			}
		}
		values = append(values, v)
	}
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, periods, keys, values...)
	for b.Loop() {
		Heat(p)
		Lines(p)
	}
}
