package report

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"

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
		drawings[i].SVG = template.HTML(b.String())
	}
	data, err := f.figure.Data()
	if err != nil {
		return fail(err)
	}
	var csv bytes.Buffer
	if err := f.figure.WriteCSV(&csv); err != nil {
		return fail(err)
	}
	return execute(figureHTML, struct {
		Name     string
		Drawings []drawing
		Numbers  template.HTML
		CSV      template.URL
	}{f.name, drawings, numbersOf(data).html(), template.URL("data:text/csv;charset=utf-8;base64," + base64.StdEncoding.EncodeToString(csv.Bytes()))}), nil
}

// numbersOf is what a figure draws, as a table of labels by periods.
func numbersOf(data []chart.Datum) table {
	t := table{Caption: "Exactly what is drawn", Head: []string{""}}
	column, row := map[tradeflow.Period]int{}, map[string]int{}
	for _, d := range data {
		if _, known := column[d.Period]; !known {
			column[d.Period] = len(column)
			t.Head = append(t.Head, d.Period.Words())
		}
		if _, known := row[d.Label]; !known {
			row[d.Label] = len(row)
			t.Rows = append(t.Rows, tableRow{Name: d.Label})
		}
	}
	for i := range t.Rows {
		t.Rows[i].Cells = make([]tableCell, len(column))
	}
	for _, d := range data {
		cell := tableCell{d.Status.String(), true}
		if d.Status.HasNumber() {
			cell = tableCell{fmt.Sprint(d.Value), false}
		}
		t.Rows[row[d.Label]].Cells[column[d.Period]] = cell
	}
	return t
}
