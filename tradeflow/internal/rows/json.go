package rows

import (
	"fmt"
	"io"
)

// maxDepth is how deep JSON may nest. Replies of publishers nest four or five deep.
const maxDepth = 64

// scanner cuts JSON into texts, words and punctuation. Unlike encoding/json it
// bounds what it holds, and knows where everything stands. It holds a window of
// the source: the current token, or all of a record from its first byte on.
type scanner struct {
	src      io.Reader
	buf      []byte
	pos, end int   // the unread bytes are buf[pos:end]
	base     int64 // offset of buf[0] in the source
	err      error // of the source, io.EOF at its end

	line      int   // number of the line at pos, from 1
	lineStart int64 // its offset in the source

	tok   int  // where the current token begins in buf
	held  bool // a record is under way, and its bytes are kept,
	loose bool // unless it grows too long: then it is let go
	keep  int  // where it begins in buf
	start int  // the line on which it begins
}

// hold keeps all bytes from here on.
func (s *scanner) hold(loose bool) {
	s.held, s.loose, s.keep, s.start = true, loose, s.pos, s.line
}

// fill reads more bytes behind those at hand.
func (s *scanner) fill() error {
	if s.err != nil {
		return s.err
	}
	from := s.tok
	if s.held && s.end-s.keep >= MaxRow && s.loose {
		s.held = false
	}
	if s.held {
		from = s.keep
	}
	if s.end-from >= MaxRow {
		return s.tooLong()
	}
	// Moving only what is less than half a window keeps the work in proportion to
	// the input, however little each read brings.
	if s.end > len(s.buf)/2 {
		copy(s.buf, s.buf[from:s.end])
		s.pos, s.end, s.tok, s.keep = s.pos-from, s.end-from, s.tok-from, s.keep-from
		s.base += int64(from)
		if s.end > len(s.buf)/2 {
			s.buf = append(s.buf, make([]byte, len(s.buf))...)
		}
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end:])
		s.end, s.err = s.end+n, err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	s.err = io.ErrNoProgress
	return s.err
}

// tooLong is the error for what is longer than MaxRow.
func (s *scanner) tooLong() error {
	if s.held && !s.loose {
		return longRecord(s.start)
	}
	return s.errorAt(s.tok, "the value that begins here is longer than %d bytes", MaxRow)
}

func longRecord(line int) error {
	return fmt.Errorf("line %d: the record that begins here is longer than %d bytes", line, MaxRow)
}

// column returns the byte column, from 1, of buf[i], which is on the current line.
func (s *scanner) column(i int) int { return int(s.base + int64(i) - s.lineStart + 1) }

func (s *scanner) errorAt(i int, format string, args ...any) error {
	return fmt.Errorf("line %d, column %d: %w", s.line, s.column(i), fmt.Errorf(format, args...))
}

// unexpected is the error for a byte that has no place where it stands.
func (s *scanner) unexpected(want string) error {
	return s.errorAt(s.pos, "%s is expected here, not %q", want, s.buf[s.pos:s.pos+1])
}

// cut turns the end of the file inside a value into an error that says so.
func (s *scanner) cut(err error) error {
	if err == io.EOF {
		return s.errorAt(s.end, "the file ends here, before its JSON is complete: the file may be cut short")
	}
	return err
}

// space steps over white space, and returns io.EOF where nothing follows it.
// Lines end only here: texts hold no line ends.
func (s *scanner) space() error {
	for {
		for s.pos < s.end {
			switch s.buf[s.pos] {
			case '\n':
				s.line++
				s.lineStart = s.base + int64(s.pos) + 1
			case ' ', '\t', '\r':
			default:
				return nil
			}
			s.pos++
		}
		s.tok = s.pos
		if err := s.fill(); err != nil {
			return err
		}
	}
}

// peek returns the next byte that is no white space, of a value that must go on.
func (s *scanner) peek() (byte, error) {
	if s.pos == s.end || s.buf[s.pos] <= ' ' {
		if err := s.space(); err != nil {
			return 0, s.cut(err)
		}
	}
	return s.buf[s.pos], nil
}

// more steps to the next item of an object or array that closes with end, and
// reports whether there is one. Items after the first follow a comma.
func (s *scanner) more(first bool, end byte) (bool, error) {
	c, err := s.peek()
	switch {
	case err != nil:
		return false, err
	case c == end:
		s.pos++
		return false, nil
	case first:
		return true, nil
	case c != ',':
		return false, s.unexpected(fmt.Sprintf("a comma or %q", string(end)))
	}
	s.pos++
	c, err = s.peek()
	if err == nil && c == end {
		err = s.errorAt(s.pos, "a comma stands before this %q", string(end))
	}
	return err == nil, err
}

// name returns the name of a member, good until the scanner moves on to its colon.
func (s *scanner) name() ([]byte, error) {
	c, err := s.peek()
	if err != nil {
		return nil, err
	}
	if c != '"' {
		return nil, s.unexpected("a name in double quotes")
	}
	return s.text()
}

// colon steps over the colon after a name and returns the first byte of the value.
func (s *scanner) colon() (byte, error) {
	c, err := s.peek()
	if err != nil {
		return 0, err
	}
	if c != ':' {
		return 0, s.unexpected("a colon")
	}
	s.pos++
	return s.peek()
}

// skip passes over a value at the given depth.
func (s *scanner) skip(depth int) error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	if c != '{' && c != '[' {
		_, err := s.scalar(c)
		return err
	}
	if depth > maxDepth {
		return s.errorAt(s.pos, "the JSON nests deeper than %d", maxDepth)
	}
	s.pos++
	for first := true; ; first = false {
		ok, err := s.more(first, c+2) // in ASCII both brackets close two places on
		if !ok || err != nil {
			return err
		}
		if c == '{' {
			if _, err := s.name(); err != nil {
				return err
			}
			if _, err := s.colon(); err != nil {
				return err
			}
		}
		if err := s.skip(depth + 1); err != nil {
			return err
		}
	}
}
