package tradeflow

import (
	"fmt"
	"slices"
)

// Duplicates says what becomes of two rows for one flow.
type Duplicates uint8

const (
	Refuse Duplicates = iota // they are an error, which names both
	Sum                      // they add up: parts that the publisher lists without saying of what
	Latest                   // the last one counts, in the order of Files.Paths: revisions of one table. Every flow that counts is kept in memory
)

// flowKey names a flow, wherever it stands.
type flowKey struct {
	key    pendingKey // without its file and edition
	regime uint32
}

// heldRow is the latest row of a flow so far.
type heldRow struct {
	flow flow
	row  sum
}

// superseded is why an earlier row of a flow does not count.
const superseded = "superseded by a later row of the same flow"

// hold keeps a row until a later one of the same flow takes its place.
func (t *tally) hold(f *flow, row *sum, fates *fates) error {
	flow := flowKey{f.key(), f.regime}
	flow.key.file, flow.key.edition = 0, 0
	if t.latest == nil {
		t.latest = map[flowKey]*heldRow{}
	}
	held := t.latest[flow]
	if held == nil {
		if len(t.latest) >= maxKeys {
			return fmt.Errorf("more than %d flows: with Files.Duplicates set to Latest all are kept in memory; query fewer", maxKeys)
		}
		t.latest[flow] = &heldRow{*f, *row}
		return nil
	}
	if old := &held.flow; old.split == 0 {
		old.note(t.goods(old), -held.row.value)
	}
	t.stale = append(t.stale, *held)
	*held = heldRow{*f, *row}
	return nil
}

// settle counts the rows that were held, and books those that gave way.
func (t *tally) settle(ledger *Ledger) error {
	if t.latest == nil {
		return nil
	}
	books, closeBooks := openBooks(ledger)
	defer closeBooks()
	for _, old := range t.stale {
		books[old.flow.file].addSum(Dropped, superseded, &old.row)
	}
	rows := make([]*heldRow, 0, len(t.latest))
	for _, held := range t.latest {
		rows = append(rows, held)
	}
	slices.SortFunc(rows, func(a, b *heldRow) int { return t.comparePending(a.flow.key(), b.flow.key()) })
	for _, held := range rows {
		f := &held.flow
		if err := t.place(f, t.goods(f), &held.row, books[f.file]); err != nil {
			return fmt.Errorf("%s: %w", t.named(f.key()), t.mixedUnits(err))
		}
	}
	return nil
}
