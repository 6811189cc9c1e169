// Command editions shows what a change of the nomenclature does to a series, on
// the EU's exports to Russia: HS2022 came into force in January 2022.
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
	now := tradeflow.Span(2022, time.January, time.November)
	ask := func(edition hscodes.Edition, codes ...string) *tradeflow.Panel {
		q := tradeflow.Query{
			Direction: tradeflow.Export, Frequency: tradeflow.Monthly, Edition: edition, By: tradeflow.Commodity,
			Reporters: []tradeflow.Country{"EU27"}, Partners: []tradeflow.Country{"RUS"},
		}
		for _, c := range codes {
			q.Codes = append(q.Codes, hscodes.MustParse(c))
		}
		panel, err := files.Aggregate(context.Background(), q)
		if err != nil {
			log.Fatal(err)
		}
		return stats.Cumulative(panel).At(now.Shift(-12), now)
	}

	fmt.Println("1. Parts of aircraft moved from 8803 to 8807. As declared, one ends and the other begins:")
	fmt.Println(ask(0, "8803", "8807"))
	fmt.Println("In the codes of HS2022 the propellers, undercarriages and other parts go on:")
	moved := ask(hscodes.HS2022, "8807")
	fmt.Println(moved)
	fmt.Println(stats.YoY(moved))

	fmt.Println("2. Drones (8806) have no past. Their goods were among others, and nobody knows how much:")
	for _, l := range hscodes.Links(hscodes.MustParse("880622"), hscodes.HS2022, hscodes.HS2017) {
		fmt.Printf("   880622 shares goods with %s of HS2017, %s\n", l.Code, hscodes.Label(l.Code))
	}
	fmt.Printf("   so the grade of 880622 is %s\n\n", hscodes.Continuity(hscodes.MustParse("880622"), hscodes.HS2022, hscodes.HS2017))

	fmt.Println("3. Other semiconductor devices, 8541.50, were split in two:")
	for _, l := range hscodes.Links(hscodes.MustParse("854150"), hscodes.HS2017, hscodes.HS2022) {
		if !l.Diffuse { // electronic waste is linked to a thousand codes
			fmt.Printf("   854150 became %s, %s\n", l.Code, hscodes.Label(l.Code))
		}
	}
	fmt.Println("Each alone has no past; together, in the codes of HS2017, they would go on. But these figures")
	fmt.Println("hold the lines of 2022 only, so that 2021 is unknown, and never a growth from zero:")
	joined := ask(hscodes.HS2017, "854150")
	fmt.Println(joined)
	fmt.Println(stats.YoY(joined))
}
