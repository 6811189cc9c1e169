package report

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/whole"
)

// Page is a report under way: blocks of text, figures and tables in the order in
// which they are added.
type Page struct {
	Title  string
	body   strings.Builder
	images []image
}

type image struct {
	name   string
	figure *chart.Figure
}

// New starts a page.
func New(title string) *Page { return &Page{Title: title} }

// Text adds paragraphs of Markdown.
func (p *Page) Text(markdown string) {
	p.body.WriteString(strings.TrimSpace(markdown) + "\n\n")
}

// Figure adds a figure under a file name without extension, unique on the page,
// with a link to the numbers behind it.
func (p *Page) Figure(name string, f *chart.Figure) {
	p.images = append(p.images, image{name, f})
	fmt.Fprintf(&p.body, "![%s](%s.png)\n\n[SVG](%s.svg) · [numbers behind the figure](%s.csv)\n\n", inline(f.Alt), name, name, name)
}

// Table adds a panel as a table, the numbers right-aligned; a cell without a
// number says why in words.
func (p *Page) Table(panel *tradeflow.Panel) {
	b := &p.body
	fmt.Fprintf(b, "*%s*\n\n| |", inline(panel.Heading()))
	for _, t := range panel.Periods {
		fmt.Fprintf(b, " %s |", t.Words())
	}
	b.WriteString("\n| --- |" + strings.Repeat(" ---: |", len(panel.Periods)) + "\n")
	for i, s := range panel.Series {
		fmt.Fprintf(b, "| %s |", inline(panel.Label(i)))
		for j, v := range s.Values {
			text := s.Status[j].String()
			if s.Status[j].HasNumber() {
				text = panel.Unit.Format(v)
			}
			fmt.Fprintf(b, " %s |", text)
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
}

// Provenance adds what a reader needs to check a panel: its sources and scheme,
// its warnings, and the ledger of every row that was read.
func (p *Page) Provenance(panel *tradeflow.Panel) {
	b := &p.body
	fmt.Fprintf(b, "Source: %s.", inline(strings.Join(panel.Sources, "; ")))
	if s := panel.Query.Scheme; s != nil {
		fmt.Fprintf(b, " Categories: scheme %s, version %s of %s, SHA-256 `%s`.", inline(s.Name()), inline(s.Version()), inline(s.Published()), s.Hash())
	}
	b.WriteString("\n\n")
	for _, w := range panel.Warnings {
		fmt.Fprintf(b, "* %s\n", inline(w.Text))
	}
	if len(panel.Warnings) > 0 {
		b.WriteByte('\n')
	}
	if panel.Ledger == nil {
		return
	}
	total := panel.Ledger.Total()
	b.WriteString("| rows read | their value | what became of them |\n| ---: | ---: | --- |\n")
	fmt.Fprintf(b, "| %d | %.3f | read from %s |\n", total.Rows, total.Value.Float(), total.Path)
	for _, l := range total.Lines {
		what := l.Fate.String()
		if l.Reason != "" {
			what += ": " + inline(l.Reason)
		}
		fmt.Fprintf(b, "| %d | %.3f | %s |\n", l.Rows, l.Value.Float(), what)
	}
	b.WriteByte('\n')
}

// inline makes a text from data safe inside a line of Markdown.
func inline(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("|", "\\|", "<", "&lt;", ">", "&gt;", "[", "\\[", "]", "\\]", "`", "'").Replace(s)
}

// Save writes the page to dir, which it makes where it is not there: README.md,
// and for each figure a PNG, an SVG and a CSV of exactly what is drawn.
func (p *Page) Save(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, image := range p.images {
		base := filepath.Join(dir, image.name)
		for _, ext := range []string{".png", ".svg"} {
			if err := image.figure.Save(base + ext); err != nil {
				return fmt.Errorf("figure %s: %w", image.name, err)
			}
		}
		if err := whole.File(base+".csv", image.figure.WriteCSV); err != nil {
			return fmt.Errorf("figure %s: %w", image.name, err)
		}
	}
	return whole.File(filepath.Join(dir, "README.md"), func(w io.Writer) error {
		_, err := io.WriteString(w, "# "+inline(p.Title)+"\n\n"+p.body.String())
		return err
	})
}
