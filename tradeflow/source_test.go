package tradeflow

import (
	"context"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// The list had 9 codes at the end of May 2023, 45 at the end of September 2023, 50
// at the end of February 2024. A fixed list shows that trade did not change.
func TestListAsOfEachPeriod(t *testing.T) {
	var rows []string
	for _, month := range []string{"202308", "202309", "202402"} {
		rows = append(rows, month+" 156 X 643 854231 10", month+" 156 X 643 848210 20", month+" 156 X 643 845811 40")
	}
	f := folder(t, map[string]string{"a.csv": api(rows...)})
	q := Query{Direction: Export, Frequency: Monthly, From: Month(2023, 8), To: Month(2024, 2), Scheme: hscodes.HighPriority()}
	fixed := ask(t, f, q)
	expect(t, fixed.At(Month(2023, 8), Month(2024, 2)), "2023-08 70 \n 2024-02 70")
	p, err := AsOf(context.Background(), f, q, hscodes.HighPriorityAsOf)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, p, `
		2023-08 10
		2023-09 30
		2023-10 not reported
		2023-11 not reported
		2023-12 not reported
		2024-01 not reported
		2024-02 70`)
	text := ""
	for _, w := range p.Warnings {
		text += w.Text + "\n"
	}
	if strings.Count(text, "growth of the list") != 2 {
		t.Errorf("two changes of the list, but the warnings are\n%s", text)
	}
	if err := p.Ledger.Check(); err != nil {
		t.Error(err)
	}
	q.From = Month(2023, 4)
	if _, err := AsOf(context.Background(), f, q, hscodes.HighPriorityAsOf); err == nil || !strings.Contains(err.Error(), "AsOf 2023-04") {
		t.Errorf("before the first version: %v", err)
	}
}
