package tradeflow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// A group of economies that a query names, such as EU27 or the EAEU, is the row that
// the publisher itself has for it, or else the sum of its members. Which of the two
// is known when all rows are: until then the members' rows stand in claims of their
// own, beside the cells.

// claim is what members' rows would add to a group, if it has no row of its own: as
// a reporter in a period, or as a partner of a reporter in a period.
type claim struct {
	reporters, partners uint32 // groups; 0: the dimension is not claimed
	reporter            uint32 // where partners are claimed
	period              Period
}

// bookedKey names a line of a file's ledger that is open until the claims are decided.
type bookedKey struct {
	file   int
	reason string
}

// open returns the lines of the ledger that are open.
func (l *lane) open() map[bookedKey]*sum {
	if l.booked == nil {
		l.booked = map[bookedKey]*sum{}
	}
	return l.booked
}

// findWays finds into which cells the rows of a lane go.
func (t *tally) findWays(l *lane) {
	k := l.block.blockKey
	for _, reporter := range t.asked.reporters.roles(&t.places, k.reporter, k.period) {
		for _, partner := range t.asked.partners.roles(&t.places, l.partner, k.period) {
			w := way{reporter: reporter, partner: partner}
			c := claim{period: k.period}
			if reporter != k.reporter {
				c.reporters = reporter
			}
			if partner != l.partner {
				c.partners, c.reporter = partner, k.reporter
			}
			if c.reporters == 0 && c.partners == 0 {
				l.plain = true
			} else {
				w.claim = &c
			}
			l.ways = append(l.ways, w)
		}
	}
}

// roles returns as whom an economy is wanted: as itself, as a member of groups.
func (a *askedPlaces) roles(names *ids, id uint32, p Period) (roles []uint32) {
	at := a.of(names, id)
	if at.wish == wanted {
		roles = append(roles, id)
	}
	for _, g := range at.groups {
		if isMember(names, g, id, p) {
			roles = append(roles, g)
		}
	}
	return roles
}

// slabOf returns the cells to which a way leads in a period.
func (t *tally) slabOf(w *way, p Period) *slab {
	if w.slab != nil {
		return w.slab
	}
	slabs, key := t.slabs, slabKey{period: p}
	if w.claim != nil {
		slabs = t.claimed[*w.claim]
		if slabs == nil {
			slabs = map[slabKey]*slab{}
			t.claimed[*w.claim] = slabs
		}
	}
	if t.query.By.Has(Reporter) {
		key.reporter = w.reporter
	}
	if t.query.By.Has(Partner) {
		key.partner = w.partner
	}
	w.slab = t.store.in(slabs, key)
	return w.slab
}

// granted reports whether a claim holds: the group has no rows of its own.
func (t *tally) granted(c *claim) bool {
	if c.reporters != 0 && t.blocks[blockKey{c.reporters, c.period}] != nil {
		return false
	}
	if c.partners == 0 {
		return true
	}
	bl := t.blocks[blockKey{c.reporter, c.period}]
	return bl == nil || !bl.aggregates.has(int(c.partners))
}

// decideClaims adds the granted claims to the cells, and gives the members' rows
// their fate.
func (t *tally) decideClaims(books []*fates) error {
	for c, slabs := range t.claimed {
		if !t.granted(&c) {
			continue
		}
		for k, from := range slabs {
			if err := t.store.merge(t.store.in(t.slabs, k), from, nil, 0); err != nil {
				return t.mixedUnits(err)
			}
		}
	}
	for r := range t.lanes() {
		fate, group := Dropped, uint32(0)
		for _, w := range r.ways {
			if w.claim != nil && t.granted(w.claim) {
				fate = Counted
			} else if w.claim != nil {
				group = max(w.claim.reporters, w.claim.partners)
			}
		}
		for k, s := range r.booked {
			reason := k.reason
			if fate == Dropped {
				reason = "member of " + t.places.names[group] + ", beside the row for it"
			}
			books[k.file].addSum(fate, reason, s)
		}
	}
	return nil
}

// reportersOf returns whose rows a reporter of the panel is made of in a period: its
// own, or those of a group's members. Members that the input has nowhere are left
// out: warnGroups names them.
func (t *tally) reportersOf(id uint32, p Period) []uint32 {
	if t.blocks[blockKey{id, p}] != nil || !places.HasMembers(t.places.names[id]) {
		return []uint32{id}
	}
	var list []uint32
	for _, code := range places.Members(t.places.names[id], int(p.first)+int(p.months)-1) {
		if m, ok := t.places.index[code]; ok && t.everReported(m) {
			list = append(list, m)
		}
	}
	return list
}

// everReported is asked for after the last row only.
func (t *tally) everReported(id uint32) bool {
	if t.reported == nil {
		for k := range t.blocks {
			t.reported.set(int(k.reporter))
		}
	}
	return t.reported.has(int(id))
}

// warnGroups says what a group in the panel is made of.
func (t *tally) warnGroups(p *Panel) {
	for _, c := range slices.Concat(t.query.Reporters, t.query.Partners) {
		if note := places.Note(string(c)); note != "" {
			p.Warn(AboutCountries, note)
		}
	}
	for _, g := range t.query.Reporters {
		if !places.HasMembers(string(g)) || len(p.Periods) == 0 {
			continue
		}
		last := p.Periods[len(p.Periods)-1]
		if t.blocks[blockKey{t.places.of(string(g)), last}] != nil {
			continue // the publisher's own row
		}
		var absent []string
		for _, code := range places.Members(string(g), int(last.first)+int(last.months)-1) {
			if id, ok := t.places.index[code]; !ok || !t.everReported(id) {
				absent = append(absent, Country(code).Name())
			}
		}
		if len(absent) > 0 {
			p.Warn(AboutCoverage, fmt.Sprintf("%s is added up without %s, of which the input has nothing as a reporter", g.Name(), strings.Join(absent, ", ")))
		}
	}
}
