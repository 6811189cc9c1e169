package tradeflow

import "errors"

// sum is what rows of one kind come to: exact, in whole thousandths.
type sum struct {
	value     Thousandths // money, whatever the measure
	measured  Thousandths // of the measure; rows for Count
	missing   Thousandths // money of the rows without the measure
	estimated Thousandths // money of the rows with an estimated measure
	rows      int64
	unknown   int64 // rows without the measure
	unit      uint32
}

// measure gives a row's sum its amount; the unit matters for quantities only.
func (s *sum) measure(amount Thousandths, unit uint32, quantity, estimated bool) {
	s.measured = amount
	if estimated {
		s.estimated = s.value
	}
	if quantity {
		s.unit = unit
	}
}

func (s *sum) add(t *sum) error {
	for _, p := range []struct{ to, from *Thousandths }{
		{&s.value, &t.value}, {&s.measured, &t.measured}, {&s.missing, &t.missing}, {&s.estimated, &t.estimated},
	} {
		total, ok := plus(*p.to, *p.from)
		if !ok {
			return errBeyond
		}
		*p.to = total
	}
	if s.unit != t.unit && s.unit != 0 && t.unit != 0 {
		return errUnits
	}
	s.unit = max(s.unit, t.unit)
	s.rows += t.rows
	s.unknown += t.unknown
	return nil
}

var errUnits = errors.New("quantities of different units do not add")
