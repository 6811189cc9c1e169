package tradeflow

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
