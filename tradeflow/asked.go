package tradeflow

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// askedPlaces is the wish of a query for reporters or partners.
type askedPlaces struct {
	list  []Country // nil: all single economies
	known []place   // by id
}

// place is what a reporter or partner is to a query, worked out once.
type place struct {
	decided bool
	wish    wish
	single  bool     // one economy, and no aggregate of others
	why     string   // it is left out, where it is an aggregate: made once
	groups  []uint32 // of the list, in which it is a member, or was at some time
}

type wish uint8

const (
	wanted wish = iota
	unwanted
	aggregate // all single economies are wanted, and it is none
)

func (a *askedPlaces) of(names *ids, id uint32) *place {
	for int(id) >= len(a.known) {
		a.known = append(a.known, place{})
	}
	p := &a.known[id]
	if p.decided {
		return p
	}
	c := Country(names.names[id])
	p.decided, p.single = true, !c.IsAggregate()
	switch {
	case a.list == nil && !p.single:
		p.wish = aggregate
	case a.list != nil && !slices.Contains(a.list, c):
		p.wish = unwanted
	}
	for _, g := range a.list {
		if places.EverMember(string(g), string(c)) {
			p.groups = append(p.groups, names.of(string(g)))
		}
	}
	return p
}

// wishFor returns the wish for an economy in a period: it may be wanted as a member
// of a group.
func (a *askedPlaces) wishFor(names *ids, id uint32, p Period) wish {
	at := a.of(names, id)
	if at.wish != wanted && slices.ContainsFunc(at.groups, func(g uint32) bool { return isMember(names, g, id, p) }) {
		return wanted
	}
	return at.wish
}

// isMember reports whether an economy is a member of a group on the last day of a
// period.
func isMember(names *ids, group, id uint32, p Period) bool {
	return places.Member(names.names[group], names.names[id], int(p.first)+int(p.months)-1)
}
