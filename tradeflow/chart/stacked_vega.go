package chart

import (
	"cmp"
	"slices"
)

// each is every part as a band of its own: in Vega-Lite nothing is merged.
func (h *wholes) each() (out []slab) {
	for k, p := range h.parts {
		out = append(out, slab{k, k, p.label, p.look})
	}
	return out
}

// slice is where a row lies in the stack of a heap, in twelve digits: Vega-Lite
// would stack by itself, and fills the gaps of areas with zeros.
type slice struct {
	part     string
	heap     int
	first    bool // of its heap
	from, to float64
	whole    bool
}

type cellPlace struct{ row, period int }

func (h *wholes) stretches(heaps []heap) map[cellPlace]slice {
	out := map[cellPlace]slice{}
	for g, one := range heaps {
		first := true
		for k, p := range h.parts {
			if i := one.rows[k]; i >= 0 {
				out[cellPlace{i, one.period}] = slice{part: p.label, heap: g, first: first}
				first = false
			}
		}
		if !one.whole {
			continue
		}
		for _, s := range h.segments(one, h.each()) {
			i := one.rows[s.band]
			if i < 0 {
				continue
			}
			at := out[cellPlace{i, one.period}]
			at.from, at.to, at.whole = twelveDigits(s.from), twelveDigits(s.to), true
			out[cellPlace{i, one.period}] = at
		}
	}
	return out
}

// vegaParts is the colour of every part. Those in the background are not in the
// legend.
func (h *wholes) vegaParts() object {
	names, colors, shown := []string{}, []string{}, []string{}
	for _, p := range slices.Backward(h.parts) { // from the top, as they lie
		names, colors = append(names, p.label), append(colors, hex(p.color))
		if p.rank != 2 || h.merged == 1 {
			shown = append(shown, p.label)
		}
	}
	return object{"field": "part", "type": "nominal", "scale": object{"domain": names, "range": colors}, "legend": object{"values": shown}}
}

// vegaArea is an area for each part and run, so that a gap stays one.
func (c *composition) vegaArea() (object, error) {
	h, err := newAreaWholes(c.subject)
	if err != nil {
		return nil, err
	}
	chart := &areaChart{wholes: h, bands: h.bands(), time: h.timeAxis()}
	chart.cutRuns()
	run, alone := map[int]int{}, map[int]bool{}
	lone := false
	for n, periods := range chart.runs {
		for _, j := range periods {
			run[j], alone[j] = n+1, len(periods) == 1
			lone = lone || alone[j]
		}
	}
	at := h.stretches(h.heaps)
	data := c.vegaValues(func(o object, i, j int) {
		s := at[cellPlace{i, j}]
		o["part"], o["date"] = s.part, isoDate(chart.time.at(h.periods[j]))
		if s.whole {
			o["run"], o["alone"], o["from"], o["to"] = run[j], alone[j], s.from, s.to
		}
	})
	y := h.vegaAxis("from", object{"domain": []float64{0, 100}, "nice": false, "zero": true})
	color, end := h.vegaParts(), object{"field": "to"}
	layers := []object{{
		"transform": vegaFilter("isValid(datum.run) && !datum.alone"),
		"mark":      object{"type": "area", "opacity": 1, "stroke": hex(white), "strokeWidth": 0.5},
		"encoding":  object{"y": y, "y2": end, "color": color, "detail": object{"field": "run", "type": "nominal"}},
	}}
	if lone {
		layers = append(layers, object{
			"transform": vegaFilter("isValid(datum.run) && datum.alone"), "mark": object{"type": "bar", "size": 5},
			"encoding": object{"y": y, "y2": end, "color": color},
		})
	}
	layers = append(layers, object{ // what a pointer meets
		"transform": vegaFilter("isValid(datum.run)"), "mark": object{"type": "point", "opacity": 0, "size": 80},
		"encoding": object{"y": object{"field": "to", "type": "quantitative"}, "tooltip": vegaTooltip()},
	})
	return object{
		"data": data, "layer": append(layers, c.vegaEventLayers(chart.time)...),
		"encoding": object{"x": chart.time.vegaTimes()},
	}, nil
}

// vegaStacked is bars whose ends are given; those of countries and categories lie.
func (c *composition) vegaStacked() (object, error) {
	h, err := newWholes(c.subject, "StackedBars")
	if err != nil {
		return nil, err
	}
	chart := &stacked{wholes: h, order: slices.Clone(h.heaps)}
	chart.bands = h.bands()
	names := []string{}
	if h.byKey {
		chart.rank()
	}
	for _, one := range chart.order {
		names = append(names, cmp.Or(one.name, short(h.periods[one.period])))
	}
	at := h.stretches(chart.order)
	uses := map[string]bool{}
	more := map[int]float64{} // how far the light areas of a bar reach already
	data := c.vegaValues(func(o object, i, j int) {
		s := at[cellPlace{i, j}]
		one := chart.order[s.heap]
		o["part"], o["when"] = s.part, names[s.heap]
		if s.first && one.whole && !h.percent {
			o["sum"], o["total"], o["end"] = twelveDigits(one.sum()), h.unit.value(one.sum(), h.decimals), twelveDigits(one.above+one.more)
		}
		if s.first && !one.whole {
			o["missing"], o["none"], uses["missing"] = "n/a: "+cmp.Or(one.reason, "some parts are unknown"), 0, true
		}
		if !s.whole {
			return
		}
		o["from"], o["to"], o["pale"] = s.from, s.to, h.partial(j)
		uses["pale"] = uses["pale"] || h.partial(j)
		if k := h.rows[i].cells[j]; k.ranged() && !h.mixed && !h.percent {
			from := one.above + more[s.heap]
			more[s.heap] += k.upper - k.value
			o["more"], o["most"], uses["more"] = twelveDigits(from), twelveDigits(one.above+more[s.heap]), true
		}
	})
	return object{"data": data, "layer": h.vegaBars(uses), "encoding": h.vegaSlots(names)}, nil
}

// vegaBars are the layers of stacked bars.
func (h *wholes) vegaBars(uses map[string]bool) (layers []object) {
	along, second, up := "y", "y2", object{"baseline": "bottom", "dy": -3}
	if h.byKey {
		along, second, up = "x", "x2", object{"baseline": "middle", "align": "left", "dx": 4}
	}
	scale := object{"zero": true}
	if h.percent {
		scale = object{"domain": []float64{0, 100}, "nice": false, "zero": true}
	}
	color := h.vegaParts()
	slice := func(from, to, condition string, opacity float64) object {
		axis := h.vegaAxis(from, scale)
		if h.byKey { // the axis is that of the whole chart
			axis = object{"field": from, "type": "quantitative", "stack": nil}
		}
		return object{
			"transform": vegaFilter(condition), "mark": object{"type": "bar", "opacity": opacity, "stroke": hex(white), "strokeWidth": 0.7},
			"encoding": object{along: axis, second: object{"field": to}, "color": color, "tooltip": vegaTooltip()},
		}
	}
	text := func(condition, field string, at object, hue string) object {
		mark := object{"type": "text", "color": hue}
		for k, v := range up {
			mark[k] = v
		}
		return object{"transform": vegaFilter(condition), "mark": mark, "encoding": object{along: at, "text": object{"field": field, "type": "nominal"}}}
	}
	layers = append(layers, slice("from", "to", "isValid(datum.from) && !datum.pale", 1))
	if uses["pale"] {
		layers = append(layers, slice("from", "to", "isValid(datum.from) && datum.pale", 0.5))
	}
	if uses["more"] {
		layers = append(layers, slice("more", "most", "isValid(datum.more)", 0.35))
	}
	if !h.percent {
		layers = append(layers, text("isValid(datum.total)", "total", object{"field": "end", "type": "quantitative"}, hex(ink)))
	}
	if h.mixed {
		layers = append(layers, object{
			"transform": vegaFilter("isValid(datum.sum)"), "mark": object{"type": "point", "filled": true, "opacity": 1, "color": hex(ink)},
			"encoding": object{along: object{"field": "sum", "type": "quantitative"}},
		})
	}
	if uses["missing"] {
		layers = append(layers, text("isValid(datum.missing)", "missing", vegaAlong("none"), hex(faintInk)))
	}
	return layers
}

// vegaSlots is the axis of the bars, and of lying ones that of the numbers too.
func (h *wholes) vegaSlots(names []string) object {
	if !h.byKey {
		return object{"x": object{"field": "when", "type": "ordinal", "sort": names, "axis": object{"labelAngle": 0, "labelOverlap": true}}}
	}
	scale := object{"zero": true}
	if h.percent {
		scale = object{"domain": []float64{0, 100}, "nice": false, "zero": true}
	}
	return object{
		"y": object{"field": "when", "type": "nominal", "sort": names, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}},
		"x": h.vegaAxis("from", scale),
	}
}
