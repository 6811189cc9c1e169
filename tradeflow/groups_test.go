package tradeflow

import (
	"slices"
	"strings"
	"testing"
)

func warned(p *Panel, text string) bool {
	return slices.ContainsFunc(p.Warnings, func(w Warning) bool { return strings.Contains(w.Text, text) })
}

func TestGroupsByYearOfMembership(t *testing.T) {
	// Kyrgyzstan (417) joined the EAEU in August 2015, Armenia (51) in January 2015.
	f := folder(t, map[string]string{"a.csv": api(
		"2014 156 X 398 854231 1 edition=H4", "2014 156 X 417 854231 10 edition=H4", "2014 156 X 643 854231 100 edition=H4",
		"2015 156 X 398 854231 1 edition=H4", "2015 156 X 417 854231 10 edition=H4", "2015 156 X 643 854231 100 edition=H4", "2015 156 X 51 854231 1000 edition=H4",
		"201507 156 X 417 854231 10 edition=H4", "201507 156 X 643 854231 100 edition=H4", "201508 156 X 417 854231 10 edition=H4", "201508 156 X 643 854231 100 edition=H4")})
	q := Query{Direction: Export, Frequency: Annual, Partners: []Country{"EAEU"}, By: Partner}
	p := ask(t, f, q)
	expect(t, p, "2014 EAEU implied zero\n2015 EAEU 1111")
	if rows := p.Ledger.Rows(Counted); rows != 4 {
		t.Errorf("%d rows counted, want 4", rows)
	}
	q.Partners = []Country{"EAEU", "KGZ"} // a member beside its group is a series of its own
	expect(t, ask(t, f, q), "2014 EAEU implied zero\n2015 EAEU 1111\n2014 KGZ 10\n2015 KGZ 10")
	q.Partners, q.By, q.Frequency = []Country{"EAEU"}, 0, Monthly
	expect(t, ask(t, f, q), "2015-07 100\n2015-08 110")
}

func TestGroupThatHasARowOfItsOwn(t *testing.T) {
	// In 2022 the publisher has a row for the EU of 27; in 2021 it has not.
	const header = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n"
	row := func(reporter, period, value string) string {
		return reporter + ",RU,E,85423110,2,1,NO_SU," + period + "," + value + ",0,0\n"
	}
	f := folder(t, map[string]string{"a.dat": header + row("DE", "202152", "5") + row("FR", "202152", "6") + row("DE", "202252", "7") + row("FR", "202252", "8") + row("EU27_2020", "202252", "16")})
	q := Query{Direction: Export, Frequency: Annual, Reporters: []Country{"EU27"}, By: Reporter}
	p := ask(t, f, q)
	expect(t, p, "2021 EU27 11\n2022 EU27 16")
	if got := p.Ledger.String(); !strings.Contains(got, "member of EU27, beside the row for it") || p.Ledger.Rows(Counted) != 3 {
		t.Errorf("ledger\n%s", got)
	}
	q.By = 0
	expect(t, ask(t, f, q), "2021 11\n2022 16")
	// A member that reports in one year only makes the sum of the other unknown.
	half := folder(t, map[string]string{"a.dat": header + row("DE", "202152", "5") + row("FR", "202152", "6") + row("DE", "202252", "7")})
	p = ask(t, half, q)
	expect(t, p, "2021 11\n2022 not reported")
	if !warned(p, "EU27 is added up without Austria, Belgium") || !warned(p, "nothing reported by EU27 (2022)") {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestGroupsOnBothSides(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2022 276 X 643 854231 1", "2022 276 X 398 854231 10", "2022 842 X 643 854231 100", "2022 156 X 643 854231 1000",
		"2022 276 X 490 854231 7")})
	q := Query{Direction: Export, Frequency: Annual, Reporters: []Country{"COALITION"}, Partners: []Country{"EAEU", "COALITION"}, By: Reporter | Partner}
	p := ask(t, f, q)
	expect(t, p, "2022 COALITION COALITION 7\n2022 COALITION EAEU 111")
	if !warned(p, "S19 (Other Asia, nes) for Taiwan") {
		t.Errorf("warnings %v", p.Warnings)
	}
	q.By = Reporter
	if err := q.Validate(); err == nil {
		t.Error("two groups may share members: they do not add up")
	}
}
