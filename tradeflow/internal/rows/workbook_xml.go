package rows

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
)

// walker goes through the elements of an XML file in bounded memory: the decoder
// keeps the elements that are open, and each piece of text or markup as a whole.
type walker struct {
	xml  *xml.Decoder
	fuse *fuse
	path []string // the elements that are open
}

func newWalker(src io.Reader) *walker {
	f := &fuse{Reader: src}
	return &walker{xml: xml.NewDecoder(f), fuse: f}
}

func (w *walker) next() (xml.Token, error) {
	w.fuse.left = MaxRow
	tok, err := w.xml.Token()
	switch tok := tok.(type) {
	case xml.StartElement:
		w.path = append(w.path, tok.Name.Local)
		if len(w.path) > maxNested {
			return nil, fmt.Errorf("more than %d elements are open inside each other", maxNested)
		}
	case xml.EndElement:
		w.path = w.path[:len(w.path)-1]
	}
	return tok, err
}

// in reports whether the innermost element that is open has a name.
func (w *walker) in(name string) bool {
	return len(w.path) > 0 && w.path[len(w.path)-1] == name
}

// text appends the text or value of the element that has just begun, all runs of
// it, and reads to its end. What tells how Japanese is spoken is no part of it.
func (w *walker) text(b []byte, max int) ([]byte, error) {
	from, isText := len(b), false
	for inside := len(w.path); len(w.path) >= inside; {
		tok, err := w.next()
		if err != nil {
			return nil, whole(err)
		}
		chars, ok := tok.(xml.CharData)
		if !ok || !w.in("v") && !w.in("t") || slices.Contains(w.path[inside:], "rPh") {
			continue
		}
		if isText = isText || w.in("t"); len(b)+len(chars) > max {
			return nil, fmt.Errorf("texts of more than %d MB", max>>20)
		}
		b = append(b, chars...)
	}
	if isText && bytes.Contains(b[from:], []byte("_x")) {
		b = append(b[:from], escaped.ReplaceAllFunc(b[from:], unescape)...)
	}
	return b, nil
}

// escaped is a character that XML cannot hold, as a workbook writes it: ECMA-376
// part 1, 22.9.2.19.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescape(b []byte) []byte {
	n, _ := strconv.ParseUint(string(b[2:6]), 16, 16)
	return []byte(string(rune(n)))
}

// fuse stops a decoder that has read too much without an end in sight.
type fuse struct {
	io.Reader
	left int
}

func (f *fuse) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, fmt.Errorf("a text or a tag of more than %d bytes", MaxRow)
	}
	n, err := f.Reader.Read(p)
	f.left -= n
	return n, err
}
