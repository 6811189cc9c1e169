package tradeflow

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// At returns the panel at the given periods, in the given order. A period that
// the panel does not have is NotReported throughout.
func (p *Panel) At(periods ...Period) *Panel {
	q := p.Empty(periods)
	for i := range p.Series {
		s := NewSeries(p.Series[i].Key, len(periods), NotReported)
		for j, t := range periods {
			if k := slices.Index(p.Periods, t); k >= 0 {
				s.copyCell(j, &p.Series[i], k)
			}
		}
		q.Series = append(q.Series, s)
	}
	return q
}

// Only returns the series whose key passes. Warnings about a category of which
// no series is left stay behind.
func (p *Panel) Only(keep func(Key) bool) *Panel {
	q := p.Empty(p.Periods)
	for _, s := range p.Series {
		if keep(s.Key) {
			q.Series = append(q.Series, s.clone())
		}
	}
	q.forgetOthers()
	return q
}

// Top returns the n series that are largest by the mean of their known
// numbers, largest first; series without any number come last.
func (p *Panel) Top(n int) *Panel {
	q := p.Only(func(Key) bool { return true })
	slices.SortStableFunc(q.Series, func(a, b Series) int { return cmp.Compare(b.mean(), a.mean()) })
	q.Series = q.Series[:min(max(n, 0), len(q.Series))]
	q.forgetOthers()
	return q
}

// Sum adds the series up over the dimensions of d, which vanish from the keys.
// A sum is unknown where one of its parts is: it takes over the status of the
// first such part, so a silent reporter never looks like a fall. Only amounts
// add up, and no economy to an aggregate that may contain it: a panel of shares
// gets an error, and so does one of World and Russia summed over partners.
func (p *Panel) Sum(d Dims) (*Panel, error) {
	if p.Unit.Kind != Amount {
		return nil, fmt.Errorf("sum of %s: only amounts add up; sum first, then compute", p.Unit)
	}
	if err := p.mixedIn(d); err != nil {
		return nil, err
	}
	q := p.Empty(p.Periods)
	q.Query.By &^= d
	at := map[Key]int{}
	ordered := slices.Clone(p.Series) // in key order, so that the last bits do not depend on the order of the series
	slices.SortFunc(ordered, func(a, b Series) int { return a.Key.Compare(b.Key) })
	for _, s := range ordered {
		k := s.Key.Without(d)
		i, known := at[k]
		if !known {
			at[k] = len(q.Series)
			t := s.clone()
			t.Key = k
			q.Series = append(q.Series, t)
			continue
		}
		q.Series[i].add(&s)
	}
	slices.SortFunc(q.Series, func(a, b Series) int { return a.Key.Compare(b.Key) })
	return q, nil
}

// mixedIn refuses a sum that would add an aggregate to other economies.
func (p *Panel) mixedIn(d Dims) error {
	var reporters, partners []Country
	for _, s := range p.Series {
		if !slices.Contains(reporters, s.Key.Reporter) {
			reporters = append(reporters, s.Key.Reporter)
		}
		if !slices.Contains(partners, s.Key.Partner) {
			partners = append(partners, s.Key.Partner)
		}
	}
	return errors.Join(mixed("Key.Reporter", reporters, !d.Has(Reporter)), mixed("Key.Partner", partners, !d.Has(Partner)))
}

// Flip exchanges reporter and partner, and exports and imports: the panel as
// the other side would have to report it, ready to stand beside its mirror.
func (p *Panel) Flip() *Panel {
	q := p.Only(func(Key) bool { return true })
	for i := range q.Series {
		k := &q.Series[i].Key
		k.Reporter, k.Partner = k.Partner, k.Reporter
	}
	slices.SortFunc(q.Series, func(a, b Series) int { return a.Key.Compare(b.Key) })
	q.Query.Reporters, q.Query.Partners = q.Query.Partners, q.Query.Reporters
	q.Query.By &^= Reporter | Partner
	if p.Query.By.Has(Reporter) {
		q.Query.By |= Partner
	}
	if p.Query.By.Has(Partner) {
		q.Query.By |= Reporter
	}
	q.Reporting = nil // it is of the side that is the partners now; the warnings still say who is silent
	q.Query.Direction = map[Direction]Direction{Import: Export, Export: Import, ReExport: ReImport, ReImport: ReExport}[p.Query.Direction]
	return q
}

// Years adds months up to years of twelve months that begin in first: calendar
// years for January, else fiscal years such as 2022-04/2023-03. A year of which
// some month is unknown or absent is IncompleteWindow, never a smaller sum.
func (p *Panel) Years(first time.Month) (*Panel, error) {
	if p.Unit.Kind != Amount {
		return nil, fmt.Errorf("years of %s: only amounts add up; sum first, then compute", p.Unit)
	}
	var years []Period
	for _, t := range p.Periods {
		y, m := t.Start()
		if m < first {
			y--
		}
		year := Span(y, first, (first+10)%12+1)
		if year.Contains(t) && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	slices.SortFunc(years, Period.Compare)
	return p.windows(years), nil
}

// Windows adds the panel's periods up to the given windows, such as the
// Januaries to Novembers of two years. A window is IncompleteWindow where its
// months are not all there and known.
func (p *Panel) Windows(windows ...Period) (*Panel, error) {
	if p.Unit.Kind != Amount {
		return nil, fmt.Errorf("windows of %s: only amounts add up; sum first, then compute", p.Unit)
	}
	return p.windows(windows), nil
}

func (p *Panel) windows(windows []Period) *Panel {
	q := p.Empty(windows)
	for i := range p.Series {
		q.Series = append(q.Series, NewSeries(p.Series[i].Key, len(windows), IncompleteWindow))
	}
	nested := p.Nested()
	for j, w := range windows {
		columns, missing := p.Tile(w)
		if len(missing) > 0 || !w.IsValid() {
			continue
		}
		for i := range p.Series {
			own := columns
			if nested && !p.Series[i].knows(columns) {
				own, _ = p.TileOf(i, w)
			}
			q.Series[i].sumOf(j, &p.Series[i], own)
		}
	}
	return q
}

// knows reports whether all of the columns have a number.
func (s *Series) knows(columns []int) bool {
	return !slices.ContainsFunc(columns, func(j int) bool { return !s.Status[j].HasNumber() })
}

// Nested reports whether one period of the panel lies in another, as where China
// publishes January and February in one figure and others each.
func (p *Panel) Nested() bool {
	for i, t := range p.Periods {
		for j, u := range p.Periods {
			if i != j && t.Contains(u) {
				return true
			}
		}
	}
	return false
}

// Tile returns the columns that make up w without overlap, in time order, the
// longest first where a year stands beside its months; and the months of w that
// no column gives, alone or together with others of w.
func (p *Panel) Tile(w Period) (columns []int, missing []Period) { return p.tile(nil, w) }

// TileOf is Tile for series i: of columns that begin in one month it takes the
// longest in which the series has a number, and where it has none in any, the longest.
func (p *Panel) TileOf(i int, w Period) (columns []int, missing []Period) {
	return p.tile(&p.Series[i], w)
}

func (p *Panel) tile(s *Series, w Period) (columns []int, missing []Period) {
	better := func(i, best int) bool {
		if best < 0 {
			return true
		}
		if s != nil && s.Status[i].HasNumber() != s.Status[best].HasNumber() {
			return s.Status[i].HasNumber()
		}
		return p.Periods[i].months > p.Periods[best].months
	}
	for next, end := w.first, w.first+int32(w.months); next < end; {
		best := -1
		for i, t := range p.Periods {
			if t.first == next && w.Contains(t) && t.IsValid() && better(i, best) {
				best = i
			}
		}
		if best < 0 {
			missing = append(missing, Period{next, 1})
			next++
			continue
		}
		columns = append(columns, best)
		next += int32(p.Periods[best].months)
	}
	return columns, missing
}

// sumOf writes into cell i the sum of the given cells of t, if all are known. A
// window in which the category enters or leaves the nomenclature is a break of
// it, whatever else is there.
func (s *Series) sumOf(i int, t *Series, columns []int) {
	var value, lower, upper float64
	status, absent := Implied, 0
	for _, j := range columns {
		s.Editions[i] |= t.Editions[j]
		switch {
		case t.Status[j] == NotInNomenclature:
			absent++
			status = EditionBreak
		case t.Status[j] == EditionBreak:
			status = EditionBreak
		case status == EditionBreak:
		case !t.Status[j].HasNumber():
			status = IncompleteWindow
		case status != IncompleteWindow && t.Status[j] != Implied:
			status = OK
		}
		least, most := t.Bounds(j)
		value += t.Values[j]
		lower += least
		upper += most
	}
	if absent > 0 && absent == len(columns) {
		status = NotInNomenclature
	}
	if !status.HasNumber() {
		s.Set(i, math.NaN(), math.NaN(), status)
	} else {
		s.Set(i, value, upper, status)
	}
	if t.Lower != nil {
		s.SetBounds(i, lower, upper)
	}
}

func (s *Series) clone() Series {
	return Series{s.Key, slices.Clone(s.Values), slices.Clone(s.Upper), slices.Clone(s.Lower), slices.Clone(s.Status), slices.Clone(s.Editions)}
}

// add adds t into s cell by cell; an unknown part makes the sum unknown.
func (s *Series) add(t *Series) {
	for i := range s.Values {
		s.Editions[i] |= t.Editions[i]
		lower, upper := s.Bounds(i)
		least, most := t.Bounds(i)
		switch {
		case !s.Status[i].HasNumber():
		case !t.Status[i].HasNumber():
			s.Set(i, math.NaN(), math.NaN(), t.Status[i])
		default:
			status := s.Status[i]
			if status == Implied {
				status = t.Status[i]
			}
			s.Set(i, s.Values[i]+t.Values[i], s.Upper[i]+t.Upper[i], status)
		}
		if s.Lower != nil || t.Lower != nil {
			s.SetBounds(i, lower+least, upper+most)
		}
	}
}

func (s *Series) mean() float64 {
	sum, n := 0.0, 0
	for i, v := range s.Values {
		if s.Status[i].HasNumber() {
			sum += v
			n++
		}
	}
	if n == 0 {
		return math.Inf(-1)
	}
	return sum / float64(n)
}
