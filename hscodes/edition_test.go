package hscodes

import (
	"slices"
	"testing"
)

func TestParseEdition(t *testing.T) {
	for e, names := range map[Edition][]string{
		HS1992: {"HS1992", "1992", "H0", "HS92", "hs92", "h0"},
		HS1996: {"HS1996", "1996", "H1", "HS96"},
		HS2002: {"HS2002", "2002", "H2", "HS02"},
		HS2007: {"HS2007", "2007", "H3", "HS07"},
		HS2012: {"HS2012", "2012", "H4", "HS12"},
		HS2017: {"HS2017", "2017", "H5", "HS17", "Hs2017"},
		HS2022: {"HS2022", "2022", "H6", "HS22"},
	} {
		for _, name := range names {
			if got, err := ParseEdition(name); err != nil || got != e {
				t.Errorf("ParseEdition(%q) = %v, %v", name, got, err)
			}
		}
	}
	for _, name := range []string{"", "H", "HS", "H7", "HS2018", "17", "S4", "B5", "unknown", "H-1", "HS2028", " HS2017"} {
		if got, err := ParseEdition(name); err == nil || got != 0 {
			t.Errorf("ParseEdition(%q) = %v, want an error", name, got)
		}
	}
}

func TestEditionIn(t *testing.T) {
	for year, want := range map[int]Edition{0: 0, 1988: 0, 1991: 0, 1992: HS1992, 1995: HS1992, 1996: HS1996, 2001: HS1996, 2002: HS2002,
		2006: HS2002, 2007: HS2007, 2011: HS2007, 2012: HS2012, 2016: HS2012, 2017: HS2017, 2021: HS2017, 2022: HS2022, 2027: HS2022, 2028: 0} {
		if got := EditionIn(year); got != want {
			t.Errorf("EditionIn(%d) = %v, want %v", year, got, want)
		}
	}
}

func TestEditions(t *testing.T) {
	all := Editions()
	if len(all) != int(newest) || !slices.IsSorted(all) || all[0] != HS1992 || all[len(all)-1] != HS2022 {
		t.Errorf("Editions() = %v", all)
	}
	for _, e := range all {
		if got, err := ParseEdition(e.String()); err != nil || got != e || EditionIn(e.Year()) != e {
			t.Errorf("%v came back as %v, %v; in %d it is %v", e, got, err, e.Year(), EditionIn(e.Year()))
		}
	}
	if Edition(0).String() != "unknown" || Edition(0).Year() != 0 || Edition(8).String() != "Edition(8)" || Edition(8).Year() != 0 {
		t.Error("an edition outside the list has no year")
	}
}
