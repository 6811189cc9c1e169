package hscodes

import (
	"testing"
)

// The counts of another program, less 999999, which is no code here: it was one of
// 4,070 identical among 5,613 codes.
func TestContinuityCounts(t *testing.T) {
	for _, test := range []struct {
		from, to Edition
		want     map[Grade]int
	}{
		{HS2022, HS2017, map[Grade]int{Identical: 4070 - 1, EwasteLost: 531, ScopeLost: 602, Renumbered: 27, Carved: 259, Rebuilt: 124}},
		{HS2017, HS2012, map[Grade]int{Identical: 4740 - 1, ScopeLost: 354, Renumbered: 4, Carved: 224, Rebuilt: 66}},
		{HS2012, HS2007, map[Grade]int{Identical: 4746, ScopeLost: 84, Renumbered: 39, Carved: 244, Rebuilt: 92}},
		{HS2007, HS2002, map[Grade]int{Identical: 4450, ScopeLost: 141, Renumbered: 21, Carved: 152, Rebuilt: 288}},
		{HS2002, HS1996, map[Grade]int{Identical: 4714, ScopeLost: 98, Renumbered: 30, Carved: 234, Rebuilt: 148}},
		{HS1996, HS1992, map[Grade]int{Identical: 4539, ScopeLost: 132, Renumbered: 31, Carved: 212, Rebuilt: 199}},
	} {
		got := map[Grade]int{}
		for c := range test.from.Codes(6) {
			got[Continuity(c, test.from, test.to)]++
		}
		for g := range New + 1 {
			if got[g] != test.want[g] {
				t.Errorf("%v from %v: %d are %v, want %d", test.from, test.to, got[g], g, test.want[g])
			}
		}
	}
}

// A grade does not depend on the direction where the number stays.
func TestContinuityBothWays(t *testing.T) {
	gone := 0
	for _, newer := range Editions()[1:] {
		for _, older := range Editions()[:newer-1] {
			for c := range newer.Codes(6) {
				back, there := Continuity(c, newer, older), Continuity(c, older, newer)
				if (back == Identical) != (there == Identical) {
					t.Errorf("%v: %v from %v to %v, %v back", c, there, older, newer, back)
				}
				if newer == older+1 && best(Links(c, newer, older)) == c.String() && back != there {
					t.Errorf("%v: %v from %v to %v, %v back", c, there, older, newer, back)
				}
			}
			for c := range older.Codes(6) {
				g := Continuity(c, older, newer)
				if links := Links(c, older, newer); g == Gone && links != nil || g == Identical && (len(links) != 1 || links[0] != Link{c, OneToOne, true, false}) {
					t.Errorf("%v of %v in %v is %v, with %v", c, older, newer, g, links)
				}
				if g == Gone && newer == older+1 {
					gone++
				}
			}
		}
	}
	if gone != 2 {
		t.Errorf("%d codes are Gone; the UN's tables have two, 291636 and 300219", gone)
	}
}

func TestContinuityOverSteps(t *testing.T) {
	for _, test := range []struct {
		code     string
		from, to Edition
		want     Grade
	}{
		{"690911", HS1992, HS2022, Identical},
		{"690911", HS2022, HS2022, Identical},
		{"69091100", HS2022, HS2017, Identical},
		{"880622", HS2022, HS2012, Rebuilt},
		{"854921", HS2022, HS2012, Rebuilt},
		{"300219", HS2012, HS2022, 0},
		{"300219", HS2017, HS2022, Gone},
		{"6909", HS2022, HS2017, 0},
		{"880622", HS2017, HS2022, 0},
		{"880622", HS2022, 0, 0},
		{"880622", HS2022, 8, 0},
		{"841191", HS2012, HS2022, EwasteLost},
		{"848510", HS2002, HS2022, EwasteLost}, // renumbered 848710 on the way
		{"291636", HS2007, HS2022, Gone},
	} {
		if got := Continuity(MustParse(test.code), test.from, test.to); got != test.want {
			t.Errorf("%s of %v in %v: %v, want %v", test.code, test.from, test.to, got, test.want)
		}
	}
	if Continuity(Code{}, HS2022, HS2017) != 0 {
		t.Error("the zero Code has a grade")
	}
}

func TestWords(t *testing.T) {
	if Grade(0).String() != "unknown" || EwasteLost.String() != "EwasteLost" || New.String() != "New" || Grade(9).String() != "Grade(9)" {
		t.Error("a grade has a wrong name")
	}
	if Relation(0).String() != "unknown" || OneToOne.String() != "OneToOne" || ManyToMany.String() != "ManyToMany" || Relation(5).String() != "Relation(5)" {
		t.Error("a relation has a wrong name")
	}
}

func BenchmarkContinuity(b *testing.B) {
	c := MustParse("901380")
	for b.Loop() {
		Continuity(c, HS2022, HS1992)
	}
}
