package rows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Table is a table under way: its column names, and its rows one after another.
type Table struct {
	Header []string
	Rows

	close func() error
	done  func() int64
}

// Rows walks the rows of a table, whatever holds them.
type Rows interface {
	Next() ([][]byte, error) // the fields of the next row, good until the next call; io.EOF after the last row
	Line() int               // on which the current row begins, from 1; in a workbook, its row
	Column(i int) int        // byte column, from 1, at which field i begins on its line; in a workbook, its column; 0 where unknown
}

// Close closes what the table is read from.
func (t *Table) Close() error {
	if t.close == nil {
		return nil
	}
	return t.close()
}

// Done returns how many bytes have been read of what Member.Size counts.
func (t *Table) Done() int64 {
	if t.done == nil {
		return 0
	}
	return t.done()
}

// ErrNoRows is the error of a table that says nothing, not even its column names,
// and is none the less whole: a publisher's reply without records.
var ErrNoRows = errors.New("no records")

// open reads the head of a text: it decodes it to UTF-8, tells CSV from JSON and
// the separator from the first line, and refuses what is no text, saying what it
// looks like. Latin-1 is left to String, field by field.
func open(src io.Reader) (*Table, error) {
	b, head, err := decoded(src)
	if err != nil {
		return nil, err
	}
	if err := noText(head); err != nil {
		return nil, err
	}
	start := bytes.TrimLeft(head, " \t\r\n")
	if len(start) == 0 {
		return nil, errors.New("the file is empty")
	}
	if start[0] == '{' || start[0] == '[' {
		return openJSON(b)
	}
	return openCSV(b, start)
}

func openCSV(b *bufio.Reader, start []byte) (*Table, error) {
	line, _, ended := bytes.Cut(start, []byte{'\n'})
	if !ended && bytes.IndexByte(bytes.TrimRight(line, "\r"), '\r') >= 0 {
		return nil, errors.New("the lines end in CR alone, as on old Macs: save the file with other line ends")
	}
	sep := separator(line)
	line = bytes.TrimSpace(line)
	declared := len(line) == 5 && bytes.HasPrefix(line, []byte("sep="))
	if declared { // as spreadsheets write in front of the table
		sep = line[4]
	}
	r := NewReader(b, sep)
	fields, err := r.Next()
	if declared && err == nil {
		fields, err = r.Next()
	}
	if err != nil {
		return nil, err
	}
	t := &Table{Rows: r}
	for _, f := range fields {
		t.Header = append(t.Header, String(bytes.TrimSpace(f)))
	}
	return t, nil
}

// separator returns the character that parts a header line into most fields.
// Separators inside quotes do not count.
func separator(line []byte) byte {
	best, most := byte(','), 0
	for _, sep := range []byte(",\t;|") {
		n, inQuotes := 0, false
		for _, c := range line {
			switch {
			case c == '"':
				inQuotes = !inQuotes
			case c == sep && !inQuotes:
				n++
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

var signatures = []struct{ mark, what string }{
	{"PK\x03\x04", "a zip file inside another file"},
	{"\x1f\x8b", "gzip inside another compression"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"},
	{"PAR1", "a Parquet file inside another file: unpack it first"},
	{"ARROW1", "an Arrow IPC file inside another file: unpack it first"},
	{"\xd0\xcf\x11\xe0", "an old Excel workbook (xls) or one with a password: save it as xlsx or CSV without"},
	{"%PDF", "a PDF"},
	{"<", "a web page or XML: the download may have failed"},
}

// noText returns an error for bytes that are no text.
func noText(head []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.mark)) {
			return fmt.Errorf("this looks like %s, not like CSV or JSON", s.what)
		}
	}
	if i := bytes.IndexByte(head, 0); i >= 0 {
		return fmt.Errorf("this is binary (a zero byte at offset %d), neither CSV nor JSON", i)
	}
	return nil
}

// As returns the table with another header and other rows, which stand on its own.
func (t *Table) As(header []string, r Rows) *Table {
	return &Table{Header: header, Rows: r, close: t.close, done: t.done}
}
