package tradeflow

import "github.com/tradeflow-go/dualuse/hscodes"

// lane is what the query makes of the flows of a reporter with a partner in a period:
// worked out when the first of them comes. There may be hundreds of thousands.
type lane struct {
	block   *block
	slab    *slab     // the cells of this reporter and partner; nil until they are needed
	claims  *claims   // of groups whose members they are; nil: there are none
	once    numberSet // the flows that have counted, by their numbers: see sorter
	partner uint32
	side    side
	wanted  bool // the query wants the partner
	own     bool // not only as members of groups
}

// side says what a partner is.
type side uint8

const (
	group side = iota // an aggregate other than World
	singleSide
	worldSide
)

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
	list := t.byPlace[k.period]
	if int(k.reporter) < len(list) && list[k.reporter] != nil {
		return list[k.reporter]
	}
	for int(k.reporter) >= len(list) {
		list = append(list, make([]*block, max(16, len(list)))...)
	}
	b := &block{blockKey: k}
	list[k.reporter], t.blocks[k], t.byPlace[k.period] = b, b, list
	return b
}

func (t *tally) newLane(b *block, partner uint32) *lane {
	l := &lane{block: b, partner: partner}
	p := t.asked.partners.of(&t.places, partner)
	switch {
	case partner == t.world:
		l.side = worldSide
	case p.single:
		l.side = singleSide
	}
	if p.single {
		b.listed.set(int(partner))
	} else {
		b.aggregates.set(int(partner))
	}
	if l.wanted = t.asked.partners.wishFor(&t.places, partner, b.period) == wanted; l.wanted {
		t.findClaims(l)
	}
	return l
}

// goods returns what a flow's code is to the query.
func (t *tally) goods(f *flow) *goods { return t.sort.find(f.code, &t.codes, f.edition) }
