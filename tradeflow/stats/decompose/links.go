package decompose

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// comparison compares the items of a group in two periods.
type comparison struct {
	joined
	formula Formula
	total   *tradeflow.Panel // the values of the groups
	sums    *cells.Reader    // of total
	items   []item
}

// link is the price index of a period, and how much of the value it stands on.
type link struct{ price, matched cells.Cell }

// link compares column k of a group with column j: the price index is 1 for no
// change.
func (c *comparison) link(g int, members []int, j, k int) link {
	c.items = c.items[:0]
	var v0, v1 float64
	m0, m1 := float64(c.p.Periods[j].Months()), float64(c.p.Periods[k].Months())
	for _, i := range members {
		if x, matched := c.item(i, j, k); matched {
			v0 += x.v0
			v1 += x.v1
			c.items = append(c.items, item{x.v0 / m0, x.v1 / m1, x.q0 / m0, x.q1 / m1})
		}
	}
	base, now := c.sums.Cell(g, j), c.sums.Cell(g, k)
	editions := base.Editions | now.Editions
	status := cells.Missing(base.Status, now.Status)
	if !cells.SameGoods(c.total, c.total.Series[g].Key, base.Editions, now.Editions) {
		status = tradeflow.EditionBreak
	}
	share := cells.Cell{Value: min(v0/base.Value, v1/now.Value), Status: status, Editions: editions}
	switch {
	case !share.Known():
	case base.Value == 0 || now.Value == 0:
		share.Status = tradeflow.ZeroTotal
	case base.Value < 0 || now.Value < 0 || share.Value > 1: // beside a negative value
		share.Status = tradeflow.BaseNonPositive
	}
	if !share.Known() {
		share.Value = math.NaN()
	}
	price := cells.Cell{Value: math.NaN(), Status: status, Editions: editions}
	switch {
	case len(c.items) > 0:
		price.Value, price.Status = c.formula.of(c.items), tradeflow.OK
	case price.Known():
		price.Status = tradeflow.TooFew
	}
	return link{price.Point(), share.Point()}
}

// fixed returns the indices of a group on the first column.
func (c *comparison) fixed(g int, members []int) []link {
	all := make([]link, len(c.p.Periods))
	for j := range all {
		all[j] = c.link(g, members, 0, j)
		if j == 0 && all[j].price.Known() {
			all[j].price.Value = 1 // of itself, whatever the rounding
		}
		all[j].price.Value *= 100
		all[j].price = all[j].price.Point()
	}
	return all
}

// chained returns the indices of a group, chained by the calendar and 100 in the
// first column. A link without a number breaks the chain for all that is beyond it.
func (c *comparison) chained(g int, members []int, order []int) []link {
	all := make([]link, len(order))
	first := 0
	for order[first] != 0 {
		first++
	}
	all[0] = c.link(g, members, 0, 0)
	if all[0].price.Known() {
		all[0].price.Value = 100
	}
	all[0].price = all[0].price.Point()
	extend := func(from, to int, l link, factor float64) {
		before := all[from].price
		l.price.Editions |= before.Editions
		if !before.Known() {
			l.price.Status = before.Status
		}
		l.price.Value = before.Value * factor
		l.price = l.price.Point()
		all[to] = l
	}
	for n := first + 1; n < len(order); n++ {
		l := c.link(g, members, order[n-1], order[n])
		extend(order[n-1], order[n], l, l.price.Value)
	}
	for n := first - 1; n >= 0; n-- {
		l := c.link(g, members, order[n], order[n+1])
		extend(order[n+1], order[n], l, 1/l.price.Value)
	}
	return all
}
