package hscodes

import (
	"maps"
	"slices"
)

// A Match says to which category a row belongs, and how much of it.
type Match struct {
	// Category is the name. It is "" only where goods of several categories may
	// be in the row: a row of chapter 88 holds drones, helicopters and parts.
	// Scheme.Parts names them.
	Category string
	// Whole: all of the row's goods belong to the category. If not, some or none
	// of them do: add such a row to the category's upper bound, never to its value.
	Whole bool
	// Entry is the entry that decided. It is zero where the row's code is shorter
	// than the entries it touches, and where links between editions decided.
	Entry Entry
}

// Find says to which category a row with code c, declared in edition e, belongs,
// and false if it certainly belongs to none. The code may have any length:
//
//   - 85423190 lies in an entry for 8542: the match is Whole, unless the entry is
//     Partial. Of several entries the longest code decides.
//   - 8703 lies above an entry for 870322: not Whole. That the entries below may
//     together cover all of 8703 cannot be seen from a list of codes; a scheme
//     that means so lists the heading.
//   - 8703 lies in an entry that is not Partial, above one that is: not Whole.
//
// An entry counts only in its editions, and one with a bound never counts in the
// unknown edition 0: it would be a guess whether the number means the same there.
//
// Of a code that no entry mentions in edition e, Links to the scheme's own edition
// tell: 880330 of HS2017 is all in 880730, and so in its category; 852580 has gone
// into cameras and drones, so part of it may be drones. Diffuse links do not count.
//
// Find does not allocate where an entry decides.
func (s *Scheme) Find(c Code, e Edition) (Match, bool) {
	m, ok := s.listed(c, e)
	return s.throughLinks(m, ok, c, e)
}

// listed is Find by the entries alone.
func (s *Scheme) listed(c Code, e Edition) (Match, bool) {
	n, exact := s.lookup(c)
	if n == nil || e > newest {
		return Match{}, false
	}
	m := n.below[e]
	if exact {
		m = n.at[e]
	}
	if m == nil {
		return Match{}, false
	}
	return *m, true
}

// Parts names the categories to which some or all goods of a row may belong, in
// the scheme's order: one where Find names one, several where Find leaves the
// name empty, none where Find says false.
func (s *Scheme) Parts(c Code, e Edition) []string {
	m, ok := s.listed(c, e)
	names := s.parts(m, ok, c, e)
	if ok && m.Whole {
		return names
	}
	more, _ := s.linked(c, e)
	for _, name := range more {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return s.place(a) - s.place(b) })
	return names
}

// place is the number of a category in the scheme's order.
func (s *Scheme) place(name string) int {
	return slices.IndexFunc(s.cats, func(cat Category) bool { return cat.Name == name })
}

// parts is Parts by the entries alone, whose answer is m.
func (s *Scheme) parts(m Match, ok bool, c Code, e Edition) []string {
	if !ok {
		return nil
	}
	if m.Category != "" {
		return []string{m.Category}
	}
	var names []string
	for _, cat := range s.cats {
		if slices.ContainsFunc(cat.Entries, func(en Entry) bool { return en.in(e) && c.Contains(en.Code) }) {
			names = append(names, cat.Name)
		}
	}
	return names
}

// Known reports whether some entry, in some edition, covers c. A row whose code is
// Known but not found in its own edition is worth counting: 880622 in a file that
// says HS2017 is a sign of a wrongly declared edition.
func (s *Scheme) Known(c Code) bool {
	n, _ := s.lookup(c)
	return n != nil && n.known
}

// A node holds the answers for one code, by edition, that is an entry's or lies
// above one. Answering when the scheme is made leaves Find two or three look-ups.
type node struct {
	at    [newest + 1]*Match // for rows of this very code
	below [newest + 1]*Match // for longer codes that have no node of their own
	known bool
}

// lookup returns the longest node that contains c, and whether it is c's own.
func (s *Scheme) lookup(c Code) (n *node, exact bool) {
	for d := c.Digits(); d >= 2; d -= 2 {
		if s.levels&(1<<d) == 0 {
			continue
		}
		if n := s.index[c.Truncate(d)]; n != nil {
			return n, d == c.Digits()
		}
	}
	return nil, false
}

// buildIndex makes a node of every entry's code and of every code above one.
func (s *Scheme) buildIndex() {
	s.index = map[Code]*node{}
	own := map[Code][]*Match{}
	for _, cat := range s.cats {
		for _, en := range cat.Entries {
			own[en.Code] = append(own[en.Code], &Match{cat.Name, !en.Partial, en})
			for d := 2; d <= en.Code.Digits(); d += 2 {
				s.index[en.Code.Truncate(d)] = new(node)
				s.levels |= 1 << d
			}
		}
	}
	// Downwards, shorter codes first: a node says what the one above it says,
	// except where it has entries of its own; of several the first wins.
	for _, c := range slices.SortedFunc(maps.Keys(s.index), Code.Compare) {
		n := s.index[c]
		if up := s.index[c.Truncate(c.Digits()-2)]; up != nil {
			*n = *up
		}
		n.known = n.known || len(own[c]) > 0
		for _, m := range slices.Backward(own[c]) {
			for e := range newest + 1 {
				if m.Entry.in(e) {
					n.below[e] = m
				}
			}
		}
		n.at = n.below
	}
	// Upwards: what a row of a node's very code holds below it.
	for _, cat := range s.cats {
		part := &Match{Category: cat.Name}
		for _, en := range cat.Entries {
			for e := range newest + 1 {
				if en.in(e) {
					s.touch(en.Code, e, part)
				}
			}
		}
	}
}

// several is the match of a row in which goods of more than one category may be.
var several = &Match{}

// touch tells the nodes above code what an entry for it, in the category that
// part names, means for rows of theirs.
func (s *Scheme) touch(code Code, e Edition, part *Match) {
	decided := s.index[code].below[e]
	for d := code.Digits() - 2; d >= 2; d -= 2 {
		n := s.index[code.Truncate(d)]
		switch m := n.at[e]; {
		case m == nil:
			n.at[e] = part
		case n.below[e] == nil && m.Category != part.Category:
			n.at[e] = several
		case n.below[e] != nil && m.Whole && !decided.Whole:
			n.at[e] = &Match{m.Category, false, m.Entry}
		}
	}
}
