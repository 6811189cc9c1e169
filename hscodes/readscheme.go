package hscodes

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadScheme reads a scheme from CSV as an analyst keeps it in a spreadsheet: one
// line for each code, under a header, after comment lines that say what it is.
//
//	# name: our watch list
//	# version: 3
//	# published: 2024-02-23
//	# source: the sanctions desk
//	# edition: HS2022
//	category,label,code,from,to,role,precision,partial,note
//	drones,Drones,8806,HS2022,,whole,high,,a heading of HS2022
//	armour,Body armour,7326.90,,,part,low,yes,steel plates among much else
//
// Every comment line, and every column but category and code, may be missing; the
// columns may stand in any order. An empty from or to leaves that end open; a
// label given once counts for its whole category; partial is yes or no. The
// separator may be a semicolon, as in European spreadsheets; a byte order mark,
// either line ending, blank lines and further comment lines are fine.
//
// An error names the line, the column, what was found and what to do: a code that
// lost its leading zero, an unknown column, a code with two homes. What makes a
// valid scheme is told at NewScheme.
func ReadScheme(r io.Reader) (*Scheme, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	t := &table{lines: bytes.SplitAfter(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n")), infoLine: map[string]int{}}
	if err := t.readInfo(); err != nil {
		return nil, err
	}
	if err := t.readRows(); err != nil {
		return nil, err
	}
	s, bad := newScheme(t.info, t.cats)
	if bad == nil {
		return s, nil
	}
	line := t.infoLine[bad.column]
	if bad.cat >= 0 {
		line = t.rowLine[bad.cat][max(bad.entry, 0)]
	}
	return nil, lineError(line, bad.column, bad.err)
}

// A table is a scheme on its way in, with the lines from which its parts came.
type table struct {
	lines    [][]byte
	start    int // index of the header line
	info     SchemeInfo
	infoLine map[string]int
	cats     []Category
	rowLine  [][]int // by category and entry
}

func lineError(line int, column string, err error) error {
	switch {
	case line == 0:
		return err
	case column == "":
		return fmt.Errorf("line %d: %w", line, err)
	}
	return fmt.Errorf("line %d, column %s: %w", line, column, err)
}

// readInfo reads the comment and blank lines before the header.
func (t *table) readInfo() error {
	for i, raw := range t.lines {
		if !utf8.Valid(raw) {
			return lineError(i+1, "", fmt.Errorf("this is not UTF-8 text: save the file as \"CSV UTF-8\""))
		}
	}
	for i, raw := range t.lines {
		line := strings.TrimSpace(strings.TrimRightFunc(string(raw), isPadding))
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, `"#`) {
			line = unquote(line)
		}
		comment, ok := strings.CutPrefix(line, "#")
		if !ok {
			t.start = i
			return nil
		}
		key, value, _ := strings.Cut(comment, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		if err := t.setInfo(key, strings.TrimSpace(value), i+1); err != nil {
			return lineError(i+1, key, err)
		}
	}
	return fmt.Errorf("no header: expected a line with the columns %s", strings.Join(columns, ","))
}

// isPadding tells what a spreadsheet puts behind a comment line to fill the width
// of the table.
func isPadding(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }

// unquote reads a comment line that a spreadsheet put in quotes because it holds
// a separator.
func unquote(line string) string {
	line = strings.TrimSuffix(line[1:], `"`)
	return strings.ReplaceAll(line, `""`, `"`)
}

// setInfo keeps one "# key: value" line; other comments are the author's own.
func (t *table) setInfo(key, value string, line int) error {
	texts := map[string]*string{"name": &t.info.Name, "version": &t.info.Version, "published": &t.info.Published, "source": &t.info.Source}
	text := texts[key]
	if text == nil && key != "edition" {
		return nil
	}
	if first := t.infoLine[key]; first != 0 {
		return fmt.Errorf("it is already on line %d: keep one", first)
	}
	t.infoLine[key] = line
	if text != nil {
		*text = value
		return nil
	}
	return parseEditionCell(&t.info.Edition, value)
}

func parseEditionCell(e *Edition, cell string) (err error) {
	if cell != "" {
		*e, err = ParseEdition(cell)
	}
	return err
}

// readRows reads the header and the lines below it.
func (t *table) readRows() error {
	header := t.lines[t.start]
	cr := csv.NewReader(bytes.NewReader(bytes.Join(t.lines[t.start:], nil)))
	cr.Comment = '#'
	cr.FieldsPerRecord = -1
	cr.TrimLeadingSpace = true
	if bytes.Count(header, []byte{';'}) > bytes.Count(header, []byte{','}) {
		cr.Comma = ';'
	}
	next := func() (row []string, line int, err error) {
		row, err = cr.Read()
		if bad, ok := err.(*csv.ParseError); ok {
			return nil, 0, lineError(t.start+bad.Line, "", fmt.Errorf("%w: put a cell with quotes or separators in quotes, and double the quotes inside it", bad.Err))
		}
		if err != nil {
			return nil, 0, err
		}
		line, _ = cr.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		return row, t.start + line, nil
	}

	names, line, err := next()
	if err != nil {
		return err
	}
	at, err := columnsIn(names)
	if err != nil {
		return lineError(line, "", err)
	}
	for {
		row, line, err := next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.HasPrefix(row[0], "#") || !slices.ContainsFunc(row, func(cell string) bool { return cell != "" }) {
			continue
		}
		for i, cell := range row {
			if cell != "" && (i >= len(names) || names[i] == "") {
				return lineError(line, "", fmt.Errorf("cell %d, %.40q, is under no column: put a text that holds a separator in quotes", i+1, cell))
			}
		}
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		if column, err := t.addRow(cell, line); err != nil {
			return lineError(line, column, err)
		}
	}
}

// columnsIn finds the columns in the header.
func columnsIn(header []string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(name)
		if name == "" {
			continue // a spreadsheet's empty column
		}
		if !slices.Contains(columns, name) {
			return nil, fmt.Errorf("unknown column %q: expected %s", header[i], strings.Join(columns, ","))
		}
		if _, twice := at[name]; twice {
			return nil, fmt.Errorf("column %q stands twice", name)
		}
		at[name] = i
	}
	for _, name := range []string{"category", "code"} {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("no column %q: expected the columns %s, of which category and code must be there", name, strings.Join(columns, ","))
		}
	}
	return at, nil
}

// addRow adds one entry; where it fails it also names the column.
func (t *table) addRow(cell func(column string) string, line int) (column string, err error) {
	en := Entry{Role: cell("role"), Precision: cell("precision"), Note: cell("note")}
	if en.Code, err = Parse(cell("code")); err != nil {
		return "code", err
	}
	if err := parseEditionCell(&en.From, cell("from")); err != nil {
		return "from", err
	}
	if err := parseEditionCell(&en.To, cell("to")); err != nil {
		return "to", err
	}
	switch p := cell("partial"); strings.ToLower(p) {
	case "yes", "true", "1", "x":
		en.Partial = true
	case "", "no", "false", "0":
	default:
		return "partial", fmt.Errorf("%.40q is neither yes nor no", p)
	}
	name, label := cell("category"), cell("label")
	i := slices.IndexFunc(t.cats, func(cat Category) bool { return cat.Name == name })
	if i < 0 {
		i = len(t.cats)
		t.cats = append(t.cats, Category{Name: name, Label: label})
		t.rowLine = append(t.rowLine, nil)
	}
	cat := &t.cats[i]
	if cat.Label == "" {
		cat.Label = label
	} else if label != "" && label != cat.Label {
		return "label", fmt.Errorf("category %q is labelled %q here and %q above: give it one label", name, label, cat.Label)
	}
	cat.Entries = append(cat.Entries, en)
	t.rowLine[i] = append(t.rowLine[i], line)
	return "", nil
}
