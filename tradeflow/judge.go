package tradeflow

import (
	"errors"
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

// errFault says that a row has a fault.
var errFault = errors.New("a fault in the row")

// enter notes a row of an asked reporter and period, and reports whether it counts:
// take then adds it. One that does not count gets its fate. A flow that was there before
// is an error. Most rows of most files come by here and go no further.
func (t *tally) enter(f *flow, g *goods, value Thousandths, fates *fates) (counts bool, err error) {
	b := f.block
	if g.are(faulty) {
		return false, fmt.Errorf("code %q: %w", t.codes.names[f.code], g.err)
	}
	b.rows++
	if f.split == 0 { // else it is a part of a row whose value is noted elsewhere
		f.note(g, value)
	}
	if !f.wanted {
		fate, reason := t.otherPartner(f.partner)
		fates.add(fate, reason, value)
		return false, nil
	}
	if f.split != 0 || !b.codes.has(int(f.code)) {
		b.see(f.code, f.split)
		if !(g.level >= 6 && b.parents.has(int(g.heading))) {
			t.firstOf(b, g)
		}
	}
	if g.traits != 0 {
		t.noteTraits(f, g, value)
	}
	if g.reason == 0 {
		if t.twins == Refuse && !g.are(masked) && !t.isNew(f, g) {
			return false, t.twice(f)
		}
		return true, nil
	}
	if f.split == 0 && g.level >= 6 && !f.leaves { // a heading that counts in part holds it too
		if int(g.heading) < len(b.below) && !g.are(masked) {
			b.below[g.heading] += value
		} else {
			b.addBelow(g, value)
		}
	}
	fates.addGoods(g, value)
	return false, nil
}

// note adds up what single partners are worth, and World.
func (f *flow) note(g *goods, value Thousandths) {
	switch f.side {
	case singleSide:
		f.block.partners[g.tier()] += value
	case worldSide:
		f.block.world[g.tier()] += value
	}
}

// noteTraits notes what is odd about a row's code.
func (t *tally) noteTraits(f *flow, g *goods, value Thousandths) {
	if g.are(alien) {
		t.sort.aliens[missedKey{g.published, f.edition}] += value
	}
	if g.are(outside) {
		t.sort.missed[missedKey{g.published, f.edition}] += value
	}
}

// isSilent reports whether a source does not list all that there is.
func (t *tally) isSilent(source uint32) bool {
	for int(source) >= len(t.silent) {
		t.silent = append(t.silent, silentSources()[citation.Dataset(t.sources.names[len(t.silent)])])
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
