package tradeflow

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxRatesSize bounds what ReadRates reads. The daily rates of all currencies
// since 1999 are well below it, in the API's long rows too.
const maxRatesSize = 256 << 20

// ReadRates reads exchange rates into one currency from a CSV file, whose layout
// it tells from the header:
//
//   - KEY,FREQ,CURRENCY,CURRENCY_DENOM,...: the API of the European Central
//     Bank, with daily, monthly or annual averages of spot rates. Other series,
//     such as rates at the end of a period, are passed over.
//   - "DATE","TIME PERIOD","US dollar/Euro (EXR.M.USD.EUR.SP00.A)": a download
//     from its data portal, of one series or several.
//   - Date,USD,JPY,...: its eurofxref-hist.csv, out of the zip file.
//   - period,currency,rate: a table of one's own, where the rate is how much of
//     the wanted currency one unit of the row's currency was worth, and the
//     period is as ParsePeriod reads it. Other columns are passed over.
//
// The bank quotes all currencies per euro. The rates between two others are the
// quotient of their averages per euro in the same period: a cross of means. It
// differs a little from the mean of daily crosses, which published averages do
// not allow. The result has every currency of the file.
//
// Daily rates are averaged as the bank does it, by the plain mean over the days
// that have one, and a published average goes before one worked out here. A
// month or a year counts if the rates run from its first working day to its
// last, without a gap of over a week: a running month has no average yet.
func ReadRates(r io.Reader, currency string) (*Rates, error) {
	if !isCurrency(currency) {
		return nil, fmt.Errorf("exchange rates: currency %q is not three capital letters, like USD", currency)
	}
	in := &io.LimitedReader{R: r, N: maxRatesSize + 1}
	text := bufio.NewReader(in)
	if start, _ := text.Peek(3); string(start) == "\xef\xbb\xbf" {
		text.Discard(3)
	}
	t := &rateTable{
		csv:       csv.NewReader(text),
		currency:  currency,
		published: map[string]map[Period]float64{},
		daily:     map[string]map[time.Time]float64{},
		others:    map[string]int{},
	}
	t.csv.ReuseRecord = true
	t.csv.TrimLeadingSpace = true
	rates, err := t.read()
	if in.N <= 0 {
		err = fmt.Errorf("the file has more than %d MB, which no table of rates has", maxRatesSize>>20)
	}
	var row *RowError
	switch {
	case errors.As(err, &row):
		return nil, row
	case err != nil:
		return nil, fmt.Errorf("exchange rates: %w", err)
	}
	if err := rates.Validate(); err != nil { // a quotient of absurd rates
		return nil, err
	}
	return rates, nil
}

// rateTable is a file of rates while it is read.
type rateTable struct {
	csv       *csv.Reader
	header    []string
	currency  string                           // the wanted one
	published map[string]map[Period]float64    // units per euro; in a table of one's own, the wanted currency per unit
	daily     map[string]map[time.Time]float64 // units per euro
	others    map[string]int                   // rows or columns that cannot be used, by reason
}

func (t *rateTable) read() (*Rates, error) {
	header, err := t.csv.Read()
	if err == io.EOF {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	for _, name := range header {
		t.header = append(t.header, strings.TrimSpace(name))
	}
	row := t.ownRow()
	own := row != nil
	for _, layout := range []func() func([]string) error{t.apiRow, t.portalRow, t.historyRow} {
		if row == nil {
			row = layout()
		}
	}
	if row == nil {
		found := strings.Join(t.header, ",")
		if strings.HasPrefix(found, "PK\x03\x04") {
			return nil, errors.New("this is a zip file: give the CSV file inside")
		}
		return nil, fmt.Errorf("the header %.200q is neither of the European Central Bank nor period,currency,rate", found)
	}
	for {
		fields, err := t.csv.Read()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = row(fields)
		}
		if err != nil {
			return nil, err
		}
	}
	if own {
		if len(t.published) == 0 {
			return nil, errors.New("the table has no rows")
		}
		return &Rates{Currency: t.currency, PerUnit: t.published}, nil
	}
	return t.throughEuro()
}

// columns returns where the names stand in the header; ok if all are there.
func (t *rateTable) columns(names ...string) (at []int, ok bool) {
	for _, name := range names {
		i := slices.IndexFunc(t.header, func(h string) bool { return strings.EqualFold(h, name) })
		if i < 0 {
			return nil, false
		}
		at = append(at, i)
	}
	return at, true
}

func (t *rateTable) ownRow() func([]string) error {
	at, ok := t.columns("period", "currency", "rate")
	if !ok {
		return nil
	}
	return func(row []string) error {
		p, err := ParsePeriod(strings.TrimSpace(row[at[0]]))
		if err != nil {
			return t.fail(row, at[0], err)
		}
		currency := strings.TrimSpace(row[at[1]])
		if !isCurrency(currency) {
			return t.fail(row, at[1], errors.New("not three capital letters, like EUR"))
		}
		if currency == t.currency {
			return t.fail(row, at[1], errors.New("the currency that the rates lead to has no rate"))
		}
		rate, ok, err := parseRate(row[at[2]])
		if err == nil && !ok {
			err = errors.New("no rate: leave the row out")
		}
		if err == nil {
			err = addRate(t.published, currency, p, rate)
		}
		if err != nil {
			return t.fail(row, at[2], err)
		}
		return nil
	}
}

func (t *rateTable) apiRow() func([]string) error {
	at, ok := t.columns("FREQ", "CURRENCY", "CURRENCY_DENOM", "EXR_TYPE", "EXR_SUFFIX", "TIME_PERIOD", "OBS_VALUE")
	if !ok {
		return nil
	}
	return func(row []string) error {
		s := rateSeries{row[at[0]], row[at[1]], row[at[2]], row[at[3]], row[at[4]]}
		if why := s.unusable(); why != "" {
			t.others[why]++
			return nil
		}
		return t.take(s, row, at[5], at[6])
	}
}

func (t *rateTable) portalRow() func([]string) error {
	if len(t.header) < 3 || !strings.EqualFold(t.header[0], "DATE") || !strings.EqualFold(t.header[1], "TIME PERIOD") {
		return nil
	}
	usable := map[int]rateSeries{}
	for i, name := range t.header[2:] {
		key := strings.TrimSuffix(name[strings.LastIndex(name, "(")+1:], ")")
		part := strings.Split(key, ".")
		if len(part) != 6 || part[0] != "EXR" {
			t.others["have no exchange rate's key in their name"]++
			continue
		}
		s := rateSeries{part[1], part[2], part[3], part[4], part[5]}
		if why := s.unusable(); why != "" {
			t.others[why]++
			continue
		}
		usable[i+2] = s
	}
	return func(row []string) error {
		for i := range row {
			if s, ok := usable[i]; ok {
				if err := t.take(s, row, 0, i); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func (t *rateTable) historyRow() func([]string) error {
	if len(t.header) < 2 || !strings.EqualFold(t.header[0], "Date") || !isCurrency(t.header[1]) {
		return nil
	}
	return func(row []string) error {
		for i, currency := range t.header[1:] {
			if currency == "" { // every line ends in a comma
				continue
			}
			s := rateSeries{"D", currency, "EUR", "SP00", "A"}
			if why := s.unusable(); why != "" {
				t.others[why]++
			} else if err := t.take(s, row, 0, i+1); err != nil {
				return err
			}
		}
		return nil
	}
}

// rateSeries is the key of a series of the European Central Bank.
type rateSeries struct{ frequency, currency, per, kind, suffix string }

func (s rateSeries) unusable() string {
	switch {
	case s.per != "EUR":
		return "are not per euro"
	case s.kind != "SP00":
		return "are of another kind than spot rates, SP00"
	case s.suffix == "E":
		return "are of the end of a period, and no averages"
	case s.suffix != "A":
		return "are no averages"
	case s.frequency != "D" && s.frequency != "M" && s.frequency != "A":
		return "are neither daily nor monthly nor annual"
	case !isCurrency(s.currency) || s.currency == "EUR":
		return "are of no currency beside the euro"
	}
	return ""
}

// take adds a rate of a series; a field without one is no rate of that day.
func (t *rateTable) take(s rateSeries, row []string, when, value int) error {
	rate, ok, err := parseRate(row[value])
	if err != nil {
		return t.fail(row, value, err)
	}
	if !ok {
		return nil
	}
	text := strings.TrimSpace(row[when])
	date, err := time.Parse(time.DateOnly, text)
	isDate := err == nil && 1900 <= date.Year() && date.Year() <= 2200
	if s.frequency == "D" {
		if !isDate {
			return t.fail(row, when, errors.New("not a date like 2024-01-31"))
		}
		if err := addRate(t.daily, s.currency, date, rate); err != nil {
			return t.fail(row, value, err)
		}
		return nil
	}
	p, err := ParsePeriod(text)
	switch {
	case isDate && s.frequency == "M": // the portal names a period by its last day
		p, err = Month(date.Year(), date.Month()), nil
	case isDate:
		p, err = Year(date.Year()), nil
	}
	switch {
	case err != nil:
		return t.fail(row, when, err)
	case s.frequency == "M" && p.Months() != 1:
		return t.fail(row, when, errors.New("not a month, in a monthly series"))
	case s.frequency == "A" && !isYear(p):
		return t.fail(row, when, errors.New("not a year, in an annual series"))
	}
	if err := addRate(t.published, s.currency, p, rate); err != nil {
		return t.fail(row, value, err)
	}
	return nil
}

func addRate[P comparable](rates map[string]map[P]float64, currency string, p P, rate float64) error {
	if first, twice := rates[currency][p]; twice {
		return fmt.Errorf("a second rate of %s for the same period, after %v", currency, first)
	}
	if rates[currency] == nil {
		rates[currency] = map[P]float64{}
	}
	rates[currency][p] = rate
	return nil
}

// parseRate reads a decimal number; it is not ok for a mark of "no rate".
func parseRate(s string) (rate float64, ok bool, err error) {
	switch s = strings.TrimSpace(s); s {
	case "", "N/A", "NaN":
		return 0, false, nil
	}
	rate, err = strconv.ParseFloat(s, 64)
	if err != nil || strings.Trim(s, "0123456789.eE+-") != "" {
		return 0, false, errors.New("not a number like 1.0905")
	}
	if !isRate(rate) {
		return 0, false, fmt.Errorf("not a rate: it is not from %g to %g", minRate, maxRate)
	}
	return rate, true, nil
}

// fail says where in the file an error is.
func (t *rateTable) fail(row []string, i int, err error) error {
	line, column := t.csv.FieldPos(i)
	found := row[i]
	if len(found) > 60 {
		found = strings.ToValidUTF8(found[:60], "") + "..."
	}
	return &RowError{File: "exchange rates", Line: line, Column: column, Name: t.header[i], Found: found, Err: err}
}

// throughEuro turns units per euro into the wanted currency per unit.
func (t *rateTable) throughEuro() (*Rates, error) {
	source := "European Central Bank, averages of daily reference rates"
	if t.average() {
		source += ", worked out from these"
	}
	if len(t.published) == 0 {
		return nil, t.nothing()
	}
	r := &Rates{Currency: t.currency, PerUnit: map[string]map[Period]float64{}, Source: source}
	perEuro, ok := t.published[t.currency]
	switch {
	case ok:
		r.PerUnit["EUR"] = perEuro
		r.Source += ", through the euro"
	case t.currency != "EUR":
		return nil, fmt.Errorf("no average of %s per euro is in the file, only of %s", t.currency, strings.Join(slices.Sorted(maps.Keys(t.published)), ", "))
	}
	for currency, rates := range t.published {
		if currency == t.currency {
			continue
		}
		crossed := map[Period]float64{}
		for p, rate := range rates {
			if t.currency == "EUR" {
				crossed[p] = 1 / rate
			} else if wanted, ok := perEuro[p]; ok {
				crossed[p] = wanted / rate
			}
		}
		if len(crossed) > 0 {
			r.PerUnit[currency] = crossed
		}
	}
	return r, nil
}

// nothing says why no rate of the file can be used.
func (t *rateTable) nothing() error {
	var why []string
	if len(t.daily) > 0 {
		why = append(why, "the daily rates run through no whole month")
	}
	for _, reason := range slices.Sorted(maps.Keys(t.others)) {
		why = append(why, fmt.Sprintf("%d series or rates %s", t.others[reason], reason))
	}
	if why == nil {
		why = append(why, "it has no values")
	}
	return fmt.Errorf("the file has no average of a month or a year: %s", strings.Join(why, "; "))
}

// average adds the means of the daily rates to the published ones, and reports
// whether there were any.
func (t *rateTable) average() (found bool) {
	type mean struct {
		sum float64
		n   int
	}
	for currency, rates := range t.daily {
		days := slices.SortedFunc(maps.Keys(rates), time.Time.Compare)
		for len(days) > 0 {
			// The longest closing, from Maundy Thursday to the Tuesday after
			// Easter, is five days. What is longer is a hole in the series.
			n := 1
			for n < len(days) && days[n].Sub(days[n-1]) <= 7*24*time.Hour {
				n++
			}
			run := days[:n]
			days = days[n:]
			means := map[Period]mean{}
			for _, day := range run { // in the order of days: sums of floats depend on it
				for _, p := range []Period{Month(day.Year(), day.Month()), Year(day.Year())} {
					m := means[p]
					means[p] = mean{m.sum + rates[day], m.n + 1}
				}
			}
			for p, m := range means {
				first, last := workingDays(p)
				if run[0].After(first) || run[n-1].Before(last) {
					continue
				}
				if addRate(t.published, currency, p, m.sum/float64(m.n)) == nil {
					found = true
				}
			}
		}
	}
	return found
}

// workingDays returns the first and the last working day of a period.
func workingDays(p Period) (first, last time.Time) {
	y, m := p.Start()
	first = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	for isClosed(first) {
		first = first.AddDate(0, 0, 1)
	}
	y, m = p.End()
	last = time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	for isClosed(last) {
		last = last.AddDate(0, 0, -1)
	}
	return first, last
}

// isClosed reports whether the euro's payment system, and with it the reference
// rates, rests on a day: on weekends, at New Year, Easter and on the first of
// May, and in its first years on New Year's Eve. Christmas is never a month's
// first or last working day.
func isClosed(day time.Time) bool {
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return true
	}
	switch y, m, d := day.Date(); {
	case d == 1 && (m == time.January || m == time.May):
		return true
	case m == time.December && d == 31:
		return y < 2002
	}
	after := day.Sub(easter(day.Year())) / (24 * time.Hour)
	return after == -2 || after == 1
}

// easter returns the Sunday, by the rule of the Gregorian calendar as Jones,
// Meeus and Butcher wrote it.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
