package tradeflow

import (
	"errors"
	"math"
)

// sum is exact: whole thousandths.
type sum struct {
	value     Thousandths // money, whatever the measure
	measured  Thousandths // of the measure; rows for Count
	upper     Thousandths // measured, and what may belong here besides
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
		{&s.value, &t.value}, {&s.measured, &t.measured}, {&s.upper, &t.upper}, {&s.missing, &t.missing}, {&s.estimated, &t.estimated},
	} {
		if *p.from > 0 && *p.to > math.MaxInt64-*p.from || *p.from < 0 && *p.to < math.MinInt64-*p.from {
			return errors.New("a sum is beyond 9.2 million billion: some value of the input cannot be right")
		}
		*p.to += *p.from
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
