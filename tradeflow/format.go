package tradeflow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Format knows one publisher's table: its columns, units, flow words, and which
// rows are totals. It does no reading: containers do.
type Format struct {
	name     string
	source   string // publisher and dataset, as charts cite it
	currency string
	scale    int64 // of the value column: 1000 where it is in thousands
	tonnes   bool  // weights are in tonnes, else in kilograms
	columns  []column

	// edition tells a file's edition from its name; editionByYear says that the
	// nomenclature is that of the row's year; else a column declares it.
	edition       func(file string) (hscodes.Edition, bool)
	editionByYear bool

	// constants fill canonical columns that the table does not have.
	constants map[int]string
	// valuation tells FOB from CIF by direction and which of the two is given.
	valuation func(d Direction, cif, fob bool) string
	// numbers says that reporters and partners may be renumbered by a code
	// table that the publisher ships beside the data.
	numbers bool
}

// String returns the format's name.
func (f *Format) String() string { return f.name }

// column says which column of the publisher's table feeds which canonical one.
type column struct {
	to       int      // a position in Schema, or one of the marks below
	names    []string // the spellings of the header that publishers have used
	optional bool
	read     func(s string) (string, error) // the canonical text, "" for null; nil for amounts
	regime   func(s string) string          // what keeps rows apart that read makes alike; nil: nothing
}

// Marks for columns that are read but are not canonical ones themselves.
const (
	colFrequency = -1 - iota
	colCIF
	colFOB
	colGoods // must say that the row is about goods
)

// dropped is the error of a cell that makes its row a part of another row.
type dropped string

func (d dropped) Error() string { return string(d) }

func (c column) find(header []string) int {
	for _, name := range c.names {
		if i := slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(h, name) }); i >= 0 {
			return i
		}
	}
	return -1
}

// missing lists the columns of the format that a header does not have.
func (f *Format) missing(header []string) (names []string) {
	for _, c := range f.columns {
		if !c.optional && c.find(header) < 0 {
			names = append(names, c.names[0])
		}
	}
	return names
}

// Formats lists the formats that the library reads, in the order in which a
// header is tried against them.
func Formats() []*Format {
	return []*Format{comtradeAPI(), comtradeLegacy(), comtradeTidy(), comext(), comextOld(), baci(), wits()}
}

// detect tells the format of a header.
func detect(header []string) (*Format, error) {
	var expected strings.Builder
	for _, f := range Formats() {
		missing := f.missing(header)
		if len(missing) == 0 {
			return f, nil
		}
		fmt.Fprintf(&expected, "\n  %s, which here lacks %s", f, strings.Join(missing, ", "))
	}
	return nil, fmt.Errorf("the header is of no format that is known. Found: %s. Expected one of:%s", shorten(strings.Join(header, ", "), 400), expected.String())
}

// shorten cuts a text from a file to what fits into an error.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}
