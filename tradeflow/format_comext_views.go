package tradeflow

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// Eurostat offers Comext in views that write labels, codes, or both ("2-EXPORT"),
// in English, French or German. Aggregates of reporters and partners, the total
// of all products and that of all procedures stand beside their parts.

// comextRelational is the "relational view": a row for each combination that has
// trade, with a column for each indicator.
func comextRelational() *Format {
	return &Format{
		name: "Eurostat Comext relational view", source: comextSource, currency: "EUR", editionByYear: true,
		columns: []column{
			{to: colReporter, names: []string{"REPORTER", "DECLARANT"}, read: labelledPlace},
			{to: colPartner, names: []string{"PARTNER"}, read: labelledPlace},
			{to: colCode, names: []string{"PRODUCT"}, read: labelledProduct},
			{to: colDirection, names: []string{"FLOW"}, read: labelledFlow},
			{to: colProcedure, names: []string{"STAT_PROCEDURE", "STAT_REGIME"}, optional: true, read: labelledProcedure},
			{to: colPeriod, names: []string{"PERIOD"}, read: labelledPeriod},
			{to: colValue, names: []string{"VALUE_IN_EUR", "VALUE_IN_EUROS", "VALUE_EUR"}, commas: true},
			{to: colNetWeight, names: []string{"QUANTITY_IN_100KG"}, optional: true, scale: 100, commas: true},
			{to: colNetWeight, names: []string{"QUANTITY_IN_KG", "QUANTITY_KG"}, optional: true, commas: true},
		},
		ignored:   []string{"SUPPLEMENTARY_QUANTITY", "SUP_QUANTITY", "QUANTITY_SUPPL_UNIT"}, // in a unit that the view does not name
		told:      viewName,
		amend:     frenchGuinea,
		valuation: comextValuation,
	}
}

// frenchGuinea sees to it that "Guinea" is Guinea-Bissau in a view in French, where
// Guinea itself is "Guinée".
func frenchGuinea(d *decoder, row [][]byte) {
	partner, flow := d.at[colPartner], d.at[colDirection]
	if partner.now.text != "GIN" || !strings.HasSuffix(string(row[flow.index]), "ATION") {
		return
	}
	code, _ := places.ByFrenchLabel(rows.String(row[partner.index]))
	if index, err := d.out.texts[colPartner].intern(code); err == nil {
		now := *partner.now
		now.text, now.index = code, index
		partner.now = &now
	}
}

// comextSDMX is the SDMX-CSV of the dissemination API: a row for each observation,
// in which a column says which indicator it is of.
func comextSDMX() *Format {
	return &Format{
		name: "Eurostat Comext SDMX table", source: comextSource, currency: "EUR", editionByYear: true,
		columns: []column{
			{to: colFrequency, names: []string{"freq"}, read: labelledFrequency},
			{to: colReporter, names: []string{"reporter"}, read: labelledPlace},
			{to: colPartner, names: []string{"partner"}, read: labelledPlace},
			{to: colCode, names: []string{"product"}, read: labelledProduct},
			{to: colDirection, names: []string{"flow"}, read: labelledFlow},
			{to: colMeasure, names: []string{"indicators"}, read: comextIndicator},
			{to: colScale, names: []string{"indicators"}, read: comextIndicatorScale},
			{to: colProcedure, names: []string{"stat_procedure"}, optional: true, read: labelledProcedure},
			{to: colPeriod, names: []string{"TIME_PERIOD"}, read: canonicalPeriod},
			{to: colObserved, names: []string{"OBS_VALUE"}},
			{to: colDataset, names: []string{"DATAFLOW", "STRUCTURE_ID"}, optional: true, read: eurostatCode},
			{to: colDay, names: []string{"LAST UPDATE"}, optional: true, read: eurostatUpdate},
		},
		ignored:   []string{"STRUCTURE", "STRUCTURE_NAME", "OBS_FLAG", "CONF_STATUS", "Time", "Observation value", "Observation status (Flag)", "Confidentiality status (flag)"},
		trailing:  1, // the flag, whose name the header lacks
		valuation: comextValuation,
	}
}

// codeOf returns the code of "2-EXPORT", "2: Export", "Export [2]" or "2", where
// codes are what the pattern matches, and "" for a bare label.
func codeOf(s string, pattern *regexp.Regexp) string {
	if i := strings.LastIndexByte(s, '['); i >= 0 && strings.HasSuffix(s, "]") {
		if code := s[i+1 : len(s)-1]; pattern.MatchString(code) {
			return code
		}
	}
	code, _, _ := strings.Cut(s, ":")
	if !pattern.MatchString(code) {
		code, _, _ = strings.Cut(s, "-")
	}
	if code = strings.TrimSpace(code); pattern.MatchString(code) {
		return code
	}
	return ""
}

var (
	placeCode     = regexp.MustCompile(`^[A-Z]{2}([A-Z0-9_]*)$`)
	productCode   = regexp.MustCompile(`^(\d\d(\d\d)*[A-Z]*|TOTAL|\d{2,}[A-Z]+\d*)$`)
	flowCode      = regexp.MustCompile(`^[12]$`)
	indicatorCode = regexp.MustCompile(`^[A-Z0-9_]+$`)
	periodCode    = regexp.MustCompile(`^\d{6}$`)
	frequencyCode = regexp.MustCompile(`^[AM]$`)
)

func labelledPlace(s string) (string, error) {
	if code := codeOf(s, placeCode); code != "" {
		return geonomPlace(code)
	}
	if code, ok := places.ByLabel(s); ok {
		return code, nil
	}
	return "", fmt.Errorf("%q is no label of a country that is known: download the table with codes", shorten(s, 60))
}

func labelledProduct(s string) (string, error) {
	if code := codeOf(s, productCode); code != "" {
		return commodityText(code)
	}
	if strings.EqualFold(s, "Total") {
		return allGoods, nil
	}
	return "", fmt.Errorf("product %q has no code: download the table with codes, or with codes and labels", shorten(s, 60))
}

var flowLabels = map[string]Direction{
	"IMPORT": Import, "IMPORTS": Import, "IMPORTATION": Import, "IMPORTATIONS": Import, "EINFUHR": Import, "IMPORTE": Import,
	"EXPORT": Export, "EXPORTS": Export, "EXPORTATION": Export, "EXPORTATIONS": Export, "AUSFUHR": Export, "EXPORTE": Export,
}

func labelledFlow(s string) (string, error) {
	if code := codeOf(s, flowCode); code != "" {
		return comextFlow(code)
	}
	if d, ok := flowLabels[strings.ToUpper(s)]; ok {
		return d.String(), nil
	}
	return "", fmt.Errorf("flow %q is neither an import nor an export", shorten(s, 40))
}

// labelledProcedure reads the statistical procedure: "" for the total of all.
func labelledProcedure(s string) (string, error) {
	switch code, _, _ := strings.Cut(s, "-"); strings.ToUpper(strings.TrimSpace(code)) {
	case "", "TOTAL", "T", "0":
		return "", nil
	}
	return s, nil
}

func labelledFrequency(s string) (string, error) {
	switch code := codeOf(s, frequencyCode); {
	case code != "":
		return code, nil
	case strings.EqualFold(s, "Monthly"):
		return "M", nil
	case strings.EqualFold(s, "Annual"):
		return "A", nil
	}
	return "", fmt.Errorf("frequency %q is neither A (annual) nor M (monthly)", s)
}

func comextIndicator(s string) (string, error) {
	switch codeOf(s, indicatorCode) {
	case "VALUE_IN_EUROS", "VALUE_IN_EUR", "VALUE_EUR":
		return Value.String(), nil
	case "QUANTITY_IN_100KG", "QUANTITY_IN_KG", "QUANTITY_KG":
		return NetWeight.String(), nil
	case "SUPPLEMENTARY_QUANTITY", "SUP_QUANTITY", "QUANTITY_SUPPL_UNIT":
		return Quantity.String(), nil
	}
	return "", dropped("another indicator: " + shorten(s, 40))
}

func comextIndicatorScale(s string) (string, error) {
	if codeOf(s, indicatorCode) == "QUANTITY_IN_100KG" {
		return "2", nil
	}
	return "0", nil
}

// labelledPeriod reads "Aug. 2024", "Jan.-Dec. 2023", "Jan.-Aug. 2024", and the
// same behind a code: "202352-Jan.-Dec. 2023".
func labelledPeriod(s string) (string, error) {
	fail := fmt.Errorf("period %q is not like Aug. 2024, Jan.-Dec. 2023 or 202352", shorten(s, 40))
	if code := codeOf(s, periodCode); code != "" {
		return comextPeriod(code)
	}
	if p, err := ParsePeriod(s); err == nil {
		return p.String(), nil
	}
	months, year, ok := cutLast(s, ' ')
	y, isNumber := digits(year)
	if !ok || !isNumber || len(year) != 4 {
		return "", fail
	}
	from, to, isSpan := strings.Cut(months, "-")
	first := monthNamed(from)
	last := first
	if isSpan {
		last = monthNamed(to)
	}
	if first == 0 || last < first {
		return "", fail
	}
	return Span(y, first, last).String(), nil
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}
