package tradeflow

import (
	"bytes"
	"context"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// everySecond leaves every second row of a table out.
func everySecond(s stored) stored {
	var half []byte
	i := 0
	for line := range bytes.Lines(s.data) {
		if i == 0 || i%2 == 1 {
			half = append(half, line...)
		}
		i++
	}
	return storedText(s.name, half)
}

// TestNoAllocationPerRow: what a query allocates grows with the codes, the countries and
// the cells of the answer, which are the same in half of a full table, and not with the
// rows. Handing chunks and batches over takes a few; one for each row that counts would
// come to some forty for each thousand rows.
func TestNoAllocationPerRow(t *testing.T) {
	if racing.Enabled {
		t.Skip("the race detector allocates too")
	}
	full := func(economies int) *illustrative {
		w := newIllustrative(economies, 1)
		w.share = func(economy, economy) float64 { return 100 } // everyone trades everything
		return w
	}
	shared := func(s stored) Source {
		f := s.files()
		f.chunk = chunkBytes
		return f
	}
	for _, all := range []stored{storedText("BACI_HS17_illustrative.csv", full(24).baci(25)), storedText("comtrade.csv", full(12).comtrade(6, 84))} {
		half := everySecond(all)
		for name, source := range map[string]func(stored) Source{
			"one worker": func(s stored) Source { return s.files() }, "three workers": shared, "table": func(s stored) Source { return s.load(t) },
			"records": func(s stored) Source { return onlyRecords{s.files()} },
		} {
			for asked, q := range map[string]Query{"selective": selective, "everything": everything} {
				few, many := allocations(t, source(half), q), allocations(t, source(all), q)
				most := 25.0 // for each thousand rows more
				if name == "three workers" {
					most = 500 // each may have to learn the codes and countries, or leave them to another
				}
				if more := 1000 * (many - few) / float64(all.rows-half.rows); more > most {
					t.Errorf("%s, %s, %s: %.0f allocations for %d rows, %.0f for %d: %.0f for each thousand more", all.name, name, asked, few, half.rows, many, all.rows, more)
				}
			}
		}
	}
}

// onlyRecords reads all records, and answers nothing.
type onlyRecords struct{ *Files }

func (o onlyRecords) Aggregate(ctx context.Context, _ Query) (*Panel, error) {
	for _, err := range o.Records(ctx) {
		if err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// allocations counts what an answer allocates the second time, on one processor.
func allocations(t *testing.T, s Source, q Query) float64 {
	return testing.AllocsPerRun(1, func() {
		if _, err := s.Aggregate(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	})
}
