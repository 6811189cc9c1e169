package tradeflow

import (
	"context"
	"errors"
	"testing"
)

func TestDuplicates(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2020 156 X 0 854231 11", "2020 156 X 643 854231 10", "2020 156 X 398 854231 1"), "b.csv": api("2020 156 X 643 854231 12")})
	f.Paths = []string{"a.csv", "b.csv"}
	q := Query{Direction: Export, Frequency: Annual, By: Partner}
	var twice *DuplicateError
	if _, err := f.Aggregate(context.Background(), q); !errors.As(err, &twice) || twice.First != "a.csv:3" || twice.At != "b.csv:2" {
		t.Errorf("error %v", err)
	}
	f.Duplicates = Sum
	p := ask(t, f, q)
	expect(t, p, "2020 KAZ 1\n2020 RUS 22")
	f.Duplicates = Latest
	p = ask(t, f, q)
	expect(t, p, "2020 KAZ 1\n2020 RUS 12")
	if !warned(p, "13 USD of 11 USD") { // the first row of Russia is out of the comparison with World too
		t.Errorf("warnings %v", p.Warnings)
	}
	if rows := p.Ledger.Files[0].Lines; len(rows) != 3 || rows[2].Reason != superseded || rows[2].Rows != 1 {
		t.Errorf("ledger\n%s", p.Ledger)
	}
	f.Paths = []string{"b.csv", "a.csv"}
	expect(t, ask(t, f, q), "2020 KAZ 1\n2020 RUS 10")
}
