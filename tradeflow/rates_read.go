package tradeflow

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
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

// fail says where in the file an error is.
func (t *rateTable) fail(row []string, i int, err error) error {
	line, column := t.csv.FieldPos(i)
	found := row[i]
	if len(found) > 60 {
		found = strings.ToValidUTF8(found[:60], "") + "..."
	}
	return &RowError{File: "exchange rates", Line: line, Column: column, Name: t.header[i], Found: found, Err: err}
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
