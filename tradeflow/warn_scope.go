package tradeflow

import (
	"fmt"
	"maps"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// scopeLoss says that codes of a category kept their number and lost goods.
type scopeLoss struct {
	category int32
	since    hscodes.Edition
	waste    bool // what they lost is electronic waste only
}

// warnScope notes codes that stayed in their category under their number, but lost
// goods between the editions of the panel: to electronic waste, or to codes
// outside the category. It is a note to growth across the change, not a break.
func (t *tally) warnScope(p *Panel) {
	if t.query.Scheme == nil {
		return
	}
	var editions EditionSet
	for _, bl := range t.blocks {
		editions |= bl.editions
	}
	lost := map[scopeLoss][]hscodes.Code{}
	for k, g := range t.sort.all() {
		older := before(editions, k.edition)
		if !g.counted || g.level < 6 || older == 0 {
			continue
		}
		for _, h := range g.hits {
			loss := scopeLoss{h.category, k.edition, false}
			switch {
			case !h.whole:
				continue
			case hscodes.Continuity(g.published, k.edition, older) == hscodes.EwasteLost:
				loss.waste = true
			case !t.leftCategory(g.published, older, k.edition, h.category):
				continue
			}
			if !slices.Contains(lost[loss], g.published) {
				lost[loss] = append(lost[loss], g.published)
			}
		}
	}
	for _, loss := range slices.SortedFunc(maps.Keys(lost), scopeLoss.compare) {
		codes := lost[loss]
		slices.SortFunc(codes, hscodes.Code.Compare)
		var names []string
		for _, c := range codes {
			names = append(names, c.String())
		}
		name := t.sort.names[loss.category]
		what := "some goods of %s are under codes outside this category"
		if loss.waste {
			what = "electronic waste is no longer in %s, which is no break"
		}
		p.warnOf(name, AboutEdition, fmt.Sprintf("%s: since %s "+what, p.categoryLabel(name), loss.since, some(names, 6)))
	}
}

func (l scopeLoss) compare(m scopeLoss) int {
	if l.category != m.category {
		return int(l.category) - int(m.category)
	}
	if l.since != m.since {
		return int(l.since) - int(m.since)
	}
	if l.waste == m.waste {
		return 0
	} else if l.waste {
		return -1
	}
	return 1
}

// before returns the newest edition of a set that is older than e, or 0.
func before(set EditionSet, e hscodes.Edition) hscodes.Edition {
	for e--; e > 0; e-- {
		if set.Has(e) {
			return e
		}
	}
	return 0
}

// leftCategory reports whether goods of a code that kept its number went, by links
// that are not diffuse, to codes that are not wholly in the category.
func (t *tally) leftCategory(c hscodes.Code, from, to hscodes.Edition, category int32) bool {
	links := hscodes.Links(c, from, to)
	return slices.ContainsFunc(links, func(l hscodes.Link) bool { return l.Code == c }) &&
		slices.ContainsFunc(links, func(l hscodes.Link) bool {
			m, ok := t.query.Scheme.Find(l.Code, to)
			return !l.Diffuse && !(ok && m.Whole && (category == 0 || m.Category == t.sort.names[category]))
		})
}
