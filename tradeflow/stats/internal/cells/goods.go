package cells

import (
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// SameGoods reports whether the number of a commodity stands for the same goods in
// all editions of two cells. A number that stays while goods left for other codes,
// as display panels left 9013.80 in HS2022, is not compared across the change;
// electronic waste and other diffuse losses do not count. A cell that adds up
// reporters of several editions is such a mixture by itself, and is compared with
// nothing: its change would be that of the editions in it. Where the query asked for
// one edition, the panel has taken care of it.
func SameGoods(p *tradeflow.Panel, k tradeflow.Key, was, is tradeflow.EditionSet) bool {
	all := was | is
	if k.Commodity.Digits() != 6 || p.Query.Edition != 0 || all&(all-1) == 0 {
		return true
	}
	for a := hscodes.HS1992; a <= hscodes.HS2022; a++ {
		for b := a + 1; b <= hscodes.HS2022; b++ {
			if all.Has(a) && all.Has(b) && !kept(k.Commodity, a, b) {
				return false
			}
		}
	}
	return true
}

func kept(c hscodes.Code, older, newer hscodes.Edition) bool {
	switch hscodes.Continuity(c, newer, older) {
	case hscodes.Identical, hscodes.EwasteLost, 0: // 0: in no edition's list, such as 999999
		return true
	case hscodes.ScopeLost:
		return !slices.ContainsFunc(hscodes.Links(c, older, newer), func(l hscodes.Link) bool { return !l.Diffuse && l.Code != c })
	}
	return false
}
