package tradeflow

import (
	"fmt"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// apply returns the batch's record with all values in the currency of r, and notes
// in the book which currencies it met. The record must be released.
func (r *Rates) apply(b *batch, book *FileLedger, mem memory.Allocator) (arrow.Record, error) {
	currency := texts[string]{column: colCurrency, translate: verbatim}
	period := texts[Period]{column: colPeriod, translate: ParsePeriod}
	if err := currency.open(b.Record); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(currency.meanings, func(c string) bool { return c != r.Currency }) {
		b.Record.Retain()
		return b.Record, nil
	}
	if err := period.open(b.Record); err != nil {
		return nil, err
	}
	values := amountsOf(b.Record, colValue)
	var out amountBuilder
	defer out.nothing.release()
	for i := range int(b.NumRows()) {
		value, known := values.at(i)
		from := currency.at(i)
		if known {
			converted, err := r.convert(value, from, period.at(i))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", b.where(i), err)
			}
			value = converted
		}
		if from != r.Currency {
			book.Converted = with(book.Converted, r.note(from))
		}
		out.append(value, known)
	}
	columns := slices.Clone(b.Columns())
	columns[colValue] = out.array(mem, int(b.NumRows()))
	defer columns[colValue].Release()
	columns[colCurrency] = constant(r.Currency, int(b.NumRows()), mem)
	defer columns[colCurrency].Release()
	return array.NewRecord(Schema, columns, b.NumRows()), nil
}

// constant makes a column that says the same in every row.
func constant(s string, rows int, mem memory.Allocator) arrow.Array {
	t := textBuilder{values: []string{s}, rows: make([]uint32, rows)}
	defer t.release()
	return t.array(mem, rows)
}
