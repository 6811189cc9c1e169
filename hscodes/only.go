package hscodes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Only narrows a scheme to the entries of one role and of at least one precision:
// Only("whole", "") leaves parts and inputs out, Only("", "medium") keeps high and
// medium, Only("", "low") all that say a precision. An empty word asks for nothing.
// Categories without entries disappear. The name tells the narrowing, as in
// "dual-use, only whole, precision high", and the hash is the new list's own.
//
// What the finer of two entries leaves out does not come back through the wider
// one. In [DualUse], heading 8806 is high and 880610 low; with precision high a
// row of 880610 is not found, and a row of all of 8806 is there in part. For that,
// the wider entry makes way, in the editions concerned, to the subheadings that it
// decided itself: 8542 without the parts in 854290 is 854210 to 854270 in HS2002.
// So for every subheading of a known edition the narrowed scheme says what the
// entries of s say, or nothing. It names no edition of its own, and so has no links
// to editions of which its entries say nothing: they would bring back what was left
// out.
//
// It returns an error if precision is none of high, medium and low, if no entry
// passes, or if an entry would have to make way to national lines, which no list
// here names: 85423190 left out of 854231.
func (s *Scheme) Only(role, precision string) (*Scheme, error) {
	if precision != "" && rank(precision) == 0 {
		return nil, fmt.Errorf("precision %.40q: expected high, medium or low, or nothing for any", precision)
	}
	if role == "" && precision == "" {
		return s, nil
	}
	passes := func(en Entry) bool {
		return (role == "" || en.Role == role) && (precision == "" || rank(en.Precision) >= rank(precision))
	}
	var cats []Category
	for _, cat := range s.cats {
		kept := Category{Name: cat.Name, Label: cat.Label}
		for i, en := range cat.Entries {
			if !passes(en) {
				continue
			}
			rest, err := remainder(cat.Entries, i, passes)
			if err != nil {
				return nil, fmt.Errorf("category %q: %w", cat.Name, err)
			}
			kept.Entries = append(kept.Entries, rest...)
		}
		if len(kept.Entries) > 0 {
			cats = append(cats, kept)
		}
	}
	info := s.info
	info.Name = narrowedName(info.Name, role, precision)
	info.Edition = 0 // no links: they would bring back what was left out
	if len(cats) == 0 {
		return nil, fmt.Errorf("no entry is left in %q: the roles in it are %s, and the precisions %s", info.Name,
			s.words(func(en Entry) string { return en.Role }), s.words(func(en Entry) string { return en.Precision }))
	}
	return NewScheme(info, cats...)
}

// rank orders the words for precision; any other is 0.
func rank(precision string) int {
	return 1 + slices.Index([]string{"low", "medium", "high"}, precision)
}

func narrowedName(name, role, precision string) string {
	var parts []string
	if name != "" {
		parts = append(parts, name)
	}
	if role != "" {
		parts = append(parts, "only "+role)
	}
	switch precision {
	case "high":
		parts = append(parts, "precision high")
	case "medium", "low":
		parts = append(parts, "precision "+precision+" or higher")
	}
	return strings.Join(parts, ", ")
}

// words lists the words that the entries use, for an error.
func (s *Scheme) words(of func(Entry) string) string {
	var words []string
	for _, cat := range s.cats {
		for _, en := range cat.Entries {
			if w := cmp.Or(of(en), "empty"); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// remainder returns what is left of entries[i], which passes, beside the entries
// that do not: itself, or what it decided and they did not.
func remainder(entries []Entry, i int, passes func(Entry) bool) ([]Entry, error) {
	en := entries[i]
	// Within a category the longest code decides, and of equal ones the first.
	var over, holes []Entry
	for j, f := range entries {
		if en.Code.Contains(f.Code) && en.overlaps(f) && (f.Code != en.Code || j < i) {
			over = append(over, f)
			if !passes(f) {
				holes = append(holes, f)
			}
		}
	}
	if len(holes) == 0 {
		return []Entry{en}, nil
	}
	var codes []Code // in order of appearance
	held := map[Code][]Edition{}
	for _, e := range Editions() {
		if !en.in(e) {
			continue
		}
		left := []Code{en.Code}
		if slices.ContainsFunc(holes, func(f Entry) bool { return f.in(e) }) {
			left = subheadings(en.Code, e)
		}
		for _, c := range left {
			if slices.ContainsFunc(over, func(f Entry) bool { return f.in(e) && f.Code.Contains(c) }) {
				continue // another entry decides
			}
			for _, f := range holes {
				if f.in(e) && c.Contains(f.Code) {
					return nil, fmt.Errorf("%v (%v) cannot be left out of %v: no list of subheadings names the rest; give both the same role and precision, or put the national lines that remain in place of %v", f.Code, e, en.Code, c)
				}
			}
			if held[c] == nil {
				codes = append(codes, c)
			}
			held[c] = append(held[c], e)
		}
	}
	var rest []Entry
	for _, c := range codes {
		rest = append(rest, en.runs(c, held[c])...)
	}
	return rest, nil
}

// runs returns entries like en, for code c: one for each run of neighbouring
// editions. An end that en leaves open stays open.
func (en Entry) runs(c Code, editions []Edition) []Entry {
	piece := en
	piece.Code = c
	if c != en.Code {
		piece.Note = strings.TrimSuffix("of "+en.Code.String()+": "+en.Note, ": ")
	}
	var runs []Entry
	for k, e := range editions {
		if k == 0 || editions[k-1]+1 != e {
			piece.From = e
			if e == HS1992 {
				piece.From = en.From
			}
			runs = append(runs, piece)
		}
		last := &runs[len(runs)-1]
		last.To = e
		if e == newest {
			last.To = en.To
		}
	}
	return runs
}

// subheadings returns the subheadings below c in e, or c itself if it is one or
// longer.
func subheadings(c Code, e Edition) []Code {
	if c.Digits() >= 6 {
		return []Code{c}
	}
	return slices.DeleteFunc(slices.Collect(e.Codes(6)), func(sub Code) bool { return !c.Contains(sub) })
}
