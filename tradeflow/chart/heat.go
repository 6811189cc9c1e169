package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Heat draws the panel as a table of cells whose colour is the size of the number
// in them, sorted into up to seven classes: blues for amounts, shares and
// ratios, and red to blue about zero for growth, percentage points and whatever
// has numbers below zero.
//
// One period of a panel whose keys differ in two dimensions gives a table of one
// against the other. Its rows are the dimension with more members, or of equally
// many the one with the longer names, because rows have more room; Figure.By
// chooses another. Any other panel gives a row for each series and a column for
// each period, or the other way round where that shows more. Members stand by
// size, the largest first, and periods in time order. What has no room is left
// out, the smallest members and the earliest periods first, and the note says so.
//
// A missing number is a hatched cell with n/a; zero is a number. A combination
// that the panel does not have is missing as well: not reported. Of a range the
// cell prints both ends, is coloured by its number, and has a corner in the colour
// of the upper end.
func Heat(p *tradeflow.Panel) *Figure {
	f := (&Figure{panel: completed(p), kind: kind{heatName, planHeat}}).describe()
	if f.Subtitle != "" {
		f.Note = heatNote(f.panel)
	}
	return f
}

const heatName = "Heat map"

// mostMembers is more rows or columns than any size has room for.
const mostMembers = 40

// completed returns the panel with a series for every combination of its two
// dimensions, so that what is drawn as missing is missing in the tables too.
func completed(p *tradeflow.Panel) *tradeflow.Panel {
	if p == nil || len(p.Series) == 0 || len(p.Periods) != 1 {
		return p
	}
	dims := eachOf(differing(p))
	if len(dims) != 2 {
		return p
	}
	down, across := membersOf(p, dims[0]), membersOf(p, dims[1])
	if len(down) > mostMembers || len(across) > mostMembers || len(down)*len(across) <= len(p.Series) {
		return p
	}
	q := *p
	q.Series = slices.Clone(p.Series)
	known := map[tradeflow.Key]bool{}
	for _, s := range p.Series {
		known[s.Key] = true
	}
	for _, a := range down {
		for _, b := range across {
			k := p.Series[0].Key.Without(dims[0] | dims[1])
			k.Reporter, k.Partner = cmp.Or(k.Reporter, a.Reporter, b.Reporter), cmp.Or(k.Partner, a.Partner, b.Partner)
			k.Category, k.Commodity = cmp.Or(k.Category, a.Category, b.Category), cmp.Or(k.Commodity, a.Commodity, b.Commodity)
			if !known[k] {
				q.Series = append(q.Series, tradeflow.NewSeries(k, 1, tradeflow.NotReported))
			}
		}
	}
	return &q
}

// table is which numbers stand in which row and column.
type table struct {
	down, across side
	cells        map[[2]int]spot // by the numbers of both members
}

// side is the rows or the columns of a table.
type side struct {
	members []member
	time    bool
	noun    string // what the members are
}

// member is one row or column.
type member struct {
	name  string
	index int
	size  float64 // orders members; minus infinity without a number
	spots []spot
}

// names are the series of a member, each once.
func (m member) names() []int {
	out := []int{}
	for _, s := range m.spots {
		if !slices.Contains(out, s.row) {
			out = append(out, s.row)
		}
	}
	return out
}

// spot is one number of the subject.
type spot struct{ row, period int }

// turned is the table with rows and columns exchanged.
func (t table) turned() table {
	out := table{t.across, t.down, map[[2]int]spot{}}
	for at, s := range t.cells {
		out.cells[[2]int{at[1], at[0]}] = s
	}
	return out
}

// newTable sorts the numbers of a subject into rows and columns. free says that
// nobody asked for this way round.
func newTable(s *subject) (t table, free bool, err error) {
	vary := differing(s.source)
	rows := s.by & vary
	switch {
	case s.by != 0 && rows == 0:
		return t, false, fmt.Errorf("chart: Heat by %s: the series of the panel do not differ by it: choose another By", s.by)
	case s.by != 0 && rows != vary && len(s.periods) > 1:
		return t, false, fmt.Errorf("chart: Heat by %s shows one period and the panel has %d: choose one with panel.At, or leave By empty", s.by, len(s.periods))
	case s.by == 0 && len(s.periods) == 1 && vary != 0:
		rows = vary &^ smallestDimension(s.source, vary)
	}
	if rows == 0 || rows == vary || len(s.periods) > 1 || !s.pairs(rows, &t) {
		s.bySeries(&t)
		return t, s.by == 0 && len(s.periods) > 1, nil
	}
	return t, false, nil
}

// pairs makes a table of the members of some dimensions against those of all
// others, or answers that two series would stand in one cell.
func (s *subject) pairs(rows tradeflow.Dims, t *table) bool {
	columns := differing(s.source) &^ rows
	t.cells = map[[2]int]spot{}
	down, across := map[tradeflow.Key]int{}, map[tradeflow.Key]int{}
	sideOf := func(d tradeflow.Dims, index map[tradeflow.Key]int) side {
		out := side{noun: plural(d)}
		for n, k := range membersOf(s.source, d) {
			index[k] = n
			out.members = append(out.members, member{name: wordsOf(s.source, k), index: n})
		}
		return out
	}
	t.down, t.across = sideOf(rows, down), sideOf(columns, across)
	for i := range s.rows {
		k := s.source.Series[i].Key
		at := [2]int{down[within(k, rows)], across[within(k, columns)]}
		if _, twice := t.cells[at]; twice {
			return false
		}
		t.put(at, spot{i, 0})
	}
	t.rank(s)
	return true
}

// bySeries makes a row for each series and a column for each period.
func (s *subject) bySeries(t *table) {
	*t = table{side{noun: "series"}, side{time: true, noun: "periods"}, map[[2]int]spot{}}
	if vary := differing(s.source); slices.Contains(dimensions, vary) {
		t.down.noun = plural(vary)
	}
	for i, r := range s.rows {
		t.down.members = append(t.down.members, member{name: r.label, index: i})
	}
	for j, p := range s.periods {
		t.across.members = append(t.across.members, member{name: short(p), index: j})
	}
	for i := range s.rows {
		for j := range s.periods {
			t.put([2]int{i, j}, spot{i, j})
		}
	}
	t.rank(s)
}

func (t *table) put(at [2]int, p spot) {
	t.cells[at] = p
	t.down.members[at[0]].spots = append(t.down.members[at[0]].spots, p)
	t.across.members[at[1]].spots = append(t.across.members[at[1]].spots, p)
}

// rank orders members by what their numbers add up to, or by their mean where
// numbers do not add up; those without a number come last.
func (t *table) rank(s *subject) {
	for _, side := range []*side{&t.down, &t.across} {
		if side.time {
			continue
		}
		for i := range side.members {
			m := &side.members[i]
			n := 0
			for _, p := range m.spots {
				if c := s.rows[p.row].cells[p.period]; c.known {
					m.size += c.raw
					n++
				}
			}
			switch kind := s.source.Unit.Kind; {
			case n == 0:
				m.size = math.Inf(-1)
			case kind != tradeflow.Amount && kind != tradeflow.ShareOf:
				m.size /= float64(n)
			}
		}
		slices.SortStableFunc(side.members, func(a, b member) int { return cmp.Compare(b.size, a.size) })
	}
}

// first keeps n members: of periods the last ones.
func (s side) first(n int) []member {
	n = min(n, len(s.members))
	if s.time {
		return s.members[len(s.members)-n:]
	}
	return s.members[:n]
}

// left says what a side has no room for.
func (s side) left(n int) string {
	switch {
	case n >= len(s.members):
		return ""
	case s.time:
		return fmt.Sprintf("The last %d of %d periods are drawn", n, len(s.members))
	}
	if lost := s.members[max(0, n):]; len(lost) <= mostGaps { // who is not there matters more than how many are
		names := make([]string, len(lost))
		for i, m := range lost {
			names[i] = shorten(m.name, 40)
		}
		if last := len(names) - 1; last > 0 {
			names = append(names[:last-1:last-1], names[last-1]+" and "+names[last])
		}
		return "Left out for want of room: " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("The largest %d of %d %s are drawn", n, len(s.members), s.noun)
}

// strong reports whether all the numbers of a row or column are highlighted.
func (m member) strong(s *subject) bool {
	return s.focus && !slices.ContainsFunc(m.spots, func(p spot) bool { return !s.rows[p.row].highlight })
}
