// Package places knows how publishers number the economies of the world, and
// nothing else: UN Comtrade's and BACI's numbers (which differ from ISO's for
// France, India, Norway, Switzerland and the United States) and Eurostat's
// two-letter GEONOM codes, each to one code of ours.
//
// Our code is the ISO 3166-1 alpha-3 code where there is one. For the rest it
// is the publisher's own: WLD and XXX (areas not specified), S19 (Other Asia,
// nes) and E19 (Other Europe, nes) as Comtrade writes them, A and the number
// for Comtrade's other areas, Eurostat's Q codes for its unspecified partners.
//
// places.csv is our own extract of facts from UN Comtrade's reporter and
// partner lists (as kept by ropensci/comtradr, 2025-12-14), CEPII's BACI
// country codes (V202501) and Eurostat's GEONOM.
package places

import (
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
	"sync"
)

//go:embed places.csv
var table string

type place struct {
	name  string
	group bool
}

type index struct {
	byNumber [1000]string
	historic [1000]bool
	byGeonom map[string]string
	byCode   map[string]place
}

var load = sync.OnceValue(func() *index {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		panic("places.csv: " + err.Error()) // our own embedded file; a test reads it
	}
	x := &index{byGeonom: map[string]string{}, byCode: map[string]place{}}
	for _, row := range rows[1:] {
		number, code, name, kind, geonom := row[0], row[1], row[2], row[3], row[6]
		if n, err := strconv.Atoi(number); err == nil {
			x.byNumber[n] = code
			x.historic[n] = kind == "historic"
		}
		if geonom != "" {
			x.byGeonom[geonom] = code
		}
		// Several numbers may share a code (France with and without Monaco,
		// Germany before 1990): the name is today's country's.
		if _, known := x.byCode[code]; !known || kind == "country" {
			x.byCode[code] = place{name, kind == "group"}
		}
	}
	x.byGeonom["EL"] = "GRC" // Greece in Eurostat's dissemination tables; GR in the bulk files
	return x
})

// ByNumber returns our code for a number of UN Comtrade or BACI.
func ByNumber(n int) (code string, ok bool) {
	if n < 0 || n >= 1000 {
		return "", false
	}
	code = load().byNumber[n]
	return code, code != ""
}

// IsHistoric reports whether a number is one that an economy had before another:
// 736 for Sudan until 2011. Some reporters use both in one year, for different rows.
func IsHistoric(n int) bool { return 0 <= n && n < 1000 && load().historic[n] }

// ByGeonom returns our code for Eurostat's, such as "RU" or "EU27_2020".
func ByGeonom(s string) (code string, ok bool) {
	code, ok = load().byGeonom[s]
	return code, ok
}

// Name returns the English short name of one of our codes.
func Name(code string) (name string, ok bool) {
	p, ok := load().byCode[code]
	return p.name, ok
}

// IsGroup reports whether a code stands for several economies, such as World.
func IsGroup(code string) bool { return load().byCode[code].group }
