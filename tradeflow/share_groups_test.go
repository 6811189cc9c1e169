package tradeflow

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// TestGroupsLeftOut: row groups that hold nothing asked for are not read, and the ledger
// is as if they were.
func TestGroupsLeftOut(t *testing.T) {
	if racing.Enabled {
		t.Skip("whole row groups take long with the race detector")
	}
	mem := checked(t)
	var text strings.Builder
	reporters := []string{"AFG", "CHN", "DEU", "RUS"} // a group each, but for the last
	for i, reporter := range reporters {
		rows := groupRows
		if i == len(reporters)-1 {
			rows = 1000
		}
		for row := range rows {
			code := dualUseCodes[row%100]
			fmt.Fprintf(&text, "2022,%s,Q%05d,export,%s,HS2017,%d.5,USD,FOB,,false,,,false,,,,,,CEPII BACI\n", reporter, row/100, code, row%977)
		}
	}
	records := batches(t, mem, text.String())
	written := writtenBy(t, WriteParquet, records...)
	f := &Files{FS: fstest.MapFS{"a.parquet": {Data: written}}, Paths: []string{"a.parquet"}}
	p, err := openParquet(bytes.NewReader(written), int64(len(written)))
	if err != nil || p.Groups() != 4 || len(p.worth()) != 4 {
		t.Fatal(err, p.Groups(), p.worth())
	}
	table, err := NewTable(records...)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Release()
	export := Query{Direction: Export, Frequency: Annual, Scheme: hscodes.DualUse(), By: Reporter | Category}
	for name, c := range map[string]struct {
		change func(*Query)
		left   []int // groups
	}{
		"one reporter":    {func(q *Query) { q.Reporters = []Country{"DEU"} }, []int{0, 1, 3}},
		"a group":         {func(q *Query) { q.Reporters = []Country{"EU27"} }, []int{0, 1, 3}},
		"none there":      {func(q *Query) { q.Reporters = []Country{"KAZ"} }, []int{0, 1, 2, 3}},
		"all":             {func(*Query) {}, nil},
		"other direction": {func(q *Query) { q.Direction = Import }, []int{0, 1, 2, 3}},
		"other period":    {func(q *Query) { q.From, q.To = Year(2020), Year(2021) }, []int{0, 1, 2, 3}},
		"months":          {func(q *Query) { q.Frequency = Monthly }, []int{0, 1, 2, 3}},
	} {
		q := export
		c.change(&q)
		var left []int
		for group := range p.Groups() {
			if _, reason := newTally(q).leavesGroup(p, group); reason != "" {
				left = append(left, group)
			}
		}
		if !slices.Equal(left, c.left) {
			t.Errorf("%s: groups %v are left out, want %v", name, left, c.left)
		}
		want, err := table.Aggregate(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Aggregate(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() || !reflect.DeepEqual(got.Ledger.Total().Lines, want.Ledger.Total().Lines) {
			t.Errorf("%s: got\n%s\n%s\nwant\n%s\n%s", name, got, got.Ledger, want, want.Ledger)
		}
	}
}
