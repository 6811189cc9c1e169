// Command growth prints how the EU's exports of dual-use categories to Russia
// changed, January to November 2022 against January to November 2021.
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
		Partners:  []tradeflow.Country{"RUS"},
		Scheme:    hscodes.DualUse(),
		By:        tradeflow.Category,
	})
	if err != nil {
		log.Fatal(err)
	}
	now := tradeflow.Span(2022, time.January, time.November)
	before := now.Shift(-12)
	fmt.Println(stats.Cumulative(exports).At(before, now))
	growth := stats.YTD(exports).At(now)
	fmt.Println(growth)
	semiconductors, _, _ := growth.Cell(tradeflow.Key{Category: "semiconductors"}, now)
	fmt.Printf("EU exports of semiconductors to Russia changed by %s, %s against %s.\n", growth.Unit.Format(semiconductors), now.Words(), before.Words())
	_, _, why := growth.Cell(tradeflow.Key{Category: "drones"}, now)
	fmt.Printf("Drones have no rate of change: %s.\n\n", why)
	for _, w := range growth.Warnings {
		fmt.Println("Note:", w.Text)
	}
}
