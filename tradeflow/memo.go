package tradeflow

import "encoding/binary"

// memo finds what a text of a column means. Most texts of trade tables are codes of
// up to eight bytes, which are looked up as one number in a table of their own: a map
// would take several times as long, and this is done for each field of each row.
type memo struct {
	short []entry // open addressing, a power of two, at most three quarters full
	n     int     // of them
	long  map[string]*entry
}

// entry is a text that has been seen.
type entry struct {
	text    uint64
	meaning *meaning // nil: the place is free
	id      uint32   // of the text in a tally; see direct
	length  uint8
	numbers bool // id has been found
}

func (m *memo) len() int { return m.n + len(m.long) }

// find returns nil for a text that has not been put.
func (m *memo) find(raw []byte) *entry {
	if len(raw) > 8 {
		return m.long[string(raw)]
	}
	if m.short == nil {
		return nil
	}
	text := packed8(raw)
	for i := slot(text); ; i++ {
		e := &m.short[i&uint64(len(m.short)-1)]
		if e.text == text && int(e.length) == len(raw) && e.meaning != nil {
			return e
		}
		if e.meaning == nil {
			return nil
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
	if 4*(m.n+1) > 3*len(m.short) {
		old := m.short
		m.short = make([]entry, max(16, 2*len(old)))
		for _, e := range old {
			if e.meaning != nil {
				m.place(e)
			}
		}
	}
	m.n++
	m.place(entry{text: packed8(raw), length: uint8(len(raw)), meaning: means})
}

func (m *memo) place(e entry) {
	i := slot(e.text)
	for m.short[i&uint64(len(m.short)-1)].meaning != nil {
		i++
	}
	m.short[i&uint64(len(m.short)-1)] = e
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
