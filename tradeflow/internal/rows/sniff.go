package rows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// Table is the head of a member: its column names, and a reader that stands
// on the first row after them.
type Table struct {
	Header []string
	*Reader
}

// Open reads the head of a table: it decodes UTF-16, which has a byte order mark,
// steps over that of UTF-8, tells the separator (comma, tab, semicolon or bar) from
// the first line, and refuses what is no text, saying what it looks like.
func Open(src io.Reader) (*Table, error) {
	b := bufio.NewReaderSize(src, 64<<10)
	if mark, _ := b.Peek(2); string(mark) == "\xff\xfe" || string(mark) == "\xfe\xff" {
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		b = bufio.NewReaderSize(utf16.NewDecoder().Reader(b), 64<<10)
	}
	head, err := b.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	if err := noText(head); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		head = head[3:]
		if _, err := b.Discard(3); err != nil {
			return nil, err
		}
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, errors.New("the file is empty")
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte{'\n'})
	r := NewReader(b, separator(line))
	fields, err := r.Next()
	if err != nil {
		return nil, err
	}
	t := &Table{Reader: r}
	for _, f := range fields {
		t.Header = append(t.Header, string(bytes.TrimSpace(f)))
	}
	return t, nil
}

// separator returns the character that parts a header line into most fields.
// Commas inside quotes do not count.
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
	{"PAR1", "a Parquet file"},
	{"ARROW1", "an Arrow IPC file"},
	{"\xfd7zXZ\x00", "an xz file: unpack it first"},
	{"\xd0\xcf\x11\xe0", "an old Excel workbook (xls)"},
	{"%PDF", "a PDF"},
	{"{", "JSON"},
	{"[", "JSON"},
	{"<", "a web page or XML: the download may have failed"},
}

// noText returns an error for bytes that are no delimited text.
func noText(head []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte(s.mark)) {
			return fmt.Errorf("this looks like %s, not like CSV in UTF-8, UTF-16 or Latin-1, plain, gzip, bzip2, zstd or zip", s.what)
		}
	}
	if i := bytes.IndexByte(head, 0); i >= 0 {
		return fmt.Errorf("this is binary (a zero byte at offset %d), not CSV", i)
	}
	return nil
}
