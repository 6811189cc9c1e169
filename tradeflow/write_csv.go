package tradeflow

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
)

// WriteCSV writes records of Schema as CSV: a header of Schema's names, commas,
// lines that end in LF, quotes where RFC 4180 asks for them. Null is empty, a
// flag is true or false, an amount an exact decimal such as 1234567.5.
func WriteCSV(w io.Writer, records iter.Seq2[arrow.Record, error]) error {
	var out []byte
	columns := make([]csvColumn, len(Schema.Fields()))
	for i, field := range Schema.Fields() {
		columns[i] = newCSVColumn(i)
		out = append(append(out, field.Name...), ',')
	}
	out[len(out)-1] = '\n'
	err := each(records, func(rec arrow.Record) error {
		for _, c := range columns {
			if err := c.open(rec); err != nil {
				return err
			}
		}
		for row := range int(rec.NumRows()) {
			for _, c := range columns {
				out = append(c.append(out, row), ',')
			}
			out[len(out)-1] = '\n'
			if len(out) > 64<<10 {
				if _, err := w.Write(out); err != nil {
					return err
				}
				out = out[:0]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = w.Write(out)
	return err
}

// csvColumn writes the fields of one column.
type csvColumn struct {
	open   func(arrow.Record) error
	append func(out []byte, row int) []byte
}

func newCSVColumn(column int) csvColumn {
	switch Schema.Field(column).Type.ID() {
	case arrow.DICTIONARY:
		fields := &texts[string]{column: column, translate: func(s string) (string, error) { return quoted(s), nil }}
		return csvColumn{fields.open, func(out []byte, row int) []byte { return append(out, fields.at(row)...) }}
	case arrow.FLOAT64:
		var rows amounts
		return csvColumn{
			func(rec arrow.Record) error { rows = amountsOf(rec, column); return nil },
			func(out []byte, row int) []byte {
				if v, ok := rows.at(row); ok {
					out = v.append(out)
				}
				return out
			},
		}
	default:
		var flag func(int) bool
		return csvColumn{
			func(rec arrow.Record) error { flag = flagsOf(rec, column); return nil },
			func(out []byte, row int) []byte { return strconv.AppendBool(out, flag(row)) },
		}
	}
}

// quoted writes a text as a field of CSV. A text with blanks at its ends gets
// quotes too, which RFC 4180 allows: some readers would trim it.
func quoted(s string) string {
	if !strings.ContainsAny(s, ",\"\r\n") && s == strings.TrimSpace(s) {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// append writes the shortest decimal that is exactly t.
func (t Thousandths) append(out []byte) []byte {
	size := uint64(t)
	if t < 0 {
		out, size = append(out, '-'), -size
	}
	out = strconv.AppendUint(out, size/1000, 10)
	rest := size % 1000
	if rest == 0 {
		return out
	}
	out = append(out, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
	for out[len(out)-1] == '0' {
		out = out[:len(out)-1]
	}
	return out
}
