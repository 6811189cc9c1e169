package tradeflow

import "slices"

// askedPlaces is the wish of a query for reporters or partners.
type askedPlaces struct {
	list  []Country // nil: all single economies
	known []place   // by id
}

// place is what a reporter or partner is to a query, worked out once.
type place struct {
	decided bool
	wish    wish
	single  bool // one economy, and no aggregate of others
}

type wish uint8

const (
	wanted wish = iota
	unwanted
	aggregate // all single economies are wanted, and it is none
)

func (a *askedPlaces) of(places *ids, id uint32) place {
	for int(id) >= len(a.known) {
		a.known = append(a.known, place{})
	}
	p := &a.known[id]
	if !p.decided {
		c := Country(places.names[id])
		p.decided, p.single = true, !c.IsAggregate()
		switch {
		case a.list == nil && !p.single:
			p.wish = aggregate
		case a.list != nil && !slices.Contains(a.list, c):
			p.wish = unwanted
		}
	}
	return *p
}
