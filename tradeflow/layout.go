package tradeflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// Layout declares a table that is in no publisher's format: which column is what,
// and what it does not say itself. Format makes of it what Files.Format takes. It is
// a struct literal, or a small JSON file: see ReadLayout.
type Layout struct {
	Name    string         `json:"name"`   // of the table, as errors and ledgers call it
	Source  string         `json:"source"` // publisher and dataset, as charts cite it
	Columns []LayoutColumn `json:"columns"`

	// What no column says, and all rows have in common.
	Currency      string          `json:"currency,omitempty"`      // of the value, in ISO 4217
	Valuation     string          `json:"valuation,omitempty"`     // "FOB", "CIF"; "": not stated
	Edition       hscodes.Edition `json:"edition,omitzero"`        // in which the codes are
	EditionByYear bool            `json:"editionByYear,omitempty"` // the codes are in the edition that was in force in the year of the row
	Direction     Direction       `json:"direction,omitzero"`
	Period        Period          `json:"period,omitzero"`
	Reporter      Country         `json:"reporter,omitempty"`
	Partner       Country         `json:"partner,omitempty"` // World, where the table has no partners
	Code          string          `json:"code,omitempty"`    // "TOTAL", where the table has no commodities
	QuantityUnit  string          `json:"quantityUnit,omitempty"`
}

// LayoutColumn says what one column of the table is.
type LayoutColumn struct {
	Name     string `json:"name"` // in the header; capitals do not matter
	Is       string `json:"is"`   // the column of Schema that it is, such as "partner" or "net_weight"; "ignored" where nothing is to be read from it
	Optional bool   `json:"optional,omitempty"`

	Countries string            `json:"countries,omitempty"` // how a reporter or partner is written: "iso3" (or ""), "comtrade", "eurostat", "gacc", "census", "japan", "imf", "label"
	Words     map[string]string `json:"words,omitempty"`     // what the texts of the table mean in Schema: {"1": "import", "2": "export"}; other texts stay as they are
	Total     []string          `json:"total,omitempty"`     // texts that mark the total: World of partners, all goods of codes, all of a mode, procedure or second partner
	Drop      []string          `json:"drop,omitempty"`      // texts of rows that repeat others, such as groups; the rows are left out

	Scale   int64    `json:"scale,omitempty"`   // of an amount: 1000 for thousands of dollars or for tonnes; a power of ten; 0: 1
	Missing []string `json:"missing,omitempty"` // texts that are no figure, besides "", "NA", ":" and their like
	Commas  bool     `json:"commas,omitempty"`  // amounts have commas between thousands
}

// ReadLayout reads a Layout from JSON. A member that Layout does not have is an
// error, and so is a layout of which Format could not be made.
func ReadLayout(r io.Reader) (*Layout, error) {
	in := json.NewDecoder(io.LimitReader(r, 1<<20))
	in.DisallowUnknownFields()
	var l Layout
	if err := in.Decode(&l); err != nil {
		return nil, fmt.Errorf("layout, near byte %d: %w", in.InputOffset(), err)
	}
	if in.More() {
		return nil, fmt.Errorf("layout, after byte %d: more than one JSON value", in.InputOffset())
	}
	_, err := l.Format()
	return &l, err
}

// Format returns the format that l declares. It reports everything that is wrong
// with l at once.
func (l *Layout) Format() (*Format, error) {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	f := &Format{
		name: l.Name, source: l.Source, currency: l.Currency, editionByYear: l.EditionByYear, constants: l.constants(),
		told:      func(string) told { return told{edition: l.Edition, direction: l.Direction, period: l.Period} },
		valuation: byDirection(l.Valuation, l.Valuation),
	}
	for name, text := range map[string]string{"Name": l.Name, "Source": l.Source} {
		if text == "" {
			fail("%s is empty", name)
		}
	}
	given := map[int]bool{colSource: true, colNetWeightEstimated: true, colQuantityEstimated: true,
		colCurrency: l.Currency != "", colDirection: l.Direction != 0, colPeriod: l.Period.IsValid()}
	for to := range f.constants {
		given[to] = true
	}
	for i := range l.Columns {
		c, err := l.Columns[i].column()
		if err != nil {
			fail("column %q: %w", l.Columns[i].Name, err)
			continue
		}
		if c.to == ignoredColumn {
			f.ignored = append(f.ignored, c.names...)
			continue
		}
		given[c.to] = true
		f.late = f.late || l.Columns[i].Drop != nil
		f.columns = append(f.columns, c)
	}
	for i, field := range Schema.Fields() {
		if !field.Nullable && !given[i] || i == colValue && !given[i] {
			fail("no column is the %s, and no constant gives it", field.Name)
		}
	}
	if isCurrencyWrong := l.Currency != "" && !isCurrency(l.Currency); isCurrencyWrong {
		fail("currency %q is not three capital letters, like USD", l.Currency)
	}
	if _, err := parseCommodity(l.Code); l.Code != "" && err != nil {
		fail("code: %w", err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("layout %q: %w", l.Name, err)
	}
	return f, nil
}

// constants are the texts that stand in every row.
func (l *Layout) constants() map[int]string {
	all := map[int]string{colReporter: string(l.Reporter), colPartner: string(l.Partner), colCode: l.Code, colQuantityUnit: l.QuantityUnit}
	for to, text := range all {
		if text == "" {
			delete(all, to)
		}
	}
	return all
}

// ignoredColumn is the place of a column of which nothing is read.
const ignoredColumn = lastMark

func (lc *LayoutColumn) column() (column, error) {
	c := column{names: []string{lc.Name}, optional: lc.Optional, scale: lc.Scale, commas: lc.Commas, to: ignoredColumn}
	if lc.Name == "" {
		return c, errors.New("it has no name")
	}
	if lc.Is == "ignored" {
		return c, nil
	}
	places := Schema.FieldIndices(lc.Is)
	if len(places) == 0 {
		return c, fmt.Errorf("%q is no column of tradeflow.Schema", lc.Is)
	}
	c.to = places[0]
	switch c.to {
	case colValue, colNetWeight, colQuantity:
		if _, ok := powersOfTen[max(lc.Scale, 1)]; !ok {
			return c, fmt.Errorf("scale %d is no power of ten up to a million million", lc.Scale)
		}
		c.missing = lc.Missing
		return c, nil
	case colMeasure:
		return c, errors.New("a table with a row for each measure cannot be declared: give one measure a file")
	}
	plain, err := lc.reader(c.to)
	if err != nil {
		return c, err
	}
	if lc.Scale != 0 || lc.Commas || lc.Missing != nil {
		return c, errors.New("scale, missing and commas are for amounts")
	}
	total := totalText(c.to)
	if lc.Total != nil && total == "" && !isSplit(c.to) {
		return c, fmt.Errorf("a %s has no total", lc.Is)
	}
	c.read = func(s string) (string, error) {
		switch {
		case slices.Contains(lc.Drop, s):
			return "", dropped(lc.Name + " " + shorten(s, 40))
		case slices.Contains(lc.Total, s):
			return total, nil
		}
		if word, ok := lc.Words[s]; ok {
			s = word
		}
		return plain(s)
	}
	return c, nil
}

// totalText is how Schema writes the total of a column; "" is null.
func totalText(column int) string {
	switch column {
	case colPartner, colReporter:
		return string(World)
	case colCode:
		return allGoods
	}
	return ""
}

func isSplit(column int) bool {
	return column == colPartner2 || column == colMode || column == colProcedure || column == colRegime
}

// reader returns what reads the texts of a column of Schema.
func (lc *LayoutColumn) reader(to int) (func(string) (string, error), error) {
	if to != colReporter && to != colPartner && to != colPartner2 && lc.Countries != "" {
		return nil, errors.New("countries are for a reporter or a partner")
	}
	switch to {
	case colReporter, colPartner, colPartner2:
		read, ok := map[string]func(string) (string, error){
			"": countryText, "iso3": countryText, "comtrade": numberedPlace, "eurostat": geonomPlace, "gacc": gaccPlace, "census": censusPlace,
			"japan": japanPlace, "imf": imfPlace, "label": labelledPlace,
		}[lc.Countries]
		if !ok {
			return nil, fmt.Errorf("countries %q is none of iso3, comtrade, eurostat, gacc, census, japan, imf, label", lc.Countries)
		}
		return read, nil
	case colPeriod:
		return labelledPeriod, nil
	}
	return canonicalRead(to), nil
}

// countryText reads the code of an economy as the library writes it. One that is
// on no list stays as it is; a name is no code.
func countryText(s string) (string, error) {
	if _, known := places.Name(s); known {
		return s, nil
	}
	if len(s) < 2 || len(s) > 12 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
		return "", fmt.Errorf("country %q is no code like CHN; if these are names, set Countries to label", shorten(s, 40))
	}
	return s, nil
}
