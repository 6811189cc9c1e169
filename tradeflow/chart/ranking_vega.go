package chart

// vegaRanges are the layers that show the ranges of bars along an axis, x or y: a
// light extension, or a rule over what the number may be. It adds to the records
// from where to where these reach.
func (c *composition) vegaRanges(data object, axis string, color object) (layers []object) {
	s := c.subject
	light, thin := false, false
	at := 0
	for _, i := range c.plan.drawn {
		for _, k := range s.rows[i].cells {
			o := data["values"].([]object)[at]
			at++
			low, high, _ := s.reach(k)
			switch {
			case k.light(s.unit.plus):
				o["light"], light = twelveDigits(k.upper), true
			case k.thin(s.unit.plus):
				o["least"], o["most"], thin = twelveDigits(low), twelveDigits(high), true
			}
		}
	}
	if light {
		layers = append(layers, object{
			"transform": vegaFilter("isValid(datum.light)"), "mark": object{"type": "bar", "opacity": 0.35},
			"encoding": object{axis: vegaAlong("value"), axis + "2": object{"field": "light"}, "color": color, "tooltip": vegaTooltip()},
		})
	}
	if thin {
		layers = append(layers, vegaRule(axis))
	}
	return layers
}

// vegaRule is a thin line from the least to the most.
func vegaRule(axis string) object {
	return object{
		"transform": vegaFilter("isValid(datum.least)"), "mark": object{"type": "rule", "color": hex(ink)},
		"encoding": object{axis: vegaAlong("least"), axis + "2": object{"field": "most"}, "tooltip": vegaTooltip()},
	}
}
