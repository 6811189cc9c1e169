package tradeflow

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// linter notes, while a view of Inspect adds its rows up, what totals and parts of
// each kind are worth, to compare them when all rows are known.
type linter struct {
	totals map[blockCode]Thousandths // of rows that are the total of all splits
	splits map[splitCode]Thousandths
	groups map[groupPlace]Thousandths
}

// splitCode names the rows of a code that are split in one way.
type splitCode struct {
	blockCode
	mask codeSeen
}

// groupPlace names what a group of reporters declares, on one level of codes.
type groupPlace struct {
	group, partner uint32
	period         Period
	level          int
}

func newLinter() *linter {
	return &linter{map[blockCode]Thousandths{}, map[splitCode]Thousandths{}, map[groupPlace]Thousandths{}}
}

func (l *linter) row(k pendingKey, g *goods, value Thousandths) {
	if k.mask() == 0 {
		l.totals[blockCode{k.block, g.published}] += value
	}
}

func (l *linter) split(k pendingKey, g *goods, value Thousandths) {
	l.splits[splitCode{blockCode{k.block, g.published}, k.mask()}] += value
}

// group notes rows of a reporter that is a group of others.
func (l *linter) group(t *tally, from, to int) {
	c := &t.columns
	var f flow
	for i := from; i < to; i++ {
		c.describe(&f, i, to)
		if f.code = c.code.at(i); f.mask() == 0 {
			value, _ := c.values.at(i)
			l.groups[groupPlace{c.reporter.at(i), c.partner.at(i), c.period.at(i), t.goods(&f).tier()}] += value
		}
	}
}

// compare warns of totals that are far from their parts.
func (l *linter) compare(t *tally, p *Panel) {
	var found []string
	for _, k := range slices.SortedFunc(maps.Keys(l.splits), func(a, b splitCode) int {
		return cmp.Or(t.compareBlocks(a.block, b.block), a.code.Compare(b.code), cmp.Compare(a.mask, b.mask))
	}) {
		if total, parts := l.totals[k.blockCode], l.splits[k]; far(total, parts) {
			found = append(found, fmt.Sprintf("%s %s %s: %s, by %s %s", t.places.names[k.block.reporter], k.block.period, cmp.Or(k.code.String(), allGoods), t.money(total), splitWords(k.mask), t.money(parts)))
		}
	}
	if found != nil {
		p.Warn(AboutTotals, "totals disagree with their splits ("+some(found, 3)+")")
	}
	if found = l.members(t); found != nil {
		p.Warn(AboutTotals, "groups of reporters disagree with their members ("+some(found, 3)+")")
	}
}

// members compares each group with the sum of its members, over the partners that
// the group lists and on its deepest level of codes.
func (l *linter) members(t *tally) (found []string) {
	deepest := map[blockKey]int{}
	for k := range l.groups {
		s := blockKey{k.group, k.period}
		deepest[s] = max(deepest[s], k.level)
	}
	whole, parts := map[blockKey]Thousandths{}, map[blockKey]Thousandths{}
	for k, value := range l.groups {
		s := blockKey{k.group, k.period}
		if k.level != deepest[s] || !t.asked.partners.of(&t.places, k.partner).single {
			continue
		}
		whole[s] += value
		for _, code := range places.Members(t.places.names[k.group], int(k.period.first)+int(k.period.months)-1) {
			if slab := t.slabs[slabKey{t.places.index[code], k.partner, k.period}]; slab != nil {
				for _, c := range slab.all() {
					parts[s] += c.value
				}
			}
		}
	}
	for _, s := range slices.SortedFunc(maps.Keys(whole), t.compareBlocks) {
		if parts[s] != 0 && far(whole[s], parts[s]) {
			found = append(found, fmt.Sprintf("%s %s: %s, its members %s", t.places.names[s.reporter], s.period, t.money(whole[s]), t.money(parts[s])))
		}
	}
	return found
}
