package tradeflow

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"iter"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow/go/v15/arrow"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// The whole jobs: from a file or a Table to a Panel, and from records to a file. The
// tables are illustrative, and made when a benchmark runs.

// stored is a file, and how many rows it has.
type stored struct {
	name string
	data []byte
	rows int
}

func storedText(name string, text []byte) stored {
	return stored{name, text, bytes.Count(text, []byte{'\n'}) - 1}
}

func (s stored) files() *Files {
	return &Files{FS: fstest.MapFS{s.name: {Data: s.data}}, Paths: []string{s.name}}
}

func (s stored) load(tb testing.TB) *Table {
	t, err := s.files().Load(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(t.Release)
	return t
}

// as is the file in another form.
func (s stored) as(tb testing.TB, name string, write func(io.Writer, iter.Seq2[arrow.Record, error]) error) stored {
	var b bytes.Buffer
	if err := write(&b, s.files().Records(context.Background())); err != nil {
		tb.Fatal(err)
	}
	return stored{name, b.Bytes(), s.rows}
}

func comtradeCSV(testing.TB) stored {
	return storedText("comtrade.csv", newIllustrative(40, 2).comtrade(12, 28))
}

func baciCSV(testing.TB) stored {
	return storedText("BACI_HS17_illustrative.csv", newIllustrative(80, 3).baci(4))
}

func shuffledCSV(testing.TB) stored {
	w := newIllustrative(80, 3)
	return storedText("BACI_HS17_illustrative.csv", w.shuffled(w.baci(4)))
}

func comtradeGzip(tb testing.TB) stored {
	plain := comtradeCSV(tb)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(plain.data) // neither fails: a buffer takes everything
	z.Close()
	return stored{plain.name + ".gz", b.Bytes(), plain.rows}
}

func baciParquet(tb testing.TB) stored {
	return baciCSV(tb).as(tb, "baci.parquet", WriteParquet)
}

func baciArrow(tb testing.TB) stored { return baciCSV(tb).as(tb, "baci.arrow", WriteIPC) }

// tables are the two kinds of text that there are: wide and with totals beside parts,
// and narrow.
var tables = []struct {
	name string
	file func(testing.TB) stored
}{{"comtrade", comtradeCSV}, {"baci", baciCSV}}

// selective asks for what three reporters export together, everything for what each
// reporter does.
var (
	selective  = Query{Direction: Export, Frequency: Annual, Reporters: []Country{"CHN", "KAZ", "TUR"}, Scheme: hscodes.DualUse(), By: Partner | Category}
	everything = Query{Direction: Export, Frequency: Annual, Scheme: hscodes.DualUse(), By: Reporter | Partner | Category}
)

// measure measures a job over so many rows that stand in so many bytes.
func measure(b *testing.B, rows, size int, job func() error) {
	b.SetBytes(int64(size))
	b.ReportAllocs()
	runtime.GC() // of what the set-up has left
	for b.Loop() {
		if err := job(); err != nil {
			b.Fatal(err)
		}
	}
	rowsPerSecond(b, rows)
}

func rowsPerSecond(b *testing.B, rows int) {
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkFilesAggregate answers queries from files, whose bytes are those that are
// stored. The jobs are called as in bench/compare.
func BenchmarkFilesAggregate(b *testing.B) {
	for _, job := range []struct {
		name  string
		file  func(testing.TB) stored
		query Query
	}{
		{"comtrade-selective", comtradeCSV, selective},
		{"comtrade-everything", comtradeCSV, everything},
		{"baci-selective", baciCSV, selective},
		{"baci-everything", baciCSV, everything},
		{"baci-everything-shuffled", shuffledCSV, everything},
		{"gzip-comtrade-selective", comtradeGzip, selective},
		{"parquet-baci-selective", baciParquet, selective},
		{"parquet-baci-everything", baciParquet, everything},
		{"arrow-baci-selective", baciArrow, selective},
		{"arrow-baci-everything", baciArrow, everything},
	} {
		b.Run(job.name, func(b *testing.B) {
			s := job.file(b)
			files := s.files()
			measure(b, s.rows, len(s.data), func() error {
				_, err := files.Aggregate(context.Background(), job.query)
				return err
			})
		})
	}
}

// BenchmarkTableAggregate answers queries from memory, whose bytes are those of all
// columns.
func BenchmarkTableAggregate(b *testing.B) {
	for _, job := range []struct {
		name  string
		file  func(testing.TB) stored
		query Query
	}{
		{"comtrade-selective", comtradeCSV, selective},
		{"comtrade-everything", comtradeCSV, everything},
		{"baci-selective", baciCSV, selective},
		{"baci-everything", baciCSV, everything},
	} {
		b.Run(job.name, func(b *testing.B) {
			table := job.file(b).load(b)
			measure(b, int(table.Rows()), sizeOf(table), func() error {
				_, err := table.Aggregate(context.Background(), job.query)
				return err
			})
		})
	}
}

// sizeOf returns the bytes of the rows of a table, without the dictionaries.
func sizeOf(t *Table) (n int) {
	for _, b := range t.batches {
		for _, c := range b.Columns() {
			for _, buffer := range c.Data().Buffers() {
				if buffer != nil {
					n += buffer.Len()
				}
			}
		}
	}
	return n
}

// BenchmarkFilesRecords makes Arrow batches of text.
func BenchmarkFilesRecords(b *testing.B) {
	for _, table := range tables {
		b.Run(table.name, func(b *testing.B) {
			s := table.file(b)
			files := s.files()
			measure(b, s.rows, len(s.data), func() error {
				for _, err := range files.Records(context.Background()) {
					if err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
}

// BenchmarkFilesLoad makes a Table of text.
func BenchmarkFilesLoad(b *testing.B) {
	s := baciCSV(b)
	files := s.files()
	measure(b, s.rows, len(s.data), func() error {
		t, err := files.Load(context.Background())
		if err == nil {
			t.Release()
		}
		return err
	})
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

// BenchmarkWrite writes the rows of BACI, whose bytes are those that come out; as
// Parquet also from batches in the reverse order, which are to be sorted.
func BenchmarkWrite(b *testing.B) {
	for _, job := range []struct {
		name  string
		write func(io.Writer, iter.Seq2[arrow.Record, error]) error
		order func(*Table) []arrow.Record
	}{
		{"parquet", WriteParquet, recordsOf}, {"parquet-reversed", WriteParquet, reversed}, {"arrow", WriteIPC, recordsOf}, {"csv", WriteCSV, recordsOf},
	} {
		b.Run(job.name, func(b *testing.B) {
			table := baciCSV(b).load(b)
			records := job.order(table)
			var size counter
			measure(b, int(table.Rows()), 0, func() error {
				size = 0
				return job.write(&size, sequence(nil, records...))
			})
			b.SetBytes(int64(size))
		})
	}
}

func recordsOf(t *Table) (records []arrow.Record) {
	for _, b := range t.batches {
		records = append(records, b.Record)
	}
	return records
}

func reversed(t *Table) []arrow.Record {
	records := recordsOf(t)
	slices.Reverse(records)
	return records
}
