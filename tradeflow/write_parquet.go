package tradeflow

import (
	"fmt"
	"io"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

// groupRows is how many rows go into one row group of a Parquet file. The
// encoded columns of a group are in memory until it is complete.
const groupRows = 16 * batchRows

// WriteParquet writes records of Schema as a Parquet file: text columns with
// dictionaries, zstd, statistics for each column, row groups of 262144 rows. The
// same rows make the same bytes.
func WriteParquet(w io.Writer, records iter.Seq2[arrow.Record, error]) error {
	sink := &sticky{w: w}
	out, err := newParquetWriter(sink)
	if err != nil {
		return sink.or(err)
	}
	err = each(records, func(rec arrow.Record) error {
		for from := 0; from < int(rec.NumRows()); {
			n := min(int(rec.NumRows())-from, groupRows-out.rows)
			err := guarded("the Parquet file cannot be written", func() error { return out.write(rec, from, n) })
			if err != nil || sink.err != nil {
				return sink.or(err)
			}
			from += n
		}
		return nil
	})
	if err != nil {
		return err
	}
	return sink.or(guarded("the Parquet file cannot be written", out.Close))
}

// parquetWriter is a Parquet file being written.
type parquetWriter struct {
	*file.Writer
	columns []parquetColumn
	group   file.BufferedRowGroupWriter
	rows    int // in the group; groupRows where there is none yet
}

// parquetColumn writes rows from to from+n of one column.
type parquetColumn struct {
	open  func(arrow.Record) error
	write func(to file.ColumnChunkWriter, from, n int) error
}

func newParquetWriter(w io.Writer) (p *parquetWriter, err error) {
	var nodes schema.FieldList
	p = &parquetWriter{}
	options := []parquet.WriterProperty{
		parquet.WithCompression(compress.Codecs.Zstd), parquet.WithDictionaryDefault(false), parquet.WithStats(true),
	}
	for i, f := range Schema.Fields() {
		repetition := parquet.Repetitions.Required
		if f.Nullable {
			repetition = parquet.Repetitions.Optional
		}
		switch f.Type.ID() {
		case arrow.DICTIONARY:
			node, err := schema.NewPrimitiveNodeLogical(f.Name, repetition, schema.StringLogicalType{}, parquet.Types.ByteArray, 0, -1)
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, node)
			options = append(options, parquet.WithDictionaryFor(f.Name, true))
			p.columns = append(p.columns, parquetText(i))
		case arrow.FLOAT64:
			nodes = append(nodes, schema.NewFloat64Node(f.Name, repetition, -1))
			p.columns = append(p.columns, parquetAmount(i))
		case arrow.BOOL:
			nodes = append(nodes, schema.NewBooleanNode(f.Name, repetition, -1))
			p.columns = append(p.columns, parquetFlag(i))
		}
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, nodes, -1)
	if err != nil {
		return nil, err
	}
	p.rows = groupRows
	err = guarded("the Parquet file cannot be written", func() error {
		p.Writer = file.NewParquetWriter(w, root, file.WithWriterProps(parquet.NewWriterProperties(options...)))
		return nil
	})
	return p, err
}

// write adds n rows of a record, which fit into a group.
func (p *parquetWriter) write(rec arrow.Record, from, n int) error {
	if p.rows == groupRows {
		p.group, p.rows = p.AppendBufferedRowGroup(), 0
	}
	for i, c := range p.columns {
		to, err := p.group.Column(i)
		if err != nil {
			return err
		}
		if err := c.open(rec); err != nil {
			return err
		}
		if err := c.write(to, from, n); err != nil {
			return fmt.Errorf("column %s: %w", Schema.Field(i).Name, err)
		}
	}
	p.rows += n
	return nil
}
