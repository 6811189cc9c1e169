package hscodes

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// clean and diffuse split links as testdata/links.csv writes them.
func clean(links []Link) (codes string, diffuse int) {
	var list []string
	for _, l := range links {
		if l.Diffuse {
			diffuse++
		} else {
			list = append(list, l.Code.String())
		}
	}
	slices.Sort(list)
	return strings.Join(list, " "), diffuse
}

// relations sums up links that are not diffuse: a split if one is, a merger if one is.
func relations(links []Link) string {
	there, back := 0, 0
	for _, l := range links {
		if !l.Diffuse {
			there++
			if l.Relation == ManyToOne || l.Relation == ManyToMany {
				back = 2
			}
		}
	}
	if there == 0 {
		return "none"
	}
	return relation(there, back).String()
}

func best(links []Link) string {
	for _, l := range links {
		if l.Best {
			return l.Code.String()
		}
	}
	return "-"
}

func rows(t *testing.T, file string) [][]string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		all = append(all, strings.Split(line, ","))
	}
	return all
}

func edition(t *testing.T, s string) Edition {
	e, err := ParseEdition(s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The rows were computed from the UN's tables by another program.
func TestKnownLinks(t *testing.T) {
	all := rows(t, "testdata/links.csv")
	if len(all) < 60 {
		t.Fatalf("%d rows", len(all))
	}
	for _, r := range all {
		c, from, to := MustParse(r[1]), edition(t, r[0]), edition(t, r[2])
		links := Links(c, from, to)
		codes, diffuse := clean(links)
		got := fmt.Sprintf("%s,%d,%s,%s,%v", codes, diffuse, relations(links), best(links), Continuity(c, from, to))
		if want := strings.Join(r[3:], ","); got != want {
			t.Errorf("%s %s in %s:\n got %s\nwant %s", r[0], r[1], r[2], got, want)
		}
	}
}

// Over several steps: worked out by hand along the table.
func TestLinksOverSteps(t *testing.T) {
	for _, test := range []struct {
		code     string
		from, to Edition
		want     string
	}{
		{"880622", HS2022, HS2012, "852580* 880211 880220"},
		{"690721", HS2022, HS2012, "690790* 690710 690810 690890"},
		{"690911", HS2022, HS1992, "690911*"},
		{"690911", HS1992, HS2022, "690911*"},
		{"69091100", HS1992, HS2022, "690911*"},
		{"854800", HS1992, HS1992, "854800*"},
		{"854800", HS2022, HS2012, "854890*"},
		{"848510", HS2002, HS2022, "848710* 854921 854929 854931 854939 854991 854999"}, // a propeller, no printer
		{"854921", HS2022, HS2012, ""},                                                  // diffuse at the first step
		{"300219", HS2012, HS2022, ""},                                                  // HS2012 has no such code
		{"300219", HS2017, HS2022, ""},                                                  // the UN's table has no successor
		{"8806", HS2022, HS2017, ""},
		{"999999", HS2022, HS2017, ""},
		{"880622", 0, HS2017, ""}, {"880622", HS2022, 0, ""}, {"880622", HS2022, 99, ""}, {"880622", 99, HS2022, ""},
	} {
		c, _ := Parse(test.code)
		var got []string
		for _, l := range Links(c, test.from, test.to) {
			text := l.Code.String()
			if l.Best {
				text += "*"
			}
			got = append(got, text)
		}
		if text := strings.Join(got, " "); text != test.want {
			t.Errorf("%s of %v in %v: %s; want %s", test.code, test.from, test.to, text, test.want)
		}
	}
	if Links(Code{}, HS2022, HS2017) != nil {
		t.Error("the zero Code has links")
	}
}

// Numbers that vanished and came back are never linked for being the same number, so
// most of those with other goods are not linked to themselves at all.
func TestReusedNumbers(t *testing.T) {
	unlinked := strings.Fields("020741 020742 020743 290341 290342 290343 290344 290345 290346 290347 290349 290351 290359 290361 290362 290369 440721 440722 440723 441011 441830 848510 848590 852491 852499")
	// The tables lead back to these, by way of other numbers, because the goods did
	// come back (electrical parts of 854800 were in 854890) or may have (854340).
	linked := strings.Fields("070952 081030 120710 120730 120760 121292 130214 151560 291817 292112 293010 441019 441291 441292 701090 741810 761510 845690 854310 854340 854800")
	var gotUnlinked, gotLinked []string
	for _, c := range reused() {
		found := false
		eachGap(c, func(from, to Edition) {
			for _, l := range append(Links(c, from, to), Links(c, to, from)...) {
				found = found || l.Code == c
			}
			if a, b := Continuity(c, from, to), Continuity(c, to, from); a == Identical || b == Identical {
				t.Errorf("%v of %v and of %v: %v, %v", c, from, to, a, b)
			}
		})
		if found {
			gotLinked = append(gotLinked, c.String())
		} else {
			gotUnlinked = append(gotUnlinked, c.String())
		}
	}
	if !slices.Equal(gotUnlinked, unlinked) || !slices.Equal(gotLinked, linked) {
		t.Errorf("not linked to themselves: %v\nlinked: %v", gotUnlinked, gotLinked)
	}
}

// eachGap calls do with the editions that have c, with some between that have not.
func eachGap(c Code, do func(from, to Edition)) {
	for from := HS1992; from <= newest; from++ {
		for to := from + 2; to <= newest; to++ {
			gap := false
			for e := from; e <= to; e++ {
				gap = gap || !e.Has(c)
			}
			if gap && from.Has(c) && to.Has(c) {
				do(from, to)
			}
		}
	}
}

// reused returns the codes that vanish and come back, in order.
func reused() []Code {
	seen := map[Code]bool{}
	for _, e := range Editions() {
		for c := range e.Codes(6) {
			eachGap(c, func(_, _ Edition) { seen[c] = true })
		}
	}
	return slices.SortedFunc(maps.Keys(seen), Code.Compare)
}

// Between neighbours every link leads back, diffuse or not, with the relation turned
// round; over several steps those that are not diffuse do.
func TestLinksAreSymmetric(t *testing.T) {
	turned := map[Relation]Relation{OneToOne: OneToOne, OneToMany: ManyToOne, ManyToOne: OneToMany, ManyToMany: ManyToMany}
	type pair struct {
		a, b Code
		r    Relation
		d    bool
	}
	check := func(from, to Edition, diffuse bool) {
		back := map[pair]bool{}
		n := 0
		for c := range to.Codes(6) {
			for _, l := range Links(c, to, from) {
				if diffuse || !l.Diffuse {
					back[pair{l.Code, c, turned[l.Relation], l.Diffuse}] = true
				}
			}
		}
		for c := range from.Codes(6) {
			for _, l := range Links(c, from, to) {
				if diffuse || !l.Diffuse {
					n++
					if !back[pair{c, l.Code, l.Relation, l.Diffuse}] {
						t.Fatalf("%v %v in %v has the link %+v, which does not lead back", from, c, to, l)
					}
				}
			}
		}
		if n != len(back) {
			t.Errorf("%v to %v: %d links there, %d back", from, to, n, len(back))
		}
	}
	for _, e := range Editions()[1:] {
		check(e-1, e, true)
	}
	check(HS2007, HS2022, false)
	check(HS1992, HS2022, false)
}

// checkLinks is what holds for any answer.
func checkLinks(t *testing.T, c Code, from, to Edition, links []Link) {
	seen := map[Code]bool{}
	for i, l := range links {
		if !to.Has(l.Code) || l.Code.Digits() != 6 || seen[l.Code] {
			t.Fatalf("%v of %v in %v: %v is not a code, or there twice", c, from, to, l.Code)
		}
		seen[l.Code] = true
		if l.Best && (i > 0 || l.Diffuse) || l.Relation < OneToOne || l.Relation > ManyToMany {
			t.Fatalf("%v of %v in %v: link %d is %+v", c, from, to, i, l)
		}
		if i > 0 && !links[i-1].Best && (links[i-1].Diffuse && !l.Diffuse || links[i-1].Diffuse == l.Diffuse && links[i-1].Code.Compare(l.Code) >= 0) {
			t.Fatalf("%v of %v in %v: %v and %v are out of order", c, from, to, links[i-1].Code, l.Code)
		}
	}
	if len(links) > 0 && !from.Has(c) {
		t.Fatalf("%v is not in %v, but has links", c, from)
	}
}

func TestAllLinks(t *testing.T) {
	for _, from := range Editions() {
		for _, to := range Editions() {
			if testing.Short() && (from > HS1996 && to > HS1996) {
				continue
			}
			without := 0
			for c := range from.Codes(6) {
				links := Links(c, from, to)
				checkLinks(t, c, from, to, links)
				if len(links) == 0 {
					without++
				}
			}
			t.Logf("%v to %v: %d codes without a link", from, to, without)
		}
	}
}

func FuzzLinks(f *testing.F) {
	for _, s := range []string{"880622", "85423190", "8806", "999999", "01", "854921"} {
		f.Add(s, uint8(HS2022), uint8(HS2017))
		f.Add(s, uint8(HS1992), uint8(99))
	}
	f.Fuzz(func(t *testing.T, s string, from, to uint8) {
		c, _ := Parse(s)
		a, b := Edition(from), Edition(to)
		links := Links(c, a, b)
		checkLinks(t, c, a, b, links)
		if g := Continuity(c, a, b); g > New || (g == 0) != (c.Digits() < 6 || !a.Has(c) || b == 0 || b > newest) {
			t.Errorf("%v of %v in %v: %v", c, a, b, g)
		}
		for d := range b.Codes(2) {
			_ = b.Children(d)
		}
	})
}

func BenchmarkLinks(b *testing.B) {
	for _, bench := range []struct {
		name     string
		code     string
		from, to Edition
	}{
		{"same number", "690911", HS2022, HS2017},
		{"split", "852580", HS2017, HS2022},
		{"diffuse", "854921", HS2022, HS2017},
		{"six steps", "852589", HS2022, HS1992},
	} {
		c := MustParse(bench.code)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Links(c, bench.from, bench.to)
			}
		})
	}
}
