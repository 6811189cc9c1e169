package tradeflow

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// UN Comtrade has published one table under three sets of column names: the API,
// the Plus web download and the bulk files (since 2022; bulk files have no names
// and no ISO codes, and tools write them in snake case), the legacy web download
// (until then), and the tidy names that R packages give to API replies. Totals beside parts:
// partner 0 is the world; partner2 0, customs C00 and mode of transport 0 are
// totals of their splits; DX, XIP, XOP are parts of X, and FM, MIP, MOP of M.
const comtradeSource = "UN Comtrade"

func comtradeAPI() *Format {
	return &Format{
		name: "UN Comtrade table (API, Plus web download, or bulk)", source: comtradeSource, currency: "USD",
		columns: []column{
			{to: colCheck, names: []string{"typeCode", "type_code"}, read: onlyGoods},
			{to: colFrequency, names: []string{"freqCode", "freq_code"}, read: comtradeFrequency},
			{to: colPeriod, names: []string{"period"}, read: comtradePeriod},
			{to: colReporter, names: []string{"reporterCode", "reporter_code"}, read: numberedPlace},
			{to: colPartner, names: []string{"partnerCode", "partner_code"}, read: numberedPlace, regime: formerNumber},
			{to: colDirection, names: []string{"flowCode", "flow_code"}, read: comtradeFlow},
			{to: colCode, names: []string{"cmdCode", "cmd_code"}, read: commodityText},
			{to: colEdition, names: []string{"classificationCode", "classification_code"}, read: comtradeEdition},
			{to: colValue, names: []string{"primaryValue", "primary_value"}},
			{to: colCIF, names: []string{"cifvalue"}, optional: true},
			{to: colFOB, names: []string{"fobvalue"}, optional: true},
			{to: colNetWeight, names: []string{"netWgt", "netWeight", "net_wgt", "net_weight"}, optional: true},
			{to: colNetWeightEstimated, names: []string{"isNetWgtEstimated", "is_net_wgt_estimated"}, optional: true, read: truth},
			{to: colQuantity, names: []string{"qty"}, optional: true},
			{to: colQuantityUnit, names: []string{"qtyUnitCode", "qty_unit_code"}, optional: true, read: comtradeUnit},
			{to: colQuantityEstimated, names: []string{"isQtyEstimated", "is_qty_estimated"}, optional: true, read: truth},
			{to: colPartner2, names: []string{"partner2Code", "partner2code"}, optional: true, read: splitPlace},
			{to: colMode, names: []string{"motCode", "mot_code"}, optional: true, read: splitBy("0")},
			{to: colProcedure, names: []string{"customsCode", "customs_code"}, optional: true, read: splitBy("C00")},
		},
		ignored: []string{"datasetCode", "refPeriodId", "refYear", "refMonth", "reporterISO", "reporterDesc", "flowDesc", "partnerISO", "partnerDesc", "partner2ISO", "partner2Desc",
			"classificationSearchCode", "isOriginalClassification", "cmdDesc", "aggrLevel", "isLeaf", "customsDesc", "mosCode", "motDesc", "qtyUnitAbbr",
			"altQtyUnitCode", "altQtyUnitAbbr", "altQty", "isAltQtyEstimated", "grossWgt", "isGrossWgtEstimated", "legacyEstimationFlag", "isReported", "isAggregate"},
		valuation: comtradeValuation,
	}
}

func comtradeLegacy() *Format {
	return &Format{
		name: "UN Comtrade table of before 2023", source: comtradeSource, currency: "USD",
		columns: []column{
			{to: colEdition, names: []string{"Classification", "pfCode"}, read: comtradeEdition},
			{to: colPeriod, names: []string{"Period"}, read: comtradePeriod},
			{to: colReporter, names: []string{"Reporter Code", "rtCode"}, read: numberedPlace},
			{to: colPartner, names: []string{"Partner Code", "ptCode"}, read: numberedPlace, regime: formerNumber},
			{to: colDirection, names: []string{"Trade Flow Code", "rgCode"}, read: legacyFlow},
			{to: colCode, names: []string{"Commodity Code", "cmdCode"}, read: commodityText},
			{to: colValue, names: []string{"Trade Value (US$)", "TradeValue"}},
			{to: colCIF, names: []string{"CIF Trade Value (US$)", "CIFValue"}, optional: true},
			{to: colFOB, names: []string{"FOB Trade Value (US$)", "FOBValue"}, optional: true},
			{to: colNetWeight, names: []string{"Netweight (kg)", "NetWeight"}, optional: true},
			{to: colNetWeightEstimated, names: []string{"Flag", "estCode"}, optional: true, read: legacyFlag("4", "6")},
			{to: colQuantity, names: []string{"Qty", "TradeQuantity"}, optional: true},
			{to: colQuantityUnit, names: []string{"Qty Unit Code", "qtCode"}, optional: true, read: comtradeUnit},
			{to: colQuantityEstimated, names: []string{"Flag", "estCode"}, optional: true, read: legacyFlag("2", "6")},
			{to: colPartner2, names: []string{"2nd Partner Code", "ptCode2"}, optional: true, read: splitPlace},
			{to: colMode, names: []string{"Mode of Transport Code", "motCode"}, optional: true, read: splitBy("0")},
			{to: colProcedure, names: []string{"Customs Proc. Code", "cstCode"}, optional: true, read: splitBy("C00")},
		},
		ignored: []string{"Year", "Period Desc.", "Aggregate Level", "Is Leaf Code", "Trade Flow", "Reporter", "Reporter ISO", "Partner", "Partner ISO", "2nd Partner", "2nd Partner ISO",
			"Customs", "Mode of Transport", "Commodity", "Qty Unit", "Alt Qty Unit Code", "Alt Qty Unit", "Alt Qty", "Gross weight (kg)",
			"yr", "periodDesc", "aggrLevel", "IsLeaf", "rgDesc", "rtTitle", "rt3ISO", "ptTitle", "pt3ISO", "ptTitle2", "pt3ISO2", "cstDesc", "motDesc", "cmdDescE", "qtDesc",
			"qtAltCode", "qtAltDesc", "AltQuantity", "GrossWeight"},
		valuation: comtradeValuation,
	}
}

func comtradeTidy() *Format {
	return &Format{
		name: "UN Comtrade table with tidy names", source: comtradeSource, currency: "USD",
		columns: []column{
			{to: colPeriod, names: []string{"period_desc"}, read: comtradePeriod},
			{to: colReporter, names: []string{"reporter_code"}, read: numberedPlace},
			{to: colPartner, names: []string{"partner_code"}, read: numberedPlace, regime: formerNumber},
			{to: colDirection, names: []string{"trade_code"}, read: comtradeFlow},
			{to: colCode, names: []string{"commodity_code"}, read: commodityText},
			{to: colValue, names: []string{"trade_value_us"}},
			{to: colCIF, names: []string{"cifvalue"}, optional: true},
			{to: colFOB, names: []string{"fobvalue"}, optional: true},
			{to: colNetWeight, names: []string{"netweight_kg"}, optional: true},
			{to: colNetWeightEstimated, names: []string{"IsNetWgtEstimated"}, optional: true, read: truth},
			{to: colQuantity, names: []string{"Qty"}, optional: true},
			{to: colQuantityUnit, names: []string{"QtyUnitCode"}, optional: true, read: comtradeUnit},
			{to: colQuantityEstimated, names: []string{"IsQtyEstimated"}, optional: true, read: truth},
			{to: colMode, names: []string{"mot_code"}, optional: true, read: splitBy("0")},
		},
		ignored: []string{"year", "month", "period", "aggregate_level", "is_leaf_code", "trade_flow", "reporter", "partner", "partner_iso", "commodity", "mot_desc",
			"QtyUnitAbbr", "IsReported", "IsAggregate"},
		valuation: comtradeValuation,
	}
}

func onlyGoods(s string) (string, error) {
	if s != "C" {
		return "", fmt.Errorf("type %q is not C, trade in goods", s)
	}
	return "", nil
}

func comtradeFrequency(s string) (string, error) {
	switch s {
	case "A", "M":
		return s, nil
	}
	return "", fmt.Errorf("frequency %q is neither A (annual) nor M (monthly)", s)
}

func comtradePeriod(s string) (string, error) {
	p, err := ParsePeriod(s)
	if err != nil || len(s) != 4 && len(s) != 6 {
		return "", fmt.Errorf("period %q is neither a year such as 2023 nor a month such as 202306", s)
	}
	return p.String(), nil
}

var comtradeFlows = map[string]string{"M": "import", "X": "export", "RX": "re-export", "RM": "re-import"}
var comtradePartFlows = map[string]string{
	"DX": "exports", "XIP": "exports", "XOP": "exports", "FM": "imports", "MIP": "imports", "MOP": "imports",
}

func comtradeFlow(s string) (string, error) {
	if d, ok := comtradeFlows[s]; ok {
		return d, nil
	}
	if whole, ok := comtradePartFlows[s]; ok {
		return "", dropped("flow " + s + " is a part of " + whole)
	}
	return "", fmt.Errorf("flow %q is none of M, X, RX, RM, DX, XIP, XOP, FM, MIP, MOP", s)
}

func legacyFlow(s string) (string, error) {
	if len(s) == 1 && '1' <= s[0] && s[0] <= '4' {
		return [...]string{"import", "export", "re-export", "re-import"}[s[0]-'1'], nil
	}
	return "", fmt.Errorf("flow %q is none of 1 (import), 2 (export), 3 (re-export), 4 (re-import)", s)
}

func comtradeEdition(s string) (string, error) {
	if s == "" || s == "HS" {
		return "", nil // as reported, without saying in which edition
	}
	e, err := hscodes.ParseEdition(s)
	if err != nil {
		other := map[byte]string{'S': "SITC", 'B': "BEC", 'E': "EBOPS"}[s[0]]
		if other == "SITC" {
			return "", otherClassification(s)
		}
		if other != "" {
			return "", fmt.Errorf("classification %s is %s, not the HS: its codes are other goods; download the table by HS", s, other)
		}
		return "", fmt.Errorf("classification %q is no edition of the HS (H0 to H6)", s)
	}
	return e.String(), nil
}

// otherClassification is the error of a row that is in the SITC.
type otherClassification string

func (c otherClassification) Error() string {
	return "classification " + string(c) + " is SITC, not the HS: its codes are other goods; download the table by HS, or set Files.AllowSITC to read its totals of all goods"
}

// comtradeValuation follows primaryValue: CIF for imports where CIF is given,
// FOB for exports; imports for which only FOB is given (Canada, Mexico) are FOB.
func comtradeValuation(d Direction, cif, fob bool) string {
	switch {
	case d == Import || d == ReImport:
		if cif {
			return "CIF"
		}
		if fob {
			return "FOB"
		}
		return ""
	case fob:
		return "FOB"
	case cif:
		return "CIF"
	}
	return ""
}

// numberedPlace reads a country number of UN Comtrade or BACI. A number that
// is on no list stays as it is: a country must not vanish for want of a name.
func numberedPlace(s string) (string, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 9999 {
		return "", fmt.Errorf("country code %q is not a number of up to four digits", s)
	}
	if code, ok := places.ByNumber(n); ok {
		return code, nil
	}
	return strconv.Itoa(n), nil
}

// formerNumber names a number that a partner had before its present one. Rows of
// the two are different trade and add up.
func formerNumber(s string) string {
	if n, err := strconv.Atoi(s); err == nil && places.IsHistoric(n) {
		return "partner " + s
	}
	return ""
}

// splitBy reads a column that splits a flow further: "" for the total.
func splitBy(total string) func(string) (string, error) {
	return func(s string) (string, error) {
		if s = strings.TrimSpace(s); s == total {
			return "", nil
		}
		return s, nil
	}
}

func splitPlace(s string) (string, error) {
	if s == "" || s == "0" {
		return "", nil
	}
	return numberedPlace(s)
}

func commodityText(s string) (string, error) {
	_, err := parseCommodity(s)
	return s, err
}

func truth(s string) (string, error) {
	switch strings.ToLower(s) {
	case "true", "1":
		return "true", nil
	case "false", "0", "":
		return "", nil
	}
	return "", fmt.Errorf("%q is neither true nor false", s)
}

// legacyFlag reads the legacy estimation flag: 2 for an estimated quantity, 4
// for an estimated weight, 6 for both.
func legacyFlag(estimated ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		for _, e := range estimated {
			if s == e {
				return "true", nil
			}
		}
		return "", nil
	}
}

// comtradeUnits are UN Comtrade's quantity units: the codes of its reference
// list, with its abbreviations in our spelling. -1 and 1 mean no quantity.
var comtradeUnits = map[string]string{
	"-1": "", "0": "", "1": "", "2": "m2", "3": "1000 kWh", "4": "m", "5": "u", "6": "pairs", "7": "l", "8": "kg", "9": "1000 u", "10": "packs",
	"11": "dozen", "12": "m3", "13": "carat", "14": "km", "15": "g", "16": "hives", "17": "1000 m3", "18": "TJ", "19": "barrel", "20": "1000 l",
	"21": "t", "22": "kWh", "23": "l pure alcohol", "24": "head", "25": "kg drained", "26": "kg choline chloride", "27": "kg P2O5", "28": "kg H2O2",
	"29": "kg methylamine", "30": "kg N", "31": "kg KOH", "32": "kg K2O", "33": "kg NaOH", "34": "kg 90% dry", "35": "kg U",
	"36": "t carrying capacity", "37": "Bq", "38": "g fissile", "39": "GRT", "40": "GT", "41": "cells",
}

func comtradeUnit(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	if unit, ok := comtradeUnits[s]; ok {
		return unit, nil
	}
	return "unit " + s, nil
}
