package model

import (
	"math"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// EditionJump says how much a series jumped in the period in which its reporter took
// up a new edition of the nomenclature, and whether that is out of the ordinary.
type EditionJump struct {
	Key      tradeflow.Key
	Status   tradeflow.Status // OK, or why Jump and Z are NaN
	From, To hscodes.Edition
	At       tradeflow.Period // the first period of the new edition
	Jump     float64          // change of the logarithm on the period before, less what is usual for the season: −0.69 is half
	Z        float64          // Jump in robust standard deviations of the ordinary changes, from their median
	N        int              // how many ordinary changes it was compared with
	Warnings []tradeflow.Warning
}

// EditionJumps returns a test for each series and each newer edition that appears in
// it: the change of the logarithm from the period before, in log points, and its
// robust z among all other such changes of the series. Within a year, each change is
// first taken less the median of the changes into the same month, or quarter, of the other
// years. Changes of other editions count on neither side. A large |Z| for a commodity
// whose goods were moved by the new edition is a break of the nomenclature, and no
// event of trade: display panels left 9013.80 in January 2022, or whenever a reporter
// took up HS2022. A large |Z| where the edition moved nothing is trade. By reporter only:
// in a sum over reporters who take up the edition one after the other, or in a year in the
// course of which one did, the first cell holds both editions and the test is EditionBreak, as
// where the older edition has no code. Without a known, positive number on both sides there is
// no logarithm: the status is that of a growth rate (New and Ceased have no number
// here). Fewer than three ordinary changes are TooFew, ordinary changes that
// are all the same NoSpread. The scale is that of RobustZ; the test is this library's own.
func EditionJumps(p *tradeflow.Panel) []EditionJump {
	r := newBreakReader(p)
	before := jumpBases(r)
	var all []EditionJump
	for i := range p.Series {
		var changes []jumpChange
		var newest hscodes.Edition
		for _, j := range r.order {
			from, to := newest, jumpNewest(p.Series[i].Editions[j])
			if to <= from {
				continue
			}
			if newest = to; from != 0 {
				if changes == nil {
					changes = jumpChanges(r, before, i)
				}
				all = append(all, jumpAt(r, before, changes, i, j, from, to))
			}
		}
	}
	return all
}

// jumpChange is the change of a logarithm into one column.
type jumpChange struct {
	column   int
	season   [3]int // the changes of one season have the same months on both sides
	value    float64
	ordinary bool // both sides in the same editions
}

// jumpAt tests the change into column j.
func jumpAt(r *breakReader, before [][]int, changes []jumpChange, i, j int, from, to hscodes.Edition) EditionJump {
	p := r.panel
	t := EditionJump{Key: p.Series[i].Key, From: from, To: to, At: p.Periods[j], Jump: math.NaN(), Z: math.NaN()}
	x, base := r.cells.Cell(i, j), r.cells.Cell(i, jumpBase(r, before, i, j))
	t.Status = cells.Edge(base, x)
	if p.Series[i].Editions[j] != tradeflow.EditionSet(0).Add(to) {
		t.Status = tradeflow.EditionBreak
	}
	if t.Status != tradeflow.OK {
		return t
	}
	if x.IsRange() || base.IsRange() {
		t.Warnings = []tradeflow.Warning{{Kind: tradeflow.AboutEdition, Text: "the numbers on both sides may be more than is certain: what is certain is used"}}
	}
	var others []float64
	room := make([]float64, len(changes))
	for k, c := range changes {
		switch usual, ok := jumpUsual(changes, k, room); {
		case !ok:
		case c.column == j:
			t.Jump = c.value - usual
		case c.ordinary:
			others = append(others, c.value-usual)
		}
	}
	t.N = len(others)
	median, mad, status := robustScale(others, room)
	switch {
	case status == tradeflow.TooFew, math.IsNaN(t.Jump): // no other year to tell the season from
		t.Status, t.Jump = tradeflow.TooFew, math.NaN()
	case status == tradeflow.NoSpread, mad < 1e-12: // nothing but the rounding of logarithms
		t.Status, t.Jump = tradeflow.NoSpread, math.NaN()
	default:
		t.Z = (t.Jump - median) / (madScale * mad)
	}
	return t
}

// jumpUsual returns the median of the ordinary changes of the same season as change k
// in other years; zero for changes from year to year, which have no season.
func jumpUsual(changes []jumpChange, k int, room []float64) (median float64, ok bool) {
	if changes[k].season[1]%12 == 0 {
		return 0, true
	}
	same := room[:0]
	for l, c := range changes {
		if l != k && c.ordinary && c.season == changes[k].season {
			same = append(same, c.value)
		}
	}
	if len(same) == 0 {
		return 0, false
	}
	return robustMedian(same), true
}

// jumpChanges returns the changes of series i, in calendar order.
func jumpChanges(r *breakReader, before [][]int, i int) (all []jumpChange) {
	p := r.panel
	s := &p.Series[i]
	for _, j := range r.order {
		b := jumpBase(r, before, i, j)
		if b < 0 {
			continue
		}
		x, known := r.number(r.cells.Cell(i, j), p.Periods[j])
		base, was := r.number(r.cells.Cell(i, b), p.Periods[b])
		if !known || !was || x <= 0 || base <= 0 {
			continue
		}
		t := p.Periods[j]
		all = append(all, jumpChange{
			column:   j,
			season:   [3]int{t.Ordinal() % 12, t.Months(), p.Periods[b].Months()},
			value:    math.Log(x) - math.Log(base),
			ordinary: s.Editions[j] == s.Editions[b],
		})
	}
	return all
}

// jumpBases returns, for each column, those that end where it begins, the shortest
// first.
func jumpBases(r *breakReader) [][]int {
	p := r.panel
	before := make([][]int, len(p.Periods))
	ending := map[int][]int{}
	for _, j := range r.order {
		end := p.Periods[j].Ordinal() + p.Periods[j].Months()
		ending[end] = append([]int{j}, ending[end]...) // those that begin later are shorter
	}
	for _, j := range r.order {
		before[j] = ending[p.Periods[j].Ordinal()]
	}
	return before
}

// jumpBase returns the column before j: the first with a number, else the first, else −1.
func jumpBase(r *breakReader, before [][]int, i, j int) int {
	if len(before[j]) == 0 {
		return -1
	}
	for _, b := range before[j] {
		if r.panel.Series[i].Status[b].HasNumber() {
			return b
		}
	}
	return before[j][0]
}

// jumpNewest returns the newest edition of a set, 0 of an empty one.
func jumpNewest(s tradeflow.EditionSet) hscodes.Edition {
	for e := hscodes.HS2022; e > 0; e-- {
		if s.Has(e) {
			return e
		}
	}
	return 0
}
