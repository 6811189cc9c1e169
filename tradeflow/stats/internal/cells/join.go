package cells

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Join is two panels side by side: a row for each key and a column for each
// period that either of them has. Left and Right are read by row and column.
type Join struct {
	Keys        []tradeflow.Key // in order
	Periods     []tradeflow.Period
	Left, Right *Side
}

// JoinByKey puts two panels side by side by key and calendar period.
func JoinByKey(left, right *tradeflow.Panel) Join {
	left, right, periods := Level(left, right)
	j := Join{Periods: periods}
	j.Keys = slices.Concat(Keys(left), Keys(right))
	slices.SortFunc(j.Keys, tradeflow.Key.Compare)
	j.Keys = slices.Compact(j.Keys)
	j.Left, j.Right = Beside(left, j.Keys, j.Periods), Beside(right, j.Keys, j.Periods)
	return j
}

// together returns the periods of both lists: in the order of a where a has all of
// them, else in time order.
func together(a, b []tradeflow.Period) []tradeflow.Period {
	all := slices.Clone(a)
	for _, t := range b {
		if !slices.Contains(a, t) {
			all = append(all, t)
		}
	}
	if len(all) > len(a) {
		slices.SortStableFunc(all, tradeflow.Period.Compare)
	}
	return all
}

// Side is a panel read in the rows and columns of something else.
type Side struct {
	*Reader
	Panel   *tradeflow.Panel
	row     []int // of the panel; -1 where it has no such key
	column  []int // of the panel; -1 where it has no such period
	implied []map[tradeflow.Country]bool
	keys    []tradeflow.Key
}

// Beside reads p in the order of the given keys and periods.
func Beside(p *tradeflow.Panel, keys []tradeflow.Key, periods []tradeflow.Period) *Side {
	s := &Side{Reader: Read(p), Panel: p, row: make([]int, len(keys)), column: Columns(p, periods), keys: keys}
	at := Places(p)
	for i, k := range keys {
		s.row[i] = -1
		if n, has := at[k]; has {
			s.row[i] = n
		}
	}
	return s
}

// Cell returns the cell in a row and a column; it is not reported where the panel
// has no such key or period.
func (s *Side) Cell(i, j int) Cell {
	if s.row[i] >= 0 {
		return s.Reader.Cell(s.row[i], s.column[j])
	}
	if s.implied != nil && s.implied[j][s.keys[i].Reporter] {
		return Cell{Status: tradeflow.Implied}
	}
	return s.Reader.Cell(0, -1)
}

// Column returns where the panel has the period of a column; -1 where it has not.
func (s *Side) Column(j int) int { return s.column[j] }

// Has reports whether the panel has the key of a row.
func (s *Side) Has(i int) bool { return s.row[i] >= 0 }

// AbsentIsZero makes a key that the panel does not have a zero in the periods for
// which its reporter has some other number: what the panel itself means by a cell
// that is implied.
func (s *Side) AbsentIsZero() {
	s.implied = make([]map[tradeflow.Country]bool, len(s.column))
	for j, c := range s.column {
		s.implied[j] = map[tradeflow.Country]bool{}
		if c < 0 {
			continue
		}
		for i := range s.Panel.Series {
			if t := &s.Panel.Series[i]; t.Status[c].HasNumber() {
				s.implied[j][t.Key.Reporter] = true
			}
		}
	}
}
