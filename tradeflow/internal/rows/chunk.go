package rows

import (
	"bytes"
	"fmt"
	"io"
)

// Chunk is a piece of a delimited text that holds whole records, so that several
// readers can work on one text.
type Chunk struct {
	Data []byte
	Line int // on which it begins, from 1
}

// Chunks returns a cutter of the rows that a table still has, or nil where they are
// not delimited text.
func (t *Table) Chunks(size int) *Cutter {
	r := t.Reader()
	if r == nil {
		return nil
	}
	return &Cutter{r: r, size: size}
}

// Cutter cuts the rest of a text into chunks. It looks for line ends at which no
// quote is open, by the number of quotes so far. A quote that stands inside a field
// as an ordinary character misleads it: then some chunk does not end with a record,
// and the Reader of that chunk says so. If no Reader does, all cuts are right,
// since each chunk begins where the record before it has ended.
type Cutter struct {
	r    *Reader
	size int
}

// Next returns the next chunk, in buf if it is large enough, or io.EOF.
func (c *Cutter) Next(buf []byte) (Chunk, error) {
	r := c.r
	buf = append(buf[:0], r.buf[r.pos:r.end]...)
	r.pos, r.end = 0, 0
	for {
		if err := c.fill(&buf); err != nil {
			return Chunk{}, err
		}
		if r.eof {
			if len(buf) == 0 {
				return Chunk{}, io.EOF
			}
			return c.cut(buf, len(buf)), nil
		}
		if n := lastRecord(buf); n > 0 {
			return c.cut(buf, n), nil
		}
		if len(buf) > MaxRow+c.size {
			return Chunk{}, fmt.Errorf("line %d is longer than %d bytes: the file has no line ends, or a quote that opens there is never closed", r.line, MaxRow)
		}
	}
}

// fill reads until there are size bytes more, or no more at all.
func (c *Cutter) fill(buf *[]byte) error {
	r := c.r
	for want := max(c.size, len(*buf)+1); len(*buf) < want && !r.eof; {
		b := *buf
		if cap(b) < want {
			b = append(make([]byte, 0, want+want/4), b...)
		}
		n, err := r.src.Read(b[len(b):want])
		*buf = b[:len(b)+n]
		if err == io.EOF {
			r.eof = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// cut makes a chunk of the first n bytes, and keeps the others for the next.
func (c *Cutter) cut(buf []byte, n int) Chunk {
	r := c.r
	if rest := buf[n:]; len(rest) > 0 {
		if len(rest) > len(r.buf) {
			r.buf = make([]byte, len(rest))
		}
		r.pos, r.end = 0, copy(r.buf, rest)
	}
	chunk := Chunk{buf[:n], r.line}
	r.line += bytes.Count(chunk.Data, []byte{'\n'})
	return chunk
}

// lastRecord returns where the last line ends at which no quote is open, 0 if there
// is none.
func lastRecord(b []byte) int {
	quotes := bytes.Count(b, []byte{'"'})
	for end := len(b); ; {
		i := bytes.LastIndexByte(b[:end], '\n')
		if i < 0 {
			return 0
		}
		if quotes > 0 {
			quotes -= bytes.Count(b[i+1:end], []byte{'"'})
		}
		if quotes%2 == 0 {
			return i + 1
		}
		end = i
	}
}

// Reader returns the reader of a table's rows if they are delimited text, else nil.
func (t *Table) Reader() *Reader {
	r, _ := t.Rows.(*Reader)
	return r
}

// Reset makes r a reader of one chunk of a text with the same separator.
func (r *Reader) Reset(c Chunk) {
	r.buf, r.pos, r.end, r.eof, r.err, r.line = c.Data, 0, len(c.Data), true, nil, c.Line
	r.text = nil
	r.bare = bytes.IndexByte(c.Data, '"') < 0
}

// Over returns a table with the same columns whose rows are read from chunks.
func (t *Table) Over() (*Table, *Reader) {
	r := &Reader{sep: t.Reader().sep, narrow: len(t.Header) <= narrowColumns, ends: make([]int, 0, narrowColumns)}
	return &Table{Header: t.Header, Rows: r}, r
}
