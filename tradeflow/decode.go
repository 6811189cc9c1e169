package tradeflow

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

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

	// tell takes each flow's value, with a dropped error where the format knows it
	// to be a part of another flow, or a RowError.
	tell func(value Thousandths, rounded bool, err error) error
}

// field is a column of the table with what its texts were found to mean.
type field struct {
	column
	index  int // in the header
	memo   memo
	last   []byte   // the text of now
	now    *meaning // of the current row
	amount Thousandths
	known  bool // the amount is a number
}

// meaning is what one text of a column stands for: worked out once.
type meaning struct {
	text    string
	index   uint32
	period  Period // of the period's column
	id      uint32 // in the tally, once it is known: see direct
	flow    Direction
	edition hscodes.Edition
	regime  string
	other   string // the classification that is not the HS
	power   int64  // of the scale's column
	err     error
}

func newDecoder(f *Format, file string, t *rows.Table, files *Files, numbers map[string]string, out *batchBuilder) (*decoder, error) {
	d := &decoder{format: f, file: file, table: t, given: files.Edition, sitc: files.AllowSITC, out: out}
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
	scale := max(f.scale, 1)
	if s := d.mark(colScale); s != nil {
		scale *= s.now.power
	} else if f.to == colValue {
		scale *= max(d.format.unscaled, 1)
	}
	f.amount, rounded, err = parseAmount(raw, scale)
	f.known = err == nil
	if errors.Is(err, errMissing) {
		err = nil
	}
	return rounded, err
}

// look makes a text what the column says now, and returns what it means.
func (d *decoder) look(f *field, raw []byte) *meaning {
	if f.now != nil && f.last != nil && bytes.Equal(raw, f.last) {
		return f.now
	}
	m := f.memo.get(raw)
	if m == nil {
		m = d.learn(f, raw)
	}
	f.last = append(f.last[:0], raw...)
	if f.last == nil {
		f.last = []byte{}
	}
	f.now = m
	return m
}

// learn works out what a text of a column means and remembers it.
func (d *decoder) learn(f *field, raw []byte) *meaning {
	m := &meaning{}
	text := strings.TrimSpace(rows.String(raw))
	m.text, m.err = f.read(text)
	if f.regime != nil {
		m.regime = f.regime(text)
	}
	var other otherClassification
	switch {
	case errors.As(m.err, &other) && d.sitc:
		m.other, m.err = string(other), nil
	case m.err != nil:
	case f.to == colPeriod:
		m.period, m.err = ParsePeriod(m.text)
	case f.to == colDirection:
		m.flow = directionOf(m.text)
	case f.to == colEdition && m.text != "":
		m.edition, m.err = hscodes.ParseEdition(m.text)
	case f.to == colScale:
		m.power, m.err = powerOfTen(m.text)
	}
	if texts := d.out.texts; m.err == nil && f.to >= 0 && texts[f.to] != nil {
		if m.text == "" && !Schema.Field(f.to).Nullable {
			m.err = errors.New("the field is empty")
		} else {
			m.index, m.err = texts[f.to].intern(m.text)
		}
	}
	if f.memo.len() >= maxDistinct {
		m.err = fmt.Errorf("the column has more than %d different texts: it does not hold what its name says", maxDistinct)
		return m
	}
	f.memo.put(raw, m)
	return m
}

// observe gives the amount of a table that has one amount in each row to the
// column that the row's measure names.
func (d *decoder) observe() {
	f := d.mark(colObserved)
	if f == nil {
		return
	}
	for m, word := range measureWords {
		if Measure(m) == Count {
			continue
		}
		to, _ := Measure(m).columns()
		d.at[to] = nil
		if d.at[colMeasure].now.text == word {
			d.at[to] = f
		}
	}
}

// complete finds what stands in several columns, or in none: the period, and the
// weight and quantity of two quantities.
func (d *decoder) complete() error {
	if err := d.weigh(); err != nil {
		return err
	}
	switch {
	case d.at[colPeriod] != nil && d.at[colPeriod] != &d.when:
		return nil
	case d.mark(colYear) != nil && d.mark(colMonth) != nil:
		return d.setPeriod(d.mark(colYear).now.text + "-" + d.mark(colMonth).now.text)
	case d.format.spread != nil:
		return nil
	case d.told.period.IsValid():
		return d.setPeriod(d.told.period.String())
	}
	return errors.New("neither a column nor the file's name says of which period the row is: set Files.Period")
}

// setPeriod makes a text the period of the current flow.
func (d *decoder) setPeriod(text string) error {
	m := d.when.memo.get([]byte(text))
	if m == nil {
		m = &meaning{}
		if m.period, m.err = ParsePeriod(text); m.err == nil {
			m.text = m.period.String()
			m.index, m.err = d.out.texts[colPeriod].intern(m.text)
		}
		d.when.memo.put([]byte(text), m)
	}
	d.when.now = m
	d.at[colPeriod] = &d.when
	return m.err
}

// derive works out what no single column says: the edition and the valuation,
// and whether frequency and period agree. Its errors are about the period.
func (d *decoder) derive() error {
	if err := d.fits(); err != nil {
		return err
	}
	e, err := d.editionNow()
	if err != nil {
		return err
	}
	d.derived[0] = ""
	if e != 0 {
		d.derived[0] = e.String()
	}
	d.derived[1] = d.valuationNow(directionOf(d.text(colDirection)))
	return nil
}

// fits reports whether frequency and period agree.
func (d *decoder) fits() error {
	if f := d.mark(colFrequency); f != nil && (f.now.text == "A") != (d.at[colPeriod].now.period.Months() == 12) {
		return fmt.Errorf("the period does not fit the frequency %s", f.now.text)
	}
	return nil
}

// editionNow returns the edition of the current row, 0 where it may do without.
func (d *decoder) editionNow() (hscodes.Edition, error) {
	switch own := d.at[colEdition]; {
	case d.told.edition != 0:
		return d.told.edition, nil
	case d.format.editionByYear:
		y, _ := d.at[colPeriod].now.period.Start()
		return hscodes.EditionIn(y), nil
	case own != nil && own.now.edition != 0:
		return own.now.edition, nil
	case d.given != 0:
		return d.given, nil
	case d.format.withoutEdition || d.text(colCode) == allGoods:
		return 0, nil
	}
	return 0, errors.New("nothing in the row or the file's name says in which HS edition its code is: set Files.Edition")
}

// valuationNow returns how the current row is valued.
func (d *decoder) valuationNow(flow Direction) string {
	if d.format.valuation == nil {
		return ""
	}
	given := func(f *field) bool { return f != nil && f.known && f.amount != 0 }
	return d.format.valuation(flow, given(d.mark(colCIF)), given(d.mark(colFOB)))
}

// columnOf returns the field of a canonical column if the table has one of its own.
func (d *decoder) columnOf(column int) *field {
	if f := d.at[column]; f != nil && f.names != nil {
		return f
	}
	return nil
}

// text returns what the current row says in a canonical column of text.
func (d *decoder) text(column int) string {
	if f := d.at[column]; f != nil {
		return f.now.text
	}
	switch column {
	case colEdition:
		return d.derived[0]
	case colValuation:
		return d.derived[1]
	case colCurrency:
		if f := d.at[colValue]; f != nil && f.currency != "" {
			return f.currency
		}
		return d.format.currency
	case colSource:
		return d.format.source
	case colRegime:
		if f := d.at[colPartner]; f != nil {
			return f.now.regime
		}
	case colDirection:
		if direction := cmp.Or(d.side, d.told.direction); direction != 0 && d.format.constants[colDirection] == "" {
			return direction.String()
		}
	case colQuantityUnit:
		return d.unitOfCode()
	}
	return d.format.constants[column]
}

func directionOf(s string) Direction {
	for d, word := range directionWords {
		if word == s {
			return Direction(d)
		}
	}
	return 0
}

// append adds the current flow to the batch.
func (d *decoder) append() error {
	for i, t := range d.out.texts {
		if t == nil {
			continue
		}
		if f := d.at[i]; f != nil && i != colEdition {
			t.append(f.now.index, f.now.text != "")
			continue
		}
		s := d.text(i)
		if i == colEdition {
			s = d.derived[0]
		}
		if s == "" && !Schema.Field(i).Nullable {
			return d.untold(i)
		}
		index, err := t.intern(s)
		if err != nil {
			return err
		}
		t.append(index, s != "")
	}
	for _, column := range []int{colValue, colNetWeight, colQuantity} {
		amount, known := d.declared(column)
		d.out.amounts[column].append(amount, known)
	}
	for i, f := range d.out.flags {
		f.Append(d.at[i] != nil && d.at[i].now.text == "true")
	}
	d.out.rows++
	return nil
}

// untold is the error of a flow of which a column is known from nowhere.
func (d *decoder) untold(column int) error {
	if column == colDirection {
		return errors.New("neither a column nor the file's name says whether these are imports or exports: set Files.Direction")
	}
	return fmt.Errorf("nothing says what the %s of the row is", strings.ReplaceAll(Schema.Field(column).Name, "_", " "))
}

// declared returns an amount of the current flow. Publishers write 0 for a weight or a
// quantity that nobody declared; a quantity without a unit is none.
func (d *decoder) declared(column int) (Thousandths, bool) {
	amount, known := d.amountOf(column)
	value, _ := d.amountOf(colValue)
	switch column {
	case colQuantity:
		known = known && d.text(colQuantityUnit) != ""
		fallthrough
	case colNetWeight:
		known = known && (amount != 0 || value == 0)
	}
	return amount, known
}

func (d *decoder) amountOf(column int) (Thousandths, bool) {
	if f := d.at[column]; f != nil && f.known {
		return f.amount, true
	}
	return 0, false
}

// unitOfCode is the unit of a quantity of which only its code tells the unit:
// quantities of one code add, those of two do not.
func (d *decoder) unitOfCode() string {
	if f := d.at[colQuantity]; f == nil || f != d.mark(colObserved) {
		return cmp.Or(d.unit, d.format.constants[colQuantityUnit])
	}
	return "supplementary unit of " + d.text(colCode)
}
