package tradeflow

import "encoding/binary"

// memo finds what a text of a column means. Most texts of trade tables are codes of
// up to eight bytes, which are looked up as one number in a table of their own: a map
// would take several times as long, and this is done for each field of each row.
type memo struct {
	short []short // open addressing, a power of two, at most half full
	n     int     // of them
	long  map[string]*meaning
}

type short struct {
	text    uint64
	length  int
	meaning *meaning // nil: the slot is empty
}

func (m *memo) len() int { return m.n + len(m.long) }

// get returns nil for a text that has not been put.
func (m *memo) get(raw []byte) *meaning {
	if len(raw) > 8 {
		return m.long[string(raw)]
	}
	if m.short == nil {
		return nil
	}
	text := packed8(raw)
	for i := slot(text, len(raw)); ; i++ {
		s := &m.short[i&uint64(len(m.short)-1)]
		if s.meaning == nil || s.text == text && s.length == len(raw) {
			return s.meaning
		}
	}
}

// put adds a text that has not been put.
func (m *memo) put(raw []byte, means *meaning) {
	if len(raw) > 8 {
		if m.long == nil {
			m.long = map[string]*meaning{}
		}
		m.long[string(raw)] = means
		return
	}
	if 2*m.n >= len(m.short) {
		old := m.short
		m.short = make([]short, max(16, 2*len(old)))
		for _, s := range old {
			if s.meaning != nil {
				m.place(s)
			}
		}
	}
	m.n++
	m.place(short{packed8(raw), len(raw), means})
}

func (m *memo) place(s short) {
	i := slot(s.text, s.length)
	for m.short[i&uint64(len(m.short)-1)].meaning != nil {
		i++
	}
	m.short[i&uint64(len(m.short)-1)] = s
}

func packed8(raw []byte) uint64 {
	if len(raw) == 8 {
		return binary.LittleEndian.Uint64(raw)
	}
	text := uint64(0)
	for i, c := range raw {
		text |= uint64(c) << (8 * i)
	}
	return text
}

// slot spreads texts whose last characters differ.
func slot(text uint64, length int) uint64 {
	h := (text + uint64(length)) * 0x9e3779b97f4a7c15
	return h ^ h>>32
}
