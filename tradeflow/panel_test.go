package tradeflow

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// grid makes a panel of euros by hand: rows of partner and values, of which
// "?" is not reported, "-" an implied zero and "!" a break of the nomenclature.
func grid(periods []Period, rows ...string) *Panel {
	p := &Panel{Statistic: "value", Unit: Unit{Amount, "EUR"}, Periods: periods, Ledger: &Ledger{}, Query: Query{Direction: Export, By: Partner}}
	for _, row := range rows {
		f := strings.Fields(row)
		s := NewSeries(Key{Partner: Country(f[0])}, len(periods), NotReported)
		for i, text := range f[1:] {
			switch text {
			case "?":
			case "!":
				s.Status[i] = EditionBreak
			case "-":
				s.Set(i, 0, 0, Implied)
			default:
				amount, _, err := parseAmount([]byte(text), 1)
				if err != nil {
					panic(err)
				}
				s.Set(i, amount.Float(), amount.Float(), OK)
			}
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func months(from Period, n int) (list []Period) {
	for i := range n {
		list = append(list, from.Shift(i))
	}
	return list
}

func TestAtOnlyTopFlip(t *testing.T) {
	p := grid(months(Year(2020), 1), "RUS 1", "KAZ 3", "ARM ?", "GEO 2")
	expect(t, p.At(Year(2020), Year(2019)), `
		2020 RUS 1
		2019 RUS not reported
		2020 KAZ 3
		2019 KAZ not reported
		2020 ARM not reported
		2019 ARM not reported
		2020 GEO 2
		2019 GEO not reported`)
	expect(t, p.Top(2), "2020 KAZ 3 \n 2020 GEO 2")
	expect(t, p.Top(9).Only(func(k Key) bool { return k.Partner == "ARM" }), "2020 ARM not reported")
	f := p.Flip()
	if f.Series[0].Key != (Key{Reporter: "ARM"}) || f.Query.Direction != Import || f.Query.By != Reporter {
		t.Errorf("flipped: %+v %v %v", f.Series[0].Key, f.Query.Direction, f.Query.By)
	}
	if p.Series[0].Key != (Key{Partner: "RUS"}) {
		t.Error("Flip changed its receiver")
	}
}

func TestWarningsStayWithTheirCategory(t *testing.T) {
	p := grid([]Period{Year(2020)}, "RUS 1", "KAZ 3")
	p.Series[0].Key.Category, p.Series[1].Key.Category = "drones", "chips"
	p.Warn(AboutCoverage, "all")
	p.warnOf("drones", AboutEdition, "drones")
	if q := p.Only(func(k Key) bool { return k.Category == "chips" }); len(q.Warnings) != 1 || len(p.Warnings) != 2 {
		t.Errorf("%v of %v", q.Warnings, p.Warnings)
	}
	sum, err := p.Sum(Category | Partner)
	if err != nil || len(sum.Warnings) != 2 {
		t.Errorf("a sum keeps the warnings of its parts: %v, %v", sum.Warnings, err)
	}
}

func TestSum(t *testing.T) {
	p := grid([]Period{Year(2020), Year(2021), Year(2022)}, "RUS 1 2 -", "KAZ 3 ? -")
	sum, err := p.Sum(Partner)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, sum, "2020 4 \n 2021 not reported \n 2022 implied zero")
	if _, err := grid([]Period{Year(2020)}, "RUS 1", "WLD 3").Sum(Partner); err == nil {
		t.Error("World contains Russia")
	}
	p.Unit.Kind = ShareOf
	if _, err := p.Sum(Partner); err == nil {
		t.Error("shares do not add up")
	}
}

func TestYearsAndWindows(t *testing.T) {
	p := grid(months(Month(2021, time.January), 24), "RUS 1 1 1 1 1 1 1 1 1 1 1 1 2 2 2 2 2 2 2 2 2 2 2 ?")
	years, err := p.Years(time.January)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, years, "2021 RUS 12 \n 2022 RUS incomplete window")
	fiscal, err := p.Years(time.April)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, fiscal, "2020-04/2021-03 RUS incomplete window \n 2021-04/2022-03 RUS 15 \n 2022-04/2023-03 RUS incomplete window")
	eleven, err := p.Windows(Span(2021, time.January, time.November), Span(2022, time.January, time.November))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, eleven, "2021-01/11 RUS 11 \n 2022-01/11 RUS 22")

	china := grid([]Period{Span(2020, time.January, time.February), Month(2020, time.March)}, "RUS 5 1")
	quarter, err := china.Windows(Quarter(2020, 1), Month(2020, time.January))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, quarter, "2020Q1 RUS 6 \n 2020-01 RUS incomplete window")

	broken, err := grid(months(Month(2021, time.December), 2), "RUS ! 3").Windows(Span(2021, time.December, time.January))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, broken, "2021-12/2022-01 RUS break of the nomenclature")
}

func TestPanelIsWritten(t *testing.T) {
	p := grid([]Period{Year(2020), Year(2021)}, "TUR 1500000.5 ?", "RUS 2 !")
	p.Query.Scheme = hscodes.DualUse()
	var csv, js bytes.Buffer
	if err := p.WriteCSV(&csv); err != nil {
		t.Fatal(err)
	}
	want := "reporter,partner,category,commodity,period,value,lower,upper,status,editions,statistic,unit\n" +
		",TUR,,,2020,1500000.5,1500000.5,1500000.5,ok,,value,EUR\n" +
		",TUR,,,2021,,,,not reported,,value,EUR\n" +
		",RUS,,,2020,2,2,2,ok,,value,EUR\n" +
		",RUS,,,2021,,,,break of the nomenclature,,value,EUR\n"
	if csv.String() != want {
		t.Errorf("got\n%swant\n%s", csv.String(), want)
	}
	if err := p.WriteJSON(&js); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Scheme struct{ Hash string }
		Series []struct {
			Partner string
			Cells   []struct {
				Period string
				Value  *float64
			}
		}
	}
	if err := json.Unmarshal(js.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Series[0].Cells[1].Value != nil || *doc.Series[0].Cells[0].Value != 1500000.5 || doc.Scheme.Hash != p.Query.Scheme.Hash() {
		t.Errorf("%s", js.String())
	}
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	rec := p.Record(mem)
	defer rec.Release()
	if rec.NumRows() != 4 || !rec.Column(5).IsNull(1) || rec.ColumnName(5) != "value" {
		t.Errorf("%v", rec)
	}
	if s := p.String(); !strings.Contains(s, "Türkiye") || !strings.Contains(s, "1.50 million EUR") || !strings.Contains(s, "not reported") {
		t.Errorf("%s", s)
	}
}

func TestLabels(t *testing.T) {
	p := grid([]Period{Year(2020)}, "RUS 1", "KAZ 3")
	for i := range p.Series {
		p.Series[i].Key.Category = "drones"
	}
	p.Query.Scheme = hscodes.DualUse()
	if a, b := p.Label(0), p.Label(1); a != "Russia" || b != "Kazakhstan" {
		t.Errorf("labels %q, %q: what is the same in all rows is left out", a, b)
	}
	if one := p.Top(1).Label(0); !strings.HasPrefix(one, "Kazakhstan, ") {
		t.Errorf("a single row is %q", one)
	}
}

func TestUnitFormat(t *testing.T) {
	for _, c := range []struct {
		unit Unit
		v    float64
		want string
	}{
		{Unit{Amount, "EUR"}, 525210000, "525.21 million EUR"}, {Unit{Amount, "kg"}, 12, "12 kg"}, {Unit{Growth, ""}, -0.773, "−77.3%"},
		{Unit{Growth, ""}, 0.69, "+69.0%"}, {Unit{Points, ""}, 0.347, "+34.7 pp"}, {Unit{ShareOf, ""}, 0.26, "26.0%"}, {Unit{IndexOf, "2021"}, -0.01, "0.0"},
		{Unit{Amount, "USD"}, math.NaN(), "n/a"},
		{Unit{Growth, ""}, 85.492, "+8,549.2%"}, {Unit{Growth, ""}, 9.99999, "+1,000.0%"}, {Unit{Growth, ""}, -12345.678, "−1,234,567.8%"},
		{Unit{IndexOf, "2021"}, 2.5e6, "2,500,000.0"}, {Unit{IndexOf, "2021"}, 999.94, "999.9"}, {Unit{Points, ""}, 12, "+1,200.0 pp"}, {Unit{ShareOf, ""}, 10, "1,000.0%"},
		{Unit{PlainRatio, ""}, 1234.5, "1,234.50"}, {Unit{Amount, "EUR"}, 1e15, "1,000,000.00 billion EUR"}, {Unit{Amount, "USD"}, math.Inf(1), "+Inf billion USD"},
	} {
		if got := c.unit.Format(c.v); got != c.want {
			t.Errorf("%v of %v is %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestStatusAndNaNAgree(t *testing.T) {
	for s := OK; s < statusCount; s++ {
		if s.String() == "" {
			t.Errorf("status %d has no words", s)
		}
	}
	if !slices.Equal([]bool{OK.HasNumber(), Implied.HasNumber(), Ceased.HasNumber(), New.HasNumber(), NotReported.HasNumber()}, []bool{true, true, true, false, false}) {
		t.Error("numbers are OK, Implied and Ceased")
	}
}

func TestQueryValidate(t *testing.T) {
	good := Query{Direction: Export, Frequency: Annual}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Query){
		"Direction is not set":            func(q *Query) { q.Direction = 0 },
		"Frequency is not set":            func(q *Query) { q.Frequency = 0 },
		"Scheme is nil":                   func(q *Query) { q.By = Category },
		"is after":                        func(q *Query) { q.From, q.To = Year(2022), Year(2021) },
		`Russia is "RUS"`:                 func(q *Query) { q.Partners = []Country{"RU"} },
		"invalid code":                    func(q *Query) { q.Codes = []hscodes.Code{{}} },
		"Measure":                         func(q *Query) { q.Measure = 9 },
		"no dimension":                    func(q *Query) { q.By = 1 << 6 },
		"field Query.Reporters adds EU27": func(q *Query) { q.Reporters = []Country{"EU27", "DEU"} },
	} {
		q := good
		change(&q)
		if err := q.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestHeadings(t *testing.T) {
	share := Unit{ShareOf, "all partners listed"}
	for want, p := range map[string]Panel{
		"share of all partners listed":                    {Statistic: "share", Unit: share},
		"12-month sum, share of all partners listed":      {Statistic: "12-month sum, share", Unit: share},
		"share of all partners listed, mean":              {Statistic: "share, mean", Unit: share},
		"coverage, share of World":                        {Statistic: "coverage", Unit: Unit{ShareOf, "World"}},
		"trade openness, share of gross domestic product": {Statistic: "trade openness", Unit: Unit{ShareOf, "gross domestic product"}},
		"share":              {Statistic: "share", Unit: Unit{Kind: ShareOf}},
		"share of the world": {Unit: Unit{ShareOf, "the world"}},
		"index, 2021 = 100":  {Statistic: "index", Unit: Unit{IndexOf, "2021"}},
		"HHI over partners":  {Statistic: "HHI over partners", Unit: Unit{PlainRatio, "HHI, 0 to 1"}},
		"share, difference to 2021, percentage points": {Statistic: "share, difference to 2021", Unit: Unit{Kind: Points}},
	} {
		if got := p.Heading(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A sum that no float64 holds is no number, and neither is a bound.
func TestSumsOutOfRange(t *testing.T) {
	p := &Panel{Unit: Unit{Name: "EUR"}, Periods: []Period{Year(2020), Year(2021)}}
	for _, c := range []Country{"CHN", "IND"} {
		s := NewSeries(Key{Partner: c}, 2, NotReported)
		s.Set(0, 1e308, 1e308, OK)
		s.Set(1, 1, 1e308, OK)
		p.Series = append(p.Series, s)
	}
	sum, err := p.Sum(Partner)
	if err != nil {
		t.Fatal(err)
	}
	if s := sum.Series[0]; s.Status[0] != OutOfRange || !math.IsNaN(s.Values[0]) || !math.IsNaN(s.Upper[0]) || s.Values[1] != 2 || !math.IsNaN(s.Upper[1]) {
		t.Errorf("%v to %v, %v", s.Values, s.Upper, s.Status)
	}
	both, err := p.At(Year(2020), Year(2021)).Windows(Window(Year(2020), Year(2021)))
	if err != nil {
		t.Fatal(err)
	}
	if s := both.Series[0]; s.Values[0] != 1e308+1 || !math.IsNaN(s.Upper[0]) {
		t.Errorf("%v to %v, %v", s.Values, s.Upper, s.Status)
	}
}
