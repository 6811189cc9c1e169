package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"math"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
)

func htmlOf(t *testing.T, p *Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTML(t *testing.T) {
	page := htmlOf(t, example(t))
	for _, want := range []string{
		"<title>A title in two lines</title>", "<em>text</em>", `<a href="https://example.org/">a link</a>`,
		"<caption>value, EUR</caption>", `<th scope="row">a|b</th><td>1.50 million EUR</td><td class="missing">not reported</td>`,
		"<pre>x &lt; y &amp; `z`\n3</pre>", "<dt>Sources</dt><dd>illustrative data, not customs statistics</dd>", "&lt;b&gt;one&lt;/b&gt; | two",
		`<figure id="bars">`, `<td align="right">1</td>`, `download="bars.csv" href="data:text/csv;charset=utf-8;base64,`, "ba7816bf",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"<script>alert", "<b>one", " style=", "javascript:", "NaN"} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %s", never)
		}
	}
	if again := htmlOf(t, example(t)); again != page {
		t.Error("the same page has other bytes")
	}
}

// TestPolicy: the style and the script that are in the page are those that its policy
// names, there are no others, and nothing is loaded.
func TestPolicy(t *testing.T) {
	page := htmlOf(t, example(t))
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if policy == nil {
		t.Fatal("no policy")
	}
	allowed := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(policy[1])
	if !strings.HasPrefix(allowed, "default-src 'none'; ") || strings.Contains(allowed, "unsafe") {
		t.Errorf("policy %s", allowed)
	}
	for _, tag := range []string{"style", "script"} {
		found := regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllStringSubmatch(page, -1)
		if len(found) != 1 || strings.Count(page, "<"+tag) != 1 {
			t.Fatalf("%d elements %s", strings.Count(page, "<"+tag), tag)
		}
		sum := sha256.Sum256([]byte(found[0][1]))
		if want := tag + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(allowed, want) {
			t.Errorf("the policy %s lacks %s", allowed, want)
		}
	}
	if found := regexp.MustCompile(`(?i)\s(src|srcset|action|poster|xlink:href)=|@import|url\(`).FindString(page); found != "" {
		t.Errorf("the page may load something: %q", found)
	}
}

// Texts from data files may hold anything.
func FuzzText(f *testing.F) {
	for _, s := range []string{"# A\n\n* b", "<script>x</script>", "[a](javascript:x)", "![a](http://b)", "| a | b |\n| - | - |\n| 1 | 2 |", "```\n", "\x00\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		page := New(s)
		page.Text(s)
		page.Print(s)
		p := illustrative()
		p.Sources, p.Series[0].Key.Category = []string{s}, s
		page.Table(p)
		page.Provenance(p)
		var b bytes.Buffer
		if err := page.WriteHTML(&b); err != nil {
			if !strings.Contains(err.Error(), "image") && !strings.Contains(err.Error(), "without an end") {
				t.Fatal(err)
			}
			return
		}
		if strings.Count(strings.ToLower(b.String()), "<script") != 1 || strings.Contains(b.String(), "<img") {
			t.Fatalf("%q made\n%s", s, b.String())
		}
	})
}

func TestWhatCannotBeOnAPage(t *testing.T) {
	page := New("Pictures")
	page.Text("![a cat](cat.png)")
	if err := page.WriteHTML(io.Discard); err == nil || !strings.Contains(err.Error(), "cat.png") {
		t.Errorf("an image: %v", err)
	}
	page = New("Nothing")
	page.Figure("empty", chart.Bars(&tradeflow.Panel{}))
	if err := page.WriteHTML(io.Discard); err == nil || !strings.Contains(err.Error(), "figure empty") {
		t.Errorf("an empty figure: %v", err)
	}
}

// What would overwrite a file, leave the folder, break a link or swallow the rest of
// README.md is an error, and so is nothing in place of a panel.
func TestBadBlocks(t *testing.T) {
	bars := func() *chart.Figure { return chart.Bars(illustrative().At(tradeflow.Year(2021))) }
	for want, build := range map[string]func(p *Page){
		`two figures have the name "A"`: func(p *Page) { p.Figure("a", bars()); p.Figure("A", bars()) },
		`figure name "../a"`:            func(p *Page) { p.Figure("../a", bars()) },
		`figure name ""`:                func(p *Page) { p.Figure("", bars()) },
		`figure name "a b"`:             func(p *Page) { p.Figure("a b", bars()) },
		"Figure a is given nothing":     func(p *Page) { p.Figure("a", nil) },
		"Table is given nothing":        func(p *Page) { p.Table(nil) },
		"Method is given nothing":       func(p *Page) { p.Method(illustrative(), nil) },
		"Provenance is given nothing":   func(p *Page) { p.Provenance(nil) },
		"block of code without an end":  func(p *Page) { p.Text("One\n\n```go\nfunc main() {}") },
	} {
		page := New("Bad")
		build(page)
		dir := filepath.Join(t.TempDir(), "sub")
		if err := page.Save(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Save: %v, not %q", err, want)
		}
		if err := page.WriteHTML(io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("WriteHTML: %v, not %q", err, want)
		}
	}
}

// HTML is in neither form of the page, also where its cutting makes it anew.
func TestHTMLInTexts(t *testing.T) {
	for source, want := range map[string]string{
		"a <b>bold</b> c":                        "a bold c",
		"<script>\nalert(1)\n</script>\n\nafter": "after",
		"x <a<b>c> y":                            "x  y",
		"<!-- never closed\n\nlost":              "",
		"`<b>` stays":                            "`<b>` stays",
		"1 < 2":                                  "1 < 2",
	} {
		if got := strings.TrimSpace(withoutHTML(source)); got != want {
			t.Errorf("%q becomes %q, not %q", source, got, want)
		}
	}
}

func TestInline(t *testing.T) {
	for data, want := range map[string]string{`a\|b`: `a\\\|b`, "R&D &lt;b&gt;": "R&D &amp;lt;b&amp;gt;", "*a*_b_": `\*a\*\_b\_`, "1.\n# x": "1. # x"} {
		if got := inline(data); got != want {
			t.Errorf("%q becomes %q, not %q", data, got, want)
		}
	}
}

// The numbers behind a figure are readable: no powers of ten, no seventeen digits,
// with their ranges and unit, and none hides another.
func TestNumbersOf(t *testing.T) {
	y := tradeflow.Year(2021)
	got := numbersOf([]chart.Datum{
		{Label: "a", Period: y, Value: 12345678, Lower: 12345678, Upper: 23456789.5},
		{Label: "a", Period: y, Value: -1.0 / 6, Lower: -1.0 / 6, Upper: -1.0 / 6},
		{Label: "b", Period: y, Value: math.NaN(), Lower: -0.000001, Upper: 2, Status: tradeflow.EditionBreak},
		{Label: "c", Period: y, Value: math.NaN(), Lower: math.NaN(), Upper: math.NaN(), Status: tradeflow.NotReported},
	}, "EUR")
	var lines []string
	for _, r := range got.Rows {
		lines = append(lines, r.Name+": "+r.Cells[0].Text)
	}
	want := "a: 12,345,678 (12,345,678 to 23,456,790)\na: \u22120.166667\nb: break of the nomenclature (\u22120.000001 to 2)\nc: not reported"
	if all := strings.Join(lines, "\n"); all != want || got.Caption != "What is drawn: EUR" {
		t.Errorf("%s\n%s", got.Caption, all)
	}
}

// Three years of months stand in rows, as paper has no room for 36 columns.
func TestManyPeriods(t *testing.T) {
	p := illustrative()
	p.Periods = nil
	for i := range 36 {
		p.Periods = append(p.Periods, tradeflow.Month(2021, 1).Shift(i))
	}
	for i, s := range p.Series {
		p.Series[i] = tradeflow.NewSeries(s.Key, 36, tradeflow.NotReported)
	}
	p.Series[1].Set(35, 5, 5, tradeflow.OK)
	got := tableOf(p)
	if len(got.Head) != 3 || len(got.Rows) != 36 || got.Rows[35].Name != "December 2023" || got.Rows[35].Cells[1].Text != "5 EUR" || !got.Long {
		t.Error(got)
	}
}

// TestTwice: the same figure under two names has its ids only once, and its
// description is still found.
func TestTwice(t *testing.T) {
	page := New("Twice")
	for _, name := range []string{"a", "b"} {
		f := chart.Bars(illustrative().At(tradeflow.Year(2021)))
		f.Title = `An id="about-x"`
		page.Figure(name, f)
	}
	html := htmlOf(t, page)
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		if seen[m[1]] {
			t.Errorf("two elements have the id %s", m[1])
		}
		seen[m[1]] = true
	}
	described := regexp.MustCompile(`aria-describedby="([^"]*)"`).FindAllStringSubmatch(html, -1)
	for _, m := range described {
		if !seen[m[1]] {
			t.Errorf("no element has the id %s", m[1])
		}
	}
	if len(described) != 4 || !strings.Contains(html, "An id=&quot;about-x&quot;") {
		t.Errorf("%d descriptions", len(described))
	}
}

// A long table is folded, a short one is not.
func TestLongTables(t *testing.T) {
	p := illustrative()
	for len(p.Series) <= longest {
		p.Series = append(p.Series, p.Series[1])
	}
	page := New("Long")
	page.Table(p)
	if got := htmlOf(t, page); !strings.Contains(got, "<details><summary>value, EUR: 13 rows</summary>") {
		t.Error(got)
	}
}
