package hscodes_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

func ExampleParse() {
	for _, s := range []string{"8542.31", "85423190", "10111"} {
		c, err := hscodes.Parse(s)
		fmt.Println(c, c.Truncate(4), err)
	}
	// Output:
	// 854231 8542 <nil>
	// 85423190 8542 <nil>
	//   "10111" has 5 digits: a leading zero may be lost; 010111?
}

// A row belongs to a category as a whole, in part, or not at all, and that depends
// on the edition in which it was declared.
func ExampleScheme_Find() {
	s := hscodes.DualUse()
	for _, row := range []struct {
		code    string
		edition hscodes.Edition
	}{
		{"88062210", hscodes.HS2022},
		{"88062210", hscodes.HS2017}, // drones have a code since HS2022 only
		{"73269098", hscodes.HS2022}, // articles of steel, armour plates among them
		{"8411", hscodes.HS2022},     // gas turbines, for aircraft and for power plants
	} {
		m, ok := s.Find(hscodes.MustParse(row.code), row.edition)
		switch {
		case !ok:
			fmt.Println(row.code, row.edition, "not in the list")
		case m.Whole:
			fmt.Println(row.code, row.edition, m.Category)
		default:
			fmt.Println(row.code, row.edition, m.Category, "in part")
		}
	}
	// Output:
	// 88062210 HS2022 drones
	// 88062210 HS2017 not in the list
	// 73269098 HS2022 body-armour in part
	// 8411 HS2022 jet-engines in part
}

// Rows of a heading or a chapter may hold goods of several categories.
func ExampleScheme_Parts() {
	s := hscodes.DualUse()
	fmt.Println(s.Parts(hscodes.MustParse("8526"), hscodes.HS2022))
	fmt.Println(s.Parts(hscodes.MustParse("88"), hscodes.HS2017))
	// Output:
	// [drone-parts radio navigation]
	// [helicopters aircraft-parts]
}

// Before HS2022 the total of drones is not zero: there was no code for them.
func ExampleScheme_Covers() {
	for _, e := range hscodes.Editions() {
		if hscodes.DualUse().Covers("drones", e) {
			fmt.Println(e)
		}
	}
	// Output: HS2022
}

func ExampleReadScheme() {
	list := `# name: our watch list
# edition: HS2022
category;code;from;partial
drones;8806;HS2022;
armour;7326.90;;yes
`
	s, err := hscodes.ReadScheme(strings.NewReader(list))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := hscodes.WriteScheme(os.Stdout, s); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # name: our watch list
	// # edition: HS2022
	// category,label,code,from,to,role,precision,partial,note
	// drones,,8806,HS2022,,,,,
	// armour,,732690,,,,,yes,
}

func ExampleNewScheme() {
	_, err := hscodes.NewScheme(hscodes.SchemeInfo{},
		hscodes.Category{Name: "chips", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8542")}}},
		hscodes.Category{Name: "processors", Entries: []hscodes.Entry{{Code: hscodes.MustParse("854231")}}},
	)
	fmt.Println(err)
	// Output:
	// category "processors": code 854231 (all editions) is also in category "chips", by its code 8542 (all editions); a code has one home: take one out, or part their editions with from and to
}
