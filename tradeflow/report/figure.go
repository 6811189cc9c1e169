package report

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
)

// figure is a figure under its name.
type figure struct {
	name   string
	figure *chart.Figure
}

func (f figure) markdown() string {
	return fmt.Sprintf("![%s](%s.png)\n\n[SVG](%[2]s.svg) · [PDF](%[2]s.pdf) · numbers behind the figure: [CSV](%[2]s.csv), [JSON](%[2]s.json)\n\n", inline(f.figure.Alt), f.name)
}

var figureHTML = template.Must(template.New("figure").Parse(`<figure id="{{.Name}}">
{{range .Drawings}}<div class="chart{{with .Class}} {{.}}{{end}}" tabindex="0">{{.SVG}}</div>
{{end}}<details><summary>The numbers of this figure</summary>
{{.Numbers}}<p><a download="{{.Name}}.csv" href="{{.CSV}}">Download as CSV</a></p>
</details>
</figure>
`))

// drawing is a figure at one size; Class says on which screens it is shown.
type drawing struct {
	Class string
	Size  chart.Size
	SVG   template.HTML
}

// html draws the figure for wide screens and for phones; one of another size than
// Wide as it is.
func (f figure) html() (template.HTML, error) {
	fail := func(err error) (template.HTML, error) { return "", fmt.Errorf("figure %s: %w", f.name, err) }
	drawings := []drawing{{Class: "wide", Size: chart.Wide}, {Class: "phone", Size: chart.Phone}}
	if f.figure.Size != chart.Wide {
		drawings = []drawing{{Size: f.figure.Size}}
	}
	for i, d := range drawings {
		one := *f.figure
		one.Size = d.Size
		var b bytes.Buffer
		if err := one.Write(&b, chart.HTML); err != nil {
			return fail(err)
		}
		// A figure may stand on a page twice, under two names, and its ids only once. No
		// text in the drawing has a quotation mark that is not escaped.
		own := strings.NewReplacer(`id="about-`, `id="`+f.name+`-about-`, `aria-describedby="about-`, `aria-describedby="`+f.name+`-about-`)
		drawings[i].SVG = template.HTML(own.Replace(b.String()))
	}
	data, err := f.figure.Data()
	if err != nil {
		return fail(err)
	}
	var csv bytes.Buffer
	if err := f.figure.WriteCSV(&csv); err != nil {
		return fail(err)
	}
	var words bytes.Buffer
	if err := f.figure.WriteJSON(&words); err != nil {
		return fail(err)
	}
	var twin struct{ Unit string } // only the figure knows its unit
	if err := json.Unmarshal(words.Bytes(), &twin); err != nil {
		return fail(err)
	}
	return execute(figureHTML, struct {
		Name     string
		Drawings []drawing
		Numbers  template.HTML
		CSV      template.URL
	}{f.name, drawings, numbersOf(data, twin.Unit).html(), template.URL("data:text/csv;charset=utf-8;base64," + base64.StdEncoding.EncodeToString(csv.Bytes()))}), nil
}

// numbersOf is what a figure draws, as a table of labels by periods, to six digits;
// the file behind it has all of them.
func numbersOf(data []chart.Datum, unit string) table {
	t := table{Caption: strings.TrimSuffix("What is drawn: "+unit, ": "), Head: []string{""}}
	type place struct{ row, column int }
	column, taken := map[tradeflow.Period]int{}, map[place]tableCell{}
	rows := map[string][]int{} // of each label, as many as it has numbers in one period
	for _, d := range data {
		if _, known := column[d.Period]; !known {
			column[d.Period] = len(column)
			t.Head = append(t.Head, d.Period.Words())
		}
		at := place{-1, column[d.Period]}
		for _, row := range rows[d.Label] {
			if _, full := taken[place{row, at.column}]; !full {
				at.row = row
				break
			}
		}
		if at.row < 0 {
			at.row = len(t.Rows)
			rows[d.Label] = append(rows[d.Label], at.row)
			t.Rows = append(t.Rows, tableRow{Name: d.Label})
		}
		taken[at] = numberOf(d)
	}
	for i := range t.Rows {
		t.Rows[i].Cells = make([]tableCell, len(column))
	}
	for at, cell := range taken {
		t.Rows[at.row].Cells[at.column] = cell
	}
	t = t.fit()
	t.Long = false // all of it is behind a line that unfolds it
	return t
}

// numberOf says a number with its range, or why there is none.
func numberOf(d chart.Datum) tableCell {
	c := tableCell{d.Status.String(), true}
	if d.Status.HasNumber() {
		c = tableCell{digits(d.Value), false}
	}
	if d.Upper > d.Lower {
		c.Text += " (" + digits(d.Lower) + " to " + digits(d.Upper) + ")"
	}
	return c
}

// digits prints a number to six digits, or its whole part where that has more, with
// commas and never with a power of ten.
func digits(v float64) string {
	decimals := 0
	if v != 0 {
		decimals = max(0, 5-int(math.Floor(math.Log10(math.Abs(v)))))
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		whole += "." + fraction
	}
	if v < 0 {
		return "\u2212" + whole
	}
	return whole
}
