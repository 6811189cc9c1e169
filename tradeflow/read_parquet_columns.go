package tradeflow

import (
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/schema"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/pages"
)

// parquetReader is a column of a file, and what takes in its next n rows.
type parquetReader struct {
	*pages.Column
	file *parquetFile
	read func(n int) error
}

func (in *intake) newParquetReader(column int, f *parquetFile) (*parquetReader, error) {
	from, err := f.Column(Schema.Field(column).Name)
	if err != nil {
		return nil, err
	}
	c := &parquetReader{Column: from, file: f}
	number, isNumber := numberOf(from.Type)
	switch Schema.Field(column).Type.ID() {
	case arrow.DICTIONARY:
		if texts := from.Texts(); texts != nil {
			c.read = func(n int) error { return in.parquetTexts(column, texts, n) }
		}
	case arrow.BOOL:
		if flags := from.Flags(); flags != nil {
			c.read = in.parquetFlags(column, flags)
		}
	case arrow.FLOAT64:
		if !isNumber {
			break
		}
		if doubles := from.Doubles(); doubles != nil {
			c.read = func(n int) error { return in.parquetDoubles(column, doubles, n) }
		} else if integers := from.Integers(); integers != nil {
			c.read = in.parquetIntegers(column, integers, number)
		} else if bytes := from.Bytes(); bytes != nil && number.decimal {
			c.read = func(n int) error { return in.parquetDecimals(column, bytes, number.scale, n) }
		}
	}
	if c.read == nil {
		return nil, fmt.Errorf("column %s is of type %s (%s), and cannot be read as %s",
			Schema.Field(column).Name, from.PhysicalType(), from.LogicalType(), Schema.Field(column).Type)
	}
	return c, nil
}

// parquetTexts takes in the next rows of a column of texts, each entry of the
// file's dictionary once.
func (in *intake) parquetTexts(column int, from *pages.Texts, n int) error {
	out := in.out.texts[column]
	out.rows = room(out.rows, n)
	alike, err := from.Read(out.rows)
	if err != nil {
		return damagedColumn(column, err)
	}
	seen := &in.seen[column]
	if more := len(from.Words()) + 1 - len(seen.index); more > 0 {
		seen.index = append(seen.index, make([]uint32, more)...)
	}
	if alike {
		index, err := in.parquetEntry(column, 0, out.rows[0], from.Words())
		if err == nil {
			out.repeat(index - 1)
		}
		return err
	}
	index := seen.index
	for row, entry := range out.rows {
		i := index[entry]
		if i == 0 {
			if i, err = in.parquetEntry(column, row, entry, from.Words()); err != nil {
				return err
			}
		}
		out.rows[row] = i - 1
	}
	return nil
}

// parquetEntry returns the index of an entry of the file's dictionary, plus one.
func (in *intake) parquetEntry(column, row int, entry uint32, words []string) (index uint32, err error) {
	if index = in.seen[column].index[entry]; index > 0 {
		return index, nil
	}
	if entry == 0 || words[entry-1] == "" {
		index, err = in.nothing(column, row)
	} else {
		index, err = in.intern(column, row, words[entry-1])
	}
	in.seen[column].index[entry] = index + 1
	return index + 1, err
}

// parquetFlags returns what takes in rows of a column of flags.
func (in *intake) parquetFlags(column int, from *pages.Flags) func(n int) error {
	var valid []byte
	return func(n int) error {
		out := in.out.flags[column]
		out.bits, valid = room(out.bits, (n+7)/8), room(valid, (n+7)/8)
		trues, nulls, err := from.Read(n, out.bits, valid)
		if err != nil {
			return damagedColumn(column, err)
		}
		for row := 0; nulls > 0; row++ {
			if bitutil.BitIsNotSet(valid, row) {
				return in.empty(column, row)
			}
		}
		out.trues = trues
		return nil
	}
}

// parquetDoubles takes in the next rows of a column of floating-point numbers.
func (in *intake) parquetDoubles(column int, from *pages.Values[float64], n int) error {
	out := in.out.amounts[column]
	rows, valid := out.room(n)
	nulls, err := from.Read(rows, valid)
	if err != nil {
		return damagedColumn(column, err)
	}
	if out.nulls = nulls; nulls == n {
		return nil
	}
	for row, v := range rows { // those that are null are 0
		t := Thousandths(math.RoundToEven(v * 1000))
		f := t.Float()
		if f != v || math.Abs(v) >= 1e12 {
			if t, err = in.rounded(column, row, v); err != nil {
				return err
			}
			f = t.Float()
		}
		rows[row] = f
	}
	return nil
}

// parquetIntegers returns what takes in rows of a column of whole numbers, or of
// decimals that are stored as such.
func (in *intake) parquetIntegers(column int, from *pages.Values[int64], number numeric) func(n int) error {
	var found []int64
	short := number.unsigned && from.PhysicalType() == parquet.Types.Int32
	return func(n int) error {
		out := in.out.amounts[column]
		found = room(found, n)
		rows, valid := out.room(n)
		nulls, err := from.Read(found, valid)
		if err != nil {
			return damagedColumn(column, err)
		}
		out.nulls = nulls
		for row, v := range found { // those that are null are 0
			var t Thousandths
			switch {
			case short:
				t, err = in.fixed(column, row, int64(uint32(v)), number.scale)
			case number.unsigned && v < 0:
				t, err = in.number(column, row, strconv.FormatUint(uint64(v), 10))
			default:
				t, err = in.fixed(column, row, v, number.scale)
			}
			if err != nil {
				return err
			}
			rows[row] = t.Float()
		}
		return nil
	}
}

// parquetDecimals takes in the next rows of a column of decimals.
func (in *intake) parquetDecimals(column int, from *pages.Bytes, scale, n int) error {
	var wrong error
	err := from.Read(n, func(row int, v []byte) error {
		if v == nil {
			wrong = in.null(column, row)
		} else {
			wrong = in.out.amounts[column].keep(in.decimal(column, row, bigEndian(v), scale))
		}
		return wrong
	})
	if err != nil && wrong == nil {
		return damagedColumn(column, err)
	}
	return err
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
