package model

import (
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// effectsSample is the cells of two panels as one grid: series in key order, so
// that sums have the same bits whatever the order of the panels, by periods in
// time order.
type effectsSample struct {
	periods  []tradeflow.Period
	after    []bool
	keys     []tradeflow.Key
	treated  []bool
	cluster  []int // of each series, numbered in key order
	clusters int
	flow     []float64 // series by period; NaN where not read
	why      []uint8   // effectsUsed, or why the cell is left out
	logs     bool

	status tradeflow.Status
	note   string
	sample Sample
	about  *tradeflow.Panel // what the result says of itself: name, query, ledger, sources, warnings
}

// Why a cell is left out; effectsStatus and more is an unknown cell's own status.
const (
	effectsUsed      uint8 = iota
	effectsAbsent          // no cell: the panel has no such period
	effectsOneSided        // the other panel has no such period
	effectsStraddles       // the period begins before and ends after
	effectsOverlaps
	effectsNegative
	effectsHuge // above 1e300: squares and sums would be infinite, and no flow is as large
	effectsZero
	effectsAllZero
	effectsNoFlow
	effectsSeparated
	effectsAlone
	effectsStatus
)

var effectsWords = map[uint8]string{
	effectsOneSided: "period in one of the two panels only", effectsStraddles: "period partly before and partly after",
	effectsOverlaps: "months counted in a shorter period", effectsNegative: "negative", effectsHuge: "above 1e300", effectsZero: "zero, has no logarithm",
	effectsAllZero: "series without any flow", effectsNoFlow: "period without any flow of a side", effectsSeparated: "zero that the effects predict exactly",
	effectsAlone: "alone in its series or period",
}

// effectsRead joins the panels by key and calendar.
func effectsRead(treated, control *tradeflow.Panel, o Design, function, name string, logs bool) *effectsSample {
	if treated == nil || control == nil {
		panic(function + ": no panel: treated or control is nil")
	}
	if !o.After.IsValid() {
		panic(function + ": the design does not say from when on flows are treated")
	}
	if r := o.Reference; r.IsValid() && r.Ordinal()+r.Months() > o.After.Ordinal() {
		panic(fmt.Sprintf("%s: the reference %s is not before %s", function, r, o.After))
	}
	for _, p := range []*tradeflow.Panel{treated, control} {
		cells.Refuse(p, function, tradeflow.Growth, tradeflow.Points)
	}
	s := &effectsSample{logs: logs}
	for _, p := range []*tradeflow.Panel{treated, control} {
		for _, t := range p.Periods {
			if !slices.Contains(s.periods, t) {
				s.periods = append(s.periods, t)
			}
		}
	}
	slices.SortFunc(s.periods, tradeflow.Period.Compare)
	s.after = make([]bool, len(s.periods))
	for t, p := range s.periods {
		s.after[t] = p.Ordinal() >= o.After.Ordinal()
	}
	s.about = treated.Empty(nil)
	s.about.Statistic = cells.Called(treated, name)
	cells.Remember(s.about, control)
	if treated.Unit != control.Unit {
		s.refuse(tradeflow.UnitChange, fmt.Sprintf("treated flows are in %s, control flows in %s", treated.Unit, control.Unit))
	}
	s.rows(treated, control, o)
	if logs {
		for k, x := range s.flow {
			if s.why[k] == effectsUsed && x == 0 {
				s.why[k] = effectsZero
			}
		}
	}
	return s
}

// refuse says why there is no number; the first reason stands.
func (s *effectsSample) refuse(status tradeflow.Status, note string) {
	if s.status == tradeflow.OK {
		s.status, s.note = status, note
		s.warn("no number: " + note)
	}
}

func (s *effectsSample) warn(text string) {
	s.about.Warn(tradeflow.AboutCoverage, s.about.Statistic+": "+text)
}

// rows reads the cells of both panels in key order.
func (s *effectsSample) rows(treated, control *tradeflow.Panel, o Design) {
	type row struct {
		p       *tradeflow.Panel
		i       int
		treated bool // both panels may be one
	}
	var all []row
	for _, p := range []*tradeflow.Panel{treated, control} {
		for i := range p.Series {
			all = append(all, row{p, i, len(all) < len(treated.Series)})
		}
	}
	slices.SortStableFunc(all, func(a, b row) int { return a.p.Series[a.i].Key.Compare(b.p.Series[b.i].Key) })
	n := len(s.periods)
	s.flow, s.why = make([]float64, len(all)*n), make([]uint8, len(all)*n)
	clusters := map[tradeflow.Key]int{}
	const every = tradeflow.Reporter | tradeflow.Partner | tradeflow.Category | tradeflow.Commodity
	readers := map[*tradeflow.Panel]*cells.Reader{treated: cells.Read(treated), control: cells.Read(control)}
	columns := map[*tradeflow.Panel][]int{treated: cells.Columns(treated, s.periods), control: cells.Columns(control, s.periods)}
	overlaps := effectsOverlapping(s.periods)
	for i, r := range all {
		k := r.p.Series[r.i].Key
		if i > 0 && s.keys[i-1] == k {
			where := "twice in one panel"
			if all[i-1].treated != r.treated {
				where = "both treated and control"
			}
			s.refuse(tradeflow.NoSpread, fmt.Sprintf("%s is %s; a key that says more keeps them apart", r.p.Label(r.i), where))
		}
		s.keys, s.treated = append(s.keys, k), append(s.treated, r.treated)
		c := k
		if o.Cluster != 0 {
			c = k.Without(every &^ o.Cluster)
		}
		g, known := clusters[c]
		if !known {
			g = len(clusters)
			clusters[c] = g
		}
		s.cluster = append(s.cluster, g)
		s.row(i, r.p, r.i, readers[r.p], columns[r.p], columns[treated], columns[control], o)
		for _, o := range overlaps {
			if s.why[i*n+o[0]] == effectsUsed && s.why[i*n+o[1]] == effectsUsed {
				s.why[i*n+o[1]] = effectsOverlaps
			}
		}
	}
	s.clusters = len(clusters)
	readers[treated].Warn(s.about)
	if control != treated {
		readers[control].Warn(s.about)
	}
}

// row reads one series.
func (s *effectsSample) row(i int, p *tradeflow.Panel, from int, r *cells.Reader, at, treated, control []int, o Design) {
	n := len(s.periods)
	flow, why := s.flow[i*n:(i+1)*n], s.why[i*n:(i+1)*n]
	editions := make([]tradeflow.EditionSet, n)
	anchor := -1 // the cell whose goods the series stands for: the last before, else the first
	for t, period := range s.periods {
		flow[t] = math.NaN()
		if at[t] < 0 {
			why[t] = effectsAbsent
			continue
		}
		c := r.Cell(from, at[t])
		editions[t] = c.Editions
		last := period.Ordinal() + period.Months() - 1
		switch {
		case treated[t] < 0 || control[t] < 0:
			why[t] = effectsOneSided
		case !s.after[t] && last >= o.After.Ordinal():
			why[t] = effectsStraddles
		case !c.Known():
			why[t] = effectsStatus + uint8(c.Status)
		case c.Value < 0:
			why[t] = effectsNegative
		case c.Value > 1e300:
			why[t] = effectsHuge
		default:
			flow[t] = c.Value
			if anchor < 0 || !s.after[t] {
				anchor = t
			}
		}
	}
	for t := range n {
		if why[t] == effectsUsed && editions[t] != editions[anchor] && !cells.SameGoods(p, s.keys[i], editions[t], editions[anchor]) {
			flow[t], why[t] = math.NaN(), effectsStatus+uint8(tradeflow.EditionBreak)
		}
	}
}

// effectsOverlapping returns pairs of columns that share months, the longer one
// second: China's January and February in one figure beside the single months.
func effectsOverlapping(periods []tradeflow.Period) (pairs [][2]int) {
	for j, t := range periods {
		for k := j + 1; k < len(periods) && periods[k].Ordinal() < t.Ordinal()+t.Months(); k++ {
			if t.Months() > periods[k].Months() {
				pairs = append(pairs, [2]int{k, j})
			} else {
				pairs = append(pairs, [2]int{j, k})
			}
		}
	}
	return pairs
}
