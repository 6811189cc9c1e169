package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// tolerance returns the widest range, as a fraction of its upper end, whose
// lower end still passes for the number.
func tolerance(p *tradeflow.Panel) float64 {
	return cmp.Or(p.Query.Tolerance, tradeflow.DefaultTolerance)
}

// wide reports whether the numbers from value to upper are too far apart for
// one of them to stand for all. An upper end that is unknown is.
func wide(value, upper, tolerance float64) bool {
	return !(upper-value <= tolerance*math.Abs(upper))
}

// points reads the cells of a panel as single numbers, and remembers which
// of them are ranges.
type points struct {
	panel        *tradeflow.Panel
	wide, narrow []extent // by series; nil until there is one
}

// extent is the time from the first to the last cell that is a range.
type extent struct{ from, to tradeflow.Period }

// read returns the number of series i in column j, and its status. A wide
// range reads as a break of the nomenclature, and so does a period whose edition
// has no code for the series; column -1 reads as not reported.
func (r *points) read(i, j int) (float64, tradeflow.Status) {
	if j < 0 {
		return math.NaN(), tradeflow.NotReported
	}
	s := &r.panel.Series[i]
	if s.Status[j] == tradeflow.NotInNomenclature {
		return math.NaN(), tradeflow.EditionBreak
	}
	if !s.Status[j].HasNumber() {
		return math.NaN(), s.Status[j]
	}
	if s.Upper[j] == s.Values[j] {
		return s.Values[j], s.Status[j]
	}
	if wide(s.Values[j], s.Upper[j], tolerance(r.panel)) {
		r.note(&r.wide, i, j)
		return math.NaN(), tradeflow.EditionBreak
	}
	r.note(&r.narrow, i, j)
	return s.Values[j], s.Status[j]
}

func (r *points) note(in *[]extent, i, j int) {
	if *in == nil {
		*in = make([]extent, len(r.panel.Series))
	}
	t, e := r.panel.Periods[j], &(*in)[i]
	if !e.from.IsValid() || t.Compare(e.from) < 0 {
		e.from = t
	}
	if t.Compare(e.to) > 0 {
		e.to = t
	}
}

// editions returns the editions of the cells of series i in the given columns.
func (r *points) editions(i int, columns ...int) (set tradeflow.EditionSet) {
	for _, j := range columns {
		if j >= 0 {
			set |= r.panel.Series[i].Editions[j]
		}
	}
	return set
}

// warn tells the reader of q which cells were ranges.
func (r *points) warn(q *tradeflow.Panel) {
	const why = " may hold more than is certain"
	if r.wide != nil {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %s%s, by more than %.0f %%: nothing is computed over it there", q.Statistic, r.list(r.wide), why, 100*tolerance(r.panel)))
	}
	if r.narrow != nil {
		q.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %s%s, by up to %.0f %%: what is certain is used", q.Statistic, r.list(r.narrow), why, 100*tolerance(r.panel)))
	}
}

func (r *points) list(at []extent) string {
	var found []int
	for i, e := range at {
		if e.from.IsValid() {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(a, b int) int { return r.panel.Series[a].Key.Compare(r.panel.Series[b].Key) })
	return some(len(found), func(i int) string {
		return fmt.Sprintf("%s (%s)", r.panel.Label(found[i]), between(at[found[i]].from, at[found[i]].to))
	})
}

// some lists the first of n things, and says how many there are besides: a
// warning is a sentence, not a table.
func some(n int, thing func(int) string) string {
	const most = 6
	var named []string
	for i := range min(n, most) {
		named = append(named, thing(i))
	}
	list := strings.Join(named, ", ")
	if n > most {
		list += fmt.Sprintf(" and %d more", n-most)
	}
	return list
}

// between names the time from the start of one period to the end of another.
func between(from, to tradeflow.Period) string {
	if from == to {
		return from.Words()
	}
	return tradeflow.Month(from.Start()).Words() + " to " + tradeflow.Month(to.End()).Words()
}
