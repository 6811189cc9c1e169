package hscodes

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func names(s *Scheme) []string {
	var names []string
	for cat := range s.Categories() {
		names = append(names, cat.Name)
	}
	return names
}

// The files in this folder are in the very form that WriteScheme writes.
func TestEmbeddedFiles(t *testing.T) {
	for _, test := range []struct {
		s    *Scheme
		text string
	}{{DualUse(), dualUseCSV}, {HighPriority(), highPriorityCSV}, {Chapters(), chaptersCSV}} {
		var b bytes.Buffer
		if err := WriteScheme(&b, test.s); err != nil || b.String() != test.text {
			t.Errorf("%s would be written otherwise: %v", test.s.Name(), err)
		}
		if test.s.Name() == "" || test.s.Version() == "" || test.s.Source() == "" || len(test.s.Hash()) != 64 {
			t.Errorf("%s does not say what it is", test.s.Name())
		}
	}
}

func TestDualUse(t *testing.T) {
	s := DualUse()
	want := strings.Fields(`drones drone-parts ceramics optics titanium helicopters aircraft-parts jet-engines thermal-imaging radio
		navigation semiconductors electronic-components computers semiconductor-equipment test-equipment machine-tools
		additive-manufacturing bearings body-armour nitrocellulose explosives batteries fibre-optics`)
	if got := names(s); !slices.Equal(got, want) {
		t.Errorf("categories %v", got)
	}
	page, err := os.ReadFile("DUALUSE.md")
	if err != nil {
		t.Fatal(err)
	}
	for cat := range s.Categories() {
		if cat.Label == "" || !strings.Contains(string(page), "| "+cat.Name+" |") {
			t.Errorf("%s has no label, or is not in DUALUSE.md", cat.Name)
		}
		for _, en := range cat.Entries {
			if en.Note == "" || !slices.Contains([]string{"whole", "part", "input"}, en.Role) || !slices.Contains([]string{"high", "medium", "low"}, en.Precision) {
				t.Errorf("%s %v: role %q, precision %q, note %q", cat.Name, en.Code, en.Role, en.Precision, en.Note)
			}
		}
	}
}

// Where rows as publishers write them belong: headings, subheadings and lines of
// the European Union's Combined Nomenclature. ~ is a part.
func TestDualUseRows(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(`
8806      HS2022  drones/8806
88062210  HS2022  drones/880622
88062210  HS2017  -
8807      HS2022  aircraft-parts/8807
88073000  HS2022  aircraft-parts/880730
8803      HS2017  aircraft-parts/8803
88039090  HS2017  aircraft-parts/880390
8803      HS2022  -
8802      HS2022  ~helicopters/
88021100  HS2017  helicopters/880211
88022000  HS2017  ~drones/
85258000  HS2017  ~/
852589    HS2022  ~thermal-imaging/852589
85258300  HS2022  thermal-imaging/852583
85255000  HS2022  radio/852550
85269120  HS2022  navigation/852691
852692    HS2022  drone-parts/852692
8526      HS2022  ~/
85291065  HS2022  radio/852910
85299000  HS2022  -
85171300  HS2022  -
85176200  HS2017  radio/851762
85177100  HS2022  radio/851771
85177900  HS2017  -
8541      HS2017  semiconductors/8541
85414300  HS2022  semiconductors/8541
85415100  HS2022  semiconductors/854151
85423190  HS2022  semiconductors/854231
85429000  HS1992  semiconductors/854290
854890    HS2017  electronic-components/854890
854810    HS2017  -
8548      HS2017  ~electronic-components/
854800    HS1992  electronic-components/854800
854800    HS2022  electronic-components/854800
854800    HS2012  -
69099000  HS2022  ceramics/690990
69091200  HS2022  ceramics/690912
6909      HS2022  ceramics/6909
69141000  HS2022  -
69149000  HS2022  -
8411      HS2022  ~jet-engines/
84111100  HS2022  jet-engines/841111
84118100  HS2022  -
84119100  HS2022  jet-engines/841191
84121000  HS2022  jet-engines/841210
84122120  HS2022  -
84591000  HS2022  machine-tools/8459
84613090  HS2022  machine-tools/8461
84669280  HS2022  machine-tools/8466
848510    HS2022  additive-manufacturing/8485
848510    HS2002  -
8471      HS2022  ~computers/
84713000  HS2022  -
84715000  HS2022  computers/847150
84822000  HS2022  bearings/848220
84829110  HS2022  bearings/8482
90051000  HS2022  optics/900510
9013      HS2017  ~optics/9013
90138000  HS2017  ~optics/901380
90138090  HS2022  optics/901380
90131090  HS2017  optics/901310
9001      HS2022  ~/
90011090  HS2022  fibre-optics/900110
90065310  HS2022  -
90152010  HS2022  -
90269000  HS2022  -
90312000  HS2022  -
732690    HS2022  ~body-armour/732690
810890    HS1992  titanium/810890
3601      HS2022  explosives/3601
93        HS2022  -
`), "\n") {
		f := strings.Fields(line)
		e, err := ParseEdition(f[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := found(DualUse(), f[0], e); got != f[2] {
			t.Errorf("Find(%s, %s) = %s, want %s", f[0], f[1], got, f[2])
		}
	}
}

func TestHighPriority(t *testing.T) {
	s := HighPriority()
	if s.Version() != "2024-02-23" || s.Published() != "2024-02-23" || s.Edition() != HS2022 {
		t.Errorf("version %s, published %s, edition %v", s.Version(), s.Published(), s.Edition())
	}
	var got []string
	since := map[Edition]int{}
	for cat := range s.Categories() {
		got = append(got, fmt.Sprintf("%s %d", cat.Name, len(cat.Entries)))
		for _, en := range cat.Entries {
			since[en.From]++
			if en.To != HS2022 || en.Partial || en.Code.Digits() != 6 {
				t.Errorf("%+v", en)
			}
		}
	}
	if want := []string{"tier-1 4", "tier-2 5", "tier-3a 16", "tier-3b 9", "tier-4a 11", "tier-4b 5"}; !slices.Equal(got, want) {
		t.Errorf("tiers %v", got)
	}
	if since[HS2012] != 42 || since[HS2022] != 8 {
		t.Errorf("entries by first edition: %v", since)
	}
	if got := found(s, "90138000", HS2017); got != "~tier-3b/" {
		t.Errorf("901380 of HS2017, with the display panels, is in %s", got)
	}
	for _, code := range []string{"852589", "854149", "854151", "854159", "854800", "880730"} {
		if found(s, code, HS2022) == "-" || found(s, code, HS2017) != "-" || !s.Known(MustParse(code)) {
			t.Errorf("%s must be known in HS2022 only", code)
		}
	}
	for _, test := range [][2]string{{"85423190", "tier-1/854231"}, {"854290", "-"}, {"8542", "~tier-1/"}, {"852691", "tier-2/852691"}, {"852910", "tier-3a/852910"}, {"901310", "tier-3b/901310"}, {"902750", "tier-4a/902750"}, {"84571010", "tier-4b/845710"}} {
		if got := found(s, test[0], HS2022); got != test[1] {
			t.Errorf("%s is in %s, want %s", test[0], got, test[1])
		}
	}
}

func TestChapters(t *testing.T) {
	s := Chapters()
	all := names(s)
	if len(all) != 96 || all[0] != "chapter-01" || all[95] != "chapter-97" || slices.Contains(all, "chapter-77") {
		t.Errorf("%d chapters: %v", len(all), all)
	}
	for _, name := range all {
		number := strings.TrimPrefix(name, "chapter-")
		for e := range newest + 1 {
			if got := found(s, number+"019900", e); got != name+"/"+number {
				t.Errorf("%s019900 in %v is in %s", number, e, got)
			}
		}
		if !strings.HasPrefix(s.Label(name), number+" ") {
			t.Errorf("%s is labelled %q", name, s.Label(name))
		}
	}
	if got := found(s, "999999", HS2022); got != "-" {
		t.Errorf("999999 is in %s", got)
	}
}
