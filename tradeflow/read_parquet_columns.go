package tradeflow

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"unsafe"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

// parquetReader takes in the next n values of a column.
type parquetReader func(n int) error

// pagesOf finds the pages of a column in the file.
func pagesOf(chunk *metadata.ColumnChunkMetaData, column *schema.Column, r io.ReaderAt) (*pages, error) {
	at := chunk.DataPageOffset()
	if first := chunk.DictionaryPageOffset(); chunk.HasDictionaryPage() && first > 0 && first < at {
		at = first
	}
	if chunk.CryptoMetadata() != nil || chunk.FilePath() != "" {
		return nil, errors.New("it is encrypted, or in another file")
	}
	n := chunk.TotalCompressedSize()
	if at < int64(len(parquetMagic)) || n < 0 || at > 1<<60 || n > 1<<60 {
		return nil, fmt.Errorf("%s: its pages cannot be at byte %d", damagedParquet, at)
	}
	return &pages{r: r, at: at, end: at + n, column: column, codec: chunk.Compression()}, nil
}

// newParquetReader returns the reader of a column.
func newParquetReader(in *intake, column int, p *pages) (read parquetReader, err error) {
	kind := Schema.Field(column).Type.ID()
	number, isNumber := numberOf(p.column)
	isNumber = isNumber && kind == arrow.FLOAT64
	switch c := file.NewColumnReader(p.column, p, memory.NewGoAllocator(), nil).(type) {
	case *file.ByteArrayColumnChunkReader:
		if kind == arrow.DICTIONARY {
			read = values(in, column, p, c.ReadBatch, func(row int, v parquet.ByteArray) error {
				return in.text(column, row, unsafe.String(unsafe.SliceData(v), len(v)))
			})
		} else if isNumber && number.decimal {
			read = values(in, column, p, c.ReadBatch, func(row int, v parquet.ByteArray) error {
				return in.decimal(column, row, bigEndian(v), number.scale)
			})
		}
	case *file.FixedLenByteArrayColumnChunkReader:
		if isNumber && number.decimal {
			read = values(in, column, p, c.ReadBatch, func(row int, v parquet.FixedLenByteArray) error {
				return in.decimal(column, row, bigEndian(v), number.scale)
			})
		}
	case *file.BooleanColumnChunkReader:
		if kind == arrow.BOOL {
			flags := in.out.flags[column]
			read = values(in, column, p, c.ReadBatch, func(_ int, v bool) error { flags.Append(v); return nil })
		}
	case *file.Float64ColumnChunkReader:
		if isNumber {
			read = values(in, column, p, c.ReadBatch, func(row int, v float64) error { return in.amount(column, row, v) })
		}
	case *file.Float32ColumnChunkReader:
		if isNumber {
			read = values(in, column, p, c.ReadBatch, func(row int, v float32) error { return in.amount(column, row, float64(v)) })
		}
	case *file.Int32ColumnChunkReader:
		if isNumber {
			read = values(in, column, p, c.ReadBatch, func(row int, v int32) error {
				if number.unsigned {
					return in.fixed(column, row, int64(uint32(v)), number.scale)
				}
				return in.fixed(column, row, int64(v), number.scale)
			})
		}
	case *file.Int64ColumnChunkReader:
		if isNumber {
			read = values(in, column, p, c.ReadBatch, func(row int, v int64) error {
				if number.unsigned && v < 0 {
					return in.number(column, row, strconv.FormatUint(uint64(v), 10))
				}
				return in.fixed(column, row, v, number.scale)
			})
		}
	}
	if read == nil {
		return nil, fmt.Errorf("column %s is of type %s (%s), and cannot be read as %s",
			Schema.Field(column).Name, p.column.PhysicalType(), p.column.LogicalType(), Schema.Field(column).Type)
	}
	return read, nil
}

// values reads n values of a column with the library and takes them in with take.
func values[T any](in *intake, column int, p *pages, read func(int64, []T, []int16, []int16) (int64, int, error), take func(row int, v T) error) parquetReader {
	optional := p.column.MaxDefinitionLevel() > 0
	found := make([]T, batchRows)
	levels := make([]int16, batchRows) // 1 for the rows that have a value
	short := fmt.Errorf("%s: column %s has fewer values than rows", damagedParquet, Schema.Field(column).Name)
	return func(n int) error {
		total, count, err := read(int64(n), found[:n], levels[:n], nil)
		if err == nil {
			err = p.err
		}
		if err != nil {
			return fmt.Errorf("%s: column %s: %w", damagedParquet, Schema.Field(column).Name, err)
		}
		next := 0
		for row := range int(total) {
			if optional && levels[row] == 0 {
				if err := in.null(column, row); err != nil {
					return err
				}
				continue
			}
			if next == count {
				return short
			}
			if err := take(row, found[next]); err != nil {
				return err
			}
			next++
		}
		if int(total) != n || next != count {
			return short
		}
		return nil
	}
}

// numeric says how a column of numbers is to be understood.
type numeric struct {
	decimal, unsigned bool
	scale             int
}

// numberOf reports whether the column holds numbers: not dates or texts, which
// are of the same types.
func numberOf(c *schema.Column) (numeric, bool) {
	converted, decimal := c.LogicalType().ToConvertedType()
	switch converted {
	case schema.ConvertedTypes.Decimal:
		return numeric{decimal: true, scale: int(decimal.Scale)}, true
	case schema.ConvertedTypes.Uint8, schema.ConvertedTypes.Uint16, schema.ConvertedTypes.Uint32, schema.ConvertedTypes.Uint64:
		return numeric{unsigned: true}, true
	case schema.ConvertedTypes.Int8, schema.ConvertedTypes.Int16, schema.ConvertedTypes.Int32, schema.ConvertedTypes.Int64:
		return numeric{}, true
	}
	return numeric{}, c.LogicalType().Equals(schema.NoLogicalType{})
}

// bigEndian reads a two's complement number.
func bigEndian(b []byte) *big.Int {
	v := new(big.Int).SetBytes(b)
	if len(b) > 0 && b[0]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return v
}
