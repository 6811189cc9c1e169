package tradeflow

import (
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	for s, want := range map[string]Period{
		"2023": Year(2023), "2023-06": Month(2023, time.June), "202306": Month(2023, time.June), "2023M06": Month(2023, time.June),
		"2023Q2": Quarter(2023, 2), "2020-01/02": Span(2020, time.January, time.February),
		"2022-04/2023-03": Span(2022, time.April, time.March), "2022-01/11": Span(2022, time.January, time.November),
	} {
		got, err := ParsePeriod(s)
		if err != nil || got != want {
			t.Errorf("ParsePeriod(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "23", "2023-13", "202300", "2023Q5", "202352", "2023-6", "2023-03/02", "2023-04/2023-03", "x023", "20230101", "１２３４"} {
		if got, err := ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v, want an error", s, got)
		}
	}
}

func TestPeriodArithmetic(t *testing.T) {
	nov := Span(2022, time.January, time.November)
	if got := nov.Shift(-12); got != Span(2021, time.January, time.November) || got.Months() != 11 {
		t.Errorf("a year before %v is %v", nov, got)
	}
	if !Year(2022).Contains(nov) || nov.Contains(Month(2022, time.December)) {
		t.Error("a year contains its eleven months, and they do not contain December")
	}
	if Year(2022) != Span(2022, time.January, time.December) {
		t.Error("twelve months from January are the year")
	}
	if y, m := Span(2022, time.April, time.March).End(); y != 2023 || m != time.March {
		t.Errorf("the fiscal year ends in %v %d", m, y)
	}
	if Month(2022, time.December).Compare(Month(2023, time.January)) >= 0 {
		t.Error("December comes before January")
	}
	if got := nov.Words(); got != "January to November 2022" {
		t.Errorf("Words = %q", got)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2023", "2023-06", "2023Q2", "2022-04/2023-03", "2020-01/02"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if again, err := ParsePeriod(p.String()); err != nil || again != p {
			t.Errorf("%q is %v, which reads back as %v, %v", s, p, again, err)
		}
	})
}
