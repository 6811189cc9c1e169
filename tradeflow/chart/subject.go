package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// subject is a panel made ready for drawing: in time order, in printed units,
// with clean names and colours.
type subject struct {
	source   *tradeflow.Panel
	periods  []tradeflow.Period
	rows     []row
	unit     unit
	decimals int // of printed values
	sheet    sheet
	events   []Event
	focus    bool                   // some row is highlighted
	limits   [2]float64             // how far bounds without a number are drawn
	marked   []string               // Figure.Highlight
	fixed    map[string]color.Color // Figure.Colors
	by       tradeflow.Dims         // Figure.By
}

// row is one series.
type row struct {
	label     string
	highlight bool
	cells     []cell // one for each period
	look
}

// cell is one number, in the panel's unit and as printed.
type cell struct {
	raw, rawLower, rawUpper float64
	value, lower, upper     float64 // NaN where unknown
	known                   bool
	open                    bool // a number, of which it is not known how much more it may be
	status                  tradeflow.Status
}

// reason says in a few words why the cell has no number.
func (c cell) reason() string {
	if c.status.HasNumber() {
		return "unknown"
	}
	return c.status.String()
}

// last returns the index of the last known cell, or -1.
func (r row) last() int {
	for i := len(r.cells) - 1; i >= 0; i-- {
		if r.cells[i].known {
			return i
		}
	}
	return -1
}

// ending is the last known value, or minus infinity.
func (r row) ending() float64 {
	if i := r.last(); i >= 0 {
		return r.cells[i].value
	}
	return math.Inf(-1)
}

// maxName is the longest name that is drawn; longer ones are cut.
const maxName = 120

// subject reads the figure's panel, or says why it cannot be drawn.
func (f *Figure) subject() (*subject, error) {
	p := f.panel
	switch {
	case p == nil:
		return nil, errors.New("chart: the panel is nil: make the figure with a function of this package, such as Lines or Bars")
	case len(p.Series) == 0:
		return nil, errors.New("chart: the panel has no series: ask for flows that the input has")
	case len(p.Periods) == 0:
		return nil, errors.New("chart: the panel has no periods: ask for a time that the input covers")
	}
	order := make([]int, len(p.Periods))
	for i, t := range p.Periods {
		if !t.IsValid() || t.Ordinal() < 0 {
			return nil, fmt.Errorf("chart: period %d of the panel is no period: choose the periods with panel.At", i+1)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return p.Periods[a].Compare(p.Periods[b]) })

	s := &subject{source: p, sheet: f.Size.sheet(), events: f.Events, marked: f.Highlight, fixed: f.Colors, by: f.By}
	if f.paper != nil {
		s.sheet = *f.paper
	}
	for _, i := range order {
		s.periods = append(s.periods, p.Periods[i])
	}
	if years := (s.periods[len(s.periods)-1].Ordinal() - s.periods[0].Ordinal()) / 12; years > 400 {
		return nil, fmt.Errorf("chart: the periods span %d years: choose fewer with panel.At", years)
	}
	most := size(p)
	if most != 0 && (most < 1e-9 || most > 1e21) {
		return nil, fmt.Errorf("chart: the largest number is %g, too extreme to print: choose another unit", most)
	}
	s.unit = unitOf(p.Unit, most)
	known := false
	names := labels(p)
	for i := range p.Series {
		r := row{label: names[i], highlight: len(f.Highlight) > 0 && f.highlights(i), look: look{rest: isRest(p.Series[i].Key)}}
		for _, j := range order {
			c := read(&p.Series[i], j)
			c.value, c.lower, c.upper = c.raw*s.unit.factor, c.rawLower*s.unit.factor, c.rawUpper*s.unit.factor
			known = known || c.known
			r.cells = append(r.cells, c)
		}
		s.focus = s.focus || r.highlight
		s.rows = append(s.rows, r)
	}
	if !known {
		return nil, fmt.Errorf("chart: the panel has no number to draw: %s", s.rows[0].cells[0].reason())
	}
	s.setLimits()
	s.decimals = s.printedDecimals(most * s.unit.factor)
	for i, l := range looks(s.rows, f.Colors) {
		s.rows[i].look = l
	}
	return s, nil
}

// printedDecimals is as many as labelDecimals allows, and fewer where all
// numbers are whole with fewer.
func (s *subject) printedDecimals(most float64) int {
	enough := labelDecimals(most, s.unit.each == "%")
	for d := range enough {
		whole := true
		for _, r := range s.rows {
			for _, c := range r.cells {
				for _, v := range []float64{c.value, c.upper} {
					v *= math.Pow10(d)
					whole = whole && (!c.known || math.Abs(v-math.Round(v)) < 1e-6)
				}
			}
		}
		if whole {
			return d
		}
	}
	return enough
}

// read returns cell j of a series. What is not finite is unknown, and so is a
// number whose status says that there is none; its bounds may still be known.
func read(t *tradeflow.Series, j int) cell {
	at := func(v []float64) float64 {
		if j >= len(v) || math.IsInf(v[j], 0) {
			return math.NaN()
		}
		return v[j]
	}
	c := cell{raw: at(t.Values), rawLower: math.NaN(), rawUpper: math.NaN(), status: tradeflow.NotReported}
	if j < len(t.Status) {
		c.status = t.Status[j]
	}
	lower, upper := at(t.Lower), at(t.Upper)
	if !c.status.HasNumber() || math.IsNaN(c.raw) {
		c.raw = math.NaN()
		c.rawLower, c.rawUpper = lower, upper
		return c
	}
	c.rawLower, c.rawUpper, c.known = c.raw, c.raw, true
	c.open = j < len(t.Upper) && math.IsNaN(t.Upper[j])
	if lower < c.raw {
		c.rawLower = lower
	}
	if upper > c.raw {
		c.rawUpper = upper
	}
	return c
}

// size is the largest number of the panel, without its sign.
func size(p *tradeflow.Panel) (most float64) {
	for i := range p.Series {
		for j := range p.Periods {
			if c := read(&p.Series[i], j); c.known {
				most = max(most, math.Abs(c.raw), math.Abs(c.rawLower), math.Abs(c.rawUpper))
			}
		}
	}
	return most
}

// highlights reports whether series i is meant by Highlight: by its label, or
// by the code or name of a country or category in its key.
func (f *Figure) highlights(i int) bool {
	for _, name := range names(f.panel, i) {
		if name != "" && slices.Contains(f.Highlight, name) {
			return true
		}
	}
	return false
}

func names(p *tradeflow.Panel, i int) []string {
	k := p.Series[i].Key
	all := []string{p.Label(i), clean(p.Label(i)), string(k.Reporter), string(k.Partner), k.Category}
	if k.Reporter != "" {
		all = append(all, k.Reporter.Name())
	}
	if k.Partner != "" {
		all = append(all, k.Partner.Name())
	}
	if k.Category != "" && p.Query.Scheme != nil {
		all = append(all, p.Query.Scheme.Label(k.Category))
	}
	if k.Commodity.IsValid() {
		all = append(all, k.Commodity.String())
	}
	return all
}
