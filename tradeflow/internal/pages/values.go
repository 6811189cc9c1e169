package pages

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/parquet"
)

var errShort = errors.New("a page has fewer values than rows")

// Values reads a column of numbers.
type Values[T any] struct {
	*Column
	decode  func(dst []T, b []byte) (rest []byte, err error)
	words   []T // of the dictionary
	entries []uint32
}

func newValues[T any](c *Column, decode func(dst []T, b []byte) ([]byte, error)) *Values[T] {
	v := &Values[T]{Column: c, decode: decode}
	c.learn = func(b []byte, n int) error {
		v.words = grown(v.words, n)
		_, err := decode(v.words, b)
		return err
	}
	return v
}

// Doubles reads a column of floating-point numbers; nil where it is another.
func (c *Column) Doubles() *Values[float64] {
	switch c.PhysicalType() {
	case parquet.Types.Double:
		return newValues(c, fixed(8, func(dst []float64, b []byte) {
			for i := range dst {
				dst[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
			}
		}))
	case parquet.Types.Float:
		return newValues(c, fixed(4, func(dst []float64, b []byte) {
			for i := range dst {
				dst[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
			}
		}))
	}
	return nil
}

// Integers reads a column of whole numbers; nil where it is another.
func (c *Column) Integers() *Values[int64] {
	switch c.PhysicalType() {
	case parquet.Types.Int64:
		return newValues(c, fixed(8, func(dst []int64, b []byte) {
			for i := range dst {
				dst[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
			}
		}))
	case parquet.Types.Int32:
		return newValues(c, fixed(4, func(dst []int64, b []byte) {
			for i := range dst {
				dst[i] = int64(int32(binary.LittleEndian.Uint32(b[4*i:])))
			}
		}))
	}
	return nil
}

// fixed decodes values that have the same number of bytes each.
func fixed[T any](size int, decode func([]T, []byte)) func([]T, []byte) ([]byte, error) {
	return func(dst []T, b []byte) ([]byte, error) {
		if len(b)/size < len(dst) {
			return nil, errShort
		}
		decode(dst, b)
		return b[len(dst)*size:], nil
	}
}

// Read reads the next rows. It says in a bitmap which have a value, and returns
// how many have none: they are zero.
func (v *Values[T]) Read(dst []T, valid []byte) (nulls int, err error) {
	for at := 0; at < len(dst); {
		n, present, err := v.part(dst[at:], valid, at)
		if err != nil {
			return 0, err
		}
		if err := v.took(n); err != nil {
			return 0, err
		}
		at, nulls = at+n, nulls+n-present
	}
	return nulls, nil
}

// part reads as many rows as the page under way has, without going on behind them.
func (v *Values[T]) part(dst []T, valid []byte, from int) (n, present int, err error) {
	if err := v.more(); err != nil {
		return 0, 0, err
	}
	n = min(len(dst), v.left)
	if present, err = v.present(valid, from, n); err != nil {
		return 0, 0, err
	}
	rows := dst[:present]
	if v.coded {
		v.entries = grown(v.entries, present)
		greatest, err := v.Column.entries.fill(v.entries)
		if err != nil {
			return 0, 0, err
		}
		if present > 0 && int(greatest) >= len(v.words) {
			return 0, 0, errEntry
		}
		for i, entry := range v.entries {
			rows[i] = v.words[entry]
		}
	} else if v.plain, err = v.decode(rows, v.plain); err != nil {
		return 0, 0, err
	}
	if present < n {
		spread(dst[:n], present, valid, from)
	}
	return n, present, nil
}

// spread moves the values that stand at the front of rows to the rows that have one.
func spread[T any](rows []T, present int, valid []byte, from int) {
	clear(rows[present:])
	for i := len(rows); present < i; {
		if i >= 8 && (from+i)&7 == 0 && valid[(from+i)/8-1] == 0xff {
			copy(rows[i-8:i], rows[present-8:present])
			i, present = i-8, present-8
			continue
		}
		i--
		var v T
		if bitutil.BitIsSet(valid, from+i) {
			present--
			v = rows[present]
		}
		rows[i] = v
	}
}

// Bytes reads a column of byte strings one by one.
type Bytes struct {
	*Values[[]byte]
	rows  [][]byte
	valid []byte
}

// Bytes reads a column of byte strings; nil where it is another.
func (c *Column) Bytes() *Bytes {
	var decode func([][]byte, []byte) ([]byte, error)
	switch c.PhysicalType() {
	case parquet.Types.ByteArray:
		decode = func(dst [][]byte, b []byte) (rest []byte, err error) {
			for i := range dst {
				if dst[i], b, err = counted(b); err != nil {
					return nil, errShort
				}
			}
			return b, nil
		}
	case parquet.Types.FixedLenByteArray:
		size := c.TypeLength()
		if size < 1 {
			return nil
		}
		decode = fixed(size, func(dst [][]byte, b []byte) {
			for i := range dst {
				dst[i] = b[i*size : i*size+size]
			}
		})
	default:
		return nil
	}
	v := newValues(c, decode)
	keep := c.learn
	c.learn = func(b []byte, n int) error {
		if n > maxWords {
			return errWords
		}
		return keep(slices.Clone(b), n)
	}
	return &Bytes{Values: v}
}

// Read takes in the next n rows; null is nil. The bytes are good until take returns.
func (b *Bytes) Read(n int, take func(row int, v []byte) error) error {
	b.rows, b.valid = grown(b.rows, n), grown(b.valid, n/8+1)
	for at := 0; at < n; {
		k, _, err := b.part(b.rows[at:], b.valid, at)
		if err != nil {
			return err
		}
		for row := at; row < at+k; row++ {
			if err := take(row, b.rows[row]); err != nil {
				return err
			}
		}
		if err := b.took(k); err != nil {
			return err
		}
		at += k
	}
	return nil
}
