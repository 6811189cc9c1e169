package tradeflow

import (
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// scope is what the input holds of a reporter in a period; of all reporters that are
// asked for, where the query adds them up.
type scope struct {
	period   Period
	unknown  bool // nothing was published, or somebody whom the query names was silent
	unlisted bool // some source does not list all that there is
	editions EditionSet
	each     []EditionSet // of the publications, those that differ
	absences []absence    // by kind
}

// absence says what it means that a scope has no cell of a kind.
type absence struct {
	decided bool
	status  Status // NotInNomenclature also tells of cells that have only upper bounds
	open    bool   // see gaps
}

// scopeOf returns the scope of a reporter, or of all of them, in a period. A sum over
// reporters that the query names is unknown as soon as one of them is silent; over all
// reporters, it is the sum of those who reported, and warn says who did not.
func (a *assembly) scopeOf(reporter uint32, p Period) *scope {
	k := blockKey{reporter, p}
	if a.scopes[k] != nil {
		return a.scopes[k]
	}
	sc := &scope{period: p, absences: make([]absence, len(a.sort.kinds))}
	a.scopes[k] = sc
	single := a.query.By.Has(Reporter)
	reporters := a.reporters
	if single {
		reporters = []uint32{reporter}
	}
	published, silent := false, false
	for _, named := range reporters {
		for _, r := range a.reportersOf(named, p) {
			b := a.blocks[blockKey{r, p}]
			if b == nil {
				silent = true
				continue
			}
			published = true
			sc.unlisted = sc.unlisted || b.silent
			sc.editions |= b.editions
			if !slices.Contains(sc.each, b.editions) {
				sc.each = append(sc.each, b.editions)
			}
		}
	}
	sc.unknown = !published || silent && (single || a.query.Reporters != nil)
	return sc
}

// absent says what it means that the scope has no cell of a kind. It is zero only where
// the reporter published something for the period in this input, in an edition that has
// the category, and in files that hold the category at all.
func (sc *scope) absent(a *assembly, number uint32) absence {
	known := &sc.absences[number]
	if known.decided {
		return *known
	}
	k := a.sort.kinds[number]
	known.decided = true
	known.open = a.open(a.gaps, a.sort.names[k.category], sc.editions)
	lacking := slices.ContainsFunc(sc.each, func(e EditionSet) bool { return !a.covers(e, k) })
	switch {
	case lacking:
		known.status = NotInNomenclature
	case sc.unlisted || !a.inScope(k.category, sc.period) || !a.askedUnder(sc.editions, k.commodity):
		known.status = NotReported
	default:
		known.status = Implied
	}
	return *known
}

// covers reports whether the editions have words for a cell: a code that wholly
// belongs to its category, and its commodity or one that became it.
func (a *assembly) covers(editions EditionSet, k kind) bool {
	key := coverKey{editions, k}
	covered, known := a.covered[key]
	if !known {
		for e := hscodes.HS1992; e <= hscodes.HS2022 && !covered; e++ {
			covered = editions.Has(e) && a.coversIn(e, k)
		}
		covered = covered || editions == 0
		a.covered[key] = covered
	}
	return covered
}

// coverKey is a question to covers.
type coverKey struct {
	editions EditionSet
	kind
}

func (t *tally) coversIn(e hscodes.Edition, k kind) bool {
	if k.category != 0 && !t.query.Scheme.Covers(t.sort.names[k.category], e) {
		return false
	}
	c, written := k.commodity, t.query.Edition
	switch {
	case c.Digits() != 6:
		return true
	case written == 0 || written == e:
		// A code that is in no edition, such as 999999, says nothing about them.
		return e.Has(c) || !inSomeEdition(c)
	}
	return slices.ContainsFunc(hscodes.Links(c, written, e), func(l hscodes.Link) bool {
		return !l.Diffuse && (l.Relation == hscodes.OneToOne || l.Relation == hscodes.OneToMany)
	})
}

func inSomeEdition(c hscodes.Code) bool {
	return slices.ContainsFunc(hscodes.Editions(), func(e hscodes.Edition) bool { return e.Has(c) })
}

// askedUnder reports whether the input holds, in any period, one of the numbers
// that a commodity of Query.Edition has in the editions. An extract of 8541.51 and
// .59 need not hold 8541.50 of the years before: its absence there is no zero.
func (t *tally) askedUnder(editions EditionSet, c hscodes.Code) bool {
	written := t.query.Edition
	if written == 0 || c.Digits() != 6 || editions == 0 {
		return true
	}
	published := t.sort.published()
	for e := hscodes.HS1992; e <= hscodes.HS2022; e++ {
		if !editions.Has(e) {
			continue
		}
		if e == written && published[c] {
			return true
		}
		for _, l := range hscodes.Links(c, written, e) {
			if e != written && !l.Diffuse && published[l.Code] {
				return true
			}
		}
	}
	return false
}

// inScope reports whether some file that has the period also has the category,
// in any period. An input of several extracts, one of drones in 2022 and one of
// chips in 2021 and 2022, says nothing about drones in 2021.
func (a *assembly) inScope(category int32, p Period) bool {
	if category == 0 {
		return true
	}
	files := a.filesOf[p]
	for file := range files.all() {
		if a.holds[category].has(file) {
			return true
		}
	}
	return false
}
