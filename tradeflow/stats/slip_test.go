package stats

import (
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Slips of the programmer end in a panic that names the function.
func TestSlipsPanic(t *testing.T) {
	amounts := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Periods: []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2021)}}
	for _, partner := range []tradeflow.Country{"CHN", tradeflow.World} {
		amounts.Series = append(amounts.Series, tradeflow.NewSeries(tradeflow.Key{Partner: partner}, 2, tradeflow.NotReported))
	}
	shares := Share(amounts.Only(func(k tradeflow.Key) bool { return k.Partner != tradeflow.World }), tradeflow.Partner)
	growth := YoY(amounts)
	for want, slip := range map[string]func(){
		"stats.Change: on 0 months":         func() { Change(amounts, 0) },
		"stats.Change: makes no sense":      func() { YoY(growth) },
		"stats.Index: makes no sense":       func() { Index(Diff(shares), tradeflow.Year(2021)) },
		"stats.Index: no base":              func() { Index(amounts) },
		"stats.Rolling: 13 months":          func() { Rolling(amounts, 13) },
		"stats.Rolling: 0 months":           func() { Rolling(amounts, 0) },
		"stats.Rolling: windows of share":   func() { Rolling(shares, 12) },
		"stats.Cumulative: windows of":      func() { Cumulative(growth) },
		"stats.FiscalYears: month 13":       func() { FiscalYears(amounts, 13) },
		"stats.FiscalYears: years of share": func() { FiscalYears(shares, time.April) },
		"stats.Share: over no dimension":    func() { Share(amounts, 0) },
		"stats.Share: of change":            func() { Share(growth, tradeflow.Partner) },
		"stats.Share: the World stands":     func() { Share(amounts, tradeflow.Partner) },
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			slip()
		}()
	}
	Share(amounts, tradeflow.Reporter) // the World alone is no total beside its parts
}

// A panel without periods or series is no slip.
func TestEmptyPanels(t *testing.T) {
	key := tradeflow.Key{Reporter: "DEU", Partner: "CHN"}
	for _, p := range []*tradeflow.Panel{
		{},
		{Series: []tradeflow.Series{tradeflow.NewSeries(key, 0, tradeflow.OK)}},
		{Periods: []tradeflow.Period{tradeflow.Month(2020, time.May)}},
	} {
		for name, f := range every {
			if q := f(p); len(q.Series) != len(p.Series) {
				t.Errorf("%s: %d series from %d", name, len(q.Series), len(p.Series))
			}
		}
	}
}
