package tradeflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Format knows one publisher's table: its columns, units, flow words, and which
// rows are totals. It does no reading: containers do.
type Format struct {
	name     string
	source   string // publisher, and dataset where there is one only, as charts cite it: see decoder.source
	currency string // of the value, where its column does not say
	columns  []column
	spread   *spread  // for tables that have periods side by side
	ignored  []string // columns that the publisher is known to write and nothing here needs

	// told says what the name of a file tells: the HS edition, the direction, the dataset.
	told func(file string) told
	// editionByYear says that the nomenclature is that of the row's year.
	editionByYear bool
	// withoutEdition says that rows may do without one.
	withoutEdition bool

	// late says that columns other than the direction and the check may tell that a
	// row is a part of others.
	late bool
	// silence says that a flow which the table does not list is unknown and no zero.
	silence bool
	// amend corrects what the columns of a row mean together; nil: nothing.
	amend func(d *decoder, row [][]byte)
	// unscaled is the scale of values where no column says it; 0: 1.
	unscaled int64
	// trailing says how many fields without a name end the rows.
	trailing int

	// constants fill canonical columns that the table does not have.
	constants map[int]string
	// valuation tells FOB from CIF by direction and which of the two is given.
	valuation func(d Direction, cif, fob bool) string
	// numbers says that reporters and partners may be renumbered by a code
	// table that the publisher ships beside the data.
	numbers bool
	leaves  bool // there are no totals of goods in it, not even headings
}

// told is what a file's name tells.
type told struct {
	edition   hscodes.Edition
	direction Direction
	period    Period

	dataset, day string // see decoder.source
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
	scale    int64                          // of an amount, a power of ten; 0: 1
	currency string                         // of a value; "": the format's
	commas   bool                           // amounts have commas between thousands
	missing  []string                       // texts of amounts that are no figure
	repeats  bool                           // the publisher writes the column twice, both the same
}

// Marks for columns that are read but are not canonical ones themselves.
const (
	colFrequency = -1 - iota
	colCIF
	colFOB
	colCheck // must say something, and says no more: that the row is about goods
	colScale // the power of ten of the row's amounts
	colYear  // of a period that stands in two columns
	colMonth
	colObserved  // the amount that colMeasure names
	colQuantity1 // two quantities, each with its unit: see weigh
	colUnit1
	colQuantity2
	colUnit2
	colDataset // what the source's dataset is called, and of which day it is: see source
	colDay
	lastMark
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

// required lists the columns without which a table is not of the format.
func (f *Format) required() (list []column) {
	for _, c := range f.columns {
		same := func(o column) bool { return o.names[0] == c.names[0] } // one column may feed two
		if !c.optional && !slices.ContainsFunc(list, same) {
			list = append(list, c)
		}
	}
	return list
}

// missing lists the columns of the format that a header does not have.
func (f *Format) missing(header []string) (names []string) {
	for _, c := range f.required() {
		if c.find(header) < 0 {
			names = append(names, c.names[0])
		}
	}
	if f.spread != nil && !slices.ContainsFunc(header, func(h string) bool { _, ok := f.spread.cell(h); return ok }) {
		names = append(names, "any column such as "+f.spread.example)
	}
	return names
}

// unknown lists the columns of a header that the format has never heard of.
func (f *Format) unknown(header []string) (names []string) {
	fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }
	known := map[string]bool{"": true}
	for _, name := range f.ignored {
		known[fold(name)] = true
	}
	for _, c := range f.columns {
		for _, name := range c.names {
			known[fold(name)] = true
		}
	}
	for _, h := range header {
		isCell := false
		if f.spread != nil {
			_, isCell = f.spread.cell(h)
		}
		if !isCell && !known[fold(h)] {
			names = append(names, h)
		}
	}
	return names
}

// Formats lists the formats that the library reads, in the order in which a
// header is tried against them.
func Formats() []*Format {
	return []*Format{canonical(), comtradeAPI(), comtradeLegacy(), comtradeTidy(), comext(), comextOld(), comextRelational(), comextSDMX(), dataBrowserFormat(), baci(), wits(), imf(), imfLong(),
		gacc(), gaccYuan(), censusExports(), censusImports(), japan(), tesseract(), atlas()}
}

// silentSources are the sources whose tables do not list all that there is.
var silentSources = sync.OnceValue(func() map[string]bool {
	silent := map[string]bool{}
	for _, f := range Formats() {
		if f.silence {
			silent[f.source] = true
		}
	}
	return silent
})

// detect tells the format of a header. Where no format fits, the error names what
// the nearest ones lack.
func detect(header []string) (*Format, error) {
	type near struct {
		format  *Format
		missing []string
		found   int
	}
	var all []near
	for _, f := range Formats() {
		missing := f.missing(header)
		if len(missing) == 0 {
			return f, nil
		}
		all = append(all, near{f, missing, len(f.required()) - len(missing)})
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(len(a.missing)*b.found, len(b.missing)*a.found), cmp.Compare(b.found, a.found))
	})
	var nearest, others []string
	for _, n := range all {
		if len(nearest) < 3 && n.found > 0 {
			nearest = append(nearest, fmt.Sprintf("\n  %s, but for %s", n.format, strings.Join(n.missing, ", ")))
		} else {
			others = append(others, n.format.name)
		}
	}
	text := ""
	if nearest != nil {
		text = " Nearest to:" + strings.Join(nearest, "") + "\n "
	}
	return nil, unknownHeader(fmt.Sprintf("the header is of no format that is known. Found: %s.%s Other formats: %s. Declare any other table with a tradeflow.Layout",
		shorten(strings.Join(header, ", "), 400), text, strings.Join(others, "; ")))
}

// unknownHeader is the error of a table that is in no known format.
type unknownHeader string

func (e unknownHeader) Error() string { return string(e) }

// shorten cuts a text from a file to what fits into an error.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}
