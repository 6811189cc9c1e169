package chart

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// object is a JSON object; its keys are written in alphabetical order.
type object map[string]any

// WriteVegaLite writes the figure as a specification of Vega-Lite 5 with its
// numbers inside, for newsrooms that set charts in their own style. All kinds have
// one but flow diagrams, for which there is an error; small multiples are written as
// one line chart. Words and colours are those of the figure, and numbers are in the
// unit of its subtitle. A missing number is null and leaves a gap.
func (f *Figure) WriteVegaLite(w io.Writer) error {
	c, err := f.compose()
	if err != nil {
		return err
	}
	chart, err := c.vega(f.kind)
	if err != nil {
		return err
	}
	head, under, foot := c.frame.texts()
	doc := object{
		"$schema":     "https://vega.github.io/schema/vega-lite/v5.json",
		"description": clean(f.Alt),
		"title": object{
			"text": head, "subtitle": under, "anchor": "start", "frame": "group", "offset": 12,
			"color": hex(ink), "subtitleColor": hex(softInk),
		},
		"width":  math.Round(float64(c.frame.panel.Size().X)),
		"height": math.Round(float64(c.frame.panel.Size().Y)),
		"config": object{
			"font":   "Liberation Sans, Arial, Helvetica, sans-serif",
			"view":   object{"stroke": nil},
			"axis":   object{"domainColor": hex(axisGrey), "gridColor": hex(gridGrey), "labelColor": hex(softInk), "titleColor": hex(softInk), "titleFontWeight": "normal"},
			"legend": object{"title": nil, "orient": "top", "labelLimit": 0, "columns": c.vegaLegendColumns(f.kind), "symbolOpacity": 1},
		},
		// What the chart must not be printed without, should whoever restyles it
		// take it out of the title of the axis.
		"usermeta": object{"source": clean(f.Source), "note": sentences(f.Note, c.plan.remark)},
	}
	maps.Copy(doc, chart)
	// Vega-Lite has no place for a note and a source: they stand under the axis.
	axis := chart["encoding"].(object)["x"].(object)["axis"].(object)
	if unit, ok := axis["title"].(string); ok {
		foot = append([]string{unit, ""}, foot...)
	}
	axis["title"], axis["titleAnchor"], axis["titleAlign"], axis["titlePadding"] = foot, "start", "left", 10
	return writeJSON(w, doc)
}

// vega is the part of a specification that depends on the sort of chart: data,
// layers and encoding. A new sort gets a case here.
func (c *composition) vega(k kind) (object, error) {
	s := c.subject
	switch {
	case k.name == linesName:
		return c.vegaLines(), nil
	case k.name == barsName && len(s.periods) > 1 && len(s.rows) == 1:
		return c.vegaColumns(), nil
	case k.name == barsName, k.name == divergingName:
		return c.vegaRanking(), nil
	case k.name == dumbbellName:
		return c.vegaDumbbell(), nil
	case c.plan.vega != nil:
		return c.plan.vega(), nil
	case k.name == slopeName:
		return c.vegaSlope(), nil
	case k.name == areaName:
		return c.vegaArea()
	case k.name == stackedName:
		return c.vegaStacked()
	case k.name == heatName:
		return c.vegaHeat()
	case k.name == multiplesName:
		return c.vegaLines(), nil // in one chart: to facet it by series is one line
	}
	return nil, fmt.Errorf("chart: %s has no form in Vega-Lite: write the numbers with WriteJSON or WriteCSV", lower(k.name))
}

// vegaLegendColumns is how many names stand side by side in the legend.
func (c *composition) vegaLegendColumns(k kind) int {
	var widest vg.Length
	if k.name == heatName {
		return 3 // of classes
	}
	for _, i := range c.plan.drawn {
		widest = max(widest, vegaText.width(c.subject.rows[i].label))
	}
	return max(1, min(3, int(c.frame.panel.Size().X/(widest+30))))
}

// texts are the lines of the frame: title, subtitle, note and source.
func (fr frame) texts() (head, under, foot []string) {
	head, under = []string{}, []string{}
	for _, b := range fr.blocks {
		switch {
		case b.style.bold:
			head = b.lines
		case b.style.color == softInk:
			under = b.lines
		default: // from the bottom upwards
			foot = append(slices.Clone(b.lines), foot...)
		}
	}
	return head, under, foot
}

// vegaValues are the rows that are drawn, as records.
func (c *composition) vegaValues(add func(o object, i, j int)) object {
	s := c.subject
	var out []object
	for _, i := range c.plan.drawn {
		for j, k := range s.rows[i].cells {
			if slices.Contains(c.plan.hidden, j) {
				continue
			}
			o := object{
				"series": s.rows[i].label, "period": s.periods[j].Words(),
				"value": nil, "status": k.status.String(), "words": s.tipAmount(k),
			}
			if k.known {
				o["value"] = twelveDigits(k.value)
			}
			if k.ranged() {
				o["upper"] = twelveDigits(k.upper)
			}
			add(o, i, j)
			out = append(out, o)
		}
	}
	return object{"values": out}
}

// twelveDigits drops the noise behind the twelfth digit, which comes from the scale
// of the unit: 12.340000000000002.
func twelveDigits(v float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return short
}

// vegaFormat is that of d3 for printed numbers.
func (s *subject) vegaFormat() string {
	if s.unit.plus {
		return "+,.12~g"
	}
	return ",.12~g"
}

// vegaAxis is an axis of numbers. Nothing is stacked, which Vega-Lite else does
// to coloured bars of its own accord.
func (s *subject) vegaAxis(field string, scale object) object {
	axis := object{"title": s.unit.words, "format": s.vegaFormat(), "domain": false, "ticks": false, "tickCount": s.sheet.ticks}
	if s.unit.plus {
		axis["labelExpr"] = "datum.value === 0 ? '0' : datum.label" // and not +0
	}
	return object{"field": field, "type": "quantitative", "scale": scale, "stack": nil, "axis": axis}
}

// vegaAlong is a place on an axis that another layer of the chart describes. To say
// it twice makes Vega-Lite join the titles, and one of them is the note and the source.
func vegaAlong(field string) object {
	return object{"field": field, "type": "quantitative", "stack": nil}
}

// vegaTooltip is what every mark says of itself.
func vegaTooltip() []object {
	return []object{
		{"field": "series", "type": "nominal", "title": "Series"},
		{"field": "period", "type": "nominal", "title": "Period"},
		{"field": "words", "type": "nominal", "title": "Number"},
	}
}

// vegaPalette is the colour of every row that is drawn. Those in the background
// share a grey, and are not in the legend.
func (c *composition) vegaPalette() object {
	var names, colors []string
	shown := []string{}
	for _, i := range c.plan.drawn {
		r := c.subject.rows[i]
		names, colors = append(names, r.label), append(colors, hex(r.color))
		if !r.grey {
			shown = append(shown, r.label)
		}
	}
	color := object{"field": "series", "type": "nominal", "scale": object{"domain": names, "range": colors}, "legend": object{"values": shown}}
	if len(names) == 1 {
		color["legend"] = nil // the subtitle names it
	}
	return color
}

// vegaWidth is how thick the line of a row is. It stands in the records: a scale from
// names to widths is not what Vega-Lite has one for.
func (c *composition) vegaWidth(i int) float64 {
	switch r := c.subject.rows[i]; {
	case r.strong:
		return 2.6
	case r.grey:
		return 0.9
	}
	return 1.6
}

func vegaWidths() object {
	return object{"field": "width", "type": "quantitative", "scale": nil}
}
