package hscodes

import (
	"cmp"
	"fmt"
	"strings"
)

// maxDigits is the length of the longest national lines.
const maxDigits = 12

// A Code is a commodity code of 2 to 12 digits, always an even number: a chapter
// has 2, a heading 4, a subheading of the Harmonized System 6, and a national
// line 8 or more. It is a small comparable value, good as a map key; the zero
// Code is not valid.
//
// A Code says nothing about the edition in which it means something: 848510 was
// a ship's propeller until HS2002 and is a 3D printer since HS2022. Nor does it
// say that such a code exists; 999999 and the national chapters 98 and 99 are
// Codes too.
type Code struct {
	// v holds the digits as hexadecimal, left aligned, and their number in the
	// last four bits: 8542.31 is 0x8542310000000006. So cutting is a mask, and
	// the order of the numbers is the order of the texts.
	v uint64
}

// Parse reads a code such as "8542", "8542.31" or "8542 31 90". A dot or a space
// may stand between pairs of digits.
//
// It returns an error, and never guesses, when the text is no such code. With an
// odd number of digits the likely reason is a leading zero that a spreadsheet
// lost, and the error says so; the caller cannot know, for "10111" may also be a
// cut 101110.
func Parse(s string) (Code, error) { return parse(s) }

// MustParse is Parse for codes written in a program; it panics if s is no code.
func MustParse(s string) Code {
	c, err := Parse(s)
	if err != nil {
		panic("hscodes.MustParse: " + err.Error())
	}
	return c
}

func parse[T string | []byte](s T) (Code, error) {
	var v uint64
	n, ok := 0, true
	for i := 0; i < len(s); i++ {
		ch := s[i]
		if ch-'0' <= 9 {
			if n < maxDigits {
				v |= uint64(ch-'0') << (60 - 4*n)
			}
			n++
			continue
		}
		between := i > 0 && i+1 < len(s) && s[i-1]-'0' <= 9 && s[i+1]-'0' <= 9
		ok = ok && isSeparator(ch) && between && n%2 == 0
	}
	if !ok || n < 2 || n > maxDigits || n%2 != 0 {
		return Code{}, explain(string(s))
	}
	return Code{v | uint64(n)}, nil
}

func isSeparator(ch byte) bool { return ch == '.' || ch == ' ' }

// explain says what is wrong with a text that parse refused, and what to do.
func explain(s string) error {
	if s == "" {
		return fmt.Errorf("the code is empty")
	}
	var digits []byte
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits = append(digits, byte(r))
		case r >= 0x80 || !isSeparator(byte(r)):
			return fmt.Errorf("%.40q is not a code: %q is not a digit", s, r)
		}
	}
	switch n := len(digits); {
	case n == 0:
		return fmt.Errorf("%.40q is not a code: it has no digits", s)
	case n > maxDigits:
		return fmt.Errorf("%.40q has %d digits: a code has 2 to %d", s, n, maxDigits)
	case n%2 != 0:
		noun := "digits"
		if n == 1 {
			noun = "digit"
		}
		return fmt.Errorf("%.40q has %d %s: a leading zero may be lost; 0%s?", s, n, noun, digits)
	}
	return fmt.Errorf("%.40q is not a code: one dot or space may stand between pairs of digits, as in 8542.31", s)
}

// IsValid reports whether c is a code; only the zero Code is not.
func (c Code) IsValid() bool { return c.v != 0 }

// Digits returns the number of digits, 2 to 12, or 0 for the zero Code.
func (c Code) Digits() int { return int(c.v & 15) }

// Truncate returns the first digits of c: the subheading, heading or chapter in
// which c lies. It returns c itself if c is not longer. An odd number is rounded
// down to the level above, so Truncate(5) is the heading; below 2 there is no
// level, and the zero Code comes out.
func (c Code) Truncate(digits int) Code {
	if digits >= c.Digits() {
		return c
	}
	if digits < 2 {
		return Code{}
	}
	digits &^= 1
	return Code{c.v&(^uint64(0)<<(64-4*digits)) | uint64(digits)}
}

// Contains reports whether d is c or lies below it: 8542 contains 8542 and
// 85423190. Nothing contains, or is contained in, the zero Code.
func (c Code) Contains(d Code) bool {
	return c.IsValid() && d.Digits() >= c.Digits() && d.Truncate(c.Digits()) == c
}

// Compare orders codes as their texts sort, a heading before its subheadings: it
// returns -1 if c comes before d, 0 if they are equal, and +1 if it comes after.
// The zero Code comes first.
func (c Code) Compare(d Code) int { return cmp.Compare(c.v, d.v) }

// String returns the digits alone, "85423190", or "" for the zero Code.
func (c Code) String() string {
	var b strings.Builder
	b.Grow(c.Digits())
	for i := range c.Digits() {
		b.WriteByte('0' + byte(c.v>>(60-4*i))&15)
	}
	return b.String()
}

// MarshalText returns the digits, so that a Code is text in JSON and CSV, where a
// number would lose its leading zero. The zero Code is empty text.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText is Parse, except that empty text is the zero Code.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Code{}
		return nil
	}
	d, err := parse(text)
	if err != nil {
		return err
	}
	*c = d
	return nil
}
