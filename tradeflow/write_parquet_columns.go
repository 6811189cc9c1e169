package tradeflow

import (
	"io"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
)

// present collects the values of a column as Parquet wants them: without the
// nulls, and beside them a level for each row that says whether it has one.
type present[T any] struct {
	nullable bool
	values   []T
	levels   []int16
}

// collect gathers the rows that at has a value for.
func (c *present[T]) collect(from, n int, at func(int) (T, bool)) {
	c.values, c.levels = c.values[:0], c.levels[:0]
	for row := from; row < from+n; row++ {
		v, ok := at(row)
		if ok || !c.nullable {
			c.values = append(c.values, v)
		}
		if c.nullable {
			level := int16(0)
			if ok {
				level = 1
			}
			c.levels = append(c.levels, level)
		}
	}
}

func presentOf[T any](column int) *present[T] {
	c := &present[T]{nullable: Schema.Field(column).Nullable, values: make([]T, 0, batchRows)}
	if c.nullable { // levels of a required column must stay nil
		c.levels = make([]int16, 0, batchRows)
	}
	return c
}

func parquetText(column int) parquetColumn {
	// The library keeps the least and the greatest text: copies, not the record's.
	rows := &texts[parquet.ByteArray]{column: column, translate: func(s string) (parquet.ByteArray, error) { return []byte(s), nil }}
	c := presentOf[parquet.ByteArray](column)
	return parquetColumn{rows.open, func(to file.ColumnChunkWriter, from, n int) error {
		c.collect(from, n, func(row int) (parquet.ByteArray, bool) { return rows.at(row), rows.indices.IsValid(row) })
		_, err := to.(*file.ByteArrayColumnChunkWriter).WriteBatch(c.values, c.levels, nil)
		return err
	}}
}

func parquetAmount(column int) parquetColumn {
	var rows *array.Float64
	c := presentOf[float64](column)
	return parquetColumn{
		func(rec arrow.Record) error { rows = rec.Column(column).(*array.Float64); return nil },
		func(to file.ColumnChunkWriter, from, n int) error {
			c.collect(from, n, func(row int) (float64, bool) { return rows.Value(row), rows.IsValid(row) })
			_, err := to.(*file.Float64ColumnChunkWriter).WriteBatch(c.values, c.levels, nil)
			return err
		},
	}
}

func parquetFlag(column int) parquetColumn {
	var flag func(int) bool
	c := presentOf[bool](column)
	return parquetColumn{
		func(rec arrow.Record) error { flag = flagsOf(rec, column); return nil },
		func(to file.ColumnChunkWriter, from, n int) error {
			c.collect(from, n, func(row int) (bool, bool) { return flag(row), true })
			_, err := to.(*file.BooleanColumnChunkWriter).WriteBatch(c.values, c.levels, nil)
			return err
		},
	}
}

// sticky keeps the first error of a writer, because the Parquet library drops
// some of them. It has no Close: the library would close the caller's file.
type sticky struct {
	w   io.Writer
	err error
}

func (s *sticky) Write(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(b)
	s.err = err
	return n, err
}

// or returns the writer's own error before one that only follows from it.
func (s *sticky) or(err error) error {
	if s.err != nil {
		return s.err
	}
	return err
}
