package tradeflow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// source is one table to read, its head already known.
type source struct {
	rows.Member
	format *Format // nil for flows that are in our own Arrow columns already
	number int     // among the tables, from 1
	file   int     // in the ledger
	book   *FileLedger

	bytes, rows int64 // reported so far: see meter
}

// open opens a text or a sheet, and makes a table of what is not yet one.
func (s *source) open() (*rows.Table, error) {
	t, err := s.Member.Open()
	if err != nil {
		return nil, err
	}
	if isDataBrowser(t.Header) {
		return dataBrowser(t)
	}
	return t, nil
}

// sources opens every path far enough to tell its format. Code tables that a
// publisher ships beside the data are read at once; readmes inside a zip are
// listed in the ledger as skipped.
func (f *Files) sources(ctx context.Context) (sources []*source, ledger *Ledger, numbers map[string]string, err error) {
	if len(f.Paths) == 0 {
		return nil, nil, nil, errors.New("Files.Paths is empty: name the files to read")
	}
	paths, err := rows.Expand(f.FS, f.Paths)
	if err != nil {
		return nil, nil, nil, err
	}
	ledger = &Ledger{}
	skip := func(m rows.Member, why string) {
		ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: why})
	}
	for _, p := range paths {
		members, err := rows.Members(f.FS, p)
		if err != nil {
			return nil, nil, nil, err
		}
		before, strange := len(sources), error(nil)
		for _, m := range members {
			if err := ctx.Err(); err != nil {
				return nil, nil, nil, err
			}
			if m.Path != p && isDocumentation(m.Name) {
				skip(m, "documentation")
				continue
			}
			if m.Kind == rows.Parquet || m.Kind == rows.Arrow {
				sources = append(sources, &source{Member: m})
				continue
			}
			format, codes, err := f.head(m)
			var unknown unknownHeader
			switch {
			case m.Kind == rows.Sheet && errors.As(err, &unknown):
				skip(m, "a sheet that is no table of flows")
				strange = cmp.Or(strange, fmt.Errorf("%s: %w", m.Path, err))
			case errors.Is(err, rows.ErrNoRows):
				skip(m, "it holds no records")
			case err != nil:
				return nil, nil, nil, fmt.Errorf("%s: %w", m.Path, err)
			case codes != nil:
				numbers = codes
				skip(m, "the publisher's country codes, used to read the data")
			case format == nil:
				skip(m, "no table of flows")
			default:
				sources = append(sources, &source{Member: m, format: format})
			}
		}
		if strange != nil && len(sources) == before {
			return nil, nil, nil, strange // no sheet of the workbook is one
		}
	}
	if len(sources) == 0 {
		return nil, nil, nil, fmt.Errorf("no table of trade flows among %s%s", strings.Join(f.Paths, ", "), whySkipped(ledger))
	}
	return sources, ledger, numbers, nil
}

func isDocumentation(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".pdf", ".md", ".xlsx", ".docx", ".html":
		return true
	}
	return false
}

func whySkipped(l *Ledger) string {
	var why []string
	for _, f := range l.Files {
		why = append(why, f.Path+" ("+f.Skipped+")")
	}
	if why == nil {
		return ""
	}
	return ": skipped " + some(why, 3)
}

// head tells what a member is: a table in a format, a code table, or neither.
func (f *Files) head(m rows.Member) (format *Format, countries map[string]string, err error) {
	table, err := (&source{Member: m}).open()
	if err != nil {
		return nil, nil, err
	}
	defer table.Close()
	if countries, err := countryTable(table); countries != nil || err != nil {
		return nil, countries, err
	}
	if strings.Join(table.Header, ",") == "code,description" {
		return nil, nil, nil // BACI's product codes
	}
	if f.Format != nil {
		return f.Format, nil, nil
	}
	format, err = detect(table.Header)
	return format, nil, err
}

// countryTable reads the country codes that CEPII ships with BACI, or returns
// nil where the table is none. Codes without an ISO code keep our own names.
func countryTable(t *rows.Table) (map[string]string, error) {
	number, iso := -1, -1
	for i, name := range t.Header {
		switch name {
		case "country_code":
			number = i
		case "iso_3digit_alpha", "country_iso3":
			iso = i
		}
	}
	if number < 0 || iso < 0 {
		return nil, nil
	}
	codes := map[string]string{}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return codes, nil
		}
		if err != nil {
			return nil, err
		}
		if len(row) <= max(number, iso) {
			return nil, fmt.Errorf("line %d: the row has %d fields, the header %d", t.Line(), len(row), len(t.Header))
		}
		if code := string(row[iso]); len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			codes[string(row[number])] = code
		}
	}
}
