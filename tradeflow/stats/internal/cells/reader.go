package cells

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Cell is one cell of a panel as a statistic reads it.
type Cell struct {
	Value     float64 // NaN where Status has no number
	Low, High float64 // what it is at least and at most; NaN where unknown
	Status    tradeflow.Status
	Editions  tradeflow.EditionSet
}

// Known reports whether the cell has a number.
func (c Cell) Known() bool { return c.Status.HasNumber() }

// IsRange reports whether the cell may be more, or less, than its number.
func (c Cell) IsRange() bool { return c.Low < c.High || math.IsNaN(c.Low) != math.IsNaN(c.High) }

// Point returns the cell without its bounds.
func (c Cell) Point() Cell {
	c.Low, c.High = c.Value, c.Value
	return c
}

// Reader reads the cells of a panel, and remembers which of them are ranges.
type Reader struct {
	panel        *tradeflow.Panel
	tolerance    float64  // the widest range, as a fraction of its upper end, whose lower end still passes for the number
	wide, narrow []extent // by series; nil until there is one
}

// extent is the time from the first to the last cell that is a range.
type extent struct{ from, to tradeflow.Period }

// Read returns a reader of p.
func Read(p *tradeflow.Panel) *Reader {
	return &Reader{panel: p, tolerance: Tolerance(p)}
}

// Tolerance returns the widest range of p, as a fraction of its upper end, over
// which statistics still compute.
func Tolerance(p *tradeflow.Panel) float64 {
	return cmp.Or(p.Query.Tolerance, tradeflow.DefaultTolerance)
}

// Wide reports whether the numbers from low to high are too far apart for one of
// them to stand for all. A high end that is unknown is.
func Wide(low, high, tolerance float64) bool {
	return !(high-low <= tolerance*math.Abs(high))
}

// Cell returns series i in column j. An amount that is a wide range reads as a
// break of the nomenclature, and so does a period whose edition has no code for
// the series; their bounds stay. What a statistic has computed over ranges is not
// judged again. Column -1 reads as not reported.
func (r *Reader) Cell(i, j int) Cell {
	if j < 0 {
		return Cell{math.NaN(), math.NaN(), math.NaN(), tradeflow.NotReported, 0}
	}
	s := &r.panel.Series[i]
	c := Cell{s.Values[j], s.Values[j], s.Upper[j], s.Status[j], s.Editions[j]}
	switch {
	case s.Lower != nil:
		c.Low = s.Lower[j]
	case c.Status == tradeflow.NotInNomenclature:
		c.Value, c.Status = math.NaN(), tradeflow.EditionBreak
	case !c.Known():
		c.Value = math.NaN()
	case c.Low == c.High || r.panel.Unit.Kind != tradeflow.Amount:
	case Wide(c.Low, c.High, r.tolerance):
		c.Value, c.Status = math.NaN(), tradeflow.EditionBreak
		r.note(&r.wide, i, j)
	default:
		r.note(&r.narrow, i, j)
	}
	return c
}

// Editions returns the editions of the cells of series i in the given columns.
func (r *Reader) Editions(i int, columns ...int) (set tradeflow.EditionSet) {
	for _, j := range columns {
		if j >= 0 {
			set |= r.panel.Series[i].Editions[j]
		}
	}
	return set
}

func (r *Reader) note(in *[]extent, i, j int) {
	if *in == nil {
		*in = make([]extent, len(r.panel.Series))
	}
	t, e := r.panel.Periods[j], &(*in)[i]
	if !e.from.IsValid() || t.Compare(e.from) < 0 {
		e.from = t
	}
	if t.Compare(e.to) > 0 {
		e.to = t
	}
}

// Warn tells the reader of q which cells were ranges.
func (r *Reader) Warn(q *tradeflow.Panel) {
	const why = " may hold more than is certain"
	if r.wide != nil {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %s%s, by more than %.0f %%: nothing is computed over it there", q.Statistic, r.list(r.wide), why, 100*r.tolerance))
	}
	if r.narrow != nil {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %s%s, by up to %.0f %%: what is certain is used", q.Statistic, r.list(r.narrow), why, 100*r.tolerance))
	}
}

func (r *Reader) list(at []extent) string {
	var found []int
	for i, e := range at {
		if e.from.IsValid() {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(a, b int) int { return r.panel.Series[a].Key.Compare(r.panel.Series[b].Key) })
	return Some(len(found), func(i int) string {
		return fmt.Sprintf("%s (%s)", r.panel.Label(found[i]), Between(at[found[i]].from, at[found[i]].to))
	})
}
