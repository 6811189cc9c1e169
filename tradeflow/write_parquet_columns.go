package tradeflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/pages"
)

// parquetColumn is a column of the row group that is being collected.
type parquetColumn struct {
	at   int      // in Schema
	rows []uint32 // the number of the row's text, from 1; 1 for an amount, and for a flag that is set; 0 for null

	amounts []float64 // of the rows, where these are amounts

	texts   []string // by number, less 1: those that a row of the group has
	bytes   int      // of the texts
	numbers map[string]uint32

	dictionary arrow.ArrayData // of the latest record
	known      []uint32        // the number of each of its texts, once a row has had it
}

func newParquetColumn(at int) *parquetColumn {
	return &parquetColumn{at: at, numbers: map[string]uint32{}}
}

func (c *parquetColumn) nullable() bool { return Schema.Field(c.at).Nullable }

// reset forgets the rows, for the next group.
func (c *parquetColumn) reset() {
	c.rows, c.amounts, c.texts, c.bytes = c.rows[:0], c.amounts[:0], c.texts[:0], 0
	clear(c.numbers)
	clear(c.known)
}

// take collects rows from to from+n of a record.
func (c *parquetColumn) take(rec arrow.Record, from, n int) error {
	switch rows := rec.Column(c.at).(type) {
	case *array.Dictionary:
		return c.takeTexts(rows, from, n)
	case *array.Float64:
		c.amounts = append(c.amounts, rows.Float64Values()[from:from+n]...)
		for row := from; row < from+n; row++ {
			c.rows = append(c.rows, oneIf(rows.IsValid(row)))
		}
	case *array.Boolean:
		for row := from; row < from+n; row++ {
			c.rows = append(c.rows, oneIf(rows.IsValid(row) && rows.Value(row)))
		}
	}
	return nil
}

// oneIf is 1 for what is so.
func oneIf(so bool) uint32 {
	if so {
		return 1
	}
	return 0
}

// takeTexts looks up each text of a dictionary once, when the first row has it. A
// null that cannot be is the empty text.
func (c *parquetColumn) takeTexts(rows *array.Dictionary, from, n int) error {
	words := rows.Dictionary().(*array.String)
	if words.Data() != c.dictionary {
		c.dictionary = words.Data()
		c.known = slices.Grow(c.known[:0], words.Len())[:words.Len()]
		clear(c.known)
	}
	indices := rows.Indices().(*array.Uint32).Uint32Values()
	nulls := rows.NullN() > 0
	for row := from; row < from+n; row++ {
		var number uint32
		var err error
		if nulls && rows.IsNull(row) {
			if !c.nullable() {
				number, err = c.number("")
			}
		} else if number = c.known[indices[row]]; number == 0 {
			number, err = c.number(words.Value(int(indices[row])))
			c.known[indices[row]] = number
		}
		if err != nil {
			return err
		}
		c.rows = append(c.rows, number)
	}
	return nil
}

// number returns the number of a text.
func (c *parquetColumn) number(s string) (uint32, error) {
	if number, ok := c.numbers[s]; ok {
		return number, nil
	}
	if c.bytes += 4 + len(s); c.bytes > pages.MaxPage {
		return 0, fmt.Errorf("the texts of %d rows take more than %d MB: it does not hold what its name says", groupRows, pages.MaxPage>>20)
	}
	s = strings.Clone(s) // the record's memory goes away
	c.texts = append(c.texts, s)
	c.numbers[s] = uint32(len(c.texts))
	return uint32(len(c.texts)), nil
}

// sortTexts numbers the texts anew, in their order: that of time for periods. So
// numbers compare as the texts do, and do not tell in which order they came.
func (c *parquetColumn) sortTexts() {
	compare := strings.Compare
	if c.at == colPeriod {
		compare = func(a, b string) int {
			p, _ := ParsePeriod(a)
			q, _ := ParsePeriod(b)
			return cmp.Or(p.Compare(q), strings.Compare(a, b))
		}
	}
	if slices.IsSortedFunc(c.texts, compare) {
		return
	}
	sorted := slices.SortedFunc(slices.Values(c.texts), compare)
	for i, s := range sorted {
		c.numbers[s] = uint32(i + 1)
	}
	renumbered := make([]uint32, len(sorted)+1) // 0 stays null
	for i, s := range c.texts {
		renumbered[i+1] = c.numbers[s]
	}
	for row, number := range c.rows {
		c.rows[row] = renumbered[number]
	}
	c.texts = sorted
}

// sum adds up the amounts.
func (c *parquetColumn) sum() (sum Thousandths) {
	for row, known := range c.rows {
		if known != 0 {
			sum += exact(c.amounts[row])
		}
	}
	return sum
}
