package tradeflow

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// decoder turns the rows of one table into canonical ones, as its Format says.
type decoder struct {
	format  *Format
	file    string
	header  []string
	fields  []field
	at      [colSource + 1]*field // the field that feeds a canonical column
	cif     *field
	fob     *field
	annual  *field          // says whether the period is a year
	edition hscodes.Edition // of the whole file; 0: by row
	given   hscodes.Edition // Files.Edition, for rows that declare none
	out     *batchBuilder
	numbers map[string]string // renumbered countries, from the publisher's code table
	derived [2]string         // edition and valuation of the current row
}

// field is a column of the table with what its texts were found to mean.
type field struct {
	column
	index   int // in the header
	meaning map[string]meaning
	now     meaning // of the current row
	amount  Thousandths
	known   bool // the amount is a number
}

// meaning is what one text of a column stands for: worked out once.
type meaning struct {
	text   string
	index  uint32
	period Period // of the period's column
	regime string
	err    error
}

func newDecoder(f *Format, file string, header []string, given hscodes.Edition, numbers map[string]string, out *batchBuilder) (*decoder, error) {
	d := &decoder{format: f, file: file, header: header, given: given, numbers: numbers, out: out}
	if f.edition != nil {
		e, ok := f.edition(file)
		if !ok {
			e = given
		}
		if e == 0 {
			return nil, fmt.Errorf("%s: the name does not say the HS edition (as in BACI_HS92_Y2021_V202401.csv): set Files.Edition", file)
		}
		d.edition = e
	}
	d.fields = make([]field, 0, len(f.columns))
	for _, c := range f.columns {
		i := c.find(header)
		if i < 0 {
			continue // optional: detect has seen to the others
		}
		if j := c.find(header[i+1:]); j >= 0 {
			return nil, fmt.Errorf("%s: the header has the column %s twice (fields %d and %d)", file, header[i], i+1, i+j+2)
		}
		if f.numbers && (c.to == colReporter || c.to == colPartner) && numbers != nil {
			c.read = renumbered(numbers, c.read)
		}
		d.fields = append(d.fields, field{column: c, index: i, meaning: map[string]meaning{}})
	}
	for i := range d.fields {
		switch fl := &d.fields[i]; fl.to {
		case colCIF:
			d.cif = fl
		case colFOB:
			d.fob = fl
		case colFrequency:
			d.annual = fl
		case colGoods:
		default:
			d.at[fl.to] = fl
		}
	}
	return d, nil
}

func renumbered(numbers map[string]string, read func(string) (string, error)) func(string) (string, error) {
	return func(s string) (string, error) {
		if code, ok := numbers[s]; ok {
			return code, nil
		}
		return read(s)
	}
}

// decode reads one row. It returns its value, and a dropped error for a row
// that the format knows to be a part of another, or a RowError.
func (d *decoder) decode(row [][]byte, line int, columnOf func(int) int) (value Thousandths, rounded bool, err error) {
	reject := func(f *field, err error) error {
		e := &RowError{File: d.file, Line: line, Err: err}
		if f != nil {
			e.Column, e.Name, e.Found = columnOf(f.index), d.header[f.index], shorten(string(row[f.index]), 80)
		}
		return e
	}
	if len(row) < len(d.header) {
		return 0, false, reject(nil, fmt.Errorf("the row has %d fields, the header %d: the file may be cut short", len(row), len(d.header)))
	}
	for i := len(d.header); i < len(row); i++ {
		if len(bytes.TrimSpace(row[i])) > 0 {
			return 0, false, reject(nil, fmt.Errorf("the row has %d fields, the header %d: a text with a separator may lack its quotes", len(row), len(d.header)))
		}
	}
	var drop error
	for i := range d.fields {
		f := &d.fields[i]
		raw := row[f.index]
		if f.read == nil {
			scale := int64(1)
			if f.to == colValue {
				scale = d.format.scale
			} else if f.to == colNetWeight && d.format.tonnes {
				scale = 1000
			}
			var inexact bool
			f.amount, inexact, err = parseAmount(raw, scale)
			f.known = err == nil
			if err != nil && !errors.Is(err, errMissing) {
				return 0, false, reject(f, err)
			}
			rounded = rounded || inexact
			continue
		}
		m, ok := f.meaning[string(raw)]
		if !ok {
			m = d.learn(f, string(raw))
		}
		if m.err != nil {
			var part dropped
			if !errors.As(m.err, &part) {
				return 0, false, reject(f, m.err)
			}
			drop = m.err
		}
		f.now = m
	}
	v := d.at[colValue]
	if drop != nil {
		return v.amount, rounded, drop
	}
	if err := d.derive(); err != nil {
		return 0, false, reject(d.at[colPeriod], err)
	}
	if err := d.append(); err != nil {
		return 0, false, reject(nil, err)
	}
	return v.amount, rounded, nil
}

// learn works out what a text of a column means and remembers it.
func (d *decoder) learn(f *field, raw string) meaning {
	var m meaning
	m.text, m.err = f.read(strings.TrimSpace(raw))
	if f.regime != nil {
		m.regime = f.regime(strings.TrimSpace(raw))
	}
	if m.err == nil && f.to == colPeriod {
		m.period, m.err = ParsePeriod(m.text)
	}
	if m.err == nil && m.text == "" && f.to >= 0 && !Schema.Field(f.to).Nullable && d.out.texts[f.to] != nil {
		m.err = fmt.Errorf("the field is empty")
	}
	if m.err == nil && f.to >= 0 && d.out.texts[f.to] != nil {
		m.index, m.err = d.out.texts[f.to].intern(m.text)
	}
	if len(f.meaning) >= maxDistinct {
		m.err = fmt.Errorf("the column has more than %d different texts: it does not hold what its name says", maxDistinct)
		return m
	}
	f.meaning[raw] = m
	return m
}

// derive works out what no single column says: the edition and the valuation,
// and whether frequency and period agree. Its errors are about the period.
func (d *decoder) derive() error {
	period := d.at[colPeriod].now.period
	if f := d.annual; f != nil && (f.now.text == "A") != (period.Months() == 12) {
		return fmt.Errorf("the period does not fit the frequency %s", f.now.text)
	}
	edition := d.edition
	switch {
	case edition != 0:
	case d.format.editionByYear:
		y, _ := period.Start()
		edition = hscodes.EditionIn(y)
	case d.at[colEdition] != nil && d.at[colEdition].now.text != "":
		edition = 0
		d.derived[0] = d.at[colEdition].now.text
	default:
		edition = d.given
		if edition == 0 {
			return errors.New("nothing in the row says in which HS edition its code is: set Files.Edition")
		}
	}
	if edition != 0 {
		d.derived[0] = edition.String()
	}
	direction := d.format.constants[colDirection]
	if f := d.at[colDirection]; f != nil {
		direction = f.now.text
	}
	given := func(f *field) bool { return f != nil && f.known && f.amount != 0 }
	d.derived[1] = d.format.valuation(directionOf(direction), given(d.cif), given(d.fob))
	return nil
}

func directionOf(s string) Direction {
	for d, word := range directionWords {
		if word == s {
			return Direction(d)
		}
	}
	return 0
}

// append adds the current row to the batch.
func (d *decoder) append() error {
	for i, t := range d.out.texts {
		if t == nil {
			continue
		}
		s, own := "", false
		switch {
		case i == colEdition:
			s = d.derived[0]
		case i == colValuation:
			s = d.derived[1]
		case i == colCurrency:
			s = d.format.currency
		case i == colSource:
			s = d.format.source
		case d.at[i] != nil:
			own = true
		case i == colRegime:
			s = d.at[colPartner].now.regime
		default:
			s = d.format.constants[i]
		}
		if own {
			m := d.at[i].now
			t.append(m.index, m.text != "")
			continue
		}
		index, err := t.intern(s)
		if err != nil {
			return err
		}
		t.append(index, s != "")
	}
	value := d.at[colValue]
	d.out.amounts[colValue].append(value.amount, value.known)
	weight, known := d.amountOf(colNetWeight)
	// Publishers write 0 for a weight that nobody declared.
	known = known && (weight != 0 || value.amount == 0)
	d.out.amounts[colNetWeight].append(weight, known)
	quantity, known := d.amountOf(colQuantity)
	unit := d.at[colQuantityUnit]
	known = known && unit != nil && unit.now.text != "" && (quantity != 0 || value.amount == 0)
	d.out.amounts[colQuantity].append(quantity, known)
	for i, f := range d.out.flags {
		f.Append(d.at[i] != nil && d.at[i].now.text == "true")
	}
	d.out.rows++
	return nil
}

func (d *decoder) amountOf(column int) (Thousandths, bool) {
	if f := d.at[column]; f != nil {
		return f.amount, f.known
	}
	return 0, false
}
