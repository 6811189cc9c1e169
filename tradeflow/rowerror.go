package tradeflow

import (
	"fmt"
	"strings"
)

// RowError is a row that could not be read: where it stands, in the publisher's
// own words, what was found there and what is wrong with it.
type RowError struct {
	File   string // path, and the member inside a zip
	Line   int    // from 1; the header is a line
	Column int    // byte column of the field on its line, from 1; 0 for the whole row
	Name   string // the publisher's column name; "" for the whole row
	Found  string // the field's text, shortened
	Err    error  // what is wrong, and what to do
}

// Error returns the position as editors understand it, the column name, what
// was found and what is wrong.
func (e *RowError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d", e.File, e.Line)
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	if e.Name != "" {
		fmt.Fprintf(&b, ": column %s: found %q", e.Name, e.Found)
	}
	fmt.Fprintf(&b, ": %v", e.Err)
	return b.String()
}

// Unwrap returns what is wrong.
func (e *RowError) Unwrap() error { return e.Err }
