package decompose

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Decomposition explains a change: its effects add up to it, cell by cell. A
// change that cannot be split has no number, with a status that says why, and
// neither has any of its effects.
type Decomposition struct {
	Change  *tradeflow.Panel // what is explained: each period less the panel's first column
	Effects []Effect         // in the order in which they are read
}

// Effect is one part of a change.
type Effect struct {
	Name  string           // such as "mix"
	Note  string           // what it is, in one sentence
	Panel *tradeflow.Panel // amounts, with the keys and periods of the change
}

// Sum adds the change and every effect up over the dimensions of over, as
// [tradeflow.Panel.Sum] does: a sum is unknown where one of its parts is. The
// error is that of Panel.Sum.
func (d Decomposition) Sum(over tradeflow.Dims) (Decomposition, error) {
	change, err := d.Change.Sum(over)
	if err != nil {
		return Decomposition{}, err
	}
	total := Decomposition{Change: change, Effects: slices.Clone(d.Effects)}
	for k, e := range d.Effects {
		if total.Effects[k].Panel, err = e.Panel.Sum(over); err != nil {
			return Decomposition{}, err
		}
	}
	return total, nil
}

// begin returns a decomposition of the differences to p's first column, with no
// known cell yet. The effects say by what method they are computed: another one gives
// others of the same name.
func begin(p *tradeflow.Panel, keys []tradeflow.Key, method string, effects ...Effect) Decomposition {
	name, periods := "difference", []tradeflow.Period(nil)
	if len(p.Periods) > 0 {
		periods = p.Periods[1:]
		name += " to " + p.Periods[0].Words() + cells.Unadjusted(p, slices.Repeat(p.Periods[:1], len(periods)), periods)
	}
	d := Decomposition{Change: cells.ResultOf(p, name, p.Unit, periods, keys), Effects: effects}
	first := func(int) []tradeflow.Period { return p.Periods[:1] }
	cells.Against(d.Change, first)
	for k := range effects {
		effects[k].Panel = cells.ResultOf(p, name+": "+effects[k].Name+" ("+method+")", p.Unit, periods, keys)
		cells.Against(effects[k].Panel, first)
	}
	return d
}

// put writes cell j of series i: a change and its parts, or why there are none.
func (d Decomposition) put(i, j int, c cells.Cell, parts ...float64) {
	sum := math.Abs(c.Value)
	for _, v := range parts {
		sum += math.Abs(v)
	}
	if c.Known() && !(sum <= math.MaxFloat64) { // all have a number, or none
		c.Status = tradeflow.OutOfRange
	}
	if !c.Known() {
		c.Value = math.NaN()
	}
	cells.Put(&d.Change.Series[i], j, c.Point())
	for k, e := range d.Effects {
		if c.Known() {
			c.Value = parts[k]
		}
		cells.Put(&e.Panel.Series[i], j, c.Point())
	}
}

// end gives the effects the warnings and sources of the change.
func (d Decomposition) end() Decomposition {
	for _, e := range d.Effects {
		e.Panel.Sources, e.Panel.Warnings = slices.Clone(d.Change.Sources), slices.Clone(d.Change.Warnings)
	}
	return d
}

// unexplained tells the reader how many changes are known and yet not split.
func (d Decomposition) unexplained(n int, why string) {
	if n > 0 {
		d.Change.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: %s known and not explained: %s", d.Change.Statistic, count(n, "change is", "changes are"), why))
	}
}

// changed returns the difference of two cells of a series, or why there is none.
func changed(p *tradeflow.Panel, k tradeflow.Key, base, x cells.Cell) cells.Cell {
	c := cells.Cell{Value: x.Value - base.Value, Status: cells.Missing(base.Status, x.Status), Editions: base.Editions | x.Editions}
	if !cells.SameGoods(p, k, base.Editions, x.Editions) {
		c.Status = tradeflow.EditionBreak
	}
	return c
}

// warnAs tells the reader of q which cells of another panel were ranges.
func warnAs(q *tradeflow.Panel, what string, r *cells.Reader) {
	name := q.Statistic
	q.Statistic += what
	r.Warn(q)
	q.Statistic = name
}

// count says "1 change is" or "3 changes are".
func count(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}
