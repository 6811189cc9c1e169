package tradeflow

import (
	"bytes"
	"errors"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// direct gives rows of a text to a tally without making an Arrow batch of them, and
// looks at no more columns than it must: first at those that tell whether the row is
// of an asked direction, period and reporter, then at the partner and the goods, and
// at all others only of rows that count. The value is read of every row: the ledger
// wants it. What the texts mean is the decoder's, what becomes of a row the tally's;
// a row with a fault in what is looked at is left to the decoder, who says what it is.
type direct struct {
	*shift
	reader  *rows.Reader
	tally   *tally
	fates   *fates
	file    int
	first   []*field // looked at of every row
	then    []*field // of rows that stay
	texts   []*field // all others, of rows that count: a fault anywhere in these rejects them
	amounts []*field // likewise
	value   *field
	from    batch // where a row comes from, for errors

	flow                       Direction // where no column says it
	reporter, currency, source uint32    // likewise

	last   whose // of the last row, and what the query says of such rows
	fate   Fate
	reason string
}

// whose says who reported what when.
type whose struct {
	period   Period
	flow     Direction
	reporter uint32
}

// newDirect returns nil for tables of which more than these columns may say that a
// row is a part of others, or whose rows hold several flows.
func (s *shift) newDirect(t *tally) *direct {
	d := s.decoder
	reader := s.table.Reader()
	if reader == nil || s.Rates != nil || d.format.late || d.periods != nil || d.format.amend != nil || d.format.trailing > 0 || d.sitc ||
		d.mark(colObserved) != nil || d.mark(colQuantity1) != nil || d.mark(colScale) != nil || d.at[colMeasure] != nil ||
		d.columnOf(colPeriod) == nil || d.at[colPartner] == nil || d.at[colCode] == nil {
		return nil
	}
	x := &direct{shift: s, reader: reader, tally: t, fates: newFates(s.book), file: len(s.ledger.Files) - 1, value: d.at[colValue]}
	x.from = batch{path: s.path, lines: []int{0}}
	if d.at[colDirection] == nil {
		if x.flow = directionOf(d.text(colDirection)); x.flow == 0 {
			return nil // every row is rejected
		}
	}
	columns := func(to ...int) (list []*field) {
		for _, c := range to {
			f := (*field)(nil)
			if c < 0 {
				f = d.mark(c)
			} else {
				f = d.at[c]
			}
			if f != nil {
				list = append(list, f)
			}
		}
		return list
	}
	x.first = columns(colCheck, colFrequency, colPeriod, colDirection, colReporter)
	x.then = columns(colPartner, colCode, colEdition, colPartner2, colMode, colProcedure, colRegime, colSource)
	seen := append(append([]*field{x.value}, x.first...), x.then...)
	for i := range d.fields {
		f := &d.fields[i]
		switch {
		case slices.Contains(seen, f):
		case f.read == nil:
			x.amounts = append(x.amounts, f)
		default:
			x.texts = append(x.texts, f)
		}
	}
	fixed := func(column int, of *ids) uint32 {
		if d.at[column] != nil {
			return 0
		}
		return of.orNull(d.text(column))
	}
	x.reporter, x.currency, x.source = fixed(colReporter, &t.places), fixed(colCurrency, &t.currencies), fixed(colSource, &t.sources)
	return x
}

// row deals with the current row, and reports whether it could.
func (x *direct) row() (done bool, err error) {
	d, t := x.decoder, x.tally
	extra := x.reader.Count() - len(d.table.Header)
	if extra < 0 || !x.look(x.first) || d.fits() != nil {
		return false, nil
	}
	for i := range extra {
		if len(bytes.TrimSpace(x.reader.FromEnd(i))) > 0 {
			return false, nil
		}
	}
	period, flow, reporter := d.at[colPeriod].now.period, x.flow, x.id(colReporter, &t.places, x.reporter)
	if f := d.at[colDirection]; f != nil {
		flow = f.now.flow
	}
	if now := (whose{period, flow, reporter}); now != x.last {
		x.last = now
		x.fate, x.reason = t.leaves(period, flow, anyMeasure, reporter)
	}
	fate, reason := x.fate, x.reason
	if reason == "" && !x.look(x.then) {
		return false, nil
	}
	rounded, err := d.parse(x.value, x.reader.FromEnd(len(d.table.Header)-1-x.value.index+extra))
	if err != nil {
		return false, nil
	}
	value, _ := d.amountOf(colValue)
	if reason != "" {
		x.fates.add(fate, reason, value)
	} else if rounded, err = x.stay(period, flow, reporter, value, rounded); errors.Is(err, errFault) {
		return false, nil
	} else if err != nil {
		x.from.lines[0] = x.reader.Line()
		return true, t.explain(err, &x.from, 0)
	}
	x.book.Rows++
	x.book.Value += value
	if rounded {
		x.book.Rounded++
	}
	return true, nil
}

// errFault says that the decoder has to look at a row.
var errFault = errors.New("a fault in the row")

// stay deals with a row of an asked direction, period and reporter.
func (x *direct) stay(period Period, flow Direction, reporter uint32, value Thousandths, inexact bool) (rounded bool, err error) {
	d, t := x.decoder, x.tally
	edition, err := d.editionNow()
	if err != nil {
		return false, errFault
	}
	details := &t.columns.details
	key := pendingKey{
		block: blockKey{reporter, period}, partner: x.id(colPartner, &t.places, 0), code: x.id(colCode, &t.codes, 0), edition: edition, file: x.file,
		partner2: x.id(colPartner2, details, 0), mode: x.id(colMode, details, 0), procedure: x.id(colProcedure, details, 0),
	}
	regime, source := x.id(colRegime, details, 0), x.id(colSource, &t.sources, x.source)
	if former := d.at[colPartner].now.regime; former != "" && d.at[colRegime] == nil {
		regime = details.of(former)
	}
	goods, verdict, err := t.judge(&key)
	if err != nil {
		return false, errFault
	}
	var row sum
	if verdict == counts {
		if !x.look(x.texts) {
			return false, errFault
		}
		for _, f := range x.amounts {
			more, err := d.parse(f, x.reader.Field(f.index))
			if err != nil {
				return false, errFault
			}
			inexact = inexact || more
		}
		amount, known := d.declared(t.amount)
		estimated := t.estimate >= 0 && d.at[t.estimate] != nil && d.at[t.estimate].now.text == "true"
		row = t.measured(value, amount, known, x.unit(), estimated)
	}
	if err := t.enter(&key, goods, verdict, regime, source, value, x.fates); err != nil || verdict != counts {
		return inexact, err
	}
	valuation := x.id(colValuation, &t.valuations, 0)
	if d.at[colValuation] == nil {
		valuation = t.valuations.orNull(d.valuationNow(flow))
	}
	t.used.note(x.id(colCurrency, &t.currencies, x.currency), valuation, source)
	return inexact, t.take(key, goods, regime, row, x.fates)
}

// look works out what columns say, and reports whether all of them could be read.
func (x *direct) look(list []*field) bool {
	for _, f := range list {
		if x.decoder.look(f, x.reader.Field(f.index)).err != nil {
			return false
		}
	}
	return true
}

// id returns the id of what a column says, 0 for null; other where there is no column.
func (x *direct) id(column int, of *ids, other uint32) uint32 {
	f := x.decoder.at[column]
	if f == nil {
		return other
	}
	if f.now.id == 0 {
		f.now.id = of.orNull(f.now.text)
	}
	return f.now.id
}

// unit returns the id of the unit of a quantity.
func (x *direct) unit() uint32 {
	if x.tally.query.Measure != Quantity {
		return 0
	}
	return x.tally.units.orNull(x.decoder.text(colQuantityUnit))
}
