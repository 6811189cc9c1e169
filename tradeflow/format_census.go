package tradeflow

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// The US Census Bureau's International Trade API (timeseries/intltrade, exports/hs
// and imports/hs) as JSON: names, then rows. "-" is the total of a dimension. What
// a request names both as a variable and as a predicate comes twice. Exports are
// valued FAS (free alongside ship), imports at their customs value. ALL_VAL_YR and
// its like are the year so far and are not read: ask for the values of the month.
// Groups of countries (SUMMARY_LVL CGP) are aggregates. Districts, ports and states
// are parts of the rows for all of them.
func census(name, commodity, value, quantity, valuation string, d Direction) *Format {
	return &Format{
		name: name, source: "US Census Bureau, International Trade", late: true, currency: "USD", editionByYear: true,
		columns: []column{
			{to: colPeriod, names: []string{"time"}, optional: true, repeats: true, read: canonicalPeriod},
			{to: colYear, names: []string{"YEAR"}, optional: true, repeats: true, read: verbatim},
			{to: colMonth, names: []string{"MONTH"}, optional: true, repeats: true, read: verbatim},
			{to: colPartner, names: []string{"CTY_CODE"}, repeats: true, read: censusPlace},
			{to: colCode, names: []string{commodity}, repeats: true, read: censusCode},
			{to: colValue, names: []string{value}, repeats: true},
			{to: colQuantity1, names: []string{quantity}, optional: true, repeats: true},
			{to: colUnit1, names: []string{"UNIT_QY1"}, optional: true, repeats: true, read: censusUnit},
			{to: colProcedure, names: []string{"DF"}, optional: true, repeats: true, read: splitBy("-")},
			{to: colCheck, names: []string{"DISTRICT", "PORT", "STATE", "CTY_SUBCODE", "RP"}, optional: true, repeats: true, read: censusWhole},
		},
		ignored: []string{"CTY_NAME", "SUMMARY_LVL", "SUMMARY_LVL2", "COMM_LVL", "LAST_UPDATE", "DIST_NAME", "PORT_NAME", "YEAR", "MONTH",
			commodity + "_LDESC", commodity + "_SDESC", "ALL_VAL_YR", "GEN_VAL_YR", "CON_VAL_MO", "CON_VAL_YR", "GEN_CIF_MO", "GEN_CIF_YR", "CAL_DUT_MO",
			"AIR_VAL_MO", "AIR_WGT_MO", "VES_VAL_MO", "VES_WGT_MO", "CNT_VAL_MO", "CNT_WGT_MO", "QTY_1_MO_FLAG", "QTY_1_YR", "QTY_2_MO", "QTY_2_MO_FLAG", "UNIT_QY2",
			"CON_QY1_MO", "CON_QY1_YR", "GEN_QY1_YR", "GEN_QY2_MO", "GEN_QY1_MO_FLAG"},
		constants: map[int]string{colReporter: "USA", colDirection: d.String()},
		valuation: byDirection(valuation, valuation),
	}
}

func censusExports() *Format {
	return census("US Census table of exports", "E_COMMODITY", "ALL_VAL_MO", "QTY_1_MO", "FAS", Export)
}

func censusImports() *Format {
	return census("US Census table of imports", "I_COMMODITY", "GEN_VAL_MO", "GEN_QY1_MO", "customs value", Import)
}

func censusPlace(s string) (string, error) {
	if code, ok := places.ByCensus(s); ok {
		return code, nil
	}
	if len(s) != 4 {
		return "", fmt.Errorf("country code %q is not like 5700, or - for all", shorten(s, 40))
	}
	return "US-" + s, nil // on no list: kept under its own code
}

func censusCode(s string) (string, error) {
	if s == "-" {
		return allGoods, nil
	}
	return commodityText(s)
}

// censusWhole drops the rows of one district, port or state.
func censusWhole(s string) (string, error) {
	if s == "-" || s == "" {
		return "", nil
	}
	return "", dropped("one customs district, port, state or provision: a part of the row for all")
}

var censusUnits = map[string]string{"-": "", "X": "", "NO": "u", "KG": "kg", "T": "t", "PRS": "pairs", "DOZ": "dozen", "M2": "m2", "M3": "m3", "L": "l", "M": "m", "CAR": "carat"}

func censusUnit(s string) (string, error) {
	if unit, ok := censusUnits[s]; ok {
		return unit, nil
	}
	return s, nil
}
