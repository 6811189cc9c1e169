package report

import (
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

func TestMethod(t *testing.T) {
	p := illustrative()
	page := New("Methods")
	page.Method(p, stats.YoY(p), stats.YoY(p))
	text := page.markdownPage()
	if strings.Count(text, "Change on a year earlier: ") != 1 || strings.Contains(text, "Shares:") || strings.Contains(text, "Ranges:") {
		t.Error(text)
	}
	p.Series[0].Set(0, 90, 100, tradeflow.OK)
	page = New("Methods")
	page.Method(stats.Share(p, tradeflow.Category), p)
	if text := page.markdownPage(); !strings.Contains(text, "* Shares: ") || !strings.Contains(text, "* Ranges: ") {
		t.Error(text)
	}
}

// TestMethodsKnowTheNames: each phrase is in the name of some statistic, so that a
// statistic that is renamed does not lose its note.
func TestMethodsKnowTheNames(t *testing.T) {
	months := illustrative()
	months.Periods = nil
	for m := range 30 {
		months.Periods = append(months.Periods, tradeflow.Month(2021, 1).Shift(m))
	}
	for i := range months.Series {
		s := tradeflow.NewSeries(months.Series[i].Key, 30, tradeflow.OK)
		for j := range 30 {
			s.Set(j, float64(10+i+j), float64(10+i+j), tradeflow.OK)
		}
		months.Series[i] = s
	}
	weights := months.Only(func(tradeflow.Key) bool { return true })
	weights.Unit.Name = "kg"
	names := []string{"seasonally adjusted (STL, period 12)", "value, reconstructed from 3 partners"}
	for _, p := range []*tradeflow.Panel{
		stats.YTD(months), stats.Rolling(months, 3), stats.FiscalYears(months, 4), stats.Mean(months, tradeflow.Quarter(2021, 1)), stats.YoY(months), stats.MoM(months),
		stats.Growth(months), stats.Diff(months), stats.Contribution(months, tradeflow.Category, 12), stats.Index(months, tradeflow.Quarter(2021, 1)),
		stats.Share(months, tradeflow.Category), stats.HHI(months, tradeflow.Category), stats.UnitValue(months, weights), stats.MirrorGap(months, months, stats.Mirror{}), stats.FromPeak(months),
	} {
		names = append(names, p.Statistic)
	}
	all := strings.Join(names, "\n")
	for _, m := range methods {
		if !strings.Contains(all, m.phrase) {
			t.Errorf("no statistic is called %q: %s", m.phrase, all)
		}
	}
}
