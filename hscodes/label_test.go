package hscodes

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLabels(t *testing.T) {
	listed := map[Code]bool{}
	for _, s := range []*Scheme{DualUse(), HighPriority(), Chapters()} {
		for _, cat := range s.cats {
			for _, en := range cat.Entries {
				listed[en.Code] = true
				if labels()[en.Code] == "" {
					t.Errorf("%v in %s has no label", en.Code, s.Name())
				}
			}
		}
	}
	var codes []string
	for _, line := range strings.Split(strings.TrimSpace(labelsCSV), "\n")[1:] {
		code, _, _ := strings.Cut(line, ",")
		codes = append(codes, code)
		l := labels()[MustParse(code)]
		if l == "" || utf8.RuneCountInString(l) >= 40 || strings.TrimSpace(l) != l || !listed[MustParse(code)] {
			t.Errorf("%s: %q", code, l)
		}
	}
	if !slices.IsSorted(codes) || len(slices.Compact(codes)) != len(labels()) {
		t.Error("labels.csv is not in order, or has a code twice")
	}
}

func TestLabel(t *testing.T) {
	for code, want := range map[string]string{
		"848210":   "ball bearings",
		"84821010": "ball bearings",
		"848240":   "rolling bearings",
		"870322":   "vehicles",
		"88":       "aircraft, spacecraft",
		"88061000": "passenger drones",
		"77":       "",
		"999999":   "",
	} {
		if got := Label(MustParse(code)); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	if got := Label(Code{}); got != "" {
		t.Errorf("the zero Code is %q", got)
	}
}
