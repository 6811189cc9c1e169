package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestLedgerMoney: amounts have commas, and the currency where it is certain.
func TestLedgerMoney(t *testing.T) {
	p := illustrative()
	of := func(files ...tradeflow.FileLedger) string {
		p.Ledger = &tradeflow.Ledger{Files: files}
		var b strings.Builder
		for _, r := range ledgerOf(p).Rows {
			fmt.Fprintf(&b, "%s|%s|%s\n", r.Name, r.Cells[0].Text, r.Cells[1].Text)
		}
		return b.String()
	}
	file := func(format string, thousandths tradeflow.Thousandths) tradeflow.FileLedger {
		return tradeflow.FileLedger{Path: "a.csv", Format: format, Rows: 16226, Value: 1_234_567_000 + thousandths, Lines: []tradeflow.LedgerLine{
			{Fate: tradeflow.Counted, Rows: 8116, Value: 1_234_000_000 + thousandths}, {Fate: tradeflow.NotAsked, Rows: 8110, Value: 567_000}}}
	}
	one, other := "Eurostat Comext bulk table", "UN Comtrade table"
	for _, c := range []struct {
		name, want string
		files      []tradeflow.FileLedger
	}{
		{"one publisher", "read from a.csv|16,226|1,234,567 EUR\ncounted|8,116|1,234,000 EUR\nnot asked for|8,110|567 EUR\n", []tradeflow.FileLedger{file(one, 0)}},
		{"decimals", "read from a.csv|16,226|1,234,567.005 EUR\ncounted|8,116|1,234,000.005 EUR\nnot asked for|8,110|567.000 EUR\n", []tradeflow.FileLedger{file(one, 5)}},
		{"two publishers", "read from 2 files|32,452|2,469,134\ncounted|16,232|2,468,000 EUR\nnot asked for|16,220|1,134\n", []tradeflow.FileLedger{file(one, 0), file(other, 0)}},
		{"currency by row", "read from a.csv|16,226|1,234,567\ncounted|8,116|1,234,000 EUR\nnot asked for|8,110|567\n", []tradeflow.FileLedger{file("canonical table (Parquet)", 0)}},
	} {
		if got := of(c.files...); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
	if html := string(ledgerOf(p).html()); !strings.Contains(html, "<td>1,234,000 EUR</td>") {
		t.Error(html)
	}
	p.Unit = tradeflow.Unit{Kind: tradeflow.Growth} // whose numbers are of no currency
	if got := of(file(one, 0)); strings.Contains(got, "EUR") {
		t.Error(got)
	}
	p.Unit, p.Query.Measure = tradeflow.Unit{Name: "kg"}, tradeflow.NetWeight // its ledger is of values
	if got := of(file(one, 0)); strings.Contains(got, "kg") {
		t.Error(got)
	}
	if got := money(-1_234_567_891, false); got != "\u22121,234,567.891" {
		t.Error(got)
	}
}

// TestParts: a table that is too wide for paper is printed in blocks of columns, each
// with the names of the rows, and together they have every column once.
func TestParts(t *testing.T) {
	for _, columns := range []int{8, 9, 16, 17, 36} {
		p := &tradeflow.Panel{Unit: tradeflow.Unit{Name: "EUR"}}
		for j := range columns {
			p.Periods = append(p.Periods, tradeflow.Year(1980+j))
		}
		for i := range columns + 4 {
			s := tradeflow.NewSeries(tradeflow.Key{Category: fmt.Sprint("row ", i)}, columns, tradeflow.NotReported)
			for j := range columns {
				s.Set(j, float64(100*i+j), float64(100*i+j), tradeflow.OK)
			}
			p.Series = append(p.Series, s)
		}
		whole := tableOf(p)
		parts := whole.Parts()
		if columns <= widest {
			if parts != nil {
				t.Errorf("%d columns are cut", columns)
			}
			continue
		}
		var head []string
		cells := make([][]tableCell, len(whole.Rows))
		for _, part := range parts {
			if n := len(part.Head) - 1; n > widest || n < 2 {
				t.Errorf("%d columns: a part of %d", columns, n)
			}
			head = append(head, part.Head[1:]...)
			for i, r := range part.Rows {
				if r.Name != whole.Rows[i].Name {
					t.Errorf("row %q is called %q", whole.Rows[i].Name, r.Name)
				}
				cells[i] = append(cells[i], r.Cells...)
			}
		}
		if fmt.Sprint(head) != fmt.Sprint(whole.Head[1:]) {
			t.Errorf("%d columns: %q", columns, head)
		}
		for i, r := range whole.Rows {
			if fmt.Sprint(cells[i]) != fmt.Sprint(r.Cells) {
				t.Errorf("%d columns: row %d has lost cells", columns, i)
			}
		}
		if html := string(whole.html()); strings.Count(html, `class="paper"`) != len(parts) || !strings.Contains(html, `class="scroll screen"`) {
			t.Errorf("%d columns: the page lacks the parts", columns)
		}
	}
}
