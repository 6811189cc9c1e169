package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
)

// illustrative is a panel of made-up numbers, with a name that would break a table.
func illustrative() *tradeflow.Panel {
	p := &tradeflow.Panel{
		Statistic: "value", Unit: tradeflow.Unit{Name: "EUR"}, Periods: []tradeflow.Period{tradeflow.Year(2021), tradeflow.Year(2022)},
		Query:    tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual},
		Sources:  []string{"illustrative data, not customs statistics"},
		Warnings: []tradeflow.Warning{{Kind: tradeflow.AboutCoverage, Text: "<b>one</b> | two"}},
		Ledger: &tradeflow.Ledger{Files: []tradeflow.FileLedger{{Path: "a.csv", Rows: 3, Value: 3500, Lines: []tradeflow.LedgerLine{
			{Fate: tradeflow.Counted, Rows: 2, Value: 3000}, {Fate: tradeflow.NotAsked, Reason: "other period", Rows: 1, Value: 500}}}}},
	}
	a := tradeflow.NewSeries(tradeflow.Key{Category: "a|b"}, 2, tradeflow.NotReported)
	a.Set(0, 1500000, 1500000, tradeflow.OK)
	b := tradeflow.NewSeries(tradeflow.Key{Category: "c"}, 2, tradeflow.NotReported)
	b.Set(0, 1, 1, tradeflow.OK)
	b.Set(1, 2, 2, tradeflow.OK)
	p.Series = []tradeflow.Series{a, b}
	return p
}

// example is a page with one of everything.
func example(t *testing.T) *Page {
	t.Helper()
	p := illustrative()
	page := New("A title\nin two lines")
	page.Text("Some *text* with [a link](https://example.org/) and <script>alert(1)</script>.\n\n| left | right |\n| --- | ---: |\n| x | 1 |")
	bars := chart.Bars(p.At(tradeflow.Year(2021)))
	bars.Title = "Illustrative bars"
	page.Figure("bars", bars)
	lines := chart.Lines(p)
	lines.Title = "Illustrative lines"
	page.Figure("lines", lines)
	page.Table(p)
	page.Print("x < y & `z`\n", 3)
	page.Provenance(p, tradeflow.Fingerprint{Path: "a.csv", Bytes: 3, SHA256: "ba7816bf", Modified: time.Date(2024, time.May, 1, 0, 0, 0, 0, time.UTC)})
	return page
}

func TestPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := example(t).Save(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# A title in two lines\n\nSome *text* with", "![Bar chart", "](bars.png)\n\n[SVG](bars.svg) · [PDF](bars.pdf) · numbers behind the figure: [CSV](bars.csv), [JSON](bars.json)",
		"*value, EUR*\n\n| | 2021 | 2022 |\n| --- | ---: | ---: |\n| a\\|b | 1.50 million EUR | not reported |\n| c | 1 EUR | 2 EUR |\n",
		"* &lt;b&gt;one&lt;/b&gt; \\| two\n", "| read from a.csv | 3 | 3.500 |\n| counted | 2 | 3.000 EUR |\n| not asked for: other period | 1 | 0.500 |\n",
		"```text\nx < y & `z`\n3\n```", "| | rows | bytes | of | SHA-256 |\n| --- | ---: | ---: | ---: | ---: |\n| a.csv | 3 | 3 | 1 May 2024 | ba7816bf |",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the page does not have\n%s\nit is\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "script") {
		t.Error("README.md has the HTML of a text")
	}
	for _, name := range []string{"bars.png", "bars.svg", "bars.pdf", "bars.csv", "bars.json", "lines.png", "index.html"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Rows of the members of a zip file are rows of that file; a file of which the ledger
// knows nothing has no number.
func TestRowsOfFiles(t *testing.T) {
	l := &tradeflow.Ledger{Files: []tradeflow.FileLedger{{Path: "a.zip: x.csv", Rows: 3}, {Path: "a.zip: y.csv", Rows: 4}, {Path: "a.zip2", Rows: 9}}}
	got := rowsOf(l, []tradeflow.Fingerprint{{Path: "a.zip"}, {Path: "b.csv"}})
	if got[0] != (tableCell{Text: "7"}) || !got[1].Missing {
		t.Error(got)
	}
}

func TestAFigureThatCannotBeDrawn(t *testing.T) {
	page := New("Nothing")
	page.Figure("empty", chart.Slope(illustrative().At()))
	if err := page.Save(t.TempDir()); err == nil || !strings.Contains(err.Error(), "figure empty") {
		t.Errorf("error %v", err)
	}
}
