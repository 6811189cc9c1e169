package chart

import (
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

	bands := false
	data := c.vegaValues(func(o object, i, j int) {
		r := s.rows[i]
		o["date"] = isoDate(chart.time.at(s.periods[j]))
		if n, ok := run[place{i, j}]; ok {
			o["run"], o["dot"] = n, alone[place{i, j}] || r.last() == j
		}
		if r.cells[j].known && !r.grey && slices.ContainsFunc(r.cells, cell.ranged) {
			o["top"], bands = twelveDigits(r.cells[j].upper), true
		}
	})
	color, detail := c.vegaPalette(), object{"field": "run", "type": "nominal"}
	var layers []object
	if bands {
		layers = append(layers, object{
			"transform": vegaFilter("isValid(datum.top)"), "mark": object{"type": "area", "opacity": 0.22},
			"encoding": object{"y": y, "y2": object{"field": "top"}, "color": color, "detail": detail},
		})
	}
	layers = append(layers,
		object{
			"mark":     object{"type": "line", "strokeJoin": "round"},
			"encoding": object{"y": y, "color": color, "detail": detail, "strokeWidth": c.vegaWidths()},
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
		"data": data, "layer": layers,
		// In UTC, or a reader west of Greenwich sees December for January.
		"encoding": object{"x": object{"field": "date", "type": "temporal", "scale": object{"type": "utc"}, "axis": object{"grid": false}}},
	}
}

// vegaEventLayers are the lines of the events, and their labels.
func (c *composition) vegaEventLayers(t timeAxis) []object {
	events := c.vegaEvents(t)
	if len(events) == 0 {
		return nil
	}
	return []object{
		{"data": object{"values": events}, "mark": object{"type": "rule", "strokeDash": []int{3, 2}, "color": hex(softInk)}},
		{
			"data":     object{"values": events},
			"mark":     object{"type": "text", "align": "right", "baseline": "top", "dx": -4, "color": hex(softInk), "lineBreak": "\n"},
			"encoding": object{"y": object{"value": 0}, "text": object{"field": "label", "type": "nominal"}},
		},
	}
}

func (c *composition) vegaEvents(t timeAxis) (out []object) {
	for _, e := range c.subject.events {
		if o := e.ordinal(); o >= float64(t.low) && o <= float64(t.high) {
			out = append(out, object{"date": isoDate(o), "label": e.date() + "\n" + clean(e.Label)})
		}
	}
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
	data := c.vegaValues(func(o object, i, j int) {
		k := s.rows[i].cells[j]
		if !k.known {
			return
		}
		low, high, _ := s.reach(k)
		o["color"], o["printed"], o["end"] = hex(chart.shade(s.rows[i], j, k)), chart.figure(k), twelveDigits(high)
		if k.value < 0 {
			o["end"] = twelveDigits(low)
		}
	})
	var names, periods, shades []string
	for _, i := range c.plan.drawn {
		names = append(names, s.rows[i].label)
	}
	y := object{"field": "series", "type": "nominal", "sort": names, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}}
	color := object{"field": "color", "type": "nominal", "scale": nil}
	x := s.vegaAxis("value", object{"zero": true})
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
			"encoding": object{"x": object{"field": "end", "type": "quantitative"}, "text": object{"field": "printed", "type": "nominal"}},
		}
	}
	layers := []object{
		{"mark": "bar", "encoding": object{"color": color, "tooltip": vegaTooltip()}},
		text("datum.end >= 0", "left", 4),
		text("datum.end < 0", "right", -4),
		{
			"transform": vegaFilter("!isValid(datum.value)"), "mark": object{"type": "text", "align": "left", "baseline": "middle", "dx": 4, "color": hex(faintInk)},
			"encoding": object{"x": object{"datum": 0}, "text": object{"field": "words", "type": "nominal"}},
		},
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
	line := object{"mark": "line", "encoding": object{"y": y, "color": color, "strokeWidth": c.vegaWidths()}}
	broken, some := s.findBroken(c.plan.drawn)
	if some != "" {
		line["transform"] = vegaFilter("!datum.broken")
	}
	return object{
		"data": c.vegaValues(func(o object, i, _ int) {
			if broken[i] {
				o["broken"] = true
			}
		}),
		"layer": []object{
			line,
			{"mark": object{"type": "point", "filled": true, "opacity": 1}, "encoding": object{"y": y, "color": color, "tooltip": vegaTooltip()}},
		},
		"encoding": object{"x": object{"field": "period", "type": "ordinal", "sort": nil, "axis": object{"labelAngle": 0}, "scale": object{"padding": 0.2}}},
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
	return object{
		"data": data,
		"layer": []object{
			{"mark": "rect", "encoding": object{"color": color, "tooltip": vegaTooltip()}},
			{"mark": "text", "encoding": object{
				"text": object{"field": "printed", "type": "nominal"}, "color": object{"field": "ink", "type": "nominal", "scale": nil},
			}},
		},
		"encoding": object{
			"x": object{"field": "column", "type": "nominal", "sort": columns, "axis": object{"labelAngle": 0, "ticks": false, "domain": false}},
			"y": object{"field": "row", "type": "nominal", "sort": rows, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}},
		},
	}, nil
}
