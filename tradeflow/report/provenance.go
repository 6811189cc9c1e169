package report

import (
	"fmt"
	"html/template"
	"runtime/debug"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Provenance adds what a reader needs to check a panel: what was asked, its
// sources and scheme, its warnings, what the words for missing numbers mean, the
// ledger of every row that was read, the files (from Files.Fingerprints, where
// given), and the version of the library.
func (p *Page) Provenance(panel *tradeflow.Panel, files ...tradeflow.Fingerprint) {
	if panel == nil {
		p.lacks("Provenance")
		return
	}
	facts := factsOf(panel)
	p.blocks = append(p.blocks, block{facts.markdown(), func() (template.HTML, error) { return facts.html(), nil }})
	for _, t := range []table{ledgerOf(panel), filesOf(panel.Ledger, files)} {
		if len(t.Rows) > 0 {
			p.blocks = append(p.blocks, block{t.markdown(), func() (template.HTML, error) { return t.html(), nil }})
		}
	}
}

// facts is what a panel says of itself, as terms and what they stand for, and its
// warnings.
type facts struct {
	Terms    []term
	Warnings []string
}

type term struct{ Name, Text string }

func factsOf(p *tradeflow.Panel) (f facts) {
	add := func(name, text string) {
		if text != "" {
			f.Terms = append(f.Terms, term{name, text})
		}
	}
	q := p.Query
	add("Numbers", p.Heading())
	add("Asked for", asked(q))
	add("Valuation", p.Valuation)
	add("Sources", strings.Join(p.Sources, "; "))
	if s := q.Scheme; s != nil {
		add("Categories", fmt.Sprintf("scheme %s, version %s of %s, SHA-256 %s", s.Name(), s.Version(), s.Published(), s.Hash()))
	}
	seen := map[tradeflow.Status]bool{}
	for _, s := range p.Series {
		for _, status := range s.Status {
			seen[status] = true
		}
	}
	var words []string
	for status := tradeflow.Status(0); status < 64; status++ {
		if seen[status] && !status.HasNumber() {
			words = append(words, status.String())
		}
	}
	add("Cells without a number", strings.Join(words, "; "))
	add("Library", version())
	for _, w := range p.Warnings {
		f.Warnings = append(f.Warnings, w.Text)
	}
	return f
}

// asked says a query in words.
func asked(q tradeflow.Query) string {
	if q.Direction == 0 {
		return ""
	}
	words := []string{q.Frequency.String() + " " + q.Direction.String() + "s, " + q.Measure.String()}
	places := func(head string, all []tradeflow.Country) {
		if len(all) == 0 {
			words = append(words, head+" all single economies")
			return
		}
		var names []string
		for _, c := range all {
			names = append(names, c.Name())
		}
		words = append(words, head+" "+strings.Join(names, ", "))
	}
	places("reporters:", q.Reporters)
	places("partners:", q.Partners)
	if q.From.IsValid() {
		words = append(words, "from "+q.From.Words())
	}
	if q.To.IsValid() {
		words = append(words, "to "+q.To.Words())
	}
	words = append(words, "by "+q.By.String())
	return strings.Join(words, "; ")
}

const module = "github.com/tradeflow-go/dualuse"

// version names the version of the library that the program was built with.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return module
	}
	for _, m := range append(info.Deps, &info.Main) {
		switch {
		case m.Path != module || m.Version == "":
		case m.Replace != nil: // its version is not of what was built
			return strings.TrimSpace(module + ", replaced by a copy " + m.Replace.Version)
		default:
			return module + " " + m.Version
		}
	}
	return module
}

func (f facts) markdown() string {
	var b strings.Builder
	for _, t := range f.Terms {
		fmt.Fprintf(&b, "* **%s:** %s\n", t.Name, inline(t.Text))
	}
	if len(f.Warnings) > 0 {
		b.WriteString("\nWhat to know of these numbers:\n\n")
	}
	for _, w := range f.Warnings {
		fmt.Fprintf(&b, "* %s\n", inline(w))
	}
	return b.String() + "\n"
}

var factsHTML = template.Must(template.New("facts").Parse(`<dl>
{{range .Terms}}<dt>{{.Name}}</dt><dd>{{.Text}}</dd>
{{end}}</dl>
{{if .Warnings}}<p>What to know of these numbers:</p>
<ul class="warnings">
{{range .Warnings}}<li>{{.}}</li>
{{end}}</ul>
{{end}}`))

func (f facts) html() template.HTML { return execute(factsHTML, f) }

// filesOf lists the files with their fingerprints, or, where none are given, with
// what the ledger knows of them.
func filesOf(l *tradeflow.Ledger, files []tradeflow.Fingerprint) (t table) {
	if len(files) == 0 {
		if l == nil || len(l.Files) == 0 {
			return t
		}
		t = table{Caption: "Tables that were read", Head: []string{"", "format", "rows"}}
		for _, f := range l.Files {
			cell := tableCell{Text: f.Format}
			if f.Skipped != "" {
				cell = tableCell{"skipped: " + f.Skipped, true}
			}
			t.Rows = append(t.Rows, tableRow{f.Path, []tableCell{cell, {Text: commas(f.Rows)}}})
		}
		t.Long = len(t.Rows) > longest
		return t
	}
	rows := rowsOf(l, files)
	t = table{Caption: "Files that were read", Head: []string{"", "rows", "bytes", "of", "SHA-256"}, Long: len(files) > longest}
	for i, f := range files {
		made := tableCell{"unknown", true}
		if !f.Modified.IsZero() {
			made = tableCell{Text: f.Modified.Format("2 January 2006")}
		}
		t.Rows = append(t.Rows, tableRow{f.Path, []tableCell{rows[i], {Text: commas(f.Bytes)}, made, {Text: f.SHA256}}})
	}
	return t
}

// rowsOf says how many rows of each file the ledger knows: of a zip file or a workbook
// those of all its members, which stand there as "a.zip: member".
func rowsOf(l *tradeflow.Ledger, files []tradeflow.Fingerprint) []tableCell {
	out := make([]tableCell, len(files))
	for i, f := range files {
		out[i] = tableCell{"not in the ledger", true}
		if l == nil {
			continue
		}
		var sum int64
		for _, one := range l.Files {
			if one.Path == f.Path || strings.HasPrefix(one.Path, f.Path+": ") {
				sum += one.Rows
				out[i] = tableCell{Text: commas(sum)}
			}
		}
	}
	return out
}
