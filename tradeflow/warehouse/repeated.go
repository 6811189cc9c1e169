package warehouse

import (
	"iter"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Repeated rows are looked for flow by flow, of which there may be as many as rows. On
// the shards of ClickHouse each looks among its own, so that only what it finds travels:
// a repeated flow is on one shard where its reporter is. Of reporters whose rows lie on
// several, the flows are brought together.
const eachShard = spill + ", distributed_group_by_no_merge = 1"

// spill has ClickHouse write to disk what a statement over all flows groups, in place of
// running out of memory.
const spill = ", max_bytes_before_external_group_by = 250000000"

// repeated answers an Ask for repeated rows.
func (t *Table) repeated(columns map[string]column, a tradeflow.Ask, send func(Statement) iter.Seq2[tradeflow.Group, error]) iter.Seq2[tradeflow.Group, error] {
	if t.Dialect != ClickHouse {
		return send(t.statement(columns, a))
	}
	return func(yield func(tradeflow.Group, error) bool) {
		places := t.statement(columns, tradeflow.Ask{Name: a.Name, Where: a.Where, By: []tradeflow.Term{{Column: "reporter"}}})
		places.Text += eachShard
		seen, spread := map[string]bool{}, []string{}
		for g, err := range send(places) {
			if err != nil {
				yield(g, err)
				return
			}
			if who := g.Keys[0]; seen[who] && !slices.Contains(spread, who) {
				spread = append(spread, who)
			}
			seen[g.Keys[0]] = true
		}
		own := t.statement(columns, a)
		own.Text += eachShard
		list := []Statement{own}
		if len(spread) > 0 {
			a.Where = append(slices.Clone(a.Where), tradeflow.Filter{Term: tradeflow.Term{Column: "reporter"}, In: spread})
			merged := t.statement(columns, a)
			merged.Text += spill
			list = append(list, merged)
		}
		for _, s := range list {
			for g, err := range send(s) {
				if !yield(g, err) || err != nil {
					return
				}
			}
		}
	}
}
