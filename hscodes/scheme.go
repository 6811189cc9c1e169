package hscodes

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Entry places one code, with everything below it, in a category.
type Entry struct {
	Code Code
	// From and To are the first and the last edition in which the entry holds;
	// zero leaves that end open.
	From, To Edition
	// Role and Precision are the author's own words, carried along and never
	// interpreted. The schemes of this package say finished, part or input; and
	// high, medium or low for how much of the code is what the category means.
	Role, Precision string
	// Partial: the category's goods are only some of the code's goods, as with
	// armour plates among all articles of steel. Such a code never adds to what
	// certainly belongs to the category, only to what may.
	Partial bool
	Note    string // why the code is here, in a few words
}

// in reports whether the entry holds in e. An unknown edition is in no bounds, so
// only an entry that is open at both ends holds in it.
func (en Entry) in(e Edition) bool {
	if e == 0 {
		return en.From == 0 && en.To == 0
	}
	return en.From <= e && (en.To == 0 || e <= en.To)
}

// overlaps reports whether some edition is in the bounds of both.
func (en Entry) overlaps(other Entry) bool {
	return (en.To == 0 || other.From <= en.To) && (other.To == 0 || en.From <= other.To)
}

// A Category is a named group of codes. Name is for programs and files: lower-case
// letters and digits, with hyphens between, as in "jet-engines". Label is for
// readers; it may be empty.
type Category struct {
	Name, Label string
	Entries     []Entry
}

// SchemeInfo says where a Scheme comes from. Everything may be empty.
type SchemeInfo struct {
	Name      string
	Version   string
	Published string // the date on the list, as its publisher wrote it: "2024-02-23"
	Source    string
	Edition   Edition // the edition in which the list is written
}

// A Scheme sorts codes into categories: a named, dated and versioned list. It is a
// partition: in every edition a code has one home or none. A Scheme never changes
// after it is made, and may be used from several goroutines at once.
type Scheme struct {
	info   SchemeInfo
	cats   []Category
	hash   string
	index  map[Code]*node
	levels uint16 // bit d is set if some key of index has d digits
}

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

// Name returns the scheme's name, or "".
func (s *Scheme) Name() string { return s.info.Name }

// Version returns the scheme's version, or "".
func (s *Scheme) Version() string { return s.info.Version }

// Published returns the date on the list as its publisher wrote it, or "".
func (s *Scheme) Published() string { return s.info.Published }

// Source says who made the list, or is "".
func (s *Scheme) Source() string { return s.info.Source }

// Edition returns the edition in which the list is written, or 0 if it says none.
func (s *Scheme) Edition() Edition { return s.info.Edition }

// Hash returns the SHA-256 of what WriteScheme writes, in hexadecimal: two schemes
// with the same hash sort every code alike. Put it beside a published figure.
func (s *Scheme) Hash() string { return s.hash }

// Categories yields the categories in the scheme's order. They are copies.
func (s *Scheme) Categories() iter.Seq[Category] {
	return func(yield func(Category) bool) {
		for _, cat := range s.cats {
			cat.Entries = slices.Clone(cat.Entries)
			if !yield(cat) {
				return
			}
		}
	}
}

// Category returns a copy of the category of that name, or false.
func (s *Scheme) Category(name string) (Category, bool) {
	cat := s.category(name)
	if cat == nil {
		return Category{}, false
	}
	return Category{Name: cat.Name, Label: cat.Label, Entries: slices.Clone(cat.Entries)}, true
}

// Label returns the label of a category, or the name itself if the category has
// no label or is not in the scheme.
func (s *Scheme) Label(name string) string {
	if cat := s.category(name); cat != nil && cat.Label != "" {
		return cat.Label
	}
	return name
}

// Covers reports whether the category has any entry in edition e. Where it has
// none, its total is not zero: the nomenclature has no words for it. Drones
// before HS2022 are such a case. In an unknown edition only entries that are open
// at both ends count.
func (s *Scheme) Covers(category string, e Edition) bool {
	cat := s.category(category)
	return cat != nil && e <= newest && slices.ContainsFunc(cat.Entries, func(en Entry) bool { return en.in(e) })
}

func (s *Scheme) category(name string) *Category {
	for i := range s.cats {
		if s.cats[i].Name == name {
			return &s.cats[i]
		}
	}
	return nil
}
