package chart

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// sameGoods reports whether the numbers of series i in two columns, both known,
// can be compared. A commodity may keep its code and lose its goods to another one
// in a new edition of the nomenclature: then stats.Diff, which is asked here about
// the numbers without their ranges, has no difference.
func sameGoods(p *tradeflow.Panel, i, was, is int) bool {
	q := p.Empty([]tradeflow.Period{p.Periods[was], p.Periods[is]})
	s := tradeflow.NewSeries(p.Series[i].Key, 2, tradeflow.OK)
	for at, j := range []int{was, is} {
		k := read(&p.Series[i], j)
		s.Set(at, k.raw, k.raw, k.status)
		s.Editions[at] = editions(&p.Series[i], j)
	}
	q.Series = []tradeflow.Series{s}
	return stats.Diff(q).Series[0].Status[0] != tradeflow.EditionBreak
}

func editions(s *tradeflow.Series, j int) tradeflow.EditionSet {
	if j < len(s.Editions) {
		return s.Editions[j]
	}
	return 0
}

// unequal is the remark where two periods of amounts are not equally long: eleven
// months beside twelve look like a fall.
func unequal(p *tradeflow.Panel) string {
	if a, b := p.Periods[0].Months(), p.Periods[len(p.Periods)-1].Months(); p.Unit.Kind == tradeflow.Amount && a != b {
		return "The two periods are not equally long"
	}
	return ""
}

// findBroken looks among some rows for those whose two numbers stand for different
// goods.
func (s *subject) findBroken(order []int) (broken []bool, remark string) {
	broken = make([]bool, len(s.rows))
	was, is := 0, 1
	if s.source.Periods[1].Compare(s.source.Periods[0]) < 0 {
		was, is = 1, 0
	}
	var names []string
	for _, i := range order {
		if broken[i] = !s.lacks(i) && !sameGoods(s.source, i, was, is); broken[i] {
			names = append(names, shorten(s.rows[i].label, 40))
		}
	}
	const most = 3
	if n := len(names); n > most {
		names = append(names[:most], fmt.Sprintf("and %d more", n-most))
	}
	if len(names) == 0 {
		return broken, ""
	}
	return broken, "Not joined, as the nomenclature has changed what the number stands for: " + strings.Join(names, ", ")
}
