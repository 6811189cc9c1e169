package hscodes

import (
	"iter"
	"slices"
)

// Has reports whether c is a code of edition e: a chapter, a heading or a
// subheading of its lists. A longer, national code counts by its first six digits,
// because no edition knows what comes after. In an unknown edition nothing is valid.
//
// Codes that are not of the Harmonized System are in no edition, though files hold
// them: 999999, which Comtrade writes for goods it does not specify, the lines below
// 271000 that are in Comtrade's lists of H0 and H1 only, and the chapters 98 and 99.
//
// Has does not allocate. The lists are the UN's: see EDITIONS.md.
func (e Edition) Has(c Code) bool {
	if e == 0 || e > newest || !c.IsValid() {
		return false
	}
	c = c.Truncate(6)
	codes := editions().codes[e]
	i, _ := slices.BinarySearchFunc(codes, c, Code.Compare)
	return i < len(codes) && c.Contains(codes[i])
}

// Codes yields, in order, the codes of edition e that have that many digits: 2 for
// chapters, 4 for headings, 6 for subheadings. For any other number, and in an
// unknown edition, it yields none.
func (e Edition) Codes(digits int) iter.Seq[Code] {
	return func(yield func(Code) bool) {
		if e == 0 || e > newest || digits != 2 && digits != 4 && digits != 6 {
			return
		}
		var last Code
		for _, c := range editions().codes[e] {
			if c = c.Truncate(digits); c != last && !yield(c) {
				return
			}
			last = c
		}
	}
}

// Parent returns the code one level up, in which c lies: the heading of a
// subheading. A chapter has none, and the zero Code comes out.
func (c Code) Parent() Code { return c.Truncate(c.Digits() - 2) }

// Children returns, in order, the codes one level below c: the headings of a
// chapter or the subheadings of a heading. It returns nil if c is not in e, or if
// c has six digits or more, because what comes below is national.
func (e Edition) Children(c Code) []Code {
	if c.Digits() >= 6 || !e.Has(c) {
		return nil
	}
	codes := editions().codes[e]
	i, _ := slices.BinarySearchFunc(codes, c, Code.Compare)
	var children []Code
	for _, d := range codes[i:] {
		if !c.Contains(d) {
			break
		}
		if d = d.Truncate(c.Digits() + 2); len(children) == 0 || children[len(children)-1] != d {
			children = append(children, d)
		}
	}
	return children
}
