package tradeflow

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/memory"
)

// The stages between the text of a file and the Panel, one by one. The cutting of text
// into rows and fields is in internal/rows.

// inTable returns texts as they stand in a table: with others behind them.
func inTable(texts []string) (fields [][]byte, size int) {
	all := []byte(strings.Join(texts, ",") + ",2021,4,842")
	for _, s := range texts {
		fields = append(fields, all[:len(s)])
		size += len(s)
		all = all[len(s)+1:]
	}
	return fields, size
}

// BenchmarkMemo looks up what the texts of a column mean, in the order of a table.
// Texts of up to eight bytes are in a table of their own, others in a map.
func BenchmarkMemo(b *testing.B) {
	var partners, codes, long []string
	for line := range strings.Lines(string(newIllustrative(60, 1).baci(8))) {
		fields := strings.Split(line, ",")
		partners, codes, long = append(partners, fields[2]), append(codes, fields[3]), append(long, "HS2017 "+fields[3])
	}
	for _, column := range []struct {
		name  string
		texts []string
	}{{"partner", partners}, {"code", codes}, {"long", long}} {
		b.Run(column.name, func(b *testing.B) {
			fields, size := inTable(column.texts)
			var m memo
			for _, raw := range fields {
				if m.find(raw) == nil {
					m.put(raw, &meaning{})
				}
			}
			measure(b, len(fields), size, func() error {
				for _, raw := range fields {
					if m.find(raw) == nil {
						return fmt.Errorf("%s is not there", raw)
					}
				}
				return nil
			})
		})
	}
}

// BenchmarkAmount reads amounts: of up to eight characters, of up to fifteen, and what
// is left to parseAmount.
func BenchmarkAmount(b *testing.B) {
	plain := func(raw []byte) bool { _, ok := plainAmount(raw, 1); return ok }
	parsed := func(raw []byte) bool { _, _, err := parseAmount(raw, 1); return err == nil }
	for _, kind := range []struct {
		name string
		text func(float64) string // of an amount below 1
		read func([]byte) bool
	}{
		{"short", func(v float64) string { return fmt.Sprint(Thousandths(1e7 * v * v * v).Float()) }, plain},
		{"long", func(v float64) string { return strconv.FormatFloat(1e5+1e6*v, 'f', 3, 64) }, plain},
		{"decimals", func(v float64) string { return strconv.FormatFloat(1e6*v, 'f', 7, 64) }, parsed},
		{"exponent", func(v float64) string { return strconv.FormatFloat(1e6*v, 'e', 6, 64) }, parsed},
		{"missing", func(v float64) string { return "           NA"[:13*int(v+0.5)] }, func(raw []byte) bool { return !plain(raw) && !parsed(raw) }},
	} {
		b.Run(kind.name, func(b *testing.B) {
			w := newIllustrative(2, 1)
			var texts []string
			for range 1 << 16 {
				texts = append(texts, kind.text(w.Float64()))
			}
			fields, size := inTable(texts)
			measure(b, len(fields), size, func() error {
				for _, raw := range fields {
					if !kind.read(raw) {
						return fmt.Errorf("%q is none", raw)
					}
				}
				return nil
			})
		})
	}
}

// BenchmarkReadParquet reads columns of a Parquet file into Arrow batches, without
// adding anything up: all of them, those that a query looks at, and one of each kind.
// The bytes are those of the file, whatever is read of it.
func BenchmarkReadParquet(b *testing.B) {
	for _, job := range []struct {
		name    string
		columns columnSet
	}{
		{"all", allColumns()},
		{"wanted", newTally(everything).wants()},
		{"reporter", columnSet{colReporter: true}}, // texts, in runs
		{"code", columnSet{colCode: true}},         // texts, each another one
		{"value", columnSet{colValue: true}},       // amounts
		{"weight", columnSet{colNetWeight: true}},  // amounts, some of them null
		{"estimated", columnSet{colNetWeightEstimated: true}},
	} {
		b.Run(job.name, func(b *testing.B) {
			s := baciParquet(b)
			measure(b, s.rows, len(s.data), func() error {
				f, err := openParquet(bytes.NewReader(s.data), int64(len(s.data)))
				if err != nil {
					return err
				}
				in, err := newIntake(f.Names(), memory.NewGoAllocator(), job.columns)
				if err != nil {
					return err
				}
				defer in.out.release()
				for group := range f.Groups() {
					for _, err := range f.records(group, in) {
						if err != nil {
							return err
						}
					}
				}
				return nil
			})
		})
	}
}

// sparse are tables of few rows for many cells: each round of a benchmark of tallies
// makes them anew, while its clock stands still. It takes long: -benchtime 100x is enough.
var sparse = []struct {
	name string
	file func() stored
}{
	{"comtrade", func() stored { return storedText("comtrade.csv", newIllustrative(60, 2).comtrade(12, 84)) }},
	{"baci", func() stored { return storedText("BACI_HS17_illustrative.csv", newIllustrative(80, 3).baci(40)) }},
}

// tallied shares the batches of a table among n tallies.
func tallied(b *testing.B, table *Table, q Query, n int) ([]*tally, *Ledger) {
	ledger := table.ledger.clone()
	var crew []*tally
	for range n {
		crew = append(crew, newTally(q))
	}
	for i := range table.batches {
		if err := crew[i%n].add(&table.batches[i], &ledger.Files[0]); err != nil {
			b.Fatal(err)
		}
	}
	return crew, ledger
}

// BenchmarkPanel makes the panel of a tally to which all rows have been added, whose
// bytes are those of the panel's cells.
func BenchmarkPanel(b *testing.B) {
	for _, table := range sparse {
		b.Run(table.name, func(b *testing.B) {
			rows := table.file().load(b)
			b.ReportAllocs()
			cells := 0
			for b.Loop() {
				b.StopTimer()
				crew, ledger := tallied(b, rows, everything, 1)
				b.StartTimer()
				p, err := crew[0].panel(ledger)
				if err != nil {
					b.Fatal(err)
				}
				cells = len(p.Series) * len(p.Periods)
			}
			b.SetBytes(int64(cells) * (8 + 8 + 1 + 2)) // a value, its upper bound, a status and the editions
			b.ReportMetric(float64(cells)*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
		})
	}
}

// BenchmarkMerge merges two tallies, each of which has added up every second batch of a
// table, whose bytes are those of the table.
func BenchmarkMerge(b *testing.B) {
	for _, table := range sparse {
		b.Run(table.name, func(b *testing.B) {
			rows := table.file().load(b)
			b.SetBytes(int64(sizeOf(rows)))
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				crew, _ := tallied(b, rows, everything, 2)
				b.StartTimer()
				if err := crew[0].merge(crew[1]); err != nil {
					b.Fatal(err)
				}
			}
			rowsPerSecond(b, int(rows.Rows()))
		})
	}
}
