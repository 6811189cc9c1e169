// Package places knows how publishers name the economies of the world, and
// nothing else: each publisher's code or label leads to one code of ours. It
// also knows the members of some groups of economies, by month.
//
// Our code is the ISO 3166-1 alpha-3 code where there is one. For the rest it
// is the publisher's own: WLD and XXX (areas not specified), S19 (Other Asia,
// nes) and E19 (Other Europe, nes) as Comtrade writes them, A and the number
// for Comtrade's other areas, Eurostat's Q and X codes for its unspecified
// partners and parts of countries. Codes which would mean nothing alone carry
// their publisher: CN-199 (China customs), US-0003 (US Census), JP-605 (Japan
// customs), IMF-G110. Such an "other Asia" of one publisher is never another's.
//
// places.csv is our own extract of facts from UN Comtrade's reporter and
// partner lists (as kept by ropensci/comtradr, 2025-12-14), CEPII's BACI
// country codes (V202501) and Eurostat's GEONOM. Further lists:
//
//   - gacc.csv: China customs' table of partners, from public copies in
//     declaration software (one is sunny201528/zwy), which agree but for Serbia:
//     349 was Yugoslavia's, and 358 is Serbia's own. The continents (100 to 600)
//     and the numbers that Central Asia had before (341 and so on) are in that
//     copy only.
//   - census.csv: US Census Bureau, Schedule C, from three public copies, which
//     agree; the groups as its API returned them for December 2023, and OPEC,
//     which only the API's guide names.
//   - japan.csv: Ministry of Finance, statistical country codes (annex 1 of the
//     circular on trade statistics), the page as kept in kenisehu/food-price-viz.
//   - imf.csv: the IDs in the IMF's International Merchandise Trade Statistics.
//   - labels.csv: Eurostat's labels, from its Comext downloads as kept in
//     mary-lev/eu-export-sanctions (English, and 2016 in French); a few French
//     names which that file leaves in English are ISO 3166's.
//   - groups.csv names the source of each group.
package places

import (
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
	"sync"
)

//go:embed places.csv
var placesTable string

type place struct {
	name, kind string
	from, to   int // first and last year; 0: open
}

type index struct {
	byNumber [1000]string
	historic [1000]bool
	byGeonom map[string]string
	byCode   map[string]place
}

var load = sync.OnceValue(func() *index {
	x := &index{byGeonom: map[string]string{}, byCode: map[string]place{}}
	for _, row := range rows(placesTable) {
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
		p, known := x.byCode[code]
		from, _ := strconv.Atoi(row[4])
		to, _ := strconv.Atoi(row[5])
		if !known {
			p.from, p.to = from, to
		} else {
			p.from = min(p.from, from)
			if p.to == 0 || to == 0 {
				p.to = 0
			} else {
				p.to = max(p.to, to)
			}
		}
		if !known || kind == "country" {
			p.name, p.kind = name, kind
		}
		x.byCode[code] = p
	}
	x.byGeonom["EL"] = "GRC" // Greece in Eurostat's dissemination tables; GR in the bulk files
	return x
})

// rows returns the rows of one of our embedded tables, without its comments and
// its header.
func rows(table string) [][]string {
	r := csv.NewReader(strings.NewReader(table))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		panic("places: " + err.Error()) // our own embedded file; a test reads it
	}
	return all[1:]
}

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

// Years returns the first and the last year for which publishers list one of our
// codes, under any of its numbers; 0 where there is no limit.
func Years(code string) (from, to int) {
	p := load().byCode[code]
	return p.from, p.to
}

// IsGroup reports whether a code stands for several economies, such as World.
func IsGroup(code string) bool { return load().byCode[code].kind == "group" }
