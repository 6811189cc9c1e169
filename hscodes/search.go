package hscodes

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A Found is a code in a built-in scheme that Search found.
type Found struct {
	Code             Code
	Label            string // as Label gives it
	Scheme, Category string // their names
}

// Search looks words up in [DualUse], [HighPriority] and [Chapters], and returns
// the codes with all of them: first those with the words in their own label, then
// those that need the name of their category, then those that need the note; each
// group by code. A word is found at the beginning of words, in capitals or not, in
// the singular or the plural: "drone" finds "Drones". Digits are also found at the
// beginning of codes.
//
// Where the text is a code, such as "8542" or "8542.31", Search returns the entries
// for it, then those that contain it, the nearest first, then those below it.
//
// A code in two schemes is there twice. Empty text finds nothing.
func Search(words string) []Found {
	place := byWords(splitWords(words))
	if c, err := Parse(strings.TrimSpace(words)); err == nil {
		place = byCode(c)
	}
	type hit struct {
		Found
		place int
	}
	var hits []hit
	for _, s := range []*Scheme{DualUse(), HighPriority(), Chapters()} {
		for _, cat := range s.cats {
			first := len(hits)
			for _, en := range cat.Entries {
				p, ok := place(cat, en)
				if !ok {
					continue
				}
				// A code may have several entries, for different editions.
				same := slices.IndexFunc(hits[first:], func(h hit) bool { return h.Code == en.Code })
				if same >= 0 {
					h := &hits[first+same]
					h.place = min(h.place, p)
					continue
				}
				hits = append(hits, hit{Found{en.Code, Label(en.Code), s.Name(), cat.Name}, p})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.place, b.place), a.Code.Compare(b.Code))
	})
	var found []Found
	for _, h := range hits {
		found = append(found, h.Found)
	}
	return found
}

// byCode places entries by their distance from c: itself, above it, below it.
func byCode(c Code) func(Category, Entry) (int, bool) {
	return func(_ Category, en Entry) (int, bool) {
		if en.Code.Contains(c) {
			return c.Digits() - en.Code.Digits(), true
		}
		return maxDigits, c.Contains(en.Code)
	}
}

// byWords places entries by how far from the code one has to look until all words
// are found.
func byWords(words []string) func(Category, Entry) (int, bool) {
	for i := range words {
		words[i] = stem(words[i])
	}
	return func(cat Category, en Entry) (int, bool) {
		var texts []string
		for p, more := range []string{Label(en.Code), cat.Name + " " + cat.Label, en.Note} {
			texts = append(texts, splitWords(more)...)
			missing := func(w string) bool {
				starts := func(t string) bool { return strings.HasPrefix(t, w) }
				return !starts(en.Code.String()) && !slices.ContainsFunc(texts, starts)
			}
			if len(words) > 0 && !slices.ContainsFunc(words, missing) {
				return p, true
			}
		}
		return 0, false
	}
}

// splitWords cuts text at everything that is no letter or digit.
func splitWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// stem cuts the ending that tells a plural, so that "batteries" finds "battery".
func stem(word string) string {
	for _, ending := range []string{"ies", "y", "s"} {
		if cut, ok := strings.CutSuffix(word, ending); ok && len(cut) >= 3 {
			return cut
		}
	}
	return word
}
