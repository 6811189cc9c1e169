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

// read writes the numbers of series i, or their logarithms, into y, or says why there
// is no season to find in them.
func (a stlAxis) read(r *cells.Reader, i int, y []float64, log bool) tradeflow.Status {
	status := tradeflow.OK
	if !breakSameGoods(a.panel, i, a.columns) {
		status = tradeflow.EditionBreak
	}
	n := 0
	for _, j := range a.at {
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
		if j >= 0 {
			y[n] = v
			n++
		}
	}
	if status == tradeflow.OK && log {
		breakLogs(y)
	}
	return status
}

// missing names the runs of periods that series i lacks.
func (a stlAxis) missing(r *cells.Reader, i int) (runs []string) {
	var from, to tradeflow.Period
	for k, j := range a.at {
		_, known := breakNumber(r.Cell(i, j))
		if !known {
			if to = a.periods[k]; !from.IsValid() {
				from = to
			}
		}
		if from.IsValid() && (known || k == len(a.at)-1) {
			runs = append(runs, cells.Between(from, to))
			from = tradeflow.Period{}
		}
	}
	return runs
}
