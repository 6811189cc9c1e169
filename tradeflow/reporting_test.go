package tradeflow

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestReportingOfSums: a sum over changing reporters says who is in it, whatever is
// done to it afterwards.
func TestReportingOfSums(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("202301 156 X 643 854231 5", "202301 792 X 643 854231 3", "202302 156 X 643 854231 6", "202303 156 X 643 854231 6", "202303 792 X 643 854231 4")})
	q := Query{Direction: Export, Frequency: Monthly}
	p := ask(t, f, q)
	if p.Reporting == nil || !slices.Equal(p.Reporting.Reporters, []Country{"CHN", "TUR"}) {
		t.Fatalf("reporting %+v", p.Reporting)
	}
	quarter := Quarter(2023, 1)
	for period, want := range map[Period][]Country{Month(2023, 1): nil, Month(2023, 2): {"TUR"}, quarter: {"TUR"}} {
		if got := p.Reporting.Missing(period); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", period, got, want)
		}
	}
	windows, err := p.Windows(quarter)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []*Panel{p.At(Month(2023, 2)), p.Top(1), p.Only(func(Key) bool { return true }), windows} {
		if q.Reporting != p.Reporting {
			t.Error("a panel made of the sums has lost who is in them")
		}
	}
	var b bytes.Buffer
	if err := p.WriteJSON(&b); err != nil || !strings.Contains(strings.Join(strings.Fields(b.String()), ""), `"reporting":{"reporters":["CHN","TUR"],"silent":{"2023-02":["TUR"]}}`) {
		t.Errorf("%v: %s", err, b.String())
	}
	q.By = Reporter
	if p := ask(t, f, q); p.Reporting != nil {
		t.Error("of a panel by reporter the series say who is silent")
	}
	q.By, q.Reporters = 0, []Country{"CHN"}
	if p := ask(t, f, q); p.Reporting != nil {
		t.Error("one reporter is no sum")
	}
	both := p.Reporting.With(&Reporting{Reporters: []Country{"DEU", "TUR"}, Silent: map[Period][]Country{Month(2023, 2): {"DEU", "TUR"}}})
	if !slices.Equal(both.Reporters, []Country{"CHN", "DEU", "TUR"}) || !slices.Equal(both.Missing(Month(2023, 2)), []Country{"DEU", "TUR"}) || len(p.Reporting.Reporters) != 2 {
		t.Errorf("%+v", both)
	}
}
