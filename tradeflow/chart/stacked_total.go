package chart

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// most is the largest sum of a heap.
func (h *wholes) most() (most float64) {
	for _, one := range h.heaps {
		sum := 0.0
		for k := range h.parts {
			if c, ok := h.cell(one, k); ok && c.known {
				sum += c.value
			}
		}
		most = max(most, sum)
	}
	return most
}

// total adds the heaps up, and says which are not whole.
func (h *wholes) total(name string) error {
	known := false
	for g := range h.heaps {
		one := &h.heaps[g]
		one.whole = true
		for k := range h.parts {
			c, ok := h.cell(*one, k)
			switch {
			case !ok:
			case !c.known && (one.whole || one.reason == c.reason()):
				one.whole, one.reason = false, c.reason()
			case !c.known:
				one.reason = ""
			case c.value < 0:
				one.below += c.value
				h.mixed = h.mixed || c.value < -1e-9
			default:
				one.above += c.value
				one.more += c.upper - c.value
			}
			one.reach += c.upper
		}
		known = known || one.whole
	}
	if !known {
		return fmt.Errorf("chart: %s needs a whole with all of its parts, and in each some of the %d series is n/a: leave those out with panel.Only, or draw Lines", name, len(h.rows))
	}
	if h.source.Unit.Kind != tradeflow.ShareOf {
		return nil
	}
	for _, one := range h.heaps {
		if one.whole && one.sum() > 100+tolerance {
			return fmt.Errorf("chart: the shares of %s add up to %.1f%%: they count something twice, or are of several totals; choose those of one with panel.Only", h.heading(one), one.sum())
		}
	}
	if h.percent = !h.mixed; h.percent {
		h.addRest()
	}
	return nil
}

// heading names a heap.
func (h *wholes) heading(one heap) string {
	if one.name != "" {
		return one.name
	}
	return h.periods[one.period].Words()
}

// addRest adds what the shares lack of 100 as a part of its own, in rows that the
// panel does not have.
func (h *wholes) addRest() {
	if !slices.ContainsFunc(h.heaps, func(one heap) bool { return one.whole && one.above < 100-tolerance }) {
		return
	}
	blank := func(label string) row {
		return row{label: label, cells: slices.Repeat([]cell{{
			raw: math.NaN(), rawLower: math.NaN(), rawUpper: math.NaN(), value: math.NaN(), upper: math.NaN(), status: tradeflow.NotReported,
		}}, len(h.periods))}
	}
	for g := range h.heaps {
		one := &h.heaps[g]
		switch {
		case h.byKey:
			h.rows = append(h.rows, blank(one.name+", "+notListed))
		case g == 0:
			h.rows = append(h.rows, blank(notListed))
		}
		one.rows = append(slices.Clone(one.rows), len(h.rows)-1)
		if c := &h.rows[len(h.rows)-1].cells[one.period]; one.whole {
			v := max(0, 100-one.above) / h.unit.factor
			*c = cell{raw: v, rawLower: v, rawUpper: v, value: v * h.unit.factor, upper: v * h.unit.factor, known: true}
			one.above = max(one.above, 100)
		} else {
			c.status = h.firstUnknown(*one)
		}
	}
	h.parts = append(h.parts, part{label: notListed, rank: 4})
}

// firstUnknown is the status that keeps a heap from being whole.
func (h *wholes) firstUnknown(one heap) tradeflow.Status {
	for k := range h.parts {
		if c, ok := h.cell(one, k); ok && !c.known && !c.status.HasNumber() {
			return c.status
		}
	}
	return tradeflow.NotReported
}

// adds is what Lint adds up: the parts of every whole that is drawn.
func (h *wholes) adds(heaps []heap) (out []sum) {
	for _, one := range heaps {
		if !one.whole {
			continue
		}
		name := one.name
		if name == "" {
			name = h.periods[one.period].Words()
		}
		s := sum{what: name, total: one.sum(), within: 1e-9 * (one.above - one.below)}
		listed := 0.0
		for _, b := range h.bands() {
			v, _ := h.number(one, b)
			s.parts, listed = append(s.parts, v), listed+v
		}
		if h.percent {
			s.total, s.within = 100, tolerance
			if h.parts[len(h.parts)-1].label == notListed && listed < 100 {
				s.parts = append(s.parts, 100-listed)
			}
		}
		out = append(out, s)
	}
	return out
}
