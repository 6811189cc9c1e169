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
<div class="chart wide" tabindex="0">{{.Wide}}</div>
<div class="chart phone" tabindex="0">{{.Phone}}</div>
<details><summary>The numbers of this figure</summary>
{{.Numbers}}<p><a download="{{.Name}}.csv" href="{{.CSV}}">Download as CSV</a></p>
</details>
</figure>
`))

// html draws the figure for wide screens and for phones.
func (f figure) html() (template.HTML, error) {
	v := struct {
		Name                 string
		Wide, Phone, Numbers template.HTML
		CSV                  template.URL
	}{Name: f.name}
	for _, size := range []struct {
		size chart.Size
		to   *template.HTML
	}{{chart.Wide, &v.Wide}, {chart.Phone, &v.Phone}} {
		one := *f.figure
		one.Size = size.size
		var b bytes.Buffer
		if err := one.Write(&b, chart.HTML); err != nil {
			return "", fmt.Errorf("figure %s: %w", f.name, err)
		}
		*size.to = template.HTML(b.String())
	}
	data, err := f.figure.Data()
	if err != nil {
		return "", fmt.Errorf("figure %s: %w", f.name, err)
	}
	v.Numbers = numbersOf(data).html()
	var csv bytes.Buffer
	if err := f.figure.WriteCSV(&csv); err != nil {
		return "", fmt.Errorf("figure %s: %w", f.name, err)
	}
	v.CSV = template.URL("data:text/csv;charset=utf-8;base64," + base64.StdEncoding.EncodeToString(csv.Bytes()))
	return execute(figureHTML, v), nil
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
