package hscodes

import "slices"

// neighbour returns the edition next to e on the way to to.
func neighbour(e, to Edition) Edition {
	if to > e {
		return e + 1
	}
	return e - 1
}

// edges returns the links of code i of edition e to its neighbour next.
func (t *tables) edges(i int, e, next Edition) []edge {
	if next > e {
		return t.newer[e][i]
	}
	return t.older[e][i]
}

// walk goes from code i of edition from, step by step, to edition to. It returns the
// indexes of the codes that it reached without a diffuse link, in order; of those
// that only a diffuse last step reaches, in order; and of the best one, or -1.
func (t *tables) walk(i int, from, to Edition) (reached, diffuse []int, best int) {
	reached, best = []int{i}, i
	for e := from; e != to; e = neighbour(e, to) {
		reached, diffuse = t.step(reached, e, neighbour(e, to))
		if best >= 0 {
			best = t.best(best, e, neighbour(e, to))
		}
	}
	if best < 0 && len(reached) == 1 {
		best = reached[0]
	}
	return reached, diffuse, best
}

// step returns what codes of e lead to in the next edition.
func (t *tables) step(codes []int, e, next Edition) (reached, diffuse []int) {
	for _, i := range codes {
		for _, link := range t.edges(i, e, next) {
			if link.diffuse {
				diffuse = append(diffuse, int(link.to))
			} else {
				reached = append(reached, int(link.to))
			}
		}
	}
	reached, diffuse = sorted(reached), sorted(diffuse)
	diffuse = slices.DeleteFunc(diffuse, func(i int) bool {
		_, ok := slices.BinarySearch(reached, i)
		return ok
	})
	return reached, diffuse
}

func sorted(list []int) []int {
	slices.Sort(list)
	return slices.Compact(list)
}

// best returns the best of the next edition for code i of e, or -1: see Links.
func (t *tables) best(i int, e, next Edition) int {
	var only, converted int
	var links, conversions int
	for _, link := range t.edges(i, e, next) {
		switch to := int(link.to); {
		case link.diffuse:
			continue
		case t.codes[next][to] == t.codes[e][i]:
			return to
		default:
			only = to
			links++
			if link.converted {
				converted = to
				conversions++
			}
		}
	}
	switch {
	case conversions == 1:
		return converted
	case links == 1:
		return only
	}
	return -1
}
