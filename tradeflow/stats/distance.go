package stats

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// pair is two economies: their series in two panels.
type pair struct{ a, b []int }

// distances writes constant + factor·Σ|a − b| into series n of q for pair n, a and
// b being the shares of all goods that either of the two has.
func distances(q *tradeflow.Panel, amounts, shares [2]*tradeflow.Panel, pairs []pair, sameScope bool, constant, factor float64) {
	a, b := cells.Read(shares[0]), cells.Read(shares[1])
	columns, others := cells.Columns(shares[0], q.Periods), cells.Columns(shares[1], q.Periods)
	type lack struct{ pair, missing, of int }
	var lacking []lack
	renamed := map[string]bool{}
	for n, pr := range pairs {
		rows := merge(shares, pr)
		missing := 0
		for _, row := range rows {
			if row[0] < 0 || row[1] < 0 {
				missing++
			}
		}
		if missing > 0 && len(pr.b) > 0 {
			lacking = append(lacking, lack{n, missing, len(rows)})
		}
		for j := range q.Periods {
			sum, theirs := cells.Cell{}, tradeflow.OK
			if len(pr.b) == 0 || missing > 0 && !sameScope {
				sum, theirs = unknown(tradeflow.OK), tradeflow.NotReported
			}
			for _, row := range rows {
				x, y := listed(a, row[0], columns[j]), listed(b, row[1], others[j])
				theirs = first(theirs, y.Status)
				sum.Status = first(sum.Status, x.Status) // what is unknown of the economy itself says more
				plus(&sum, x, y)
				if row[0] >= 0 && row[1] >= 0 && columns[j] >= 0 && others[j] >= 0 {
					s, t := &amounts[0].Series[row[0]], &amounts[1].Series[row[1]]
					if !cells.SameGoods(amounts[0], s.Key, s.Editions[columns[j]], t.Editions[others[j]]) {
						renamed[s.Key.Commodity.String()] = true
					}
				}
			}
			sum.Status = first(sum.Status, theirs)
			cells.Put(&q.Series[n], j, scaled(sum, constant, factor))
		}
	}
	if len(lacking) > 0 {
		what := "count as zeros there"
		if !sameScope {
			what = "are unknown there, as the panels were asked for different goods or partners"
		}
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: goods that only one of the two sides lists %s: %s", q.Statistic, what,
			cells.Some(len(lacking), func(i int) string { // in the order of the pairs, which is that of their keys
				l := lacking[i]
				return fmt.Sprintf("%s (%d of %d)", q.Label(l.pair), l.missing, l.of)
			})))
	}
	if codes := slices.Sorted(maps.Keys(renamed)); len(codes) > 0 {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %s stand for other goods in the editions of the two sides, and are compared by number all the same: ask for one with Query.Edition",
			q.Statistic, cells.Some(len(codes), func(i int) string { return codes[i] })))
	}
}

// merge pairs the series of two economies by their goods, in the order of goods;
// -1 stands for what one of them does not list.
func merge(p [2]*tradeflow.Panel, pr pair) (rows [][2]int) {
	const economies = tradeflow.Reporter | tradeflow.Partner
	a, b := pr.a, pr.b
	for len(a) > 0 || len(b) > 0 {
		order := 0
		switch {
		case len(a) == 0:
			order = 1
		case len(b) == 0:
			order = -1
		default:
			order = p[0].Series[a[0]].Key.Without(economies).Compare(p[1].Series[b[0]].Key.Without(economies))
		}
		row := [2]int{-1, -1}
		if order <= 0 {
			row[0], a = a[0], a[1:]
		}
		if order >= 0 {
			row[1], b = b[0], b[1:]
		}
		rows = append(rows, row)
	}
	return rows
}

// listed reads a share, which is zero where the economy does not list the good.
func listed(r *cells.Reader, i, j int) cells.Cell {
	if i < 0 {
		return cells.Cell{Status: tradeflow.Implied}
	}
	return r.Cell(i, j)
}

// plus adds |x − y| to a sum; its status is the caller's.
func plus(sum *cells.Cell, x, y cells.Cell) {
	low, high := distance(x, y)
	sum.Value += math.Abs(x.Value - y.Value)
	sum.Low += low
	sum.High += high
	sum.Editions |= x.Editions | y.Editions
}

// distance bounds |x − y|.
func distance(x, y cells.Cell) (low, high float64) {
	return max(0, x.Low-y.High, y.Low-x.High), max(x.High-y.Low, y.High-x.Low)
}

// scaled is constant + factor·d, d being a sum of distances of shares, which
// rounding must not take beyond 2.
func scaled(d cells.Cell, constant, factor float64) cells.Cell {
	c := d
	if !c.Known() {
		c.Value = math.NaN()
	}
	of := func(v float64) float64 { return constant + factor*min(v, 2) }
	c.Value, c.Low, c.High = of(c.Value), of(d.Low), of(d.High)
	if factor < 0 {
		c.Low, c.High = c.High, c.Low
	}
	if c.Known() && !d.IsRange() {
		c.Low, c.High = c.Value, c.Value
	}
	return c
}
