package tradeflow

import (
	"errors"
	"fmt"

	"github.com/tradeflow-go/dualuse/hscodes"
)

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
	var m *meaning
	if e := d.when.memo.find([]byte(text)); e != nil {
		m = d.when.memo.of(e)
	} else {
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
