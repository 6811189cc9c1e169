package tradeflow

import (
	"context"
	"errors"
	"fmt"
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

// Whichever way the rows come to the tally, both rows of a flow are named.
func TestDuplicatesAreFound(t *testing.T) {
	var rows []string
	for i := range 60 {
		rows = append(rows, fmt.Sprintf("2020 %s X %s 8542%02d 1", []string{"156", "398", "276"}[i/20], []string{"643", "804", "51", "398"}[i%4], 10+i))
	}
	for _, pair := range [][2]int{{3, 40}, {0, 59}, {20, 21}, {30, 31}} {
		again := append([]string{}, rows...)
		again[pair[1]] = again[pair[0]]
		f := folder(t, map[string]string{"a.csv": api(again...)})
		for _, chunk := range []int64{0, 300, 1 << 30} {
			f.chunk = chunk
			_, err := f.Aggregate(context.Background(), annualExports)
			var twice *DuplicateError
			if !errors.As(err, &twice) || twice.First != fmt.Sprintf("a.csv:%d", pair[0]+2) || twice.At != fmt.Sprintf("a.csv:%d", pair[1]+2) {
				t.Errorf("rows %v, chunks of %d: %v", pair, chunk, err)
			}
		}
	}
}
