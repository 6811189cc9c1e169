package chart

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// columns is upright bars of one series in time order.
type columns struct {
	*subject
	area, data vg.Rectangle
	axis       valueAxis
	plot       *plot.Plot
	y          func(float64) vg.Length
	slot       vg.Length
	upper      []string // the first level of the axis; nil where it has no room
	years      []group  // the second
	figures    style
	printed    []bool // whether a bar has its number
	banners    []banner
}

// group is a run of slots of one year.
type group struct {
	from, to int
	name     string
}

func planColumns(s *subject, area vg.Rectangle) (plan, error) {
	n := vg.Length(len(s.periods))
	c := &columns{subject: s, area: area, figures: style{size: s.sheet.label, bold: true}}
	low, high := s.extent()
	low, high = valueRange(low, high, true)
	c.axis = newValueAxis(ticker{s.unit, s.sheet.ticks}, low, high, s.sheet)
	c.data = vg.Rectangle{Min: vg.Point{X: area.Min.X + c.axis.width, Y: area.Min.Y}, Max: area.Max}
	c.slot = c.data.Size().X / n
	if c.slot < 2 {
		return plan{}, fmt.Errorf("chart: Bars of %d periods have no room: choose fewer with panel.At, or draw Lines", len(s.periods))
	}
	c.layAxis()
	c.data.Min.Y += 1.6 * s.sheet.label
	if len(c.years) > 0 && c.upper != nil {
		c.data.Min.Y += 1.35 * s.sheet.label
	}
	var band vg.Length
	var err error
	c.banners, band, err = banners(s.events, scale(0, float64(n), c.data.Min.X, c.data.Max.X), c.data, area, s.sheet, c.place)
	if err != nil {
		return plan{}, err
	}
	c.data.Max.Y -= band
	c.layFigures(low, high)
	c.plot.Add(layer(c.drawBars))
	remark := ""
	if slices.ContainsFunc(s.rows[0].cells, func(k cell) bool { return !k.known }) && !c.roomForAbsence() {
		remark = "Grey stretches are n/a"
	}
	return plan{draw: c.draw, drawn: s.everyRow(), remark: sentences(remark, s.uneven()), targets: c.targets, times: c.times}, nil
}

// place tells where an event stands among the slots.
func (c *columns) place(e Event) (float64, bool) {
	o := e.ordinal()
	for i, t := range c.periods {
		if from, to := float64(t.Ordinal()), float64(t.Ordinal()+t.Months()); from <= o && o < to {
			return float64(i) + (o-from)/(to-from), true
		}
	}
	return 0, false
}

// layAxis makes one level of labels for years and two for quarters and months.
func (c *columns) layAxis() {
	st := style{size: c.sheet.label}
	var upper []string
	for i, t := range c.periods {
		u, year := level(t)
		upper = append(upper, u)
		if year == "" {
			continue
		}
		if n := len(c.years); n > 0 && c.years[n-1].name == year && c.years[n-1].to == i {
			c.years[n-1].to++
		} else {
			c.years = append(c.years, group{i, i + 1, year})
		}
	}
	room := func() bool { return st.widest(upper)+0.3*st.size <= c.slot }
	if !room() && len(c.years) > 0 {
		for i, u := range upper { // months by their initials
			if c.periods[i].Months() == 1 {
				upper[i] = u[:1]
			}
		}
	}
	if room() {
		c.upper = upper
		return
	}
	if len(c.years) > 0 {
		return
	}
	// Years that stand too close: every second, fifth, tenth.
	for _, every := range []int{2, 5, 10, 20, 50} {
		if st.widest(upper)+0.3*st.size <= c.slot*vg.Length(every) || every == 50 {
			for i := range upper {
				if (len(upper)-1-i)%every != 0 {
					upper[i] = ""
				}
			}
			break
		}
	}
	c.upper = upper
}

// layFigures decides which bars have room for their number, and makes room for
// it above and below.
func (c *columns) layFigures(low, high float64) {
	cells := c.rows[0].cells
	texts := make([]string, len(cells))
	for i, k := range cells {
		if k.known {
			texts[i] = c.number(k)
		}
	}
	for c.figures.size > smallest && c.figures.widest(texts)+3 > c.slot {
		c.figures.size = max(smallest, c.figures.size-0.5)
	}
	data := c.data
	room := 1.05 * c.sheet.label
	data.Max.Y -= room
	if low < 0 {
		data.Min.Y += room
	}
	c.y = scale(low, high, data.Min.Y, data.Max.Y)
	c.plot = newPlot(0, float64(len(cells)), low, high)
	c.data = data
	c.printed = make([]bool, len(cells))
	if c.figures.widest(texts)+3 <= c.slot {
		for i := range cells {
			c.printed[i] = cells[i].known
		}
		return
	}
	c.figures.size = c.sheet.label
	c.printFew()
}

// times is the slot of a period.
func (c *columns) times(j int) (from, to vg.Length) { return c.x(float64(j)), c.x(float64(j + 1)) }

func (c *columns) x(slot float64) vg.Length {
	return c.data.Min.X + vg.Length(slot)*c.slot
}
