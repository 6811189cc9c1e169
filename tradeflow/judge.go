package tradeflow

import "fmt"

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
		fate, reason := t.otherPartner(key.partner)
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
		flow := t.flowHash(*key, regime)
		if t.watch != nil && t.watch.flow == flow {
			return foundRow("")
		} else if !t.seen.insert(flow) {
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
