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

// verdict says what becomes of a row of an asked reporter and period.
type verdict uint8

const (
	counts    verdict = iota
	elsewhere         // another partner
	unfit             // other goods
)

// judge says what a row's goods are, and whether it counts.
func (t *tally) judge(key *pendingKey) (*goods, verdict, error) {
	goods := t.sort.find(key.code, t.codes.names[key.code], key.edition)
	switch {
	case goods.err != nil:
		return nil, unfit, fmt.Errorf("code %q: %w", t.codes.names[key.code], goods.err)
	case t.asked.partners.wishFor(&t.places, key.partner, key.block.period) != wanted:
		return goods, elsewhere, nil
	case goods.reason != "":
		return goods, unfit, nil
	}
	return goods, counts, nil
}

// enter notes what a row says about its publication, whether it counts or not, and
// gives one that does not count its fate. A flow that was there before is an error.
func (t *tally) enter(key *pendingKey, goods *goods, v verdict, regime, source uint32, value Thousandths, fates *fates) error {
	bl := t.note(key, goods, value)
	bl.silent = bl.silent || t.isSilent(source)
	if v == elsewhere {
		fate, reason := t.otherPartner(key.partner, key.block.period)
		fates.add(fate, reason, value)
		return nil
	}
	bl.see(key.code, 1<<key.mask())
	if goods.alien {
		t.sort.aliens[missedKey{goods.published, key.edition}] += value
	}
	if v == unfit {
		t.sort.miss(goods, key.edition, value)
		if key.mask() == 0 && goods.level >= 6 {
			bl.addBelow(goods, value) // a heading that counts in part holds it too
		}
		fates.add(goods.fate, goods.reason, value)
		return nil
	}
	if !goods.masked && t.twins == Refuse {
		if t.watch != nil && t.watch.same(*key, regime) {
			return foundRow("")
		} else if !t.seen.insert(t.flowHash(*key, regime)) {
			return t.twice(*key, regime)
		}
	}
	return nil
}

// isSilent reports whether a source does not list all that there is.
func (t *tally) isSilent(source uint32) bool {
	for int(source) >= len(t.silent) {
		t.silent = append(t.silent, silentSources()[t.sources.names[len(t.silent)]])
	}
	return t.silent[source]
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

// place adds a row to its cells, or sets it aside for the verdict.
func (t *tally) place(key pendingKey, goods *goods, row sum, fates *fates) error {
	if t.linter != nil {
		t.linter.row(key, goods, row.value)
	}
	if key.mask() == 0 && (goods.level >= 6 || goods.masked) {
		t.blocks[key.block].addBelow(goods, row.value)
		return t.count(key, goods, &row, fates)
	}
	if s := t.pending[key]; s != nil {
		return s.add(&row)
	}
	if len(t.pending) >= maxPending {
		return errPending
	}
	kept := row // here, so that other rows stay off the heap
	t.pending[key] = &kept
	return nil
}

// maxPending bounds the memory for rows that wait for their verdict.
const maxPending = 4 << 20

var errPending = fmt.Errorf("more than %d rows are splits by transport mode, customs procedure or second partner, or headings, and their totals are not known yet: ask the publisher for totals only, or query fewer codes", maxPending)

const otherDirection = "other direction: "

// unasked returns why the query leaves row i out, whoever its partner is, or "".
func (t *tally) unasked(i int, value Thousandths) (Fate, string) {
	c := &t.columns
	reporter := c.reporter.at(i)
	fate, reason := t.leaves(c.period.at(i), c.direction.at(i), c.measure.at(i), reporter)
	if t.linter != nil && fate == Dropped && c.direction.at(i) == t.query.Direction && t.asked.reporters.of(&t.places, reporter).wish == aggregate {
		t.linter.group(t, i, value)
	}
	return fate, reason
}

// leaves returns why the query leaves such rows out, or "".
func (t *tally) leaves(p Period, d Direction, m onlyMeasure, reporter uint32) (Fate, string) {
	q := &t.query
	if f := frequencyOf(p); f != q.Frequency {
		return NotAsked, otherFrequency[f]
	}
	if d != q.Direction {
		switch {
		case d == ReExport && q.Direction == Export:
			return Dropped, "re-exports, which exports contain"
		case d == ReImport && q.Direction == Import:
			return Dropped, "re-imports, which imports contain"
		}
		return NotAsked, otherDirections[d]
	}
	if m != anyMeasure && m != q.Measure.only() {
		return NotAsked, "other measure: " + measureWords[m-1]
	}
	if q.From.IsValid() && p.first < q.From.first || q.To.IsValid() && p.first+int32(p.months) > q.To.first+int32(q.To.months) {
		return NotAsked, "other period"
	}
	switch t.asked.reporters.wishFor(&t.places, reporter, p) {
	case aggregate:
		return Dropped, "reporter that is an aggregate of others: " + t.places.names[reporter]
	case unwanted:
		return NotAsked, "other reporter"
	}
	return 0, ""
}

// Reasons that many rows share are made once.
var (
	otherFrequency  = [...]string{Annual: Annual.String() + " figures", Monthly: Monthly.String() + " figures"}
	otherDirections = [...]string{
		0: otherDirection + "none", Import: otherDirection + Import.String(), Export: otherDirection + Export.String(),
		ReExport: otherDirection + ReExport.String(), ReImport: otherDirection + ReImport.String(),
	}
)

// otherPartner returns why the query leaves a partner out, or "".
func (t *tally) otherPartner(id uint32, p Period) (Fate, string) {
	switch t.asked.partners.wishFor(&t.places, id, p) {
	case wanted:
		return 0, ""
	case aggregate:
		return Dropped, "partner that is an aggregate of others: " + t.places.names[id]
	}
	return NotAsked, "other partner"
}

func (b *block) see(code uint32, shape codeSeen) {
	for int(code) >= len(b.codes) {
		b.codes = append(b.codes, make([]codeSeen, max(64, len(b.codes)))...)
	}
	b.codes[code] |= shape
}

// count adds a row, or the sum of several of the same kind, to its cells.
func (t *tally) count(k pendingKey, goods *goods, s *sum, fates *fates) error {
	whole := false
	goods.counted = true
	goods.sum += s.measured
	r := t.route(k)
	for _, hit := range goods.hits {
		add := *s
		if !hit.whole {
			add.measured, add.value = 0, 0
			t.sort.partial[partialKey{hit.category, goods.published}] += s.measured
		}
		whole = whole || hit.whole
		t.holds[hit.category].set(k.file)
		for i := range r.ways {
			if err := t.cellAt(&k, &r.ways[i], hit).add(&add); err != nil {
				return err
			}
		}
	}
	reason := ""
	if !whole {
		reason = "in upper bounds only: it cannot be told how much of the code belongs there"
	}
	if r.plain {
		fates.addSum(Counted, reason, s)
		return nil
	}
	return add(r.open(), bookedKey{k.file, reason}, &sum{value: s.value, rows: s.rows})
}

// cellAt returns the cell to which a way leads.
func (t *tally) cellAt(k *pendingKey, w *way, h hit) *sum {
	near := !t.query.By.Has(Commodity)
	if near && w.near == nil {
		w.near = make([]*sum, len(t.sort.names))
	}
	if near && w.near[h.category] != nil {
		return w.near[h.category]
	}
	cells, key := t.cellsOf(w), t.cell(k, w, h)
	cell := cells[key]
	if cell == nil {
		cell = &sum{}
		cells[key] = cell
	}
	if near {
		w.near[h.category] = cell
	}
	return cell
}

func (t *tally) cell(k *pendingKey, w *way, h hit) cellKey {
	key := cellKey{period: k.block.period}
	by := t.query.By
	if by.Has(Reporter) {
		key.reporter = w.reporter
	}
	if by.Has(Partner) {
		key.partner = w.partner
	}
	if by.Has(Category) {
		key.category = h.category
	}
	if by.Has(Commodity) {
		key.commodity = h.commodity
	}
	return key
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
