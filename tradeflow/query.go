package tradeflow

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// Direction is the way a flow went, as its reporter sees it.
type Direction uint8

const (
	Import Direction = iota + 1
	Export
	ReExport // part of Export; never added to it
	ReImport // part of Import; never added to it
)

var directionWords = [...]string{Import: "import", Export: "export", ReExport: "re-export", ReImport: "re-import"}

// String returns "import", "export", "re-export" or "re-import".
func (d Direction) String() string {
	if d >= Import && int(d) < len(directionWords) {
		return directionWords[d]
	}
	return "no direction"
}

// MarshalText writes the direction as String does.
func (d Direction) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Direction) UnmarshalText(text []byte) error {
	if *d = directionOf(string(text)); *d == 0 {
		return fmt.Errorf("direction %q is none of import, export, re-export, re-import", text)
	}
	return nil
}

// Frequency is how long a publisher's periods are. An annual figure contains
// the monthly ones, so the two are never added together.
type Frequency uint8

const (
	Annual Frequency = iota + 1
	Monthly
)

// String returns "annual" or "monthly".
func (f Frequency) String() string {
	switch f {
	case Annual:
		return "annual"
	case Monthly:
		return "monthly"
	}
	return "no frequency"
}

// MarshalText writes the frequency as String does.
func (f Frequency) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// frequencyOf tells a row's frequency from its period: twelve months from
// January are annual; a month, or a span such as January and February, is monthly.
func frequencyOf(p Period) Frequency {
	if p.Months() == 12 {
		return Annual
	}
	return Monthly
}

// Measure is what is added up.
type Measure uint8

const (
	Value     Measure = iota // in the currency of the input
	NetWeight                // in kilograms
	Quantity                 // in the supplementary unit of the input; different units never add
	Count                    // rows that counted
)

var measureWords = [...]string{Value: "value", NetWeight: "net weight", Quantity: "quantity", Count: "rows"}

// String returns "value", "net weight", "quantity" or "rows".
func (m Measure) String() string {
	if int(m) < len(measureWords) {
		return measureWords[m]
	}
	return "no measure"
}

// MarshalText writes the measure as String does.
func (m Measure) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Dims is a set of the dimensions of a Key, joined with |.
type Dims uint8

const (
	Reporter Dims = 1 << iota
	Partner
	Category
	Commodity // the HS6 code; rows on a higher level keep theirs
)

// Has reports whether all of e is in d.
func (d Dims) Has(e Dims) bool { return d&e == e }

// String names the dimensions: "reporter, category"; "none" for 0.
func (d Dims) String() string {
	var names []string
	for i, name := range []string{"reporter", "partner", "category", "commodity"} {
		if d.Has(1 << i) {
			names = append(names, name)
		}
	}
	return cmp.Or(strings.Join(names, ", "), "none")
}

// MarshalText writes the dimensions as String does.
func (d Dims) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Query says which flows are wanted, and by what they are added up. It is a
// struct literal: what is left out means "all".
type Query struct {
	Direction Direction       `json:"direction"`           // must be set: imports and exports are never added together
	Frequency Frequency       `json:"frequency"`           // must be set: annual and monthly figures are never added together
	Reporters []Country       `json:"reporters,omitempty"` // nil: all single economies, never an aggregate such as the EU
	Partners  []Country       `json:"partners,omitempty"`  // nil: all single economies, never an aggregate such as World
	From      Period          `json:"from,omitzero"`       // zero: from the first period that the input has
	To        Period          `json:"to,omitzero"`         // zero: to the last
	Scheme    *hscodes.Scheme `json:"-"`                   // nil: every code counts
	Codes     []hscodes.Code  `json:"codes,omitempty"`     // nil: all
	Edition   hscodes.Edition `json:"edition,omitempty"`   // the edition in which Codes are written and commodities come out; 0: as each row declares
	By        Dims            `json:"by"`                  // the dimensions that keys keep; 0: one total
	Measure   Measure         `json:"measure"`             // zero: Value
	Tolerance float64         `json:"tolerance,omitempty"` // the widest range, as a fraction of its upper bound, over which statistics compute; 0: DefaultTolerance
	Floor     float64         `json:"floor,omitempty"`     // the smallest base, in the panel's unit, on which statistics compute a rate; 0: any
}

// DefaultTolerance is the range over which statistics still compute: 5 % of the
// upper bound.
const DefaultTolerance = 0.05

// Validate reports what is wrong with the query, before a byte is read.
func (q Query) Validate() error {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if q.Direction < Import || q.Direction > ReImport {
		fail("Query.Direction is not set: choose Import, Export, ReExport or ReImport")
	}
	if q.Frequency != Annual && q.Frequency != Monthly {
		fail("Query.Frequency is not set: choose Annual or Monthly")
	}
	if q.Measure > Count {
		fail("Query.Measure %d is unknown", q.Measure)
	}
	if q.Edition > hscodes.HS2022 {
		fail("Query.Edition %d is no edition of the HS", q.Edition)
	}
	if !(q.Tolerance >= 0 && q.Tolerance < 1) {
		fail("Query.Tolerance %v is not a fraction from 0 to 1", q.Tolerance)
	}
	if !(q.Floor >= 0 && !math.IsInf(q.Floor, 1)) {
		fail("Query.Floor %v is not a number from 0 on", q.Floor)
	}
	if q.By >= Commodity<<1 {
		fail("Query.By has bits that are no dimension")
	}
	if q.By.Has(Category) && q.Scheme == nil {
		fail("Query.By has Category but Query.Scheme is nil: set hscodes.DualUse() or another scheme")
	}
	if q.From.IsValid() && q.To.IsValid() && q.From.Compare(q.To) > 0 {
		fail("Query.From %s is after Query.To %s", q.From, q.To)
	}
	for _, c := range slices.Concat(q.Reporters, q.Partners) {
		if code, ok := places.ByGeonom(string(c)); ok && code != string(c) {
			fail("country %q of the query is not written as here: %s is %q", c, Country(code).Name(), code)
		}
	}
	for _, c := range q.Codes {
		if !c.IsValid() {
			fail("Query.Codes holds an invalid code")
		}
	}
	errs = append(errs, mixed("Query.Reporters", q.Reporters, q.By.Has(Reporter)), mixed("Query.Partners", q.Partners, q.By.Has(Partner)))
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("query: %w", err)
	}
	return nil
}

// mixed refuses a list whose members would be added up twice: an aggregate
// beside other economies, when the dimension is summed away.
func mixed(field string, list []Country, kept bool) error {
	if kept || len(list) < 2 {
		return nil
	}
	if i := slices.IndexFunc(list, Country.IsAggregate); i >= 0 {
		return fmt.Errorf("field %s adds %s to other economies, which it may contain: keep the dimension in By, or ask for one of them", field, list[i])
	}
	return nil
}
