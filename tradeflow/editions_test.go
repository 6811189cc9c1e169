package tradeflow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
)

func TestCommoditiesInOneEdition(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2021 156 X 643 880330 10 edition=H5", // renumbered: all of it is 880730
		"2021 156 X 643 690911 5 edition=H5",  // identical
		"2021 156 X 643 854150 8 edition=H5",  // split in two
		"2021 156 X 643 999999 2 edition=H5",  // no code of the HS
		"2022 156 X 643 880730 11", "2022 156 X 643 690911 6", "2022 156 X 643 854151 4", "2022 156 X 643 852411 1")})
	q := Query{Direction: Export, Frequency: Annual, By: Commodity, Edition: hscodes.HS2022}
	p := ask(t, f, q)
	expect(t, p, `
		2021 690911 5
		2022 690911 6
		2021 852411 not in the nomenclature
		2022 852411 1
		2021 854151 not in the nomenclature
		2022 854151 4
		2021 854159 not in the nomenclature
		2022 854159 not reported
		2021 880730 10
		2022 880730 11`)
	if _, upper, _ := p.Cell(Key{Commodity: hscodes.MustParse("854159")}, Year(2021)); upper != 8 {
		t.Errorf("up to %v of 854159 in 2021, want 8", upper)
	}
	if s := p.Ledger.String(); !strings.Contains(s, "cannot be placed in HS2022") || !strings.Contains(s, "in upper bounds only") {
		t.Errorf("the ledger does not say what was not placed:\n%s", s)
	}
	// Backwards, and asked for by code.
	q.Edition, q.Codes = hscodes.HS2017, codes("8803", "854150")
	expect(t, ask(t, f, q), "2021 854150 8 \n 2022 854150 4 \n 2021 880330 10 \n 2022 880330 11")
	// An extract of the new codes says nothing about the old one.
	extract := folder(t, map[string]string{"a.csv": api("2021 156 X 643 854110 8 edition=H5", "2022 156 X 643 854151 4", "2022 156 X 643 854110 4")})
	expect(t, ask(t, extract, Query{Direction: Export, Frequency: Annual, By: Commodity, Edition: hscodes.HS2017}), `
		2021 854110 8
		2022 854110 4
		2021 854150 not reported
		2022 854150 4`)
	expect(t, ask(t, extract, Query{Direction: Export, Frequency: Annual, By: Commodity, Edition: hscodes.HS2012, Codes: codes("854150")}), "2021 854150 not reported \n 2022 854150 4")
	// Where commodities are summed away, nothing is lost.
	q = Query{Direction: Export, Frequency: Annual, Edition: hscodes.HS2022}
	expect(t, ask(t, f, q), "2021 25 \n 2022 22")
}

func TestAZeroNeedsAWord(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2021 156 X 643 852580 3 edition=H5", "2022 156 X 643 852583 2", "2023 156 X 643 901310 2")})
	expect(t, ask(t, f, Query{Direction: Export, Frequency: Annual, By: Commodity}), `
		2021 852580 3
		2022 852580 not in the nomenclature
		2023 852580 not in the nomenclature
		2021 852583 not in the nomenclature
		2022 852583 2
		2023 852583 implied zero
		2021 901310 implied zero
		2022 901310 implied zero
		2023 901310 2`)
}

func TestCategoriesThroughLinks(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2021 156 X 643 854231 100 edition=H5", "2021 156 X 643 854150 10 edition=H5", "2021 156 X 643 854140 7 edition=H5", "2021 156 X 643 880330 5 edition=H5",
		"2022 156 X 643 854231 120", "2022 156 X 643 854151 4", "2022 156 X 643 854159 5", "2022 156 X 643 854149 1", "2022 156 X 643 880730 6")})
	p := ask(t, f, Query{Direction: Export, Frequency: Annual, Scheme: hscodes.HighPriority(), By: Category})
	expect(t, p, `
		2021 tier-1 100
		2022 tier-1 120
		2021 tier-3a 10 to 17
		2022 tier-3a 10
		2021 tier-3b 5
		2022 tier-3b 6`)
	var text []string
	for _, w := range p.Warnings {
		text = append(text, w.Text)
	}
	if s := strings.Join(text, "\n"); !strings.Contains(s, "electronic waste is no longer in 854231") || !strings.Contains(s, "of 854140 only a part does") {
		t.Errorf("warnings\n%s", s)
	}
}

func TestCodesThatTheEditionLacks(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 880622 5 edition=H5", "2022 156 X 643 854231 7 edition=H5", "2022 156 X 643 999999 7 edition=H5")})
	p := ask(t, f, annualExports)
	expect(t, p, "2022 19")
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "5 USD is under codes that do not exist in the edition of the nomenclature named beside them (880622 in HS2017)") {
		t.Errorf("warnings %v", p.Warnings)
	}
}

// TestTruthIsInTheRange: flows are made up in HS2022 and reported in HS2017, as a
// late adopter would. Asked for in HS2022, every commodity and category must hold
// the truth between its value and its upper bound, and nothing may get lost.
func TestTruthIsInTheRange(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	all := slices.Collect(hscodes.HS2022.Codes(6))
	for round := range 10 {
		truth := map[hscodes.Code]int64{}
		reported := map[hscodes.Code]int64{}
		byCategory := map[string]int64{}
		entries := map[string][]hscodes.Entry{}
		total := int64(0)
		for range 400 {
			c := all[random.IntN(len(all))]
			if random.IntN(2) == 0 { // where the breaks are
				c = hscodes.MustParse([]string{"880622", "880710", "852583", "852589", "854151", "854149", "901380", "681511", "852411", "851713", "854370", "848580"}[random.IntN(12)])
			}
			var old []hscodes.Code
			for _, l := range hscodes.Links(c, hscodes.HS2022, hscodes.HS2017) {
				if !l.Diffuse {
					old = append(old, l.Code)
				}
			}
			if len(old) == 0 {
				continue
			}
			if truth[c] == 0 && random.IntN(2) == 0 {
				name := fmt.Sprintf("list-%d", random.IntN(4))
				entries[name] = append(entries[name], hscodes.Entry{Code: c, From: hscodes.HS2022})
			}
			v := 1 + random.Int64N(1e6)
			truth[c] += v
			reported[old[random.IntN(len(old))]] += v
			total += v
		}
		var categories []hscodes.Category
		for name, list := range entries {
			categories = append(categories, hscodes.Category{Name: name, Entries: list})
			for _, e := range list {
				byCategory[name] += truth[e.Code]
			}
		}
		scheme, err := hscodes.NewScheme(hscodes.SchemeInfo{Name: "random", Edition: hscodes.HS2022}, categories...)
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for c, v := range reported {
			rows = append(rows, fmt.Sprintf("2022 156 X 643 %s %d edition=H5", c, v))
		}
		f := folder(t, map[string]string{"a.csv": api(rows...)})
		q := Query{Direction: Export, Frequency: Annual, By: Commodity, Edition: hscodes.HS2022}
		p := ask(t, f, q)
		for _, s := range p.Series {
			inRange(t, round, s.Key.Commodity.String(), s, float64(truth[s.Key.Commodity]))
		}
		for c := range truth {
			if p.Find(Key{Commodity: c}) == nil {
				t.Errorf("round %d: %s is nowhere", round, c)
			}
		}
		if line := p.Ledger.Total(); line.Value != Thousandths(1000*total) {
			t.Errorf("round %d: the ledger holds %v, the file %d", round, line.Value.Float(), total)
		}
		q.By = 0
		if p := ask(t, f, q); p.Series[0].Values[0] != float64(total) {
			t.Errorf("round %d: the total is %v, was %d", round, p.Series[0].Values[0], total)
		}
		q = Query{Direction: Export, Frequency: Annual, By: Category, Scheme: scheme}
		p = ask(t, f, q)
		for _, s := range p.Series {
			inRange(t, round, s.Key.Category, s, float64(byCategory[s.Key.Category]))
		}
	}
}

func inRange(t *testing.T, round int, name string, s Series, truth float64) {
	t.Helper()
	low, high := s.Values[0], s.Upper[0]
	if low != low {
		low = 0 // not in the nomenclature: only the upper bound is known
	}
	if truth < low || truth > high || high != high {
		t.Errorf("round %d: %s is %v, between %v and %v it is not", round, name, truth, s.Values[0], s.Upper[0])
	}
}

// TestExtractThatListsTheNewCodesOnly: what looks like growth from 2021 to 2022 is
// a code that the extract lists under its new number only.
func TestExtractThatListsTheNewCodesOnly(t *testing.T) {
	rows := []string{"2021 156 X 643 851762 100 edition=H5", "2022 156 X 643 851762 100", "2022 156 X 643 851771 30"}
	q := Query{Direction: Export, Frequency: Annual, Scheme: hscodes.DualUse(), By: Category}
	p := ask(t, folder(t, map[string]string{"a.csv": api(rows...)}), q)
	if s := p.Series[0]; s.Values[0] != 100 || s.Upper[0] == s.Upper[0] || s.Upper[1] != 130 {
		t.Errorf("2021 is %v to %v, 2022 up to %v: the first has no known upper bound", s.Values[0], s.Upper[0], s.Upper[1])
	}
	if len(p.Warnings) == 0 || !strings.Contains(p.Warnings[0].Text, "851771 of HS2022 (23.1 % of the category), but not these goods' codes in HS2017: growth may mislead") {
		t.Errorf("warnings %v", p.Warnings)
	}
	// With the old code in the input, all is well.
	p = ask(t, folder(t, map[string]string{"a.csv": api(append(rows, "2021 156 X 804 851770 1 edition=H5")...)}), q)
	expect(t, p, "2021 radio 101 \n 2022 radio 130")
}
