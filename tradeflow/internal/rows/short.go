package rows

import (
	"encoding/binary"
	"math/bits"
)

// narrowColumns is the number of columns up to which rows are short enough to find all
// fields at once. In longer ones it pays to look only for those that are asked for.
const narrowColumns = 16

// Masks of eight bytes: the lowest and the highest bit of each.
const (
	lowest  = 0x0101010101010101
	highest = 0x8080808080808080
)

// short makes the next line the current row, with all its fields, where it is a plain
// one: without quotes, not blank, and not at the end of what is there. It looks at
// eight bytes at a time, behind the fields that are as in the row before.
func (r *Reader) short(before []byte) bool {
	line := r.buf[r.pos:r.end]
	ends := (*[narrowColumns]int)(r.ends[:narrowColumns])
	n, from := 0, 0
	if len(before) >= 8 && len(line) >= 8 {
		differ := binary.LittleEndian.Uint64(before) ^ binary.LittleEndian.Uint64(line)
		equal := bits.TrailingZeros64(differ) / 8
		if differ == 0 && len(before) >= 16 && len(line) >= 16 {
			differ = binary.LittleEndian.Uint64(before[8:]) ^ binary.LittleEndian.Uint64(line[8:])
			equal += bits.TrailingZeros64(differ) / 8
		}
		for n < len(r.ends)-1 && ends[n&(narrowColumns-1)] < equal {
			from = ends[n&(narrowColumns-1)] + 1
			n++
		}
	}
	r.same = n
	seps, feeds := lowest*uint64(r.sep), uint64(lowest*'\n')
	for ; from+8 <= len(line); from += 8 {
		word := binary.LittleEndian.Uint64(line[from:])
		// The highest bits of bytes that are a separator or a line feed, and perhaps of
		// some behind them.
		sep, feed := word^seps, word^feeds
		for found := ((sep-lowest)&^sep | (feed-lowest)&^feed) & highest; found != 0; found &= found - 1 {
			i := from + bits.TrailingZeros64(found)/8
			switch {
			case n == narrowColumns:
				r.ends = r.ends[:0]
				return false
			case line[i] == r.sep:
				ends[n&(narrowColumns-1)] = i
				n++
			case line[i] == '\n':
				length := i
				if length > 0 && line[length-1] == '\r' {
					length--
				}
				if length == 0 {
					r.ends = r.ends[:0]
					return false
				}
				ends[n&(narrowColumns-1)] = length
				r.ends = ends[:n+1]
				r.text, r.inside, r.whole = line[:length], -1, true
				r.pos += i + 1
				r.start = r.line
				r.line++
				return true
			}
		}
	}
	r.ends = r.ends[:0]
	return false
}
