package hscodes

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
)

// columns of the CSV form, in the order in which WriteScheme writes them. Only
// category and code must be there.
var columns = []string{"category", "label", "code", "from", "to", "role", "precision", "partial", "note"}

// WriteScheme writes s in the form that ReadScheme reads: the comment lines that
// have something to say, then every entry, grouped by category in the scheme's
// order. Equal schemes give equal bytes, and Hash is taken of them. It returns
// the error of w.
func WriteScheme(w io.Writer, s *Scheme) error {
	var b bytes.Buffer
	for _, c := range [][2]string{{"name", s.info.Name}, {"version", s.info.Version}, {"published", s.info.Published}, {"source", s.info.Source}, {"edition", editionCell(s.info.Edition)}} {
		if c[1] != "" {
			fmt.Fprintf(&b, "# %s: %s\n", c[0], c[1])
		}
	}
	cw := csv.NewWriter(&b)
	cw.Write(columns)
	for _, cat := range s.cats {
		for _, en := range cat.Entries {
			partial := ""
			if en.Partial {
				partial = "yes" // a spreadsheet would turn true into WAHR or VRAI
			}
			cw.Write([]string{cat.Name, cat.Label, en.Code.String(), editionCell(en.From), editionCell(en.To), en.Role, en.Precision, partial, en.Note})
		}
	}
	cw.Flush() // a bytes.Buffer takes everything
	_, err := w.Write(b.Bytes())
	return err
}

func editionCell(e Edition) string {
	if e == 0 {
		return ""
	}
	return e.String()
}
