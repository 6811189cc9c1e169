package report

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/whole"
)

// Save writes the page to dir, which it makes where it is not there: index.html,
// which needs no other file; README.md; and for each figure a PNG, an SVG and a
// PDF, and a CSV and a JSON file of exactly what is drawn.
func (p *Page) Save(dir string) error {
	if err := p.checkNames(); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range p.figures {
		base := filepath.Join(dir, f.name)
		for _, ext := range []string{".png", ".svg", ".pdf"} {
			if err := f.figure.Save(base + ext); err != nil {
				return fmt.Errorf("figure %s: %w", f.name, err)
			}
		}
		for ext, write := range map[string]func(io.Writer) error{".csv": f.figure.WriteCSV, ".json": f.figure.WriteJSON} {
			if err := whole.File(base+ext, write); err != nil {
				return fmt.Errorf("figure %s: %w", f.name, err)
			}
		}
	}
	if err := whole.File(filepath.Join(dir, "index.html"), p.WriteHTML); err != nil {
		return err
	}
	return whole.File(filepath.Join(dir, "README.md"), func(w io.Writer) error {
		_, err := io.WriteString(w, p.markdownPage())
		return err
	})
}

var goodName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)

// checkNames finds figures whose files would overwrite each other, on systems that
// do not tell capitals apart too, stand outside the folder, or break a link.
func (p *Page) checkNames() error {
	seen := map[string]bool{}
	for _, f := range p.figures {
		if !goodName.MatchString(f.name) {
			return fmt.Errorf("report: figure name %q: use letters, digits, - and _", f.name)
		}
		if low := strings.ToLower(f.name); seen[low] {
			return fmt.Errorf("report: two figures have the name %q", f.name)
		} else {
			seen[low] = true
		}
	}
	return nil
}
