package rows

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// sheet reads the cells of a sheet row by row.
type sheet struct {
	*walker
	texts texts
	dates dates
	err   error

	line   int    // of the current row, from 1
	value  []byte // of the cell under way
	cells  []byte // of the row, one after another
	ends   []int  // where each field ends in cells
	fields [][]byte
}

// Line returns the number of the current row.
func (s *sheet) Line() int { return s.line }

// Column returns the number of the column of field i, from 1.
func (s *sheet) Column(i int) int {
	if i < len(s.fields) {
		return i + 1
	}
	return 0
}

// Next returns the next row that has a cell that is not empty, up to its last one.
// It reads on to the end of the file, where a checksum tells whether it is whole.
func (s *sheet) Next() ([][]byte, error) {
	for s.err == nil {
		var tok xml.Token
		if tok, s.err = s.next(); s.err != nil {
			if s.err != io.EOF {
				s.err = fmt.Errorf("after row %d: %w", s.line, s.err)
			}
			break
		}
		start, ok := tok.(xml.StartElement)
		switch {
		case ok && len(s.path) == 1 && start.Name.Local != "worksheet":
			s.err = fmt.Errorf("this is <%s>, not a sheet", start.Name.Local)
		case ok && len(s.path) == 3 && s.in("row"):
			if s.err = s.row(start); s.err == nil && len(s.ends) > 0 {
				return s.fields, nil
			}
		}
	}
	return nil, s.err
}

// row reads the row that has just begun.
func (s *sheet) row(start xml.StartElement) error {
	line := s.line + 1
	if r := attr(start, "r"); r != "" {
		var err error
		if line, err = strconv.Atoi(r); err != nil || line <= s.line {
			return fmt.Errorf("after row %d: the next one says that it is row %q", s.line, r)
		}
	}
	if line > maxLines {
		return fmt.Errorf("after row %d: row %d is more than a workbook can hold", s.line, line)
	}
	s.line, s.cells, s.ends = line, s.cells[:0], s.ends[:0]
	column := 0
	for inside := len(s.path); len(s.path) >= inside; {
		tok, err := s.next()
		if err != nil {
			return fmt.Errorf("row %d: %w", line, whole(err))
		}
		start, ok := tok.(xml.StartElement)
		if !ok || !s.in("c") || len(s.path) != inside+1 {
			continue
		}
		column++
		if r := attr(start, "r"); r != "" {
			at := columnOf(r)
			if at < column {
				return fmt.Errorf("row %d, column %d: the cell there says that it is %q", line, column, r)
			}
			column = at
		}
		if column > maxColumns {
			return fmt.Errorf("row %d: column %d is more than a workbook can hold", line, column)
		}
		if err := s.cell(start, column); err != nil {
			return fmt.Errorf("row %d, column %d: %w", line, column, whole(err))
		}
	}
	s.fields = s.fields[:0]
	from := 0
	for _, end := range s.ends {
		s.fields = append(s.fields, s.cells[from:end:end])
		from = end
	}
	return nil
}

// cell reads the cell that has just begun, and adds it to the row unless it is empty.
func (s *sheet) cell(start xml.StartElement, column int) (err error) {
	if s.value, err = s.text(s.value[:0], MaxRow); err != nil {
		return err
	}
	from, kind, value := len(s.cells), attr(start, "t"), s.value
	switch kind {
	case "", "n", "b", "s":
		value = bytes.TrimSpace(value)
	}
	switch {
	case len(value) == 0:
		return nil
	case kind == "s":
		if s.cells, err = s.texts.append(s.cells, value); err != nil {
			return err
		}
	case kind == "b" && string(value) == "1":
		s.cells = append(s.cells, "true"...)
	case kind == "b" && string(value) == "0":
		s.cells = append(s.cells, "false"...)
	case (kind == "" || kind == "n") && s.dates.has(attr(start, "s")):
		s.cells = s.dates.append(s.cells, value)
	default:
		s.cells = append(s.cells, value...)
	}
	if len(s.cells) > MaxRow {
		return fmt.Errorf("the row is longer than %d bytes", MaxRow)
	}
	if len(s.cells) == from {
		return nil
	}
	for len(s.ends) < column-1 {
		s.ends = append(s.ends, from)
	}
	s.ends = append(s.ends, len(s.cells))
	return nil
}

// whole makes an end inside a row what it is: too early.
func whole(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// columnOf returns the number of the column that a cell's name begins with, such
// as 28 for AB7, and 0 for what is no such name.
func columnOf(name string) (n int) {
	for _, c := range []byte(name) {
		switch {
		case c >= 'A' && c <= 'Z' && n <= maxColumns:
			n = 26*n + int(c-'A') + 1
		case c >= '0' && c <= '9':
			return n
		default:
			return 0
		}
	}
	return 0
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
