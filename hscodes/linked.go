package hscodes

import "slices"

// linked answers for a code in an edition of which no entry says anything, through
// the links to the edition in which the scheme is written: the categories in which
// some of its goods are, and whether all of them are in one. Diffuse links do not
// count, and a scheme that names no edition has no links.
func (s *Scheme) linked(c Code, e Edition) (names []string, whole bool) {
	if s.info.Edition == 0 || e == 0 || e == s.info.Edition {
		return nil, false
	}
	whole = true
	for _, link := range Links(c, e, s.info.Edition) {
		if link.Diffuse {
			continue
		}
		m, ok := s.listed(link.Code, s.info.Edition)
		whole = whole && ok && m.Whole
		for _, name := range s.parts(m, ok, link.Code, s.info.Edition) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names, whole && len(names) == 1
}

// throughLinks completes what the entries say of a row: m and ok are their answer.
// A row of which they say that all of it belongs to a category needs no links.
func (s *Scheme) throughLinks(m Match, ok bool, c Code, e Edition) (Match, bool) {
	if ok && (m.Whole || m.Category == "") {
		return m, ok
	}
	names, whole := s.linked(c, e)
	switch {
	case len(names) == 0:
		return m, ok
	case !ok && len(names) == 1:
		return Match{Category: names[0], Whole: whole}, true
	case ok && len(names) == 1 && names[0] == m.Category:
		return m, true
	}
	return Match{}, true
}

// Covers reports whether some code of edition e wholly belongs to the category. Where
// none does, its total is not zero: the nomenclature has no words for it. Drones
// before HS2022 are such a case. In an unknown edition only entries that are open at
// both ends count.
func (s *Scheme) Covers(category string, e Edition) bool {
	cat := s.category(category)
	if cat == nil || e > newest {
		return false
	}
	for _, en := range cat.Entries {
		if en.in(e) {
			return true
		}
	}
	if e == 0 || s.info.Edition == 0 {
		return false
	}
	for _, en := range cat.Entries {
		if !en.in(s.info.Edition) {
			continue
		}
		for _, c := range subheadings(en.Code.Truncate(6), s.info.Edition) {
			for _, link := range Links(c, s.info.Edition, e) {
				if m, ok := s.Find(link.Code, e); ok && m.Whole && m.Category == category {
					return true
				}
			}
		}
	}
	return false
}
