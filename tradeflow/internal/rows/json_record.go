package rows

import (
	"fmt"
	"slices"
)

// cell says where a field stands, in bytes from where its record is kept.
type cell struct{ from, to, column int }

// begin starts a record at pos.
func (r *jsonRows) begin(loose bool) {
	r.hold(loose)
	if !r.settled {
		r.header, r.cells = nil, nil
		clear(r.index)
	}
	r.cells = slices.Grow(r.cells[:0], len(r.header))[:len(r.header)]
	clear(r.cells)
}

// finish ends the record that was held.
func (r *jsonRows) finish() error {
	if r.pos-r.keep > MaxRow {
		return longRecord(r.start)
	}
	r.settled = true
	r.fields = r.fields[:0]
	for _, c := range r.cells {
		r.fields = append(r.fields, r.buf[r.keep+c.from:r.keep+c.to])
	}
	return nil
}

// record reads a record in an array. One without members says nothing and is
// passed over, as a blank line is elsewhere.
func (r *jsonRows) record() (row bool, err error) {
	r.begin(false)
	r.pos++
	for next := 0; ; next++ {
		ok, err := r.more(!row, '}')
		if err != nil {
			return false, err
		}
		if !ok {
			break
		}
		row = true
		name, err := r.name()
		if err != nil {
			return false, err
		}
		if next, err = r.find(name, next); err != nil {
			return false, err
		}
		c, err := r.colon()
		if err != nil {
			return false, err
		}
		if c == '{' || c == '[' {
			return false, r.nested(r.header[next], c)
		}
		if _, err := r.field(&r.cells[next], c); err != nil {
			return false, err
		}
	}
	if !row {
		return false, nil
	}
	return true, r.finish()
}

// find returns the column of a name. It is most often the one that is next.
func (r *jsonRows) find(name []byte, next int) (int, error) {
	if next >= len(r.header) || r.header[next] != string(name) {
		i, ok := r.index[string(name)]
		switch {
		case ok:
			next = i
		case r.settled:
			return 0, r.errorAt(r.tok, "the records do not agree: the first one has no %.100q", name)
		default:
			next = len(r.header)
			r.index[string(name)] = next
			r.header = append(r.header, string(name))
			r.cells = append(r.cells, cell{})
		}
	}
	if r.cells[next].to > 0 {
		return 0, r.errorAt(r.tok, "the record has %.100q twice", name)
	}
	return next, nil
}

// field reads the value that begins with c into a cell.
func (r *jsonRows) field(to *cell, c byte) ([]byte, error) {
	v, err := r.scalar(c)
	if err != nil {
		return nil, err
	}
	from := r.tok - r.keep
	if r.line == r.start {
		to.column = r.column(r.tok)
	}
	if c == '"' {
		from++
	}
	to.from, to.to = from, from+len(v)
	return v, nil
}

func (r *jsonRows) nested(name string, c byte) error {
	return r.errorAt(r.pos, `%.100q holds %s: a record holds plain values, and a reply its records under "data" or "dataset"`, name, bracketed(c))
}

// names reads the row of column names that begins an array of arrays.
func (r *jsonRows) names() error {
	first, line := !r.settled, r.line
	if err := r.array(true); err != nil {
		return err
	}
	if len(r.fields) == 0 {
		return fmt.Errorf("line %d: the row of column names is empty", line)
	}
	var names []string
	for _, f := range r.fields {
		names = append(names, string(f))
	}
	if !first && !slices.Equal(names, r.header) {
		return fmt.Errorf("line %d: the replies do not agree: the column names differ from those of the first one", line)
	}
	r.header = names
	for i, name := range names {
		r.index[name] = i
	}
	return nil
}

// array reads a row of an array of arrays.
func (r *jsonRows) array(names bool) error {
	r.begin(false)
	r.cells = r.cells[:0]
	r.pos++
	for i := 0; ; i++ {
		ok, err := r.more(i == 0, ']')
		if err != nil {
			return err
		}
		if !ok {
			return r.finish()
		}
		c := r.buf[r.pos]
		switch {
		case c == '{' || c == '[':
			return r.errorAt(r.pos, "field %d of the row holds %s, not a plain value", i+1, bracketed(c))
		case names && c != '"':
			return r.unexpected("a column name in double quotes")
		}
		r.cells = append(r.cells, cell{})
		if _, err := r.field(&r.cells[i], c); err != nil {
			return err
		}
	}
}

// bracketed says what c opens.
func bracketed(c byte) string {
	if c == '[' {
		return "an array"
	}
	return "an object"
}
