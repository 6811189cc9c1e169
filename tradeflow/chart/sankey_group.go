package chart

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// others is the name of the economies of a column that are drawn as one.
func others(n int) string { return fmt.Sprintf("Others (%d)", n) }

// group makes the bars and bands, with at most so many bars where columns have
// enough economies to be merged.
func (c *sankey) group(most int) grouping {
	type place struct {
		column  int
		country tradeflow.Country
	}
	type economies struct {
		list []*node // every economy of the column, as the panel has them
		lost []*node // the merged ones
	}
	columns := make([]economies, c.net.last+1)
	known := map[place]*node{}
	at := func(column int, country tradeflow.Country) *node {
		n := known[place{column, country}]
		if n == nil {
			n = &node{column: column, country: country, name: economy(country)}
			n.marked = slices.ContainsFunc([]string{n.name, string(country), country.Name()}, func(s string) bool { return slices.Contains(c.marked, s) })
			known[place{column, country}] = n
			columns[column].list = append(columns[column].list, n)
		}
		return n
	}
	plain := make([]*band, len(c.net.links))
	for i, l := range c.net.links {
		b := &band{row: i, stops: []*node{at(l.from, l.source), at(l.to, l.target)}}
		b.stops[0].out, b.stops[1].in = append(b.stops[0].out, b), append(b.stops[1].in, b)
		plain[i] = b
	}

	// The smallest of all columns first; a column keeps one economy at least.
	count := len(known)
	smallest := func(column int) *node {
		var least *node
		for _, n := range columns[column].list {
			if !n.marked && !slices.Contains(columns[column].lost, n) && (least == nil || c.weight(n) < c.weight(least)) {
				least = n
			}
		}
		return least
	}
	for count > most {
		best := -1
		for k := range columns {
			left := len(columns[k].list) - len(columns[k].lost)
			if n := smallest(k); n != nil && left > 1 && (len(columns[k].lost) > 0 || left > 2) &&
				(best < 0 || c.weight(n) < c.weight(smallest(best))) {
				best = k
			}
		}
		if best < 0 {
			break
		}
		column := &columns[best]
		first := len(column.lost) == 0
		column.lost = append(column.lost, smallest(best))
		if !first {
			count--
		} else if n := smallest(best); n != nil { // Others of one would save nothing
			column.lost = append(column.lost, n)
			count--
		}
	}

	out := grouping{nodes: count}
	instead := map[*node]*node{}
	c.columns = make([][]*node, len(columns))
	for k, column := range columns {
		if len(column.lost) == 1 {
			column.lost = nil
		}
		rest := &node{column: k, merged: len(column.lost), name: others(len(column.lost))}
		for _, n := range column.list {
			n.in, n.out = nil, nil
			if slices.Contains(column.lost, n) {
				instead[n] = rest
				continue
			}
			instead[n] = n
			c.columns[k] = append(c.columns[k], n)
		}
		if rest.merged > 0 {
			c.columns[k] = append(c.columns[k], rest)
			out.others = append(out.others, rest.merged)
		}
	}
	c.connect(plain, instead)
	return out
}

// connect makes the bands between the bars that are drawn. Flows that have become
// one are added up, those with unknown numbers apart from the others: else an
// unknown would make the sum unknown, or be taken for a zero.
func (c *sankey) connect(plain []*band, instead map[*node]*node) {
	type pair struct {
		from, to *node
		unknown  string // which periods are, and why
	}
	parts := map[pair][]*band{}
	var order []pair
	for _, b := range plain {
		p := pair{from: instead[b.stops[0]], to: instead[b.stops[1]]}
		for _, k := range c.rows[b.row].cells {
			if !k.known {
				p.unknown += k.reason()
			}
			p.unknown += "|"
		}
		if parts[p] == nil {
			order = append(order, p)
		}
		parts[p] = append(parts[p], b)
	}
	c.rows = c.rows[:len(plain):len(plain)]
	c.bands = nil
	passes := map[int]*node{}
	for _, p := range order {
		b := &band{row: parts[p][0].row, stops: []*node{p.from}}
		if len(parts[p]) > 1 {
			b.row = c.add(p.from, p.to, parts[p])
		}
		for column := p.from.column + 1; column < p.to.column; column++ {
			if passes[column] == nil {
				passes[column] = &node{column: column, pass: true, name: "Direct"}
				c.columns[column] = append([]*node{passes[column]}, c.columns[column]...)
			}
			b.stops = append(b.stops, passes[column])
		}
		b.stops = append(b.stops, p.to)
		for i, n := range b.stops {
			if i > 0 {
				n.in = append(n.in, b)
			}
			if i < len(b.stops)-1 {
				n.out = append(n.out, b)
			}
		}
		c.bands = append(c.bands, b)
	}
}

// add appends a row that is the sum of others, and returns its number.
func (c *sankey) add(from, to *node, parts []*band) int {
	several := func(n *node, end int) string {
		var all []*node
		for _, b := range parts {
			if !slices.Contains(all, b.stops[end]) {
				all = append(all, b.stops[end])
			}
		}
		if n.merged > len(all) {
			return fmt.Sprintf("%d of %s", len(all), n.name)
		}
		return n.name
	}
	r := row{label: several(from, 0) + arrow + several(to, 1), cells: slices.Clone(c.rows[parts[0].row].cells)}
	for _, b := range parts[1:] {
		for j, k := range c.rows[b.row].cells {
			s := &r.cells[j]
			s.raw, s.rawLower, s.rawUpper = s.raw+k.raw, s.rawLower+k.rawLower, s.rawUpper+k.rawUpper
			s.value, s.upper = s.value+k.value, s.upper+k.upper
			if k.known && s.status == tradeflow.Implied {
				s.status = k.status
			}
		}
	}
	c.rows = append(c.rows, r)
	return len(c.rows) - 1
}
