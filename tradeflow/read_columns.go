package tradeflow

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// intake fills batches from files that have the columns of Schema already. Other
// tools write such files too: their texts are looked at once each, their amounts
// one by one.
type intake struct {
	out   *batchBuilder
	at    [colSource + 1]int               // where each column stands in the file; -1: nowhere
	known [colSource + 1]map[string]uint32 // the index of each text, as the file spells it
	seen  [colSource + 1]seen              // of the dictionary that a column has now
	last  [colSource + 1]lastText          // of the row before
	row   int64                            // the number of the batch's first row, from 1

	parquet [colSource + 1]*parquetReader // of the file that was read last
}

// columnSet says which columns of Schema are wanted.
type columnSet = [colSource + 1]bool

// allColumns wants every column.
func allColumns() (all columnSet) {
	for i := range all {
		all[i] = true
	}
	return all
}

// seen remembers which entries of a file's own dictionary have been taken in. In
// Parquet files, null is the first entry.
type seen struct {
	dictionary arrow.ArrayData
	index      []uint32 // the entry's index here plus one, 0 for one that has not
}

// lastText is the text of the row before: most columns say the same for many rows.
type lastText struct {
	text  string
	index uint32
}

// newIntake makes an intake for a file whose columns have these names. What is not
// wanted is not read: it comes out as null, or false.
func newIntake(names []string, mem memory.Allocator, wanted columnSet) (*intake, error) {
	in := &intake{row: 1}
	var missing []string
	for i, field := range Schema.Fields() {
		in.at[i] = slices.Index(names, field.Name)
		switch {
		case in.at[i] >= 0:
			if slices.Contains(names[in.at[i]+1:], field.Name) {
				return nil, fmt.Errorf("there are two columns %s", field.Name)
			}
		case !field.Nullable && field.Type.ID() != arrow.BOOL:
			missing = append(missing, field.Name)
		}
		if !wanted[i] {
			in.at[i] = -1
		}
		in.known[i] = map[string]uint32{}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("the table lacks the columns %s", strings.Join(missing, ", "))
	}
	in.out = newBatchBuilder(mem)
	return in, nil
}

// unknownColumns returns the names that are no column of Schema: what stands in
// those columns is not read.
func unknownColumns(names []string) (unknown []string) {
	for _, name := range names {
		if !Schema.HasField(name) {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

// record returns the batch of n rows that have been taken in.
func (in *intake) record(n int) (arrow.Record, error) {
	for i, at := range in.at {
		if at >= 0 {
			continue
		}
		if t := in.out.texts[i]; t != nil {
			index, err := t.intern("")
			if err != nil {
				return nil, err
			}
			t.repeat(index)
		} else if a := in.out.amounts[i]; a != nil {
			a.nulls = n
		}
	}
	in.row += int64(n)
	in.out.rows = n
	return in.out.record(), nil
}

// text takes in a text, in the given row of the batch; "" is null.
func (in *intake) text(column, row int, s string) error {
	if s == "" {
		return in.null(column, row)
	}
	last := &in.last[column]
	if s != last.text {
		index, err := in.intern(column, row, s)
		if err != nil {
			return err
		}
		*last = lastText{in.out.texts[column].values[index], index}
		if s != last.text { // the file spells it in its own way
			last.text = strings.Clone(s)
		}
	}
	in.out.texts[column].append(last.index)
	return nil
}

// intern returns the index of a text, which the batch spells as String methods do.
func (in *intake) intern(column, row int, s string) (uint32, error) {
	if index, ok := in.known[column][s]; ok {
		return index, nil
	}
	if len(in.known[column]) >= maxDistinct {
		return 0, in.wrong(column, row, s, errors.New("the column has too many different texts"))
	}
	own, err := ownSpelling(column, s)
	if err != nil {
		return 0, in.wrong(column, row, s, err)
	}
	index, err := in.out.texts[column].intern(own)
	if err != nil {
		return 0, in.wrong(column, row, s, err)
	}
	in.known[column][strings.Clone(s)] = index
	return index, nil
}

// ownSpelling checks a text and returns it as this package writes it.
func ownSpelling(column int, s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errors.New("not UTF-8")
	}
	return canonicalRead(column)(strings.Clone(s))
}

// null takes in a null.
func (in *intake) null(column, row int) error {
	if t := in.out.texts[column]; t != nil {
		index, err := in.nothing(column, row)
		if err == nil {
			t.append(index)
		}
		return err
	}
	if !Schema.Field(column).Nullable {
		return in.empty(column, row)
	}
	in.out.amounts[column].append(0, false)
	return nil
}

// nothing returns the index of null.
func (in *intake) nothing(column, row int) (uint32, error) {
	if t := in.out.texts[column]; t.null > 0 {
		return t.null - 1, nil
	}
	if !Schema.Field(column).Nullable {
		return 0, in.empty(column, row)
	}
	return in.out.texts[column].intern("")
}

func (in *intake) empty(column, row int) error {
	return in.wrong(column, row, "", errors.New("the column must have something in each row"))
}

// amount takes in a number.
func (in *intake) amount(column, row int, v float64) error {
	return in.out.amounts[column].keep(in.rounded(column, row, v))
}

// rounded returns a number, rounded half to even where it has more than three
// decimals.
func (in *intake) rounded(column, row int, v float64) (Thousandths, error) {
	t := Thousandths(math.RoundToEven(v * 1000))
	if math.Abs(v) < 1e12 && t.Float() == v {
		return t, nil
	}
	written := strconv.FormatFloat(v, 'g', -1, 64)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, in.wrong(column, row, written, errors.New("not a number: where there is none, leave it null"))
	}
	return in.number(column, row, written)
}

// fixed returns the number mantissa * 10^-scale.
func (in *intake) fixed(column, row int, mantissa int64, scale int) (Thousandths, error) {
	size := uint64(mantissa)
	if mantissa < 0 {
		size = -size
	}
	t, _, err := scaled(size, 3-scale, 1, mantissa < 0, false)
	if err != nil {
		return 0, in.wrong(column, row, withScale(big.NewInt(mantissa), scale), err)
	}
	return t, nil
}

// decimal returns the number mantissa * 10^-scale, however long.
func (in *intake) decimal(column, row int, mantissa *big.Int, scale int) (Thousandths, error) {
	if mantissa.IsInt64() {
		return in.fixed(column, row, mantissa.Int64(), scale)
	}
	if mantissa.BitLen() > 256 {
		return 0, in.wrong(column, row, "a number of more than 256 bits", errors.New("more than any trade"))
	}
	return in.number(column, row, withScale(mantissa, scale))
}

func withScale(mantissa *big.Int, scale int) string {
	if scale == 0 {
		return mantissa.String()
	}
	return fmt.Sprintf("%de%d", mantissa, -scale)
}

// number returns a number as a text says it.
func (in *intake) number(column, row int, written string) (Thousandths, error) {
	t, _, err := parseAmount([]byte(written), 1)
	if err != nil {
		return 0, in.wrong(column, row, written, err)
	}
	return t, nil
}

// wrong says where something cannot be read.
func (in *intake) wrong(column, row int, found string, err error) error {
	return fmt.Errorf("row %d: column %s: found %q: %w", in.row+int64(row), Schema.Field(column).Name, shorten(found, 80), err)
}

// guarded runs a step of the Arrow and Parquet libraries, which panic where they
// are given something damaged.
func guarded(what string, step func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %v", what, p)
		}
	}()
	return step()
}
