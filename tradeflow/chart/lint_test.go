package chart

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestLintHasTeeth spoils good figures, and wants to hear of it.
func TestLintHasTeeth(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(f *Figure)
		rule  string
	}{
		{"no title", func(f *Figure) { f.Title = "" }, "words"},
		{"no source", func(f *Figure) { f.Source = " " }, "words"},
		{"no unit", func(f *Figure) { f.Subtitle = "Exports in 2022" }, "words"},
		{"short alternative text", func(f *Figure) { f.Alt = "A chart" }, "words"},
		{"foreign script", func(f *Figure) { f.Title = "China 中国" }, "glyph"},
		{"endless source", func(f *Figure) { f.Source = strings.Repeat("source ", 200) }, "cut"},
		{"unknown highlight", func(f *Figure) { f.Highlight = []string{"Atlantis"} }, "highlight"},
		{"event outside", func(f *Figure) { f.Events = []Event{{Year: 1914, Label: "War"}} }, "event"},
		{"squeezed", func(f *Figure) { s := Wide.sheet(); s.margin = 1; f.paper = &s }, "clipped"},
		{"small type", func(f *Figure) { s := Wide.sheet(); s.footer = 6; f.paper = &s }, "small"},
	} {
		f := golden()["lines_index"]
		c.spoil(f)
		if !slices.ContainsFunc(f.Lint(), func(i Issue) bool { return i.Rule == c.rule }) {
			t.Errorf("%s: lint says %v and not %s", c.name, f.Lint(), c.rule)
		}
	}
	found := 0
	for _, width := range []vg.Length{300, 220, 180} {
		for _, f := range golden() {
			s := Wide.sheet()
			s.width = width
			f.paper = &s
			found += len(f.Lint())
		}
	}
	if found < 20 {
		t.Errorf("squeezing all figures to half their width and less gave %d findings", found)
	}
}

// TestLintRules draws each fault by hand.
func TestLintRules(t *testing.T) {
	st := style{size: 10, color: ink}
	for _, c := range []struct {
		rule string
		draw func(p *pen)
	}{
		{"overlap", func(p *pen) { p.text(st, 50, 50, atStart, "one"); p.text(st, 55, 52, atStart, "two") }},
		{"clipped", func(p *pen) { p.text(st, 0, 50, atMiddle, "one") }},
		{"crossed", func(p *pen) { p.text(st, 50, 50, atStart, "one"); p.level(gridGrey, 0.5, 0, 200, 53) }},
		{"crossed", func(p *pen) { p.level(blue, 2, 0, 200, 53); p.text(st, 50, 50, atStart, "one") }},
		{"covered", func(p *pen) { p.text(st, 50, 50, atStart, "one"); p.rect(blue, 40, 40, 200, 80) }},
		{"contrast", func(p *pen) { p.rect(blue, 40, 40, 200, 80); p.text(st, 50, 50, atStart, "one") }},
		{"contrast", func(p *pen) { p.text(style{size: 10, color: orange}, 50, 50, atStart, "one") }},
		{"small", func(p *pen) { p.text(style{size: 7, color: ink}, 50, 50, atStart, "one") }},
		{"", func(p *pen) { p.level(blue, 2, 0, 200, 53); p.haloed(st, 50, 50, atStart, "one") }},
		{"", func(p *pen) { p.level(gridGrey, 0.6, 0, 200, 53); p.text(st, 50, 50, atStart, "one") }},
	} {
		probe := newProbe()
		c.draw(newPen(probe, Wide.sheet()))
		l := &linter{probe: probe, sheet: Wide.sheet()}
		l.placement()
		l.legibility()
		switch {
		case c.rule == "" && len(l.issues) > 0:
			t.Errorf("nothing is wrong, but lint says %v", l.issues)
		case c.rule != "" && !slices.ContainsFunc(l.issues, func(i Issue) bool { return i.Rule == c.rule }):
			t.Errorf("%s was not found, but %v", c.rule, l.issues)
		}
	}
}
