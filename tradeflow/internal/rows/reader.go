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
	ends   []int  // of the fields of text that have been asked for so far
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
		r.text, r.parted = nil, false
		n := bytes.IndexByte(r.buf[r.pos:r.end], '\n')
		if n > 0 && r.isOneLine(r.buf[r.pos:r.pos+n]) {
			r.pos += n + 1
			r.start = r.line
			r.line++
			if len(r.text) > 0 {
				r.ends = r.ends[:0]
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

// isOneLine makes a line the current row, if it is one for certain: each quote in it
// opens or closes a field, or is doubled inside one.
func (r *Reader) isOneLine(line []byte) bool {
	if n := len(line); line[n-1] == '\r' {
		line = line[:n-1]
	}
	r.text, r.inside = line, -1
	if r.bare {
		return true
	}
	open := bytes.IndexByte(line, '"')
	if open < 0 {
		return true
	}
	for r.inside = 0; ; {
		after, ok := r.closed(line, open)
		if !ok || open > 0 && line[open-1] != r.sep {
			r.text = nil
			return false
		}
		r.inside += bytes.Count(line[open:after], []byte{r.sep})
		next := bytes.IndexByte(line[after:], '"')
		if next < 0 {
			break
		}
		open = after + next
	}
	if len(line) == 2 { // "" alone is a blank line
		r.text = nil
	}
	return r.text != nil
}

// closed returns where the quoted field that opens at a position has ended.
func (r *Reader) closed(line []byte, open int) (after int, ok bool) {
	for i := open + 1; ; i++ {
		n := bytes.IndexByte(line[i:], '"')
		if n < 0 {
			return 0, false
		}
		if i += n; i+1 < len(line) && line[i+1] == '"' {
			i++
			continue
		}
		return i + 1, i+1 == len(line) || line[i+1] == r.sep
	}
}

// Count returns the number of fields of the current row.
func (r *Reader) Count() int {
	if r.text == nil {
		return len(r.fields)
	}
	return bytes.Count(r.text, []byte{r.sep}) + 1 - max(r.inside, 0)
}

// Field returns field i of the current row, which has that many.
func (r *Reader) Field(i int) []byte {
	if r.text == nil {
		return r.fields[i]
	}
	for len(r.ends) <= i {
		j := 0
		if n := len(r.ends); n > 0 {
			j = r.ends[n-1] + 1
		}
		if r.inside >= 0 && j < len(r.text) && r.text[j] == '"' {
			j, _ = r.closed(r.text, j)
		}
		for j < len(r.text) && r.text[j] != r.sep {
			j++
		}
		r.ends = append(r.ends, j)
	}
	return bare(r.text[r.begin(i):r.ends[i]], r.inside)
}

func (r *Reader) begin(i int) int {
	if i == 0 {
		return 0
	}
	return r.ends[i-1] + 1
}

// bare takes the quotes off a field of a row that has some.
func bare(field []byte, inside int) []byte {
	if inside < 0 || len(field) == 0 || field[0] != '"' {
		return field
	}
	field = field[1 : len(field)-1]
	if bytes.IndexByte(field, '"') >= 0 {
		field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
	}
	return field
}

// FromEnd returns the field that has n fields behind it. It does not look at those
// before it, unless one of those behind is quoted.
func (r *Reader) FromEnd(n int) []byte {
	if r.text == nil {
		return r.fields[len(r.fields)-1-n]
	}
	end := len(r.text)
	for i := n; ; i-- {
		begin := end
		for begin > 0 && r.text[begin-1] != r.sep {
			begin--
		}
		if r.inside >= 0 && begin < end && r.text[end-1] == '"' {
			return r.Field(r.Count() - 1 - n)
		}
		if i == 0 {
			return r.text[begin:end]
		}
		end = begin - 1
	}
}

// Fields returns the fields of the current row, good until the next one.
func (r *Reader) Fields() [][]byte {
	if r.parted || r.text == nil {
		return r.fields
	}
	r.parted = true
	r.fields, r.column = r.fields[:0], r.column[:0]
	for i := range r.Count() {
		r.fields = append(r.fields, r.Field(i))
		r.column = append(r.column, r.begin(i)+1)
	}
	return r.fields
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
