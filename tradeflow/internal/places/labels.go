package places

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed labels.csv
var labelsTable string

var labels = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for code, p := range load().byCode {
		if p.kind == "country" {
			codes[fold(p.name)] = code
		}
	}
	for _, row := range rows(labelsTable) {
		codes[fold(row[0])] = row[1]
	}
	return codes
})

// ByLabel returns our code for an economy as Eurostat labels it in its
// downloads, in English or French: "Russian Federation (Russia)",
// "RU-Russian Federation (Russia)", "Russie, Fédération de", or the bare code
// "RU". Labels in French need ByFrenchLabel.
func ByLabel(s string) (code string, ok bool) {
	s = strings.TrimSpace(s)
	if code, ok = ByGeonom(s); ok {
		return code, true
	}
	if prefix, _, found := strings.Cut(s, "-"); found {
		// A code is upper case: the "Guinea" of Guinea-Bissau is none.
		if code, ok = ByGeonom(strings.TrimSpace(prefix)); ok {
			return code, true
		}
	}
	if code, ok = labels()[fold(s)]; ok {
		return code, true
	}
	base, note, found := strings.Cut(s, "(")
	if !found {
		return "", false
	}
	code, ok = labels()[fold(base)]
	if !ok || !onlyNote(code, strings.TrimSuffix(note, ")")) {
		return "", false
	}
	return code, true
}

// ByFrenchLabel is ByLabel for a download in French. Eurostat's French labels
// call Guinea-Bissau "Guinea"; Guinea is "Guinée".
func ByFrenchLabel(s string) (code string, ok bool) {
	if fold(s) == "guinea" {
		return "GNB", true
	}
	return ByLabel(s)
}

// onlyNote reports whether what stands in parentheses after the name of an
// economy leaves it that economy: what it includes, since when, or its other
// name. Not so "Congo (Democratic Republic)".
func onlyNote(code, note string) bool {
	switch code {
	case "EU27", "EXT_EU27", "INT_EU27":
		return false // there were 27 countries from 2007 too, others than today
	case "EU", "EA", "EU28", "EA20":
		return true // the list of members
	}
	note = fold(note)
	for _, start := range []string{"incl. ", "from ", "depuis "} {
		if strings.HasPrefix(note, start) {
			return true
		}
	}
	return labels()[note] == code
}

// plain leaves out what Eurostat is not constant in: accents (Etats-Unis) and
// the form of the apostrophe.
var plain = strings.NewReplacer("’", "'", "à", "a", "â", "a", "ã", "a", "å", "a", "ç", "c",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i", "ô", "o", "ö", "o", "ü", "u")

func fold(s string) string {
	return strings.Join(strings.Fields(plain.Replace(strings.ToLower(s))), " ")
}
