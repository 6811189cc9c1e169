package tradeflow

import (
	"errors"
	"fmt"
)

// errFault says that a row has a fault.
var errFault = errors.New("a fault in the row")

// enter notes what a row of an asked reporter and period says about its publication,
// and reports whether it counts: take then adds it. One that does not count gets its
// fate. A flow that was there before is an error.
func (t *tally) enter(f *flow, goods *goods, value Thousandths, fates *fates) (counts bool, err error) {
	if goods.are(faulty) {
		return false, fmt.Errorf("code %q: %w", t.codes.names[f.code], goods.err)
	}
	f.note(goods, value)
	f.block.silent = f.block.silent || t.isSilent(f.source)
	if !f.wanted {
		fates.add(f.fate, f.reason, value)
		return false, nil
	}
	mask := f.mask()
	f.block.see(f.code, 1<<mask)
	if goods.are(alien) {
		t.sort.aliens[missedKey{goods.published, f.edition}] += value
	}
	if goods.reason != 0 {
		t.sort.miss(goods, f.edition, value)
		if mask == 0 && goods.level >= 6 {
			f.block.addBelow(goods, value) // a heading that counts in part holds it too
		}
		fates.addGoods(goods, value)
		return false, nil
	}
	if !goods.are(masked) && t.twins == Refuse && !t.isNew(f, goods) {
		return false, t.twice(f)
	}
	return true, nil
}

// isSilent reports whether a source does not list all that there is.
func (t *tally) isSilent(source uint32) bool {
	for int(source) >= len(t.silent) {
		t.silent = append(t.silent, silentSources()[t.sources.names[len(t.silent)]])
	}
	return t.silent[source]
}

const otherDirection = "other direction: "

// leaves returns why the query leaves such rows out, or "".
func (t *tally) leaves(p Period, d Direction, m onlyMeasure, reporter uint32) (Fate, string) {
	if fate, reason := t.leavesAll(p, d, m); reason != "" {
		return fate, reason
	}
	switch t.asked.reporters.wishFor(&t.places, reporter, p) {
	case aggregate:
		return Dropped, "reporter that is an aggregate of others: " + t.places.names[reporter]
	case unwanted:
		return NotAsked, otherReporter
	}
	return 0, ""
}

// leavesAll returns why the query leaves such rows out, whoever reported them, or "".
func (t *tally) leavesAll(p Period, d Direction, m onlyMeasure) (Fate, string) {
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
	return 0, ""
}

const otherReporter = "other reporter"

// Reasons that many rows share are made once.
var (
	otherFrequency  = [...]string{Annual: Annual.String() + " figures", Monthly: Monthly.String() + " figures"}
	otherDirections = [...]string{
		0: otherDirection + "none", Import: otherDirection + Import.String(), Export: otherDirection + Export.String(),
		ReExport: otherDirection + ReExport.String(), ReImport: otherDirection + ReImport.String(),
	}
)

// otherPartner returns why the query leaves out a partner that it does not want.
func (t *tally) otherPartner(id uint32) (Fate, string) {
	p := t.asked.partners.of(&t.places, id)
	if p.wish != aggregate {
		return NotAsked, "other partner"
	}
	if p.why == "" {
		p.why = "partner that is an aggregate of others: " + t.places.names[id]
	}
	return Dropped, p.why
}
