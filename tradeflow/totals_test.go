package tradeflow

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
)

var annualExports = Query{Direction: Export, Frequency: Annual}

func TestWorldBesidePartners(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2022 156 X 0 854231 30", "2022 156 X 643 854231 10", "2022 156 X 804 854231 20", "2022 97 X 643 854231 99")})
	q := annualExports
	q.By = Partner
	p := ask(t, f, q)
	expect(t, p, "2022 RUS 10 \n 2022 UKR 20")
	if got := p.Ledger.Rows(Dropped); got != 2 {
		t.Errorf("%d rows dropped, want World and the EU", got)
	}
	q.Partners = []Country{World}
	expect(t, ask(t, f, q), "2022 WLD 30")
	q.Partners, q.By = []Country{World, "RUS"}, 0
	if _, err := f.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "WLD") {
		t.Errorf("World and Russia in one sum: %v", err)
	}
}

func TestPartnersThatAreNotTheWorld(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2021 156 X 0 854231 1000", "2021 156 X 643 854231 996", // rounding
		"2022 156 X 0 854231 2000", "2022 156 X 643 854231 500", "2022 156 X 0 8542 9000")})
	p := ask(t, f, annualExports)
	if len(p.Warnings) != 1 || p.Warnings[0].Text != "single partners do not add up to the published world total (China 2022: 500 USD of 2.0 thousand USD, 25.0 %)" {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestOnlyWorldRows(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 0 854231 30")})
	p := ask(t, f, annualExports)
	if len(p.Series) != 0 || len(p.Warnings) == 0 || !strings.Contains(p.Warnings[0].Text, "Query.Partners to World") {
		t.Errorf("series %v, warnings %v", p.Series, p.Warnings)
	}
}

func TestLevels(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2022 156 X 643 TOTAL 100", "2022 156 X 643 85 60", "2022 156 X 643 8542 50", "2022 156 X 643 854231 30", "2022 156 X 643 854239 20",
		"2022 156 X 643 8541 10", // a heading of which no subheading is there
		"2021 156 X 643 TOTAL 70")})
	p := ask(t, f, annualExports)
	expect(t, p, "2021 70 \n 2022 60")
	for _, reason := range []string{"total of all goods beside its subdivisions", "chapter beside its subdivisions", "heading beside its subdivisions"} {
		if !strings.Contains(p.Ledger.String(), reason) {
			t.Errorf("the ledger does not say %q:\n%s", reason, p.Ledger)
		}
	}
	// A heading that is only partly asked for counts in the upper bound, and only
	// where its subheadings are not there.
	q := annualExports
	q.Codes = codes("854231", "854110")
	expect(t, ask(t, f, q), "2021 implied zero \n 2022 30 to 40")
}

func TestSplits(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		// all modes together beside each
		"2021 51 X 643 870322 10", "2021 51 X 643 870322 4 mot=3200", "2021 51 X 643 870322 6 mot=1000",
		// only by mode, the heading too, and water beside sea
		"2022 51 X 643 8703 15 mot=3200", "2022 51 X 643 8703 5 mot=2000", "2022 51 X 643 870322 15 mot=3200", "2022 51 X 643 870322 5 mot=2000", "2022 51 X 643 870322 5 mot=2100",
		// by customs procedure, with the total
		"2023 51 X 643 870322 8", "2023 51 X 643 870322 8 customs=C03",
		// by second partner, without
		"2024 51 X 643 870322 3 partner2=156", "2024 51 X 643 870322 4 partner2=792")})
	p := ask(t, f, annualExports)
	expect(t, p, "2021 10 \n 2022 20 \n 2023 8 \n 2024 7")
	for _, reason := range []string{"transport mode, beside its total", "customs procedure, beside its total", "transport mode that is the total of others", "heading beside"} {
		if !strings.Contains(p.Ledger.String(), reason) {
			t.Errorf("the ledger does not say %q:\n%s", reason, p.Ledger)
		}
	}
	both := folder(t, map[string]string{"a.csv": api("2021 51 X 643 870322 4 mot=3200", "2021 51 X 643 870322 4 customs=C03")})
	if _, err := both.Aggregate(context.Background(), annualExports); err == nil || !strings.Contains(err.Error(), "870322 of ARM, partner RUS, 2021") {
		t.Errorf("two kinds of parts without a total: %v", err)
	}
}

func TestFlowsAndFrequencies(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2022 344 X 643 854231 10", "2022 344 RX 643 854231 9", "2022 344 DX 643 854231 1", "2022 344 M 643 854231 5", "202201 344 X 643 854231 3")})
	p := ask(t, f, annualExports)
	expect(t, p, "2022 10")
	want := map[Fate]int64{Counted: 1, NotAsked: 2, Dropped: 2}
	for fate, n := range want {
		if got := p.Ledger.Rows(fate); got != n {
			t.Errorf("%d rows %s, want %d", got, fate, n)
		}
	}
	q := annualExports
	q.Direction = ReExport
	expect(t, ask(t, f, q), "2022 9")
	q = Query{Direction: Export, Frequency: Monthly}
	expect(t, ask(t, f, q), "2022-01 3")
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ files, want string }{
		"the same flow twice":      {api("2022 156 X 643 854231 10", "2022 156 X 804 854231 1", "2022 156 X 643 854231 10"), "a.csv:4: the same flow as in a.csv:2: export of 854231 by CHN, partner RUS, 2022"},
		"twin codes of one place":  {api("2022 156 X 251 854231 10", "2022 156 X 250 854231 10"), "partner FRA"},
		"two editions":             {api("2022 156 X 643 854231 10", "2022 156 X 804 854231 10 edition=H4"), "CHN, 2022: rows in HS2012+HS2022"},
		"national lines with HS6":  {api("2022 156 X 643 854231 10", "2022 156 X 643 85423110 10"), "code 854231 stands beside 85423110"},
		"a sum beyond all trade":   {api("2022 156 X 643 854231 9e15", "2022 156 X 804 854231 9e15"), "beyond"},
		"another classification":   {api("2022 156 X 643 854231 10 edition=S4"), "S4 is SITC"},
		"no edition":               {api("2022 156 X 643 854231 10 edition=HS"), "set Files.Edition"},
		"a lost zero":              {api("2022 156 X 643 10121 10"), "zero"},
		"a number with a comma":    {strings.Replace(api("2022 156 X 643 854231 VALUE"), "VALUE", `"1,234"`, 1), `a.csv:2:57: column primaryValue: found "1,234": a number with a comma`},
		"a row cut short":          {strings.TrimSuffix(api("2022 156 X 643 854231 10"), ",,10\r\n"), "a.csv:2: the row has 17 fields, the header 19"},
		"too many fields":          {strings.TrimSuffix(api("2022 156 X 643 854231 10"), "\r\n") + ",x", "may lack its quotes"},
		"a flow nobody knows":      {api("2022 156 Z 643 854231 10"), `column flowCode: found "Z"`},
		"a country in words":       {api("2022 156 X Russia 854231 10"), `column partnerCode: found "Russia"`},
		"a month that is a year":   {strings.Replace(api("2022 156 X 643 854231 10"), "C,A,", "C,M,", 1), "does not fit the frequency"},
		"services":                 {strings.Replace(api("2022 156 X 643 854231 10"), "C,A,", "S,A,", 1), "not C, trade in goods"},
		"an unknown header":        {"year,month,amount\n2022,1,5\n", "Found: year, month, amount. Nearest to:"},
		"a renamed column":         {strings.Replace(api(), "primaryValue", "value_usd", 1), "but for primaryValue"},
		"nothing":                  {"", "a.csv: the file is empty"},
		"a picture":                {"\x89PNG\r\n\x1a\n\x00\x00", "binary"},
		"a column twice":           {strings.Replace(api(), "cifvalue", "primaryValue", 1), "twice"},
		"a text in place of a sum": {api("2022 156 X 643 854231 ten"), `found "ten": not a number`},
	} {
		f := folder(t, map[string]string{"a.csv": c.files})
		_, err := f.Aggregate(context.Background(), annualExports)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error\n\t%v\nwant\n\t%s", name, err, c.want)
		}
	}
}

func TestFormerNumbersOfOnePlace(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2012 156 X 736 854231 10 edition=H4", "2012 156 X 729 854231 5 edition=H4")})
	q := annualExports
	q.By = Partner
	expect(t, ask(t, f, q), "2012 SDN 15")
}

func TestSameFlowInTwoFiles(t *testing.T) {
	row := "2022 156 X 643 854231 10"
	f := folder(t, map[string]string{"a.csv": api("2021 156 X 643 854231 10", row)})
	f.Paths = append(f.Paths, "a.csv")
	_, err := f.Aggregate(context.Background(), annualExports)
	var twice *DuplicateError
	if !errors.As(err, &twice) || twice.First != "a.csv:2" || twice.At != "a.csv:2" {
		t.Errorf("a file given twice: %v", err)
	}
}

func TestCurrenciesDoNotAdd(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 10"), "b.csv": "REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR\nDE,RU,85423110,2,202252,7\n"})
	if _, err := f.Aggregate(context.Background(), annualExports); err == nil || !strings.Contains(err.Error(), "USD and EUR") && !strings.Contains(err.Error(), "EUR and USD") {
		t.Errorf("dollars and euros: %v", err)
	}
}

func TestEditions(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2021 156 X 643 854231 10 edition=H5", "2021 156 X 643 852580 3 edition=H5", "2022 156 X 643 854231 20", "2022 156 X 643 880622 5", "2023 156 X 643 880622 6", "2021 156 X 804 880622 1 edition=H5")})
	q := annualExports
	q.Scheme, q.By = chips(t), Category
	p := ask(t, f, q)
	expect(t, p, `
		2021 chips 10
		2022 chips 20
		2023 chips implied zero
		2021 drones not in the nomenclature
		2022 drones 5
		2023 drones 6`)
	if got := p.Series[0].Editions[0]; got.String() != "HS2017" {
		t.Errorf("2021 is in %s", got)
	}
	text := ""
	for _, w := range p.Warnings {
		text += w.Text + "\n"
	}
	for _, want := range []string{"Drones: the customs nomenclature used in 2021 has no codes", "880622 in HS2017"} {
		if !strings.Contains(text, want) {
			t.Errorf("no warning says %q:\n%s", want, text)
		}
	}
}

func TestRanges(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 901380 7", "2022 156 X 643 900510 1", "2023 156 X 643 9013 9")})
	q := annualExports
	q.Scheme, q.By = chips(t), Category
	p := ask(t, f, q)
	expect(t, p, "2022 optics 1 to 8 \n 2023 optics 0 to 9")
	if !strings.Contains(p.Ledger.String(), "upper bounds only") {
		t.Errorf("the ledger does not tell the upper bound:\n%s", p.Ledger)
	}
}

func TestEditionGivenByTheCaller(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 880622 10 edition=HS")})
	f.Edition = hscodes.HS2022
	q := annualExports
	q.Scheme, q.By = chips(t), Category
	expect(t, ask(t, f, q), "2022 drones 10")
}

func TestCoarseCodeOfSeveralCategories(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 85 7", "2022 156 X 643 88 5", "2022 156 X 804 8542 1", "2021 156 X 804 8542 1 edition=H5", "2021 156 X 804 90 3 edition=H5")})
	q := annualExports
	q.Scheme, q.By = chips(t), Category|Partner
	q.Partners = []Country{"RUS"}
	expect(t, ask(t, f, q), `
		2021 RUS chips implied zero
		2022 RUS chips 0 to 7
		2021 RUS drones not in the nomenclature
		2022 RUS drones 0 to 5`)
	q.Partners = []Country{"UKR"}
	expect(t, ask(t, f, q), "2021 UKR chips 1 \n 2022 UKR chips 1 \n 2021 UKR optics 0 to 3 \n 2022 UKR optics implied zero")
}
