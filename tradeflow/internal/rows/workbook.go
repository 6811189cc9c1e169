package rows

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A workbook is a zip of XML files, ECMA-376 part 1: the package names the
// workbook, the workbook its sheets, and a sheet's cells point to texts and styles
// that all sheets share. Texts and styles are kept in memory, sheets are streamed.
const (
	maxColumns = 1 << 14   // what a sheet may hold by the standard's own limits
	maxLines   = 1 << 20   // likewise
	maxSheets  = 1 << 10   // Eurostat writes one for each product and flow
	maxSheet   = 2 << 30   // bytes of XML: a full sheet of twenty columns has half of that
	maxTexts   = 128 << 20 // bytes of XML that all sheets share as texts
	maxPart    = 16 << 20  // bytes of any other XML file
	maxNested  = 64        // elements inside each other; a rich text lies 7 deep
)

// sheets lists the sheets of a workbook in their order. Hidden ones are left out,
// because nobody who looks at the workbook knows that their numbers are there; so
// are sheets that hold a chart or macros instead of cells.
func sheets(m Member, f fs.File) ([]Member, error) {
	book, err := readWorkbook(f)
	if err != nil {
		return nil, fmt.Errorf("%s: workbook: %w", m.file, err)
	}
	var members []Member
	for _, s := range book.Sheets {
		to, ok := book.links[s.ID]
		if s.State != "" && s.State != "visible" || ok && to.kind != "worksheet" {
			continue
		}
		i, ok := book.index(to.target)
		if !ok {
			return nil, fmt.Errorf("%s: workbook: the sheet %q is missing in it", m.file, s.Name)
		}
		size := book.archive.File[i].UncompressedSize64
		if size > maxSheet {
			return nil, fmt.Errorf("%s: workbook: the sheet %q has more than %d MB of XML: save it as CSV", m.file, s.Name, maxSheet>>20)
		}
		member := m
		member.Path, member.Name, member.Kind, member.Size, member.done = m.file+": "+s.Name, s.Name, Sheet, int64(size), new(int64)
		member.open = func() (io.ReadCloser, error) { return openInZip(member, i) }
		members = append(members, member)
	}
	if len(members) == 0 {
		return nil, fmt.Errorf("%s: workbook: it has no sheet of cells that can be seen", m.file)
	}
	return members, nil
}

// openSheet reads a sheet up to its first row that is not empty. The fields are
// the cells as they are stored, not as they are shown: numbers have all their
// digits, a formula is its last result, a merged cell stands where it begins. Only
// dates are shown, because stored they are a number of days. Rows that a filter
// hides are rows like others.
func openSheet(m Member) (*Table, error) {
	f, err := m.File()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	book, err := readWorkbook(f)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	if s.texts, err = book.readTexts(); err != nil {
		return nil, err
	}
	if s.dates, err = book.readDates(); err != nil {
		return nil, err
	}
	*m.done = 0
	in, err := m.open()
	if err != nil {
		return nil, err
	}
	s.walker = newWalker(in)
	header, err := s.Next()
	if err == io.EOF {
		err = fmt.Errorf("the sheet is empty: %w", ErrNoRows)
	}
	if err != nil {
		in.Close()
		return nil, err
	}
	t := &Table{Rows: s, close: in.Close, done: func() int64 { return *m.done }}
	for _, cell := range header {
		t.Header = append(t.Header, string(bytes.TrimSpace(cell)))
	}
	return t, nil
}

// workbook is what the XML file of that name says, and where its links lead.
type workbook struct {
	XMLName xml.Name `xml:"workbook"`
	Props   struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		ID    string `xml:"id,attr"`
	} `xml:"sheets>sheet"`

	archive *zip.Reader
	files   map[string]int // where they are in the archive, see index
	links   map[string]link
}

// link leads from one file of a package to another.
type link struct{ kind, target string }

func readWorkbook(f fs.File) (*workbook, error) {
	archive, err := openZip(f)
	if err != nil {
		return nil, err
	}
	book := &workbook{archive: archive, files: map[string]int{}}
	for i, z := range archive.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(z.Name, `\`, "/"), "/"))
		if _, ok := book.files[name]; !ok {
			book.files[name] = i
		}
	}
	root, err := book.linksOf("")
	if err != nil {
		return nil, err
	}
	name := targetOf(root, "officeDocument")
	if path.Ext(name) == ".bin" {
		return nil, errors.New("it is binary (xlsb): save it as xlsx or CSV")
	}
	if err := book.decode(name, book); err != nil {
		return nil, err
	}
	if len(book.Sheets) > maxSheets {
		return nil, fmt.Errorf("it has %d sheets: that is no publisher's workbook", len(book.Sheets))
	}
	book.links, err = book.linksOf(name)
	return book, err
}

// index returns where in the archive a file is. The standard ignores case, and
// some programs write the separators of Windows.
func (b *workbook) index(name string) (int, bool) {
	i, ok := b.files[strings.ToLower(name)]
	return i, ok
}

// open opens a file of the archive that has at most max bytes.
func (b *workbook) open(name string, max uint64) (io.ReadCloser, error) {
	i, ok := b.index(name)
	if !ok {
		return nil, fmt.Errorf("the file %q is missing in it", name)
	}
	z := b.archive.File[i]
	if z.UncompressedSize64 > max {
		return nil, fmt.Errorf("the file %q in it has more than %d MB: save the sheet as CSV", name, max>>20)
	}
	return z.Open()
}

func (b *workbook) decode(name string, v any) error {
	in, err := b.open(name, maxPart)
	if err != nil {
		return err
	}
	defer in.Close()
	err = xml.NewDecoder(in).Decode(v)
	if err == nil {
		_, err = io.Copy(io.Discard, in) // the checksum is told at the end
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// linksOf returns where the links of a file lead, by their names. Those of the
// package itself are those of the file "".
func (b *workbook) linksOf(name string) (map[string]link, error) {
	var rels struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	dir, base := path.Split(name)
	if err := b.decode(dir+"_rels/"+base+".rels", &rels); err != nil {
		return nil, err
	}
	links := map[string]link{}
	for _, r := range rels.Links {
		target := strings.TrimPrefix(path.Join("/", dir, r.Target), "/")
		if strings.HasPrefix(r.Target, "/") {
			target = strings.TrimPrefix(path.Clean(r.Target), "/")
		}
		links[r.ID] = link{path.Base(r.Type), target}
	}
	return links, nil
}

// targetOf returns where the link of a kind leads, or "".
func targetOf(links map[string]link, kind string) string {
	for _, l := range links {
		if l.kind == kind {
			return l.target
		}
	}
	return ""
}

// texts are the texts that cells share, one after another.
type texts struct {
	all  []byte
	ends []uint32
}

func (t texts) append(b, number []byte) ([]byte, error) {
	i, err := strconv.Atoi(string(number))
	if err != nil || i < 0 || i >= len(t.ends) {
		return nil, fmt.Errorf("it points to text %s of %d", number, len(t.ends))
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return append(b, t.all[from:t.ends[i]]...), nil
}

func (b *workbook) readTexts() (t texts, err error) {
	name := targetOf(b.links, "sharedStrings")
	if name == "" {
		return t, nil
	}
	in, err := b.open(name, maxTexts)
	if err != nil {
		return t, err
	}
	defer in.Close()
	w := newWalker(in)
	for {
		tok, err := w.next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		if _, ok := tok.(xml.StartElement); ok && w.in("si") {
			if t.all, err = w.text(t.all, maxTexts); err != nil {
				return t, fmt.Errorf("%s: text %d: %w", name, len(t.ends), err)
			}
			t.ends = append(t.ends, uint32(len(t.all)))
		}
	}
}

// dates tells which styles show a number of days as a date, and on which day the
// count begins.
type dates struct {
	styles []bool
	from   time.Time
}

func (b *workbook) readDates() (d dates, err error) {
	d.from = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.Props.Date1904 == "1" || b.Props.Date1904 == "true" {
		d.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	name := targetOf(b.links, "styles")
	if name == "" {
		return d, nil
	}
	if err := b.decode(name, &sheet); err != nil {
		return d, err
	}
	own := map[int]bool{}
	for _, f := range sheet.Formats {
		own[f.ID] = showsDate(f.Code)
	}
	for _, c := range sheet.Cells {
		is, ok := own[c.Format]
		d.styles = append(d.styles, is || !ok && slices.Contains(dateFormats, c.Format))
	}
	return d, nil
}

// dateFormats are the numbers of the built-in formats that show a day or a month:
// ECMA-376 part 1, 18.8.30. From 27 on they are those of East Asian editions; 34,
// 35, 55 and 56, a date in Japan and a time in China, are left out.
var dateFormats = []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}

// literals are the parts of a number format that stand for themselves, and those
// in brackets: colours, conditions, languages. [h], [mm] and the like are hours,
// minutes and seconds, and stay.
var literals = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[(?:[^\]hms]|[^\]]{3})[^\]]*\]`)

// showsDate reports whether a number format shows a day, a month or a year. An m
// alone is a month unless hours or seconds make it minutes.
func showsDate(code string) bool {
	code = literals.ReplaceAllString(strings.ToLower(code), "")
	code, _, _ = strings.Cut(code, ";")
	if code == "general" || code == "standard" || strings.ContainsAny(code, "#?") {
		return false
	}
	return strings.ContainsAny(code, "yd") || strings.Contains(code, "m") && !strings.ContainsAny(code, "hs0")
}

// has reports whether the cells of a style are dates.
func (d dates) has(style string) bool {
	i, err := strconv.Atoi(style)
	return err == nil && i >= 0 && i < len(d.styles) && d.styles[i]
}

// append appends the date that a number of days stands for, with the time of day
// where it has one. What no program shows as a date stays a number: so do the
// first 60 days of 1900, whose count is wrong by the day that Lotus 1-2-3 invented.
func (d dates) append(b, number []byte) []byte {
	first := 0.0
	if d.from.Year() < 1900 {
		first = 61
	}
	days, err := strconv.ParseFloat(string(number), 64)
	if err != nil || !(days >= first && days < 2958466) {
		return append(b, number...)
	}
	const day = 24 * 60 * 60
	seconds := int(math.Round(days * day))
	at := d.from.AddDate(0, 0, seconds/day).Add(time.Duration(seconds%day) * time.Second)
	layout := time.DateOnly
	if at.Hour()+at.Minute()+at.Second() > 0 {
		layout = time.DateTime
	}
	return at.AppendFormat(b, layout)
}

// sheet reads the cells of a sheet row by row.
type sheet struct {
	*walker
	texts texts
	dates dates
	err   error

	line   int    // of the current row, from 1
	value  []byte // of the cell under way
	cells  []byte // of the row, one after another
	ends   []int  // where each field ends in cells
	fields [][]byte
}

// Line returns the number of the current row.
func (s *sheet) Line() int { return s.line }

// Column returns the number of the column of field i, from 1.
func (s *sheet) Column(i int) int {
	if i < len(s.fields) {
		return i + 1
	}
	return 0
}

// Next returns the next row that has a cell that is not empty, up to its last one.
// It reads on to the end of the file, where a checksum tells whether it is whole.
func (s *sheet) Next() ([][]byte, error) {
	for s.err == nil {
		var tok xml.Token
		if tok, s.err = s.next(); s.err != nil {
			if s.err != io.EOF {
				s.err = fmt.Errorf("after row %d: %w", s.line, s.err)
			}
			break
		}
		start, ok := tok.(xml.StartElement)
		switch {
		case ok && len(s.path) == 1 && start.Name.Local != "worksheet":
			s.err = fmt.Errorf("this is <%s>, not a sheet", start.Name.Local)
		case ok && len(s.path) == 3 && s.in("row"):
			if s.err = s.row(start); s.err == nil && len(s.ends) > 0 {
				return s.fields, nil
			}
		}
	}
	return nil, s.err
}

// row reads the row that has just begun.
func (s *sheet) row(start xml.StartElement) error {
	line := s.line + 1
	if r := attr(start, "r"); r != "" {
		var err error
		if line, err = strconv.Atoi(r); err != nil || line <= s.line {
			return fmt.Errorf("after row %d: the next one says that it is row %q", s.line, r)
		}
	}
	if line > maxLines {
		return fmt.Errorf("after row %d: row %d is more than a workbook can hold", s.line, line)
	}
	s.line, s.cells, s.ends = line, s.cells[:0], s.ends[:0]
	column := 0
	for inside := len(s.path); len(s.path) >= inside; {
		tok, err := s.next()
		if err != nil {
			return fmt.Errorf("row %d: %w", line, whole(err))
		}
		start, ok := tok.(xml.StartElement)
		if !ok || !s.in("c") || len(s.path) != inside+1 {
			continue
		}
		column++
		if r := attr(start, "r"); r != "" {
			at := columnOf(r)
			if at < column {
				return fmt.Errorf("row %d, column %d: the cell there says that it is %q", line, column, r)
			}
			column = at
		}
		if column > maxColumns {
			return fmt.Errorf("row %d: column %d is more than a workbook can hold", line, column)
		}
		if err := s.cell(start, column); err != nil {
			return fmt.Errorf("row %d, column %d: %w", line, column, whole(err))
		}
	}
	s.fields = s.fields[:0]
	from := 0
	for _, end := range s.ends {
		s.fields = append(s.fields, s.cells[from:end:end])
		from = end
	}
	return nil
}

// cell reads the cell that has just begun, and adds it to the row unless it is empty.
func (s *sheet) cell(start xml.StartElement, column int) (err error) {
	if s.value, err = s.text(s.value[:0], MaxRow); err != nil {
		return err
	}
	from, kind, value := len(s.cells), attr(start, "t"), s.value
	switch kind {
	case "", "n", "b", "s":
		value = bytes.TrimSpace(value)
	}
	switch {
	case len(value) == 0:
		return nil
	case kind == "s":
		if s.cells, err = s.texts.append(s.cells, value); err != nil {
			return err
		}
	case kind == "b" && string(value) == "1":
		s.cells = append(s.cells, "true"...)
	case kind == "b" && string(value) == "0":
		s.cells = append(s.cells, "false"...)
	case (kind == "" || kind == "n") && s.dates.has(attr(start, "s")):
		s.cells = s.dates.append(s.cells, value)
	default:
		s.cells = append(s.cells, value...)
	}
	if len(s.cells) > MaxRow {
		return fmt.Errorf("the row is longer than %d bytes", MaxRow)
	}
	if len(s.cells) == from {
		return nil
	}
	for len(s.ends) < column-1 {
		s.ends = append(s.ends, from)
	}
	s.ends = append(s.ends, len(s.cells))
	return nil
}

// whole makes an end inside a row what it is: too early.
func whole(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// columnOf returns the number of the column that a cell's name begins with, such
// as 28 for AB7, and 0 for what is no such name.
func columnOf(name string) (n int) {
	for _, c := range []byte(name) {
		switch {
		case c >= 'A' && c <= 'Z' && n <= maxColumns:
			n = 26*n + int(c-'A') + 1
		case c >= '0' && c <= '9':
			return n
		default:
			return 0
		}
	}
	return 0
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// walker goes through the elements of an XML file in bounded memory: the decoder
// keeps the elements that are open, and each piece of text or markup as a whole.
type walker struct {
	xml  *xml.Decoder
	fuse *fuse
	path []string // the elements that are open
}

func newWalker(src io.Reader) *walker {
	f := &fuse{Reader: src}
	return &walker{xml: xml.NewDecoder(f), fuse: f}
}

func (w *walker) next() (xml.Token, error) {
	w.fuse.left = MaxRow
	tok, err := w.xml.Token()
	switch tok := tok.(type) {
	case xml.StartElement:
		w.path = append(w.path, tok.Name.Local)
		if len(w.path) > maxNested {
			return nil, fmt.Errorf("more than %d elements are open inside each other", maxNested)
		}
	case xml.EndElement:
		w.path = w.path[:len(w.path)-1]
	}
	return tok, err
}

// in reports whether the innermost element that is open has a name.
func (w *walker) in(name string) bool {
	return len(w.path) > 0 && w.path[len(w.path)-1] == name
}

// text appends the text or value of the element that has just begun, all runs of
// it, and reads to its end. What tells how Japanese is spoken is no part of it.
func (w *walker) text(b []byte, max int) ([]byte, error) {
	from, isText := len(b), false
	for inside := len(w.path); len(w.path) >= inside; {
		tok, err := w.next()
		if err != nil {
			return nil, whole(err)
		}
		chars, ok := tok.(xml.CharData)
		if !ok || !w.in("v") && !w.in("t") || slices.Contains(w.path[inside:], "rPh") {
			continue
		}
		if isText = isText || w.in("t"); len(b)+len(chars) > max {
			return nil, fmt.Errorf("texts of more than %d MB", max>>20)
		}
		b = append(b, chars...)
	}
	if isText && bytes.Contains(b[from:], []byte("_x")) {
		b = append(b[:from], escaped.ReplaceAllFunc(b[from:], unescape)...)
	}
	return b, nil
}

// escaped is a character that XML cannot hold, as a workbook writes it: ECMA-376
// part 1, 22.9.2.19.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescape(b []byte) []byte {
	n, _ := strconv.ParseUint(string(b[2:6]), 16, 16)
	return []byte(string(rune(n)))
}

// fuse stops a decoder that has read too much without an end in sight.
type fuse struct {
	io.Reader
	left int
}

func (f *fuse) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, fmt.Errorf("a text or a tag of more than %d bytes", MaxRow)
	}
	n, err := f.Reader.Read(p)
	f.left -= n
	return n, err
}
