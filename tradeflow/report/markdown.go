package report

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// markdown reads what Text is given. It leaves raw HTML out and lets no link run a
// script, unless it is told otherwise.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table))

// toHTML translates a text.
func toHTML(source string) (template.HTML, error) {
	doc := markdown.Parser().Parse(text.NewReader([]byte(source)))
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindImage && entering {
			return ast.WalkStop, fmt.Errorf("the text has an image, %q: a page loads nothing; add figures with Figure", n.(*ast.Image).Destination)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, []byte(source), doc); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

// markdownPage returns the page as Markdown.
func (p *Page) markdownPage() string {
	var b strings.Builder
	b.WriteString("# " + inline(p.Title) + "\n\n")
	for _, block := range p.blocks {
		b.WriteString(block.markdown)
	}
	return b.String()
}

// inline makes a text from data safe inside a line of Markdown.
func inline(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("|", "\\|", "<", "&lt;", ">", "&gt;", "[", "\\[", "]", "\\]", "`", "'").Replace(s)
}
