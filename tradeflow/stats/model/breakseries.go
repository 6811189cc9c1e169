package model

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// breakSeries is the known numbers of one series in calendar order.
type breakSeries struct {
	status   tradeflow.Status // OK, or why nothing is to be tested
	values   []float64        // or their logarithms
	periods  []tradeflow.Period
	missing  []tradeflow.Period // without a number
	overlaps []tradeflow.Period // with a number, and months that one before them has counted
	ranges   int                // numbers that may be more
}

// breakReader reads one series after the other.
type breakReader struct {
	panel *tradeflow.Panel
	cells *cells.Reader
	order []int // the columns by the calendar
	short int   // the months of the shortest period
}

func newBreakReader(p *tradeflow.Panel) *breakReader {
	b := &breakReader{panel: p, cells: cells.Read(p)}
	for j, t := range p.Periods {
		if !t.IsValid() {
			continue
		}
		b.order = append(b.order, j)
		if b.short == 0 || t.Months() < b.short {
			b.short = t.Months()
		}
	}
	slices.SortFunc(b.order, func(i, j int) int { return p.Periods[i].Compare(p.Periods[j]) })
	return b
}

// read returns series i. Of periods that overlap only the first counts: two 12-month
// sums share months, and so their errors.
func (b *breakReader) read(i int, log bool) (s breakSeries) {
	var columns []int
	end := math.MinInt
	for _, j := range b.order {
		t := b.panel.Periods[j]
		c := b.cells.Cell(i, j)
		v, known := b.number(c, t)
		if t.Ordinal() < end {
			if known {
				s.overlaps = append(s.overlaps, t)
			}
			continue
		}
		if !known {
			s.missing = append(s.missing, t)
			continue
		}
		if log && v <= 0 {
			s.status = tradeflow.BaseNonPositive
		}
		if c.IsRange() {
			s.ranges++
		}
		s.values, s.periods, columns = append(s.values, v), append(s.periods, t), append(columns, j)
		end = t.Ordinal() + t.Months()
	}
	s.missing = slices.DeleteFunc(s.missing, func(t tradeflow.Period) bool { // China's single January, beside both months in one
		return slices.ContainsFunc(s.periods, func(u tradeflow.Period) bool { return breakOverlap(t, u) })
	})
	if !breakSameGoods(b.panel, i, columns) {
		s.status = tradeflow.EditionBreak
	}
	if log && s.status == tradeflow.OK {
		breakLogs(s.values)
	}
	return s
}

// number returns the number of a cell; of amounts, as much of it as falls on the
// panel's shortest period, so that China's January and February in one figure stand
// level with single months.
func (b *breakReader) number(c cells.Cell, t tradeflow.Period) (v float64, known bool) {
	v, known = breakNumber(c)
	if b.panel.Unit.Kind == tradeflow.Amount && t.Months() != b.short {
		v *= float64(b.short) / float64(t.Months())
	}
	return v, known
}

func breakOverlap(t, u tradeflow.Period) bool {
	return t.Ordinal() < u.Ordinal()+u.Months() && u.Ordinal() < t.Ordinal()+t.Months()
}

// breakOverlaps says which periods count for nothing beside others.
func breakOverlaps(periods []tradeflow.Period) string {
	verb := "overlaps an earlier or shorter period, and is"
	if len(periods) > 1 {
		verb = "overlap earlier or shorter periods, and are"
	}
	return cells.Some(len(periods), func(k int) string { return periods[k].Words() }) + " " + verb
}

// breakNumber returns the number of a cell. Squares and sums of larger ones would be
// infinite, and no flow is as large.
func breakNumber(c cells.Cell) (v float64, known bool) {
	return c.Value, c.Known() && math.Abs(c.Value) <= 1e300
}

func breakLogs(v []float64) {
	for i := range v {
		v[i] = math.Log(v[i])
	}
}

// breakSameGoods reports whether the number of a commodity stands for the same goods
// in all known cells of series i, the columns being in calendar order. Rates and
// indices have looked after it themselves.
func breakSameGoods(p *tradeflow.Panel, i int, columns []int) bool {
	if k := p.Unit.Kind; k != tradeflow.Amount && k != tradeflow.PerUnit && k != tradeflow.ShareOf {
		return true
	}
	s := &p.Series[i]
	var was tradeflow.EditionSet
	for _, j := range columns {
		is := s.Editions[j]
		if is == 0 || !s.Status[j].HasNumber() {
			continue
		}
		if was != 0 && !cells.SameGoods(p, s.Key, was, is) {
			return false
		}
		was = is
	}
	return true
}

// breakScale divides v by a power of two, which costs no digit, so that no square
// overflows; it returns the power.
func breakScale(v []float64) float64 {
	most := 0.0
	for _, x := range v {
		most = max(most, math.Abs(x))
	}
	_, e := math.Frexp(most)
	e = max(e, -1000)
	for i := range v {
		v[i] = math.Ldexp(v[i], -e)
	}
	return math.Ldexp(1, e)
}
