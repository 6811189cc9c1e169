package rows

import "fmt"

// reply is what has been seen of an object that stands for itself, which may be
// a reply, or a record.
type reply struct {
	line    int
	data    bool // it has a member for records
	rows    int  // that stood there
	fault   string
	message string
	status  string
	flaw    error // why it is no record
}

// role returns what a member of a reply is for, if that matters here.
func role(name []byte) string {
	switch string(name) {
	case "data", "dataset":
		return "data"
	case "error", "Error":
		return "error"
	case "message", "statusCode":
		return string(name)
	}
	return ""
}

// members reads an object that stands for itself up to its records, and when they
// are read, up to its end. As long as it may be a record it is held like one; the
// rest is passed over.
func (r *jsonRows) members(first bool) (row bool, err error) {
	empty := first
	for next := 0; ; next++ {
		ok, err := r.more(first, '}')
		if err != nil {
			return false, err
		}
		if !ok {
			r.in = outside
			if empty {
				return false, nil
			}
			return r.verdict()
		}
		first, empty = false, false
		name, err := r.name()
		if err != nil {
			return false, err
		}
		role := role(name)
		_, column := r.index[string(name)]
		column = column && r.settled
		if r.reply.data && role == "data" {
			return false, r.errorAt(r.tok, `a reply holds its records once, under "data" or "dataset", and here is another %q`, name)
		}
		if r.held {
			var flaw error
			if next, flaw = r.find(name, next); flaw != nil {
				r.lose(flaw)
			}
		}
		c, err := r.colon()
		if err != nil {
			return false, err
		}
		switch {
		case role == "data" && c == '[':
			r.reply.data = true
			r.held = false
			r.enter(inData)
			return false, nil
		case role == "data" && c == '{':
			return false, r.errorAt(r.pos, `the records of a reply stand in an array, and this is an object`)
		case c == '{' || c == '[':
			if r.held {
				r.lose(r.nested(r.header[next], c))
			}
			if err := r.skip(2); err != nil {
				return false, err
			}
		default:
			cell := new(cell)
			if r.held {
				cell = &r.cells[next]
			}
			v, err := r.field(cell, c)
			if err != nil {
				return false, err
			}
			if !column {
				r.reply.note(role, c, v)
			}
		}
	}
}

// lose gives up that the object is a record.
func (r *jsonRows) lose(flaw error) {
	r.held, r.reply.flaw = false, flaw
}

// note keeps what a publisher has to say. A null under "data" is an empty reply.
func (p *reply) note(role string, c byte, v []byte) {
	switch {
	case role == "data" && c == 'n':
		p.data = true
	case role == "error" && c == '"':
		p.fault = string(v)
	case role == "message" && c == '"':
		p.message = string(v)
	case role == "statusCode":
		p.status = string(v)
	}
}

// verdict says at the end of an object what it was: a reply, a refusal or a record.
func (r *jsonRows) verdict() (row bool, err error) {
	p := &r.reply
	said := p.fault
	if said == "" && !p.data {
		said = p.message
		if said == "" && p.status != "" {
			said = "status " + p.status
		}
	}
	switch {
	case p.rows == 0 && said != "":
		return false, fmt.Errorf("line %d: no records: the publisher replied %.300q", p.line, said)
	case p.data:
		return false, nil
	case p.flaw != nil:
		return false, p.flaw
	case !r.held:
		return false, longRecord(p.line)
	}
	return true, r.finish()
}
