package tradeflow

import "github.com/tradeflow-go/dualuse/hscodes"

// lane is what the query makes of the flows of a reporter with a partner in a
// period: worked out when the first of them comes.
type lane struct {
	block   *block
	partner uint32
	wanted  bool                 // the query wants the partner
	fate    Fate                 // of its rows, where it does not
	reason  string               // likewise
	worth   *[levels]Thousandths // of the rows that split nothing, in the block; nil for aggregates other than World
	ways    []way
	plain   bool               // one of the ways is no claim
	booked  map[bookedKey]*sum // rows and value only, until the claims are decided
	once    numberSet          // the flows that have counted, by their numbers: see sorter
}

// way is one set of cells: its key's places, and the claim that it hangs on.
type way struct {
	reporter, partner uint32
	claim             *claim
	slab              *slab // nil until it is needed
}

// flow says of a row what it is a flow of, as the tally numbers it.
type flow struct {
	*lane
	code      uint32
	edition   hscodes.Edition
	partner2  uint32
	mode      uint32
	procedure uint32
	regime    uint32
	source    uint32
	file      int
	split     codeSeen // by what a row splits its flow: see pendingKey.mask
}

// key names the flow for the verdict.
func (f *flow) key() pendingKey {
	return pendingKey{f.block.blockKey, f.partner, f.code, f.edition, f.partner2, f.mode, f.procedure, f.file}
}

// flowOf returns the flow that a key names.
func (t *tally) flowOf(k pendingKey) flow {
	return flow{lane: t.lane(k.block, k.partner), code: k.code, edition: k.edition, partner2: k.partner2, mode: k.mode, procedure: k.procedure, file: k.file, split: k.mask()}
}

// lane returns the lane of a reporter's flows with a partner in a period.
func (t *tally) lane(k blockKey, partner uint32) *lane {
	if l := t.last; l != nil && l.partner == partner && l.block.blockKey == k {
		return l
	}
	b := t.block(k)
	for int(partner) >= len(b.lanes) {
		b.lanes = append(b.lanes, make([]*lane, max(16, len(b.lanes)))...)
	}
	l := b.lanes[partner]
	if l == nil {
		l = t.newLane(b, partner)
		b.lanes[partner] = l
	}
	t.last = l
	return l
}

func (t *tally) block(k blockKey) *block {
	if l := t.last; l != nil && l.block.blockKey == k {
		return l.block
	}
	b := t.blocks[k]
	if b == nil {
		b = &block{blockKey: k}
		t.blocks[k] = b
	}
	return b
}

func (t *tally) newLane(b *block, partner uint32) *lane {
	l := &lane{block: b, partner: partner}
	p := t.asked.partners.of(&t.places, partner)
	switch {
	case partner == t.world:
		l.worth = &b.world
	case p.single:
		l.worth = &b.partners
	}
	if p.single {
		b.listed.set(int(partner))
	} else {
		b.aggregates.set(int(partner))
	}
	if l.wanted = t.asked.partners.wishFor(&t.places, partner, b.period) == wanted; !l.wanted {
		l.fate, l.reason = t.otherPartner(partner)
		return l
	}
	t.findWays(l)
	return l
}

// goods returns what a flow's code is to the query.
func (t *tally) goods(f *flow) *goods { return t.sort.find(f.code, &t.codes, f.edition) }
