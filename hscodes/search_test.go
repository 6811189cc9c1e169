package hscodes

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// hits writes what Search found, each as scheme/category/code.
func hits(words string) []string {
	var all []string
	for _, f := range Search(words) {
		all = append(all, fmt.Sprintf("%s/%s/%v", f.Scheme, f.Category, f.Code))
	}
	return all
}

func TestSearch(t *testing.T) {
	for _, test := range []struct{ words, first string }{
		// The label before the category, the category before the note.
		{"helicopter", "dual-use/helicopters/880211 dual-use/helicopters/880212 dual-use/aircraft-parts/880330 dual-use/jet-engines/841122"},
		{"HELICOPTERS", "dual-use/helicopters/880211 dual-use/helicopters/880212"},
		{"ball bearing", "dual-use/bearings/848210 common-high-priority-list/tier-3b/848210"},
		{"bearings ball", "dual-use/bearings/848210 common-high-priority-list/tier-3b/848210"},
		{"battery", "dual-use/batteries/850650 dual-use/batteries/850760 dual-use/batteries/850790"},
		{"sponge", "dual-use/titanium/810820"},
		{"live animals", "hs-chapters/chapter-01/01"},
		{"8802 helicopters", "dual-use/helicopters/880211 dual-use/helicopters/880212"},
		{"drone 854", "dual-use/fibre-optics/854470"},

		{"8542", "dual-use/semiconductors/8542 hs-chapters/chapter-85/85 dual-use/semiconductors/854231 common-high-priority-list/tier-1/854231"},
		{" 8542.31 ", "dual-use/semiconductors/854231 common-high-priority-list/tier-1/854231 dual-use/semiconductors/8542 hs-chapters/chapter-85/85"},
		{"85423190", "dual-use/semiconductors/854231 common-high-priority-list/tier-1/854231 dual-use/semiconductors/8542 hs-chapters/chapter-85/85"},
		{"870322", "hs-chapters/chapter-87/87"},
		{"854800", "dual-use/electronic-components/854800 common-high-priority-list/tier-2/854800 dual-use/electronic-components/8548 hs-chapters/chapter-85/85"},
	} {
		want := strings.Fields(test.first)
		if got := hits(test.words); !slices.Equal(got[:min(len(got), len(want))], want) {
			t.Errorf("%q finds\n%s\nwant\n%s", test.words, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	for _, words := range []string{"", "  ", ".-", "zeppelin", "helicopter bearing", "999999", "77"} {
		if got := Search(words); got != nil {
			t.Errorf("%q finds %v", words, got)
		}
	}
	if n := len(Search("chapter")); n != 96 {
		t.Errorf("%d chapters", n)
	}
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"", "helicopter", "8542.31", "DC motors 750", "\xff", "İ", "88 06", "ies"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		seen := map[Found]bool{}
		for _, found := range Search(words) {
			if seen[found] || found.Label != Label(found.Code) || found.Label == "" || found.Category == "" {
				t.Errorf("%q finds %+v", words, found)
			}
			seen[found] = true
		}
		if strings.TrimSpace(words) == "" && len(seen) > 0 {
			t.Errorf("%q finds something", words)
		}
	})
}
