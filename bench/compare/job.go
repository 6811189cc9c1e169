package main

import (
	"context"
	"slices"

	"github.com/tradeflow-go/dualuse/bench/generate"
	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// job is one question to one kind of file: exports by year, partner and category of
// goods, of a few reporters together (selective) or of each reporter there is.
type job struct {
	Name      string
	File      kind
	Selective bool
}

// kind is a kind of file: whose columns it has, and what it is packed in.
type kind string

const (
	comtradeCSV  kind = "comtrade"
	comtradeGzip kind = "comtrade-gzip"
	baciCSV      kind = "baci"
	baciShuffled kind = "baci-shuffled"
	baciParquet  kind = "baci-parquet" // in the library's own columns
)

var jobs = []job{
	{"comtrade-selective", comtradeCSV, true},
	{"comtrade-everything", comtradeCSV, false},
	{"baci-selective", baciCSV, true},
	{"baci-everything", baciCSV, false},
	{"baci-everything-shuffled", baciShuffled, false},
	{"gzip-comtrade-selective", comtradeGzip, true},
	{"parquet-baci-selective", baciParquet, true},
	{"parquet-baci-everything", baciParquet, false},
}

// isComtrade reports whether the file has Comtrade's columns, with totals beside parts.
func (k kind) isComtrade() bool { return k == comtradeCSV || k == comtradeGzip }

// selected are the reporters of a selective job.
var selected = []tradeflow.Country{"CHN", "KAZ", "TUR"}

// sizes of the generated files.
type sizes struct {
	comtrade                int64 // bytes
	baci, shuffled, parquet int   // rows
}

// path makes the file of a kind, unless the folder has it.
func (s sizes) path(ctx context.Context, folder generate.Folder, k kind) (string, error) {
	switch k {
	case comtradeCSV, comtradeGzip:
		path, err := folder.Comtrade(s.comtrade)
		if err != nil || k == comtradeCSV {
			return path, err
		}
		return folder.Gzip(path)
	case baciCSV:
		return folder.BACI(s.baci, false)
	case baciShuffled:
		return folder.BACI(s.shuffled, true)
	}
	path, err := folder.BACI(s.parquet, false)
	if err != nil {
		return "", err
	}
	return folder.Parquet(ctx, path)
}

// table says which HS6 codes are wanted, and in which category they are: what
// certainly belongs to a category of hscodes.DualUse in the edition of the files.
// Everyone gets the same, so that the work is the same.
type table struct {
	codes      []string
	categories []int // of each code: an index into names
	names      []string
}

func newTable() (t table) {
	dualUse := hscodes.DualUse()
	for code := range generate.Edition.Codes(6) {
		match, ok := dualUse.Find(code, generate.Edition)
		if !ok || !match.Whole {
			continue
		}
		i := slices.Index(t.names, match.Category)
		if i < 0 {
			i = len(t.names)
			t.names = append(t.names, match.Category)
		}
		t.codes, t.categories = append(t.codes, code.String()), append(t.categories, i)
	}
	return t
}

// scheme is the table as the library wants it.
func (t table) scheme() (*hscodes.Scheme, error) {
	list := make([]hscodes.Category, len(t.names))
	for i, name := range t.names {
		list[i].Name = name
	}
	for i, code := range t.codes {
		c := &list[t.categories[i]]
		c.Entries = append(c.Entries, hscodes.Entry{Code: hscodes.MustParse(code)})
	}
	return hscodes.NewScheme(hscodes.SchemeInfo{Name: "benchmark", Edition: generate.Edition}, list...)
}

// numbers returns the selected reporters as Comtrade and BACI write them.
func numbers() (list []string) {
	for _, e := range generate.Economies() {
		if slices.Contains(selected, tradeflow.Country(e.Code)) {
			list = append(list, e.Number)
		}
	}
	return list
}
