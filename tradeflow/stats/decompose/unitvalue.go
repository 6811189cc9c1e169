package decompose

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// LMDI explains the change of each item's value since the panel's first column,
// in the values' own unit, by the logarithmic mean Divisia index, additive form
// I: the effect of the unit value p is L(v1,v0)·ln(p1/p0) and that of the
// quantity q L(v1,v0)·ln(q1/q0), with the logarithmic mean L(a,b) = (a−b)/ln(a/b).
// A logarithm has no zero: an item that was not there before, or is not any
// more, is all of the effect new or ceased, never a small number in place of the
// zero. The effect unmatched is the change of items without a known and positive
// quantity in both periods. A change has no number where a value is unknown.
// Source: Ang, Energy Policy 33, 2005; for prices Montgomery's indicator of 1937.
//
// Items are joined by their keys. It panics for panels that are not of amounts.
func LMDI(value, quantity *tradeflow.Panel) Decomposition {
	return byUnitValue("LMDI", value, quantity, func(v0, v1, q0, q1 float64) (price, volume float64) {
		l := logMean(v1, v0)
		return l * math.Log((v1/q1)/(v0/q0)), l * math.Log(q1/q0)
	})
}

// Bennet explains the change of each item's value since the panel's first column,
// in the values' own unit: the effect of the unit value p is ½(q0+q1)(p1−p0), and
// that of the quantity q ½(p0+p1)(q1−q0). An item without a quantity has no unit
// value: the effects new, ceased and unmatched, and the changes without a number,
// are those of [LMDI]. Source: Bennet, Journal of the Royal Statistical Society
// 83, 1920; Diewert, American Journal of Economics and Sociology 64, 2005.
//
// Items are joined by their keys. It panics for panels that are not of amounts.
func Bennet(value, quantity *tradeflow.Panel) Decomposition {
	return byUnitValue("Bennet", value, quantity, func(v0, v1, q0, q1 float64) (price, volume float64) {
		half := (v1 - v0) / 2 // the formula multiplied out: p is v/q
		cross := (v1*(q0/q1) - v0*(q1/q0)) / 2
		return half + cross, half - cross
	})
}

// notPrices is what the reader of every number from unit values must know.
const notPrices = "unit values are not prices: they also change with the quality and the mix of the goods in a code"

// byUnitValue splits the changes of items that have a unit value in both periods.
func byUnitValue(method string, value, quantity *tradeflow.Panel, split func(v0, v1, q0, q1 float64) (price, volume float64)) Decomposition {
	cells.Amounts(value, "decompose."+method)
	cells.Amounts(quantity, "decompose."+method)
	d := begin(value, cells.Keys(value), method,
		Effect{Name: "price", Note: "from the change of unit values"},
		Effect{Name: "quantity", Note: "from the change of quantities"},
		Effect{Name: "new", Note: "items with no value in the base period"},
		Effect{Name: "ceased", Note: "items with no value any more"},
		Effect{Name: "unmatched", Note: "items without a unit value in both periods"})
	cells.Remember(d.Change, quantity)
	d.Change.Warn(tradeflow.AboutAmounts, d.Change.Statistic+": "+notPrices)
	b := join(value, quantity)
	unmatched, known := 0, 0
	for i, s := range value.Series {
		for j := range d.Change.Periods {
			was, is := b.value.Cell(i, 0), b.value.Cell(i, j+1)
			c := changed(value, s.Key, was, is)
			if !c.Known() {
				d.put(i, j, c)
				continue
			}
			known++
			x, matched := b.item(i, 0, j+1)
			switch {
			case matched:
				price, volume := split(x.v0, x.v1, x.q0, x.q1)
				d.put(i, j, c, price, volume, 0, 0, 0)
			case was.Value == 0 && is.Value >= 0:
				d.put(i, j, c, 0, 0, c.Value, 0, 0)
			case was.Value > 0 && is.Value == 0:
				d.put(i, j, c, 0, 0, 0, c.Value, 0)
			default:
				d.put(i, j, c, 0, 0, 0, 0, c.Value)
				unmatched++
			}
		}
	}
	b.warn(d.Change)
	if unmatched > 0 {
		d.Change.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: no unit value in both periods in %d of %s, which are the effect unmatched", d.Change.Statistic, unmatched, count(known, "change", "changes")))
	}
	return d.end()
}

// logMean returns the logarithmic mean of two positive numbers.
func logMean(a, b float64) float64 {
	switch x := (a - b) / b; {
	case x == 0:
		return a
	case math.Abs(x) < 0.5: // exact where a is near b
		return (a - b) / math.Log1p(x)
	}
	return (a - b) / math.Log(a/b)
}
