package tradeflow

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// Japan's trade statistics on e-Stat: a row for each nine-digit line and country,
// the year and its months side by side, in thousand yen. A month that is not yet
// published is zero everywhere, as is a month without trade: a zero is no flow
// here, so that a month of which the file has nothing stays unknown. The column of
// the year is the sum of the months so far: ask for months and add them up with
// Panel.Years. Codes stand in apostrophes.
func japan() *Format {
	return &Format{
		name: "Japan customs e-Stat table", source: "Trade Statistics of Japan, Ministry of Finance", currency: "JPY", editionByYear: true,
		columns: []column{
			{to: colDirection, names: []string{"Exp or Imp"}, read: japanFlow},
			{to: colPeriod, names: []string{"Year"}, read: baciYear},
			{to: colCode, names: []string{"HS"}, read: japanCode},
			{to: colPartner, names: []string{"Country"}, optional: true, read: japanPlace},
			{to: colUnit1, names: []string{"Unit1"}, optional: true, read: japanUnit},
			{to: colUnit2, names: []string{"Unit2"}, optional: true, read: japanUnit},
		},
		spread:    &spread{cell: japanCell, example: "Value-Jan", blank: "month of zero: no trade, or not yet published", zeros: true},
		constants: map[int]string{colReporter: "JPN", colPartner: string(World)},
		valuation: byDirection("CIF", "FOB"),
	}
}

func japanCell(header string) (c spreadCell, ok bool) {
	what, when, _ := strings.Cut(header, "-")
	switch what {
	case "Quantity1":
		c.to = colQuantity1
	case "Quantity2":
		c.to = colQuantity2
	case "Value":
		c.to, c.scale = colValue, 1000
	default:
		return c, false
	}
	if when == "Year" {
		c.drop = "the year so far, which is the sum of its months"
		return c, true
	}
	if when == "Apl" { // as some files spell April
		when = "Apr"
	}
	m := monthNamed(when)
	c.period = fmt.Sprintf("-%02d", m)
	return c, m != 0
}

func japanFlow(s string) (string, error) {
	switch s {
	case "1":
		return Export.String(), nil
	case "2":
		return Import.String(), nil
	}
	return "", fmt.Errorf("flow %q is neither 1 (export) nor 2 (import)", s)
}

// japanCode reads '852351000': six digits of the HS and three of Japan's. A zero
// is put behind them, since a code has an even number of digits.
func japanCode(s string) (string, error) {
	s = strings.Trim(s, "'")
	if len(s) != 9 {
		return "", fmt.Errorf("code %q does not have the nine digits of Japan's lines: a leading zero may be lost", s)
	}
	return commodityText(s + "0")
}

func japanPlace(s string) (string, error) {
	if code, ok := places.ByJapan(s); ok {
		return code, nil
	}
	if len(s) != 3 || strings.Trim(s, "0123456789") != "" || s == "000" {
		return "", fmt.Errorf("country code %q is not like 105", shorten(s, 40))
	}
	return "JP-" + s, nil // on no list: kept under its own code
}

var japanUnits = map[string]string{"NO": "u", "KG": "kg", "MT": "t", "KL": "1000 l", "SM": "m2", "L": "l", "PR": "pairs", "DZ": "dozen", "CM": "m3", "GR": "g", "M": "m"}

func japanUnit(s string) (string, error) {
	if unit, ok := japanUnits[s]; ok {
		return unit, nil
	}
	return s, nil
}
