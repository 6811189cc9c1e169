package chart

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// timeAxis is an axis on month ordinals: months are equally far apart, and a
// year is a stretch with its name in the middle.
type timeAxis struct {
	low, high int // ordinals; high is the first month after the axis
	yearly    bool
	windows   bool // overlapping periods, drawn at their last month
	amounts   bool // the numbers grow with the length of their period
	periods   []tradeflow.Period
}

func (s *subject) timeAxis() timeAxis {
	a := newTimeAxis(s.periods)
	a.amounts = s.source.Unit.Kind == tradeflow.Amount
	return a
}

func newTimeAxis(periods []tradeflow.Period) timeAxis {
	a := timeAxis{periods: periods, yearly: true, low: periods[0].Ordinal()}
	for i, t := range periods {
		a.high = max(a.high, t.Ordinal()+t.Months())
		a.yearly = a.yearly && t.Months() >= 9
		if i > 0 && periods[i-1] != t && periods[i-1].Ordinal()+periods[i-1].Months() > t.Ordinal() {
			a.windows = true
		}
	}
	if a.windows {
		a.low, a.yearly = a.low+periods[0].Months()-1, false
	}
	if a.yearly {
		return a
	}
	if a.low%12 <= 3 { // a year that is nearly whole is shown whole
		a.low -= a.low % 12
	}
	if a.high%12 >= 9 {
		a.high += 12 - a.high%12
	}
	if a.high-a.low < 2 {
		a.low, a.high = a.low-1, a.high+1
	}
	return a
}

// monthly reports whether the axis is short enough to name its months.
func (a timeAxis) monthly() bool { return !a.yearly && a.high-a.low <= 18 }

// at is where a period's value stands: in the middle of its months, or in the
// last month of a window that overlaps the next.
func (a timeAxis) at(t tradeflow.Period) float64 {
	if a.windows {
		return float64(t.Ordinal()+t.Months()) - 0.5
	}
	return float64(t.Ordinal()) + float64(t.Months())/2
}

// ends are the places of the first and the last value: the axis of a chart that
// is filled between them.
func (a timeAxis) ends() (from, to float64) {
	from, to = a.at(a.periods[0]), a.at(a.periods[0])
	for _, t := range a.periods {
		from, to = min(from, a.at(t)), max(to, a.at(t))
	}
	return from, to
}

// broken reports whether months are missing between two neighbouring periods
// that are there between others: the line must not run across them. Nor must it
// run from the amount of a year to that of eight months.
func (a timeAxis) broken(i int) bool {
	if a.windows {
		return false
	}
	if a.amounts && a.periods[i].Months() != a.periods[i-1].Months() {
		return true
	}
	gap := func(i int) int { return a.periods[i].Ordinal() - a.periods[i-1].Ordinal() - a.periods[i-1].Months() }
	usual := gap(i)
	for j := 1; j < len(a.periods); j++ {
		usual = min(usual, gap(j))
	}
	return gap(i) > max(usual, 0)
}

// draw draws ticks and labels below the data. Labels may reach to the right
// edge; those that have no room are left out, from every second on.
func (a timeAxis) draw(p *pen, data vg.Rectangle, x func(float64) vg.Length, right vg.Length, s sheet) {
	st := style{size: s.label, color: softInk}
	base := data.Min.Y
	line := base - 0.35*s.label - 1.15*s.label*capHeight - 1
	if a.yearly {
		a.drawPeriods(p, st, x, line, data.Min.X-0.2*st.size, right)
		return
	}
	if a.monthly() {
		a.drawMonths(p, st, x, line, data, right)
		line -= 1.2 * s.label
		st.bold, st.color = true, ink
	}
	tick := base - line + 1
	first := a.low - a.low%12
	every := 1
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100} {
		every = n
		if x(float64(12*n))-x(0) > 1.3*st.width("2000") {
			break
		}
	}
	beyond := false // a label reaches over the end of the axis
	for o := first; o < a.high; o += 12 {
		year := o / 12
		if at := x(float64(o)); o >= a.low && year%every == 0 && at > data.Min.X-1 && at < data.Max.X+1 {
			p.upright(axisGrey, 0.7*s.pen, x(float64(o)), base, base-tick)
		}
		from, to := max(o, a.low), min(o+12*every, a.high)
		if year%every != 0 || to <= from {
			continue
		}
		end := a.drawYear(p, st, year, max(x(float64(from)), data.Min.X), min(x(float64(to)), data.Max.X), line, right, every)
		beyond = beyond || end > x(float64(a.high))-1
	}
	if a.high%12 == 0 && !beyond && x(float64(a.high)) < data.Max.X+1 {
		p.upright(axisGrey, 0.7*s.pen, x(float64(a.high)), base, base-tick)
	}
}

// drawYear writes the year into its stretch. A last year that is not whole says
// how far it goes; the stretch right of the axis is free for that. The answer
// is where the label ends.
func (a timeAxis) drawYear(p *pen, st style, year int, from, to, line, right vg.Length, every int) (end vg.Length) {
	label := strconv.Itoa(year)
	if partial := a.partial(year); partial != "" && !a.monthly() {
		brief := strings.Replace(partial, " 20", " ’", 1)
		if st.width(partial)+st.size <= to-from {
			label = partial
		} else if st.width(brief)+0.8*st.size <= to-from {
			label = brief
		} else if w := st.width(partial); from+3+w <= right {
			p.text(st, from+3, line, atStart, partial)
			return from + 3 + w
		}
	}
	switch w := st.width(label); {
	case every > 1 && from+3+w <= right:
		p.text(st, from+3, line, atStart, label)
		return from + 3 + w
	case every == 1 && w+4 <= to-from:
		p.text(st, (from+to)/2, line, atMiddle, label)
	}
	return from
}

// partial is the label of a last year whose December is not there.
func (a timeAxis) partial(year int) string {
	last := 0
	var span tradeflow.Period
	for _, t := range a.periods {
		if end := t.Ordinal() + t.Months() - 1; end > last {
			last, span = end, t
		}
	}
	if last/12 != year || last%12 == 11 {
		return ""
	}
	if span.Ordinal() == 12*year && span.Months() > 3 && !a.windows {
		return short(span) // one number, not the last of several
	}
	return fmt.Sprintf("to %.3s %d", time.Month(last%12+1), year)
}

// drawMonths writes every month, or every second, third or sixth.
func (a timeAxis) drawMonths(p *pen, st style, x func(float64) vg.Length, line vg.Length, data vg.Rectangle, right vg.Length) {
	for _, every := range []int{1, 2, 3, 6, 12} {
		// The line that begins a year stands left of its January, which gives way.
		aside := max(0, 0.2*st.size+st.width("Jan")/2-(x(0.5)-x(0)))
		if x(float64(every))-x(0) < 1.15*st.width("May")+aside {
			continue
		}
		for o := a.low; o < a.high; o++ {
			at := x(float64(o) + 0.5)
			if (o%12)%every != 0 || at < data.Min.X-1 || at > data.Max.X+1 {
				continue
			}
			name := time.Month(o%12 + 1).String()[:3]
			half := st.width(name) / 2
			if o%12 == 0 {
				at += aside
			}
			p.text(st, max(data.Min.X-0.2*st.size+half, min(at, right-half)), line, atMiddle, name)
		}
		return
	}
}

// drawPeriods names each long period, such as a year or a fiscal year; where
// they stand too close, every second or third, the last one always.
func (a timeAxis) drawPeriods(p *pen, st style, x func(float64) vg.Length, line, left, right vg.Length) {
	spots := func(every int) (labels []string, starts []vg.Length, fits bool) {
		fits = true
		for i := (len(a.periods) - 1) % every; i < len(a.periods); i += every {
			label := short(a.periods[i])
			w := st.width(label)
			at := max(left, min(x(a.at(a.periods[i]))-w/2, right-w))
			if n := len(starts); n > 0 && at < starts[n-1]+st.width(labels[n-1])+0.4*st.size {
				fits = false
			}
			labels, starts = append(labels, label), append(starts, at)
		}
		return labels, starts, fits
	}
	for every := 1; ; every++ {
		labels, starts, fits := spots(every)
		if !fits && every < len(a.periods) {
			continue
		}
		for i, l := range labels {
			p.text(st, starts[i]+st.width(l)/2, line, atMiddle, l)
		}
		return
	}
}

// height is the room below the data.
func (a timeAxis) height(s sheet) vg.Length {
	h := 1.55 * s.label
	if a.monthly() {
		h += 1.2 * s.label
	}
	return h
}
