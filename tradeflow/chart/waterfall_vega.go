package chart

// vega is bars that lie between two levels.
func (w *waterfall) vega() object {
	s := w.subject
	data := w.data()
	var values []object
	var names []string
	for i, b := range w.bars() {
		d := data[i]
		names = append(names, b.label)
		o := object{
			"series": d.Label, "period": d.Period.Words(), "name": b.label, "status": d.Status.String(), "words": s.source.Unit.Format(d.Value),
			"value": twelveDigits(b.value * s.unit.factor), "from": twelveDigits(b.from * s.unit.factor), "to": twelveDigits(b.to * s.unit.factor),
			"color": hex(w.hue(b)), "printed": w.number(b),
		}
		_, high := b.reach()
		if o["end"] = twelveDigits(high * s.unit.factor); b.ranged() {
			o["least"], o["most"] = twelveDigits((b.from+b.lower)*s.unit.factor), twelveDigits((b.from+b.upper)*s.unit.factor)
		}
		values = append(values, o)
	}
	x := s.vegaAxis("from", object{"zero": true})
	layers := []object{
		{"mark": "bar", "encoding": object{"x": x, "x2": object{"field": "to"}, "color": object{"field": "color", "type": "nominal", "scale": nil}, "tooltip": vegaTooltip()}},
		{
			"mark":     object{"type": "text", "align": "left", "baseline": "middle", "dx": 4, "color": hex(softInk)},
			"encoding": object{"x": object{"field": "end", "type": "quantitative"}, "text": object{"field": "printed", "type": "nominal"}},
		},
	}
	for _, b := range w.bars() {
		if b.ranged() {
			layers = append(layers, vegaRule("x"))
			break
		}
	}
	return object{"data": object{"values": values}, "layer": layers, "encoding": object{
		"y": object{"field": "name", "type": "nominal", "sort": names, "axis": object{"title": nil, "labelLimit": 0, "ticks": false, "domain": false}},
		"x": x,
	}}
}
