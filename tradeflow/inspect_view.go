package tradeflow

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// view looks at the files through one query for everything.
type view struct {
	tally  *tally
	ledger Ledger
	err    error // of the tally, which then stops looking
}

func newView(d Direction, f Frequency, twins Duplicates) *view {
	t := newTally(Query{Direction: d, Frequency: f, By: Reporter | Partner})
	t.estimate = colNetWeightEstimated // of the value, the share whose weight is an estimate
	t.linter, t.twins = newLinter(), twins
	return &view{tally: t}
}

func (v *view) add(b *batch) {
	for len(v.ledger.Files) <= b.file {
		v.ledger.Files = append(v.ledger.Files, FileLedger{})
	}
	if v.err == nil {
		v.err = v.tally.add(b, &v.ledger.Files[b.file])
	}
}

func (v *view) coverage(read *Ledger) (*Coverage, []string) {
	t := v.tally
	for len(v.ledger.Files) < len(read.Files) {
		v.ledger.Files = append(v.ledger.Files, FileLedger{})
	}
	var doubts []string
	doubt := func(err error) {
		if err != nil {
			doubts = append(doubts, fmt.Sprintf("%ss, %s: %v", t.query.Direction, t.query.Frequency, err))
		}
	}
	err := v.err
	if err == nil {
		err = t.verdict(&v.ledger)
	}
	doubt(err)
	judged := v.ledger.Total().Lines
	if len(t.blocks) == 0 && !slices.ContainsFunc(judged, func(l LedgerLine) bool { return l.Fate != NotAsked }) {
		return nil, doubts
	}
	if len(t.blocks) == 0 {
		doubt(errors.New("all reporters are aggregates of others: name one in Query.Reporters"))
	}
	c := &Coverage{
		Direction: t.query.Direction, Frequency: t.query.Frequency, Periods: t.periods(),
		Unit: strings.Join(t.currencies.list(t.used.currencies), " and "), Valuation: t.valuation(),
	}
	if strings.Contains(c.Unit, " and ") {
		doubt(errors.New("the rows are in " + c.Unit + ", which do not add"))
	}
	partners := map[Country]bool{}
	var value, estimated Thousandths
	for k, slab := range t.slabs {
		partners[Country(t.places.names[k.partner])] = true
		for _, cell := range slab.all() {
			value += cell.value
			estimated += t.store.of(cell).estimated
		}
	}
	c.Value, c.Estimated = value.Float(), estimated.Float()
	if c.Value > 0 {
		c.Estimated /= c.Value
	}
	for _, r := range t.reporters() {
		c.Reporters = append(c.Reporters, Country(t.places.names[r]))
	}
	for _, bl := range t.blocks {
		c.Editions |= bl.editions
		for id := range bl.listed.all() {
			partners[Country(t.places.names[id])] = true
		}
		if slices.ContainsFunc(bl.world[:], func(v Thousandths) bool { return v != 0 }) {
			partners[World] = true
		}
	}
	c.Partners = sortedKeys(partners)
	c.Missing = t.lacking(c.Periods)
	for _, l := range v.ledger.Total().Lines {
		if c.Rows += l.Rows; l.Fate == NotAsked {
			c.Rows -= l.Rows
		}
		if l.Fate == Dropped {
			c.Excess = append(c.Excess, Excess{l.Reason, l.Rows, l.Value.Float()})
		}
	}
	slices.SortFunc(c.Excess, func(a, b Excess) int { return cmp.Compare(b.Value, a.Value) })
	p := &Panel{Periods: c.Periods, Query: t.query, Ledger: &Ledger{}}
	t.warnWorld(p)
	t.warnLevels(p)
	t.linter.compare(t, p)
	t.warnListed(p, t.reporters())
	t.warnEditions(p)
	c.Warnings = p.Warnings
	return c, doubts
}

// lacking names the reporters that are silent between periods that they published.
func (t *tally) lacking(periods []Period) (list []string) {
	for _, r := range t.reporters() {
		var missing, gap []Period
		begun := false
		for _, p := range periods {
			if t.blocks[blockKey{r, p}] != nil {
				if begun {
					missing = append(missing, gap...)
				}
				begun, gap = true, nil
				continue
			}
			gap = append(gap, p)
		}
		if len(missing) > 0 {
			list = append(list, t.places.names[r]+" ("+periodList(missing)+")")
		}
	}
	return list
}
