package tradeflow

import (
	"cmp"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

// panel makes the answer, when every row has been added.
func (t *tally) panel(ledger *Ledger) (*Panel, error) {
	if err := t.verdict(ledger); err != nil {
		return nil, err
	}
	for _, b := range t.blocks {
		b.lanes = nil // which is much memory
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
		Query: t.query, Sources: citation.Merge(t.sources.list(t.used.sources)...), Ledger: ledger,
	}
	reporters := t.reporters()
	var gaps []gap
	if t.query.Scheme != nil {
		gaps = t.gaps()
	}
	t.fillSeries(p, reporters, gaps)
	t.warnGaps(p, gaps)
	t.warn(p, reporters)
	t.noteReporting(p, reporters)
	return p, nil
}

// missingTolerance is the share of a cell's money whose weight or quantity may be
// missing before the cell's sum is called unknown.
const missingTolerance = 0.05

// unknown reports whether so much of a cell is missing that its sum would be
// too low: any value, or weights and quantities of rows worth over 5 %.
func (t *tally) unknown(c *cell) bool {
	a := t.store.of(c)
	if a.unknown == 0 {
		return false
	}
	if t.query.Measure == Value || c.state&known == 0 {
		return true
	}
	return a.missing.Float() > missingTolerance*c.value.Float()
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
