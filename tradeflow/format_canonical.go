package tradeflow

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// canonical is what WriteCSV writes: a column for each of Schema, by its name.
func canonical() *Format {
	f := &Format{name: "canonical table", withoutEdition: true}
	reads := map[int]func(string) (string, error){
		colPeriod: canonicalPeriod, colDirection: oneOf(directionWords[Import:]...), colCode: commodityText, colEdition: canonicalEdition,
		colNetWeightEstimated: truth, colQuantityEstimated: truth,
		colMeasure: oneOf("", Value.String(), NetWeight.String(), Quantity.String()),
	}
	for i, field := range Schema.Fields() {
		c := column{to: i, names: []string{field.Name}, optional: field.Nullable && i != colValue, read: reads[i]}
		if c.read == nil && field.Type == text {
			c.read = verbatim
		}
		c.optional = c.optional || i == colNetWeightEstimated || i == colQuantityEstimated
		f.columns = append(f.columns, c)
	}
	return f
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
