package chart

import (
	"fmt"
	"image/color"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

// Issue is something that an editor would send a figure back for.
type Issue struct {
	Rule   string // "overlap", "clipped", "crossed", "covered", "small", "contrast", "glyph", "cut", "words", "event", "highlight" or "cannot draw"
	Detail string
}

// String returns rule and detail.
func (i Issue) String() string { return i.Rule + ": " + i.Detail }

// Lint draws the figure on a canvas that records instead of painting, and
// returns what is wrong with it: texts that overlap, are clipped, crossed by
// lines, covered, smaller than 8 points, hard to read on their ground, cut
// short or not in the font; a missing title, subtitle, source or year; a
// subtitle without the unit; an alternative text that is not of 60 to 420
// characters; events and highlights that are not in the chart. A figure of
// which Lint says nothing is fit to print, as far as a machine can tell.
func (f *Figure) Lint() []Issue {
	c, err := f.compose()
	if err != nil {
		return []Issue{{"cannot draw", err.Error()}}
	}
	p := newProbe()
	p.fonts = c.fonts
	c.draw(p)
	l := &linter{probe: p, sheet: c.subject.sheet}
	l.placement()
	l.legibility()
	l.words(f, c)
	return l.issues
}

type linter struct {
	*probe
	sheet  sheet
	issues []Issue
}

func (l *linter) add(rule, format string, args ...any) {
	i := Issue{rule, fmt.Sprintf(format, args...)}
	if !slices.Contains(l.issues, i) {
		l.issues = append(l.issues, i)
	}
}

// placement checks where texts stand: towards the edge, each other, lines and
// fills.
func (l *linter) placement() {
	const touch = 0.3
	for i, t := range l.texts {
		if t.box.Min.X < 2 || t.box.Min.Y < 2 || t.box.Max.X > l.sheet.width-2 || t.box.Max.Y > l.sheet.height-2 {
			l.add("clipped", "%q reaches beyond the edge", t.text)
		}
		for _, u := range l.texts[:i] {
			if overlap(t.box, u.box) > touch {
				l.add("overlap", "%q and %q", u.text, t.text)
			}
		}
		for _, s := range l.strokes {
			if !s.crosses(inset(t.box, touch)) {
				continue
			}
			switch ground := l.ground(t.box, s.order); {
			case s.order > t.order:
				l.add("crossed", "a line is drawn over %q", t.text)
			case s.width >= 0.8 && contrast(s.color, ground) > 2 && !l.haloed(t, s.order):
				l.add("crossed", "a line runs under %q", t.text)
			}
		}
		for _, f := range l.fills {
			if f.order > t.order && overlap(f.box, t.box) > touch && slices.ContainsFunc(samples(t.box), f.covers) {
				l.add("covered", "%q lies under a later area", t.text)
			}
		}
	}
}

// haloed reports whether a fill between the mark and the text keeps them apart.
func (l *linter) haloed(t mark, after int) bool {
	return slices.ContainsFunc(l.fills, func(f mark) bool {
		return after < f.order && f.order < t.order &&
			!slices.ContainsFunc(samples(t.box), func(p vg.Point) bool { return !f.covers(p) })
	})
}

// legibility checks size, contrast and glyphs.
func (l *linter) legibility() {
	for _, t := range l.texts {
		if t.style.size < smallest-0.01 {
			l.add("small", "%q is set in %.1f points, under %.0f", t.text, t.style.size, smallest)
		}
		least := 4.5
		if t.style.size >= 14 {
			least = 3
		}
		for _, p := range samples(t.box) {
			if r := contrast(t.color, l.groundAt(p, t.order)); r < least {
				l.add("contrast", "%q has %.1f:1, under %.1f:1", t.text, r, least)
				break
			}
		}
		if missing := t.style.missingGlyphs(t.text); len(missing) > 0 {
			l.add("glyph", "%q has characters that no font of the figure has: %q; name a font with them in Fonts", t.text, missing)
		}
		if strings.HasSuffix(t.text, "…") {
			l.add("cut", "%q is not the whole text", t.text)
		}
	}
}

var (
	aYear   = regexp.MustCompile(`\b(1[5-9]|20|21)\d\d\b`)
	hasUnit = regexp.MustCompile(`%|= 100|percentage points|ratio|[A-Z]{3}|kg|tonne|pieces|items|rows|litre|metre`)
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
	}
	if n := utf8.RuneCountInString(f.Title); n > 90 {
		l.add("words", "the title has %d characters, more than 90", n)
	}
	if n := utf8.RuneCountInString(f.Alt); n < 60 || n > 420 {
		l.add("words", "the alternative text has %d characters, not 60 to 420", n)
	}
	if !slices.ContainsFunc(l.texts, func(t mark) bool { return aYear.MatchString(t.text) }) {
		l.add("words", "no year is shown")
	}
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

// groundAt is the colour of the last fill under a point.
func (l *linter) groundAt(p vg.Point, before int) color.NRGBA {
	for _, f := range slices.Backward(l.fills) {
		if f.order < before && f.covers(p) {
			return f.color
		}
	}
	return white
}

func (l *linter) ground(r vg.Rectangle, before int) color.NRGBA {
	return l.groundAt(samples(r)[1], before)
}

// samples are three points of a text: left, middle, right.
func samples(r vg.Rectangle) []vg.Point {
	y := (r.Min.Y + r.Max.Y) / 2
	w := r.Max.X - r.Min.X
	return []vg.Point{{X: r.Min.X + 0.05*w, Y: y}, {X: r.Min.X + w/2, Y: y}, {X: r.Max.X - 0.05*w, Y: y}}
}

func inset(r vg.Rectangle, d vg.Length) vg.Rectangle {
	r.Min.X, r.Min.Y, r.Max.X, r.Max.Y = r.Min.X+d, r.Min.Y+d, r.Max.X-d, r.Max.Y-d
	return r
}
