package tradeflow

import (
	"errors"
	"io"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// apiRates are rows as the API of the European Central Bank gives them. The
// dollar's are as published: the averages of January and February 2020 and of
// 2024. The others are illustrative.
const apiRates = "\xef\xbb\xbfKEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,OBS_CONF,OBS_PRE_BREAK,OBS_COM,TIME_FORMAT,BREAKS,COLLECTION,COMPILING_ORG,DISS_ORG,DOM_SER_IDS,PUBL_ECB,PUBL_MU,PUBL_PUBLIC,UNIT_INDEX_BASE,COMPILATION,COVERAGE,DECIMALS,NAT_TITLE,SOURCE_AGENCY,SOURCE_PUB,TITLE,TITLE_COMPL,UNIT,UNIT_MULT\r\n" +
	"EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2020-01,1.1100363636364,A,F,,,P1M,,A,,,,,,,99Q1=100,,,4,,4F0,,US dollar/Euro ECB reference exchange rate,\"ECB reference exchange rate, US dollar/Euro, 2.15 pm (C.E.T.)\",USD,0\r\n" +
	"EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2020-02,1.0905,A,F,,,P1M,,A,,,,,,,99Q1=100,,,4,,4F0,,US dollar/Euro ECB reference exchange rate,\"ECB reference exchange rate, US dollar/Euro, 2.15 pm (C.E.T.)\",USD,0\r\n" +
	"EXR.M.CNY.EUR.SP00.A,M,CNY,EUR,SP00,A,2020-02,8.724,A,F,,,P1M,,A,,,,,,,,,,4,,4F0,,,,CNY,0\r\n" +
	"EXR.M.CNY.EUR.SP00.A,M,CNY,EUR,SP00,A,2020-03,7.5,A,F,,,P1M,,A,,,,,,,,,,4,,4F0,,,,CNY,0\r\n" +
	"EXR.M.USD.EUR.SP00.E,M,USD,EUR,SP00,E,2020-01,9.9,A,F,,,P1M,,E,,,,,,,,,,4,,4F0,,,,USD,0\r\n" +
	"EXR.M.USD.EUR.EN00.A,M,USD,EUR,EN00,A,2020-01,9.9,A,F,,,P1M,,A,,,,,,,,,,4,,4F0,,,,USD,0\r\n" +
	"EXR.Q.USD.EUR.SP00.A,Q,USD,EUR,SP00,A,2020-Q1,9.9,A,F,,,P3M,,A,,,,,,,,,,4,,4F0,,,,USD,0\r\n" +
	"EXR.A.USD.EUR.SP00.A,A,USD,EUR,SP00,A,2024,1.08238046875,A,F,,,P1Y,,A,,,,,,,,,,4,,4F0,,,,USD,0\r\n" +
	"EXR.D.JPY.EUR.SP00.A,D,JPY,EUR,SP00,A,1999-12-31,,H,,,,P1D,,A,,,,,,,,,,5,,4F0,,,,JPY,0\r\n"

func readRates(t testing.TB, text, currency string) *Rates {
	t.Helper()
	r, err := ReadRates(strings.NewReader(text), currency)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// expectRates compares the rates with lines of currency, period and rate.
func expectRates(t *testing.T, r *Rates, want map[string]float64) {
	t.Helper()
	n := 0
	for currency, rates := range r.PerUnit {
		for p, rate := range rates {
			n++
			name := currency + " " + p.String()
			if w, ok := want[name]; !ok || math.Abs(rate/w-1) > 1e-14 {
				t.Errorf("%s is %v, want %v", name, rate, w)
			}
		}
	}
	if n != len(want) {
		t.Errorf("%d rates, want %d", n, len(want))
	}
}

func TestRatesOfTheAPI(t *testing.T) {
	r := readRates(t, apiRates, "USD")
	expectRates(t, r, map[string]float64{
		"EUR 2020-01": 1.1100363636364,
		"EUR 2020-02": 1.0905,
		"EUR 2024":    1.08238046875,
		"CNY 2020-02": 0.125, // 1.0905 / 8.724; March has no rate of the dollar
	})
	if want := "European Central Bank, averages of daily reference rates, through the euro"; r.Source != want {
		t.Errorf("source %q, want %q", r.Source, want)
	}
	expectRates(t, readRates(t, apiRates, "EUR"), map[string]float64{
		"USD 2020-01": 1 / 1.1100363636364,
		"USD 2020-02": 1 / 1.0905,
		"USD 2024":    1 / 1.08238046875,
		"CNY 2020-02": 1 / 8.724,
		"CNY 2020-03": 1 / 7.5,
	})
}

func TestRatesOfThePortal(t *testing.T) {
	// Illustrative, but for the dollar's published averages.
	r := readRates(t, `"DATE","TIME PERIOD","US dollar/Euro (EXR.M.USD.EUR.SP00.A)","Japanese yen/Euro (EXR.M.JPY.EUR.SP00.A)","US dollar/Euro, end of period (EXR.M.USD.EUR.SP00.E)","US dollar/Euro (EXR.A.USD.EUR.SP00.A)"
"2020-01-31","2020Jan","1.1100363636364","","1.1052",""
"2020-02-29","2020Feb","1.0905","109.05","1.0977",""
"2024-12-31","2024","","","","1.08238046875"
`, "USD")
	expectRates(t, r, map[string]float64{
		"EUR 2020-01": 1.1100363636364,
		"EUR 2020-02": 1.0905,
		"EUR 2024":    1.08238046875,
		"JPY 2020-02": 0.01,
	})
}

// weekdays writes a line for each weekday, newest first, as eurofxref-hist.csv does.
func weekdays(first, last string, line func(day string) string) string {
	var b strings.Builder
	from, _ := time.Parse(time.DateOnly, first)
	day, _ := time.Parse(time.DateOnly, last)
	for ; !day.Before(from); day = day.AddDate(0, 0, -1) {
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			b.WriteString(line(day.Format(time.DateOnly)))
		}
	}
	return b.String()
}

func TestRatesOfDays(t *testing.T) {
	// Illustrative. February 2024 has 21 working days, of which the last has
	// another rate: (20*1.25 + 1.46) / 21 = 26.46 / 21 = 1.26. January begins on
	// the 15th, and April runs. March ends on Thursday 28th, before Good Friday.
	dollar := func(day string) string {
		switch {
		case day == "2024-02-29":
			return "1.46"
		case day[:7] == "2024-03":
			return "1.5"
		}
		return "1.25"
	}
	want := map[string]float64{"EUR 2024-02": 1.26, "EUR 2024-03": 1.5, "JPY 2024-03": 0.01}
	open := func(day string) bool { return day != "2024-03-29" && day != "2024-04-01" }
	history := "Date,USD,JPY,CYP,\n" + weekdays("2024-01-15", "2024-04-15", func(day string) string {
		yen := "N/A"
		if day >= "2024-02-20" {
			yen = "150" // from the middle of February
		}
		if !open(day) {
			return ""
		}
		return day + "," + dollar(day) + "," + yen + ",N/A,\n"
	})
	r := readRates(t, history, "USD")
	expectRates(t, r, want)
	if want := "European Central Bank, averages of daily reference rates, worked out from these, through the euro"; r.Source != want {
		t.Errorf("source %q, want %q", r.Source, want)
	}

	// The API has the closed days as well, without a value. A published average
	// goes before one of days.
	api := "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE\n" +
		"EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2024-03,1.75\n" +
		weekdays("2024-02-01", "2024-03-29", func(day string) string {
			value := ""
			if open(day) {
				value = dollar(day)
			}
			return "EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A," + day + "," + value + "\n"
		})
	expectRates(t, readRates(t, api, "USD"), map[string]float64{"EUR 2024-02": 1.26, "EUR 2024-03": 1.75})

	// A month whose last working day is not there yet has no average.
	early := "Date,USD,\n" + weekdays("2024-02-01", "2024-02-28", func(day string) string { return day + ",1.25,\n" })
	if r, err := ReadRates(strings.NewReader(early), "USD"); err == nil {
		t.Errorf("a running month has rates %v", r.PerUnit)
	}

	// Nor has one with a hole of over a week, or its year.
	hole := "Date,USD,\n" + weekdays("2023-01-02", "2023-12-29", func(day string) string {
		if "2023-06-05" <= day && day <= "2023-06-12" {
			return ""
		}
		return day + ",1.25,\n"
	})
	rates := readRates(t, hole, "USD").PerUnit["EUR"]
	if len(rates) != 11 || rates[Month(2023, time.June)] != 0 {
		t.Errorf("rates around a hole are %v", rates)
	}
	whole := "Date,USD,\n" + weekdays("2023-01-02", "2023-12-29", func(day string) string { return day + ",1.25,\n" })
	if rates := readRates(t, whole, "USD").PerUnit["EUR"]; len(rates) != 13 || rates[Year(2023)] != 1.25 {
		t.Errorf("rates of a whole year are %v", rates)
	}
}

func TestRatesWorkingDays(t *testing.T) {
	for _, c := range []struct {
		p           Period
		first, last string
	}{
		{Year(1999), "1999-01-04", "1999-12-30"},
		{Year(2001), "2001-01-02", "2001-12-28"},
		{Year(2024), "2024-01-02", "2024-12-31"},
		{Month(2018, time.March), "2018-03-01", "2018-03-29"}, // Good Friday was the 30th
		{Month(2018, time.April), "2018-04-03", "2018-04-30"}, // Easter Monday was the 2nd
		{Month(2020, time.May), "2020-05-04", "2020-05-29"},
		{Month(2024, time.March), "2024-03-01", "2024-03-28"},
	} {
		first, last := workingDays(c.p)
		if got := first.Format(time.DateOnly) + " " + last.Format(time.DateOnly); got != c.first+" "+c.last {
			t.Errorf("%s has the working days %s, want %s %s", c.p, got, c.first, c.last)
		}
	}
	for _, day := range []string{"1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2025-04-20", "2038-04-25"} {
		want, _ := time.Parse(time.DateOnly, day)
		if got := easter(want.Year()); !got.Equal(want) {
			t.Errorf("Easter is on %s, want %s", got.Format(time.DateOnly), day)
		}
	}
}

func TestRatesOfOnesOwn(t *testing.T) {
	// Illustrative.
	r := readRates(t, "period,currency,rate,where from\n2023, EUR ,1.0813,a\n202301,EUR,1.077,\n2023-01/02,CNY,0.1475,\n2023Q2,CNY,\"0.14\",\n", "USD")
	expectRates(t, r, map[string]float64{"EUR 2023": 1.0813, "EUR 2023-01": 1.077, "CNY 2023-01/02": 0.1475, "CNY 2023Q2": 0.14})
	if r.Source != "" {
		t.Errorf("source %q", r.Source)
	}
	if got, want := r.note("EUR"), "values in EUR were converted to USD at the average rates of their own month or year"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	r.Source = "own table"
	if got := r.note("EUR"); !strings.HasSuffix(got, "month or year (own table)") {
		t.Errorf("note %q", got)
	}
}

// someRates are illustrative rates.
func someRates() *Rates {
	return &Rates{Currency: "USD", PerUnit: map[string]map[Period]float64{
		"EUR": {
			Month(2024, time.January): 1.0905, Month(2024, time.February): 1.0795, Month(2024, time.April): 1.0725,
			Year(2022): 1.053, Year(2023): 1.0813,
		},
		"CNY": {Year(2023): 0.125, Span(2024, time.January, time.February): 0.14},
	}}
}

func TestRatesConvert(t *testing.T) {
	r := someRates()
	for _, c := range []struct {
		v    Thousandths
		from string
		p    Period
		want Thousandths
	}{
		{123, "USD", Period{}, 123},
		{1_000_000, "EUR", Month(2024, time.January), 1_090_500},
		{-1_000_000, "EUR", Month(2024, time.January), -1_090_500},
		{1_000_001, "EUR", Year(2023), 1_081_301},                              // 1 081 301.0813
		{2_000_000, "EUR", Span(2024, time.January, time.February), 2_170_000}, // (1.0905+1.0795)/2 = 1.085
		{1_000_000, "CNY", Span(2024, time.January, time.February), 140_000},   // its own rate
		{4, "CNY", Year(2023), 0},                                              // 0.5
		{12, "CNY", Year(2023), 2},                                             // 1.5
		{20, "CNY", Year(2023), 2},                                             // 2.5
		{-12, "CNY", Year(2023), -2},                                           // -1.5
		{-20, "CNY", Year(2023), -2},                                           // -2.5
		{21, "CNY", Year(2023), 3},                                             // 2.625
		{math.MaxInt64, "CNY", Year(2023), 1152921504606846976},                // (2^63-1)/8 = 2^60 - 1/8
		{9007199254740993, "CNY", Year(2023), 1125899906842624},                // (2^53+1)/8 = 2^50 + 1/8, and no float64 holds 2^53+1
		{9007199254740993 + 3, "CNY", Year(2023), 1125899906842624},            // 2^50 + 1/2
		{9007199254740993 + 11, "CNY", Year(2023), 1125899906842626},           // 2^50 + 3/2
		{math.MinInt64, "CNY", Year(2023), -1 << 60},
	} {
		if got, err := r.convert(c.v, c.from, c.p); got != c.want || err != nil {
			t.Errorf("%d %s of %s are %d (%v), want %d", c.v, c.from, c.p, got, err, c.want)
		}
	}
	if got, err := r.convert(math.MaxInt64, "EUR", Year(2023)); err == nil {
		t.Errorf("an overflow gives %d", got)
	}
}

func TestRatesMissing(t *testing.T) {
	r := someRates()
	for _, c := range []struct {
		from string
		p    Period
		want string
	}{
		{"EUR", Month(2024, time.March), "no exchange rate from EUR to USD for 2024-03: for EUR the table has 3 months from 2024-01 to 2024-04 and 2 years from 2022 to 2023; give Rates with the average of this month, or query other periods"},
		{"EUR", Quarter(2024, 1), "no exchange rate from EUR to USD for 2024-03, which 2024Q1 needs: for EUR the table has"},
		{"EUR", Year(2024), "no exchange rate from EUR to USD for 2024: for EUR"},
		{"CNY", Month(2023, time.May), "no exchange rate from CNY to USD for 2023-05: for CNY the table has one year, 2023 and one span, 2024-01/02; give Rates with the average of this month"},
		{"JPY", Year(2023), "no exchange rate from JPY to USD for 2023: there are only rates of CNY, EUR; give"},
	} {
		got, err := r.convert(1000, c.from, c.p)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s of %s: %d, %v; want %s", c.from, c.p, got, err, c.want)
		}
	}
	if _, err := (&Rates{Currency: "USD"}).convert(1, "EUR", Year(2023)); err == nil {
		t.Error("no rates convert")
	}
	// Twelve months do not make a year, but they make twelve months from April.
	all := map[Period]float64{}
	for i := range 24 {
		all[Month(2023, time.January).Shift(i)] = 2
	}
	r = &Rates{Currency: "USD", PerUnit: map[string]map[Period]float64{"EUR": all}}
	if got, err := r.convert(1, "EUR", Year(2023)); err == nil {
		t.Errorf("twelve months give %d for a year", got)
	}
	if got, err := r.convert(1, "EUR", Span(2023, time.April, time.March)); got != 2 || err != nil {
		t.Errorf("a fiscal year gives %d, %v", got, err)
	}
}

// Products are those of whole fractions, whatever the amount and the rate.
func TestRatesProduct(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		v := Thousandths(random.Uint64() >> random.IntN(64))
		rate := math.Ldexp(0.5+random.Float64()/2, random.IntN(79)-38)
		if random.IntN(2) == 0 { // of few bits, so that halves come up
			rate = math.Ldexp(float64(1+random.IntN(15)), random.IntN(40)-30)
		}
		exact := new(big.Rat).SetFloat64(rate)
		exact.Mul(exact, new(big.Rat).SetInt64(int64(v)))
		want := halfEven(exact)
		got, ok := v.times(rate)
		if fits := want.IsInt64(); ok != fits || ok && want.Int64() != int64(got) {
			t.Fatalf("%d times %v is %d %v, want %s", v, rate, got, ok, want)
		}
	}
}

func halfEven(x *big.Rat) *big.Int {
	twice := new(big.Int).Lsh(x.Num(), 1)
	twice.Add(twice, x.Denom())
	// The floor of x + 1/2; one too many on a half above an even number.
	whole, rest := new(big.Int).DivMod(twice, new(big.Int).Lsh(x.Denom(), 1), new(big.Int))
	if rest.Sign() == 0 && whole.Bit(0) == 1 {
		whole.Sub(whole, big.NewInt(1))
	}
	return whole
}

func TestRatesValidate(t *testing.T) {
	if err := (*Rates)(nil).Validate(); err != nil {
		t.Error(err)
	}
	if err := someRates().Validate(); err != nil {
		t.Error(err)
	}
	for _, r := range []*Rates{
		{},
		{Currency: "usd"},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"euro": nil}},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"USD": {Year(2023): 1}}},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"EUR": {Period{}: 1}}},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"EUR": {Year(2023): 0}}},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"EUR": {Year(2023): -1}}},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"EUR": {Year(2023): math.NaN()}}},
		{Currency: "USD", PerUnit: map[string]map[Period]float64{"EUR": {Year(2023): math.Inf(1)}}},
	} {
		if err := r.Validate(); err == nil || !strings.HasPrefix(err.Error(), "exchange rates: ") {
			t.Errorf("%v: %v", r, err)
		}
	}
}

func TestRatesRefused(t *testing.T) {
	const header = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE\n"
	const row = "x,M,USD,EUR,SP00,A,2024-01,1.0905\n"
	for _, c := range []struct{ text, want string }{
		{"", "exchange rates: the file is empty"},
		{"a,b\n1,2\n", `exchange rates: the header "a,b" is neither`},
		{"PK\x03\x04,\n", "exchange rates: this is a zip file"},
		{header, "exchange rates: the file has no average of a month or a year: it has no values"},
		{header + "x,M,USD,EUR,SP00,E,2024-01,1.0837\n", "exchange rates: the file has no average of a month or a year: 1 series or rates are of the end of a period, and no averages"},
		{header + "x,M,CNY,EUR,SP00,A,2024-01,7.82\n", "exchange rates: no average of USD per euro is in the file, only of CNY"},
		{header + row + row, `exchange rates:3:28: column OBS_VALUE: found "1.0905": a second rate of USD for the same period, after 1.0905`},
		{header + "x,M,USD,EUR,SP00,A,2024-13,1.0905\n", `exchange rates:2:20: column TIME_PERIOD: found "2024-13": period`},
		{header + "x,M,USD,EUR,SP00,A,2024,1.0905\n", `exchange rates:2:20: column TIME_PERIOD: found "2024": not a month`},
		{header + "x,A,USD,EUR,SP00,A,2024-01,1.0905\n", `exchange rates:2:20: column TIME_PERIOD: found "2024-01": not a year`},
		{header + "x,D,USD,EUR,SP00,A,2024-01,1.0905\n", `exchange rates:2:20: column TIME_PERIOD: found "2024-01": not a date`},
		{header + "x,M,USD,EUR,SP00,A,2024-01,\"1,0905\"\n", `exchange rates:2:28: column OBS_VALUE: found "1,0905": not a number`},
		{header + "x,M,USD,EUR,SP00,A,2024-01,0x1p3\n", `exchange rates:2:28: column OBS_VALUE: found "0x1p3": not a number`},
		{header + "x,M,USD,EUR,SP00,A,2024-01,0\n", `exchange rates:2:28: column OBS_VALUE: found "0": not a rate`},
		{header + "x,M,USD\n", "exchange rates: record on line 2: wrong number of fields"},
		{"Date,USD,\n2024-01-02,-1,\n", `exchange rates:2:12: column USD: found "-1": not a rate`},
		{"Date,USD,\n2024-01-02,1.09,\n2024-01-02,1.09,\n", `exchange rates:3:12: column USD: found "1.09": a second rate`},
		{"Date,USD,\n02/01/2024,1.09,\n", `exchange rates:2:1: column Date: found "02/01/2024": not a date`},
		{"Date,USD,\n2024-01-02,1.09,\n", "exchange rates: the file has no average of a month or a year: the daily rates run through no whole month"},
		{"DATE,TIME PERIOD,US dollar\n2024-01-31,2024Jan,1.09\n", "exchange rates: the file has no average of a month or a year: 1 series or rates have no exchange rate's key"},
		{"period,currency,rate\n", "exchange rates: the table has no rows"},
		{"period,currency,rate\n2024-1,EUR,1.09\n", `exchange rates:2:1: column period: found "2024-1": period`},
		{"period,currency,rate\n2024,euro,1.09\n", `exchange rates:2:6: column currency: found "euro": not three`},
		{"period,currency,rate\n2024,USD,1\n", `exchange rates:2:6: column currency: found "USD": the currency`},
		{"period,currency,rate\n2024,EUR,\n", `exchange rates:2:10: column rate: found "": no rate`},
		{"period,currency,rate\n2024-01,EUR,1.09\n202401,EUR,1.09\n", `exchange rates:3:12: column rate: found "1.09": a second rate of EUR`},
		{header + "x,M,USD,EUR,SP00,A,2024-01,1e12\nx,M,CNY,EUR,SP00,A,2024-01,1e-12\n", "exchange rates: the rate of CNY for 2024-01 is 1e+24"},
	} {
		r, err := ReadRates(strings.NewReader(c.text), "USD")
		if err == nil || r != nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q gives %v and the error\n%v\nwant\n%s", c.text, r, err, c.want)
		}
	}
	if _, err := ReadRates(strings.NewReader(apiRates), "dollar"); err == nil {
		t.Error("the currency dollar is accepted")
	}
	broken := errors.New("broken")
	if _, err := ReadRates(io.MultiReader(strings.NewReader(apiRates), brokenReader{broken}), "USD"); !errors.Is(err, broken) {
		t.Errorf("a broken file gives %v", err)
	}
}

type brokenReader struct{ error }

func (b brokenReader) Read([]byte) (int, error) { return 0, b.error }

// endless repeats a line.
type endless struct {
	line string
	at   int
}

func (e *endless) Read(p []byte) (n int, err error) {
	for n < len(p) {
		m := copy(p[n:], e.line[e.at:])
		n += m
		e.at = (e.at + m) % len(e.line)
	}
	return n, nil
}

func TestRatesBounded(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	if testing.Short() {
		t.Skip("reads 256 MB")
	}
	text := io.MultiReader(strings.NewReader("Date,USD,\n"), &endless{line: "2024-01-02,N/A,\n"})
	if _, err := ReadRates(text, "USD"); err == nil || !strings.Contains(err.Error(), "more than 256 MB") {
		t.Errorf("a file without end gives %v", err)
	}
}

// FuzzReadRates feeds any text. Whatever is accepted is valid, and converts.
func FuzzReadRates(f *testing.F) {
	f.Add(apiRates, "USD")
	f.Add("\"DATE\",\"TIME PERIOD\",\"US dollar/Euro (EXR.M.USD.EUR.SP00.A)\"\n\"2020-01-31\",\"2020Jan\",\"1.11\"\n", "EUR")
	f.Add("Date,USD,JPY,\n"+weekdays("2024-02-01", "2024-02-29", func(day string) string { return day + ",1.25,N/A,\n" }), "USD")
	f.Add("period,currency,rate\n2024-01,EUR,1.09\n2024-01/02,CNY,1e-1\n", "USD")
	f.Fuzz(func(t *testing.T, text, currency string) {
		r, err := ReadRates(strings.NewReader(text), currency)
		if err != nil {
			return
		}
		if err := r.Validate(); err != nil {
			t.Fatal(err)
		}
		n := 0
		for from, rates := range r.PerUnit {
			for p, rate := range rates {
				n++
				got, err := r.convert(1_000_000, from, p)
				if want := rate * 1_000_000; err != nil && want < math.MaxInt64/2 || err == nil && math.Abs(float64(got)-want) > 1+want*1e-9 {
					t.Fatalf("%s of %s: %d, %v at %v", from, p, got, err, rate)
				}
			}
		}
		if n == 0 {
			t.Fatalf("no rates and no error for %q", text)
		}
	})
}
