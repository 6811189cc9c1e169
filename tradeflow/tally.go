package tradeflow

import (
	"errors"
	"fmt"

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

	blocks       map[blockKey]*block
	dropped      map[blockCode]Thousandths // of totals beside their subdivisions
	cells        map[cellKey]*sum
	claimed      map[claim]map[cellKey]*sum
	routes       map[routeKey]*route
	pending      map[pendingKey]*sum
	holds        []numberSet          // by category: the files that have rows of it
	filesOf      map[Period]numberSet // for the panel
	covered      map[coverKey]bool    // for the panel
	reported     numberSet            // for the panel
	parsed       []commodity          // by id of the code, for the verdict
	seen         keySet
	twins        Duplicates
	latest       map[flowKey]*heldRow // where twins is Latest
	stale        []heldRow            // that gave way to later ones
	linter       *linter              // compares totals with parts more closely; nil: it need not be
	silent       []bool               // by id of the source: see isSilent
	world        uint32               // the id of World
	lastKey      blockKey             // of lastBlock
	lastBlock    *block               // of the last row
	lastRoute    *route               // likewise
	lastRouteKey routeKey
	watch        *DuplicateError // stop at the first row of this flow
}

// blockKey names what a reporter publishes at once: all its rows of one
// direction and period. Totals and parts are told apart within a block.
type blockKey struct {
	reporter uint32
	period   Period
}

// block is what the input holds of a publication.
type block struct {
	codes    []codeSeen // by id of the code
	rows     int64
	editions EditionSet
	files    numberSet
	silent   bool                // rows of a source that does not list all that there is
	world    [levels]Thousandths // of the rows of partner World, by level of the code
	partners [levels]Thousandths // of the rows of single partners
	listed   numberSet           // the single partners that have rows

	aggregates numberSet // the other partners that have rows

	below []Thousandths                // of the counted rows, by heading: see addBelow
	above map[hscodes.Code]Thousandths // of the counted rows that are on a higher level
}

// levels are those of the total of all goods, chapters, headings, and subheadings
// with the national lines.
const levels = 4

// codeSeen says in which shapes a code's rows have been seen in a block: bit 0
// for rows that are the total of all splits, bit m for rows split by mask m.
type codeSeen uint8

// cellKey names a cell of the panel; dimensions that are summed away are zero.
type cellKey struct {
	reporter, partner uint32
	category          int32
	commodity         hscodes.Code
	period            Period
}

// pendingKey names rows whose fate is not known yet. It keeps what the verdict
// needs, also where the query sums it away.
type pendingKey struct {
	block     blockKey
	partner   uint32
	code      uint32
	edition   hscodes.Edition
	partner2  uint32
	mode      uint32
	procedure uint32
	file      int
}

// mask says by what a pending row splits its flow: 1 second partner, 2 mode of
// transport, 4 customs procedure; 0 by nothing, it is only on a high level.
func (k pendingKey) mask() (m codeSeen) {
	if k.partner2 != 0 {
		m |= 1
	}
	if k.mode != 0 {
		m |= 2
	}
	if k.procedure != 0 {
		m |= 4
	}
	return m
}

func newTally(q Query) *tally {
	t := &tally{
		query: q, sort: newSorter(q), places: newIDs(), codes: newIDs(), units: newIDs(), currencies: newIDs(), valuations: newIDs(), sources: newIDs(),
		blocks: map[blockKey]*block{}, dropped: map[blockCode]Thousandths{}, cells: map[cellKey]*sum{}, pending: map[pendingKey]*sum{}, claimed: map[claim]map[cellKey]*sum{}, routes: map[routeKey]*route{},
		covered: map[coverKey]bool{},
	}
	t.asked.reporters.list, t.asked.partners.list = q.Reporters, q.Partners
	t.world = t.places.of(string(World))
	t.amount, t.estimate = q.Measure.columns()
	t.holds = make([]numberSet, len(t.sort.names))
	t.columns.init(t)
	return t
}

// add gives every row of a batch its fate.
func (t *tally) add(b *batch, book *FileLedger) error {
	if err := t.columns.open(b); err != nil {
		return fmt.Errorf("%s: %w", b.path, err)
	}
	values := amountsOf(b.Record, colValue)
	measured := amountsOf(b.Record, t.amount)
	isEstimated := flagsOf(b.Record, t.estimate)
	fates := newFates(book)
	defer fates.close()
	for i := range int(b.NumRows()) {
		value, _ := values.at(i)
		if fate, reason := t.unasked(i, value); reason != "" {
			fates.add(fate, reason, value)
			continue
		}
		key, regime, source := t.columns.key(i, b.file)
		goods, verdict, err := t.judge(&key)
		if err == nil {
			err = t.enter(&key, goods, verdict, regime, source, value, fates)
		}
		if err == nil && verdict == counts {
			amount, known := measured.at(i)
			t.used.note(t.columns.currency.at(i), t.columns.valuation.at(i), source)
			err = t.take(key, goods, regime, t.measured(value, amount, known, t.columns.unit.at(i), isEstimated(i)), fates)
		}
		if err != nil {
			return t.explain(err, b, i)
		}
	}
	return nil
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
	row.upper = row.measured
	return row
}

// take adds a row that counts.
func (t *tally) take(key pendingKey, goods *goods, regime uint32, row sum, fates *fates) error {
	if t.twins == Latest && !goods.masked {
		return t.hold(key, regime, row, fates)
	}
	return t.place(key, goods, row, fates)
}

// note keeps what a row says about its publication: that there is one, in which
// edition and file, with which partners, and how much World and its parts are.
func (t *tally) note(key *pendingKey, goods *goods, value Thousandths) *block {
	bl := t.lastBlock
	if bl == nil || t.lastKey != key.block {
		bl = t.blocks[key.block]
		if bl == nil {
			bl = &block{}
			t.blocks[key.block] = bl
		}
		t.lastKey, t.lastBlock = key.block, bl
	}
	bl.rows++
	bl.editions = bl.editions.Add(key.edition)
	bl.files.set(key.file)
	single := t.asked.partners.of(&t.places, key.partner).single
	if single {
		bl.listed.set(int(key.partner))
	} else {
		bl.aggregates.set(int(key.partner))
	}
	if key.mask() != 0 {
		return bl // a part of a row whose value is noted elsewhere
	}
	level := min(goods.level/2, levels-1)
	if key.partner == t.world {
		bl.world[level] += value
	} else if single {
		bl.partners[level] += value
	}
	return bl
}

func (b *block) see(code uint32, shape codeSeen) {
	for int(code) >= len(b.codes) {
		b.codes = append(b.codes, make([]codeSeen, max(64, len(b.codes)))...)
	}
	b.codes[code] |= shape
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
