package chart

import (
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Datum is one number of a figure, in the unit of its panel: a growth of +69%
// is 0.69. Value is NaN where Status has no number. Lower and Upper are the ends
// of a range, and Value itself where there is none; of a statistic over ranges
// they may be known where Value is not.
type Datum struct {
	Label  string
	Period tradeflow.Period
	Value  float64
	Lower  float64
	Upper  float64
	Status tradeflow.Status
}

// Data returns exactly the numbers that are drawn, in the order in which they
// are drawn, missing ones included. A chart that has no room for every row or
// period draws fewer, and so returns fewer. A figure that cannot be drawn has no
// data but the error of Write.
func (f *Figure) Data() ([]Datum, error) {
	c, err := f.compose()
	if err != nil {
		return nil, err
	}
	return c.data(), nil
}

func (c *composition) data() (out []Datum) {
	if c.plan.data != nil {
		return c.plan.data()
	}
	for _, i := range c.plan.drawn {
		r := c.subject.rows[i]
		for j, cell := range r.cells {
			if slices.Contains(c.plan.hidden, j) {
				continue
			}
			out = append(out, Datum{r.label, c.subject.periods[j], cell.raw, cell.rawLower, cell.rawUpper, cell.status})
		}
	}
	return out
}

// WriteCSV writes what Data returns as a table with a header: label, period,
// value, lower, upper, status and unit. A missing number is an empty field.
func (f *Figure) WriteCSV(w io.Writer) error {
	data, err := f.Data()
	if err != nil {
		return err
	}
	unit := clean(f.panel.Unit.String())
	out := csv.NewWriter(w)
	out.Write([]string{"label", "period", "value", "lower", "upper", "status", "unit"})
	for _, d := range data {
		out.Write([]string{d.Label, d.Period.String(), field(d.Value), field(d.Lower), field(d.Upper), d.Status.String(), unit})
	}
	out.Flush()
	return out.Error() // csv.Writer keeps its first error
}

func field(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
