package model

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// stlAxis is the regular time of a panel: every period from the first to the last
// of its shortest kind, at the step at which they follow each other.
type stlAxis struct {
	panel   *tradeflow.Panel
	period  int                // how many make a year; below 2 there is no season
	periods []tradeflow.Period // without a gap, in calendar order
	columns []int              // of those that the panel has
	at      []int              // the column of each of periods, or -1
}

// stlAxisOf finds it. China's two months in one figure are no part of an axis of
// months, and leave a gap in it. Windows that overlap, such as 3-month sums, step
// by less than their length.
func stlAxisOf(p *tradeflow.Panel) stlAxis {
	a := stlAxis{panel: p}
	length := 0
	for _, t := range p.Periods {
		if t.IsValid() && (length == 0 || t.Months() < length) {
			length = t.Months()
		}
	}
	if length == 0 {
		return a
	}
	var some []tradeflow.Period
	for _, t := range p.Periods {
		if t.Months() == length {
			some = append(some, t)
		}
	}
	slices.SortFunc(some, tradeflow.Period.Compare)
	step := length
	for k := 1; k < len(some); k++ {
		if d := some[k].Ordinal() - some[k-1].Ordinal(); d > 0 {
			step = min(step, d)
		}
	}
	if 12%step == 0 {
		a.period = 12 / step
	}
	first, last := some[0], some[len(some)-1]
	for t := first; t.Ordinal() <= last.Ordinal(); t = t.Shift(step) {
		a.periods = append(a.periods, t)
	}
	a.at = cells.Columns(p, a.periods)
	for _, j := range a.at {
		if j >= 0 {
			a.columns = append(a.columns, j)
		}
	}
	return a
}

// ends returns between which of its periods series i has its first and its last
// number: those from first on, and before last.
func (a stlAxis) ends(r *cells.Reader, i int) (first, last int) {
	known := func(k int) bool {
		_, ok := breakNumber(r.Cell(i, a.at[k]))
		return ok
	}
	for last = len(a.at); last > 0 && !known(last-1); {
		last--
	}
	for first < last && !known(first) {
		first++
	}
	return first, last
}

// read writes the numbers of series i in the periods from first to last, or their
// logarithms, into y, or says why there is no season to find in them.
func (a stlAxis) read(r *cells.Reader, i, first, last int, y []float64, log bool) tradeflow.Status {
	status := tradeflow.OK
	if !breakSameGoods(a.panel, i, a.columns) {
		status = tradeflow.EditionBreak
	}
	for k, j := range a.at[first:last] {
		c := r.Cell(i, j)
		v, known := breakNumber(c)
		switch {
		case c.Status == tradeflow.EditionBreak:
			status = tradeflow.EditionBreak
		case status == tradeflow.EditionBreak:
		case !known:
			status = tradeflow.IncompleteWindow
		case status == tradeflow.OK && log && v <= 0:
			status = tradeflow.BaseNonPositive
		}
		y[k] = v
	}
	if status == tradeflow.OK && log {
		breakLogs(y)
	}
	return status
}

// missing names the runs of periods from first to last that series i lacks.
func (a stlAxis) missing(r *cells.Reader, i, first, last int) (runs []string) {
	var from, to tradeflow.Period
	for k := first; k < last; k++ {
		_, known := breakNumber(r.Cell(i, a.at[k]))
		if !known {
			if to = a.periods[k]; !from.IsValid() {
				from = to
			}
		}
		if from.IsValid() && (known || k == last-1) {
			runs = append(runs, cells.Between(from, to))
			from = tradeflow.Period{}
		}
	}
	return runs
}

// beside returns the periods of the panel that are not on the axis and have numbers.
func (a stlAxis) beside(r *cells.Reader) (periods []tradeflow.Period) {
	for j, t := range a.panel.Periods {
		if !t.IsValid() || slices.Contains(a.columns, j) {
			continue
		}
		for i := range a.panel.Series {
			if r.Cell(i, j).Known() {
				periods = append(periods, t)
				break
			}
		}
	}
	slices.SortFunc(periods, tradeflow.Period.Compare)
	return periods
}
