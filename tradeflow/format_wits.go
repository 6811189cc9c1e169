package tradeflow

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// The World Bank's WITS: UN Comtrade's figures in thousands of dollars, by ISO3
// codes, with groups of economies (WLD, ASEAN) beside their members and groups of
// products that the user made. Nothing in a row says in which HS edition it is: set
// Files.Edition.
func wits() *Format {
	return &Format{
		name: "World Bank WITS table", source: "World Bank WITS (UN Comtrade)", late: true, currency: "USD",
		columns: []column{
			{to: colReporter, names: []string{"ReporterISO3"}, read: witsPlace("reporter")},
			{to: colPartner, names: []string{"PartnerISO3"}, read: witsPlace("partner")},
			{to: colCode, names: []string{"ProductCode"}, read: witsProduct},
			{to: colPeriod, names: []string{"Year"}, read: baciYear},
			{to: colDirection, names: []string{"TradeFlowCode"}, read: witsFlow},
			{to: colValue, names: []string{"TradeValue in 1000 USD"}, scale: 1000},
			{to: colNetWeight, names: []string{"NetWeight in KGM"}, optional: true},
			{to: colQuantity, names: []string{"Quantity"}, optional: true},
			{to: colQuantityUnit, names: []string{"QtyUnit"}, optional: true, read: witsUnit},
		},
		ignored: []string{"ReporterName", "PartnerName", "TradeFlowName"},
	}
}

// witsPlace keeps ISO3 codes, also unknown ones, and the groups that the library
// knows as aggregates; other groups are sums of rows that stand beside them.
func witsPlace(side string) func(string) (string, error) {
	return func(s string) (string, error) {
		if _, known := places.Name(s); known {
			return s, nil
		}
		if s == "" || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ -") != "" {
			return "", fmt.Errorf("country code %q is neither an ISO3 code nor the name of a group", s)
		}
		if len(s) != 3 {
			return "", dropped(side + " that is a group of others: " + shorten(s, 40))
		}
		return s, nil
	}
}

func witsProduct(s string) (string, error) {
	if strings.EqualFold(s, "total") {
		return allGoods, nil
	}
	if text, err := commodityText(s); err == nil {
		return text, nil
	} else if s == "" || strings.Trim(s, "0123456789") == "" {
		return "", err // digits that are no code, not a name
	}
	return "", dropped("product group: " + shorten(s, 40))
}

func witsFlow(s string) (string, error) {
	switch s {
	case "5":
		return Import.String(), nil
	case "6":
		return Export.String(), nil
	case "3":
		return ReExport.String(), nil
	case "4":
		return ReImport.String(), nil
	}
	return "", fmt.Errorf("flow %q is none of 5 (import), 6 (export), 3 (re-export), 4 (re-import)", s)
}

var witsUnits = map[string]string{"N.Q.": "", "Item": "u", "Kg": "kg"}

func witsUnit(s string) (string, error) {
	if unit, ok := witsUnits[s]; ok {
		return unit, nil
	}
	return s, nil
}
