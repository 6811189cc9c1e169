package tradeflow

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// counted is how many rows of a panel count, and their value.
func counted(p *Panel) (sum fateSum) {
	for _, l := range p.Ledger.Total().Lines {
		if l.Fate == Counted {
			sum.rows += l.Rows
			sum.value += l.Value
		}
	}
	return sum
}

// FuzzFormats feeds any rows under the header of one format: whatever is accepted
// must give the same panel with its rows in the opposite order.
func FuzzFormats(f *testing.F) {
	all := everyFormat()
	for i, w := range all {
		_, body, _ := strings.Cut(w.text, "\n")
		f.Add(uint8(i), body)
	}
	f.Fuzz(func(t *testing.T, n uint8, body string) {
		w := all[int(n)%len(all)]
		header, _, found := strings.Cut(w.text, "\n")
		if !found || strings.HasSuffix(w.file, ".json") {
			return // the others are whole: FuzzFiles has them
		}
		answer := func(text string) (string, error) {
			files := folder(t, map[string]string{w.file: text})
			files.OnReject = func(*RowError) error { return nil }
			if w.set != nil {
				w.set(files)
			}
			var b strings.Builder
			for _, q := range suite(t, w.monthly, w.weights) {
				p, err := files.Aggregate(context.Background(), q)
				if err != nil {
					return "", err
				}
				if err := p.Ledger.Check(); err != nil {
					t.Fatal(err)
				}
				b.WriteString(lines(p))
			}
			return b.String(), nil
		}
		there, err := answer(header + "\n" + body)
		if strings.ContainsAny(body, "\"\r") {
			return
		}
		rows := strings.Split(body, "\n")
		slices.Reverse(rows)
		back, backErr := answer(header + "\n" + strings.Join(rows, "\n"))
		if (err == nil) != (backErr == nil) || there != back {
			t.Fatalf("%s: forwards\n%s%v\nbackwards\n%s%v", w.name, there, err, back, backErr)
		}
	})
}

// FuzzFiles feeds any bytes under a BACI name. Whatever is accepted must have a
// ledger that adds up, and give the same panel from the files and from a table.
func FuzzFiles(f *testing.F) {
	f.Add([]byte(api("2022 156 X 643 8542 50", "2022 156 X 643 854231 30 mot=3200", "2022 156 RX 643 TOTAL 20")))
	f.Add([]byte("t,i,j,k,v,q\n2021,156,643,854231,12.3456,   1.5\n2021,842,643,010121,1,           NA\n"))
	f.Add([]byte("REPORTER,PARTNER,PRODUCT_NC,FLOW,STAT_PROCEDURE,PERIOD,VALUE_EUR,QUANTITY_KG\nAT,RU,39XXXXXX,2,1,202402,89,0\nAT,RU,85423110,2,1,202452,\"1\n\",\n"))
	for _, w := range everyFormat() {
		f.Add([]byte(w.text))
	}
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, text []byte) {
		mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
		defer mem.AssertSize(t, 0)
		files := &Files{
			FS: fstest.MapFS{"BACI_HS17_Y2021.csv": {Data: text}}, Paths: []string{"BACI_HS17_Y2021.csv"},
			OnReject: func(*RowError) error { return nil }, mem: mem, Edition: hscodes.HS2017,
		}
		table, err := files.Load(context.Background())
		if err != nil {
			if _, err := files.Aggregate(context.Background(), annualExports); err == nil {
				t.Fatal("Aggregate accepts what Load refuses")
			}
			return
		}
		defer table.Release()
		for _, q := range []Query{
			annualExports,
			{Direction: Import, Frequency: Monthly, By: Reporter | Partner | Commodity, Measure: NetWeight},
			{Direction: Export, Frequency: Annual, Scheme: hscodes.HighPriority(), By: Category, Codes: codes("85")},
		} {
			a, errA := files.Aggregate(context.Background(), q)
			b, errB := table.Aggregate(context.Background(), q)
			if (errA == nil) != (errB == nil) {
				t.Fatalf("files: %v; table: %v", errA, errB)
			}
			if errA != nil {
				continue
			}
			// Where a row that does not count has a fault, only the table has missed it: files
			// then know of one publication more. What counts is the same.
			same := lines(a) == lines(b) && a.Ledger.String() == b.Ledger.String()
			if !same && b.Ledger.Rows(Rejected) == 0 || counted(a) != counted(b) {
				t.Fatalf("files say\n%s%s\nthe table says\n%s%s", lines(a), a.Ledger, lines(b), b.Ledger)
			}
			for _, s := range a.Series {
				for i, v := range s.Values {
					if (v != v) == s.Status[i].HasNumber() || s.Upper[i] < v {
						t.Fatalf("cell %v %v of %v: value %v, upper %v, status %v", s.Key, a.Periods[i], q, v, s.Upper[i], s.Status[i])
					}
				}
			}
		}
	})
}
