package stats

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Screen says which unit values are outliers. Both screens look at logarithms, so
// that a tenth of the median is as far away as ten times the median, and at all
// items that have a unit value, before any is left out.
type Screen struct {
	// MaxRatio leaves out an item whose unit value is more than so many times, or
	// less than such a part of, the median of all items of the same goods and
	// period, whatever their reporter and partner. 0 is 100; math.Inf(1) leaves out none.
	MaxRatio float64

	// Whiskers leaves out an item whose unit value is more than so many times the
	// distance between the quartiles below the lower or above the upper one, the
	// items being those of the same goods, period and reporter. FAO screens so, per
	// reporter, flow, year and code; 1.5 is Tukey's number. 0 leaves out none.
	// Quartiles are R's type 7.
	Whiskers float64
}

// Match is sums over the items whose value and quantity are both known, above zero
// and pass a Screen: UnitValue(m.Value, m.Quantity) is a ratio of matched sums.
type Match struct {
	Value    *tradeflow.Panel // of the matched items
	Quantity *tradeflow.Panel // of the same items
	Share    *tradeflow.Panel // the matched value as a fraction of all value that is known
	Left     []LeftOut        // what was left out, by key and period
}

// LeftOut is an item that is not matched.
type LeftOut struct {
	Key       tradeflow.Key
	Period    tradeflow.Period
	Value     float64 // NaN where unknown
	UnitValue float64 // NaN where there is none
	Why       string  // "value unknown", "quantity unknown", "value zero", "quantity zero", "negative", "ratio to the median" or "outside the whiskers"
}

// Matched adds value and quantity up over the dimensions of over, each cell of the
// two panels being an item, and leaves out the items that lack one of the two or do
// not pass the screen. An item of which nothing is traded is neither matched nor
// left out. A sum has no number where no item is matched: it has the status of the
// first value that is unknown if that is all there is, else TooFew. The sums are of
// matched items, and may be smaller than the trade: Share says by how much, and
// warnings what was left out. With over = 0 every item stays alone. Sources: FAO,
// validation of trade unit values by boxplot of their logarithms; IMF and others,
// Export and Import Price Index Manual (2009).
//
// It panics as UnitValue does, where the World stands beside the economies that
// it contains in a sum, and for a ratio below 1 or whiskers below 0.
func Matched(value, quantity *tradeflow.Panel, over tradeflow.Dims, s Screen) Match {
	const function = "stats.Matched"
	s.MaxRatio = cmp.Or(s.MaxRatio, 100)
	if !(s.MaxRatio >= 1) || !(s.Whiskers >= 0) {
		panic(fmt.Sprintf("%s: a ratio of %v or whiskers of %v leave out everything", function, s.MaxRatio, s.Whiskers))
	}
	cells.Amounts(value, function)
	cells.Amounts(quantity, function)
	alike(function, value, quantity)
	m := newMatching(value, quantity)
	m.screen(s)
	groups := cells.GroupBy(m.keys, over)
	result := func(p *tradeflow.Panel, name string, unit tradeflow.Unit) *tradeflow.Panel {
		q := cells.ResultOf(p, name, unit, m.join.Periods, groups.Keys)
		q.Query.By &^= over
		adopt(q, value)
		adopt(q, quantity)
		cells.Aggregates(m.keys, function, over, q)
		m.join.Left.Warn(q)
		m.join.Right.Warn(q)
		return q
	}
	out := Match{
		Value:    result(value, "value of matched items", value.Unit),
		Quantity: result(quantity, "quantity of matched items", quantity.Unit),
		Share:    result(value, "matched items", tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "the value known"}),
		Left:     m.left(),
	}
	for g, members := range groups.Members {
		for j := range m.join.Periods {
			v, n, share := m.sum(members, j)
			out.Value.Series[g].Set(j, v.Low, v.High, v.Status) // amounts: their range is told by the upper end
			out.Quantity.Series[g].Set(j, n.Low, n.High, n.Status)
			cells.Put(&out.Share.Series[g], j, share)
			out.Value.Series[g].Editions[j], out.Quantity.Series[g].Editions[j] = v.Editions, n.Editions
		}
	}
	for _, q := range []*tradeflow.Panel{out.Value, out.Quantity, out.Share} {
		m.warn(q)
	}
	return out
}

// fate is what became of an item.
type fate uint8

const (
	matched fate = iota
	nothing      // is traded
	valueUnknown
	quantityUnknown
	valueZero
	quantityZero
	negative
	farFromMedian
	outsideWhiskers
)

var fateWords = [...]string{
	valueUnknown: "value unknown", quantityUnknown: "quantity unknown", valueZero: "value zero", quantityZero: "quantity zero",
	negative: "negative", farFromMedian: "ratio to the median", outsideWhiskers: "outside the whiskers",
}

// matching is the items of two panels, by row and column of their join.
type matching struct {
	join    cells.Join
	keys    *tradeflow.Panel // of the rows
	columns int
	logs    []float64 // of unit values; NaN where there is none
	fates   []fate
}

func newMatching(value, quantity *tradeflow.Panel) *matching {
	m := &matching{join: cells.JoinByKey(value, quantity), keys: &tradeflow.Panel{}}
	m.columns = len(m.join.Periods)
	m.logs, m.fates = make([]float64, len(m.join.Keys)*m.columns), make([]fate, len(m.join.Keys)*m.columns)
	for i, k := range m.join.Keys {
		m.keys.Series = append(m.keys.Series, tradeflow.Series{Key: k})
		for j := range m.columns {
			v, n := m.join.Left.Cell(i, j), m.join.Right.Cell(i, j)
			at := i*m.columns + j
			m.fates[at], m.logs[at] = fateOf(v, n), math.NaN()
			if m.fates[at] == matched {
				m.logs[at] = math.Log(v.Value) - math.Log(n.Value)
			}
		}
	}
	return m
}

// fateOf judges an item without its unit value.
func fateOf(v, n cells.Cell) fate {
	switch {
	case v.Value < 0 || n.Value < 0:
		return negative
	case !v.Known():
		return valueUnknown
	case v.Value == 0 && n.Value > 0:
		return valueZero
	case v.Value == 0:
		return nothing
	case !n.Known():
		return quantityUnknown
	case n.Value == 0:
		return quantityZero
	}
	return matched
}

// left lists the items that are left out.
func (m *matching) left() (list []LeftOut) {
	for at, f := range m.fates {
		if f > nothing {
			i, j := at/m.columns, at%m.columns
			list = append(list, LeftOut{m.join.Keys[i], m.join.Periods[j], m.join.Left.Cell(i, j).Value, math.Exp(m.logs[at]), fateWords[f]})
		}
	}
	return list
}

// sum adds up the matched items of some rows in a column.
func (m *matching) sum(rows []int, j int) (value, quantity, share cells.Cell) {
	known, kept, left, traded := 0.0, 0, 0, false
	var why tradeflow.Status
	for _, i := range rows {
		v, n := m.join.Left.Cell(i, j), m.join.Right.Cell(i, j)
		switch f := m.fates[i*m.columns+j]; f {
		case matched:
			kept++
			value.Low, value.High = value.Low+v.Low, value.High+v.High
			quantity.Low, quantity.High = quantity.Low+n.Low, quantity.High+n.High
			value.Editions |= v.Editions
			quantity.Editions |= n.Editions
		case nothing:
			traded = traded || v.Status != tradeflow.Implied
		case valueUnknown:
			why = cmp.Or(why, v.Status)
		default:
			left++
		}
		if v.Known() && v.Value > 0 {
			known += v.Value
		}
	}
	status := tradeflow.OK
	switch {
	case kept > 0:
	case left > 0:
		status = tradeflow.TooFew
	case why != tradeflow.OK:
		status = why
	case !traded:
		status = tradeflow.Implied
	}
	value.Status, quantity.Status = status, status
	share = cells.Cell{Value: value.Low / known, Editions: value.Editions}
	if !status.HasNumber() {
		value.Low, value.High, quantity.Low, quantity.High = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	switch {
	case known == 0 && why != tradeflow.OK:
		share = unknown(why)
	case known == 0:
		share = unknown(tradeflow.ZeroTotal)
	}
	share.Low, share.High = share.Value, share.Value
	return value, quantity, share
}

// warn tells the reader of q how many items are left out, and why.
func (m *matching) warn(q *tradeflow.Panel) {
	counts, all := make([]int, len(fateWords)), 0
	for _, f := range m.fates {
		if counts[f]++; f != nothing {
			all++
		}
	}
	if all == counts[matched] {
		return
	}
	var parts []string
	for f := valueUnknown; int(f) < len(counts); f++ {
		if counts[f] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", fateWords[f], counts[f]))
		}
	}
	q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: %d of %d items are left out: %s", q.Statistic, all-counts[matched], all, strings.Join(parts, ", ")))
}
