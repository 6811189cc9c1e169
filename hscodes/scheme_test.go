package hscodes

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

func entry(code string) Entry { return Entry{Code: MustParse(code)} }

func between(code string, from, to Edition) Entry {
	return Entry{Code: MustParse(code), From: from, To: to}
}

func partial(en Entry) Entry {
	en.Partial = true
	return en
}

func mustScheme(t testing.TB, cats ...Category) *Scheme {
	t.Helper()
	s, err := NewScheme(SchemeInfo{Name: "test"}, cats...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// found writes an answer as one word: "-", or the category, with ~ for a part and
// the code of the entry that decided.
func found(s *Scheme, code string, e Edition) string {
	m, ok := s.Find(MustParse(code), e)
	switch {
	case !ok:
		return "-"
	case m.Whole:
		return m.Category + "/" + m.Entry.Code.String()
	}
	return "~" + m.Category + "/" + m.Entry.Code.String()
}

func TestFind(t *testing.T) {
	s := mustScheme(t,
		Category{Name: "chips", Entries: []Entry{entry("8542"), entry("854231")}},
		Category{Name: "drones", Entries: []Entry{between("8806", HS2022, 0)}},
		Category{Name: "old", Entries: []Entry{between("8803", 0, HS2017), between("8548", HS1992, HS1992), between("8548", HS2022, 0)}},
		Category{Name: "cars", Entries: []Entry{entry("870322")}},
		Category{Name: "plates", Entries: []Entry{partial(entry("732690")), entry("73269098"), entry("6909"), partial(entry("69099000"))}},
	)
	for _, test := range []struct {
		code string
		e    Edition
		want string
	}{
		{"8542", HS2022, "chips/8542"},
		{"85423190", HS2022, "chips/854231"},
		{"854290", HS1992, "chips/8542"},
		{"8541", HS2022, "-"},
		{"880622", HS2022, "drones/8806"},
		{"880622", HS2017, "-"},
		{"880622", 0, "-"},
		{"8542", 0, "chips/8542"},
		{"880310", HS2017, "old/8803"},
		{"880310", HS2022, "-"},
		{"854800", HS1992, "old/8548"},
		{"854800", HS1996, "-"},
		{"854800", HS2022, "old/8548"},
		{"8703", HS2017, "~cars/"},
		{"87", HS2017, "~cars/"},
		{"870322", HS2017, "cars/870322"},
		{"870323", HS2017, "-"},
		{"73269010", HS2017, "~plates/732690"},
		{"73269098", HS2017, "plates/73269098"},
		{"7326909800", HS2017, "plates/73269098"},
		{"7326", HS2017, "~plates/"},
		{"6909", HS2017, "~plates/6909"}, // whole, but a part of it is only partly in
		{"690990", HS2017, "~plates/6909"},
		{"690912", HS2017, "plates/6909"},
		{"69099000", HS2017, "~plates/69099000"},
		{"88", HS2022, "~drones/"},
		{"88", HS2017, "~old/"},
		{"85", HS2022, "~/"}, // chips and old
		{"85", HS2017, "~chips/"},
		{"01", HS2022, "-"},
		{"8542", 99, "-"},
	} {
		if got := found(s, test.code, test.e); got != test.want {
			t.Errorf("Find(%s, %v) = %s, want %s", test.code, test.e, got, test.want)
		}
	}
	if _, ok := s.Find(Code{}, HS2022); ok {
		t.Error("the zero Code was found")
	}
	if got := s.Parts(MustParse("85"), HS2022); !slices.Equal(got, []string{"chips", "old"}) {
		t.Errorf("Parts(85) = %v", got)
	}
	if got := s.Parts(MustParse("85423190"), HS2022); !slices.Equal(got, []string{"chips"}) {
		t.Errorf("Parts(85423190) = %v", got)
	}
	if got := s.Parts(MustParse("01"), HS2022); got != nil {
		t.Errorf("Parts(01) = %v", got)
	}
	for code, want := range map[string]bool{"880622": true, "8806": true, "88": false, "8802": false, "854800": true, "870321": false} {
		if got := s.Known(MustParse(code)); got != want {
			t.Errorf("Known(%s) = %v", code, got)
		}
	}
}

func TestCovers(t *testing.T) {
	s := DualUse()
	for _, test := range []struct {
		category string
		e        Edition
		want     bool
	}{
		{"drones", HS2017, false}, {"drones", HS2022, true}, {"drones", 0, false}, {"semiconductors", 0, true},
		{"semiconductor-equipment", HS2002, true}, {"thermal-imaging", HS2017, true}, {"additive-manufacturing", HS2017, false}, {"ceramics", HS1992, true}, {"none", HS2022, false}, {"semiconductors", 99, false},
	} {
		if got := s.Covers(test.category, test.e); got != test.want {
			t.Errorf("Covers(%s, %v) = %v", test.category, test.e, got)
		}
	}
}

func TestNewSchemeRefuses(t *testing.T) {
	for _, test := range []struct {
		want string
		cats []Category
	}{
		{"at least one category", nil},
		{`category "b": code 854231 (all editions) is also in category "a", by its code 8542 (all editions)`, []Category{{Name: "a", Entries: []Entry{entry("8542")}}, {Name: "b", Entries: []Entry{entry("854231")}}}},
		{`category "a": code 854231 (from HS2007) is also in category "b", by its code 8542 (until HS2017)`, []Category{{Name: "a", Entries: []Entry{between("854231", HS2007, 0)}}, {Name: "b", Entries: []Entry{between("8542", 0, HS2017)}}}},
		{`category "b": code 8542 (HS2017) is also in category "a", by its code 8542 (HS2012 to HS2022)`, []Category{{Name: "a", Entries: []Entry{between("8542", HS2012, HS2022)}}, {Name: "b", Entries: []Entry{between("8542", HS2017, HS2017)}}}},
		{"has no code", []Category{{Name: "a", Entries: []Entry{{}}}}},
		{"no entries", []Category{{Name: "a"}}},
		{"two categories", []Category{{Name: "a", Entries: []Entry{entry("01")}}, {Name: "a", Entries: []Entry{entry("02")}}}},
		{"lower-case", []Category{{Name: "Jet engines", Entries: []Entry{entry("01")}}}},
		{"lower-case", []Category{{Name: "-a", Entries: []Entry{entry("01")}}}},
		{"lower-case", []Category{{Name: "", Entries: []Entry{entry("01")}}}},
		{"before the first", []Category{{Name: "a", Entries: []Entry{between("01", HS2017, HS2012)}}}},
		{"no such edition", []Category{{Name: "a", Entries: []Entry{between("01", 0, 8)}}}},
		{"line break", []Category{{Name: "a", Entries: []Entry{{Code: MustParse("01"), Note: "x\ny"}}}}},
		{"UTF-8", []Category{{Name: "a", Label: "\xff", Entries: []Entry{entry("01")}}}},
	} {
		if s, err := NewScheme(SchemeInfo{}, test.cats...); err == nil || s != nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want an error with %q", err, test.want)
		}
	}
	if _, err := NewScheme(SchemeInfo{Source: "a\nb"}, Category{Name: "a", Entries: []Entry{entry("01")}}); err == nil {
		t.Error("a source of two lines was taken")
	}
	// What does not overlap in time is no conflict.
	mustScheme(t, Category{Name: "a", Entries: []Entry{between("8542", 0, HS2017)}}, Category{Name: "b", Entries: []Entry{between("854231", HS2022, 0)}})
}

// A scheme must not change with what it was made from, or with what it gave out.
func TestSchemeIsImmutable(t *testing.T) {
	entries := []Entry{entry("8542")}
	cats := []Category{{Name: "chips", Label: "Chips", Entries: entries}}
	s := mustScheme(t, cats...)
	hash := s.Hash()
	entries[0] = entry("01")
	cats[0].Name = "x"
	for cat := range s.Categories() {
		cat.Entries[0] = entry("02")
	}
	cat, _ := s.Category("chips")
	cat.Entries[0] = entry("03")
	again := mustScheme(t, slices.Collect(s.Categories())...)
	if found(s, "8542", HS2022) != "chips/8542" || again.Hash() != hash || s.Label("chips") != "Chips" {
		t.Error("the scheme changed")
	}
	if s.Label("none") != "none" {
		t.Errorf("Label of an unknown category is %q", s.Label("none"))
	}
	if _, ok := s.Category("none"); ok {
		t.Error("found a category that is not there")
	}
}

// naive is Find as its documentation says it, without an index.
func naive(s *Scheme, c Code, e Edition) (category string, whole, ok bool) {
	var best *Entry
	for cat := range s.Categories() {
		for i, en := range cat.Entries {
			if en.in(e) && en.Code.Contains(c) && (best == nil || en.Code.Digits() > best.Code.Digits()) {
				best, category = &cat.Entries[i], cat.Name
			}
		}
	}
	if best != nil {
		whole = !best.Partial
		for cat := range s.Categories() {
			seen := map[Code]bool{}
			for _, en := range cat.Entries {
				if en.in(e) && c.Contains(en.Code) && en.Code != c {
					if en.Partial && !seen[en.Code] {
						whole = false
					}
					seen[en.Code] = true
				}
			}
		}
		return category, whole, true
	}
	names := s.Parts(c, e)
	if len(names) == 1 {
		category = names[0]
	}
	return category, false, len(names) > 0
}

func TestFindAgainstNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	made := 0
	for range 4000 {
		var cats []Category
		for _, name := range []string{"a", "b", "c"} {
			cat := Category{Name: name}
			for range 1 + r.IntN(3) {
				from, to := Edition(r.IntN(8)), Edition(r.IntN(8))
				if to != 0 && from > to {
					from, to = to, from
				}
				cat.Entries = append(cat.Entries, Entry{Code: randomCode(r).Truncate(6), From: from, To: to, Partial: r.IntN(3) == 0})
			}
			cats = append(cats, cat)
		}
		s, err := NewScheme(SchemeInfo{}, cats...)
		if err != nil {
			continue
		}
		made++
		for range 100 {
			c, e := randomCode(r), Edition(r.IntN(8))
			m, ok := s.Find(c, e)
			category, whole, want := naive(s, c, e)
			if ok != want || m.Category != category || m.Whole != whole {
				t.Fatalf("Find(%v, %v) = %+v, %v; want %q, %v, %v in\n%+v", c, e, m, ok, category, whole, want, cats)
			}
		}
	}
	if made < 500 {
		t.Errorf("only %d schemes were partitions", made)
	}
}

func TestFindDoesNotAllocate(t *testing.T) {
	s := DualUse()
	codes := []Code{MustParse("85423190"), MustParse("0101210010"), MustParse("85"), MustParse("88062210")}
	if n := testing.AllocsPerRun(100, func() {
		for _, c := range codes {
			s.Find(c, HS2022)
			s.Known(c)
			s.Covers("fibre-optics", HS2022)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFindConcurrently(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				if found(DualUse(), "88062210", HS2022) != "drones/880622" {
					t.Error("lost a drone")
					return
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkFind(b *testing.B) {
	s := DualUse()
	for name, code := range map[string]string{"hit": "85423190", "miss": "01012100", "heading": "8526"} {
		c := MustParse(code)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Find(c, HS2022)
			}
		})
	}
}
