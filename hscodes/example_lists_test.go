package hscodes_test

import (
	"fmt"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Without the drones that carry passengers: their code is out, and what remains of
// the heading is a part of it.
func ExampleScheme_Only() {
	s, err := hscodes.DualUse().Only("whole", "medium")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name())
	for _, code := range []string{"880622", "880610", "8806"} {
		m, ok := s.Find(hscodes.MustParse(code), hscodes.HS2022)
		fmt.Println(code, ok, m.Whole)
	}
	// Output:
	// dual-use, only whole, precision medium or higher
	// 880622 true true
	// 880610 false false
	// 8806 true false
}

// The list as of each year answers what was listed then; a growth rate across the
// years needs one list for all of them.
func ExampleHighPriorityAsOf() {
	for year := 2022; year <= 2024; year++ {
		s, err := hscodes.HighPriorityAsOf(time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC))
		if err != nil {
			fmt.Println(year, "no list")
			continue
		}
		fmt.Println(year, s.Version())
	}
	// Output:
	// 2022 no list
	// 2023 2023-09-26
	// 2024 2024-02-23
}

func ExampleSearch() {
	for _, f := range hscodes.Search("ball bearings") {
		fmt.Println(f.Code, f.Label, "|", f.Scheme, "|", f.Category)
	}
	// Output:
	// 848210 ball bearings | dual-use | bearings
	// 848210 ball bearings | common-high-priority-list | tier-3b
}

func ExampleLabel() {
	fmt.Println(hscodes.Label(hscodes.MustParse("88062210")))
	fmt.Println(hscodes.Label(hscodes.MustParse("8703")))
	// Output:
	// remote-controlled drones 250 g to 7 kg
	// vehicles
}
