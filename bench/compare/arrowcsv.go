package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	arrowcsv "github.com/apache/arrow/go/v15/arrow/csv"

	stdcsv "encoding/csv"
)

// arrowCSV answers with Arrow's own CSV reader, which is told the columns that the
// question needs, and a map.
func arrowCSV(_ context.Context, t task, codes table) (func(io.Writer) error, error) {
	names, err := header(t)
	if err != nil {
		return nil, err
	}
	l := t.Job.File.layout()
	needed := []int{l.period, l.reporter, l.partner, l.code, l.value}
	for column := range l.tests {
		needed = append(needed, column)
	}
	slices.Sort(needed)
	var include []string
	types := map[string]arrow.DataType{}
	for _, column := range needed {
		include = append(include, names[column])
		types[names[column]] = arrow.BinaryTypes.String
	}
	in, err := open(t)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := arrowcsv.NewInferringReader(in, arrowcsv.WithHeader(true), arrowcsv.WithChunk(8192), arrowcsv.WithIncludeColumns(include), arrowcsv.WithColumnTypes(types))
	defer r.Release()

	categories := map[string]int{}
	for i, code := range codes.codes {
		categories[code] = codes.categories[i]
	}
	wanted, found := numbers(), sums{}
	for r.Next() {
		columns := make([]*array.String, len(names))
		for i, column := range r.Record().Columns() {
			columns[needed[i]] = column.(*array.String)
		}
	rows:
		for i := range int(r.Record().NumRows()) {
			for column, want := range l.tests {
				if columns[column].Value(i) != want {
					continue rows
				}
			}
			category, ok := categories[columns[l.code].Value(i)]
			g := group{columns[l.period].Value(i), columns[l.reporter].Value(i), columns[l.partner].Value(i), category}
			if !ok || g.partner == "0" || t.Job.Selective && !slices.Contains(wanted, g.reporter) {
				continue
			}
			if t.Job.Selective {
				g.reporter = ""
			}
			value, err := thousandths(columns[l.value].Value(i))
			if err != nil {
				return nil, err
			}
			if _, ok := found[g]; !ok { // the texts are parts of the record
				g.period, g.reporter, g.partner = strings.Clone(g.period), strings.Clone(g.reporter), strings.Clone(g.partner)
			}
			found[g] += value
		}
	}
	return found.write, r.Err()
}

// header returns the names of the columns.
func header(t task) ([]string, error) {
	in, err := open(t)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	names, err := stdcsv.NewReader(in).Read()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("no header")
	}
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	return names, nil
}
