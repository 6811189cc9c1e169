package tradeflow

// lane holds what counts of a reporter's flows with a partner in a period. There may be
// hundreds of thousands; most rows of most files do not come so far.
type lane struct {
	slab   *slab     // the cells of this reporter and partner; nil until they are needed
	claims *claims   // of groups whose members they are; nil: there are none
	own    bool      // the query wants them not only as members of groups
	once   numberSet // the flows that have counted, by their numbers: see sorter
}

// side says what a partner is.
type side uint8

const (
	groupSide side = iota // an aggregate other than World
	singleSide
	worldSide
)

// flow is what a row is a flow of.
type flow struct {
	block *block
	subject
	regime uint32
	source uint32
	leaves bool // the file lists no totals of goods

	// What follows from these; see begin.
	split  codeSeen // the subject's mask
	side   side
	wanted bool  // the query wants the partner
	lane   *lane // nil until a row counts
}

// key names the flow for the verdict.
func (f *flow) key() pendingKey { return pendingKey{f.block.blockKey, f.subject} }

// flowOf returns the flow that a key names.
func (t *tally) flowOf(k pendingKey) flow {
	return flow{block: t.block(k.block), subject: k.subject, split: k.mask()}
}

// block returns the publication of a reporter in a period.
func (t *tally) block(k blockKey) *block {
	if t.last != nil && t.last.blockKey == k {
		return t.last
	}
	list := t.byPlace[k.period]
	if int(k.reporter) >= len(list) {
		list = append(list, make([]*block, max(16, int(k.reporter)+1-len(list), len(list)))...)
		t.byPlace[k.period] = list
	}
	if list[k.reporter] == nil {
		b := &block{blockKey: k}
		list[k.reporter], t.blocks[k] = b, b
	}
	t.last = list[k.reporter]
	return t.last
}

// begin works out what the rows of a flow have in common, whatever their codes are,
// and notes what they say about their publication. It comes before the first of them.
func (t *tally) begin(f *flow) {
	b := f.block
	b.editions = b.editions.Add(f.edition)
	if b.file != f.file+1 {
		b.file = f.file + 1
		b.files.set(f.file)
	}
	b.silent, b.leaves = b.silent || t.isSilent(f.source), b.leaves || f.leaves
	p := t.asked.partners.of(&t.places, f.partner)
	f.side, f.lane, f.split = groupSide, nil, f.mask()
	if f.partner == t.world {
		f.side = worldSide
	} else if p.single {
		f.side = singleSide
	}
	if p.single {
		b.listed.set(int(f.partner))
	} else {
		b.aggregates.set(int(f.partner))
	}
	f.wanted = p.wish == wanted || len(p.groups) > 0 && t.asked.partners.wishFor(&t.places, f.partner, b.period) == wanted
}

// laneOf returns the lane of a flow that counts.
func (t *tally) laneOf(f *flow) *lane {
	if f.lane == nil {
		f.lane = t.lane(f.block, f.partner)
	}
	return f.lane
}

func (t *tally) lane(b *block, partner uint32) *lane {
	for int(partner) >= len(b.lanes) {
		b.lanes = append(b.lanes, make([]*lane, max(16, len(b.lanes)))...)
	}
	if b.lanes[partner] == nil {
		b.lanes[partner] = t.newLane(b, partner)
	}
	return b.lanes[partner]
}

// goods returns what a flow's code is to the query.
func (t *tally) goods(f *flow) *goods { return t.sort.find(f.code, &t.codes, f.edition) }
