package reroute

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// weighed is a flow's value and weight in the two windows, of what has both.
type weighed struct {
	value, weight *book
	all           *book                         // the values with and without a weight
	left          map[tradeflow.Country]float64 // by declarant, the largest part of a value that has no weight
}

func weigh(value, weight *tradeflow.Panel, all *book, q Screens) *weighed {
	if value == nil || weight == nil {
		return nil
	}
	v, kg := both(value, weight)
	return &weighed{windows(openExports, v, q.Before, q.After), windows(openExports, kg, q.Before, q.After), all, map[tradeflow.Country]float64{}}
}

// both returns copies in which a cell that lacks either a value or a weight is zero
// in both: nothing of it counts. A weight of zero beside a value is a missing one. An
// unknown value stays unknown. Panels that do not have the same periods come
// back as they are.
func both(value, weight *tradeflow.Panel) (v, kg *tradeflow.Panel) {
	all := func(tradeflow.Key) bool { return true }
	v, kg = value.Only(all), weight.Only(all)
	columns := cells.Columns(kg, v.Periods)
	for _, j := range columns {
		if j < 0 {
			return v, kg
		}
	}
	at := cells.Places(kg)
	otherSide := (v.Query.Direction == tradeflow.Import) != (kg.Query.Direction == tradeflow.Import)
	for i := range v.Series {
		s := &v.Series[i]
		k := s.Key
		if otherSide {
			k.Reporter, k.Partner = k.Partner, k.Reporter
		}
		var w *tradeflow.Series
		if n, has := at[k]; has {
			w = &kg.Series[n]
		}
		for j, c := range columns {
			if !s.Status[j].HasNumber() || s.Upper[j] > 0 && w != nil && w.Upper[c] > 0 {
				continue
			}
			s.Set(j, 0, 0, tradeflow.Implied)
			if w != nil {
				w.Set(c, 0, 0, tradeflow.Implied)
			}
		}
	}
	return v, kg
}

// unitValues returns the value of a kilogram in the two windows, and how many
// declarants of the second are in it: those of which the whole window is known and
// something has both value and weight.
func (w *weighed) unitValues(from, to []tradeflow.Country, goods tradeflow.Key) (levels [2]Level, n int) {
	if w == nil {
		nothing := Level{Value: math.NaN(), Status: tradeflow.NotReported}
		return [2]Level{nothing, nothing}, 0
	}
	var value, weight [2]cells.Cell
	var why [2]tradeflow.Status
	for _, reporter := range from {
		counted := false
		for _, partner := range to {
			k := goods
			k.Reporter, k.Partner = reporter, partner
			all, v, kg := w.all.line(k), w.value.line(k), w.weight.line(k)
			for i := range levels {
				whole, v, kg := w.all.cell(all, i), w.value.cell(v, i), w.weight.cell(kg, i)
				if !whole.Known() || !v.Known() {
					why[i] = worse(why[i], whole.Status)
					continue
				}
				if kg.Status == tradeflow.EditionBreak {
					why[i] = kg.Status
				}
				matched := v.High > 0 && kg.High > 0
				w.note(k, whole, v, matched)
				if matched {
					value[i], weight[i] = plus(value[i], v), plus(weight[i], kg)
					counted = counted || i == 1
				}
			}
		}
		if counted {
			n++
		}
	}
	for i := range levels {
		levels[i] = w.unitValue(value[i], weight[i], why[i])
		if !w.value.same.goods(goods, levels[i].Editions) {
			levels[i].Value, levels[i].Status = math.NaN(), tradeflow.EditionBreak
		}
	}
	return levels, n
}

func plus(a, b cells.Cell) cells.Cell {
	return cells.Cell{Low: a.Low + b.Low, High: a.High + b.High, Editions: a.Editions | b.Editions}
}

// worse keeps the first status that says why, but for a break of the nomenclature.
func worse(was, is tradeflow.Status) tradeflow.Status {
	if was == tradeflow.OK || is == tradeflow.EditionBreak {
		return is
	}
	return was
}

// unitValue divides the matched sums; why says what was not known of others.
func (w *weighed) unitValue(value, weight cells.Cell, why tradeflow.Status) Level {
	u := Level{Value: math.NaN(), Editions: w.value.editions(value.Editions) | w.weight.editions(weight.Editions)}
	switch {
	case why == tradeflow.EditionBreak,
		cells.Wide(value.Low, value.High, cells.Tolerance(w.value.panel)), cells.Wide(weight.Low, weight.High, cells.Tolerance(w.weight.panel)):
		u.Status = tradeflow.EditionBreak
	case value.Low > 0 && weight.Low > 0:
		u.Value = value.Low / weight.Low
	case why != tradeflow.OK:
		u.Status = why
	default:
		u.Status = tradeflow.ZeroTotal
	}
	return u
}

// note remembers whose values have no weight.
func (w *weighed) note(k tradeflow.Key, whole, v cells.Cell, matched bool) {
	if !(whole.Low > 0) {
		return
	}
	part := 1.0
	if matched {
		part = 1 - v.Low/whole.Low
	}
	by := w.all.declarant(k)
	w.left[by] = max(w.left[by], part)
}

// passThrough is the value of a kilogram that leaves the hub for the target over that of
// one that leaves for the hub.
func (l *desk) passThrough(hubs []tradeflow.Country, goods tradeflow.Key) Component {
	out, _ := l.onwardWeighed.unitValues(hubs, []tradeflow.Country{l.q.Target}, goods)
	in, n := l.supplyWeighed.unitValues(l.q.Sanctioners, hubs, goods)
	if !l.sameMoney || !l.sameWeightUnit {
		return none(tradeflow.UnitChange, ratio, unknown, unknown)
	}
	before, after := l.over(goods, out[0], in[0]), l.over(goods, out[1], in[1])
	c := none(after.Status, ratio, before, after)
	c.Value, c.N = after.Value, n
	if c.Status == tradeflow.ZeroTotal {
		c.Why = "nothing has both a value and a weight"
	}
	return c
}

// over divides two unit values of the same goods.
func (l *desk) over(goods tradeflow.Key, a, b Level) Level {
	switch {
	case !a.Status.HasNumber():
		return Level{Value: math.NaN(), Status: a.Status}
	case !b.Status.HasNumber():
		return Level{Value: math.NaN(), Status: b.Status}
	case !l.supply.same.goods(goods, a.Editions|b.Editions):
		return Level{Value: math.NaN(), Status: tradeflow.EditionBreak}
	}
	return Level{Value: a.Value / b.Value}
}
