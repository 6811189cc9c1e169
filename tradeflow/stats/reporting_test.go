package stats

import (
	"slices"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestReportingOfBases: what compares periods tells who was silent in either, and not
// in the base of the base.
func TestReportingOfBases(t *testing.T) {
	month := func(y int, m time.Month) tradeflow.Period { return tradeflow.Month(y, m) }
	p := &tradeflow.Panel{Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}}
	p.Query.Frequency = tradeflow.Monthly
	for i := range 36 {
		p.Periods = append(p.Periods, month(2021, time.January).Shift(i))
	}
	s := tradeflow.NewSeries(tradeflow.Key{Partner: "KAZ"}, 36, tradeflow.NotReported)
	for j := range 36 {
		s.Set(j, float64(100+j), float64(100+j), tradeflow.OK)
	}
	p.Series = []tradeflow.Series{s}
	p.Reporting = &tradeflow.Reporting{Reporters: []tradeflow.Country{"AUT", "BEL", "CZE"},
		Silent: map[tradeflow.Period][]tradeflow.Country{month(2021, time.May): {"BEL"}, month(2022, time.June): {"AUT"}, month(2021, time.June): {"CZE"}}}
	type want map[tradeflow.Period]string
	check := func(name string, q *tradeflow.Panel, want want) {
		t.Helper()
		for _, period := range q.Periods {
			got := ""
			for _, c := range q.Reporting.Missing(period) {
				got += string(c) + " "
			}
			if w, ok := want[period]; ok && got != w {
				t.Errorf("%s: in %s silent: %q, want %q", name, period, got, w)
			}
		}
	}
	yoy := want{month(2022, time.April): "", month(2022, time.May): "BEL ", month(2022, time.June): "AUT CZE ", month(2023, time.May): "", month(2023, time.June): "AUT "}
	check("YoY", YoY(p), yoy)
	check("Difference", Difference(p, 12), yoy)
	check("LogChange", LogChange(p, 12), yoy)
	check("Contribution", Contribution(p, tradeflow.Partner, 12), yoy)
	check("Change on a month", Change(p, 1), want{month(2021, time.June): "BEL CZE ", month(2021, time.July): "CZE ", month(2021, time.August): "", month(2022, time.July): "AUT "})
	first := p.At(month(2021, time.May), month(2022, time.April), month(2022, time.June))
	onMay := want{month(2022, time.April): "BEL ", month(2022, time.June): "AUT BEL "}
	check("Diff", Diff(first), onMay)
	check("Growth", Growth(first), onMay)
	check("CAGR", CAGR(first), onMay)
	check("Index", Index(p, month(2021, time.May)), want{month(2021, time.May): "BEL ", month(2021, time.July): "BEL ", month(2022, time.June): "AUT BEL "})
	check("YTD", YTD(p), want{tradeflow.Span(2022, time.January, time.April): "", tradeflow.Span(2022, time.January, time.May): "BEL ",
		tradeflow.Span(2023, time.January, time.July): "AUT "})
	check("FromPeak", FromPeak(p.At(month(2021, time.April), month(2021, time.June))), want{month(2021, time.April): "CZE ", month(2021, time.June): "CZE "})
	if !slices.Equal(p.Reporting.Silent[month(2022, time.June)], []tradeflow.Country{"AUT"}) || len(p.Reporting.Silent) != 3 {
		t.Errorf("the panel itself has changed: %v", p.Reporting.Silent)
	}
	if q := p.Flip(); q.Reporting != nil {
		t.Error("a flipped panel calls its partners reporters")
	}
}
