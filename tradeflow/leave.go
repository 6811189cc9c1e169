package tradeflow

import "github.com/tradeflow-go/dualuse/tradeflow/internal/rows"

// leaver leaves rows early that a query does not ask for. It looks only at what the
// tally looks at first (the period, the direction, the reporter) and at the value,
// which the ledger wants of every row; whatever it is not sure of, it leaves to the
// decoder, which decides by the same meanings.
type leaver struct {
	d      *decoder
	reader *rows.Reader
	tally  *tally
	fates  *fates
	value  *field
	behind int       // the number of fields behind the value
	looked []*field  // what has to be looked at, by position
	flow   Direction // where no column says it
	place  uint32    // likewise, of the reporter
}

// newLeaver returns nil where rows of a format cannot be left early: those of which
// other columns may say that they are parts of others, or that hold several flows.
func newLeaver(d *decoder, reader *rows.Reader, t *tally, f *fates) *leaver {
	format := d.format
	if format.late || format.spread != nil || format.amend != nil || d.mark(colObserved) != nil || d.sitc || d.at[colMeasure] != nil || d.columnOf(colPeriod) == nil {
		return nil
	}
	l := &leaver{d: d, reader: reader, tally: t, fates: f, value: d.at[colValue]}
	l.behind = len(d.table.Header) - 1 - l.value.index
	for _, f := range []*field{d.mark(colCheck), d.mark(colFrequency), d.at[colPeriod], d.at[colDirection], d.at[colReporter]} {
		if f != nil {
			l.looked = append(l.looked, f)
		}
	}
	if d.at[colDirection] == nil {
		if l.flow = directionOf(d.text(colDirection)); l.flow == 0 {
			return nil // every row is rejected
		}
	}
	if d.at[colReporter] == nil {
		l.place = t.places.of(d.text(colReporter))
	}
	return l
}

// leave reports whether the current row can be left, and with which value it was
// booked.
func (l *leaver) leave() (value Thousandths, rounded, left bool) {
	if l.reader.Count() != len(l.d.table.Header) {
		return 0, false, false
	}
	for _, f := range l.looked {
		if l.d.look(f, l.reader.Field(f.index)).err != nil {
			return 0, false, false
		}
	}
	d := l.d
	period, flow, place := d.at[colPeriod].now.period, l.flow, l.place
	if f := d.mark(colFrequency); f != nil && (f.now.text == "A") != (period.Months() == 12) {
		return 0, false, false
	}
	if f := d.at[colDirection]; f != nil {
		flow = f.now.flow
	}
	if f := d.at[colReporter]; f != nil {
		if f.now.place == 0 {
			f.now.place = l.tally.places.of(f.now.text)
		}
		place = f.now.place
	}
	fate, reason := l.tally.leaves(period, flow, anyMeasure, place)
	if reason == "" {
		return 0, false, false
	}
	rounded, err := d.parse(l.value, l.reader.FromEnd(l.behind))
	if err != nil {
		return 0, false, false
	}
	if l.value.known {
		value = l.value.amount
	}
	l.fates.add(fate, reason, value)
	return value, rounded, true
}
