package tradeflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// gap is an edition in which the input lacks codes of a category that it has,
// under other numbers, in another edition: an extract that lists 8517.71 and .79 of
// HS2022, and not 8517.70, which held their goods before. The category then seems
// to grow or shrink when the edition changes.
type gap struct {
	category string
	lacking  hscodes.Edition // the edition without the codes
	having   hscodes.Edition // the edition with them
	codes    []string        // that are there, in having
	value    Thousandths     // of the measure, in them
	share    float64         // of the category, in having
}

// gaps finds the gaps of an input. A number that stays the same is none: its
// absence may be the end of a trade.
func (t *tally) gaps() (list []gap) {
	var editions EditionSet
	totals := map[missedCategory]Thousandths{}
	for k, g := range t.sort.all() {
		if !g.counted {
			continue
		}
		editions = editions.Add(k.edition)
		for _, h := range g.hits {
			if h.whole {
				totals[missedCategory{h.category, k.edition}] += g.sum
			}
		}
	}
	found := map[gapKey]*gap{}
	for k, g := range t.sort.all() {
		if !g.counted || g.level < 6 {
			continue
		}
		for other := hscodes.HS1992; other <= hscodes.HS2022; other++ {
			if !editions.Has(other) || other == k.edition {
				continue
			}
			for _, h := range g.hits {
				name := t.sort.names[h.category]
				if !h.whole || h.category == 0 || !t.isGap(g.published, k.edition, other, name) {
					continue
				}
				key := gapKey{name, other, k.edition}
				if found[key] == nil {
					found[key] = &gap{category: name, lacking: other, having: k.edition}
				}
				found[key].value += g.sum
				found[key].share = found[key].value.Float() / totals[missedCategory{h.category, k.edition}].Float()
				if c := g.published.String(); !slices.Contains(found[key].codes, c) {
					found[key].codes = append(found[key].codes, c)
				}
			}
		}
	}
	for _, g := range found {
		slices.Sort(g.codes)
		list = append(list, *g)
	}
	slices.SortFunc(list, func(a, b gap) int {
		return cmp.Or(strings.Compare(a.category, b.category), cmp.Compare(a.lacking, b.lacking), cmp.Compare(a.having, b.having))
	})
	return list
}

type missedCategory struct {
	category int32
	edition  hscodes.Edition
}

type gapKey struct {
	category        string
	lacking, having hscodes.Edition
}

// isGap reports whether a code's goods have, in another edition, other numbers that
// belong to the category too, and the input holds none of them.
func (t *tally) isGap(c hscodes.Code, from, to hscodes.Edition, category string) bool {
	renumbered := false
	for _, l := range hscodes.Links(c, from, to) {
		if l.Diffuse {
			continue
		}
		if l.Code == c || t.sort.published()[l.Code] {
			return false
		}
		m, ok := t.query.Scheme.Find(l.Code, to)
		renumbered = renumbered || ok && m.Whole && m.Category == category
	}
	return renumbered
}

// open reports whether a gap leaves the cells of a category open upwards in an
// edition: so much is missing that no growth can be computed over them.
func (t *tally) open(gaps []gap, category string, editions EditionSet) bool {
	return slices.ContainsFunc(gaps, func(g gap) bool {
		return g.category == category && editions.Has(g.lacking) && g.share > cmp.Or(t.query.Tolerance, DefaultTolerance)
	})
}

func (t *tally) warnGaps(p *Panel, gaps []gap) {
	for _, g := range gaps {
		p.warnOf(g.category, AboutEdition, fmt.Sprintf("%s: the data have %s of %s (%.1f %% of the category), but not these goods' codes in %s: growth may mislead",
			p.categoryLabel(g.category), some(g.codes, 6), g.having, 100*g.share, g.lacking))
	}
}
