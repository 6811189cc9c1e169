package tradeflow

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// The IMF's International Merchandise Trade Statistics, as its portal saves them:
// total goods by reporter and counterpart, with a column for each period and the
// scale in a column of its own. World and the IMF's groups of economies stand
// beside the economies. Where the scale was not asked for, values are in millions
// all the same. Quarters stand beside years and months, and are left out. An empty cell is a missing figure, not a zero. Figures of
// reporters that have fallen silent are the Fund's estimates from their partners.
func imf() *Format {
	return &Format{
		name: "IMF IMTS table", source: "IMF International Merchandise Trade Statistics", late: true, currency: "USD", unscaled: 1e6,
		columns: []column{
			{to: colReporter, names: []string{"COUNTRY.ID"}, read: imfPlace},
			{to: colPartner, names: []string{"COUNTERPART_COUNTRY.ID"}, read: imfPlace},
			{to: colDirection, names: []string{"INDICATOR.ID", "SERIES_CODE"}, read: imfDirection},
			{to: colValuation, names: []string{"INDICATOR.ID", "SERIES_CODE"}, read: imfValuation},
			{to: colScale, names: []string{"SCALE.ID"}, optional: true, read: imfScale},
		},
		ignored: []string{"DATASET", "SERIES_CODE", "OBS_MEASURE", "COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY.ID", "FREQUENCY", "SCALE",
			"TRADE_FLOW.ID", "TRADE_FLOW", "COMMODITY", "COMMODITY.ID", "UNIT", "UNIT.ID", "COUNTRY.Description", "COUNTERPART_COUNTRY.Description"},
		silence:   true,
		spread:    &spread{cell: imfCell, example: "2023", blank: "no figure"},
		constants: map[int]string{colCode: allGoods},
	}
}

// imfLong is the same with a row for each figure.
func imfLong() *Format {
	f := imf()
	f.name, f.spread = "IMF IMTS table in long form", nil
	f.columns = append(f.columns,
		column{to: colPeriod, names: []string{"TIME_PERIOD"}, read: imfPeriod},
		column{to: colValue, names: []string{"OBS_VALUE"}})
	return f
}

func imfPeriod(s string) (string, error) {
	c, ok := imfCell(s)
	switch {
	case !ok:
		return "", fmt.Errorf("period %q is not like 2023 or 2024-M01", shorten(s, 40))
	case c.drop != "":
		return "", dropped(c.drop)
	}
	return canonicalPeriod(c.period)
}

// imfScale reads the power of ten; where it is empty, the values are in millions.
func imfScale(s string) (string, error) {
	if s == "" {
		return "6", nil
	}
	return s, nil
}

// imfCell knows a period: 2023, 2023-M06, 2023-Q2.
func imfCell(header string) (spreadCell, bool) {
	text := strings.Replace(header, "-", "", 1)
	if len(header) != 4 && !(len(header) > 5 && strings.ContainsAny(header[4:], "MQ")) {
		return spreadCell{}, false
	}
	p, err := ParsePeriod(text)
	c := spreadCell{period: text, to: colValue}
	if p.Months() == 3 {
		c.drop = "quarterly figures, which are sums of months"
	}
	return c, err == nil
}

func imfPlace(s string) (string, error) {
	if code, ok := places.ByIMF(s); ok {
		return code, nil
	}
	if s == "" || len(s) > 12 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		return "", fmt.Errorf("country code %q is no code of the IMF", shorten(s, 40))
	}
	return s, nil
}

func imfDirection(s string) (string, error) {
	indicator := s
	if parts := strings.Split(s, "."); len(parts) > 1 {
		indicator = parts[1] // of a series code such as RUS.MG_CIF_USD.CHN.A
	}
	flow, _, _ := strings.Cut(indicator, "_")
	switch flow {
	case "MG":
		return Import.String(), nil
	case "XG":
		return Export.String(), nil
	case "TBG":
		return "", dropped("trade balance")
	}
	return "", fmt.Errorf("indicator %q is neither imports (MG_...), exports (XG_...) nor the balance (TBG_...) of goods", shorten(s, 40))
}

func imfValuation(s string) (string, error) {
	for _, v := range []string{"CIF", "FOB"} {
		if strings.Contains(s, "_"+v+"_") {
			return v, nil
		}
	}
	return "", nil
}
