package rows

import (
	"bufio"
	"io"
)

// jsonRows walks the records of the replies in a JSON text, which may be
//
//   - a reply: an object whose records stand in an array under "data" or "dataset",
//   - an array of records,
//   - an array of arrays, of which the first holds the column names,
//   - any number of these one after another, or of records.
//
// A record is an object of texts, numbers, true, false and null; null is an empty
// field. The first record names the columns. A later one may have them in another
// order, or lack some, whose fields are then empty.
type jsonRows struct {
	scanner
	header  []string
	settled bool           // the header stands: a record or a row of names was there
	index   map[string]int // of a name in the header
	cells   []cell
	fields  [][]byte

	in    place
	first bool // no element of the array has been read
	items byte // what the array holds: '{' or '[', 0 before the first
	reply reply
	ready bool  // the current row was read ahead
	fault error // that ended the walk
}

// place is where the walk stands between two rows.
type place uint8

const (
	outside place = iota // between replies
	inArray              // in an array that stands for itself
	inData               // in the array of records in a reply
)

// openJSON reads up to the end of the first record, which names the columns.
func openJSON(b *bufio.Reader) (*Table, error) {
	r := newJSON(b)
	err := r.advance()
	if err != nil && (err != io.EOF || !r.settled) {
		if err == io.EOF {
			err = ErrNoRows
		}
		return nil, err
	}
	r.ready, r.fault = err == nil, err
	return &Table{Header: r.header, Rows: r}, nil
}

func newJSON(src io.Reader) *jsonRows {
	return &jsonRows{
		scanner: scanner{src: src, buf: make([]byte, 128<<10), line: 1},
		index:   map[string]int{},
	}
}

// Line returns the line on which the current record begins.
func (r *jsonRows) Line() int { return r.start }

// Column returns the byte column at which the value of field i begins. It is 0
// where the record lacks the field, or has it on a later line than its first.
func (r *jsonRows) Column(i int) int {
	if i < len(r.cells) {
		return r.cells[i].column
	}
	return 0
}

// Next returns the fields of the next record, good until the next call, or io.EOF
// after the last one.
func (r *jsonRows) Next() ([][]byte, error) {
	if r.fault == nil && !r.ready {
		r.fault = r.advance()
	}
	r.ready = false
	if r.fault != nil {
		return nil, r.fault
	}
	return r.fields, nil
}

// advance reads up to the end of the next record.
func (r *jsonRows) advance() error {
	for {
		r.held = false
		var row bool
		var err error
		if r.in == outside {
			row, err = r.value()
		} else {
			row, err = r.element()
		}
		if err != nil || row {
			return err
		}
	}
}

// value reads what stands for itself: a record, or a reply up to its records.
func (r *jsonRows) value() (row bool, err error) {
	if err := r.space(); err != nil {
		return false, err
	}
	switch r.buf[r.pos] {
	case '{':
		r.begin(true)
		r.reply = reply{line: r.line}
		r.pos++
		return r.members(true)
	case '[':
		r.enter(inArray)
		return false, nil
	}
	return false, r.unexpected("an object or an array")
}

func (r *jsonRows) enter(p place) {
	r.pos++
	r.in, r.first, r.items = p, true, 0
}

// element reads the next element of an array, or its end.
func (r *jsonRows) element() (row bool, err error) {
	ok, err := r.more(r.first, ']')
	if err != nil {
		return false, err
	}
	if !ok {
		if r.in == inData {
			return r.members(false)
		}
		r.in = outside
		return false, nil
	}
	c, names := r.buf[r.pos], r.items == 0
	r.first = false
	switch {
	case c == '{' && r.items != '[':
		r.items = c
		r.reply.rows++
		return r.record()
	case c == '[' && r.items != '{' && r.in == inArray:
		r.items = c
		if names {
			return false, r.names()
		}
		return true, r.array(false)
	case r.items == '[':
		return false, r.unexpected("an array, as before,")
	}
	return false, r.unexpected("an object")
}
