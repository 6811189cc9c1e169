package tradeflow

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Zero or unknown: the rule that everything hangs on.

func TestMissingIsNotZero(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"202201 156 X 643 854231 10", "202201 156 X 804 854231 1",
		"202202 156 X 804 854231 2", // February is published, without Russia
		// nothing in March
		"202204 156 X 643 854231 40", "202204 51 X 643 854231 1")})
	q := Query{Direction: Export, Frequency: Monthly, By: Reporter | Partner}
	expect(t, ask(t, f, q), `
		2022-01 ARM RUS not reported
		2022-02 ARM RUS not reported
		2022-03 ARM RUS not reported
		2022-04 ARM RUS 1
		2022-01 CHN RUS 10
		2022-02 CHN RUS implied zero
		2022-03 CHN RUS not reported
		2022-04 CHN RUS 40
		2022-01 CHN UKR 1
		2022-02 CHN UKR 2
		2022-03 CHN UKR not reported
		2022-04 CHN UKR implied zero`)

	// Asking for one partner does not make the reporter silent.
	q = Query{Direction: Export, Frequency: Monthly, Reporters: []Country{"CHN"}, Partners: []Country{"RUS"}}
	expect(t, ask(t, f, q), "2022-01 10 \n 2022-02 implied zero \n 2022-03 not reported \n 2022-04 40")

	// From and To make columns of the months that nobody published.
	q.From, q.To = Month(2022, time.March), Month(2022, time.May)
	expect(t, ask(t, f, q), "2022-03 not reported \n 2022-04 40 \n 2022-05 not reported")
}

func TestSumsOverReporters(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2021 156 X 643 854231 10", "2021 51 X 643 854231 1", "2022 156 X 643 854231 20")})
	// Named reporters: a silent one makes the sum unknown.
	q := Query{Direction: Export, Frequency: Annual, Reporters: []Country{"CHN", "ARM"}}
	expect(t, ask(t, f, q), "2021 11 \n 2022 not reported")
	// All reporters: whoever reported, and a warning that they change.
	q.Reporters = nil
	p := ask(t, f, q)
	expect(t, p, "2021 11 \n 2022 20")
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "Armenia (2022): the totals are not of the same reporters throughout") {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestExtractsOfDifferentScope(t *testing.T) {
	f := folder(t, map[string]string{
		"chips.csv":  api("2021 156 X 643 854231 10", "2022 156 X 643 854231 10", "2023 156 X 643 854231 10"),
		"optics.csv": api("2022 156 X 643 900510 3", "2023 156 X 804 854290 3")})
	q := Query{Direction: Export, Frequency: Annual, Scheme: chips(t), By: Category}
	expect(t, ask(t, f, q), `
		2021 chips 10
		2022 chips 10
		2023 chips 13
		2021 optics not reported
		2022 optics 3
		2023 optics implied zero`)
}

func TestWithheldValues(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 10", "2022 156 X 804 854231 NA", "2022 156 X 398 854231 5 kg=2 unit=5 qty=1", "2022 156 X 51 854231 1 kg=3")})
	q := Query{Direction: Export, Frequency: Annual, By: Partner}
	p := ask(t, f, q)
	expect(t, p, "2022 ARM 1 \n 2022 KAZ 5 \n 2022 RUS 10 \n 2022 UKR withheld")
	q.By = 0
	expect(t, ask(t, f, q), "2022 withheld")
	q.By, q.Measure = Partner, NetWeight
	expect(t, ask(t, f, q), "2022 ARM 3 \n 2022 KAZ 2 \n 2022 RUS not reported \n 2022 UKR not reported")
	q.Measure = Count
	expect(t, ask(t, f, q), "2022 ARM 1 \n 2022 KAZ 1 \n 2022 RUS 1 \n 2022 UKR 1")
}

func TestUnknownCountryStays(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 75", "2022 156 X 998 854231 25")})
	p := ask(t, f, Query{Direction: Export, Frequency: Annual, By: Partner})
	expect(t, p, "2022 998 25 \n 2022 RUS 75")
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "country code 998 is in no list of countries: it is kept as published, with 25.00 %") {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestCoverageThatChanges(t *testing.T) {
	rows := []string{"2022 398 M 643 850760 10", "2022 398 M 156 850760 10", "2022 398 M 51 850760 1"}
	for i, partner := range []int{643, 156, 51, 804, 276, 842, 392, 410, 112, 860} {
		rows = append(rows, fmt.Sprintf("2023 398 M %d 850760 %d", partner, 10+i))
	}
	p := ask(t, folder(t, map[string]string{"a.csv": api(rows...)}), Query{Direction: Import, Frequency: Annual})
	if len(p.Warnings) != 1 || p.Warnings[0].Text != "far more or fewer partners are listed than before, which is a change of coverage and not of trade (Kazakhstan 2023: 10 partners after 3)" {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestTheOtherSideIsAsked(t *testing.T) {
	f := folder(t, map[string]string{"BACI_HS17_Y2021.csv": "t,i,j,k,v\n2021,156,643,854231,1\n"})
	p := ask(t, f, Query{Direction: Import, Frequency: Annual})
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "other direction: export. Panel.Flip") {
		t.Errorf("warnings %v", p.Warnings)
	}
	// Aggregates of the publisher have names, too.
	eu := folder(t, map[string]string{"a.csv": "REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR\nEU27_2020,RU,85423110,2,202252,7\n"})
	if p := ask(t, eu, Query{Direction: Export, Frequency: Annual, Reporters: []Country{"EU27"}, By: Reporter}); len(p.Warnings) != 0 {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestJanuaryAndFebruaryTogether(t *testing.T) {
	tl := newTally(Query{Direction: Export, Frequency: Monthly})
	for _, p := range []Period{Span(2020, time.January, time.February), Month(2020, time.March), Month(2020, time.May)} {
		tl.blocks[blockKey{1, p}] = &block{}
	}
	var got []string
	for _, p := range tl.periods() {
		got = append(got, p.String())
	}
	if s := strings.Join(got, " "); s != "2020-01/02 2020-03 2020-04 2020-05" {
		t.Errorf("columns %s", s)
	}
}
