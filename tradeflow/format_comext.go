package tradeflow

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

const comextSource = "Eurostat Comext"

// Eurostat's Comext bulk files: a row for each declarant, partner, CN8 line,
// flow, statistical procedure and month, in euros and kilograms. No row is a
// total of statistical procedures: they add up. Product codes such as 39XXXXXX
// hold what is confidential. Period 52 of a year is the whole year. The CN of a
// year follows the HS edition in force. Totals that the dissemination tables
// write beside the members (WORLD, EU27_2020, EXT_EU27_2020) are aggregates.
func comext() *Format {
	return &Format{
		name: "Eurostat Comext bulk table", source: comextSource, currency: "EUR", editionByYear: true,
		columns: []column{
			{to: colReporter, names: []string{"REPORTER"}, read: geonomPlace},
			{to: colPartner, names: []string{"PARTNER"}, read: geonomPlace},
			{to: colCode, names: []string{"PRODUCT_NC"}, read: commodityText},
			{to: colDirection, names: []string{"FLOW"}, read: comextFlow},
			{to: colRegime, names: []string{"STAT_PROCEDURE"}, optional: true, read: splitBy("")},
			{to: colPeriod, names: []string{"PERIOD"}, read: comextPeriod},
			{to: colValue, names: []string{"VALUE_EUR"}},
			{to: colNetWeight, names: []string{"QUANTITY_KG"}, optional: true},
			{to: colQuantity, names: []string{"QUANTITY_SUPPL_UNIT"}, optional: true},
			{to: colQuantityUnit, names: []string{"SUPPL_UNIT"}, optional: true, read: splitBy("NO_SU")},
		},
		ignored:   comextIgnored,
		valuation: comextValuation,
	}
}

// comextOld has the column names of the bulk files before 2023.
func comextOld() *Format {
	return &Format{
		name: "Eurostat Comext bulk table (names before 2023)", source: comextSource, currency: "EUR", editionByYear: true,
		columns: []column{
			{to: colReporter, names: []string{"DECLARANT_ISO"}, read: geonomPlace},
			{to: colPartner, names: []string{"PARTNER_ISO"}, read: geonomPlace},
			{to: colCode, names: []string{"PRODUCT_NC"}, read: commodityText},
			{to: colDirection, names: []string{"FLOW"}, read: comextFlow},
			{to: colRegime, names: []string{"STAT_REGIME", "STAT_PROCEDURE"}, optional: true, read: splitBy("")},
			{to: colPeriod, names: []string{"PERIOD"}, read: comextPeriod},
			{to: colValue, names: []string{"VALUE_IN_EUROS", "VALUE_IN_EUR"}},
			{to: colNetWeight, names: []string{"QUANTITY_IN_KG"}, optional: true},
			{to: colQuantity, names: []string{"SUP_QUANTITY"}, optional: true},
			{to: colQuantityUnit, names: []string{"SUPP_UNIT", "SUPPL_UNIT"}, optional: true, read: splitBy("NO_SU")},
		},
		ignored:   comextIgnored,
		valuation: comextValuation,
	}
}

// comextIgnored are what the bulk files say besides: the goods in other
// classifications, numbers of countries, and the value in the declarant's currency.
var comextIgnored = []string{"DECLARANT", "PARTNER", "TRADE_TYPE", "PRODUCT_SITC", "PRODUCT_SITC5", "PRODUCT_CPA21", "PRODUCT_CPA22", "PRODUCT_CPA2002", "PRODUCT_CPA2008", "PRODUCT_CPA2_1",
	"PRODUCT_BEC", "PRODUCT_BEC5", "PRODUCT_SECTION", "PRODUCT_NSTR", "VALUE_NAC"}

func geonomPlace(s string) (string, error) {
	if code, ok := places.ByGeonom(s); ok {
		return code, nil
	}
	if len(s) < 2 || len(s) > 16 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		return "", fmt.Errorf("country code %q is no GEONOM code such as DE or EU27_2020", s)
	}
	return s, nil
}

func comextFlow(s string) (string, error) {
	switch s {
	case "1":
		return Import.String(), nil
	case "2":
		return Export.String(), nil
	}
	return "", fmt.Errorf("flow %q is neither 1 (import) nor 2 (export)", s)
}

func comextPeriod(s string) (string, error) {
	if year, ok := strings.CutSuffix(s, "52"); ok && len(s) == 6 {
		s = year
	} else if len(s) != 6 {
		return "", fmt.Errorf("period %q is not like 202306, or 202352 for a year", s)
	}
	p, err := ParsePeriod(s)
	if err != nil {
		return "", fmt.Errorf("period %q is not like 202306, or 202352 for a year", s)
	}
	return p.String(), nil
}

// comextValuation: the statistical value is CIF at the border of the importing
// member state, FOB at the border of the exporting one.
func comextValuation(d Direction, _, _ bool) string {
	if d == Import {
		return "CIF"
	}
	return "FOB"
}
