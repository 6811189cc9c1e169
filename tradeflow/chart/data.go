package chart

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Datum is one number of a figure, in the unit of its panel: a growth of +69%
// is 0.69. Upper is the end of a range, which Slope alone does not draw. Value and Upper are NaN where Status has no number.
type Datum struct {
	Label  string
	Period tradeflow.Period
	Value  float64
	Upper  float64
	Status tradeflow.Status
}

// Data returns exactly the numbers that are drawn, in the order in which they
// are drawn, missing ones included. A chart that has no room for every row
// draws fewer, and so returns fewer. A figure that cannot be drawn has no data
// but the error of Write.
func (f *Figure) Data() ([]Datum, error) {
	c, err := f.compose()
	if err != nil {
		return nil, err
	}
	var out []Datum
	for _, i := range c.plan.drawn {
		r := c.subject.rows[i]
		for j, cell := range r.cells {
			out = append(out, Datum{r.label, c.subject.periods[j], cell.raw, cell.rawUpper, cell.status})
		}
	}
	return out, nil
}

// WriteCSV writes what Data returns as a table with a header: label, period,
// value, upper, status and unit. A missing number is an empty field.
func (f *Figure) WriteCSV(w io.Writer) error {
	data, err := f.Data()
	if err != nil {
		return err
	}
	unit := clean(f.panel.Unit.String())
	out := csv.NewWriter(w)
	out.Write([]string{"label", "period", "value", "upper", "status", "unit"})
	for _, d := range data {
		out.Write([]string{d.Label, d.Period.String(), field(d.Value), field(d.Upper), d.Status.String(), unit})
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
