package hscodes

import (
	"slices"
	"strconv"
)

// A Relation counts the codes on both sides of a link, in the direction in which it
// was asked for. Links that are Diffuse are not counted, and are ManyToMany
// themselves.
type Relation uint8

// The relations. From OneToMany on, the code asked about was split, and from its
// numbers alone nobody can say how much of it went which way.
const (
	OneToOne   Relation = iota + 1 // the two codes have no other partner
	ManyToOne                      // the code went into a wider one
	OneToMany                      // the code was split, and this part has no other origin
	ManyToMany                     // the code was split, and this part has other origins too
)

// String returns "OneToOne", or "unknown" for the zero Relation.
func (r Relation) String() string {
	names := [...]string{"unknown", "OneToOne", "ManyToOne", "OneToMany", "ManyToMany"}
	if int(r) >= len(names) {
		return "Relation(" + strconv.Itoa(int(r)) + ")"
	}
	return names[r]
}

// A Link leads to a code of another edition that shares goods with the one asked about.
type Link struct {
	Code     Code
	Relation Relation
	// Best marks the one code that a converted series would use; see Links. It never
	// means that all the goods are there.
	Best bool
	// Diffuse marks a formal link, one of the many to a catch-all code: the UN links
	// electronic waste of HS2022 to 1,019 older codes. Hardly any trade goes that
	// way, and none can be measured.
	Diffuse bool
}

// Links returns every subheading of edition to that shares goods with c of edition
// from: the best first, then the others in order, then the diffuse ones in order.
// The editions may be any two, forwards or backwards, and c may be national: it is
// cut to six digits. Links returns nil if c is not in from, if it has fewer than six
// digits (ask for the Children of a heading), or if nothing in to shares goods with
// it.
//
// Between editions that are not neighbours it walks through those between. Diffuse
// links are not followed, and are listed on the last step only. A link over several
// steps means that goods may have gone that way, not that some did: the goods that
// entered a code need not be those that left it. But a number that vanished and came
// back with another meaning, as 852491 did, is never linked for being the same number.
//
// At most one link is Best. At each step it is the same number, if that shares goods;
// else the only code to which the UN's conversion table leads; else the only one that
// is not diffuse. If a step has none, the only code at the end that is not diffuse is
// the best. The UN's table is made for having one code, not a good one: it sends most
// drones of HS2022 back to cameras, and the rest to large aeroplanes.
//
// The links are the UN's, but for a few that it lacks or that are not diffuse though
// it has hundreds like them: see EDITIONS.md.
func Links(c Code, from, to Edition) []Link {
	c = c.Truncate(6)
	if c.Digits() != 6 || !from.Has(c) || to == 0 || to > newest {
		return nil
	}
	t := editions()
	start := t.index(c, from)
	reached, diffuse, best := t.walk(start, from, to)
	links := make([]Link, 0, len(reached)+len(diffuse))
	for _, i := range reached {
		back, _, _ := t.walk(i, to, from)
		links = append(links, Link{Code: t.codes[to][i], Relation: relation(len(reached), len(back)), Best: i == best})
	}
	for _, i := range diffuse {
		links = append(links, Link{Code: t.codes[to][i], Relation: ManyToMany, Diffuse: true})
	}
	if len(links) == 0 {
		return nil
	}
	if i := slices.Index(reached, best); i > 0 {
		first := links[i]
		copy(links[1:], links[:i])
		links[0] = first
	}
	return links
}

func relation(there, back int) Relation {
	switch {
	case there > 1 && back > 1:
		return ManyToMany
	case there > 1:
		return OneToMany
	case back > 1:
		return ManyToOne
	}
	return OneToOne
}
