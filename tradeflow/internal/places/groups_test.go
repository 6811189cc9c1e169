package places

import (
	"regexp"
	"slices"
	"strconv"
	"testing"
)

func month(year, month int) int { return year*12 + month - 1 }

func TestMembership(t *testing.T) {
	for _, test := range []struct {
		group, code string
		year, month int
		want        bool
	}{
		{"EU", "GBR", 2020, 1, true}, {"EU", "GBR", 2020, 2, false}, {"EU", "HRV", 2013, 6, false}, {"EU", "HRV", 2013, 7, true}, {"EU", "DEU", 1957, 12, false},
		{"EU27", "HRV", 2000, 1, true}, {"EU27", "GBR", 2000, 1, false}, {"EU28", "GBR", 2023, 1, true},
		{"EA", "HRV", 2022, 12, false}, {"EA", "HRV", 2023, 1, true}, {"EA", "BGR", 2025, 12, false}, {"EA", "BGR", 2026, 1, true}, {"EA20", "BGR", 2026, 1, false},
		{"EAEU", "RUS", 2014, 12, false}, {"EAEU", "ARM", 2015, 1, true}, {"EAEU", "KGZ", 2015, 7, false}, {"EAEU", "KGZ", 2015, 8, true},
		{"CIS", "GEO", 2009, 7, true}, {"CIS", "GEO", 2009, 8, false}, {"CIS", "UKR", 2018, 4, true}, {"CIS", "UKR", 2018, 5, false},
		{"CIS", "TKM", 2005, 8, false}, {"CIS", "MDA", 2024, 12, true}, {"CIS", "EST", 2000, 1, false},
		{"G7", "RUS", 2005, 1, false}, {"G7", "CAN", 1975, 12, false}, {"G7", "CAN", 1976, 6, true},
		{"OECD", "LTU", 2018, 6, false}, {"OECD", "LTU", 2018, 7, true}, {"OECD", "CHN", 2024, 1, false},
		{"COALITION", "TWN", 2024, 1, true}, {"COALITION", "S19", 2015, 1, true}, {"COALITION", "USA", 2024, 1, true}, {"COALITION", "CN-199", 2024, 1, false}, {"COALITION", "CHN", 2024, 1, false},
		{"NONE", "USA", 2024, 1, false}, {"", "", 2024, 1, false},
	} {
		if got := Member(test.group, test.code, month(test.year, test.month)); got != test.want {
			t.Errorf("%s in %s in %d-%02d: %v, want %v", test.code, test.group, test.year, test.month, got, test.want)
		}
	}
}

func TestGroupSizes(t *testing.T) {
	if got, want := Groups(), []string{"CIS", "COALITION", "EA", "EA20", "EAEU", "EU", "EU27", "EU28", "G7", "OECD"}; !slices.Equal(got, want) {
		t.Errorf("Groups() = %q, want %q", got, want)
	}
	for group, want := range map[string]int{"CIS": 9, "COALITION": 40, "EA": 20, "EA20": 20, "EAEU": 5, "EU": 27, "EU27": 27, "EU28": 28, "G7": 7, "OECD": 38} {
		if got := Members(group, month(2024, 12)); len(got) != want || !slices.IsSorted(got) {
			t.Errorf("%s had %d members in 2024, want %d: %q", group, len(got), want, got)
		}
	}
	for year, want := range map[int]int{1957: 0, 1958: 6, 1973: 9, 1981: 10, 1986: 12, 1995: 15, 2004: 25, 2007: 27, 2013: 28, 2019: 28, 2020: 27} {
		if got := len(Members("EU", month(year, 12))); got != want {
			t.Errorf("the EU had %d members in %d, want %d", got, year, want)
		}
	}
	seen := map[[2]string]bool{}
	for _, row := range rows(groupsTable) {
		if key := [2]string{row[0], row[1]}; seen[key] {
			t.Errorf("%s twice in %s", row[1], row[0])
		} else {
			seen[key] = true
		}
		if name, ok := Name(row[1]); !ok || IsGroup(row[1]) {
			t.Errorf("%s: member %s (%q) is unknown or a group", row[0], row[1], name)
		}
		if _, ok := Name(row[0]); !ok || !IsGroup(row[0]) {
			t.Errorf("%s has no name, or is no group", row[0])
		}
	}
	if Note("COALITION") == "" || Note("EU27") != "" {
		t.Error("the coalition needs a note, the EU none")
	}
}

// TestEurostatsDates: Eurostat's own labels carry the dates of its aggregates.
func TestEurostatsDates(t *testing.T) {
	for group, label := range map[string]string{
		"EU": "European Union (AT-01/1995, BE-01/1958, BG-01/2007, CY-05/2004, CZ-05/2004, DE-01/1958, DK-01/1973, EE-05/2004, ES-01/1986, FI-01/1995, FR-01/1958, GB-01/1973->01/2020, GR-01/1981, HR-07/2013, HU-05/2004, IE-01/1973, IT-01/1958, LT-05/2004, LU-01/1958, LV-05/2004, MT-05/2004, NL-01/1958, PL-05/2004, PT-01/1986, RO-01/2007, SE-01/1995, SI-05/2004, SK-05/2004)",
		"EA": "Euro area (AT-01/1999, BE-01/1999, CY-01/2008, DE-01/1999, EE-01/2011, ES-01/1999, FI-01/1999, FR-01/1999, GR-01/2001, HR-01/2023, IE-01/1999, IT-01/1999, LT-01/2015, LU-01/1999, LV-01/2014, MT-01/2008, NL-01/1999, PT-01/1999, SI-01/2007, SK-01/2009)",
	} {
		if code, _ := ByLabel(label); code != group {
			t.Errorf("%q is %q, want %q", label, code, group)
		}
		for _, m := range regexp.MustCompile(`([A-Z]{2})-(\d\d)/(\d{4})`).FindAllStringSubmatch(label, -1) {
			code, _ := ByGeonom(m[1])
			mm, _ := strconv.Atoi(m[2])
			year, _ := strconv.Atoi(m[3])
			if Member(group, code, month(year, mm)-1) || !Member(group, code, month(year, mm)) {
				t.Errorf("%s joined %s in %s/%s", code, group, m[2], m[3])
			}
		}
	}
}
