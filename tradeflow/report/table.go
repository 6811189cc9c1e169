package report

import (
	"fmt"
	"html/template"
	"slices"
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

// Class is what the style of the page tells apart: words for a number that is not
// there, and a word such as a hash that may break anywhere, as numbers never do.
func (c tableCell) Class() string {
	switch {
	case c.Missing:
		return "missing"
	case slices.ContainsFunc(strings.Fields(c.Text), func(word string) bool { return len(word) > 32 }):
		return "long"
	}
	return ""
}

// longest is how many rows of a table a reader sees without asking for them.
const longest = 12

// widest is how many columns of numbers a printed page has room for.
const widest = 8

// Parts are the table cut into blocks of columns that a page has room for, each with
// the names of the rows; none where the whole has room. They stand on paper instead of
// it: a screen scrolls to the side, and paper cuts off.
func (t table) Parts() (parts []table) {
	columns := len(t.Head) - 1
	if columns <= widest {
		return nil
	}
	n := (columns + widest - 1) / widest
	for part := range n {
		from, to := 1+part*columns/n, 1+(part+1)*columns/n
		one := table{Caption: fmt.Sprintf("%s (part %d of %d)", t.Caption, part+1, n), Head: append([]string{t.Head[0]}, t.Head[from:to]...)}
		for _, r := range t.Rows {
			one.Rows = append(one.Rows, tableRow{r.Name, r.Cells[from-1 : to-1]})
		}
		parts = append(parts, one)
	}
	return parts
}

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
	return t.fit()
}

// fit puts the periods into rows where they are too many for a page: paper cannot
// be scrolled. Of many periods and many names, the more go into rows.
func (t table) fit() table {
	if columns := len(t.Head) - 1; columns <= widest || columns <= len(t.Rows) {
		return t
	}
	turned := table{Caption: t.Caption, Head: []string{""}}
	for j, period := range t.Head[1:] {
		turned.Rows = append(turned.Rows, tableRow{Name: period})
		for _, r := range t.Rows {
			turned.Rows[j].Cells = append(turned.Rows[j].Cells, r.Cells[j])
		}
	}
	for _, r := range t.Rows {
		turned.Head = append(turned.Head, r.Name)
	}
	turned.Long = len(turned.Rows) > longest
	return turned
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
	`{{define "inner"}}<caption>{{.Caption}}</caption>
<thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr><th scope="row">{{.Name}}</th>{{range .Cells}}<td{{with .Class}} class="{{.}}"{{end}}>{{.Text}}</td>{{end}}</tr>
{{end}}</tbody>
{{end}}{{define "table"}}{{$parts := .Parts}}<div class="scroll{{if $parts}} screen{{end}}"><table>
{{template "inner" .}}</table></div>
{{range $parts}}<table class="paper">
{{template "inner" .}}</table>
{{end}}{{end}}{{if .Long}}<details><summary>{{.Caption}}: {{len .Rows}} rows</summary>
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
