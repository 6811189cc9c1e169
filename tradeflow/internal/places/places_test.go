package places

import "testing"

func TestPeculiarNumbers(t *testing.T) {
	for n, want := range map[int]string{
		0: "WLD", 156: "CHN", 643: "RUS", 842: "USA", 840: "USA", 699: "IND", 251: "FRA", 579: "NOR", 757: "CHE",
		490: "S19", 158: "TWN", 899: "XXX", 568: "E19", 837: "A837", 97: "EU", 516: "NAM", 729: "SDN", 736: "SDN", 891: "SCG", 380: "ITA", 381: "ITA", // 381 in legacy downloads
	} {
		if got, ok := ByNumber(n); got != want || !ok {
			t.Errorf("ByNumber(%d) = %q, want %q", n, got, want)
		}
	}
	for _, n := range []int{-1, 1, 999, 1000, 1 << 40} {
		if got, ok := ByNumber(n); ok {
			t.Errorf("ByNumber(%d) = %q, want none", n, got)
		}
	}
	for s, want := range map[string]string{
		"RU": "RUS", "XS": "SRB", "XK": "XKX", "GR": "GRC", "EL": "GRC", "NA": "NAM", "EU27_2020": "EU27", "QX": "QX", "TW": "TWN", "MC": "MCO",
	} {
		if got, ok := ByGeonom(s); got != want || !ok {
			t.Errorf("ByGeonom(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for code, want := range map[string]string{
		"DEU": "Germany", "USA": "United States", "S19": "Other Asia, nes", "TUR": "Türkiye", "WLD": "World", "SDN": "Sudan",
	} {
		if got, _ := Name(code); got != want {
			t.Errorf("Name(%q) = %q, want %q", code, got, want)
		}
	}
	if !IsGroup("WLD") || !IsGroup("EU27") || IsGroup("DEU") || IsGroup("S19") {
		t.Error("groups are World and the EU, not Germany or Other Asia")
	}
}

func TestYears(t *testing.T) {
	for code, want := range map[string][2]int{"SRB": {2006, 0}, "SCG": {1992, 2006}, "CSK": {0, 1992}, "DEU": {0, 0}, "SDN": {0, 0}, "ETH": {1976, 0}, "ANT": {0, 2010}, "CHN": {0, 0}} {
		if from, to := Years(code); [2]int{from, to} != want {
			t.Errorf("%s from %d to %d, want %v", code, from, to, want)
		}
	}
}
