package rows

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
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
