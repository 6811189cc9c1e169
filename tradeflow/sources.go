package tradeflow

import (
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
	format *Format
}

// sources opens every path far enough to tell its format. Code tables that a
// publisher ships beside the data are read at once; readmes inside a zip are
// listed in the ledger as skipped.
func (f *Files) sources() (sources []source, ledger *Ledger, numbers map[string]string, err error) {
	if len(f.Paths) == 0 {
		return nil, nil, nil, errors.New("Files.Paths is empty: name the files to read")
	}
	paths, err := rows.Expand(f.FS, f.Paths)
	if err != nil {
		return nil, nil, nil, err
	}
	ledger = &Ledger{}
	for _, p := range paths {
		members, err := rows.Members(f.FS, p)
		if err != nil {
			return nil, nil, nil, err
		}
		for _, m := range members {
			inZip := m.Path != p
			if ext := strings.ToLower(path.Ext(m.Name)); inZip && (ext == ".txt" || ext == ".pdf" || ext == ".md" || ext == ".xlsx") {
				ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: "documentation"})
				continue
			}
			format, codes, err := f.head(m)
			switch {
			case err != nil:
				return nil, nil, nil, fmt.Errorf("%s: %w", m.Path, err)
			case codes != nil:
				numbers = codes
				ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: "the publisher's country codes, used to read the data"})
			case format == nil:
				ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: "a table of product codes"})
			default:
				sources = append(sources, source{m, format})
			}
		}
	}
	if len(sources) == 0 {
		return nil, nil, nil, fmt.Errorf("no table of trade flows among %s", strings.Join(f.Paths, ", "))
	}
	return sources, ledger, numbers, nil
}

// head tells what a member is: a table in a format, a code table, or neither.
func (f *Files) head(m rows.Member) (format *Format, countries map[string]string, err error) {
	in, err := m.Open()
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	table, err := rows.Open(in)
	if err != nil {
		return nil, nil, err
	}
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
