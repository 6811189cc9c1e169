package chart

import (
	"errors"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// layScale finds the longest scale on which the dots, the texts beside them and
// the labels of the axis have room.
func (c *dumbbell) layScale() (err error) {
	low, high := c.extent()
	low, high = valueRange(low, high, false)
	c.zero = low < 0 && high > 0
	right, axis := c.area.Max.X, style{size: c.sheet.label}
	texts := c.ends()
	for want := c.sheet.ticks; ; want-- {
		c.ticks = ticker{c.unit, want}.Ticks(low, high)
		ends := texts[:len(texts):len(texts)]
		for _, t := range c.ticks {
			half := axis.width(t.Label) / 2
			ends = append(ends, end{t.Value, half, half})
		}
		c.x, err = squeeze(low, high, c.left, right, ends)
		if !c.brief && slices.ContainsFunc(c.order, c.lacks) && (err != nil || c.x(high)-c.x(low) < 0.65*(right-c.left)) {
			c.brief, want = true, want+1
			texts = c.ends()
			continue
		}
		if err != nil || c.apart(axis) {
			return err
		}
		if want <= 2 {
			break
		}
	}
	for i := range c.ticks { // two numbers are enough to read the lines between by
		if i > 0 && i < len(c.ticks)-1 {
			c.ticks[i].Label = ""
		}
	}
	for len(c.ticks) > 1 && (!c.apart(axis) || c.ticks[0].Label == "") {
		c.ticks = c.ticks[1:] // the last one says the unit
	}
	return nil
}

// ends are the texts beside the dots.
func (c *dumbbell) ends() (out []end) {
	for _, i := range c.order {
		for j, e := range c.sides(i) {
			if e.empty {
				continue
			}
			w := e.style.width(e.text) + c.gap()
			out = append(out, [2]end{{e.at, w, c.radius()}, {e.at, c.radius(), w}}[j])
		}
	}
	return out
}

// apart reports whether the labels of the axis stand clear of each other.
func (c *dumbbell) apart(st style) bool {
	named := slices.DeleteFunc(slices.Clone(c.ticks), func(t plot.Tick) bool { return t.Label == "" })
	for i := 1; i < len(named); i++ {
		a, b := named[i-1], named[i]
		if c.x(b.Value)-c.x(a.Value) < (st.width(a.Label)+st.width(b.Label))/2+0.8*st.size {
			return false
		}
	}
	return true
}

// end is a text beside a value of a scale, and how far it reaches to both sides.
type end struct {
	at            float64
	before, after vg.Length
}

// squeeze is the longest scale between two places on which all texts have room.
// It takes from both ends what the texts lack, which moves them, so it does this
// until they fit; or says that they do not.
func squeeze(low, high float64, from, to vg.Length, ends []end) (func(float64) vg.Length, error) {
	var before, after vg.Length
	for range 400 {
		x := scale(low, high, from+before, max(from+before+10, to-after))
		var left, right vg.Length
		for _, e := range ends {
			left = max(left, from-(x(e.at)-e.before))
			right = max(right, x(e.at)+e.after-to)
		}
		if left < 0.01 && right < 0.01 {
			return x, nil
		}
		before, after = before+left, after+right
	}
	return nil, errors.New("chart: no room for the numbers beside their marks: choose a larger Size, or leave out what is too large to be compared")
}
