package tradeflow

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// meaning is what one text of a column stands for: worked out once.
type meaning struct {
	text    string
	index   uint32
	period  Period // of the period's column
	flow    Direction
	edition hscodes.Edition
	regime  string
	other   string // the classification that is not the HS
	power   int64  // of the scale's column
	err     error
}

// look makes a text what the column says now, and returns what it means.
func (d *decoder) look(f *field, raw []byte) *meaning {
	if e := f.memo.find(raw); e != nil {
		f.now = f.memo.of(e)
	} else {
		f.now = d.learn(f, raw)
	}
	return f.now
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
