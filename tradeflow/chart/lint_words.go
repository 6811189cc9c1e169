package chart

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	aYear    = regexp.MustCompile(`\b(1[5-9]|20|21)\d\d\b`)
	aNumber  = regexp.MustCompile(`\d`)
	hasUnit  = regexp.MustCompile(`%|= 100|percentage points|ratio|[A-Z]{3}|kg|tonne|pieces|items|rows|litre|metre`)
	aScale   = regexp.MustCompile(`\b(thousand|million|billion|trillion)\b`)
	ofCharts = regexp.MustCompile(`(?i)chart|graph|diagram|map|plot|lines?\b|bars?\b|slope|table|waterfall|multiples`)
)

// words checks what the figure says.
func (l *linter) words(f *Figure, c *composition) {
	for _, w := range []struct{ name, text string }{{"title", f.Title}, {"subtitle", f.Subtitle}, {"source", f.Source}} {
		if clean(w.text) == "" {
			l.add("words", "the figure has no %s", w.name)
		}
	}
	if unit := c.subject.unit.words; unit != "" && !strings.Contains(f.Subtitle, unit) && !hasUnit.MatchString(f.Subtitle) {
		l.add("words", "the subtitle does not name the unit, %s", unit)
	} else if said := aScale.FindAllString(f.Subtitle, -1); unit != "" && said != nil && !slices.Contains(said, aScale.FindString(unit)) {
		l.add("words", "the subtitle says %s, and the numbers are in %s", said[0], unit)
	}
	if !slices.ContainsFunc(l.texts, func(t mark) bool { return aYear.MatchString(t.text) }) {
		l.add("words", "no year is shown")
	}
	l.title(f, c)
	l.alt(f)
	for _, name := range f.Highlight {
		found := false
		for i := range f.panel.Series {
			found = found || slices.Contains(names(f.panel, i), name)
		}
		if !found {
			l.add("highlight", "no series is called %q", name)
		}
	}
	for _, e := range f.Events {
		if !slices.ContainsFunc(l.texts, func(t mark) bool { return t.text == e.date() }) {
			l.add("event", "%s, %s, is not on a time axis of this chart", e.date(), clean(e.Label))
		}
	}
}

// title checks length and form: a finding in at most two lines of a page, three of
// a phone, without a lone word at the end.
func (l *linter) title(f *Figure, c *composition) {
	title := clean(f.Title)
	if n := utf8.RuneCountInString(title); n > 90 {
		l.add("title", "%d characters, more than 90", n)
	}
	if strings.HasSuffix(title, ".") && !strings.HasSuffix(title, "..") {
		l.add("title", "a full stop at the end")
	}
	most := 2
	if l.sheet.width < Wide.sheet().width {
		most = 3
	}
	lines, _, _ := c.frame.texts()
	if len(lines) > most {
		l.add("title", "%d lines, more than %d", len(lines), most)
	}
	if len(lines) > 1 {
		st := style{size: l.sheet.title, bold: true, fonts: c.fonts}
		if last := lines[len(lines)-1]; st.width(last) < st.width(lines[0])/3 {
			l.add("title", "the last line is only %q", last)
		}
	}
}

// alt checks the text for who cannot see the figure.
func (l *linter) alt(f *Figure) {
	alt := clean(f.Alt)
	if n := utf8.RuneCountInString(alt); n < 60 || n > 420 {
		l.add("alt", "the alternative text has %d characters, not 60 to 420", n)
	}
	if !ofCharts.MatchString(alt) {
		l.add("alt", "the alternative text does not say what sort of chart it is")
	}
	if !aYear.MatchString(alt) {
		l.add("alt", "the alternative text names no year")
	}
	if !aNumber.MatchString(aYear.ReplaceAllString(alt, "")) {
		l.add("alt", "the alternative text has no number of the figure")
	}
}
