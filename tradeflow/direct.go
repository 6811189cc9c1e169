package tradeflow

import (
	"bytes"
	"errors"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// direct gives rows of a text to a tally without making an Arrow batch of them, and
// looks at no more columns than it must: first at those that tell whether the row is
// of an asked direction, period and reporter, then at the partner and the goods, and
// at all others only of rows that count. The value is read of every row: the ledger
// wants it. Leading columns that say what they said in the row before are not looked
// at again. What the texts mean is the decoder's, what becomes of a row the tally's; a
// row with a fault in what is looked at is left to the decoder, who says what it is.
type direct struct {
	*shift
	reader *rows.Reader
	tally  *tally
	fates  *fates
	first  stage // what tells whether a row stays
	then   stage // what tells whether it counts
	rest   stage // all else, of rows that count: a fault in it rejects them
	from   batch // where a row comes from, for errors

	value   *field
	scale   int64 // of the value
	behind  int   // columns behind the value
	columns int   // of the table

	// Of the last row that was looked at so far; where no column says it, of all:
	period                    Period
	direction                 Direction
	reporter                  uint32
	currency, valuation, unit uint32
	flow                      flow
	unasked                   *fateSum // where rows are booked that do not stay; nil: they stay
	turned                    bool     // the first stage has changed since a row stayed
	valued                    string   // what valuation stands for, where no column says it
}

// stage is some columns that are looked at together.
type stage struct {
	texts   []textField
	amounts []*field
	end     int  // behind the last of the texts
	same    int  // leading columns that have not changed since they were looked at
	news    bool // some text, but that of the code, has changed
}

// textField is a column of text, and where the number of its text goes.
type textField struct {
	*field
	of *ids // nil: nobody wants a number
	to *uint32
}

// newDirect returns nil for tables of which more than these columns may say that a
// row is a part of others, or whose rows hold several flows.
func (s *shift) newDirect(t *tally) *direct {
	d := s.decoder
	reader := s.table.Reader()
	if reader == nil || s.Rates != nil || d.format.late || d.periods != nil || d.format.amend != nil || d.format.trailing > 0 || d.sitc ||
		d.mark(colObserved) != nil || d.mark(colQuantity1) != nil || d.mark(colScale) != nil || d.mark(colDataset) != nil || d.mark(colDay) != nil || d.at[colMeasure] != nil ||
		d.columnOf(colPeriod) == nil || d.at[colPartner] == nil || d.at[colCode] == nil {
		return nil
	}
	x := &direct{shift: s, reader: reader, tally: t, fates: newFates(s.book), value: d.at[colValue]}
	if slices.ContainsFunc(x.value.missing, func(mark string) bool { _, plain := plainAmount([]byte(mark), 1); return plain }) {
		return nil
	}
	x.from = batch{path: s.path, lines: []int{0}}
	x.scale, x.columns = d.scale(x.value), len(d.table.Header)
	x.behind = x.columns - 1 - x.value.index
	x.flow.file, x.flow.leaves = s.file, d.format.leaves
	if d.at[colDirection] == nil {
		if x.direction = directionOf(d.text(colDirection)); x.direction == 0 {
			return nil // every row is rejected
		}
	}
	numbers := map[int]textField{
		colReporter: {of: &t.places, to: &x.reporter}, colPartner: {of: &t.places, to: &x.flow.partner}, colCode: {of: &t.codes, to: &x.flow.code},
		colSource: {of: &t.sources, to: &x.flow.source}, colCurrency: {of: &t.currencies, to: &x.currency}, colValuation: {of: &t.valuations, to: &x.valuation},
	}
	for column, to := range map[int]*uint32{colPartner2: &x.flow.partner2, colMode: &x.flow.mode, colProcedure: &x.flow.procedure, colRegime: &x.flow.regime} {
		numbers[column] = textField{of: &t.columns.details, to: to}
	}
	for _, column := range []int{colReporter, colCurrency, colSource} {
		if d.at[column] == nil {
			*numbers[column].to = numbers[column].of.orNull(d.text(column))
		}
	}
	for i := range d.fields {
		f := &d.fields[i]
		st := &x.rest
		switch f.to {
		case colCheck, colFrequency, colPeriod, colDirection, colReporter:
			st = &x.first
		case colPartner, colCode, colEdition, colPartner2, colMode, colProcedure, colRegime, colSource:
			st = &x.then
		}
		switch {
		case f == x.value:
		case f.read == nil:
			st.amounts = append(st.amounts, f)
		default:
			var text textField
			if f.to >= 0 && d.at[f.to] == f {
				text = numbers[f.to]
			}
			text.field = f
			st.texts = append(st.texts, text)
			st.end = max(st.end, f.index+1)
		}
	}
	return x
}

// row deals with the current row, and reports whether it could.
func (x *direct) row() (done bool, err error) {
	same := x.reader.Same()
	x.then.same, x.rest.same = min(x.then.same, same), min(x.rest.same, same)
	excess := x.reader.Count() - x.columns
	if excess != 0 && !x.isBlank(excess) || min(x.first.same, same) < x.first.end && !x.turn(same) {
		return x.leave()
	}
	rounded, raw := false, x.reader.FromEnd(x.behind+excess)
	value, plain := plainAmount(raw, x.scale)
	if !plain {
		if rounded, err = x.decoder.parse(x.value, raw); err != nil {
			return x.leave()
		}
		value = x.value.amount // zero where there is none
	}
	if x.unasked != nil {
		x.unasked.rows++
		x.unasked.value += value
	} else {
		x.value.amount, x.value.known = value, plain || x.value.known
		inexact, err := x.stay(value)
		if err != nil {
			return x.fails(err)
		}
		rounded = rounded || inexact
	}
	x.book.Rows++
	x.book.Value += value
	if rounded {
		x.book.Rounded++
	}
	return true, nil
}

// isBlank reports whether the fields beyond those of the header are empty.
func (x *direct) isBlank(excess int) bool {
	for i := range excess {
		if len(bytes.TrimSpace(x.reader.FromEnd(i))) > 0 {
			return false
		}
	}
	return excess > 0
}

// fails deals with an error of a row.
func (x *direct) fails(err error) (done bool, _ error) {
	if errors.Is(err, errFault) {
		return x.leave()
	}
	x.from.lines[0] = x.reader.Line()
	return true, x.tally.explain(err, &x.from, 0)
}

// leave leaves a row to the decoder, who looks at all columns.
func (x *direct) leave() (done bool, err error) {
	x.turned = true
	x.first.same, x.then.same, x.rest.same = 0, 0, 0
	return false, nil
}

// turn works out whether rows of a direction, period and reporter stay, and reports
// whether these can be read.
func (x *direct) turn(same int) bool {
	d := x.decoder
	x.first.same = min(x.first.same, same)
	if !x.look(&x.first) || d.fits() != nil {
		return false
	}
	x.period, x.turned = d.at[colPeriod].now.period, true
	if f := d.at[colDirection]; f != nil {
		x.direction = f.now.flow
	}
	x.unasked = nil
	if fate, reason := x.tally.leaves(x.period, x.direction, anyMeasure, x.reporter); reason != "" {
		x.unasked = x.fates.of(fateKey{fate, reason})
	}
	return true
}

// look works out what the columns of a stage say, and reports whether all of them
// could be read.
func (x *direct) look(s *stage) bool {
	for i := range s.texts {
		f := &s.texts[i]
		if f.index < s.same {
			continue
		}
		e := x.find(f, x.reader.Field(f.index))
		if e == nil {
			return false
		}
		if now := f.memo.of(e); f.now != now || f.of != nil && *f.to != e.id {
			s.news = s.news || f.field.to != colCode
			f.now = now
			if f.of != nil {
				*f.to = e.id
			}
		}
	}
	s.same = math.MaxInt
	return true
}

// find returns what a text of a column is, or nil where that is a fault.
func (x *direct) find(f *textField, raw []byte) *entry {
	e := f.memo.find(raw)
	if e == nil {
		x.decoder.learn(f.field, raw)
		if e = f.memo.find(raw); e == nil {
			return nil
		}
	}
	if e.id == unnumbered {
		m := f.memo.of(e)
		if m.err != nil {
			return nil
		}
		e.id = 0
		if f.of != nil {
			e.id = f.of.orNull(m.text)
		}
	}
	return e
}

// stay deals with a row of an asked direction, period and reporter.
func (x *direct) stay(value Thousandths) (rounded bool, err error) {
	d, t, f := x.decoder, x.tally, &x.flow
	if !x.look(&x.then) {
		return false, errFault
	}
	edition, err := d.editionNow()
	if err != nil {
		return false, errFault
	}
	if x.then.news || x.turned || edition != f.edition {
		if d.at[colRegime] == nil {
			f.regime = t.columns.details.orNull(d.at[colPartner].now.regime)
		}
		f.edition, f.block = edition, t.block(blockKey{x.reporter, x.period})
		x.then.news, x.turned = false, false
		t.begin(f)
	}
	goods := t.goods(f)
	if goods.are(faulty) {
		return false, errFault
	}
	if !f.wanted || goods.reason != 0 {
		_, err := t.enter(f, goods, value, x.fates)
		return false, err
	}
	if !x.look(&x.rest) {
		return false, errFault
	}
	for _, f := range x.rest.amounts {
		inexact, err := d.parse(f, x.reader.Field(f.index))
		if err != nil {
			return false, errFault
		}
		rounded = rounded || inexact
	}
	if counts, err := t.enter(f, goods, value, x.fates); err != nil || !counts {
		return rounded, err
	}
	if d.at[colValuation] == nil {
		if now := d.valuationNow(x.direction); now != x.valued {
			x.valued, x.valuation = now, t.valuations.orNull(now)
		}
	}
	t.used.note(x.currency, x.valuation, f.source)
	amount, known := d.declared(t.amount)
	estimated := t.estimate >= 0 && d.at[t.estimate] != nil && d.at[t.estimate].now.text == "true"
	if t.query.Measure == Quantity {
		x.unit = t.units.orNull(d.text(colQuantityUnit))
	}
	row := t.measured(value, amount, known, x.unit, estimated)
	return rounded, t.take(f, goods, &row, x.fates)
}
