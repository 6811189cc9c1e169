package tradeflow

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Totals of goods (a heading, a chapter, all goods) are left out where their
// subdivisions have rows. Here the two are compared: an extract that lists only some
// of a heading's subheadings holds less than the heading.

// blockCode names a code in a publication.
type blockCode struct {
	block blockKey
	code  hscodes.Code
}

// addBelow notes a counted row by its heading, or, where its own line is withheld,
// by the code under which it stands.
func (b *block) addBelow(g *goods, value Thousandths) {
	if g.are(masked) {
		b.addAbove(g.published, value)
		return
	}
	b.addHeading(int(g.heading), value)
}

func (b *block) addHeading(heading int, value Thousandths) {
	for heading >= len(b.below) {
		b.below = append(b.below, make([]Thousandths, max(16, len(b.below)))...)
	}
	b.below[heading] += value
}

// addAbove notes a counted row on a high level.
func (b *block) addAbove(c hscodes.Code, value Thousandths) {
	if b.above == nil {
		b.above = map[hscodes.Code]Thousandths{}
	}
	b.above[c] += value
}

// parts adds up what counted below each code on a high level, by its number.
func (t *tally) parts(b *block) []Thousandths {
	sums := make([]Thousandths, len(t.sort.headings)+1)
	add := func(c hscodes.Code, value Thousandths) {
		for n := 0; n <= min(c.Digits(), 4); n += 2 {
			sums[t.sort.headings[c.Truncate(n)]] += value
		}
	}
	for c, i := range t.sort.headings {
		if c.Digits() == 4 && i < len(b.below) {
			add(c, b.below[i])
		}
	}
	for c, value := range b.above {
		add(c, value)
	}
	return sums
}

// worth returns what a publication comes to, each flow once: its single partners on
// the deepest level of codes that it has, or World where it has no others.
func (b *block) worth() Thousandths {
	for level := levels - 1; level >= 0; level-- {
		if b.partners[level] != 0 {
			return b.partners[level]
		}
	}
	for level := levels - 1; level >= 0; level-- {
		if b.world[level] != 0 {
			return b.world[level]
		}
	}
	return 0
}

// warnLevels compares totals of goods with their subdivisions.
func (t *tally) warnLevels(p *Panel) {
	type finding struct {
		blockCode
		total, parts Thousandths
	}
	var found []finding
	codes := make([]hscodes.Code, len(t.sort.headings)+1)
	for c, i := range t.sort.headings {
		codes[i] = c
	}
	for k, b := range t.blocks {
		if len(b.dropped) == 0 || b.leaves {
			continue
		}
		parts := t.parts(b)
		for number, total := range b.dropped {
			if far(total, parts[number]) {
				found = append(found, finding{blockCode{k, codes[number]}, total, parts[number]})
			}
		}
	}
	if len(found) == 0 {
		return
	}
	slices.SortFunc(found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(math.Abs(float64(b.total-b.parts)), math.Abs(float64(a.total-a.parts))),
			t.compareBlocks(a.block, b.block), a.code.Compare(b.code))
	})
	var list []string
	for _, f := range found {
		list = append(list, fmt.Sprintf("%s %s %s: %s, its parts %s", Country(t.places.names[f.block.reporter]).Name(), f.block.period, cmp.Or(f.code.String(), allGoods), t.money(f.total), t.money(f.parts)))
	}
	p.Warn(AboutTotals, "published totals of goods differ from the detailed codes that are counted in their place ("+some(list, 3)+"): the data may list only some of these")
}

// far reports whether a total is further from its parts than publishers' rounding
// and secrets explain.
func far(total, parts Thousandths) bool {
	return math.Abs(float64(total-parts)) > totalTolerance*math.Abs(float64(total))
}

// warnReading repeats what the reading found, file by file, for the reader of the
// panel.
func warnReading(p *Panel) {
	var unknown, converted []string
	for _, f := range p.Ledger.Files {
		for _, name := range f.Unknown {
			unknown = with(unknown, name)
		}
		for _, note := range f.Converted {
			converted = with(converted, note)
		}
	}
	if unknown != nil {
		p.Warn(AboutTotals, fmt.Sprintf("unknown columns of the files were ignored: %s; if one of them splits the flows, trade may be counted more than once", some(unknown, 6)))
	}
	for _, note := range converted {
		p.Warn(AboutAmounts, note)
	}
}
