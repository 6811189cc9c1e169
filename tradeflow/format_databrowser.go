package tradeflow

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// Eurostat's Data Browser saves a selection of a dataset as a workbook: a summary,
// the structure, and a sheet for each combination of what does not vary. Such a
// sheet begins with when and from which dataset it was extracted and what it is
// about, then comes a line TIME with the periods, a line with their frequency and
// one with the names of the dimensions below, and then a row for each combination
// of these. ":" is no figure: the dataset has no row, so there was no trade.
func dataBrowserFormat() *Format {
	return &Format{
		name: "Eurostat Data Browser workbook", source: comextSource, currency: "EUR", editionByYear: true,
		columns: []column{
			{to: colReporter, names: []string{"REPORTER"}, read: labelledPlace},
			{to: colPartner, names: []string{"PARTNER"}, read: labelledPlace},
			{to: colCode, names: []string{"PRODUCT"}, read: labelledProduct},
			{to: colDirection, names: []string{"FLOW"}, read: labelledFlow},
			{to: colMeasure, names: []string{"INDICATORS"}, read: comextIndicator},
			{to: colScale, names: []string{"INDICATORS"}, read: comextIndicatorScale},
			{to: colRegime, names: []string{"STAT_PROCEDURE"}, optional: true, read: labelledProcedure},
			{to: colDataset, names: []string{datasetColumn}, optional: true, read: eurostatCode},
			{to: colDay, names: []string{extractionColumn}, optional: true, read: eurostatExtraction},
		},
		ignored:   []string{"FREQ"},
		spread:    &spread{cell: dataBrowserCell, example: "2022-01", blank: "cell without a figure: no trade", withheld: withheldMark},
		valuation: comextValuation,
	}
}

// The columns that dataBrowser makes of what a sheet says about itself.
const datasetColumn, extractionColumn = "Dataset", "Data extracted on"

func dataBrowserCell(header string) (spreadCell, bool) {
	_, err := ParsePeriod(header)
	return spreadCell{period: header, to: colObserved}, err == nil
}

// isDataBrowser tells a sheet of figures by its first line.
func isDataBrowser(header []string) bool {
	return len(header) > 0 && strings.HasPrefix(header[0], "Data extracted on ") && strings.Contains(header[0], "ESTAT")
}

// dataBrowser makes a table of a sheet: what the sheet is about becomes columns.
func dataBrowser(t *rows.Table) (*rows.Table, error) {
	_, when, _ := strings.Cut(t.Header[0], extractionColumn+" ")
	when, _, _ = strings.Cut(when, " from ")
	names, values := []string{extractionColumn}, []string{when}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return nil, fmt.Errorf("the sheet has no line TIME with its periods")
		}
		if err != nil {
			return nil, err
		}
		first, about := rows.String(row[0]), ""
		if len(row) > 1 {
			about = rows.String(row[len(row)-1])
		}
		if first == "TIME" {
			return gridOf(t, names, values, row)
		}
		if strings.TrimSpace(first) == datasetColumn+":" {
			names, values = append(names, datasetColumn), append(values, about)
		} else if name, _, _ := strings.Cut(first, " ["); name != "" && name == strings.ToUpper(name) {
			names, values = append(names, name), append(values, about)
		}
	}
}

// gridOf reads the rest of the sheet's head: the dimensions of its rows.
func gridOf(t *rows.Table, names, values []string, times [][]byte) (*rows.Table, error) {
	var periods []string
	for _, p := range times {
		periods = append(periods, rows.String(p))
	}
	for {
		row, err := t.Next()
		if err != nil {
			return nil, fmt.Errorf("the sheet ends before the names of its dimensions: %w", err)
		}
		if strings.HasPrefix(string(row[0]), "FREQ") {
			continue
		}
		n := len(row)
		var header []string
		for _, dim := range row {
			name, _, _ := strings.Cut(rows.String(dim), " (")
			header = append(header, name)
		}
		if n > len(periods) || slices.Contains(header, "") {
			return nil, fmt.Errorf("row %d: expected the names of the sheet's dimensions, such as REPORTER (Labels)", t.Line())
		}
		header = append(append(header, periods[n:]...), names...)
		about := make([][]byte, len(values))
		for i, v := range values {
			about[i] = []byte(v)
		}
		return t.As(header, &gridRows{Rows: t.Rows, width: len(periods), flags: flagsIn(periods, n), about: about}), nil
	}
}

// flagsIn tells the columns of flags: they have no period of their own.
func flagsIn(periods []string, dims int) []bool {
	flags := make([]bool, len(periods))
	for i := dims + 1; i < len(periods); i++ {
		flags[i] = periods[i] == ""
	}
	return flags
}

// gridRows appends to each row of figures what the sheet is about, and ends where
// the notes below them begin.
type gridRows struct {
	rows.Rows
	width int
	flags []bool // the columns of flags, each behind its figures
	about [][]byte
	row   [][]byte
}

// withheldMark stands for a figure with the flag c, confidential.
const withheldMark = "withheld"

func (g *gridRows) Next() ([][]byte, error) {
	row, err := g.Rows.Next()
	if err != nil {
		return nil, err
	}
	if first := string(row[0]); first == "Special value" || first == "Available flags:" {
		return nil, io.EOF // the legend below the figures
	}
	g.row = append(g.row[:0], row[:min(len(row), g.width)]...)
	for len(g.row) < g.width {
		g.row = append(g.row, nil)
	}
	for i, flagged := range g.flags {
		if flagged && strings.Contains(string(g.row[i]), "c") && string(g.row[i-1]) == ":" {
			g.row[i-1] = []byte(withheldMark)
		}
	}
	g.row = append(g.row, g.about...)
	return g.row, nil
}

// Column has no position for what the sheet is about: it stands above.
func (g *gridRows) Column(i int) int {
	if i >= g.width {
		return 0
	}
	return g.Rows.Column(i)
}
