package tradeflow

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// BenchmarkAggregate reads 100,000 made-up Comtrade rows and adds them up by
// reporter, partner and category.
func BenchmarkAggregate(b *testing.B) {
	var rows, codes []string
	for c := range hscodes.HS2022.Codes(6) {
		codes = append(codes, c.String())
	}
	codes = codes[len(codes)-1000 : len(codes)-800] // chapter 84 and on
	for i := range 100000 {
		reporter, partner := []int{156, 792, 398, 51, 417}[i/2000%5], []int{643, 804, 276, 842, 392, 410, 112, 860, 268, 784}[i/200%10]
		rows = append(rows, fmt.Sprintf("2022%02d %d X %d %s %d.%02d", 1+i/10000, reporter, partner, codes[i%200], i, i%100))
	}
	text := []byte(api(rows...))
	f := &Files{FS: fstest.MapFS{"a.csv": {Data: text}}, Paths: []string{"a.csv"}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		p, err := f.Aggregate(context.Background(), Query{Direction: Export, Frequency: Monthly, Scheme: hscodes.DualUse(), By: Reporter | Partner | Category})
		if err != nil {
			b.Fatal(err)
		}
		if rows := p.Ledger.Total().Rows; rows != 100000 {
			b.Fatalf("%d rows", rows)
		}
	}
}
