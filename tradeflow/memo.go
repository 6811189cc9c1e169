package tradeflow

import "encoding/binary"

// memo finds what a text of a column means. Most texts of trade tables are codes of
// up to eight bytes, which are looked up as one number in a table of their own: a map
// would take several times as long, and this is done for each field of each row.
// Neighbours in the file are neighbours in memory.
type memo struct {
	short []entry
	index []uint32 // numbers of these, from 1; open addressing, a power of two, at most half full
	long  map[string]*entry
}

// entry is a text that has been seen.
type entry struct {
	text    uint64
	meaning *meaning
	id      uint32 // of the text in a tally; see direct
	length  uint8
	numbers bool // id has been found
}

func (m *memo) len() int { return len(m.short) + len(m.long) }

// find returns nil for a text that has not been put. An entry is good until the next
// text is put.
func (m *memo) find(raw []byte) *entry {
	if len(raw) > 8 {
		return m.long[string(raw)]
	}
	if m.index == nil {
		return nil
	}
	text := packed8(raw)
	for i := slot(text); ; i++ {
		n := m.index[i&uint64(len(m.index)-1)]
		if n == 0 {
			return nil
		}
		if e := &m.short[n-1]; e.text == text && int(e.length) == len(raw) {
			return e
		}
	}
}

// put adds a text that has not been put.
func (m *memo) put(raw []byte, means *meaning) {
	if len(raw) > 8 {
		if m.long == nil {
			m.long = map[string]*entry{}
		}
		m.long[string(raw)] = &entry{meaning: means}
		return
	}
	m.short = append(m.short, entry{text: packed8(raw), length: uint8(len(raw)), meaning: means})
	if 2*len(m.short) <= len(m.index) {
		m.place(len(m.short) - 1)
		return
	}
	m.index = make([]uint32, max(16, 2*len(m.index)))
	for n := range m.short {
		m.place(n)
	}
}

// place puts a text into the index.
func (m *memo) place(n int) {
	i := slot(m.short[n].text)
	for m.index[i&uint64(len(m.index)-1)] != 0 {
		i++
	}
	m.index[i&uint64(len(m.index)-1)] = uint32(n + 1)
}

// packed8 makes a number of up to eight bytes. Most texts have others behind them,
// which are read with them and cut off.
func packed8(raw []byte) uint64 {
	if cap(raw) >= 8 {
		return binary.LittleEndian.Uint64(raw[:8]) & (1<<(8*len(raw)) - 1)
	}
	text := uint64(0)
	for i, c := range raw {
		text |= uint64(c) << (8 * i)
	}
	return text
}

// slot spreads texts whose last characters differ.
func slot(text uint64) uint64 {
	h := text * 0x9e3779b97f4a7c15
	return h ^ h>>32
}
