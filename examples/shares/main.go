// Command shares prints who gained which share of the EU's exports of
// semiconductors to Russia and six of its neighbours, in percentage points,
// January to November 2022 against January to November 2021.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/testdata"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

func main() {
	files := &tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}
	exports, err := files.Aggregate(context.Background(), tradeflow.Query{
		Direction: tradeflow.Export,
		Frequency: tradeflow.Monthly,
		Reporters: []tradeflow.Country{"EU27"},
		Codes:     []hscodes.Code{hscodes.MustParse("8541"), hscodes.MustParse("8542")},
		By:        tradeflow.Partner,
	})
	if err != nil {
		log.Fatal(err)
	}
	now := tradeflow.Span(2022, time.January, time.November)
	shares := stats.Share(stats.Cumulative(exports), tradeflow.Partner).At(now.Shift(-12), now)
	fmt.Println(shares)
	shift := stats.Diff(shares)
	fmt.Println(shift)
	most := shift.Top(1)
	fmt.Printf("%s gained most: %s of the exports to the seven.\n", most.Series[0].Key.Partner.Name(), shift.Unit.Format(most.Series[0].Values[0]))
}
