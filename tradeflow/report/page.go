package report

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
)

// Page is a report under way: blocks of text, figures and tables in the order in
// which they are added.
type Page struct {
	Title string
	// Language of the texts, as BCP 47 has it; empty: "en".
	Language string

	blocks  []block
	figures []figure
}

// block is a part of the page, in both of its forms. What cannot be written is
// the error of the writing.
type block struct {
	markdown string
	html     func() (template.HTML, error)
}

// New starts a page.
func New(title string) *Page { return &Page{Title: title} }

// Text adds paragraphs of Markdown: headings, emphasis, lists, links, quotations,
// code and tables. HTML inside it is left out. An image is an error of the
// writing, as figures are added by Figure, and so is a block of code without an end.
func (p *Page) Text(markdown string) {
	markdown = strings.TrimSpace(withoutHTML(strings.ToValidUTF8(markdown, "\uFFFD"))) + "\n\n"
	p.blocks = append(p.blocks, block{markdown, func() (template.HTML, error) {
		html, err := toHTML(markdown)
		return "<div class=\"text\">\n" + html + "</div>\n", err
	}})
}

// Print adds what a program found, as fmt.Sprint prints it, in type of equal
// width: a Panel comes out as a table, a Ledger line by line.
func (p *Page) Print(results ...any) {
	text := strings.TrimRight(fmt.Sprint(results...), "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	p.blocks = append(p.blocks, block{fence + "text\n" + text + "\n" + fence + "\n\n", func() (template.HTML, error) {
		return template.HTML("<pre>" + template.HTMLEscapeString(text) + "</pre>\n"), nil
	}})
}

// Figure adds a figure under a file name without extension, with the numbers behind
// it. The name has letters, digits, - and _, and is unique on the page; else, the
// page cannot be written.
func (p *Page) Figure(name string, f *chart.Figure) {
	if f == nil {
		p.lacks("Figure " + name)
		return
	}
	one := figure{name, f}
	p.figures = append(p.figures, one)
	p.blocks = append(p.blocks, block{one.markdown(), one.html})
}

// Table adds a panel as a table, the numbers right-aligned; a cell without a
// number says why in words, and the bounds of a statistic over ranges stand
// behind its number.
func (p *Page) Table(panel *tradeflow.Panel) {
	if panel == nil {
		p.lacks("Table")
		return
	}
	t := tableOf(panel)
	p.blocks = append(p.blocks, block{t.markdown(), func() (template.HTML, error) { return t.html(), nil }})
}

// lacks adds a block that was given nothing: the error of the writing, as of a
// figure that cannot be drawn.
func (p *Page) lacks(what string) {
	p.blocks = append(p.blocks, block{"", func() (template.HTML, error) { return "", fmt.Errorf("report: %s is given nothing", what) }})
}
