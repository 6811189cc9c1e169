package tradeflow

import (
	"errors"
	"fmt"
	"iter"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// tally adds up the rows of batches as a Query asks. Every row gets its fate
// here: not asked for, counted, or, where it may be a total beside its parts or
// a part beside its total, set aside until all rows are known (see verdict.go).
type tally struct {
	query Query
	sort  *sorter

	places     ids // reporters and partners
	codes      ids // commodity codes as published
	units      ids
	currencies ids
	valuations ids
	sources    ids

	amount, estimate int // the column that is added up, and that of its estimates

	columns columns
	used    used
	asked   struct{ reporters, partners askedPlaces }

	blocks  map[blockKey]*block
	byPlace map[Period][]*block   // the same, by id of the reporter
	last    *block                // of the last row
	left    map[bookedKey]fateSum // totals that waited for their subdivisions
	waits   int                   // rows that wait: see waiting
	store   *store                // of all cells
	slabs   map[slabKey]*slab     // the cells of the panel
	claimed map[claim]map[slabKey]*slab
	pending map[pendingKey]*sum
	holds   []numberSet // by category: the files that have rows of it
	parsed  []commodity // by id of the code, for the verdict
	silent  []bool      // by id of the source: see isSilent
	world   uint32      // the id of World
	linter  *linter     // compares totals with parts more closely; nil: it need not be

	seen   keySet // flows with details that have counted; others: see lane
	twins  Duplicates
	latest map[flowKey]*heldRow // where twins is Latest
	stale  []heldRow            // that gave way to later ones
	watch  *DuplicateError      // stop at the first row of this flow

	reported numberSet // for the panel
}

// blockKey names what a reporter publishes at once: all its rows of one
// direction and period. Totals and parts are told apart within a block.
type blockKey struct {
	reporter uint32
	period   Period
}

// block is what the input holds of a publication. What each row touches stands first.
type block struct {
	blockKey
	editions EditionSet
	silent   bool // rows of a source that does not list all that there is
	file     int  // plus one, of the last row
	rows     int64
	partners [levels]Thousandths // of the rows of single partners, by level of the code
	codes    numberSet           // the ids of those that have rows that split nothing
	below    []Thousandths       // of the counted rows, by heading: see addBelow
	lanes    []*lane             // by id of the partner
	parents  numberSet           // the codes below which others have been seen

	world      [levels]Thousandths // of the rows of partner World
	files      numberSet
	listed     numberSet                    // the single partners that have rows
	aggregates numberSet                    // the other partners that have rows
	splits     map[uint32]codeSeen          // by what rows split their flow, by id of the code
	leaves     bool                         // some files list no totals of goods, and are not in below
	above      map[hscodes.Code]Thousandths // of the counted rows that are on a higher level
	waiting    map[int16][]waiting          // for what lies below a code
	dropped    map[int16]Thousandths        // totals beside their subdivisions
}

// levels are those of the total of all goods, chapters, headings, and subheadings
// with the national lines.
const levels = 4

// codeSeen says in which shapes a code's rows have been seen in a block: bit 0
// for rows that are the total of all splits, bit m for rows split by mask m.
type codeSeen uint8

// subject is what a row is about, besides who reported it for when, as the tally
// numbers it.
type subject struct {
	partner   uint32
	code      uint32
	edition   hscodes.Edition
	partner2  uint32
	mode      uint32
	procedure uint32
	file      int
}

// pendingKey names rows whose fate is not known yet. It keeps what the verdict
// needs, also where the query sums it away.
type pendingKey struct {
	block blockKey
	subject
}

// mask says by what a row splits its flow: 1 second partner, 2 mode of transport,
// 4 customs procedure; 0 by nothing.
func (s *subject) mask() (m codeSeen) {
	if s.partner2|s.mode|s.procedure == 0 {
		return 0
	}
	for i, detail := range [...]uint32{s.partner2, s.mode, s.procedure} {
		if detail != 0 {
			m |= 1 << i
		}
	}
	return m
}

func newTally(q Query) *tally {
	t := &tally{
		query: q, sort: newSorter(q), places: newIDs(), codes: newIDs(), units: newIDs(), currencies: newIDs(), valuations: newIDs(), sources: newIDs(),
		blocks: map[blockKey]*block{}, byPlace: map[Period][]*block{}, left: map[bookedKey]fateSum{}, slabs: map[slabKey]*slab{}, claimed: map[claim]map[slabKey]*slab{}, pending: map[pendingKey]*sum{},
	}
	t.store = newStore(len(t.sort.kinds)) // by commodity, none is known yet
	t.asked.reporters.list, t.asked.partners.list = q.Reporters, q.Partners
	t.world = t.places.of(string(World))
	t.amount, t.estimate = q.Measure.columns()
	t.holds = make([]numberSet, len(t.sort.names))
	t.columns.init(t)
	return t
}

// lanes yields the lanes of all blocks.
func (t *tally) lanes() iter.Seq[*lane] {
	return func(yield func(*lane) bool) {
		for _, b := range t.blocks {
			for _, l := range b.lanes {
				if l != nil && !yield(l) {
					return
				}
			}
		}
	}
}

// measured makes the sum of one row.
func (t *tally) measured(value, amount Thousandths, known bool, unit uint32, estimated bool) sum {
	row := sum{value: value, rows: 1}
	switch {
	case t.query.Measure == Count:
		row.measured = 1000
	case known:
		row.measure(amount, unit, t.query.Measure == Quantity, estimated)
	default:
		row.unknown, row.missing = 1, value
	}
	return row
}

// take adds a row that counts.
func (t *tally) take(f *flow, goods *goods, row *sum, fates *fates) error {
	if t.twins == Latest && !goods.are(masked) {
		return t.hold(f, row, fates)
	}
	return t.place(f, goods, row, fates)
}

// see notes that a code has rows that split their flow in a way, or do not.
func (b *block) see(code uint32, split codeSeen) {
	if split == 0 {
		b.codes.set(int(code))
		return
	}
	if b.splits == nil {
		b.splits = map[uint32]codeSeen{}
	}
	b.splits[code] |= 1 << split
}

// shapes returns how a code's rows split their flow.
func (b *block) shapes(code uint32) codeSeen {
	shapes := b.splits[code]
	if b.codes.has(int(code)) {
		shapes |= 1
	}
	return shapes
}

// explain completes an error about row i of a batch.
func (t *tally) explain(err error, b *batch, i int) error {
	var twice *DuplicateError
	var found foundRow
	switch {
	case errors.As(err, &found):
		return foundRow(b.where(i))
	case errors.As(err, &twice):
		twice.At = b.where(i)
		return twice
	}
	return fmt.Errorf("%s: %w", b.where(i), t.mixedUnits(err))
}

// mixedUnits names the units that an error is about.
func (t *tally) mixedUnits(err error) error {
	if errors.Is(err, errUnits) {
		return fmt.Errorf("%w: this cell has %v; query fewer codes, or the net weight", err, t.units.names[1:])
	}
	return err
}
