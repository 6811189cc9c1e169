package tradeflow

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// CEPII's BACI: one row for each year, exporter, importer and HS6 code, in
// thousands of current dollars and tonnes. Exports and mirrored imports are
// reconciled into one FOB value, so each flow stands once: as the export of its
// exporter. No row is a total. The file name says the edition.
func baci() *Format {
	return &Format{
		name: "CEPII BACI table", source: "CEPII BACI", currency: "USD", numbers: true, leaves: true,
		columns: []column{
			{to: colPeriod, names: []string{"t"}, read: baciYear},
			{to: colReporter, names: []string{"i"}, read: numberedPlace},
			{to: colPartner, names: []string{"j"}, read: numberedPlace, regime: formerNumber},
			{to: colCode, names: []string{"k"}, read: baciCode},
			{to: colValue, names: []string{"v"}, scale: 1000},
			{to: colNetWeight, names: []string{"q"}, optional: true, scale: 1000},
		},
		told:      baciName,
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

var baciFile = regexp.MustCompile(`BACI_HS(\d\d)_(?:.*(V\d{6}[a-z]?)\b)?`)

// baciName tells the edition and the release from a name such as
// BACI_HS92_Y2021_V202401b.csv: figures of one year differ from release to release.
func baciName(file string) (t told) {
	if m := baciFile.FindStringSubmatch(file); m != nil {
		t.edition, _ = hscodes.ParseEdition("HS" + m[1])
		t.dataset = strings.TrimSpace("HS" + m[1] + " " + m[2])
	}
	return t
}
