package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// vegaFilter keeps the records of which a condition is true.
func vegaFilter(condition string) []object { return []object{{"filter": condition}} }

// vegaLines is a line for each run of a row. That a gap stays a gap does not
// rest on how a version of Vega-Lite treats null: each run is a line of its own.
// So the setting "invalid" is left alone: in newer versions "filter" joins the
// ends of a gap, and null draws zeros.
func (c *composition) vegaLines() object {
	s := c.subject
	chart := &lineChart{subject: s, time: s.timeAxis()}
	type place struct{ row, period int }
	run, alone := map[place]int{}, map[place]bool{}
	runs := 0
	for i, r := range s.rows {
		for _, cells := range chart.runs(r) {
			runs++
			for _, j := range cells {
				run[place{i, j}], alone[place{i, j}] = runs, len(cells) == 1
			}
		}
	}
	low, high := s.extent()
	if s.source.Unit.Kind == tradeflow.IndexOf {
		low, high = min(low, 100), max(high, 100)
	}
	low, high = valueRange(low, high, s.source.Unit.Kind == tradeflow.Amount)
	y := s.vegaAxis("value", object{"domain": []float64{twelveDigits(low), twelveDigits(high)}, "nice": false, "zero": false})

	// As drawBands has them: a band of its own where there are bounds without a number.
	band := map[place]int{}
	bands := 0
	for i, r := range s.rows {
		stretches := chart.stretches(r, chart.whiskered)
		if slices.ContainsFunc(r.cells, func(k cell) bool { return above(k) || below(k) }) {
			stretches = append(stretches, chart.stretches(r, func(k cell) bool { return k.known })...)
		}
		for _, cells := range stretches {
			if bands++; !r.grey {
				for _, j := range cells {
					band[place{i, j}] = bands
				}
			}
		}
	}
	data := c.vegaValues(func(o object, i, j int) {
		r := s.rows[i]
		o["date"], o["width"] = isoDate(chart.time.at(s.periods[j])), c.vegaWidth(i)
		if n, ok := run[place{i, j}]; ok {
			o["run"], o["dot"] = n, alone[place{i, j}] || r.last() == j
		}
		if n, ok := band[place{i, j}]; ok {
			o["band"], o["bottom"], o["top"] = n, twelveDigits(r.cells[j].bottom()), twelveDigits(r.cells[j].top())
		}
	})
	color, detail := c.vegaPalette(), object{"field": "run", "type": "nominal"}
	var layers []object
	if len(band) > 0 {
		layers = append(layers, object{
			"transform": vegaFilter("isValid(datum.band)"), "mark": object{"type": "area", "opacity": 0.22},
			"encoding": object{"y": vegaAlong("bottom"), "y2": object{"field": "top"}, "color": color, "detail": object{"field": "band", "type": "nominal"}},
		})
	}
	layers = append(layers,
		object{
			"mark":     object{"type": "line", "strokeJoin": "round"},
			"encoding": object{"y": y, "color": color, "detail": detail, "strokeWidth": vegaWidths()},
		},
		object{
			"transform": vegaFilter("datum.dot"), "mark": object{"type": "point", "filled": true, "opacity": 1},
			"encoding": object{"y": y, "color": color},
		},
		object{ // what a pointer meets
			"mark":     object{"type": "point", "opacity": 0, "size": 80},
			"encoding": object{"y": y, "tooltip": vegaTooltip()},
		})
	layers = append(layers, c.vegaEventLayers(chart.time)...)
	return object{
		"data": data, "layer": layers, "encoding": object{"x": chart.time.vegaTimes()},
	}
}

// vegaEventLayers are the lines of the events, and their labels.
func (c *composition) vegaEventLayers(t timeAxis) []object {
	events := c.vegaEvents(t)
	if len(events) == 0 {
		return nil
	}
	return []object{
		{
			"data": object{"values": events}, "mark": object{"type": "rule", "strokeDash": []int{3, 2}, "color": hex(softInk)},
			"encoding": object{"y": object{"field": "level", "type": "quantitative", "scale": nil}, "y2": object{"value": "height"}},
		},
		{
			"data":     object{"values": events},
			"mark":     object{"type": "text", "align": "right", "baseline": "top", "dx": -4, "color": hex(softInk), "lineBreak": "\n"},
			"encoding": object{"y": object{"field": "level", "type": "quantitative", "scale": nil}, "text": object{"field": "label", "type": "nominal"}},
		},
	}
}

// vegaEvents are the events on the axis. A label stands left of its line, and where
// the line before would run through it, that one begins below: level says how many
// pixels.
func (c *composition) vegaEvents(t timeAxis) (out []object) {
	events := slices.Clone(c.subject.events)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(b.ordinal(), a.ordinal()) }) // from the right
	perMonth := float64(c.frame.panel.Size().X) / float64(max(1, t.high-t.low))
	left, level := math.Inf(1), 0
	for _, e := range events {
		o := e.ordinal()
		if o < float64(t.low) || o > float64(t.high) {
			continue
		}
		if level += 28; o*perMonth < left {
			level = 0
		}
		text := []string{e.date(), clean(e.Label)}
		left = min(left, o*perMonth-float64(vegaText.widest(text))-12)
		out = append(out, object{"date": isoDate(o), "label": strings.Join(text, "\n"), "level": level})
	}
	slices.Reverse(out)
	return out
}

// isoDate is a place on a time axis as a day.
func isoDate(ordinal float64) string {
	month := int(math.Floor(ordinal))
	first := time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC)
	days := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, int((ordinal-float64(month))*float64(days)+1e-9)).Format("2006-01-02")
}

// vegaColumns is upright bars. Events have no place on their axis of names.
func (c *composition) vegaColumns() object {
	s := c.subject
	chart := &columns{subject: s}
	data := c.vegaValues(func(o object, i, j int) {
		o["when"] = short(s.periods[j])
		if k := s.rows[i].cells[j]; k.known {
			o["color"] = hex(chart.shade(j, k))
		}
	})
	y := s.vegaAxis("value", object{"zero": true})
	color := object{"field": "color", "type": "nominal", "scale": nil}
	layers := []object{
		{"mark": "bar", "encoding": object{"y": y, "color": color, "tooltip": vegaTooltip()}},
		{
			"transform": vegaFilter("!isValid(datum.value)"), "mark": object{"type": "text", "text": "n/a", "baseline": "bottom", "dy": -2, "color": hex(faintInk)},
			"encoding": object{"y": object{"datum": 0}, "tooltip": vegaTooltip()},
		},
	}
	layers = append(layers, c.vegaRanges(data, "y", color)...)
	return object{
		"data": data, "layer": layers,
		"encoding": object{"x": object{"field": "when", "type": "ordinal", "sort": nil, "axis": object{"labelAngle": 0, "labelOverlap": true}}},
	}
}

// vegaRanking is bars that lie, in groups where there are several periods.
func (c *composition) vegaRanking() object {
	s := c.subject
	chart := &ranking{subject: s}
	least, most, absent := 0.0, 0.0, false
	var numbers []string // left of their bars
	data := c.vegaValues(func(o object, i, j int) {
		k := s.rows[i].cells[j]
		low, high, ok := s.reach(k)
		if ok {
			least, most = min(least, low), max(most, high)
		}
		if !k.known {
			o["none"], absent = 0, true // where the bar would begin
			return
		}
		o["color"], o["printed"], o["end"] = hex(chart.shade(s.rows[i], j, k)), chart.figure(k), twelveDigits(high)
		if k.value < 0 {
			o["end"] = twelveDigits(low)
			numbers = append(numbers, chart.figure(k))
		}
	})
	var names, periods, shades []string
	for _, i := range c.plan.drawn {
		names = append(names, s.rows[i].label)
	}
	y := object{"field": "series", "type": "nominal", "sort": names, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}}
	color := object{"field": "color", "type": "nominal", "scale": nil}
	x := s.vegaAxis("value", c.vegaRoom(least, most, numbers))
	shared := object{"y": y, "x": x}
	if len(s.periods) > 1 {
		for j, t := range s.periods {
			periods, shades = append(periods, t.Words()), append(shades, hex(chart.ramp(j)))
		}
		color = object{"field": "period", "type": "nominal", "sort": nil, "scale": object{"domain": periods, "range": shades}}
		shared["yOffset"] = object{"field": "period", "type": "nominal", "sort": periods}
	}
	text := func(condition, align string, dx int) object {
		return object{
			"transform": vegaFilter(condition), "mark": object{"type": "text", "align": align, "baseline": "middle", "dx": dx, "color": hex(softInk)},
			"encoding": object{"x": vegaAlong("end"), "text": object{"field": "printed", "type": "nominal"}},
		}
	}
	ends := func(is func(end float64) bool) bool { // a layer without records has no extent
		return slices.ContainsFunc(data["values"].([]object), func(o object) bool { end, ok := o["end"].(float64); return ok && is(end) })
	}
	layers := []object{{"mark": "bar", "encoding": object{"color": color, "tooltip": vegaTooltip()}}}
	if ends(func(end float64) bool { return end >= 0 }) {
		layers = append(layers, text("datum.end >= 0", "left", 4))
	}
	if ends(func(end float64) bool { return end < 0 }) {
		layers = append(layers, text("datum.end < 0", "right", -4))
	}
	if absent {
		// At a field, and not at a datum: that would be dropped with the value that is null.
		layers = append(layers, object{
			"transform": vegaFilter("isValid(datum.none)"), "mark": object{"type": "text", "align": "left", "baseline": "middle", "dx": 4, "color": hex(faintInk)},
			"encoding": object{"x": vegaAlong("none"), "text": object{"field": "words", "type": "nominal"}},
		})
	}
	layers = append(layers, c.vegaRanges(data, "x", color)...)
	return object{"data": data, "layer": layers, "encoding": shared}
}

// vegaSlope is two columns of points and the lines between them.
func (c *composition) vegaSlope() object {
	s := c.subject
	low, high := s.extentOfValues()
	low, high = valueRange(low, high, false)
	y := s.vegaAxis("value", object{"domain": []float64{twelveDigits(low), twelveDigits(high)}, "nice": false, "zero": false})
	color := c.vegaPalette()
	line := object{"mark": "line", "encoding": object{"y": y, "color": color, "strokeWidth": vegaWidths()}}
	broken, some := s.findBroken(c.plan.drawn)
	if some != "" {
		line["transform"] = vegaFilter("!datum.broken")
	}
	return object{
		"data": c.vegaValues(func(o object, i, _ int) {
			o["width"] = c.vegaWidth(i)
			if broken[i] {
				o["broken"] = true
			}
		}),
		"layer": []object{
			line,
			{"mark": object{"type": "point", "filled": true, "opacity": 1}, "encoding": object{"y": y, "color": color, "tooltip": vegaTooltip()}},
		},
		"encoding": object{"x": object{"field": "period", "type": "ordinal", "sort": nil, "axis": object{"labelAngle": 0, "labelLimit": 0}, "scale": object{"padding": 0.2}}},
	}
}

// vegaHeat is a table of cells. Their classes are a legend.
func (c *composition) vegaHeat() (object, error) {
	s := c.subject
	chart, err := layHeat(s, c.frame.panel)
	if err != nil {
		return nil, err
	}
	type place struct{ row, column string }
	at := map[spot]place{}
	var rows, columns []string
	for i, m := range chart.rows {
		rows = append(rows, m.name)
		for j, n := range chart.columns {
			if p, ok := chart.at(i, j); ok {
				at[p] = place{m.name, n.name}
			}
		}
	}
	for _, n := range chart.columns {
		columns = append(columns, n.name)
	}
	chart.folded = false
	names, colors := chart.classes.ranges(s.unit), []string{}
	for _, c := range chart.classes.colors {
		colors = append(colors, hex(c))
	}
	data := c.vegaValues(func(o object, i, j int) {
		p, k := spot{i, j}, s.rows[i].cells[j]
		o["row"], o["column"], o["printed"] = at[p].row, at[p].column, strings.Join(chart.figure(p), " ")
		o["class"], o["ink"] = "n/a", hex(faintInk)
		if k.known {
			class := chart.class(k.value)
			o["class"], o["ink"] = names[class], hex(inkOn(chart.classes.colors[class]))
		}
	})
	color := object{"field": "class", "type": "ordinal", "scale": object{"domain": append(names, "n/a"), "range": append(colors, hex(absentGrey))}}
	axis, room := c.vegaColumnAxis(columns)
	layers := []object{{"mark": "rect", "encoding": object{"color": color, "tooltip": vegaTooltip()}}}
	crowded := slices.ContainsFunc(data["values"].([]object), func(o object) bool { return vegaText.width(o["printed"].(string)) > room-2 })
	if !crowded { // else the numbers are in the records, and what a pointer meets
		layers = append(layers, object{"mark": "text", "encoding": object{
			"text": object{"field": "printed", "type": "nominal"}, "color": object{"field": "ink", "type": "nominal", "scale": nil},
		}})
	}
	return object{
		"data": data, "layer": layers,
		"encoding": object{
			"x": object{"field": "column", "type": "nominal", "sort": columns, "axis": axis},
			"y": object{"field": "row", "type": "nominal", "sort": rows, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}},
		},
	}, nil
}
