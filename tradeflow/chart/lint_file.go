package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// largestSVG is what a page can carry several times.
const largestSVG = 150_000

// file checks the figure as an SVG.
func (l *linter) file(f *Figure, c *composition) {
	canvas := newSVG(c.subject.sheet, c.fonts)
	c.draw(canvas)
	for _, fault := range faultsOf(canvas.document(c.subject.sheet, f.Title, f.Alt)) {
		l.add("file", "the SVG %s", fault)
	}
}

var noCoordinate = regexp.MustCompile(`NaN|[+-]Inf`)

// faultsOf says what is wrong with an SVG file: it must be well-formed, with ids that
// occur once, a role, a title and a description, no address of another file, and no
// coordinate that is no number.
func faultsOf(file []byte) (faults []string) {
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if len(file) > largestSVG {
		add("has %d kB, more than %d", len(file)/1000, largestSVG/1000)
	}
	role, texts, ids := false, map[string]bool{}, map[string]bool{}
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			add("is not well-formed: %v", err)
			return faults
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		texts[e.Name.Local] = true
		for _, a := range e.Attr {
			switch name := a.Name.Local; {
			case name == "id" && ids[a.Value]:
				add("has the id %q twice", a.Value)
			case name == "id":
				ids[a.Value] = true
			case name == "role":
				role = role || a.Value == "img"
			case name == "href" || name == "src" || bytes.Contains([]byte(a.Value), []byte("url(")):
				add("refers to %q", a.Value)
			}
			if noCoordinate.MatchString(a.Value) {
				add("has a coordinate that is no number")
			}
		}
	}
	if !role || !texts["title"] || !texts["desc"] {
		add("has no role, title or description for screen readers")
	}
	return faults
}
