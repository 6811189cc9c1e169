package decompose

import (
	"math"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// Slips of the programmer end in a panic that names the function.
func TestSlipsPanic(t *testing.T) {
	amounts := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}, Periods: []tradeflow.Period{tradeflow.Year(2020), tradeflow.Year(2021)}}
	for _, partner := range []tradeflow.Country{"CHN", tradeflow.World} {
		amounts.Series = append(amounts.Series, tradeflow.NewSeries(tradeflow.Key{Partner: partner}, 2, tradeflow.NotReported))
	}
	china := amounts.Only(func(k tradeflow.Key) bool { return k.Partner == "CHN" })
	growth := stats.YoY(amounts)
	for want, slip := range map[string]func(){
		"decompose.ShiftShare: of change":             func() { ShiftShare(growth, nil) },
		"decompose.ShiftShare: of change, fraction: ": func() { ShiftShare(amounts, growth) },
		"decompose.ShiftShare: the World stands":      func() { ShiftShare(amounts, nil) },
		"decompose.MarketShare: of change":            func() { MarketShare(growth, amounts, Shapley) },
		"decompose.MarketShare: of change, fraction:": func() { MarketShare(china, growth, Shapley) },
		"decompose.MarketShare: the World stands":     func() { MarketShare(china, amounts, Shapley) },
		"decompose.MarketShare: no such order":        func() { MarketShare(china, china, MarketFirst+1) },
		"decompose.LMDI: of change":                   func() { LMDI(growth, amounts) },
		"decompose.LMDI: of change, fraction":         func() { LMDI(amounts, growth) },
		"decompose.Bennet: of change":                 func() { Bennet(growth, amounts) },
		"decompose.Margins: of change":                func() { Margins(growth, tradeflow.Partner, 0) },
		"decompose.Margins: over no dimension":        func() { Margins(amounts, 0, 0) },
		"decompose.Margins: a floor of -1":            func() { Margins(amounts, tradeflow.Partner, -1) },
		"decompose.Margins: a floor of NaN":           func() { Margins(amounts, tradeflow.Partner, math.NaN()) },
		"decompose.Margins: the World stands":         func() { Margins(amounts, tradeflow.Partner, 0) },
		"decompose.PriceIndex: of change":             func() { PriceIndex(growth, china, tradeflow.Partner, Fisher, false) },
		"decompose.PriceIndex: of change, fraction":   func() { PriceIndex(china, growth, tradeflow.Partner, Fisher, false) },
		"decompose.PriceIndex: the World stands":      func() { PriceIndex(amounts, amounts, tradeflow.Partner, Fisher, false) },
		"decompose.PriceIndex: no such formula":       func() { PriceIndex(china, china, tradeflow.Partner, formulaCount, false) },
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
	if _, err := LMDI(amounts, amounts).Sum(tradeflow.Partner); err == nil {
		t.Error("the World and China added up")
	}
	if got := (MontgomeryVartia + 1).String(); got != "unknown formula" {
		t.Error(got)
	}
}

// Panels without periods or series are no slip, and neither are others' periods.
func TestEmptyPanels(t *testing.T) {
	key := tradeflow.Key{Reporter: "DEU", Partner: "CHN"}
	full := &tradeflow.Panel{Periods: []tradeflow.Period{tradeflow.Year(2019), tradeflow.Year(2020)}, Series: []tradeflow.Series{tradeflow.NewSeries(key, 2, tradeflow.NotReported)}}
	full.Series[0].Set(0, 1, 1, tradeflow.OK)
	full.Series[0].Set(1, 2, 2, tradeflow.OK)
	for _, p := range []*tradeflow.Panel{
		{},
		{Series: []tradeflow.Series{tradeflow.NewSeries(key, 0, tradeflow.OK)}},
		{Periods: []tradeflow.Period{tradeflow.Year(2020)}},
		full,
	} {
		for _, other := range []*tradeflow.Panel{{}, full} {
			for name, d := range map[string]Decomposition{
				"ShiftShare": ShiftShare(p, other), "ShiftShare, nil": ShiftShare(p, nil), "MarketShare": MarketShare(p, other, Shapley),
				"LMDI": LMDI(p, other), "Bennet": Bennet(p, other), "Margins": Margins(p, tradeflow.Partner, 0),
			} {
				for _, q := range d.panels() {
					if len(q.Series) != len(p.Series) || len(q.Periods) != max(0, len(p.Periods)-1) {
						t.Errorf("%s: %d series and %d periods from %d and %d", name, len(q.Series), len(q.Periods), len(p.Series), len(p.Periods))
					}
				}
			}
			for _, q := range PriceIndex(p, other, tradeflow.Partner, Fisher, true).panels() {
				if len(q.Series) != len(p.Series) || len(q.Periods) != len(p.Periods) {
					t.Errorf("PriceIndex: %d series and %d periods from %d and %d", len(q.Series), len(q.Periods), len(p.Series), len(p.Periods))
				}
			}
		}
	}
}
