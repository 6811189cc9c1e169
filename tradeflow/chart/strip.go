package chart

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// coverage is how many of a panel's reporters have published each period, whether
// they are its series or summed up in them; else how many of its series are known. A line that
// falls because fewer report is the oldest way to mislead with trade statistics.
type coverage struct {
	of    string // "reporters", "series"
	known []int  // for each period
	all   int
}

// leastCovered is from how many on gaps are counted for the reader. Of up to six,
// each has its colour and its name, and every gap is seen.
const leastCovered = 7

// coverage counts who is there in each period, and reports whether anyone is
// missing in a period that others have. What an edition of the nomenclature does
// not have is not a gap in coverage.
func (s *subject) coverage() (coverage, bool) {
	if sums := s.source.Reporting; sums != nil {
		return s.coverageOfSums(sums)
	}
	c := coverage{of: "series", known: make([]int, len(s.periods))}
	first := s.source.Series[0].Key.Reporter
	for _, t := range s.source.Series {
		if t.Key.Reporter != first {
			c.of = "reporters"
		}
	}
	members := map[any][]int{}
	for i, t := range s.source.Series {
		if c.of == "reporters" {
			members[t.Key.Reporter] = append(members[t.Key.Reporter], i)
		} else {
			members[i] = []int{i}
		}
	}
	c.all = len(members)
	for _, rows := range members {
		for j := range s.periods {
			if slices.ContainsFunc(rows, func(i int) bool { return !s.rows[i].cells[j].silent() }) {
				c.known[j]++
			}
		}
	}
	gaps := slices.ContainsFunc(c.known, func(n int) bool { return 0 < n && n < c.all })
	return c, gaps && c.all >= leastCovered && len(s.periods) > 1
}

// coverageOfSums counts the reporters that are summed up. However few they are, no
// colour and no name shows who is missing.
func (s *subject) coverageOfSums(sums *tradeflow.Reporting) (coverage, bool) {
	c := coverage{of: "reporters", all: len(sums.Reporters)}
	gaps := false
	for _, t := range s.periods {
		n := max(0, c.all-len(sums.Missing(t)))
		c.known = append(c.known, n)
		gaps = gaps || 0 < n && n < c.all
	}
	return c, gaps && (len(s.periods) > 1 || compares(s.source.Unit))
}

// compares reports whether numbers in the unit are of two periods. Then a single one
// misleads as well, where not all have published both.
func compares(u tradeflow.Unit) bool {
	return u.Kind == tradeflow.Growth || u.Kind == tradeflow.Points || u.Kind == tradeflow.IndexOf
}

// silent reports whether a cell has no number because somebody has not published
// it, in this period or in one that a statistic needs.
func (c cell) silent() bool {
	switch c.status {
	case tradeflow.NotReported, tradeflow.Confidential, tradeflow.IncompleteWindow,
		tradeflow.BaseMissing, tradeflow.CurrentMissing, tradeflow.PartnerSilent:
		return !c.known
	}
	return false
}

// worst is the last of the periods with the fewest, where anyone is there.
func (c coverage) worst() int {
	at := -1
	for j, n := range c.known {
		if n > 0 && (at < 0 || n <= c.known[at]) {
			at = j
		}
	}
	return at
}

// remark says in words what the strip shows.
func (c coverage) remark(periods []tradeflow.Period) string {
	at := c.worst()
	if len(periods) == 1 {
		return fmt.Sprintf("Only %d of %d %s have published both of the periods that are compared", c.known[at], c.all, c.of)
	}
	return fmt.Sprintf("Not all %d %s are known in every period: the fewest are %d, in %s", c.all, c.of, c.known[at], periods[at].Words())
}

// strip is a thin band below a time axis: light where all are known, and dark
// from below by the share of those who are missing.
type strip struct {
	coverage
	height vg.Length
	band   vg.Rectangle
	sheet  sheet
	style  style
	text   []string
	times  func(j int) (from, to vg.Length)
}

func newStrip(c coverage, s *subject, area vg.Rectangle) *strip {
	r := &strip{coverage: c, sheet: s.sheet, style: style{size: max(smallest, s.sheet.footer), color: faintInk}}
	at := c.worst()
	text := fmt.Sprintf("%d %s; dark where some are missing: fewest %d, %s", c.all, c.of, c.known[at], short(s.periods[at]))
	r.text, r.style = r.style.fit(text, area.Size().X, 2)
	thick := 4.5 * s.sheet.pen
	under := r.style.height(len(r.text)) + 0.4*r.style.size
	r.height = thick + under + 0.3*s.sheet.label
	r.band = vg.Rectangle{
		Min: vg.Point{X: area.Min.X, Y: area.Min.Y + under},
		Max: vg.Point{X: area.Max.X, Y: area.Min.Y + under + thick},
	}
	return r
}

func (r *strip) draw(p *pen) {
	thick := r.band.Size().Y
	left := r.band.Max.X
	for j, n := range r.known {
		from, to := r.times(j)
		if to-from > 4 {
			from, to = from+0.4, to-0.4
		}
		left = min(left, from)
		p.rect(gridGrey, from, r.band.Min.Y, to, r.band.Max.Y)
		if n < r.all {
			missing := thick * vg.Length(r.all-n) / vg.Length(r.all)
			p.rect(axisGrey, from, r.band.Min.Y, to, r.band.Min.Y+max(missing, 0.25*thick))
		}
	}
	y := r.band.Min.Y - (0.4+capHeight)*r.style.size
	left = max(r.band.Min.X, min(left, r.band.Max.X-r.style.widest(r.text)))
	for i, l := range r.text {
		p.text(r.style, left, y-vg.Length(i)*r.style.step(), atStart, l)
	}
	p.tell(stripFact{r.known, r.all})
}
