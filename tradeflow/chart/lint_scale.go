package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// scales checks the axes and the bars that the chart tells of.
func (l *linter) scales() {
	axes := factsOf[axisFact](l.probe)
	for i, a := range axes {
		l.ticks(a, i == 0)
		if i > 0 && !sameScale(a, axes[0]) {
			l.add("scale", "two panels of the figure have different scales")
		}
	}
	l.bars(axes)
}

// ticks reads the labels back: a step of 2.5 that is printed without decimals
// gives 2, 5, 8, which no eye notices. Panels side by side may share the labels of
// the first; lines between the first and the last may do without.
func (l *linter) ticks(a axisFact, first bool) {
	shared := !first && !slices.ContainsFunc(a.ticks, func(t plot.Tick) bool { return t.Label != "" })
	least := 3
	if !first || len(factsOf[axisFact](l.probe)) > 1 {
		least = 2 // beside others like it
	}
	if n := len(a.ticks); n < least || n > 7 {
		l.add("ticks", "%d on a value axis, not 3 to 7", n)
	}
	for i, t := range a.ticks {
		between := i > 0 && i < len(a.ticks)-1 && t.Label == ""
		if v, ok := tickValue(t.Label); !shared && !between && (!ok || math.Abs(v-t.Value) > 1e-9*math.Max(1, math.Abs(t.Value))) {
			l.add("ticks", "%q stands at %s", t.Label, strconv.FormatFloat(t.Value, 'g', 12, 64))
		}
		if i < 2 {
			continue
		}
		step, before := t.Value-a.ticks[i-1].Value, a.ticks[1].Value-a.ticks[0].Value
		if math.Abs(step-before) > 1e-6*math.Abs(before) {
			l.add("ticks", "the steps before %q are unequal", t.Label)
		}
		if d := (a.at[i] - a.at[i-1]) - (a.at[1] - a.at[0]); d > 0.02 || d < -0.02 {
			l.add("ticks", "%q is not as far from the last as the others", t.Label)
		}
	}
}

// tickValue reads the number in a label, whatever stands around it: "€400m" is 400.
func tickValue(label string) (float64, bool) {
	negative := strings.Contains(label, minus)
	digits := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || r == '.' {
			return r
		}
		return -1
	}, strings.ReplaceAll(numberIn(label), ",", ""))
	v, err := strconv.ParseFloat(digits, 64)
	if negative {
		v = -v
	}
	return v, err == nil
}

// numberIn is the first run of digits, commas and points: a unit may have digits too.
func numberIn(label string) string {
	from := strings.IndexAny(label, "0123456789")
	if from < 0 {
		return ""
	}
	rest := label[from:]
	if to := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) }); to >= 0 {
		rest = rest[:to]
	}
	return rest
}

// sameScale reports whether two axes have the same numbers at the same distances.
func sameScale(a, b axisFact) bool {
	if len(a.ticks) != len(b.ticks) {
		return false
	}
	for i := range a.ticks {
		d := (a.at[i] - a.at[0]) - (b.at[i] - b.at[0])
		if a.ticks[i].Value != b.ticks[i].Value || d > 0.05 || d < -0.05 {
			return false
		}
	}
	return true
}

// bars checks that every bar is as long as its number, on one scale: then it also
// starts at zero. Beside an axis, that scale is the axis's.
func (l *linter) bars(axes []axisFact) {
	var most barFact
	all := factsOf[barFact](l.probe)
	for _, b := range all {
		if math.Abs(b.value) > math.Abs(most.value) {
			most = b
		}
	}
	if most.value == 0 {
		return
	}
	per := float64(most.to-most.from) / most.value
	for _, b := range all {
		if off := float64(b.to-b.from) - per*b.value; math.Abs(off) > 0.05 {
			l.add("bars", "the bar of %.4g is %.1f points too long or too short", b.value, math.Abs(off))
		}
	}
	if len(axes) == 0 || len(axes[0].ticks) < 2 {
		return
	}
	a, n := axes[0], len(axes[0].ticks)-1
	if scale := float64(a.at[n]-a.at[0]) / (a.ticks[n].Value - a.ticks[0].Value); math.Abs(scale-per) > 1e-3*math.Abs(scale) {
		l.add("bars", "the bars are not on the scale of the axis: they do not start at zero")
	}
}

// touching returns how long the common edge of two rectangles is.
func touching(a, b vg.Rectangle) vg.Length {
	const near = 0.05
	meet := func(p, q vg.Length) bool { return p-q < near && q-p < near }
	if meet(a.Max.X, b.Min.X) || meet(b.Max.X, a.Min.X) {
		return min(a.Max.Y, b.Max.Y) - max(a.Min.Y, b.Min.Y)
	}
	if meet(a.Max.Y, b.Min.Y) || meet(b.Max.Y, a.Min.Y) {
		return min(a.Max.X, b.Max.X) - max(a.Min.X, b.Min.X)
	}
	return 0
}
