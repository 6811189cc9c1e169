package hscodes

import (
	"slices"
	"testing"
)

func TestCodes(t *testing.T) {
	for e, want := range map[Edition]int{HS1992: 5020, HS1996: 5113, HS2002: 5224, HS2007: 5052, HS2012: 5205, HS2017: 5387, HS2022: 5612} {
		for _, digits := range []int{2, 4, 6} {
			list := slices.Collect(e.Codes(digits))
			if !slices.IsSortedFunc(list, Code.Compare) || len(slices.Compact(slices.Clone(list))) != len(list) {
				t.Errorf("%v: the codes of %d digits are not in order", e, digits)
			}
			for _, c := range list {
				if c.Digits() != digits || !e.Has(c) {
					t.Fatalf("%v has no %v", e, c)
				}
			}
			if digits == 6 && len(list) != want || digits == 2 && len(list) != 96 {
				t.Errorf("%v has %d codes of %d digits", e, len(list), digits)
			}
		}
	}
	for range HS2022.Codes(8) {
		t.Error("a national code")
	}
	for range Edition(0).Codes(6) {
		t.Error("a code of no edition")
	}
	for c := range HS2022.Codes(6) { // may be left early
		if c.String() != "010121" {
			t.Errorf("the first code is %v", c)
		}
		break
	}
}

func TestHas(t *testing.T) {
	for _, test := range []struct {
		code string
		in   string // the last digits of the years
	}{
		{"880622", "22"}, {"8806", "22"}, {"88062210", "22"}, {"88062299", "22"}, {"880625", ""},
		{"88", "92 96 02 07 12 17 22"}, {"77", ""}, {"98", ""}, {"99", ""}, {"999999", ""}, {"00", ""}, {"0000", ""},
		{"271000", "92 96"}, {"271011", "02 07"}, {"271012", "12 17 22"},
		{"854800", "92 22"}, {"852491", "96 02 22"}, {"848510", "92 96 02 22"}, {"880330", "92 96 02 07 12 17"},
		{"8803", "92 96 02 07 12 17"}, {"300219", "17"}, {"970690", "22"}, {"9706", "92 96 02 07 12 17 22"}, {"9707", ""},
	} {
		var in string
		for _, e := range Editions() {
			if e.Has(MustParse(test.code)) {
				in += " " + e.String()[4:]
			}
		}
		if in = in[min(1, len(in)):]; in != test.in {
			t.Errorf("%s is in %s, want %s", test.code, in, test.in)
		}
	}
	if (Edition(0)).Has(MustParse("88")) || Edition(8).Has(MustParse("88")) || HS2022.Has(Code{}) {
		t.Error("nothing is in an unknown edition, and the zero Code is nowhere")
	}
}

func TestTree(t *testing.T) {
	for _, e := range Editions() {
		n := 0
		for chapter := range e.Codes(2) {
			for _, heading := range e.Children(chapter) {
				for _, c := range e.Children(heading) {
					if n++; c.Parent() != heading || heading.Parent() != chapter || c.Digits() != 6 {
						t.Fatalf("%v: %v below %v below %v", e, c, heading, chapter)
					}
				}
			}
		}
		if n != len(slices.Collect(e.Codes(6))) {
			t.Errorf("%v: %d codes from above", e, n)
		}
	}
	if HS2022.Children(MustParse("880622")) != nil || HS2017.Children(MustParse("8806")) != nil || HS2022.Children(Code{}) != nil {
		t.Error("children where there are none")
	}
	if (Code{}).Parent().IsValid() || MustParse("88").Parent().IsValid() || MustParse("88062210").Parent() != MustParse("880622") {
		t.Error("a wrong parent")
	}
}

func TestHasDoesNotAllocate(t *testing.T) {
	c, d := MustParse("88062210"), MustParse("99")
	HS2022.Has(c)
	if n := testing.AllocsPerRun(100, func() { HS2022.Has(c); HS1992.Has(d) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkHas(b *testing.B) {
	c := MustParse("880622")
	for b.Loop() {
		HS2022.Has(c)
	}
}
