package tradeflow

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// canonical is what WriteCSV writes: a column for each of Schema, by its name.
func canonical() *Format {
	f := &Format{name: "canonical table", withoutEdition: true}
	for i, field := range Schema.Fields() {
		c := column{to: i, names: []string{field.Name}, optional: field.Nullable && i != colValue, read: canonicalRead(i)}
		c.optional = c.optional || i == colNetWeightEstimated || i == colQuantityEstimated
		f.columns = append(f.columns, c)
	}
	return f
}

// canonicalRead returns what reads the texts of a column of Schema, as the library
// writes them; nil for amounts.
func canonicalRead(column int) func(string) (string, error) {
	switch column {
	case colPeriod:
		return canonicalPeriod
	case colDirection:
		return oneOf(directionWords[Import:]...)
	case colCode:
		return commodityText
	case colEdition:
		return canonicalEdition
	case colMeasure:
		return oneOf("", Value.String(), NetWeight.String(), Quantity.String())
	case colNetWeightEstimated, colQuantityEstimated:
		return truth
	case colValue, colNetWeight, colQuantity:
		return nil
	}
	return verbatim
}

func verbatim(s string) (string, error) { return s, nil }

func canonicalPeriod(s string) (string, error) {
	p, err := ParsePeriod(s)
	return p.String(), err
}

func canonicalEdition(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	e, err := hscodes.ParseEdition(s)
	return e.String(), err
}

// oneOf reads a column of a few words.
func oneOf(words ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		if slices.Contains(words, s) {
			return s, nil
		}
		return "", fmt.Errorf("%q is none of %q", s, words)
	}
}
