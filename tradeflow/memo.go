package tradeflow

import "encoding/binary"

// memo finds what a text of a column means. Most texts of trade tables are codes of
// up to eight bytes, which are looked up as one number in a table of their own: a map
// would take several times as long, and this is done for each field of each row. What
// is looked at each time is small, and stays close to the processor.
type memo struct {
	short    []entry // open addressing, a power of two, at most three quarters full
	used     int     // of them
	long     map[string]*entry
	meanings []*meaning
}

// entry is a text that has been seen.
type entry struct {
	text   uint64 // see asNumber
	id     uint32 // of the text in a tally, see direct; unnumbered: not known yet
	number uint32 // of its meaning, from 1; 0: the place is free
}

const unnumbered = 1<<32 - 1

func (m *memo) len() int { return len(m.meanings) }

// of returns what an entry means.
func (m *memo) of(e *entry) *meaning { return m.meanings[e.number-1] }

// find returns nil for a text that has not been put. An entry is good until the next
// text is put.
func (m *memo) find(raw []byte) *entry {
	text, ok := asNumber(raw)
	if !ok {
		return m.long[string(raw)]
	}
	if m.short == nil {
		return nil
	}
	for i := slot(text); ; i++ {
		e := &m.short[i&uint64(len(m.short)-1)]
		if e.text == text && e.number != 0 {
			return e
		}
		if e.number == 0 {
			return nil
		}
	}
}

// put adds a text that has not been put.
func (m *memo) put(raw []byte, means *meaning) {
	m.meanings = append(m.meanings, means)
	e := entry{id: unnumbered, number: uint32(len(m.meanings))}
	text, ok := asNumber(raw)
	if !ok {
		if m.long == nil {
			m.long = map[string]*entry{}
		}
		m.long[string(raw)] = &e
		return
	}
	e.text = text
	if m.used++; 4*m.used > 3*len(m.short) {
		old := m.short
		m.short = make([]entry, max(16, 2*len(old)))
		for _, e := range old {
			if e.number != 0 {
				m.place(e)
			}
		}
	}
	m.place(e)
}

func (m *memo) place(e entry) {
	i := slot(e.text)
	for m.short[i&uint64(len(m.short)-1)].number != 0 {
		i++
	}
	m.short[i&uint64(len(m.short)-1)] = e
}

// asNumber makes a number of a text and its length, if it has up to seven bytes, or eight
// of which the last one is no length.
func asNumber(raw []byte) (text uint64, ok bool) {
	if len(raw) < 8 {
		return packed8(raw) | uint64(len(raw))<<56, true
	}
	return packed8(raw[:8]), len(raw) == 8 && raw[7] >= 8
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
