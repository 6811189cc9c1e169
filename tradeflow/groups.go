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

// route says into which cells the rows of a reporter, a partner and a period go.
type route struct {
	ways   []way
	plain  bool               // one of the ways is no claim
	booked map[bookedKey]*sum // rows and value only
}

// way is one set of cells: its key's places, and the claim that it hangs on.
type way struct {
	reporter, partner uint32
	claim             *claim
	near              []*sum // its cells by category, as far as they have been looked for
}

type routeKey struct {
	reporter, partner uint32
	period            Period
}

// bookedKey names a line of a file's ledger that is open until the claims are decided.
type bookedKey struct {
	file   int
	reason string
}

func (t *tally) route(k pendingKey) *route {
	return t.routeOf(routeKey{k.block.reporter, k.partner, k.block.period})
}

func (t *tally) routeOf(key routeKey) *route {
	if t.lastRoute != nil && t.lastRouteKey == key {
		return t.lastRoute
	}
	r := t.routes[key]
	if r == nil {
		r = t.newRoute(key)
		t.routes[key] = r
	}
	t.lastRoute, t.lastRouteKey = r, key
	return r
}

// open returns the lines of the ledger that are open.
func (r *route) open() map[bookedKey]*sum {
	if r.booked == nil {
		r.booked = map[bookedKey]*sum{}
	}
	return r.booked
}

func (t *tally) newRoute(k routeKey) *route {
	r := &route{}
	for _, reporter := range t.asked.reporters.roles(&t.places, k.reporter, k.period) {
		for _, partner := range t.asked.partners.roles(&t.places, k.partner, k.period) {
			w := way{reporter: reporter, partner: partner}
			c := claim{period: k.period}
			if reporter != k.reporter {
				c.reporters = reporter
			}
			if partner != k.partner {
				c.partners, c.reporter = partner, k.reporter
			}
			if c.reporters == 0 && c.partners == 0 {
				r.plain = true
			} else {
				w.claim = &c
			}
			r.ways = append(r.ways, w)
		}
	}
	return r
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

// cellsOf returns the cells that a way leads to.
func (t *tally) cellsOf(w *way) map[cellKey]*sum {
	if w.claim == nil {
		return t.cells
	}
	cells := t.claimed[*w.claim]
	if cells == nil {
		cells = map[cellKey]*sum{}
		t.claimed[*w.claim] = cells
	}
	return cells
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
	for c, cells := range t.claimed {
		if !t.granted(&c) {
			continue
		}
		for k, s := range cells {
			if err := add(t.cells, k, s); err != nil {
				return t.mixedUnits(err)
			}
		}
	}
	for _, r := range t.routes {
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
