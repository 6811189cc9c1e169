package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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

func TestPage(t *testing.T) {
	p := illustrative()
	page := New("A title\nin two lines")
	page.Text("Some *text*.")
	f := chart.Bars(p.At(tradeflow.Year(2021)))
	f.Title = "Illustrative bars"
	page.Figure("bars", f)
	page.Table(p)
	page.Provenance(p)
	dir := filepath.Join(t.TempDir(), "new")
	if err := page.Save(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# A title in two lines\n\nSome *text*.\n\n![Bar chart", "](bars.png)\n\n[SVG](bars.svg) · [numbers behind the figure](bars.csv)",
		"*value, EUR*\n\n| | 2021 | 2022 |\n| --- | ---: | ---: |\n| a\\|b | 1.50 million EUR | not reported |\n| c | 1 EUR | 2 EUR |\n",
		"* &lt;b&gt;one&lt;/b&gt; \\| two\n", "| 3 | 3.500 | read from a.csv |\n| 2 | 3.000 | counted |\n| 1 | 0.500 | not asked for: other period |\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the page does not have\n%s\nit is\n%s", want, text)
		}
	}
	for _, name := range []string{"bars.png", "bars.svg", "bars.csv"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFigureThatCannotBeDrawn(t *testing.T) {
	page := New("Nothing")
	page.Figure("empty", chart.Slope(illustrative().At()))
	if err := page.Save(t.TempDir()); err == nil || !strings.Contains(err.Error(), "figure empty") {
		t.Errorf("error %v", err)
	}
}
