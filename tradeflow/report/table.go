package report

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// table is a table in words: the first column names the rows, the others hold
// numbers, or say why there is none.
type table struct {
	Caption string
	Head    []string
	Rows    []tableRow
	Long    bool // behind a line that unfolds it
}

type tableRow struct {
	Name  string
	Cells []tableCell
}

type tableCell struct {
	Text    string
	Missing bool
}

// longest is how many rows of a table a reader sees without asking for them.
const longest = 12

func tableOf(p *tradeflow.Panel) table {
	t := table{Caption: p.Heading(), Head: []string{""}, Long: len(p.Series) > longest}
	for _, period := range p.Periods {
		t.Head = append(t.Head, period.Words())
	}
	for i := range p.Series {
		s := &p.Series[i]
		row := tableRow{Name: p.Label(i)}
		for j := range p.Periods {
			row.Cells = append(row.Cells, cellOf(p.Unit, s, j))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func cellOf(u tradeflow.Unit, s *tradeflow.Series, j int) tableCell {
	c := tableCell{s.Status[j].String(), true}
	if s.Status[j].HasNumber() {
		c = tableCell{u.Format(s.Values[j]), false}
	}
	switch lower, upper := s.Bounds(j); {
	case !(upper > lower):
	case lower == s.Values[j]:
		c.Text += " to " + u.Format(upper)
	default:
		c.Text += " (" + u.Format(lower) + " to " + u.Format(upper) + ")"
	}
	return c
}

func (t table) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "*%s*\n\n|", inline(t.Caption))
	for i, h := range t.Head {
		if i > 0 {
			b.WriteString(" " + inline(h))
		}
		b.WriteString(" |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" ---: |", len(t.Head)-1) + "\n")
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "| %s |", inline(r.Name))
		for _, c := range r.Cells {
			fmt.Fprintf(&b, " %s |", inline(c.Text))
		}
		b.WriteByte('\n')
	}
	return b.String() + "\n"
}

var tableHTML = template.Must(template.New("tables").Parse(
	`{{define "table"}}<div class="scroll"><table>
<caption>{{.Caption}}</caption>
<thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr><th scope="row">{{.Name}}</th>{{range .Cells}}<td{{if .Missing}} class="missing"{{end}}>{{.Text}}</td>{{end}}</tr>
{{end}}</tbody>
</table></div>
{{end}}{{if .Long}}<details><summary>{{.Caption}}: {{len .Rows}} rows</summary>
{{template "table" .}}</details>
{{else}}{{template "table" .}}{{end}}`))

func (t table) html() template.HTML { return execute(tableHTML, t) }

// execute fills a template of this package, which no data can make fail.
func execute(t *template.Template, v any) template.HTML {
	var b strings.Builder
	if err := t.Execute(&b, v); err != nil {
		panic("report: " + err.Error())
	}
	return template.HTML(b.String())
}
