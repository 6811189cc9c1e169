package tradeflow

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// decoder turns the rows of one table into canonical ones, as its Format says.
type decoder struct {
	format  *Format
	file    string
	table   *rows.Table
	fields  []field
	at      [colSource + 1]*field // the field that feeds a canonical column
	marks   [-lastMark]*field     // the fields of the marks; see mark
	periods []period              // of a spread table
	told    told                  // of the whole file
	given   hscodes.Edition       // Files.Edition, for rows that declare none
	sitc    bool                  // Files.AllowSITC
	out     *batchBuilder
	when    field     // the period, where no column has it as it is; see setPeriod
	side    Direction // of the current cell, where it tells
	weight  field     // see weigh
	unit    string    // likewise
	derived [2]string // edition and valuation of the current row

	retrieved time.Time // Files.Retrieved
	cited     cited     // see source

	// tell takes each flow's value, with a dropped error where the format knows it
	// to be a part of another flow, or a RowError.
	tell func(value Thousandths, rounded bool, err error) error
}

// field is a column of the table with what its texts were found to mean.
type field struct {
	column
	index  int // in the header
	memo   memo
	now    *meaning // of the current row
	amount Thousandths
	known  bool // the amount is a number
}

func newDecoder(f *Format, file string, t *rows.Table, files *Files, numbers map[string]string, out *batchBuilder) (*decoder, error) {
	d := &decoder{format: f, file: file, table: t, given: files.Edition, retrieved: files.Retrieved, sitc: files.AllowSITC, out: out}
	if f.told != nil {
		d.told = f.told(file)
	}
	if d.told.direction == 0 {
		d.told.direction = files.Direction
	}
	if d.told.period == (Period{}) {
		d.told.period = files.Period
	}
	d.fields = make([]field, 0, len(f.columns))
	for _, c := range f.columns {
		i := c.find(t.Header)
		if i < 0 {
			continue // optional: detect has seen to the others
		}
		same := func(h string) bool { return strings.EqualFold(h, t.Header[i]) }
		if j := slices.IndexFunc(t.Header[i+1:], same); j >= 0 && !c.repeats {
			return nil, fmt.Errorf("%s: the header has the column %s twice (fields %d and %d)", file, t.Header[i], i+1, i+j+2)
		}
		if f.numbers && (c.to == colReporter || c.to == colPartner) && numbers != nil {
			c.read = renumbered(numbers, c.read)
		}
		d.fields = append(d.fields, field{column: c, index: i})
	}
	for i := range d.fields {
		fl := &d.fields[i]
		switch {
		case fl.to < 0:
			d.marks[-1-fl.to] = fl
		case d.at[fl.to] == nil:
			d.at[fl.to] = fl
		}
	}
	if f.spread != nil {
		d.spreadOver(t.Header)
	}
	return d, nil
}

func (d *decoder) mark(to int) *field { return d.marks[-1-to] }

func renumbered(numbers map[string]string, read func(string) (string, error)) func(string) (string, error) {
	return func(s string) (string, error) {
		if code, ok := numbers[s]; ok {
			return code, nil
		}
		return read(s)
	}
}

// reject makes the error of a row; f is nil where the whole row is wrong.
func (d *decoder) reject(f *field, row [][]byte, err error) *RowError {
	e := &RowError{File: d.file, Line: d.table.Line(), Err: err}
	if f != nil {
		e.Column, e.Name, e.Found = d.table.Column(f.index), d.table.Header[f.index], shorten(rows.String(row[f.index]), 80)
	}
	return e
}

// decode reads one row and tells what it found: one flow, or one for each cell of
// a spread table. Its error is that of tell.
func (d *decoder) decode(row [][]byte) error {
	n := len(d.table.Header)
	if len(row) < n {
		return d.tell(0, false, d.reject(nil, row, fmt.Errorf("the row has %d fields, the header %d: the file may be cut short", len(row), n)))
	}
	for _, extra := range row[min(len(row), n+d.format.trailing):] {
		if len(bytes.TrimSpace(extra)) > 0 {
			return d.tell(0, false, d.reject(nil, row, fmt.Errorf("the row has %d fields, the header %d: a text with a separator may lack its quotes", len(row), n)))
		}
	}
	var drop error
	rounded := false
	for i := range d.fields {
		f := &d.fields[i]
		if f.read == nil {
			inexact, err := d.parse(f, row[f.index])
			if err != nil {
				return d.tell(0, false, d.reject(f, row, err))
			}
			rounded = rounded || inexact
			continue
		}
		if m := d.look(f, row[f.index]); m.err != nil {
			var part dropped
			if !errors.As(m.err, &part) {
				return d.tell(0, false, d.reject(f, row, m.err))
			}
			drop = m.err
		}
	}
	if d.format.amend != nil {
		d.format.amend(d, row)
	}
	if d.periods != nil {
		return d.decodeSpread(row, drop)
	}
	return d.flow(row, drop, rounded)
}

// flow adds the flow that the fields now describe to the batch, and tells of it.
func (d *decoder) flow(row [][]byte, drop error, rounded bool) error {
	d.observe()
	if err := d.complete(); err != nil && drop == nil {
		return d.tell(0, false, d.reject(nil, row, err))
	}
	if f := d.at[colEdition]; drop == nil && f != nil && f.now.other != "" && d.at[colCode].now.text != allGoods {
		drop = dropped(f.now.other + " commodity, which is none of the HS")
	}
	value, _ := d.amountOf(colValue)
	if drop != nil {
		return d.tell(value, rounded, drop)
	}
	if err := d.derive(); err != nil {
		return d.tell(0, false, d.reject(d.columnOf(colPeriod), row, err))
	}
	if err := d.append(); err != nil {
		return d.tell(0, false, d.reject(nil, row, err))
	}
	return d.tell(value, rounded, nil)
}

// parse reads an amount. A mark for "no number" is no error.
func (d *decoder) parse(f *field, raw []byte) (rounded bool, err error) {
	if f.missing != nil && slices.Contains(f.missing, string(bytes.TrimSpace(raw))) {
		f.amount, f.known = 0, false
		return false, nil
	}
	if f.commas {
		if raw, err = withoutCommas(raw); err != nil {
			return false, err
		}
	}
	f.amount, rounded, err = parseAmount(raw, d.scale(f))
	f.known = err == nil
	if errors.Is(err, errMissing) {
		err = nil
	}
	return rounded, err
}

// scale returns by how much the amounts of a column are to be multiplied.
func (d *decoder) scale(f *field) int64 {
	scale := max(f.scale, 1)
	if s := d.mark(colScale); s != nil {
		return scale * s.now.power
	}
	if f.to == colValue {
		scale *= max(d.format.unscaled, 1)
	}
	return scale
}
