package chart

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

// describe fills in the words that a figure takes from its panel.
func (f *Figure) describe() *Figure {
	p := f.panel
	if p == nil || len(p.Periods) == 0 || len(p.Series) == 0 {
		return f
	}
	f.Subtitle = subtitle(p, f.kind.name == slopeName || f.kind.name == dumbbellName)
	f.Source = source(p)
	f.Note = note(p, f.kind.name)
	f.Alt = alt(p, f.kind.name, f.Subtitle)
	return f
}

// subtitle says what the numbers are: "China’s exports of drones to Russia,
// change on a year earlier, %, FOB, 2021 to 2024".
func subtitle(p *tradeflow.Panel, against bool) string {
	return subtitleIn(unitOf(p.Unit, size(p)), p, against)
}

// subtitleIn is the subtitle of a chart that prints in another scale of the unit
// than the panel's own numbers ask for.
func subtitleIn(in unit, p *tradeflow.Panel, against bool) string {
	parts := []string{flow(p)}
	if s := statistic(p); s != "" {
		parts = append(parts, s)
	}
	if u := in.words; u != "" && !strings.Contains(parts[len(parts)-1], u) {
		parts = append(parts, u)
	}
	parts = append(parts, clean(p.Valuation), duration(p, against))
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// flow names the direction and whatever the whole panel is about: reporter,
// partner, category.
func flow(p *tradeflow.Panel) string {
	word := "trade"
	if d := p.Query.Direction; d >= tradeflow.Import && d <= tradeflow.ReImport {
		word = d.String() + "s"
	}
	by := ""
	if all(p, func(k tradeflow.Key) string { return k.Category }) == "" && p.Query.By.Has(tradeflow.Category) {
		by = " by category"
		if q := p.Query.Scheme; q != nil && adjective(q) != "" {
			by = " by " + adjective(q) + " category"
		}
	}
	if of := goods(p); of != "" {
		word += " of " + of
	}
	reporter := one(p, p.Query.Reporters, func(k tradeflow.Key) tradeflow.Country { return k.Reporter })
	partner := one(p, p.Query.Partners, func(k tradeflow.Key) tradeflow.Country { return k.Partner })
	if partner != "" {
		side := " to "
		if p.Query.Direction == tradeflow.Import || p.Query.Direction == tradeflow.ReImport {
			side = " from "
		}
		word += side + partner
	}
	if reporter != "" {
		return possessive(reporter) + " " + word + by
	}
	return capital(word) + by
}

// goods names the category or commodity that all series share, or the codes or
// the list that were asked for: trade in the goods of a list is not all trade.
func goods(p *tradeflow.Panel) string {
	q := p.Query
	if name := all(p, func(k tradeflow.Key) string { return k.Category }); name != "" {
		if q.Scheme != nil {
			name = q.Scheme.Label(name)
		}
		return lower(clean(name))
	}
	if code := all(p, func(k tradeflow.Key) string {
		if !k.Commodity.IsValid() {
			return ""
		}
		return k.Commodity.String()
	}); code != "" {
		return "HS " + code
	}
	switch {
	case len(q.Codes) > 3:
		return fmt.Sprintf("%d HS codes", len(q.Codes))
	case len(q.Codes) > 0:
		codes := make([]string, len(q.Codes))
		for i, c := range q.Codes {
			codes[i] = c.String()
		}
		return "HS " + strings.Join(codes, ", ")
	case q.Scheme == nil || byCategory(p):
		return ""
	case adjective(q.Scheme) != "":
		return adjective(q.Scheme) + " goods"
	case strings.HasSuffix(schemeName(q.Scheme), "list"):
		return "goods on the " + schemeName(q.Scheme)
	}
	return ""
}

// all returns what every key answers alike, or nothing.
func all(p *tradeflow.Panel, of func(tradeflow.Key) string) string {
	first := of(p.Series[0].Key)
	for _, s := range p.Series {
		if of(s.Key) != first {
			return ""
		}
	}
	return first
}

// one returns the country that the whole panel is about, if it is one.
func one(p *tradeflow.Panel, asked []tradeflow.Country, of func(tradeflow.Key) tradeflow.Country) string {
	if c := all(p, func(k tradeflow.Key) string { return string(of(k)) }); c != "" {
		return clean(tradeflow.Country(c).Name())
	}
	if len(asked) == 1 && of(p.Series[0].Key) == "" {
		return clean(asked[0].Name())
	}
	return ""
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "’"
	}
	return name + "’s"
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// lower writes a label in the middle of a sentence; "LED" stays.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); !unicode.IsLower(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// source names publishers and datasets, as far as the panel knows them, and the
// sorting into categories with its version.
func source(p *tradeflow.Panel) string {
	var names []string
	for _, s := range citation.Merge(p.Sources...) {
		if s = clean(s); s != "" && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	if c := sorting(p.Query.Scheme); c != "" {
		what := "goods: "
		if byCategory(p) {
			what = "categories: "
		}
		names = append(names, what+c)
	}
	return strings.Join(names, "; ")
}

// byCategory reports whether some key names a category.
func byCategory(p *tradeflow.Panel) bool {
	return slices.ContainsFunc(p.Series, func(s tradeflow.Series) bool { return s.Key.Category != "" })
}

// sorting cites a scheme: "dual-use scheme, version 1 of 2026-11-21, HS2022". The
// same numbers sorted by another version are other numbers.
func sorting(s *hscodes.Scheme) string {
	if s == nil {
		return ""
	}
	parts := []string{schemeName(s)}
	if v := clean(s.Version()); v != "" {
		if day := clean(s.Published()); day != "" && day != v {
			v += " of " + day
		}
		parts = append(parts, "version "+v)
	}
	if e := s.Edition(); e != 0 {
		parts = append(parts, e.String())
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// schemeName is the name of a scheme as words: "common-high-priority-list" is a
// list already, and "dual-use" is the dual-use scheme.
func schemeName(s *hscodes.Scheme) string {
	name := clean(s.Name())
	if strings.Contains(name, " ") || name == "" {
		return name
	}
	if adjective(s) != "" {
		return name + " scheme"
	}
	return strings.ReplaceAll(name, "-", " ")
}

// adjective is the name of a scheme that can stand before a noun: "dual-use" goods,
// but not "hs-chapters" goods.
func adjective(s *hscodes.Scheme) string {
	name := clean(s.Name())
	for _, noun := range []string{" ", "list", "scheme", "sorting", "chapters", "categories", "codes"} {
		if strings.Contains(name, noun) {
			return ""
		}
	}
	return name
}
