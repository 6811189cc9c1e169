package rows

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// isOneLine makes a line the current row, if it is one for certain: each quote in it
// opens or closes a field, or is doubled inside one.
func (r *Reader) isOneLine(line []byte) bool {
	if n := len(line); line[n-1] == '\r' {
		line = line[:n-1]
	}
	r.text, r.inside = line, -1
	if r.bare {
		return true
	}
	open := bytes.IndexByte(line, '"')
	if open < 0 {
		return true
	}
	for r.inside = 0; ; {
		after, ok := r.closed(line, open)
		if !ok || open > 0 && line[open-1] != r.sep {
			r.text = nil
			return false
		}
		r.inside += bytes.Count(line[open:after], []byte{r.sep})
		next := bytes.IndexByte(line[after:], '"')
		if next < 0 {
			break
		}
		open = after + next
	}
	if len(line) == 2 { // "" alone is a blank line
		r.text = nil
	}
	return r.text != nil
}

// closed returns where the quoted field that opens at a position has ended.
func (r *Reader) closed(line []byte, open int) (after int, ok bool) {
	for i := open + 1; ; i++ {
		n := bytes.IndexByte(line[i:], '"')
		if n < 0 {
			return 0, false
		}
		if i += n; i+1 < len(line) && line[i+1] == '"' {
			i++
			continue
		}
		return i + 1, i+1 == len(line) || line[i+1] == r.sep
	}
}

// Same returns how many of the leading fields that have been asked for are those of
// the row before, as far as is known.
func (r *Reader) Same() int {
	if r.text == nil {
		return 0
	}
	return r.same
}

// compare finds out how much of the current row is as in the row before. Tables are in
// some order: most rows begin like their neighbours.
func (r *Reader) compare(before []byte) {
	n := len(r.ends)
	if before == nil || n == 0 {
		r.ends, r.same = r.ends[:0], 0
		return
	}
	equal := prefix(before, r.text, r.ends[n-1]+1)
	for n > 0 && r.ends[n-1] >= equal {
		n--
	}
	r.ends, r.same = r.ends[:n], n
}

// prefix returns how many of the first n bytes of two texts are equal.
func prefix(a, b []byte, n int) int {
	n = min(n, len(a), len(b))
	i := 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// Count returns the number of fields of the current row.
func (r *Reader) Count() int {
	if r.text == nil {
		return len(r.fields)
	}
	if r.whole {
		return len(r.ends)
	}
	return bytes.Count(r.text, []byte{r.sep}) + 1 - max(r.inside, 0)
}

// Field returns field i of the current row, which has that many.
func (r *Reader) Field(i int) []byte {
	if r.text == nil {
		return r.fields[i]
	}
	if r.inside < 0 && i < len(r.ends) {
		return r.text[r.begin(i):r.ends[i]]
	}
	for len(r.ends) <= i {
		j := 0
		if n := len(r.ends); n > 0 {
			j = r.ends[n-1] + 1
		}
		if r.inside >= 0 && j < len(r.text) && r.text[j] == '"' {
			j, _ = r.closed(r.text, j)
		}
		for j < len(r.text) && r.text[j] != r.sep {
			j++
		}
		r.ends = append(r.ends, j)
	}
	return bare(r.text[r.begin(i):r.ends[i]], r.inside)
}

func (r *Reader) begin(i int) int {
	if i == 0 {
		return 0
	}
	return r.ends[i-1] + 1
}

// bare takes the quotes off a field of a row that has some.
func bare(field []byte, inside int) []byte {
	if inside < 0 || len(field) == 0 || field[0] != '"' {
		return field
	}
	field = field[1 : len(field)-1]
	if bytes.IndexByte(field, '"') >= 0 {
		field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
	}
	return field
}

// FromEnd returns the field that has n fields behind it. It does not look at those
// before it, unless one of those behind is quoted.
func (r *Reader) FromEnd(n int) []byte {
	if r.text == nil {
		return r.fields[len(r.fields)-1-n]
	}
	if r.whole { // and without quotes
		i := len(r.ends) - 1 - n
		return r.text[r.begin(i):r.ends[i]]
	}
	end := len(r.text)
	for i := n; ; i-- {
		begin := end
		for begin > 0 && r.text[begin-1] != r.sep {
			begin--
		}
		if r.inside >= 0 && begin < end && r.text[end-1] == '"' {
			return r.Field(r.Count() - 1 - n)
		}
		if i == 0 {
			return r.text[begin:end]
		}
		end = begin - 1
	}
}

// Fields returns the fields of the current row, good until the next one.
func (r *Reader) Fields() [][]byte {
	if r.parted || r.text == nil {
		return r.fields
	}
	r.parted = true
	r.fields, r.column = r.fields[:0], r.column[:0]
	for i := range r.Count() {
		r.fields = append(r.fields, r.Field(i))
		r.column = append(r.column, r.begin(i)+1)
	}
	return r.fields
}
