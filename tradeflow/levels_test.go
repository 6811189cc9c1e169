package tradeflow

import (
	"context"
	"strings"
	"testing"
)

func TestTotalsThatDisagreeWithTheirParts(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2020 156 X 643 TOTAL 1000", "2020 156 X 643 85 900",
		"2020 156 X 643 8542 120", "2020 156 X 643 854231 60", "2020 156 X 643 854239 40", // 854232 is not listed
		"2020 156 X 643 9013 50", "2020 156 X 643 901310 20", "2020 156 X 643 901380 30",
		"2020 156 X 643 8806 7")}) // a heading without its parts counts itself
	q := Query{Direction: Export, Frequency: Annual}
	p := ask(t, f, q)
	expect(t, p, "2020 157")
	if !warned(p, "totals of goods differ from the detailed codes that are counted in their place (China 2020 TOTAL: 1.0 thousand USD, its parts 157 USD, China 2020 85: 900 USD, its parts 100 USD, China 2020 8542: 120 USD, its parts 100 USD)") {
		t.Errorf("warnings %v", p.Warnings)
	}
	// A scheme that wants one of two parts has no quarrel with their heading.
	q.Scheme, q.By = chips(t), Category
	p = ask(t, f, q)
	if !warned(p, "(China 2020 85: 900 USD, its parts 100 USD, China 2020 8542: 120 USD, its parts 100 USD)") {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestLinter(t *testing.T) {
	const header = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n"
	var b strings.Builder
	b.WriteString(header)
	for _, m := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"} {
		b.WriteString("DE,RU,E,85423110,2,1,NO_SU,2023" + m + ",10,0,0\n")
	}
	b.WriteString("DE,RU,E,85423110,2,1,NO_SU,202352,130,0,0\nFR,RU,E,85423110,2,1,NO_SU,202352,20,0,0\nEU27_2020,RU,E,85423110,2,1,NO_SU,202352,200,0,0\n")
	f := folder(t, map[string]string{"a.dat": b.String()})
	in, err := f.Inspect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	got := in.String()
	for _, want := range []string{
		"twice      130 EUR in 1 rows: annual figures beside the monthly ones that they contain",
		"note       years disagree with their months (DEU 2023: 130 EUR, its months 120 EUR)",
		"note       groups of reporters disagree with their members (EU27 2023: 200 EUR, its members 150 EUR)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the inspection does not say %q:\n%s", want, got)
		}
	}
	if err := in.Ledger.Check(); err != nil {
		t.Error(err)
	}
}
