package tradeflow

import "fmt"

// twice is the error for a second row of the same flow.
func (t *tally) twice(f *flow) error {
	hash := t.flowHash(f)
	if t.watch != nil && t.watch.flow == hash {
		return foundRow("")
	}
	return &DuplicateError{
		Reporter: Country(t.places.names[f.block.reporter]), Partner: Country(t.places.names[f.partner]),
		Code: t.codes.names[f.code], Period: f.block.period, Direction: t.query.Direction, flow: hash,
	}
}

// isNew notes a flow that counts, and reports whether it is the first row of it. Flows
// without details have a number in their lane; of the others, hashes are kept.
func (t *tally) isNew(f *flow, goods *goods) bool {
	if t.watch != nil && t.watch.flow == t.flowHash(f) {
		return false
	}
	if f.regime != 0 || f.split != 0 {
		return t.seen.insert(t.flowHash(f))
	}
	l := t.laneOf(f)
	if l.once.has(goods.number) {
		return false
	}
	l.once.set(goods.number)
	return true
}

// DuplicateError is two rows for one flow: files that overlap, or a file given
// twice. The library neither keeps the first nor adds the two: it stops.
type DuplicateError struct {
	First     string // where the earlier row stands; "" where that is not known
	At        string // where the second row stands
	Reporter  Country
	Partner   Country
	Code      string
	Period    Period
	Direction Direction

	flow uint64 // its number: see flowHash
}

// foundRow ends a second reading, which only looks for a duplicate's first row.
type foundRow string

func (foundRow) Error() string { return "found" }

// Error names both rows and the flow.
func (e *DuplicateError) Error() string {
	first := e.First
	if first == "" {
		first = "an earlier row"
	}
	return fmt.Sprintf("%s: the same flow as in %s: %s of %s by %s, partner %s, %s. Files that overlap would count it twice: give each flow once",
		e.At, first, e.Direction, e.Code, e.Reporter, e.Partner, e.Period)
}

// keySet remembers which flows by transport mode, procedure, second partner or regime
// have counted, so that a second row of one of them is noticed. It keeps 64-bit hashes:
// at its limit of four million flows the chance that any two different ones look the
// same is below one in a million. Beyond the limit it stops looking, and the panel says
// so.
type keySet struct {
	slots []uint64
	n     int
	full  bool
}

const maxKeys = 4 << 20

// flowHash returns a number for a flow, the same in every tally.
func (t *tally) flowHash(f *flow) uint64 {
	details := t.columns.details.hashes
	h := mix(t.places.hashes[f.block.reporter] + 3*t.places.hashes[f.partner])
	h = mix(h ^ uint64(uint32(f.block.period.first))<<32 ^ uint64(uint16(f.block.period.months)))
	h = mix(h ^ t.codes.hashes[f.code])
	if f.split != 0 || f.regime != 0 {
		h = mix(h ^ details[f.partner2] + 3*details[f.mode] + 5*details[f.procedure] + 7*details[f.regime])
	}
	return max(h, 1) // 0 marks an empty slot
}

// insert notes a flow by its number and reports whether it is new.
func (s *keySet) insert(h uint64) bool {
	if s.full {
		return true
	}
	if 2*s.n >= len(s.slots) {
		if s.n >= maxKeys {
			s.full, s.slots = true, nil
			return true
		}
		s.grow()
	}
	return s.put(h)
}

func (s *keySet) put(h uint64) bool {
	mask := uint64(len(s.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch s.slots[i] {
		case h:
			return false
		case 0:
			s.slots[i] = h
			s.n++
			return true
		}
	}
}

func (s *keySet) grow() {
	old := s.slots
	s.slots, s.n = make([]uint64, max(1024, 2*len(old))), 0
	for _, h := range old {
		if h != 0 {
			s.put(h)
		}
	}
}

// mix is the finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
