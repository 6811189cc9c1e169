package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// describe fills in the words that a figure takes from its panel.
func (f *Figure) describe() *Figure {
	p := f.panel
	if p == nil || len(p.Periods) == 0 || len(p.Series) == 0 {
		return f
	}
	f.Subtitle = subtitle(p, f.kind.name == slopeName)
	f.Source = source(p)
	f.Note = note(p, f.kind.name == barsName && len(p.Periods) == 1)
	f.Alt = alt(p, f.kind.name, f.Subtitle)
	return f
}

// subtitle says what the numbers are: "China’s exports of drones to Russia,
// change on a year earlier, %, FOB, 2021 to 2024".
func subtitle(p *tradeflow.Panel, against bool) string {
	parts := []string{flow(p)}
	if s := clean(p.Statistic); s != "" && s != "value" {
		parts = append(parts, s)
	}
	if u := unitOf(p.Unit, size(p)).words; u != "" && !strings.Contains(parts[len(parts)-1], u) {
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
// scheme that were asked for.
func goods(p *tradeflow.Panel) string {
	q := p.Query
	if name := all(p, func(k tradeflow.Key) string { return k.Category }); name != "" {
		if q.Scheme != nil {
			name = cmp.Or(q.Scheme.Label(name), name)
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

// duration is the time of the whole panel, in words.
func duration(p *tradeflow.Panel, against bool) string {
	periods := slices.Clone(p.Periods)
	slices.SortFunc(periods, tradeflow.Period.Compare)
	first, last := periods[0], periods[len(periods)-1]
	switch {
	case first == last:
		return first.Words()
	case against && len(periods) == 2:
		return first.Words() + " against " + last.Words()
	case strings.Contains(first.Words()+last.Words(), " to "):
		return first.Words() + " – " + last.Words()
	}
	return first.Words() + " to " + last.Words()
}

// source names publishers and the sorting into categories.
func source(p *tradeflow.Panel) string {
	var names []string
	for _, s := range p.Sources {
		if s = clean(s); s != "" && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	if s := p.Query.Scheme; s != nil {
		names = append(names, strings.TrimSpace("categories: "+clean(s.Name())+" "+clean(s.Version())))
	}
	return strings.Join(names, "; ")
}

// note holds the first warnings, what ranges mean, and which numbers are
// missing and why. Where each bar says itself why it is missing, it is not
// said twice.
func note(p *tradeflow.Panel, missingShown bool) string {
	var parts []string
	for _, w := range p.Warnings[:min(2, len(p.Warnings))] {
		parts = append(parts, shorten(clean(w.Text), 140))
	}
	for i := range p.Series {
		if slices.ContainsFunc(p.Periods, func(t tradeflow.Period) bool {
			return read(&p.Series[i], slices.Index(p.Periods, t)).ranged()
		}) {
			parts = append(parts, "Light areas reach from what certainly belongs to a category to all that may")
			break
		}
	}
	if !missingShown {
		parts = append(parts, missing(p))
	}
	return sentences(parts...)
}

// missing lists the numbers that are not there: "n/a: Drones: break of the
// nomenclature (2021)".
func missing(p *tradeflow.Panel) string {
	const most = 3
	type gap struct {
		what string
		when []string
	}
	var items []gap
	for i := range p.Series {
		for from := 0; from < len(p.Periods); {
			c := read(&p.Series[i], from)
			to := from
			for to+1 < len(p.Periods) {
				next := read(&p.Series[i], to+1)
				if next.known != c.known || next.reason() != c.reason() {
					break
				}
				to++
			}
			if !c.known {
				item := c.reason()
				if len(p.Series) > 1 { // the subtitle names a single one
					item = shorten(clean(p.Label(i)), 40) + ": " + item
				}
				when := ""
				if from > 0 || to < len(p.Periods)-1 {
					when = p.Periods[from].Words()
					if to > from {
						when += " to " + p.Periods[to].Words()
					}
				}
				if n := len(items); n > 0 && when != "" && items[n-1].what == item {
					items[n-1].when = append(items[n-1].when, when)
				} else {
					items = append(items, gap{item, []string{when}})
				}
			}
			from = to + 1
		}
	}
	if len(items) == 0 {
		return ""
	}
	rest := ""
	if len(items) > most {
		rest = fmt.Sprintf("; and %d more", len(items)-most)
		items = items[:most]
	}
	texts := make([]string, len(items))
	for i, g := range items {
		texts[i] = g.what
		if g.when[0] != "" {
			if n := len(g.when); n > 3 {
				g.when = append(g.when[:3:3], fmt.Sprintf("and %d more times", n-3))
			}
			texts[i] += " (" + strings.Join(g.when, ", ") + ")"
		}
	}
	return "n/a: " + strings.Join(texts, "; ") + rest
}

// alt says in 60 to 420 characters what sort of chart it is, of what and when,
// and its main numbers.
func alt(p *tradeflow.Panel, kind, subtitle string) string {
	text := kind + ": " + shorten(subtitle, 200) + "."
	if len(p.Series) > 1 {
		text += fmt.Sprintf(" %d series.", len(p.Series))
	}
	add := func(format string, args ...any) {
		if s := " " + fmt.Sprintf(format, args...); utf8.RuneCountInString(text+s) <= 420 {
			text += s
		}
	}
	top, bottom := extremes(p)
	if top.label == "" {
		add("No number is known.")
		return text
	}
	first, last := ends(p, top.series)
	only := len(p.Series) == 1
	switch {
	case len(p.Periods) == 1 && only:
		add("The number is %s.", top.text)
	case len(p.Periods) == 1:
		add("Largest: %s, %s.", top.label, top.text)
		add("Smallest: %s, %s.", bottom.label, bottom.text)
	default:
		if !only {
			add("Highest at any time: %s.", top.label)
		}
		add("It is %s in %s and %s in %s.", first.text, first.when, last.text, last.when)
		add("Its highest number is %s in %s.", top.text, top.when)
	}
	for utf8.RuneCountInString(text) < 60 {
		text += " The numbers come with the figure as a table."
	}
	return text
}

// point is one number of a panel in words.
type point struct {
	series            int
	value             float64
	label, text, when string
}

func pointAt(p *tradeflow.Panel, i, j int) point {
	v := read(&p.Series[i], j).raw
	return point{i, v, cmp.Or(shorten(clean(p.Label(i)), 60), "the series"), p.Unit.Format(v), p.Periods[j].Words()}
}

func extremes(p *tradeflow.Panel) (top, bottom point) {
	for i := range p.Series {
		for j := range p.Periods {
			if !read(&p.Series[i], j).known {
				continue
			}
			here := pointAt(p, i, j)
			if top.label == "" || here.value > top.value {
				top = here
			}
			if bottom.label == "" || here.value < bottom.value {
				bottom = here
			}
		}
	}
	return top, bottom
}

// ends returns the first and the last known number of a series.
func ends(p *tradeflow.Panel, i int) (first, last point) {
	for j := range p.Periods {
		if !read(&p.Series[i], j).known {
			continue
		}
		here := pointAt(p, i, j)
		if first.label == "" {
			first = here
		}
		last = here
	}
	return first, last
}
