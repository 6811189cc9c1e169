package chart

import (
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// TestOthersAreGrey: the rest of a table has the same grey in every chart, and a name.
func TestOthersAreGrey(t *testing.T) {
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, years(2022, 2023),
		[]tradeflow.Key{{Partner: stats.Others}, {Partner: "CHN"}, {Partner: "TUR"}}, []float64{9e9, 8e9}, []float64{3e9, 4e9}, []float64{1e9, 2e9})
	s, err := Lines(p).subject()
	if err != nil {
		t.Fatal(err)
	}
	if l := s.rows[0].look; l.color != lineGrey || l.grey || s.rows[1].color != blue {
		t.Errorf("Others %+v, China %+v", l, s.rows[1].look)
	}
	if got := s.signHue(s.rows[0].look, 1); got != lineGrey {
		t.Errorf("the bar of Others is %v", got)
	}
	if got := Colors(p)["Others"]; got != lineGrey || othersGrey != lineGrey {
		t.Errorf("Colors gives Others %v", got)
	}
	for _, f := range []*Figure{Lines(p), Bars(p.At(tradeflow.Year(2023))), Bars(p), Slope(p)} {
		f.Title = "Others are nobody"
		for _, i := range f.Lint() {
			t.Errorf("%s: %s", f.kind.name, i)
		}
	}
}

// TestPartialYearOfGroups: a group of bars says which year is not whole.
func TestPartialYearOfGroups(t *testing.T) {
	p := panelOf("value", tradeflow.Unit{Name: "EUR"}, []tradeflow.Period{tradeflow.Year(2022), tradeflow.Year(2023), tradeflow.Span(2024, time.January, time.August)},
		[]tradeflow.Key{{Partner: "CHN"}, {Partner: "TUR"}}, []float64{9e9, 8e9, 5e9}, []float64{3e9, 4e9, 3e9})
	c, err := Bars(p).compose()
	if want := "January to August 2024 is not a whole year"; err != nil || !strings.Contains(c.plan.remark, want) {
		t.Errorf("remark %q, %v", c.plan.remark, err)
	}
}
