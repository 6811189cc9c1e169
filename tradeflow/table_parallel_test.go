package tradeflow

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// TestTableInParallel: a table of many batches answers as the files do that it was
// loaded from, with any number of workers, its rejected rows included.
func TestTableInParallel(t *testing.T) {
	var rows []string
	for i := range 3*batchRows + 7 {
		value := fmt.Sprintf("%d.%03d", 1+i%97, i%1000)
		if i%5000 == 17 {
			value = "no number"
		}
		rows = append(rows, fmt.Sprintf("%d,%s,%s,%s,%s,1", 2021+i/30000, []string{"156", "276", "842"}[i/1000%3], []string{"643", "398", "417", "860"}[i/100%4], dualUseCodes[i%100], value))
	}
	f := &Files{
		FS: fstest.MapFS{"BACI_HS17_Y2021.csv": {Data: []byte("t,i,j,k,v,q\n" + strings.Join(rows, "\n"))}}, Paths: []string{"."},
		OnReject: func(*RowError) error { return nil }, Duplicates: Sum,
	}
	table, err := f.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer table.Release()
	for _, q := range []Query{
		{Direction: Export, Frequency: Annual, Scheme: hscodes.DualUse(), By: Reporter | Partner | Category},
		{Direction: Export, Frequency: Annual, Reporters: []Country{"CHN"}, By: Partner | Commodity},
	} {
		want, err := f.Aggregate(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, workers := range []int{1, 2, 5} {
			func() {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
				got, err := table.Aggregate(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				if got.String() != want.String() || !reflect.DeepEqual(got.Ledger.Total().Lines, want.Ledger.Total().Lines) {
					t.Errorf("%d workers: got\n%s\n%s\nwant\n%s\n%s", workers, got, got.Ledger, want, want.Ledger)
				}
			}()
		}
		if rejected := want.Ledger.Rows(Rejected); rejected != 10 {
			t.Errorf("%d rows are rejected", rejected)
		}
	}
}

// dualUseCodes are a hundred codes, most of them in some category.
var dualUseCodes = func() (list []string) {
	for c := range hscodes.HS2017.Codes(6) {
		if c.Truncate(2) == hscodes.MustParse("90") || c.Truncate(2) == hscodes.MustParse("88") {
			list = append(list, c.String())
		}
	}
	return list[:100]
}()
