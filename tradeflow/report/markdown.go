package report

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// markdown reads what Text is given. It leaves raw HTML out and lets no link run a
// script, unless it is told otherwise. The columns of a table are aligned by an
// attribute: the policy of the page forbids styles inside elements.
var markdown = goldmark.New(goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))))

// withoutHTML cuts HTML out of a text, so that the page and README.md both lack it.
// What is left may be HTML anew, as of <a<b>c>, and is cut again.
func withoutHTML(source string) string {
	for {
		var b strings.Builder
		kept := 0
		cut := func(s text.Segment) {
			if s.Start >= kept {
				b.WriteString(source[kept:s.Start])
				kept = s.Stop
			}
		}
		ast.Walk(markdown.Parser().Parse(text.NewReader([]byte(source))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.HTMLBlock:
				if entering {
					for i := range n.Lines().Len() {
						cut(n.Lines().At(i))
					}
					if n.HasClosure() {
						cut(n.ClosureLine)
					}
				}
			case *ast.RawHTML:
				if entering {
					for i := range n.Segments.Len() {
						cut(n.Segments.At(i))
					}
				}
			}
			return ast.WalkContinue, nil
		})
		if kept == 0 {
			return source
		}
		source = b.String() + source[kept:]
	}
}

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
	if !ends(source) {
		return "", fmt.Errorf("the text has a block of code without an end: in README.md it would swallow what follows")
	}
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, []byte(source), doc); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

// ends reports whether a paragraph behind the text is a paragraph of its own.
func ends(source string) bool {
	const next = "next"
	doc := markdown.Parser().Parse(text.NewReader([]byte(source + "\n\n" + next)))
	last, ok := doc.LastChild().(*ast.Paragraph)
	return ok && string(last.Lines().Value([]byte(source+"\n\n"+next))) == next
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

var entity = regexp.MustCompile(`&(#?\w+;)`)

// inline makes a text from data safe inside a line of Markdown: what is a sign there
// shows as it is. The backslash is one, or it would undo the escape behind it.
func inline(s string) string {
	s = entity.ReplaceAllString(strings.Join(strings.Fields(s), " "), "&amp;$1")
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", ">", "&gt;", "[", "\\[", "]", "\\]",
		"*", "\\*", "_", "\\_", "~", "\\~", "`", "'").Replace(s)
}
