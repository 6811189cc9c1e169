package tradeflow

// parquetKeys are the columns by which the rows of a group are sorted.
var parquetKeys = []int{colPeriod, colDirection, colReporter, colPartner, colCode}

// order returns the places of the collected rows in their order, or nil if they
// have come in it. The texts must be sorted.
func (p *parquetWriter) order() []uint32 {
	var keys []*parquetColumn
	for _, k := range parquetKeys {
		if len(p.columns[k].texts) > 1 {
			keys = append(keys, p.columns[k])
		}
	}
	if inOrder(keys, p.rows) {
		return nil
	}
	order, next := make([]uint32, p.rows), make([]uint32, p.rows)
	for i := range order {
		order[i] = uint32(i)
	}
	// Counting sort by each key, the last one first: what agrees in a key stays
	// in the order of those behind it, and in the end in that in which it came.
	for i := len(keys) - 1; i >= 0; i-- {
		place := make([]uint32, len(keys[i].texts)+2) // of the next row with each number
		for _, number := range keys[i].rows {
			place[number+1]++
		}
		for number := range place[1:] {
			place[number+1] += place[number]
		}
		for _, row := range order {
			number := keys[i].rows[row]
			next[place[number]] = row
			place[number]++
		}
		order, next = next, order
	}
	return order
}

// inOrder reports whether the rows are sorted by the keys.
func inOrder(keys []*parquetColumn, rows int) bool {
	for row := 1; row < rows; row++ {
		for _, k := range keys {
			if k.rows[row-1] > k.rows[row] {
				return false
			}
			if k.rows[row-1] < k.rows[row] {
				break
			}
		}
	}
	return true
}

// arrange puts the rows into an order; nil is the one that they have.
func (c *parquetColumn) arrange(order []uint32) {
	if order == nil {
		return
	}
	c.rows = arranged(c.rows, order)
	if len(c.amounts) > 0 {
		c.amounts = arranged(c.amounts, order)
	}
}

func arranged[T any](rows []T, order []uint32) []T {
	out := make([]T, len(rows), cap(rows))
	for i, row := range order {
		out[i] = rows[row]
	}
	return out
}
