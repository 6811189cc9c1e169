package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
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
		`<figure id="bars">`, `download="bars.csv" href="data:text/csv;charset=utf-8;base64,`, "ba7816bf",
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
			if !strings.Contains(err.Error(), "image") {
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
