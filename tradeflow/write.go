package tradeflow

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/klauspost/compress/zstd"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/whole"
)

// fileTypes are the extensions that Save knows, the longer before the shorter.
var fileTypes = []struct {
	ext   string
	write func(io.Writer, iter.Seq2[arrow.Record, error]) error
}{
	{".csv.gz", compressed(func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })},
	{".csv.zst", compressed(func(w io.Writer) (io.WriteCloser, error) {
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	})},
	{".csv", WriteCSV},
	{".arrow", WriteIPC},
	{".parquet", WriteParquet},
}

// Save writes records of Schema to a file, in the form that its extension says:
// .csv, .csv.gz, .csv.zst, .arrow or .parquet. Rows stay in their order, but in
// Parquet: see WriteParquet. The file appears when it is complete; on an error a file
// that was there before stays as it was.
func Save(path string, records iter.Seq2[arrow.Record, error]) (err error) {
	var known []string
	for _, t := range fileTypes {
		if strings.HasSuffix(strings.ToLower(path), t.ext) {
			return whole.File(path, func(w io.Writer) error { return t.write(w, records) })
		}
		known = append(known, t.ext)
	}
	return fmt.Errorf("%s: the extension does not say what to write: choose one of %s", path, strings.Join(known, ", "))
}

// compressed writes CSV through a compressor.
func compressed(open func(io.Writer) (io.WriteCloser, error)) func(io.Writer, iter.Seq2[arrow.Record, error]) error {
	return func(w io.Writer, records iter.Seq2[arrow.Record, error]) error {
		z, err := open(w)
		if err != nil {
			return err
		}
		return errors.Join(WriteCSV(z, records), z.Close())
	}
}

// each calls write for the records, up to the first error of either.
func each(records iter.Seq2[arrow.Record, error], write func(arrow.Record) error) error {
	n := 0
	for rec, err := range records {
		if err != nil {
			return err
		}
		if !rec.Schema().Equal(Schema) {
			return otherSchema(n, rec)
		}
		if err := write(rec); err != nil {
			return err
		}
		n++
	}
	return nil
}
