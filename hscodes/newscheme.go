package hscodes

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NewScheme makes a scheme of the categories, in their order, and copies what it
// is given. Texts lose their outer blanks.
//
// It returns an error that names the category and the code if a code would have
// homes in two categories in the same edition, also where one lies inside the
// other (8542 in one category and 854231 in another), whether Partial or not.
// Within one category overlap is harmless: the longest code decides, and of equal
// ones the first. Also refused: a category without entries or with another's
// name, an invalid code, an edition range that ends before it begins, and text
// with line breaks.
func NewScheme(meta SchemeInfo, cats ...Category) (*Scheme, error) {
	s, bad := newScheme(meta, cats)
	if bad == nil {
		return s, nil
	}
	if bad.cat < 0 {
		return nil, bad.err
	}
	return nil, fmt.Errorf("category %q: %w", cats[bad.cat].Name, bad.err)
}

// A fault is what is wrong with a scheme, and where. NewScheme and ReadScheme
// know that place under different names.
type fault struct {
	cat, entry int    // -1: in the scheme itself, in the category itself
	column     string // of the CSV form
	err        error
}

func newScheme(meta SchemeInfo, cats []Category) (*Scheme, *fault) {
	s := &Scheme{info: meta}
	if bad := cleanInfo(&s.info); bad != nil {
		return nil, bad
	}
	if len(cats) == 0 {
		return nil, &fault{-1, -1, "", fmt.Errorf("a scheme needs at least one category")}
	}
	seen := map[string]bool{}
	for i, cat := range cats {
		cat.Entries = slices.Clone(cat.Entries)
		if bad := cleanCategory(&cat, i); bad != nil {
			return nil, bad
		}
		if seen[cat.Name] {
			return nil, &fault{i, -1, "category", fmt.Errorf("the name stands for two categories: join them")}
		}
		seen[cat.Name] = true
		s.cats = append(s.cats, cat)
	}
	if bad := checkPartition(s.cats); bad != nil {
		return nil, bad
	}
	s.buildIndex()
	h := sha256.New()
	if err := WriteScheme(h, s); err != nil {
		return nil, &fault{-1, -1, "", err}
	}
	s.hash = hex.EncodeToString(h.Sum(nil))
	return s, nil
}

func cleanInfo(info *SchemeInfo) *fault {
	for _, f := range []struct {
		column string
		text   *string
	}{{"name", &info.Name}, {"version", &info.Version}, {"published", &info.Published}, {"source", &info.Source}} {
		if err := cleanText(f.text); err != nil {
			return &fault{-1, -1, f.column, fmt.Errorf("%s %w", f.column, err)}
		}
		// Spreadsheets pad a comment line with separators; see ReadScheme.
		*f.text = strings.TrimRightFunc(*f.text, isPadding)
	}
	if info.Edition > newest {
		return &fault{-1, -1, "edition", fmt.Errorf("%v is not an edition", info.Edition)}
	}
	return nil
}

func cleanCategory(cat *Category, i int) *fault {
	if !isName(cat.Name) {
		return &fault{i, 0, "category", fmt.Errorf("%q is no name of a category: use lower-case letters, digits and single hyphens between them, as in jet-engines", cat.Name)}
	}
	if err := cleanText(&cat.Label); err != nil {
		return &fault{i, 0, "label", fmt.Errorf("label %w", err)}
	}
	if len(cat.Entries) == 0 {
		return &fault{i, -1, "category", fmt.Errorf("the category has no entries")}
	}
	for j := range cat.Entries {
		en := &cat.Entries[j]
		if !en.Code.IsValid() {
			return &fault{i, j, "code", fmt.Errorf("entry %d has no code", j+1)}
		}
		for _, f := range []struct {
			column string
			text   *string
		}{{"role", &en.Role}, {"precision", &en.Precision}, {"note", &en.Note}} {
			if err := cleanText(f.text); err != nil {
				return &fault{i, j, f.column, fmt.Errorf("%s of %v %w", f.column, en.Code, err)}
			}
		}
		if en.From > newest || en.To > newest {
			return &fault{i, j, "from", fmt.Errorf("%v from %v to %v: no such edition", en.Code, en.From, en.To)}
		}
		if en.To != 0 && en.From > en.To {
			return &fault{i, j, "to", fmt.Errorf("%v holds from %v to %v: the last edition is before the first", en.Code, en.From, en.To)}
		}
	}
	return nil
}

// checkPartition looks, for every entry, at the entries with the same or a
// shorter code: what overlaps must be of the same category.
func checkPartition(cats []Category) *fault {
	type place struct{ cat, entry int }
	at := map[Code][]place{}
	for i, cat := range cats {
		for j, en := range cat.Entries {
			at[en.Code] = append(at[en.Code], place{i, j})
		}
	}
	for i, cat := range cats {
		for j, en := range cat.Entries {
			for d := en.Code.Digits(); d >= 2; d -= 2 {
				for _, p := range at[en.Code.Truncate(d)] {
					other := cats[p.cat].Entries[p.entry]
					// Of two equal codes the later entry is the one to name.
					earlier := d < en.Code.Digits() || p.cat < i
					if p.cat != i && earlier && en.overlaps(other) {
						return &fault{i, j, "code", fmt.Errorf("code %v (%s) is also in category %q, by its code %v (%s); a code has one home: take one out, or part their editions with from and to",
							en.Code, en.span(), cats[p.cat].Name, other.Code, other.span())}
					}
				}
			}
		}
	}
	return nil
}

// span says in words in which editions the entry holds.
func (en Entry) span() string {
	switch {
	case en.From == 0 && en.To == 0:
		return "all editions"
	case en.To == 0:
		return fmt.Sprintf("from %v", en.From)
	case en.From == 0:
		return fmt.Sprintf("until %v", en.To)
	case en.From == en.To:
		return en.From.String()
	}
	return fmt.Sprintf("%v to %v", en.From, en.To)
}

// cleanText trims text and refuses what cannot stand on one line of a CSV file.
func cleanText(s *string) error {
	if !utf8.ValidString(*s) {
		return fmt.Errorf("is not UTF-8 text")
	}
	*s = strings.TrimSpace(*s)
	if i := strings.IndexFunc(*s, unicode.IsControl); i >= 0 {
		return fmt.Errorf("has a line break or another control character after %q", (*s)[:i])
	}
	return nil
}

func isName(s string) bool {
	for _, word := range strings.Split(s, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
