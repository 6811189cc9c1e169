package hscodes_test

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Where the goods that are drones today were declared before HS2022: among cameras,
// light helicopters and light aeroplanes.
func ExampleLinks() {
	for _, l := range hscodes.Links(hscodes.MustParse("880622"), hscodes.HS2022, hscodes.HS2017) {
		fmt.Println(l.Code, l.Relation, l.Best)
	}
	// Output:
	// 852580 ManyToMany true
	// 880211 ManyToMany false
	// 880220 ManyToMany false
}

// Which series may be drawn from HS2017 into HS2022.
func ExampleContinuity() {
	for _, s := range []string{"690911", "854231", "901380", "854800", "880622"} {
		fmt.Println(s, hscodes.Continuity(hscodes.MustParse(s), hscodes.HS2022, hscodes.HS2017))
	}
	// Output:
	// 690911 Identical
	// 854231 EwasteLost
	// 901380 ScopeLost
	// 854800 Carved
	// 880622 Rebuilt
}

func ExampleEdition_Has() {
	for _, e := range []hscodes.Edition{hscodes.HS2017, hscodes.HS2022} {
		fmt.Println(e, e.Has(hscodes.MustParse("880330")), e.Has(hscodes.MustParse("88062210")))
	}
	// Output:
	// HS2017 true false
	// HS2022 false true
}

func ExampleEdition_Children() {
	fmt.Println(hscodes.HS2022.Children(hscodes.MustParse("8807")))
	// Output: [880710 880720 880730 880790]
}
