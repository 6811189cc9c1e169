package chart

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// cascade is the numbers of a waterfall, in the unit of its panel: steps that add
// up to the difference between two totals, or to one.
type cascade struct {
	panel      *tradeflow.Panel
	start, end *bar // the totals; no start: from zero
	steps      []bar
	added      int // how many series the last step adds up; 0: none
}

// bar is one step, or a total.
type bar struct {
	label               string
	row                 int // the series; -1: a total, or several
	period              tradeflow.Period
	value, lower, upper float64
	from, to            float64 // the levels between which it is drawn
	total, rest         bool
	merged              []int // the series of several
}

// cascadeOf reads the steps of a panel of one or two periods.
func cascadeOf(p *tradeflow.Panel) (*cascade, error) {
	switch {
	case p == nil || len(p.Series) == 0:
		return nil, errors.New("chart: Waterfall has no series to add up")
	case len(p.Periods) != 1 && len(p.Periods) != 2:
		return nil, fmt.Errorf("chart: Waterfall needs one period, or two of amounts, and the panel has %d: choose them with panel.At", len(p.Periods))
	case len(p.Periods) == 2 && p.Unit.Kind != tradeflow.Amount:
		return nil, errors.New("chart: Waterfall of two periods takes amounts only: choose one period with panel.At")
	case len(p.Periods) == 2 && p.Periods[0] == p.Periods[1]:
		return nil, errors.New("chart: Waterfall needs two different periods: choose them with panel.At(first, second)")
	}
	switch p.Unit.Kind {
	case tradeflow.Amount, tradeflow.Points, tradeflow.ShareOf:
	default:
		return nil, fmt.Errorf("chart: Waterfall adds up, and numbers in this unit do not (%s): take amounts, or the contributions of stats.Contribution", p.Unit)
	}
	first, last := 0, len(p.Periods)-1
	if p.Periods[last].Compare(p.Periods[first]) < 0 {
		first, last = last, first
	}
	now, err := total(p, last)
	if err != nil {
		return nil, err
	}
	c := &cascade{panel: p, end: now}
	if first != last {
		if c.start, err = total(p, first); err != nil {
			return nil, err
		}
		c.start.label, c.end.label = short(c.start.period), short(c.end.period)
	}
	for i := range p.Series {
		k := read(&p.Series[i], last)
		b := bar{label: shorten(clean(p.Label(i)), maxName), row: i, period: now.period, value: k.raw, lower: k.rawLower, upper: k.rawUpper, rest: isRest(p.Series[i].Key)}
		if first != last {
			if !sameGoods(p, i, first, last) {
				return nil, fmt.Errorf("chart: Waterfall cannot close: the change of %s is n/a (%s): leave it out with panel.Only, or ask for one edition with Query.Edition", shorten(clean(p.Label(i)), 60), tradeflow.EditionBreak)
			}
			then := read(&p.Series[i], first)
			b.value, b.lower, b.upper = b.value-then.raw, b.lower-then.rawUpper, b.upper-then.rawLower
		}
		c.steps = append(c.steps, b)
	}
	slices.SortStableFunc(c.steps, func(a, b bar) int {
		if a.rest != b.rest {
			if a.rest {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.value, a.value)
	})
	c.link()
	return c, nil
}

// explained reads the effects of a change, in their order. Their sum is the
// change, or there is no figure.
func explained(p *tradeflow.Panel, change cell) (*cascade, error) {
	if !change.known {
		return nil, fmt.Errorf("chart: WaterfallOf has no change to draw (%s): choose a key and a period of the decomposition in which it is known", change.reason())
	}
	c, err := cascadeOf(p)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(c.steps, func(a, b bar) int { return cmp.Compare(a.row, b.row) })
	c.end.label, c.end.value, c.end.lower, c.end.upper = "Change", change.raw, change.rawLower, change.rawUpper
	c.link()
	return c, c.check()
}

// isRest reports whether a key is the remainder of a table.
func isRest(k tradeflow.Key) bool {
	return k.Reporter == stats.Others || k.Partner == stats.Others || k.Category == stats.Others
}

// link lets every step begin where the one before it ends.
func (c *cascade) link() {
	level := 0.0
	if c.start != nil {
		level = c.start.value
		c.start.to = level
	}
	for i := range c.steps {
		b := &c.steps[i]
		b.from = level
		level += b.value
		b.to = level
	}
	c.end.to = c.end.value
}

// check says whether the steps lead from the first total to the last.
func (c *cascade) check() error {
	level, size := 0.0, math.Abs(c.end.value)
	if c.start != nil {
		level, size = c.start.value, max(size, math.Abs(c.start.value))
	}
	for _, b := range c.steps {
		size = max(size, math.Abs(b.from), math.Abs(b.value))
		if math.Abs(b.from-level) > 1e-9*size {
			return fmt.Errorf("chart: the waterfall has a gap before %s", b.label)
		}
		level = b.to
	}
	if math.Abs(level-c.end.value) > 1e-6*size {
		return fmt.Errorf("chart: the waterfall does not close: its steps lead to %s, and the total is %s", c.panel.Unit.Format(level), c.panel.Unit.Format(c.end.value))
	}
	return nil
}

// adds is what Lint adds up: the steps, from the first total to the last.
func (c *cascade) adds() []sum {
	s := sum{what: "the waterfall", total: c.end.value, within: 1e-6 * c.most()}
	bars := c.bars()
	for _, b := range bars[:len(bars)-1] {
		s.parts = append(s.parts, b.value)
	}
	return []sum{s}
}

// named are the rows whose name a bar has.
func (b bar) named() []int {
	if b.row >= 0 {
		return []int{b.row}
	}
	return append([]int{}, b.merged...)
}

// bars are the totals and the steps, in the order in which they stand.
func (c *cascade) bars() (out []bar) {
	if c.start != nil {
		out = append(out, *c.start)
	}
	out = append(out, c.steps...)
	return append(out, *c.end)
}

func (c *cascade) totals() int {
	if c.start != nil {
		return 2
	}
	return 1
}

// merge adds the smallest steps up until no more than so many are left; those that
// keep says stay.
func (c *cascade) merge(most int, keep func(bar) bool) {
	if most = max(2, most); len(c.steps) <= most {
		return
	}
	order := slices.Clone(c.steps)
	class := func(b bar) int {
		switch {
		case b.rest:
			return 2
		case keep(b):
			return 0
		}
		return 1
	}
	slices.SortStableFunc(order, func(a, b bar) int {
		return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(math.Abs(b.value), math.Abs(a.value)))
	})
	small := order[most-1:]
	rest := bar{row: -1, period: c.end.period, rest: true}
	for _, b := range small {
		rest.value, rest.lower, rest.upper = rest.value+b.value, rest.lower+b.lower, rest.upper+b.upper
		rest.merged = append(rest.merged, b.named()...)
	}
	c.steps = slices.DeleteFunc(slices.Clone(c.steps), func(b bar) bool {
		return slices.ContainsFunc(small, func(s bar) bool { return s.row == b.row })
	})
	c.added = len(small)
	rest.label = fmt.Sprintf("%s (%d)", stats.Others, c.added)
	c.steps = append(c.steps, rest)
	c.link()
}

// merged is the remark about steps that were added up.
func (c *cascade) merged() string {
	if c.added == 0 {
		return ""
	}
	return fmt.Sprintf("The %d smallest steps are drawn as one", c.added)
}

// most is the largest number that is drawn, without its sign.
func (c *cascade) most() (most float64) {
	for _, b := range c.bars() {
		most = max(most, math.Abs(b.from), math.Abs(b.to), math.Abs(b.value))
	}
	return most
}

// scaled is the unit in the scale in which the levels are printed.
func (c *cascade) scaled() unit { return unitOf(c.panel.Unit, c.most()) }

// data are the totals and the steps. A step between two periods says that it is a
// change: beside its period, it could be taken for a level.
func (c *cascade) data() (out []Datum) {
	for _, b := range c.bars() {
		label := b.label
		switch {
		case b.total && c.start != nil:
			label = "Total"
		case c.start != nil:
			label += ", change from " + c.start.period.Words()
		}
		out = append(out, Datum{label, b.period, b.value, b.lower, b.upper, tradeflow.OK})
	}
	return out
}
