package decompose

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// item is one item that has a value and a quantity in two periods, all positive.
type item struct{ v0, v1, q0, q1 float64 }

// joined is a panel of values, and beside it the quantities of the same keys and
// periods.
type joined struct {
	p, other        *tradeflow.Panel
	value, quantity *cells.Reader
	row, column     []int // of the quantities, by series and column of the values; -1 where they have none
}

func join(value, quantity *tradeflow.Panel) joined {
	quantity = cells.WithSums(quantity, value.Periods)
	b := joined{p: value, other: quantity, value: cells.Read(value), quantity: cells.Read(quantity), row: make([]int, len(value.Series)), column: cells.Columns(quantity, value.Periods)}
	places := cells.Places(quantity)
	for i, s := range value.Series {
		at, found := places[s.Key]
		if !found {
			at = -1
		}
		b.row[i] = at
	}
	return b
}

// item returns series i in columns j and k, and whether it can be compared.
func (b *joined) item(i, j, k int) (x item, ok bool) {
	at := b.row[i]
	if at < 0 || b.column[j] < 0 || b.column[k] < 0 {
		return x, false
	}
	v0, v1 := b.value.Cell(i, j), b.value.Cell(i, k)
	q0, q1 := b.quantity.Cell(at, b.column[j]), b.quantity.Cell(at, b.column[k])
	key := b.p.Series[i].Key
	x = item{v0.Value, v1.Value, q0.Value, q1.Value}
	ok = x.v0 > 0 && x.v1 > 0 && x.q0 > 0 && x.q1 > 0 && // none of which an unknown number is
		cells.SameGoods(b.p, key, v0.Editions, v1.Editions) && cells.SameGoods(b.other, key, q0.Editions, q1.Editions)
	return x, ok
}

// warn tells the reader of q which cells were ranges.
func (b *joined) warn(q *tradeflow.Panel) {
	b.value.Warn(q)
	warnAs(q, ", quantity", b.quantity)
}
