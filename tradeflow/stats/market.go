package stats

import (
	"fmt"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// market is the members of one total in one period, in key order: what a measure of
// concentration is computed from.
type market struct {
	total     cells.Cell // known, or zero, or a range too wide to compute over
	members   []int      // their series in the panel
	low, high []float64  // what each is at least and at most
	n, most   int        // how many are above zero for certain, and may be
	highs     []float64  // scratch
	levels    []float64  // scratch
	top       []int      // scratch
	order     []interval // scratch
}

// among names a measure of concentration and what it is over, of which the heading of
// a pure number would not tell.
func among(name string, over tradeflow.Dims) string { return name + " over " + cells.Plural(over) }

// concentration computes one number for each total over some dimensions, in each
// period. There is none where the total allows no share.
func concentration(p *tradeflow.Panel, function string, over tradeflow.Dims, name, what string, measure func(*market) cells.Cell) *tradeflow.Panel {
	q, sums, _ := measured(p, function, over, name, tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: what + " " + allListed(over)}, measure)
	warnRanges(p, q, sums)
	return q
}

// byNumber is concentration where the result depends on the number of members, which
// the reader is told; single says what it is where there is one.
func byNumber(p *tradeflow.Panel, function string, over tradeflow.Dims, name, what, single string, measure func(*market) cells.Cell) *tradeflow.Panel {
	q, sums, n := measured(p, function, over, name, tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: what + " " + allListed(over)}, measure)
	warnRanges(p, q, sums)
	n.tell(q, over, single)
	return q
}

func measured(p *tradeflow.Panel, function string, over tradeflow.Dims, name string, unit tradeflow.Unit, measure func(*market) cells.Cell) (q *tradeflow.Panel, sums []cells.Cell, n numbers) {
	if over == 0 {
		panic(function + ": over no dimension: every total would have one member")
	}
	cells.Amounts(p, function)
	groups := cells.GroupBy(p, over)
	q = cells.ResultOf(p, name, unit, p.Periods, groups.Keys)
	q.Query.By &^= over
	aggregates(p, function, over, q)
	sums = totals(p, groups, q)
	var m market
	for g, members := range groups.Members {
		for j := range p.Periods {
			m.total = sums[g*len(p.Periods)+j]
			c := unknown(m.total.Status)
			if m.total.Low >= 0 {
				m.read(p, members, j)
				c = measure(&m)
			}
			if c.Known() {
				n.add(&m)
			}
			c.Editions = m.total.Editions
			cells.Put(&q.Series[g], j, c)
		}
	}
	return q, sums, n
}

// read takes over the members in column j.
func (m *market) read(p *tradeflow.Panel, members []int, j int) {
	m.members, m.low, m.highs = members, m.low[:0], m.highs[:0]
	for _, i := range members {
		m.low = append(m.low, p.Series[i].Values[j])
	}
	m.high = m.low
	if m.total.IsRange() {
		for k, i := range members {
			low, high := p.Series[i].Bounds(j)
			m.low[k], m.highs = low, append(m.highs, high)
		}
		m.high = m.highs
	}
	m.n, m.most = 0, 0
	for k, low := range m.low {
		switch {
		case low > 0:
			m.n++
			m.most++
		case !(m.high[k] <= 0):
			m.most++
		}
	}
}

// share returns the share of member k, from what is certain.
func (m *market) share(k int) float64 { return m.low[k] / m.total.Value }

// bounded reports whether the members are ranges that bound their shares.
func (m *market) bounded() bool { return m.total.Low > 0 && m.total.Low < m.total.High }

// point is a number without bounds: none where the total has none.
func (m *market) point(v float64) cells.Cell { return m.between(v, math.NaN(), math.NaN()) }

// between is a number with bounds, which stay where the total is too wide a range
// for a number.
func (m *market) between(v, low, high float64) cells.Cell {
	if !m.total.Known() {
		v = math.NaN()
	}
	return cells.Cell{Value: v, Low: low, High: high, Status: m.total.Status}
}

// warnRanges tells the reader of q which of its totals are ranges.
func warnRanges(p, q *tradeflow.Panel, sums []cells.Cell) {
	ranges := p.Empty(p.Periods)
	for g := range q.Series {
		s := tradeflow.NewSeries(q.Series[g].Key, len(p.Periods), tradeflow.NotReported)
		for j := range p.Periods {
			if t := sums[g*len(p.Periods)+j]; t.Low >= 0 {
				s.Set(j, t.Low, t.High, tradeflow.OK)
			}
		}
		ranges.Series = append(ranges.Series, s)
	}
	r := cells.Read(ranges)
	for g := range ranges.Series {
		for j := range p.Periods {
			r.Cell(g, j)
		}
	}
	r.Warn(q)
}

// numbers remembers how many members there were.
type numbers struct {
	any, single        bool
	least, most, zeros int
}

func (n *numbers) add(m *market) {
	if !n.any {
		n.any, n.least, n.most = true, m.n, m.n
	}
	n.least, n.most, n.zeros = min(n.least, m.n), max(n.most, m.n), max(n.zeros, len(m.low)-m.n)
	n.single = n.single || m.n == 1
}

func (n *numbers) tell(q *tradeflow.Panel, over tradeflow.Dims, single string) {
	if !n.any {
		return
	}
	text := fmt.Sprintf("%s: n counts the %s above zero, of which there are %d", q.Statistic, cells.Plural(over), n.least)
	if n.most > n.least {
		text += fmt.Sprintf(" to %d", n.most)
	}
	if n.zeros > 0 {
		text += fmt.Sprintf("; up to %d more are listed with zero, and to count them too gives another number", n.zeros)
	}
	if n.single && single != "" {
		text += "; where n is 1 it is " + single
	}
	q.Warn(tradeflow.AboutCoverage, text)
}
