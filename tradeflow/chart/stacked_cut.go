package chart

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

func (h *wholes) cutByPeriod() {
	for i, r := range h.rows {
		p := part{label: r.label, look: look{strong: r.highlight}}
		if k := h.source.Series[i].Key; k.Reporter == stats.Others || k.Partner == stats.Others || k.Category == stats.Others {
			p.rank = 3
		}
		h.parts = append(h.parts, p)
	}
	for j := range h.periods {
		h.heaps = append(h.heaps, heap{period: j, rows: h.everyRow()})
	}
}

// cutByKey makes a heap for each member of one dimension, and parts of the others.
func (h *wholes) cutByKey(d tradeflow.Dims) {
	h.parts, h.heaps = nil, nil
	names := func(keys []tradeflow.Key, i int) string {
		p := &tradeflow.Panel{Query: h.source.Query}
		for _, k := range keys {
			p.Series = append(p.Series, tradeflow.Series{Key: k})
		}
		return shorten(clean(p.Label(i)), maxName)
	}
	var whole, parts []tradeflow.Key
	for i := range h.source.Series {
		k := h.source.Series[i].Key
		if w := within(k, d); !slices.Contains(whole, w) {
			whole = append(whole, w)
		}
		if p := k.Without(d); !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	for g, w := range whole {
		one := heap{name: names(whole, g), strong: h.focus, rows: slices.Repeat([]int{-1}, len(parts))}
		for i := range h.source.Series {
			if k := h.source.Series[i].Key; within(k, d) == w {
				one.rows[slices.Index(parts, k.Without(d))] = i
				one.strong = one.strong && h.rows[i].highlight
			}
		}
		h.heaps = append(h.heaps, one)
	}
	for g, key := range parts {
		p := part{label: names(parts, g), look: look{strong: h.focus}}
		if key.Reporter == stats.Others || key.Partner == stats.Others || key.Category == stats.Others {
			p.rank = 3
		}
		for _, one := range h.heaps {
			p.strong = p.strong && (one.rows[g] < 0 || h.rows[one.rows[g]].highlight)
		}
		h.parts = append(h.parts, p)
	}
}
