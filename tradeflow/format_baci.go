package tradeflow

import (
	"fmt"
	"regexp"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// CEPII's BACI: one row for each year, exporter, importer and HS6 code, in
// thousands of current dollars and tonnes. Exports and mirrored imports are
// reconciled into one FOB value, so each flow stands once: as the export of its
// exporter. No row is a total. The file name says the edition.
func baci() *Format {
	return &Format{
		name: "CEPII BACI CSV", source: "CEPII BACI", currency: "USD", scale: 1000, tonnes: true, numbers: true,
		columns: []column{
			{to: colPeriod, names: []string{"t"}, read: baciYear},
			{to: colReporter, names: []string{"i"}, read: numberedPlace},
			{to: colPartner, names: []string{"j"}, read: numberedPlace, regime: formerNumber},
			{to: colCode, names: []string{"k"}, read: baciCode},
			{to: colValue, names: []string{"v"}},
			{to: colNetWeight, names: []string{"q"}, optional: true},
		},
		edition:   baciEdition,
		constants: map[int]string{colDirection: Export.String()},
		valuation: func(Direction, bool, bool) string { return "FOB" },
	}
}

func baciYear(s string) (string, error) {
	p, err := ParsePeriod(s)
	if err != nil || len(s) != 4 {
		return "", fmt.Errorf("year %q is not like 2023", s)
	}
	return p.String(), nil
}

// baciCode wants all six digits: a leading zero that a spreadsheet ate makes
// another chapter of it.
func baciCode(s string) (string, error) {
	if len(s) != 6 {
		return "", fmt.Errorf("product %q does not have the six digits that BACI writes: a leading zero may be lost", s)
	}
	_, err := hscodes.Parse(s)
	return s, err
}

var baciName = regexp.MustCompile(`BACI_HS(\d\d)_`)

func baciEdition(file string) (hscodes.Edition, bool) {
	m := baciName.FindStringSubmatch(file)
	if m == nil {
		return 0, false
	}
	e, err := hscodes.ParseEdition("HS" + m[1])
	return e, err == nil
}
