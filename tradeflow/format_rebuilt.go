package tradeflow

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Tables that others rebuild from UN Comtrade and BACI: the Observatory of Economic
// Complexity and Harvard's Atlas. Their rows are no reports of a country but cleaned
// and mirrored flows.

// tesseract is what the OEC's API (Tesseract, by Datawheel) answers, as JSON or
// CSV: flows by exporter, in dollars and tonnes. Its identifiers carry the section
// before the code (a unit 2 before 1005) and the continent before the country.
// Nothing in it says which edition the cube is in: the file's name may (hs92), and
// else Files.Edition.
func tesseract() *Format {
	return &Format{
		name: "OEC Tesseract table", source: "Observatory of Economic Complexity", currency: "USD",
		columns: []column{
			{to: colPeriod, names: []string{"Year"}, read: baciYear},
			{to: colReporter, names: []string{"Exporter Country ID"}, read: oecPlace},
			{to: colPartner, names: []string{"Importer Country ID"}, read: oecPlace},
			{to: colCode, names: []string{"HS6 ID"}, optional: true, read: oecCode(6)},
			{to: colCode, names: []string{"HS4 ID"}, optional: true, read: oecCode(4)},
			{to: colCode, names: []string{"HS2 ID"}, optional: true, read: oecCode(2)},
			{to: colValue, names: []string{"Trade Value"}},
			{to: colNetWeight, names: []string{"Quantity"}, optional: true, scale: 1000},
		},
		ignored:   []string{"Exporter Country", "Importer Country", "HS6", "HS4", "HS2", "Section", "Section ID", "Exporter Continent ID", "Exporter Continent", "Importer Continent ID", "Importer Continent", "Year ID"},
		told:      editionInName,
		constants: map[int]string{colDirection: Export.String(), colCode: allGoods},
		valuation: byDirection("FOB", "FOB"),
	}
}

// atlas is Harvard's Atlas of Economic Complexity: bilateral flows by product in
// dollars. A row has what the country exported to its partner and what it imported
// from it; the same flow stands again, mirrored, in the partner's row.
func atlas() *Format {
	return &Format{
		name: "Harvard Atlas table", source: "Atlas of Economic Complexity, Growth Lab at Harvard University", late: true, currency: "USD",
		columns: []column{
			{to: colPeriod, names: []string{"year"}, read: baciYear},
			{to: colReporter, names: []string{"country_iso3_code", "location_code"}, read: isoPlace},
			{to: colPartner, names: []string{"partner_iso3_code", "partner_code"}, read: isoPlace},
			{to: colCode, names: []string{"product_hs92_code", "product_hs12_code", "product_hs22_code", "hs_product_code"}, read: atlasCode},
		},
		ignored: []string{"country_id", "partner_country_id", "product_id", "location_id", "partner_id", "hs_eci", "hs_coi", "location_name_short_en",
			"partner_name_short_en", "hs_product_name_short_en"},
		spread:    &spread{cell: atlasCell, example: "export_value", blank: "no trade in this direction", zeros: true},
		told:      editionInName,
		valuation: byDirection("FOB", "FOB"),
	}
}

func atlasCell(header string) (spreadCell, bool) {
	switch header {
	case "export_value":
		return spreadCell{to: colValue, direction: Export}, true
	case "import_value":
		return spreadCell{to: colValue, direction: Import}, true
	}
	return spreadCell{}, false
}

var editionWord = regexp.MustCompile(`(?i)(?:^|[^a-z])hs_?(92|96|02|07|12|17|22)(?:[^0-9]|$)`)

// editionInName tells the edition from a name such as hs92_country_product_year.csv.
func editionInName(file string) (t told) {
	if m := editionWord.FindStringSubmatch(file); m != nil {
		t.edition, _ = hscodes.ParseEdition("HS" + m[1])
	}
	return t
}

// isoPlace keeps ISO3 codes and the publisher's own of the same shape, such as ANS.
func isoPlace(s string) (string, error) {
	if len(s) != 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", fmt.Errorf("country code %q is not like CHN", shorten(s, 40))
	}
	return s, nil
}

// oecPlace reads "aschn", the continent and the country, and the plain "chn".
func oecPlace(s string) (string, error) {
	if len(s) == 5 {
		s = s[2:]
	}
	return isoPlace(strings.ToUpper(s))
}

// oecCode takes the section off the front of a product's identifier on one level,
// after checking that it is the section of the chapter.
func oecCode(digits int) func(string) (string, error) {
	return func(s string) (string, error) {
		if n := len(s) - digits; n == 1 || n == 2 {
			if code := s[n:]; strconv.Itoa(sectionOf(code[:2])) == s[:n] {
				return commodityText(code)
			}
		} else if n == 0 {
			return commodityText(s)
		}
		return "", fmt.Errorf("product %q is no code of %d digits of the HS, with or without its section before it", shorten(s, 40), digits)
	}
}

// sectionOf returns the section of the HS in which a chapter is, 0 for none.
func sectionOf(chapter string) int {
	c, _ := digits(chapter)
	for i, last := range [...]int{5, 14, 15, 24, 27, 38, 40, 43, 46, 49, 63, 67, 70, 71, 83, 85, 89, 92, 93, 96, 99} {
		if 0 < c && c <= last {
			return i + 1
		}
	}
	return 0
}

// atlasCode reads a product of the HS. A table whose codes were saved as numbers
// has lost leading zeros, and is refused: 10121 could be 010121 or a cut 101210.
func atlasCode(s string) (string, error) {
	switch s {
	case "unspecified", "travel", "transport", "ict", "financial":
		return "", dropped("services, which are no goods")
	case "9999", "999999", "XXXX", "XXXXXX":
		return "9999AA", nil
	}
	return commodityText(s)
}
