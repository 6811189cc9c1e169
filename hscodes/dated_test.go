package hscodes

import (
	"strings"
	"testing"
	"time"
)

func size(s *Scheme) (n int) {
	for _, cat := range s.cats {
		n += len(cat.Entries)
	}
	return n
}

func TestHighPriorityAsOf(t *testing.T) {
	for _, test := range []struct {
		date  string
		codes int
	}{
		{"2023-05-19", 9},
		{"2023-09-25", 9},
		{"2023-09-26", 45},
		{"2024-02-22", 45},
		{"2024-02-23", 50},
		{"2026-01-01", 50},
	} {
		date, err := time.Parse(time.DateOnly, test.date)
		if err != nil {
			t.Fatal(err)
		}
		// Late in the day, far in the west, it is still that day.
		for _, d := range []time.Time{date, time.Date(date.Year(), date.Month(), date.Day(), 23, 59, 0, 0, time.FixedZone("", -12*3600))} {
			s, err := HighPriorityAsOf(d)
			if err != nil || size(s) != test.codes {
				t.Errorf("%v: %v", d, err)
			}
		}
	}
	for _, d := range []time.Time{{}, time.Date(2023, 5, 18, 23, 59, 0, 0, time.UTC)} {
		if s, err := HighPriorityAsOf(d); err == nil || s != nil || !strings.Contains(err.Error(), "2023-05-19") {
			t.Errorf("%v: %v", d, err)
		}
	}
}

func TestHighPriorityVersions(t *testing.T) {
	all := HighPriorityVersions()
	hashes := map[string]bool{}
	for i, v := range all {
		s, err := HighPriorityAsOf(v.Date)
		if err != nil {
			t.Fatal(err)
		}
		if v.Version != v.Date.Format(time.DateOnly) || v.Codes != size(s) || v.Note == "" || s.Version() != v.Version {
			t.Errorf("%+v, but the scheme is version %s with %d codes", v, s.Version(), size(s))
		}
		if i > 0 && !all[i-1].Date.Before(v.Date) {
			t.Errorf("%s is not after %s", v.Version, all[i-1].Version)
		}
		if v.Certain == strings.Contains(s.Published(), "or earlier") {
			t.Errorf("%s: certain %v, published %q", v.Version, v.Certain, s.Published())
		}
		if s != HighPriority() && !strings.Contains(s.Source(), v.Note) {
			t.Errorf("%s: source %q", v.Version, s.Source())
		}
		hashes[s.Hash()] = true
	}
	if last := all[len(all)-1]; len(hashes) != len(all) || last.Version != HighPriority().Version() {
		t.Errorf("%d hashes, last version %s", len(hashes), last.Version)
	}
	first, err := HighPriorityAsOf(all[0].Date)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range strings.Fields("854231 854232 854233 854239 851762 852691 853221 853224 854800") {
		if found(first, code, HS2022) == "-" {
			t.Errorf("%s is not in the first version", code)
		}
	}
}
