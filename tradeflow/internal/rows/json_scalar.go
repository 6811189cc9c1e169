package rows

import (
	"bytes"
	"encoding/hex"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// scalar returns the value that begins with c: a decoded text, or the literal
// text of a number, true or false; nothing for null.
func (s *scanner) scalar(c byte) ([]byte, error) {
	if c == '"' {
		return s.text()
	}
	return s.word()
}

// text returns the text in quotes at pos, decoded in place: no escape is shorter
// than what it stands for.
func (s *scanner) text() ([]byte, error) {
	s.tok = s.pos
	var all byte
	escaped := false
	for i := s.pos + 1; ; {
		for b := s.buf[:s.end]; i < len(b) && !special[b[i]]; i++ {
			all |= b[i]
		}
		switch {
		case i >= s.end:
			s.pos = s.end
			over := i - s.end // 1 where the backslash of an escape is the last byte at hand
			if err := s.fill(); err == io.EOF {
				return nil, s.errorAt(s.tok, "a text opens here and the file ends before it closes: the file may be cut short")
			} else if err != nil {
				return nil, err
			}
			i = s.pos + over
		case s.buf[i] == '\\':
			escaped = true
			i += 2
		case s.buf[i] != '"':
			return nil, s.errorAt(i, "a text holds the control character %#02x: it may lack its closing quote", s.buf[i])
		default:
			s.pos = i + 1
			if s.pos-s.tok > MaxRow {
				return nil, s.tooLong()
			}
			b := s.buf[s.tok+1 : i]
			if all >= utf8.RuneSelf && !utf8.Valid(b) {
				return nil, s.errorAt(s.tok+1+invalid(b), "a text is not in UTF-8")
			}
			if escaped {
				return s.unescape(b)
			}
			return b, nil
		}
	}
}

// special are the bytes at which a run of ordinary bytes in a text ends.
var special = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// invalid returns the offset of the first byte that is no UTF-8.
func invalid(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// unescape decodes the escapes in b, the inside of the current token. Half a
// surrogate pair becomes the replacement character.
func (s *scanner) unescape(b []byte) ([]byte, error) {
	n := bytes.IndexByte(b, '\\')
	for i := n; i < len(b); {
		if b[i] != '\\' {
			b[n] = b[i]
			i, n = i+1, n+1
			continue
		}
		if b[i+1] != 'u' {
			k := bytes.IndexByte([]byte(`"\/bfnrt`), b[i+1])
			if k < 0 {
				return nil, s.errorAt(s.tok+1+i, "%q is no escape", b[i:i+2])
			}
			b[n] = "\"\\/\b\f\n\r\t"[k]
			i, n = i+2, n+1
			continue
		}
		r, ok := codeUnit(b[i:])
		if !ok {
			return nil, s.errorAt(s.tok+1+i, `\u is not followed by four hexadecimal digits`)
		}
		i += 6
		if utf16.IsSurrogate(r) {
			low, _ := codeUnit(b[i:])
			r = utf16.DecodeRune(r, low)
			if r != utf8.RuneError {
				i += 6
			}
		}
		n += utf8.EncodeRune(b[n:], r)
	}
	return b[:n], nil
}

// codeUnit decodes the \uXXXX at the beginning of b.
func codeUnit(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var v [2]byte
	if _, err := hex.Decode(v[:], b[2:6]); err != nil {
		return 0, false
	}
	return rune(v[0])<<8 | rune(v[1]), true
}

// word returns the number, true or false at pos as it stands, and nothing for null.
func (s *scanner) word() ([]byte, error) {
	s.tok = s.pos
	for {
		i := s.pos
		for b := s.buf[:s.end]; i < len(b) && inWord[b[i]]; i++ {
		}
		s.pos = i
		if i < s.end {
			break
		}
		if err := s.fill(); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
	}
	b := s.buf[s.tok:s.pos]
	switch {
	case len(b) == 0:
		return nil, s.unexpected("a value")
	case isNumber(b), string(b) == "true", string(b) == "false":
		return b, nil
	case string(b) == "null":
		return b[:0], nil
	}
	return nil, s.errorAt(s.tok, "%.40q is no JSON value", b)
}

// inWord are the bytes of numbers and literals, and of what is mistaken for them.
var inWord = func() (t [256]bool) {
	for _, c := range []byte("+-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		t[c] = true
	}
	return t
}()

// isNumber reports whether b is a number as JSON writes it.
func isNumber(b []byte) bool {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	n := digits(b)
	if n == 0 || n > 1 && b[0] == '0' {
		return false
	}
	b = b[n:]
	if len(b) > 0 && b[0] == '.' {
		if n = digits(b[1:]); n == 0 {
			return false
		}
		b = b[1+n:]
	}
	if len(b) > 0 && (b[0] == 'e' || b[0] == 'E') {
		b = b[1:]
		if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		return len(b) > 0 && digits(b) == len(b)
	}
	return len(b) == 0
}

// digits returns how many digits b begins with.
func digits(b []byte) int {
	n := 0
	for n < len(b) && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	return n
}
