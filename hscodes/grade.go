package hscodes

import "strconv"

// A Grade says what a change of edition did to a code, and so whether a series may
// be drawn across it. The grades are in order of harm.
type Grade uint8

// The grades, for a code of the newer edition as seen from the older.
const (
	// Identical: the same number, and no other code on either side.
	Identical Grade = iota + 1
	// Renumbered: another number, and no other code on either side.
	Renumbered
	// EwasteLost: the same number; all that left it is electronic waste (8549, in
	// HS2022). A note is enough.
	EwasteLost
	// ScopeLost: the same number, and nothing came in, but some goods left for other
	// codes. If they all left by diffuse links (see Links) it may be little.
	ScopeLost
	// Carved: one part of one older code. Compare the older code with the sum of its parts.
	Carved
	// Rebuilt: made of several older codes. No series goes across.
	Rebuilt
	// Gone: a code of the older edition that shares goods with none of the newer. The
	// UN's tables have two, 291636 of HS2007 and 300219 of HS2017.
	Gone
	// New: a code of the newer edition that shares goods with none of the older. The
	// UN's tables have none.
	New
)

// String returns "Identical", or "unknown" for the zero Grade.
func (g Grade) String() string {
	names := [...]string{"unknown", "Identical", "Renumbered", "EwasteLost", "ScopeLost", "Carved", "Rebuilt", "Gone", "New"}
	if int(g) >= len(names) {
		return "Grade(" + strconv.Itoa(int(g)) + ")"
	}
	return names[g]
}

// Continuity returns the grade of the change between two editions for c of edition
// from. It counts all links, also the diffuse ones: a code that gets a little from
// each of hundreds is Rebuilt. It returns 0 where Links has no answer: c is not in
// from, or has fewer than six digits; a longer code is cut to six.
//
// Looking forwards, from the older edition, a number that stays has the grade it has
// looking back, because it is the same series. One that vanished has the worst grade
// of those codes that its goods went to, by links that are not diffuse if it has any:
// Carved if they are all parts of it.
//
// Between editions that are not neighbours the grade is the worst of all steps and of
// all codes that goods of c go through (see Links). So Renumbered means one other
// number, or the same one after two changes, and EwasteLost or ScopeLost do not say
// that the number is the same: Links does. Gone and New mean that nothing is left.
//
// The rule is tested against the counts for HS2022 from HS2017: see EDITIONS.md.
func Continuity(c Code, from, to Edition) Grade {
	c = c.Truncate(6)
	if c.Digits() != 6 || !from.Has(c) || to == 0 || to > newest {
		return 0
	}
	t := editions()
	codes := []int{t.index(c, from)}
	worst := Identical
	for e := from; e != to; e = neighbour(e, to) {
		next := neighbour(e, to)
		alive := false
		for _, i := range codes {
			if g := t.grade(i, e, next); g < Gone {
				worst = max(worst, g)
				alive = true
			}
		}
		if !alive && len(codes) > 0 {
			if to > from {
				return Gone
			}
			return New
		}
		codes, _ = t.step(codes, e, next)
	}
	return worst
}

// grade is Continuity for code i of e and a neighbouring edition.
func (t *tables) grade(i int, e, next Edition) Grade {
	links := t.edges(i, e, next)
	switch {
	case len(links) == 0 && next > e:
		return Gone
	case len(links) == 0:
		return New
	case next < e:
		return t.gradeBack(i, e)
	}
	var worst, formal Grade
	for _, link := range links {
		g := t.gradeBack(int(link.to), next)
		switch {
		case t.codes[next][link.to] == t.codes[e][i]:
			return g
		case link.diffuse:
			formal = max(formal, g)
		default:
			worst = max(worst, g)
		}
	}
	if worst == 0 {
		return formal
	}
	return worst
}

// gradeBack grades code i of e, which has links to the edition before.
func (t *tables) gradeBack(i int, e Edition) Grade {
	older := t.older[e][i]
	if len(older) > 1 {
		return Rebuilt
	}
	siblings := t.newer[e-1][older[0].to]
	if t.codes[e-1][older[0].to] != t.codes[e][i] {
		if len(siblings) == 1 {
			return Renumbered
		}
		return Carved
	}
	grade := Identical
	for _, s := range siblings {
		switch {
		case int(s.to) == i:
		case ewaste.Contains(t.codes[e][s.to]):
			grade = max(grade, EwasteLost)
		default:
			return ScopeLost
		}
	}
	return grade
}

// ewaste is the heading that HS2022 made for electrical and electronic waste.
var ewaste = MustParse("8549")
