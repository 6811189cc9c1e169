package cells

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Published knows who published what in a panel. It tells what a key stands for
// that the panel does not have, because nothing was ever declared for it: a zero
// where its declarant published the period and the panel has the goods; else
// unknown. Two panels that are joined by key ask it.
type Published struct {
	panel *tradeflow.Panel
	side  tradeflow.Dims // whose declarations they are: Reporter, or Partner in a panel that was flipped
	by    map[tradeflow.Country][]declared
	goods map[tradeflow.Key][]bool
}

// declared is what is known of a declarant in a period.
type declared struct {
	any      bool
	editions tradeflow.EditionSet
}

// Publications reads p once. The side is Reporter, or Partner where p was flipped.
func Publications(p *tradeflow.Panel, side tradeflow.Dims) *Published {
	w := &Published{p, side, map[tradeflow.Country][]declared{}, map[tradeflow.Key][]bool{}}
	for i := range p.Series {
		s := &p.Series[i]
		by, of := w.declarant(s.Key), s.Key.Without(tradeflow.Reporter|tradeflow.Partner)
		if w.by[by] == nil {
			w.by[by] = make([]declared, len(p.Periods))
		}
		if w.goods[of] == nil {
			w.goods[of] = make([]bool, len(p.Periods))
		}
		periods, goods := w.by[by], w.goods[of]
		for j, status := range s.Status {
			if status.HasNumber() {
				periods[j].any, goods[j] = true, true
				periods[j].editions |= s.Editions[j]
			}
		}
	}
	return w
}

func (w *Published) declarant(k tradeflow.Key) tradeflow.Country {
	if w.side == tradeflow.Partner {
		return k.Partner
	}
	return k.Reporter
}

// Absent is a key that the panel does not have.
type Absent struct {
	key   tradeflow.Key
	by    []declared
	goods []bool
	asked bool
	fixed bool // the query asked for one edition
}

// Absent returns what is known of a key that the panel does not have.
func (w *Published) Absent(k tradeflow.Key) Absent {
	q := &w.panel.Query
	return Absent{k, w.by[w.declarant(k)], w.goods[k.Without(tradeflow.Reporter|tradeflow.Partner)],
		askedFor(q.Reporters, k.Reporter) && askedFor(q.Partners, k.Partner), q.Edition != 0}
}

// askedFor reports whether a query that lists such economies asks for c; one that
// lists none asks for all but aggregates.
func askedFor(list []tradeflow.Country, c tradeflow.Country) bool {
	if list == nil {
		return !c.IsAggregate()
	}
	return c == "" || slices.Contains(list, c)
}

// Cell returns the cell in column j, -1 for none.
func (a Absent) Cell(j int) Cell {
	unknown := Cell{math.NaN(), math.NaN(), math.NaN(), tradeflow.NotReported, 0}
	if j < 0 || a.by == nil || a.goods == nil || !a.asked || !a.by[j].any || !a.goods[j] {
		return unknown
	}
	unknown.Editions = a.by[j].editions
	if c := a.key.Commodity; c.Digits() == 6 && !a.fixed && unknown.Editions != 0 && !named(c, unknown.Editions) {
		unknown.Status = tradeflow.EditionBreak
		return unknown
	}
	return Cell{Status: tradeflow.Implied, Editions: unknown.Editions}
}

// named reports whether one of the editions has the code.
func named(c hscodes.Code, in tradeflow.EditionSet) bool {
	for e := hscodes.HS1992; e <= hscodes.HS2022; e++ {
		if in.Has(e) && e.Has(c) {
			return true
		}
	}
	return false
}
