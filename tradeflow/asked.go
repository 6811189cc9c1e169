package tradeflow

import "slices"

// askedPlaces is the wish of a query for reporters or partners.
type askedPlaces struct {
	list    []Country
	known   []verdictOnPlace // by id
	singles []verdictOnPlace // by id: whether it is an economy and no aggregate
}

type verdictOnPlace uint8

const (
	undecided verdictOnPlace = iota
	wanted
	unwanted
	aggregate
)

func newAskedPlaces(list []Country) askedPlaces { return askedPlaces{list: list} }

func (a *askedPlaces) of(places *ids, id uint32) verdictOnPlace {
	for int(id) >= len(a.known) {
		a.known = append(a.known, undecided)
	}
	if a.known[id] == undecided {
		c := Country(places.names[id])
		switch {
		case a.list == nil && !c.IsAggregate(), slices.Contains(a.list, c):
			a.known[id] = wanted
		case a.list == nil:
			a.known[id] = aggregate
		default:
			a.known[id] = unwanted
		}
	}
	return a.known[id]
}

// single reports whether a place is one economy, and no aggregate of others.
func (a *askedPlaces) single(places *ids, id uint32) bool {
	for int(id) >= len(a.singles) {
		a.singles = append(a.singles, undecided)
	}
	if a.singles[id] == undecided {
		a.singles[id] = wanted
		if Country(places.names[id]).IsAggregate() {
			a.singles[id] = aggregate
		}
	}
	return a.singles[id] == wanted
}
