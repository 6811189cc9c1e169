package tradeflow

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// String prints the panel as a table for eyes: a line for each series, a column
// for each period, the status in words where there is no number.
func (p *Panel) String() string {
	lines := [][]string{{""}}
	for _, t := range p.Periods {
		lines[0] = append(lines[0], t.String())
	}
	for i, s := range p.Series {
		line := []string{p.Label(i)}
		for j := range s.Values {
			line = append(line, p.cellText(&s, j))
		}
		lines = append(lines, line)
	}
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for j, cell := range line {
			widths[j] = max(widths[j], len([]rune(cell)))
		}
	}
	var b strings.Builder
	b.WriteString(p.Heading() + "\n")
	for _, line := range lines {
		for j, cell := range line {
			pad := strings.Repeat(" ", widths[j]-len([]rune(cell)))
			if j == 0 {
				b.WriteString(cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// cellText is a number, or why there is none, with the bounds of a statistic over
// ranges behind it: "+4.2% (0.0% to +4.2%)".
func (p *Panel) cellText(s *Series, j int) string {
	text := s.Status[j].String()
	if s.Status[j].HasNumber() {
		text = p.Unit.Format(s.Values[j])
	}
	if s.Lower == nil {
		return text
	}
	if lower, upper := s.Bounds(j); upper > lower {
		text += " (" + p.Unit.Format(lower) + " to " + p.Unit.Format(upper) + ")"
	}
	return text
}

// columnsCSV are the columns of WriteCSV, in order.
var columnsCSV = []string{"reporter", "partner", "category", "commodity", "period", "value", "lower", "upper", "status", "editions", "statistic", "unit"}

// WriteCSV writes the panel in long form, a line for each cell. A cell without
// a number has an empty value, and its status says why.
func (p *Panel) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(columnsCSV); err != nil {
		return err
	}
	for _, s := range p.Series {
		for j, t := range p.Periods {
			commodity := ""
			if s.Key.Commodity.IsValid() {
				commodity = s.Key.Commodity.String()
			}
			lower, upper := s.Bounds(j)
			err := out.Write([]string{
				string(s.Key.Reporter), string(s.Key.Partner), s.Key.Category, commodity, t.String(),
				number(s.Values[j]), number(lower), number(upper), s.Status[j].String(), s.Editions[j].String(), p.Statistic, p.Unit.String(),
			})
			if err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func number(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// WriteJSON writes the whole panel: numbers (null where there is none), status,
// query, scheme, sources, ledger and warnings.
func (p *Panel) WriteJSON(w io.Writer) error {
	type cell struct {
		Period   Period   `json:"period"`
		Value    *float64 `json:"value"`
		Lower    *float64 `json:"lower"`
		Upper    *float64 `json:"upper"`
		Status   string   `json:"status"`
		Editions string   `json:"editions,omitempty"`
	}
	type series struct {
		Key
		Cells []cell `json:"cells"`
	}
	type scheme struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Hash    string `json:"hash"`
	}
	doc := struct {
		Statistic string     `json:"statistic"`
		Unit      string     `json:"unit"`
		Valuation string     `json:"valuation,omitempty"`
		Query     Query      `json:"query"`
		Scheme    *scheme    `json:"scheme,omitempty"`
		Sources   []string   `json:"sources"`
		Series    []series   `json:"series"`
		Warnings  []Warning  `json:"warnings"`
		Reporting *Reporting `json:"reporting,omitempty"`
		Ledger    *Ledger    `json:"ledger"`
	}{p.Statistic, p.Unit.String(), p.Valuation, p.Query, nil, p.Sources, []series{}, p.Warnings, p.Reporting, p.Ledger}
	if s := p.Query.Scheme; s != nil {
		doc.Scheme = &scheme{s.Name(), s.Version(), s.Hash()}
	}
	for _, s := range p.Series {
		out := series{Key: s.Key}
		for j, t := range p.Periods {
			lower, upper := s.Bounds(j)
			out.Cells = append(out.Cells, cell{t, finite(s.Values[j]), finite(lower), finite(upper), s.Status[j].String(), s.Editions[j].String()})
		}
		doc.Series = append(doc.Series, out)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// Record returns the panel in long form as an Arrow record, with the columns of
// WriteCSV less statistic and unit; value and upper are null where there is no
// number. The caller releases it.
func (p *Panel) Record(mem memory.Allocator) arrow.Record {
	fields := make([]arrow.Field, 0, 10)
	for _, name := range columnsCSV[:10] {
		f := arrow.Field{Name: name, Type: arrow.BinaryTypes.String}
		if name == "value" || name == "lower" || name == "upper" {
			f.Type, f.Nullable = arrow.PrimitiveTypes.Float64, true
		}
		fields = append(fields, f)
	}
	b := array.NewRecordBuilder(mem, arrow.NewSchema(fields, nil))
	defer b.Release()
	words := func(column int, s string) { b.Field(column).(*array.StringBuilder).Append(s) }
	amount := func(column int, v float64) {
		if math.IsNaN(v) {
			b.Field(column).AppendNull()
		} else {
			b.Field(column).(*array.Float64Builder).Append(v)
		}
	}
	for _, s := range p.Series {
		for j, t := range p.Periods {
			commodity := ""
			if s.Key.Commodity.IsValid() {
				commodity = s.Key.Commodity.String()
			}
			for column, text := range []string{string(s.Key.Reporter), string(s.Key.Partner), s.Key.Category, commodity, t.String()} {
				words(column, text)
			}
			amount(5, s.Values[j])
			lower, upper := s.Bounds(j)
			amount(6, lower)
			amount(7, upper)
			words(8, s.Status[j].String())
			words(9, s.Editions[j].String())
		}
	}
	return b.NewRecord()
}
