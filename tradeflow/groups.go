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

// claims are what the rows of a lane would add to groups.
type claims struct {
	ways   []way
	booked map[bookedKey]*sum // rows and value only, until the claims are decided
}

// way is a claim, and the cells of the members' rows.
type way struct {
	claim
	key  slabKey
	slab *slab // nil until it is needed
}

// newLane finds into which cells the rows of a reporter and a partner go.
func (t *tally) newLane(b *block, partner uint32) *lane {
	l, k := &lane{}, b.blockKey
	reporters, partners := t.asked.reporters.groups(&t.places, k.reporter, k.period), t.asked.partners.groups(&t.places, partner, k.period)
	asReporter := t.asked.reporters.of(&t.places, k.reporter).wish == wanted
	asPartner := t.asked.partners.of(&t.places, partner).wish == wanted
	l.own = asReporter && asPartner
	var ways []way
	add := func(c claim, reporter, partner uint32) {
		c.period = k.period
		ways = append(ways, way{claim: c, key: t.slabKey(reporter, partner, k.period)})
	}
	for _, p := range partners {
		if asReporter {
			add(claim{partners: p, reporter: k.reporter}, k.reporter, p)
		}
	}
	for _, r := range reporters {
		if asPartner {
			add(claim{reporters: r}, r, partner)
		}
		for _, p := range partners {
			add(claim{reporters: r, partners: p, reporter: k.reporter}, r, p)
		}
	}
	if ways != nil {
		l.claims = &claims{ways: ways, booked: map[bookedKey]*sum{}}
	}
	return l
}

// groups returns the groups that are wanted of which an economy is a member in a period.
func (a *askedPlaces) groups(names *ids, id uint32, p Period) (list []uint32) {
	for _, g := range a.of(names, id).groups {
		if isMember(names, g, id, p) {
			list = append(list, g)
		}
	}
	return list
}

// slabKey names the slab of a reporter, a partner and a period.
func (t *tally) slabKey(reporter, partner uint32, p Period) slabKey {
	key := slabKey{period: p}
	if t.query.By.Has(Reporter) {
		key.reporter = reporter
	}
	if t.query.By.Has(Partner) {
		key.partner = partner
	}
	return key
}

// slabOf returns the cells to which a way leads.
func (t *tally) slabOf(w *way) *slab {
	if w.slab == nil {
		if t.claimed[w.claim] == nil {
			t.claimed[w.claim] = map[slabKey]*slab{}
		}
		w.slab = t.store.in(t.claimed[w.claim], w.key)
	}
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
	for l := range t.lanes() {
		if l.claims == nil {
			continue
		}
		fate, group := Dropped, uint32(0)
		for i := range l.claims.ways {
			if w := &l.claims.ways[i]; t.granted(&w.claim) {
				fate = Counted
			} else {
				group = max(w.reporters, w.partners)
			}
		}
		for k, s := range l.claims.booked {
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
