package tradeflow

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// columnOf returns the field of a canonical column if the table has one of its own.
func (d *decoder) columnOf(column int) *field {
	if f := d.at[column]; f != nil && f.names != nil {
		return f
	}
	return nil
}

// text returns what the current row says in a canonical column of text.
func (d *decoder) text(column int) string {
	if column == colEdition { // also where a column has it: see editionNow
		return d.derived[0]
	}
	if f := d.at[column]; f != nil {
		return f.now.text
	}
	switch column {
	case colValuation:
		return d.derived[1]
	case colCurrency:
		if f := d.at[colValue]; f != nil && f.currency != "" {
			return f.currency
		}
		return d.format.currency
	case colSource:
		return d.source()
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
			t.append(f.now.index)
			continue
		}
		s := d.text(i)
		if s == "" && !Schema.Field(i).Nullable {
			return d.untold(i)
		}
		index, err := t.intern(s)
		if err != nil {
			return err
		}
		t.append(index)
	}
	for _, column := range [...]int{colValue, colNetWeight, colQuantity} {
		amount, known := d.declared(column)
		d.out.amounts[column].append(amount, known)
	}
	for i, f := range d.out.flags {
		if f != nil {
			f.append(d.at[i] != nil && d.at[i].now.text == "true")
		}
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
