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
	key pendingKey
	row sum
}

// superseded is why an earlier row of a flow does not count.
const superseded = "superseded by a later row of the same flow"

// hold keeps a row until a later one of the same flow takes its place.
func (t *tally) hold(key pendingKey, regime uint32, row sum, fates *fates) error {
	flow := flowKey{key, regime}
	flow.key.file, flow.key.edition = 0, 0
	if t.latest == nil {
		t.latest = map[flowKey]*heldRow{}
	}
	held := t.latest[flow]
	if held == nil {
		if len(t.latest) >= maxKeys {
			return fmt.Errorf("more than %d flows: with Files.Duplicates set to Latest all are kept in memory; query fewer", maxKeys)
		}
		t.latest[flow] = &heldRow{key, row}
		return nil
	}
	t.note(&held.key, t.sort.find(held.key.code, t.codes.names[held.key.code], held.key.edition), -held.row.value)
	t.stale = append(t.stale, *held)
	*held = heldRow{key, row}
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
		books[old.key.file].addSum(Dropped, superseded, &old.row)
	}
	rows := make([]*heldRow, 0, len(t.latest))
	for _, held := range t.latest {
		rows = append(rows, held)
	}
	slices.SortFunc(rows, func(a, b *heldRow) int { return a.key.compare(b.key) })
	for _, held := range rows {
		k := held.key
		if err := t.place(k, t.sort.find(k.code, t.codes.names[k.code], k.edition), held.row, books[k.file]); err != nil {
			return fmt.Errorf("%s: %w", t.named(k), t.mixedUnits(err))
		}
	}
	return nil
}
