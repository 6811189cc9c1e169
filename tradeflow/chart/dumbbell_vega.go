package chart

// vegaDumbbell is two points for each row and the line between them.
func (c *composition) vegaDumbbell() object {
	s := c.subject
	chart := &dumbbell{subject: s, order: c.plan.drawn}
	chart.broken, _ = s.findBroken(c.plan.drawn)
	low, high := s.extent()
	low, high = valueRange(low, high, false)
	var numbers []string // left of their dots
	ranges := false
	data := c.vegaValues(func(o object, i, j int) {
		k, other := s.rows[i].cells[j], s.rows[i].cells[1-j]
		o["color"] = hex(chart.hue(i, j))
		if j == 1 && k.known && other.known && !chart.broken[i] {
			o["other"], o["join"] = twelveDigits(other.value), hex(tint(chart.hue(i, 1), 0.45))
		}
		if l, h, ok := s.reach(k); ok && k.thin(true) {
			o["least"], o["most"], ranges = twelveDigits(l), twelveDigits(h), true
		}
		if !k.known {
			return
		}
		printed := s.unit.value(k.value, s.decimals)
		numbers = append(numbers, printed)
		o["printed"], o["right"] = printed, k.value > other.value || k.value == other.value && j == 1 || !other.known && j == 1
	})
	var names []string
	for _, i := range c.plan.drawn {
		names = append(names, s.rows[i].label)
	}
	x := s.vegaAxis("value", object{"domain": []float64{twelveDigits(c.vegaLower(low, high, numbers)), twelveDigits(high)}, "nice": false, "zero": false})
	x["axis"].(object)["values"], _ = roundValues(low, high, s.sheet.ticks) // none in the room for the numbers
	color := object{"field": "color", "type": "nominal", "scale": nil}
	text := func(condition, align string, dx int) object {
		return object{
			"transform": vegaFilter("isValid(datum.value) && " + condition), "mark": object{"type": "text", "align": align, "baseline": "middle", "dx": dx, "color": hex(softInk)},
			"encoding": object{"x": x, "text": object{"field": "printed", "type": "nominal"}},
		}
	}
	layers := []object{
		{
			"transform": vegaFilter("isValid(datum.other)"), "mark": object{"type": "rule", "size": 3},
			"encoding": object{"x": x, "x2": object{"field": "other"}, "color": object{"field": "join", "type": "nominal", "scale": nil}},
		},
		{"mark": object{"type": "point", "filled": true, "opacity": 1, "size": 90}, "encoding": object{"x": x, "color": color, "tooltip": vegaTooltip()}},
		text("datum.right", "left", 8),
		text("!datum.right", "right", -8),
	}
	if ranges {
		layers = append(layers, vegaRule("x"))
	}
	return object{"data": data, "layer": layers, "encoding": object{
		"y": object{"field": "series", "type": "nominal", "sort": names, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}},
		"x": x,
	}}
}
