package tradeflow

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/pages"
)

// groupRows is how many rows go into one row group of a Parquet file. A group is
// in memory until it is complete.
const groupRows = 16 * batchRows

// parquetValues is the key in a file's metadata under which stands what each row
// group is worth: the sums of the value column, in thousandths, with blanks
// between them. Who skips a group by its statistics can still say what it held.
const parquetValues = "dualuse.values"

// WriteParquet writes records of Schema as a Parquet file: text columns with
// dictionaries, zstd, statistics for each column, row groups of 262144 rows.
// Within a group, rows are sorted by period, direction, reporter, partner and
// code; those that agree in all of them stay in their order. The same rows make
// the same bytes.
func WriteParquet(w io.Writer, records iter.Seq2[arrow.Record, error]) error {
	out, err := newParquetWriter(w)
	if err != nil {
		return err
	}
	err = each(records, func(rec arrow.Record) error { return guarded(unwritable, func() error { return out.add(rec) }) })
	if err != nil {
		return err
	}
	return guarded(unwritable, out.close)
}

const unwritable = "the Parquet file cannot be written"

// parquetWriter is a Parquet file being written. The pages are encoded here, the
// metadata by the Arrow library: its own writer looks up the text of each row
// again, and makes a new compressor for each page.
type parquetWriter struct {
	out     position
	footer  *metadata.FileMetaDataBuilder
	columns []*parquetColumn
	rows    int      // in the group that is being collected
	values  []string // the sums of the groups before
}

func newParquetWriter(w io.Writer) (*parquetWriter, error) {
	p := &parquetWriter{out: position{w: w}}
	var nodes schema.FieldList
	options := []parquet.WriterProperty{parquet.WithCompression(compress.Codecs.Zstd)}
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
		case arrow.FLOAT64:
			nodes = append(nodes, schema.NewFloat64Node(f.Name, repetition, -1))
		case arrow.BOOL:
			nodes = append(nodes, schema.NewBooleanNode(f.Name, repetition, -1))
		}
		p.columns = append(p.columns, newParquetColumn(i))
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, nodes, -1)
	if err != nil {
		return nil, err
	}
	p.footer = metadata.NewFileMetadataBuilder(schema.NewSchema(root), parquet.NewWriterProperties(options...), metadata.NewKeyValueMetadata())
	_, err = io.WriteString(&p.out, pages.Magic)
	return p, err
}

// add takes in the rows of a record, and writes the groups that they complete.
func (p *parquetWriter) add(rec arrow.Record) error {
	for from := 0; from < int(rec.NumRows()); {
		n := min(int(rec.NumRows())-from, groupRows-p.rows)
		for _, c := range p.columns {
			if err := c.guarded(func() error { return c.take(rec, from, n) }); err != nil {
				return err
			}
		}
		from, p.rows = from+n, p.rows+n
		if p.rows == groupRows {
			if err := p.writeGroup(); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeGroup writes the rows that have been collected, if there are any.
func (p *parquetWriter) writeGroup() error {
	if p.rows == 0 {
		return nil
	}
	if err := p.together((*parquetColumn).sortTexts); err != nil {
		return err
	}
	order := p.order()
	chunks := make([]parquetChunk, len(p.columns))
	err := p.together(func(c *parquetColumn) {
		c.arrange(order)
		chunks[c.at] = c.chunk()
	})
	if err != nil {
		return err
	}
	group, unpacked := p.footer.AppendRowGroup(), int64(0)
	for _, chunk := range chunks {
		if err := chunk.describe(group.NextColumnChunk(), p.rows, p.out.n); err != nil {
			return err
		}
		if _, err := p.out.Write(chunk.pages); err != nil {
			return err
		}
		unpacked += chunk.unpacked
	}
	group.SetNumRows(p.rows)
	if err := group.Finish(unpacked, int16(len(p.values))); err != nil {
		return err
	}
	p.values = append(p.values, strconv.FormatInt(int64(p.columns[colValue].sum()), 10))
	p.rows = 0
	for _, c := range p.columns {
		c.reset()
	}
	return nil
}

// together does something with all columns at a time.
func (p *parquetWriter) together(do func(*parquetColumn)) error {
	errs := make([]error, len(p.columns))
	var all sync.WaitGroup
	for i, c := range p.columns {
		all.Go(func() { errs[i] = c.guarded(func() error { do(c); return nil }) })
	}
	all.Wait()
	return errors.Join(errs...)
}

// close writes the last group and the footer.
func (p *parquetWriter) close() error {
	if err := p.writeGroup(); err != nil {
		return err
	}
	if err := p.footer.AppendKeyValueMetadata(parquetValues, strings.Join(p.values, " ")); err != nil {
		return err
	}
	meta, err := p.footer.Finish()
	if err != nil {
		return err
	}
	var end bytes.Buffer
	if _, err := meta.WriteTo(&end, nil); err != nil {
		return err
	}
	size := uint32(end.Len())
	end.Write(binary.LittleEndian.AppendUint32(nil, size))
	end.WriteString(pages.Magic)
	_, err = p.out.Write(end.Bytes())
	return err
}

// guarded takes a step of a column, and names the column on an error.
func (c *parquetColumn) guarded(step func() error) error {
	if err := guarded(unwritable, step); err != nil {
		return fmt.Errorf("column %s: %w", Schema.Field(c.at).Name, err)
	}
	return nil
}
