package rows

import (
	"bytes"
	"fmt"
	"io"
)

// MaxRow is the longest row in bytes. A longer one is no row of a trade table
// but a file without line ends, or a quote that is never closed.
const MaxRow = 1 << 20

// Reader reads rows of separated fields: RFC 4180 with any separator, LF or
// CRLF, quotes that may hold separators, line ends and doubled quotes. A quote
// inside a field that does not begin with one is an ordinary character. Blank
// lines are passed over.
type Reader struct {
	src      io.Reader
	sep      byte
	buf      []byte
	pos, end int // the unread bytes are buf[pos:end]
	eof      bool
	err      error

	line   int // number of the next line, from 1
	start  int // line on which the current row begins
	fields [][]byte
	column []int // byte column of each field, from 1

	text   []byte // the current row, where it is one line: see Scan
	inside int    // separators in its quotes; -1 where it has no quotes
	bare   bool   // there is no quote in all that is to be read
	narrow bool   // rows are so short that all their fields are found at once: see short
	whole  bool   // they have been found
	ends   []int  // of the fields of text that are known so far
	same   int    // of these fields, the leading ones that are as in the row before
	parted bool   // fields and column are those of the current row
}

// NewReader returns a reader of src whose fields are separated by sep.
func NewReader(src io.Reader, sep byte) *Reader {
	return &Reader{src: src, sep: sep, buf: make([]byte, 128<<10), line: 1}
}

// Line returns the line on which the current row begins.
func (r *Reader) Line() int { return r.start }

// Column returns the byte column, from 1, at which field i of the current row
// begins on its line.
func (r *Reader) Column(i int) int {
	r.Fields()
	if i < len(r.column) {
		return r.column[i]
	}
	return 0
}

// Next returns the fields of the next row, good until the next call, or io.EOF
// after the last row.
func (r *Reader) Next() ([][]byte, error) {
	if err := r.Scan(); err != nil {
		return nil, err
	}
	return r.Fields(), nil
}

// Scan goes to the next row without parting it into fields, or returns io.EOF after
// the last one. Most rows are one line, with quotes only around whole fields: of
// these, Count, Field and FromEnd look no further than they must.
func (r *Reader) Scan() error {
	for blank := 0; ; blank++ {
		before := r.text
		r.text, r.parted, r.whole = nil, false, false
		if r.narrow && r.bare && r.short(before) {
			return nil
		}
		n := bytes.IndexByte(r.buf[r.pos:r.end], '\n')
		if n > 0 && r.isOneLine(r.buf[r.pos:r.pos+n]) {
			r.pos += n + 1
			r.start = r.line
			r.line++
			if len(r.text) > 0 {
				r.compare(before)
				return nil
			}
		} else {
			fields, err := r.row()
			if err != nil || len(fields) > 1 || len(fields[0]) > 0 {
				r.parted = true
				return err
			}
		}
		if blank > MaxRow {
			return fmt.Errorf("line %d ends more than %d blank lines: this is no table", r.line-1, MaxRow)
		}
	}
}

// row finds the end of the next record with the bytes at hand, and fetches more
// until it is there.
func (r *Reader) row() ([][]byte, error) {
	for {
		if n, ok := r.split(r.buf[r.pos:r.end]); ok {
			r.pos += n
			return r.fields, nil
		}
		if r.err != nil {
			return nil, r.err
		}
		if r.eof {
			if r.pos == r.end {
				return nil, io.EOF
			}
			return nil, r.openQuote()
		}
		if r.end-r.pos > MaxRow {
			return nil, fmt.Errorf("line %d is longer than %d bytes: the file has no line ends, or a quote that opens there is never closed", r.line, MaxRow)
		}
		r.fill()
	}
}

func (r *Reader) openQuote() error {
	col := 0
	if len(r.column) > 0 {
		col = r.column[len(r.column)-1]
	}
	return fmt.Errorf("line %d, column %d: a quote opens here and the file ends before it closes: the file may be cut short", r.line, col)
}

func (r *Reader) fill() {
	if r.pos > 0 {
		copy(r.buf, r.buf[r.pos:r.end])
		r.pos, r.end = 0, r.end-r.pos
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := r.src.Read(r.buf[r.end:])
	r.end += n
	if err == io.EOF {
		r.eof = true
	} else if err != nil {
		r.err = err
	}
}

// split cuts one record off the front of b into fields. It returns the bytes
// used, and false when the record does not end in b.
func (r *Reader) split(b []byte) (used int, ok bool) {
	r.fields, r.column = r.fields[:0], r.column[:0]
	if len(b) == 0 {
		return 0, false
	}
	lines, lineStart := 0, 0
	for i := 0; ; {
		r.column = append(r.column, i-lineStart+1)
		if i < len(b) && b[i] == '"' {
			field, n, state := quoted(b[i:], r.sep, r.eof)
			if state == needMore {
				return 0, false
			}
			if state == closed {
				inside := b[i : i+n]
				if k := bytes.Count(inside, []byte{'\n'}); k > 0 {
					lines += k
					lineStart = i + bytes.LastIndexByte(inside, '\n') + 1
				}
				r.fields = append(r.fields, field)
				i += n
				if i < len(b) && b[i] == r.sep {
					i++
					continue
				}
				return r.finish(b, i, lines)
			}
		}
		j := i
		for j < len(b) && b[j] != r.sep && b[j] != '\n' {
			j++
		}
		if j < len(b) && b[j] == r.sep {
			r.fields = append(r.fields, b[i:j])
			i = j + 1
			continue
		}
		if j == len(b) && !r.eof {
			return 0, false
		}
		field := b[i:j]
		if n := len(field); n > 0 && field[n-1] == '\r' {
			field = field[:n-1]
		}
		r.fields = append(r.fields, field)
		return r.finish(b, j, lines)
	}
}

// finish steps over the line end at b[i], which may be absent at the end.
func (r *Reader) finish(b []byte, i, lines int) (int, bool) {
	if i < len(b) && b[i] == '\r' {
		i++
	}
	if i < len(b) && b[i] == '\n' {
		i++
	}
	r.start = r.line
	r.line += lines + 1
	return i, true
}

type quoteState uint8

const (
	needMore quoteState = iota
	closed
	literal // text follows the closing quote: the quotes are ordinary characters
)

// quoted reads a field that begins with a quote. Doubled quotes make it a copy.
func quoted(b []byte, sep byte, eof bool) (field []byte, used int, state quoteState) {
	doubled := false
	for i := 1; i < len(b); i++ {
		if b[i] != '"' {
			continue
		}
		if i+1 == len(b) && !eof {
			return nil, 0, needMore
		}
		if i+1 < len(b) && b[i+1] == '"' {
			doubled = true
			i++
			continue
		}
		rest := b[i+1:]
		if len(rest) == 1 && rest[0] == '\r' && !eof {
			return nil, 0, needMore
		}
		if len(rest) > 0 && rest[0] != sep && rest[0] != '\n' && !bytes.HasPrefix(rest, []byte("\r\n")) && !(eof && len(rest) == 1 && rest[0] == '\r') {
			return nil, 0, literal
		}
		field = b[1:i]
		if doubled {
			field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
		}
		return field, i + 1, closed
	}
	return nil, 0, needMore
}
