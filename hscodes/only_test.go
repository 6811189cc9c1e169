package hscodes

import (
	"bytes"
	"strings"
	"testing"
)

func graded(code, role, precision string, from, to Edition) Entry {
	return Entry{Code: MustParse(code), From: from, To: to, Role: role, Precision: precision}
}

func TestOnly(t *testing.T) {
	for _, test := range []struct {
		role, precision string
		code            string
		e               Edition
		want            string
	}{
		{"", "high", "880622", HS2022, "drones/880622"},
		{"", "high", "880610", HS2022, "-"}, // low, though its heading is high
		{"", "high", "880621", HS2022, "-"},
		{"", "medium", "880621", HS2022, "drones/880621"},
		{"", "medium", "880610", HS2022, "-"},
		{"", "medium", "8806", HS2022, "~drones/"},
		{"", "low", "8806", HS2022, "drones/8806"},
		{"whole", "", "8806", HS2022, "drones/8806"},
		{"whole", "", "880730", HS2022, "-"},
		{"part", "", "880730", HS2022, "aircraft-parts/880730"},
		{"input", "medium", "8542", HS2022, "~semiconductors/"},
		{"input", "medium", "854231", HS2022, "semiconductors/854231"},
		{"input", "medium", "854290", HS2022, "-"},
		{"input", "medium", "85421300", HS1996, "semiconductors/854213"}, // by the heading, before
		{"input", "medium", "854221", HS2002, "semiconductors/854221"},
		{"input", "medium", "854290", HS2002, "-"},
		{"", "medium", "810810", HS1996, "titanium/8108"}, // scrap has a code since HS2002
		{"", "medium", "810830", HS2002, "-"},
		{"", "medium", "810820", HS2002, "titanium/810820"},
		{"", "medium", "8108", HS1996, "titanium/8108"},
		{"", "medium", "8108", HS2002, "~titanium/"},
		{"", "high", "8457", HS2022, "machine-tools/8457"},
		{"", "high", "845811", HS2022, "machine-tools/845811"},
		{"", "high", "845819", HS2022, "-"},
		{"whole", "low", "852589", HS2022, "~thermal-imaging/852589"}, // still Partial
	} {
		s, err := DualUse().Only(test.role, test.precision)
		if err != nil {
			t.Errorf("Only(%q, %q): %v", test.role, test.precision, err)
		} else if got := found(s, test.code, test.e); got != test.want {
			t.Errorf("Only(%q, %q): %s in %v is in %s, want %s", test.role, test.precision, test.code, test.e, got, test.want)
		}
	}
}

// For every subheading of every edition the narrowed scheme says what the whole one
// says, if the deciding entry passes, and else nothing.
func TestOnlySaysTheSame(t *testing.T) {
	full := DualUse()
	for _, role := range []string{"", "whole", "part", "input"} {
		for _, precision := range []string{"", "high", "medium", "low"} {
			s, err := full.Only(role, precision)
			if err != nil {
				if role != "part" || precision != "high" { // there are none
					t.Errorf("Only(%q, %q): %v", role, precision, err)
				}
				continue
			}
			if role == "" && precision == "" {
				if s != full {
					t.Error("asking for nothing gives another scheme")
				}
				continue
			}
			for _, e := range Editions() {
				for c := range e.Codes(6) {
					m, ok := full.listed(c, e)
					ok = ok && (role == "" || m.Entry.Role == role) && (precision == "" || rank(m.Entry.Precision) >= rank(precision))
					got, in := s.Find(c, e)
					if in != ok || in && (got.Category != m.Category || got.Whole != m.Whole || got.Entry.Role != m.Entry.Role || got.Entry.Precision != m.Entry.Precision) {
						t.Errorf("Only(%q, %q): %v in %v: %v %+v, in the whole scheme %+v", role, precision, c, e, in, got, m)
					}
				}
			}
		}
	}
}

func TestOnlyIsAScheme(t *testing.T) {
	full := DualUse()
	if s, err := full.Only("", ""); err != nil || s != full {
		t.Errorf("nothing asked: %v", err)
	}
	hashes := map[string]bool{full.Hash(): true}
	for _, test := range [][3]string{
		{"whole", "high", "dual-use, only whole, precision high"},
		{"whole", "", "dual-use, only whole"},
		{"", "medium", "dual-use, precision medium or higher"},
		{"", "low", "dual-use, precision low or higher"},
	} {
		s, err := full.Only(test[0], test[1])
		if err != nil {
			t.Fatal(err)
		}
		if s.Name() != test[2] || s.Version() != full.Version() || s.Published() != full.Published() || s.Source() != full.Source() || s.Edition() != 0 {
			t.Errorf("%s, version %s, published %s, source %s, edition %v", s.Name(), s.Version(), s.Published(), s.Source(), s.Edition())
		}
		if hashes[s.Hash()] {
			t.Errorf("%s has the hash of another", s.Name())
		}
		hashes[s.Hash()] = true
		for cat := range s.Categories() {
			if whole, _ := full.Category(cat.Name); cat.Label != whole.Label || len(cat.Entries) == 0 {
				t.Errorf("%s: %+v", s.Name(), cat)
			}
		}
		var b bytes.Buffer
		if err := WriteScheme(&b, s); err != nil {
			t.Fatal(err)
		}
		if back, err := ReadScheme(&b); err != nil || back.Hash() != s.Hash() {
			t.Errorf("%s does not come back: %v", s.Name(), err)
		}
	}
	s, err := full.Only("whole", "high")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Category("batteries"); ok {
		t.Error("batteries, all inputs, are among what is whole")
	}
}

// Open ends stay open, and holes are cut only in their own editions.
func TestOnlyEditions(t *testing.T) {
	s := mustScheme(t, Category{Name: "a", Entries: []Entry{
		graded("6909", "", "high", 0, 0),
		graded("690990", "", "low", 0, 0),
		graded("8108", "", "high", 0, 0),
		graded("810830", "", "low", HS2012, HS2012),
		graded("8542", "", "low", 0, HS1992),
		graded("8542", "", "high", 0, HS1996), // in HS1992 the first of equals decides
		graded("7326", "", "high", HS2017, 0),
		graded("73269098", "", "high", 0, 0), // finer, and passes too: no hole
	}})
	s, err := s.Only("", "high")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteScheme(&b, s); err != nil {
		t.Fatal(err)
	}
	want := `# name: test, precision high
category,label,code,from,to,role,precision,partial,note
a,,690911,,,,high,,of 6909
a,,690919,,,,high,,of 6909
a,,690912,HS1996,,,high,,of 6909
a,,8108,,HS2007,,high,,
a,,8108,HS2017,,,high,,
a,,810820,HS2012,HS2012,,high,,of 8108
a,,810890,HS2012,HS2012,,high,,of 8108
a,,8542,HS1996,HS1996,,high,,
a,,7326,HS2017,,,high,,
a,,73269098,,,,high,,
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestOnlyErrors(t *testing.T) {
	national := mustScheme(t, Category{Name: "steel", Entries: []Entry{graded("7326", "whole", "high", 0, 0), graded("73269098", "part", "high", 0, 0)}})
	for _, test := range []struct {
		s               *Scheme
		role, precision string
		want            string
	}{
		{DualUse(), "", "High", `precision "High": expected high, medium or low`},
		{DualUse(), "", "best", "expected high, medium or low"},
		{DualUse(), "parts", "", "the roles in it are input, part, whole"},
		{DualUse(), "part", "high", `no entry is left in "dual-use, only part, precision high"`},
		{HighPriority(), "", "low", "the precisions empty"},
		{national, "whole", "", `category "steel": 73269098 (HS1992) cannot be left out of 7326: no list of subheadings names the rest`},
	} {
		if s, err := test.s.Only(test.role, test.precision); err == nil || s != nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Only(%q, %q): %v, want %s", test.role, test.precision, err, test.want)
		}
	}
	if s, err := national.Only("part", ""); err != nil || found(s, "7326", HS2022) != "~steel/" {
		t.Errorf("the national line alone: %v", err)
	}
}
