package chart

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// vegaTimes is an axis of time. Vega-Lite on its own would name some months, none of
// them with its year, and put the name of a year at its start, where the number of a
// year is not: labels stand at numbers, and say what a figure of ours says.
func (t timeAxis) vegaTimes() object {
	const most = 8 // labels
	at, labels := []string{}, []string{}
	pick := func(every int, keep func(j int) bool) {
		at, labels = at[:0], labels[:0]
		seen := 0
		for j, p := range t.periods {
			day := isoDate(t.at(p))
			if !keep(j) || slices.Contains(at, day) {
				continue
			}
			if seen++; (seen-1)%every == 0 {
				at, labels = append(at, day), append(labels, short(p))
			}
		}
	}
	all := func(int) bool { return true }
	first := func(j int) bool { return t.windows || t.periods[j].Ordinal()%12 == 0 } // of a year
	keep := all
	if pick(1, first); !t.yearly && !t.windows && len(at) >= 3 {
		keep = first
	}
	for every := 1; ; every++ {
		if pick(every, keep); len(at) <= most {
			break
		}
	}
	names := make([]string, len(at))
	for i := range at {
		names[i] = "'" + at[i] + "': '" + strings.ReplaceAll(labels[i], "'", "’") + "'"
	}
	return object{
		"field": "date", "type": "temporal",
		"scale": object{"type": "utc"}, // or a reader west of Greenwich sees December for January
		"axis": object{
			"grid": false, "values": at, "labelOverlap": true,
			"labelExpr": "{" + strings.Join(names, ", ") + "}[utcFormat(datum.value, '%Y-%m-%d')]",
		},
	}
}

// vegaColumnAxis is the axis of names above columns: upright where they have no room.
// It tells how wide a column is, in the pixels of the specification.
func (c *composition) vegaColumnAxis(names []string) (axis object, room vg.Length) {
	room = c.frame.panel.Size().X / vg.Length(max(1, len(names)))
	angle := 0
	if vegaText.widest(names) > room-4 {
		angle = -90
	}
	return object{"labelAngle": angle, "labelLimit": 0, "ticks": false, "domain": false}, room
}

// vegaText is about how Vega-Lite sets labels, to tell what has room.
var vegaText = style{size: 10}

// vegaRoom is the scale of lying bars: with room for the numbers to the left of bars
// that go there, which would else be printed over the names.
func (c *composition) vegaRoom(low, high float64, numbers []string) object {
	if low >= 0 {
		return object{"zero": true}
	}
	high = max(high, 0)
	return object{"domain": []float64{twelveDigits(c.vegaLower(low, high, numbers)), twelveDigits(high)}, "nice": false, "zero": true}
}

// vegaLower is how far down an axis to high must reach for the numbers to have room
// left of low. Readers' fonts are up to a fifth wider than ours.
func (c *composition) vegaLower(low, high float64, numbers []string) float64 {
	share := math.Min(0.4, float64((1.2*vegaText.widest(numbers)+10)/c.frame.panel.Size().X)) // of the axis
	return low - share/(1-share)*(high-low)
}
