package tradeflow

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// Panel is the answer to a Query: one Series for each key, one cell for each
// period, a Status for every cell, and beside them what a reader must know.
// It is ordinary memory: nothing to release. No method changes its receiver.
type Panel struct {
	Statistic string     // what the numbers are: "value", "change on a year earlier"
	Unit      Unit       // what one number is, and how to print it
	Valuation string     // "FOB", "CIF", "FOB and CIF mixed", or "" where no publisher says
	Periods   []Period   // the columns, in time order unless At chose another
	Series    []Series   // the rows, ordered by key
	Query     Query      // what was asked
	Sources   []string   // publishers and datasets that the numbers come from
	Ledger    *Ledger    // what became of every row that was read
	Warnings  []Warning  // what the reader of a chart should know
	Reporting *Reporting // whose figures are in sums over reporters; nil: the series say so, or all are in all
}

// Series is one row of a Panel. Its slices are as long as Panel.Periods; Lower may
// be nil, which says that nothing lies below Values. A growth rate over a range
// has bounds on both sides; one that has no number because the range is too wide may
// still have Lower and Upper.
type Series struct {
	Key      Key
	Values   []float64    // what certainly belongs to the key; NaN exactly where Status has no number
	Upper    []float64    // everything that may belong to it: never below Values; NaN where unknown
	Lower    []float64    // nil, or the least that a statistic over ranges may be: never above Values; NaN where unknown
	Status   []Status     // why a number is missing or special
	Editions []EditionSet // the HS editions that the reporters used
}

// Key says what a Series is about. Dimensions that the Query summed away are zero.
type Key struct {
	Reporter  Country      `json:"reporter,omitempty"`
	Partner   Country      `json:"partner,omitempty"`
	Category  string       `json:"category,omitempty"`
	Commodity hscodes.Code `json:"commodity,omitzero"`
}

// Compare orders keys by reporter, partner, category and commodity.
func (k Key) Compare(l Key) int {
	return cmp.Or(cmp.Compare(k.Reporter, l.Reporter), cmp.Compare(k.Partner, l.Partner),
		cmp.Compare(k.Category, l.Category), k.Commodity.Compare(l.Commodity))
}

// Without returns k with the dimensions of d zeroed.
func (k Key) Without(d Dims) Key {
	if d.Has(Reporter) {
		k.Reporter = ""
	}
	if d.Has(Partner) {
		k.Partner = ""
	}
	if d.Has(Category) {
		k.Category = ""
	}
	if d.Has(Commodity) {
		k.Commodity = hscodes.Code{}
	}
	return k
}

// WarningKind sorts warnings by what they are about.
type WarningKind string

const (
	AboutCoverage  WarningKind = "coverage"  // who or what is missing
	AboutEdition   WarningKind = "edition"   // codes and the editions of the nomenclature
	AboutTotals    WarningKind = "totals"    // totals beside parts
	AboutAmounts   WarningKind = "amounts"   // rounding, weights, withheld values
	AboutCountries WarningKind = "countries" // unknown or overlapping economies
)

// Warning is what the reader of a chart should know. Warnings survive every
// statistic; what stops the work is an error instead.
type Warning struct {
	Kind     WarningKind `json:"kind"`
	Text     string      `json:"text"`
	Category string      `json:"category,omitempty"` // the one that it is about; "" for the whole panel
}

// EditionSet is a set of HS editions.
type EditionSet uint16

// Add returns the set with e in it; the unknown edition is not added.
func (s EditionSet) Add(e hscodes.Edition) EditionSet {
	if e == 0 {
		return s
	}
	return s | 1<<e
}

// Has reports whether e is in the set.
func (s EditionSet) Has(e hscodes.Edition) bool { return e != 0 && s&(1<<e) != 0 }

// String lists the editions, oldest first: "HS2017+HS2022".
func (s EditionSet) String() string {
	var names []string
	for e := hscodes.HS1992; e <= hscodes.HS2022; e++ {
		if s.Has(e) {
			names = append(names, e.String())
		}
	}
	return strings.Join(names, "+")
}

// Heading says what the numbers are, in the unit in which they are printed:
// "value, EUR", "year to date, change on a year earlier", "share of all partners
// listed", "trade openness, share of gross domestic product".
func (p *Panel) Heading() string {
	switch p.Unit.Kind {
	case Growth, PlainRatio:
		return p.Statistic
	case ShareOf:
		return p.ofTotal()
	case Points:
		return p.Statistic + ", percentage points"
	case IndexOf:
		return p.Statistic + ", " + p.Unit.Name + " = 100"
	}
	return p.Statistic + ", " + p.Unit.Name
}

// ofTotal names a share and its denominator, which stands behind what is called a
// share: "12-month sum, share of all partners listed, mean". What has another name
// is called one: "coverage, share of World".
func (p *Panel) ofTotal() string {
	if p.Unit.Name == "" {
		return p.Statistic
	}
	parts := strings.Split(p.Statistic, ", ")
	for i := len(parts) - 1; i >= 0; i-- {
		if strings.HasSuffix(parts[i], "share") {
			parts[i] += " of " + p.Unit.Name
			return strings.Join(parts, ", ")
		}
	}
	return strings.TrimPrefix(p.Statistic+", share of "+p.Unit.Name, ", ")
}

// Label names series i in words a reader knows: country names and category
// labels, without the dimensions in which all series agree.
func (p *Panel) Label(i int) string {
	var differ Dims
	first := p.Series[0].Key
	for _, s := range p.Series[1:] {
		if s.Key.Reporter != first.Reporter {
			differ |= Reporter
		}
		if s.Key.Partner != first.Partner {
			differ |= Partner
		}
		if s.Key.Category != first.Category {
			differ |= Category
		}
		if s.Key.Commodity != first.Commodity {
			differ |= Commodity
		}
	}
	k := p.Series[i].Key
	return cmp.Or(p.words(k, differ), p.words(k, Reporter|Partner|Category|Commodity), "Total")
}

// words names the given dimensions of a key.
func (p *Panel) words(k Key, d Dims) string {
	var parts []string
	if k.Reporter != "" && d.Has(Reporter) {
		parts = append(parts, k.Reporter.Name())
	}
	if k.Partner != "" && d.Has(Partner) {
		parts = append(parts, k.Partner.Name())
	}
	if k.Category != "" && d.Has(Category) {
		parts = append(parts, p.categoryLabel(k.Category))
	}
	if k.Commodity.IsValid() && d.Has(Commodity) {
		parts = append(parts, "HS "+k.Commodity.String())
	}
	return strings.Join(parts, ", ")
}

func (p *Panel) categoryLabel(name string) string {
	if p.Query.Scheme != nil {
		return p.Query.Scheme.Label(name)
	}
	return name
}

// Find returns the series of a key, or nil where the panel has none.
func (p *Panel) Find(k Key) *Series {
	for i := range p.Series {
		if p.Series[i].Key == k {
			return &p.Series[i]
		}
	}
	return nil
}

// Cell returns the number of a key in a period, its upper bound, and the
// status. A key or period that the panel does not have is NotReported.
func (p *Panel) Cell(k Key, t Period) (value, upper float64, status Status) {
	s, i := p.Find(k), slices.Index(p.Periods, t)
	if s == nil || i < 0 {
		return math.NaN(), math.NaN(), NotReported
	}
	return s.Values[i], s.Upper[i], s.Status[i]
}

// Empty returns a panel without series that says of itself what p does: where
// a statistic starts.
func (p *Panel) Empty(periods []Period) *Panel {
	q := *p
	q.Periods = slices.Clone(periods)
	q.Series = nil
	q.Sources = slices.Clone(p.Sources)
	q.Warnings = slices.Clone(p.Warnings)
	return &q
}

// Warn adds a warning about the whole panel, once.
func (p *Panel) Warn(kind WarningKind, text string) { p.warnOf("", kind, text) }

func (p *Panel) warnOf(category string, kind WarningKind, text string) {
	if w := (Warning{kind, text, category}); !slices.Contains(p.Warnings, w) {
		p.Warnings = append(p.Warnings, w)
	}
}

// forgetOthers drops the warnings about categories that a choice of series left out.
func (p *Panel) forgetOthers() {
	p.Warnings = slices.DeleteFunc(p.Warnings, func(w Warning) bool {
		return w.Category != "" && !slices.ContainsFunc(p.Series, func(s Series) bool {
			return s.Key.Category == w.Category || s.Key.Category == ""
		})
	})
}

// NewSeries returns a series of n cells that are all unknown, with the given status.
func NewSeries(k Key, n int, status Status) Series {
	s := Series{Key: k, Values: make([]float64, n), Upper: make([]float64, n), Status: make([]Status, n), Editions: make([]EditionSet, n)}
	for i := range n {
		s.Values[i], s.Upper[i], s.Status[i] = math.NaN(), math.NaN(), status
	}
	return s
}

// Set writes one cell. A number that is not finite is none, whatever the status
// says: the cell is OutOfRange.
func (s *Series) Set(i int, value, upper float64, status Status) {
	if status.HasNumber() && !(math.Abs(value) <= math.MaxFloat64) {
		value, upper, status = math.NaN(), math.NaN(), OutOfRange
	}
	s.Values[i], s.Upper[i], s.Status[i] = value, bound(upper), status
	if s.Lower != nil {
		s.Lower[i] = value
	}
}

// bound makes an infinite bound an unknown one.
func bound(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// SetBounds writes the bounds of cell i beside its number, or in place of one.
func (s *Series) SetBounds(i int, lower, upper float64) {
	if s.Lower == nil {
		s.Lower = slices.Clone(s.Values)
	}
	s.Lower[i], s.Upper[i] = bound(lower), bound(upper)
}

// Bounds returns what cell i is at least and at most; NaN where unknown.
func (s *Series) Bounds(i int) (lower, upper float64) {
	if s.Lower != nil {
		return s.Lower[i], s.Upper[i]
	}
	return s.Values[i], s.Upper[i]
}

// copyCell copies cell j of t into cell i of s.
func (s *Series) copyCell(i int, t *Series, j int) {
	s.Set(i, t.Values[j], t.Upper[j], t.Status[j])
	s.Editions[i] = t.Editions[j]
	if t.Lower != nil {
		s.SetBounds(i, t.Lower[j], t.Upper[j])
	}
}
