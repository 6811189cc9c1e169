package tradeflow

import (
	"errors"
	"fmt"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// columns are the columns of a batch, translated to what the tally needs.
type columns struct {
	period                            texts[Period]
	reporter, partner                 texts[uint32]
	direction                         texts[Direction]
	code                              texts[uint32]
	edition                           texts[hscodes.Edition]
	currency, valuation, unit, source texts[uint32]
	partner2, mode, procedure, regime texts[uint32]
	measure                           texts[onlyMeasure]
	values, measured                  amounts
	estimated                         func(row int) bool
	details                           ids // of partner2, mode, procedure and regime
}

// init binds the columns to the ids of a tally.
func (c *columns) init(t *tally) {
	number := func(x *ids) func(string) (uint32, error) {
		return func(s string) (uint32, error) { return x.of(s), nil }
	}
	c.details = newIDs()
	c.period = texts[Period]{column: colPeriod, translate: ParsePeriod}
	c.reporter = texts[uint32]{column: colReporter, translate: number(&t.places)}
	c.partner = texts[uint32]{column: colPartner, translate: number(&t.places)}
	c.direction = texts[Direction]{column: colDirection, translate: func(s string) (Direction, error) {
		if d := directionOf(s); d != 0 {
			return d, nil
		}
		return 0, fmt.Errorf("direction %q is none of import, export, re-export, re-import", s)
	}}
	c.code = texts[uint32]{column: colCode, translate: number(&t.codes)}
	c.edition = texts[hscodes.Edition]{column: colEdition, translate: func(s string) (hscodes.Edition, error) {
		if s == "" {
			return 0, nil
		}
		return hscodes.ParseEdition(s)
	}}
	c.currency = texts[uint32]{column: colCurrency, translate: number(&t.currencies)}
	c.valuation = texts[uint32]{column: colValuation, translate: number(&t.valuations)}
	c.unit = texts[uint32]{column: colQuantityUnit, translate: number(&t.units)}
	c.source = texts[uint32]{column: colSource, translate: number(&t.sources)}
	c.measure = texts[onlyMeasure]{column: colMeasure, translate: measureNamed}
	c.partner2 = texts[uint32]{column: colPartner2, translate: number(&c.details)}
	c.mode = texts[uint32]{column: colMode, translate: number(&c.details)}
	c.procedure = texts[uint32]{column: colProcedure, translate: number(&c.details)}
	c.regime = texts[uint32]{column: colRegime, translate: number(&c.details)}
}

// open turns to the next batch.
func (c *columns) open(b *batch, t *tally) error {
	c.values, c.measured, c.estimated = amountsOf(b.Record, colValue), amountsOf(b.Record, t.amount), flagsOf(b.Record, t.estimate)
	return errors.Join(c.period.open(b), c.reporter.open(b), c.partner.open(b), c.direction.open(b), c.code.open(b), c.edition.open(b),
		c.currency.open(b), c.valuation.open(b), c.unit.open(b), c.source.open(b), c.partner2.open(b), c.mode.open(b), c.procedure.open(b), c.regime.open(b), c.measure.open(b))
}

// describe fills in what row i says of its flow, but for the block and the code, and
// returns the first row behind it, at most to, that says something else.
func (c *columns) describe(f *flow, i, to int) int {
	f.partner, f.edition, f.source = c.partner.at(i), c.edition.at(i), c.source.at(i)
	f.partner2, f.mode, f.procedure, f.regime = c.partner2.at(i), c.mode.at(i), c.procedure.at(i), c.regime.at(i)
	to = c.source.until(i, c.edition.until(i, c.partner.until(i, to)))
	return c.regime.until(i, c.procedure.until(i, c.mode.until(i, c.partner2.until(i, to))))
}

// onlyMeasure is what a row declares: the Measure and 1, or 0 for all of them.
type onlyMeasure uint8

const anyMeasure onlyMeasure = 0

// only returns which rows answer for a measure besides those that declare all: for
// a count, one row of each flow.
func (m Measure) only() onlyMeasure {
	if m == Count {
		m = Value
	}
	return onlyMeasure(m) + 1
}

func measureNamed(s string) (onlyMeasure, error) {
	if s == "" {
		return anyMeasure, nil
	}
	for m, word := range measureWords[:Count] {
		if word == s {
			return Measure(m).only(), nil
		}
	}
	return 0, fmt.Errorf("measure %q is none of %q", s, measureWords[:Count])
}

// columns returns the column that is added up, and its flag of estimates.
func (m Measure) columns() (amount, estimated int) {
	switch m {
	case NetWeight:
		return colNetWeight, colNetWeightEstimated
	case Quantity:
		return colQuantity, colQuantityEstimated
	}
	return colValue, -1
}

// used notes which currencies, valuations and sources the counted rows have.
type used struct{ currencies, valuations, sources numberSet }

func (u *used) note(currency, valuation, source uint32) {
	u.currencies.set(int(currency))
	u.valuations.set(int(valuation))
	u.sources.set(int(source))
}
