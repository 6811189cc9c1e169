package hscodes

import (
	"iter"
	"slices"
)

// An Entry places one code, with everything below it, in a category.
type Entry struct {
	Code Code
	// From and To are the first and the last edition in which the entry holds;
	// zero leaves that end open.
	From, To Edition
	// Role and Precision are the author's own words, carried along and read by
	// Scheme.Only alone. DualUse says whole, part or input; and high, medium or
	// low for how much of the code is what the category means.
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

func (s *Scheme) category(name string) *Category {
	for i := range s.cats {
		if s.cats[i].Name == name {
			return &s.cats[i]
		}
	}
	return nil
}
