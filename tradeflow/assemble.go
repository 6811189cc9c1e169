package tradeflow

import (
	"cmp"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// panel makes the answer, when every row has been added.
func (t *tally) panel(ledger *Ledger) (*Panel, error) {
	if err := t.verdict(ledger); err != nil {
		return nil, err
	}
	if err := ledger.Check(); err != nil {
		return nil, err
	}
	unit, err := t.unit()
	if err != nil {
		return nil, err
	}
	p := &Panel{
		Statistic: t.query.Measure.String(), Unit: unit, Valuation: t.valuation(), Periods: t.periods(),
		Query: t.query, Sources: t.sources.list(t.used.sources), Ledger: ledger,
	}
	at := map[cellKey]int{} // of the series, by the key without its period
	for k := range t.cells {
		row := k
		row.period = Period{}
		if _, ok := at[row]; !ok {
			at[row] = len(p.Series)
			p.Series = append(p.Series, NewSeries(t.key(k), len(p.Periods), NotReported))
		}
	}
	reporters := t.reporters()
	t.filesOf = map[Period]numberSet{}
	for k, bl := range t.blocks {
		t.filesOf[k.period] = t.filesOf[k.period].union(bl.files)
	}
	var gaps []gap
	if t.query.Scheme != nil {
		gaps = t.gaps()
	}
	for k := range at {
		s := &p.Series[at[k]]
		for i, period := range p.Periods {
			k.period = period
			t.fill(s, i, k, reporters)
			if s.Status[i].HasNumber() && t.open(gaps, s.Key.Category, s.Editions[i]) {
				s.Upper[i] = math.NaN()
			}
		}
	}
	t.warnGaps(p, gaps)
	slices.SortFunc(p.Series, func(a, b Series) int { return a.Key.Compare(b.Key) })
	t.warn(p, reporters)
	return p, nil
}

func (t *tally) key(k cellKey) Key {
	return Key{
		Reporter: Country(t.places.names[k.reporter]), Partner: Country(t.places.names[k.partner]),
		Category: t.sort.names[k.category], Commodity: k.commodity,
	}
}

// fill writes cell i of a series: here it is decided whether an absent cell is
// a zero or unknown. It is zero only where the reporter published something for
// the period in this input, in an edition that has the category, and in files
// that hold the category at all. A sum over reporters that the query names is
// unknown as soon as one of them is silent; over all reporters, it is the sum
// of those who reported, and warn says who did not.
func (t *tally) fill(s *Series, i int, k cellKey, reporters []uint32) {
	single := t.query.By.Has(Reporter)
	if single {
		reporters = []uint32{k.reporter}
	}
	var published, silent, lacking, unlisted bool
	for _, named := range reporters {
		for _, r := range t.reportersOf(named, k.period) {
			bl := t.blocks[blockKey{r, k.period}]
			if bl == nil {
				silent = true
				continue
			}
			published = true
			unlisted = unlisted || bl.silent
			s.Editions[i] |= bl.editions
			lacking = lacking || !t.covers(bl.editions, k)
		}
	}
	cell := t.cells[k]
	named := single || t.query.Reporters != nil
	switch {
	case !published || named && silent:
		s.Set(i, math.NaN(), math.NaN(), NotReported)
	case lacking && (cell == nil || cell.measured == 0 && cell.upper > 0):
		upper := math.NaN()
		if cell != nil && cell.unknown == 0 {
			upper = cell.upper.Float() // older, wider codes hold some of it
		}
		s.Set(i, math.NaN(), upper, NotInNomenclature)
	case cell == nil && unlisted:
		s.Set(i, math.NaN(), math.NaN(), NotReported)
	case cell == nil && !(t.inScope(k) && t.askedUnder(s.Editions[i], k.commodity)):
		s.Set(i, math.NaN(), math.NaN(), NotReported)
	case cell == nil:
		s.Set(i, 0, 0, Implied)
	case t.unknown(cell) && t.query.Measure == Value:
		s.Set(i, math.NaN(), math.NaN(), Confidential)
	case t.unknown(cell):
		s.Set(i, math.NaN(), math.NaN(), NotReported)
	default:
		s.Set(i, cell.measured.Float(), max(cell.upper, cell.measured).Float(), OK)
	}
}

// covers reports whether the editions have words for a cell: a code that wholly
// belongs to its category, and its commodity or one that became it.
func (t *tally) covers(editions EditionSet, k cellKey) bool {
	key := coverKey{editions, k.category, k.commodity}
	covered, known := t.covered[key]
	if known {
		return covered
	}
	for e := hscodes.HS1992; e <= hscodes.HS2022 && !covered; e++ {
		covered = editions.Has(e) && t.coversIn(e, k)
	}
	covered = covered || editions == 0
	t.covered[key] = covered
	return covered
}

func (t *tally) coversIn(e hscodes.Edition, k cellKey) bool {
	if k.category != 0 && !t.query.Scheme.Covers(t.sort.names[k.category], e) {
		return false
	}
	c, written := k.commodity, t.query.Edition
	switch {
	case c.Digits() != 6:
		return true
	case written == 0 || written == e:
		// A code that is in no edition, such as 999999, says nothing about them.
		return e.Has(c) || !inSomeEdition(c)
	}
	return slices.ContainsFunc(hscodes.Links(c, written, e), func(l hscodes.Link) bool {
		return !l.Diffuse && (l.Relation == hscodes.OneToOne || l.Relation == hscodes.OneToMany)
	})
}

func inSomeEdition(c hscodes.Code) bool {
	return slices.ContainsFunc(hscodes.Editions(), func(e hscodes.Edition) bool { return e.Has(c) })
}

// askedUnder reports whether the input holds, in any period, one of the numbers
// that a commodity of Query.Edition has in the editions. An extract of 8541.51 and
// .59 need not hold 8541.50 of the years before: its absence there is no zero.
func (t *tally) askedUnder(editions EditionSet, c hscodes.Code) bool {
	written := t.query.Edition
	if written == 0 || c.Digits() != 6 || editions == 0 {
		return true
	}
	published := t.sort.published()
	for e := hscodes.HS1992; e <= hscodes.HS2022; e++ {
		if !editions.Has(e) {
			continue
		}
		if e == written && published[c] {
			return true
		}
		for _, l := range hscodes.Links(c, written, e) {
			if e != written && !l.Diffuse && published[l.Code] {
				return true
			}
		}
	}
	return false
}

// coverKey is a question to covers.
type coverKey struct {
	editions  EditionSet
	category  int32
	commodity hscodes.Code
}

// inScope reports whether some file that has the period also has the category,
// in any period. An input of several extracts, one of drones in 2022 and one of
// chips in 2021 and 2022, says nothing about drones in 2021.
func (t *tally) inScope(k cellKey) bool {
	if k.category == 0 {
		return true
	}
	files := t.filesOf[k.period]
	for file := range files.all() {
		if t.holds[k.category].has(file) {
			return true
		}
	}
	return false
}

// missingTolerance is the share of a cell's money whose weight or quantity may be
// missing before the cell's sum is called unknown.
const missingTolerance = 0.05

// unknown reports whether so much of a cell is missing that its sum would be
// too low: any value, or weights and quantities of rows worth over 5 %.
func (t *tally) unknown(c *sum) bool {
	if c.unknown == 0 {
		return false
	}
	if t.query.Measure == Value || c.unknown == c.rows {
		return true
	}
	return c.missing.Float() > missingTolerance*c.value.Float()
}

// periods returns the columns: all periods from From to To, or from the first
// to the last that some asked reporter published, without gaps, so that a
// missing month is a column that says so.
func (t *tally) periods() []Period {
	var seen []Period
	for k := range t.blocks {
		seen = append(seen, k.period)
	}
	slices.SortFunc(seen, Period.Compare)
	seen = slices.Compact(seen)
	if len(seen) == 0 && !(t.query.From.IsValid() && t.query.To.IsValid()) {
		return nil
	}
	step := int32(12)
	if t.query.Frequency == Monthly {
		step = 1
	}
	var first, end int32
	if len(seen) > 0 {
		first, end = seen[0].first, seen[0].first
		for _, p := range seen {
			end = max(end, p.first+int32(p.months))
		}
	}
	if q := t.query.From; q.IsValid() {
		first = q.first
	}
	if q := t.query.To; q.IsValid() {
		end = q.first + int32(q.months)
	}
	var all []Period
	for month := first; month < end; {
		next, covered := month+step, false
		for len(seen) > 0 && seen[0].first < month+step {
			all = append(all, seen[0])
			next, covered = max(next, seen[0].first+int32(seen[0].months)), true
			seen = seen[1:]
		}
		if !covered {
			all = append(all, Period{month, int16(step)})
		}
		month = next
	}
	return all
}

// reporters returns the ids of the reporters that the query names, or of all
// that have published something asked for.
func (t *tally) reporters() (list []uint32) {
	if t.query.Reporters != nil {
		for _, c := range t.query.Reporters {
			list = append(list, t.places.of(string(c)))
		}
	} else {
		for k := range t.blocks {
			list = append(list, k.reporter)
		}
	}
	slices.SortFunc(list, func(a, b uint32) int { return cmp.Compare(t.places.names[a], t.places.names[b]) })
	return slices.Compact(list)
}
