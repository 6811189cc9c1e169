package tradeflow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Inspection is what a reader should know of files before asking them anything:
// what is in them, which totals stand beside their parts, and what is doubtful.
type Inspection struct {
	Ledger *Ledger    // of each table: its format, its rows, and what would become of them if all flows were asked for
	Flows  []Coverage // one for each direction and frequency that has rows
	Doubts []string   // what would stop a query, or make its answer misleading
}

// Coverage is what the files hold of one direction and frequency.
type Coverage struct {
	Direction Direction
	Frequency Frequency
	Rows      int64
	Reporters []Country
	Partners  []Country // also aggregates
	Periods   []Period
	Missing   []string // reporters with the periods between their first and last that they lack
	Editions  EditionSet
	Unit      string  // the currency
	Valuation string  // as in Panel
	Value     float64 // of single reporters and partners, each flow once
	Estimated float64 // the share of that value whose weight is the publisher's estimate
	Excess    []Excess
	Warnings  []Warning
}

// Excess is value that stands in the files beside what it is the total or a part
// of: who adds all rows up counts it twice.
type Excess struct {
	Reason string
	Rows   int64
	Value  float64
}

// Inspect reads every file once and says what is in it. Errors are those of
// Aggregate, but what a query would refuse (a flow given twice, two editions, two
// levels of codes) becomes a doubt. Rows that cannot be read are counted; set
// OnReject to see them.
func (f *Files) Inspect(ctx context.Context) (*Inspection, error) {
	files := *f
	if files.OnReject == nil {
		files.OnReject = func(*RowError) error { return nil }
	}
	var views []*view
	for _, d := range []Direction{Import, Export} {
		for _, freq := range []Frequency{Annual, Monthly} {
			views = append(views, newView(d, freq, f.Duplicates))
		}
	}
	ledger, err := files.scan(ctx, func(b *batch, book *FileLedger) error {
		for _, v := range views {
			v.add(b)
		}
		return nil
	})
	if err != nil {
		return nil, callers(err)
	}
	in := &Inspection{Ledger: ledger}
	for _, book := range ledger.Files {
		for _, l := range book.Lines {
			if l.Fate == Rejected {
				in.Doubts = append(in.Doubts, fmt.Sprintf("%s: %d rows cannot be read: %s", book.Path, l.Rows, l.Reason))
			}
		}
		if book.Unknown != nil {
			in.Doubts = append(in.Doubts, fmt.Sprintf("%s: columns that the library does not know, and ignores: %s", book.Path, strings.Join(book.Unknown, ", ")))
		}
	}
	for _, v := range views {
		c, doubts := v.coverage(ledger)
		if c != nil {
			in.Flows = append(in.Flows, *c)
		}
		in.Doubts = append(in.Doubts, doubts...)
	}
	in.repeats(views)
	in.settle(views)
	return in, nil
}

// settle puts what the views found into the ledger. Each row is of the direction and
// frequency of one view; what no view has judged are figures of other measures, or
// stands behind a doubt.
func (in *Inspection) settle(views []*view) {
	for i := range in.Ledger.Files {
		book := &in.Ledger.Files[i]
		rows, value := book.Rows, book.Value
		for _, v := range views {
			for _, l := range v.ledger.Files[i].Lines {
				if l.Fate != NotAsked {
					book.add(l.Fate, l.Reason, l.Rows, l.Value)
				}
			}
		}
		for _, l := range book.Lines {
			rows -= l.Rows
			value -= l.Value
		}
		if rows != 0 {
			book.add(NotAsked, "not judged: figures of weights and quantities, or rows behind a doubt", rows, value)
		}
		book.sort()
	}
}

// repeats finds annual figures beside the monthly ones that they contain.
func (in *Inspection) repeats(views []*view) {
	for i := 0; i+1 < len(views); i += 2 {
		years, months := views[i].tally, views[i+1].tally
		var value Thousandths
		var rows int64
		var unlike []string
		for _, k := range years.blockKeys() {
			annual, parts, count := years.blocks[k].worth(), Thousandths(0), 0
			reporter, known := months.places.index[years.places.names[k.reporter]]
			for m := range 12 {
				bl := months.blocks[blockKey{reporter, Period{k.period.first + int32(m), 1}}]
				if known && bl != nil {
					parts += bl.worth()
					count++
				}
			}
			if count == 0 {
				continue
			}
			value += annual
			rows += years.blocks[k].rows
			if count == 12 && far(annual, parts) {
				unlike = append(unlike, fmt.Sprintf("%s %s: %s, its months %s", years.places.names[k.reporter], k.period, years.money(annual), years.money(parts)))
			}
		}
		for j := range in.Flows {
			c := &in.Flows[j]
			if c.Direction != years.query.Direction || c.Frequency != Annual || rows == 0 {
				continue
			}
			c.Excess = append(c.Excess, Excess{"annual figures beside the monthly ones that they contain", rows, value.Float()})
			if unlike != nil {
				c.Warnings = append(c.Warnings, Warning{Kind: AboutTotals, Text: "years disagree with their months (" + some(unlike, 3) + ")"})
			}
		}
	}
}

// view looks at the files through one query for everything.
type view struct {
	tally  *tally
	ledger Ledger
	err    error // of the tally, which then stops looking
}

func newView(d Direction, f Frequency, twins Duplicates) *view {
	t := newTally(Query{Direction: d, Frequency: f, By: Reporter | Partner})
	t.estimate = colNetWeightEstimated // of the value, the share whose weight is an estimate
	t.linter, t.twins = newLinter(), twins
	return &view{tally: t}
}

func (v *view) add(b *batch) {
	for len(v.ledger.Files) <= b.file {
		v.ledger.Files = append(v.ledger.Files, FileLedger{})
	}
	if v.err == nil {
		v.err = v.tally.add(b, &v.ledger.Files[b.file])
	}
}

func (v *view) coverage(read *Ledger) (*Coverage, []string) {
	t := v.tally
	for len(v.ledger.Files) < len(read.Files) {
		v.ledger.Files = append(v.ledger.Files, FileLedger{})
	}
	var doubts []string
	doubt := func(err error) {
		if err != nil {
			doubts = append(doubts, fmt.Sprintf("%ss, %s: %v", t.query.Direction, t.query.Frequency, err))
		}
	}
	err := v.err
	if err == nil {
		err = t.verdict(&v.ledger)
	}
	doubt(err)
	judged := v.ledger.Total().Lines
	if len(t.blocks) == 0 && !slices.ContainsFunc(judged, func(l LedgerLine) bool { return l.Fate != NotAsked }) {
		return nil, doubts
	}
	if len(t.blocks) == 0 {
		doubt(errors.New("all reporters are aggregates of others: name one in Query.Reporters"))
	}
	c := &Coverage{
		Direction: t.query.Direction, Frequency: t.query.Frequency, Periods: t.periods(),
		Unit: strings.Join(t.currencies.list(t.used.currencies), " and "), Valuation: t.valuation(),
	}
	if strings.Contains(c.Unit, " and ") {
		doubt(errors.New("the rows are in " + c.Unit + ", which do not add"))
	}
	partners := map[Country]bool{}
	for k, cell := range t.cells {
		partners[Country(t.places.names[k.partner])] = true
		c.Value += cell.value.Float()
		c.Estimated += cell.estimated.Float()
	}
	if c.Value > 0 {
		c.Estimated /= c.Value
	}
	for _, r := range t.reporters() {
		c.Reporters = append(c.Reporters, Country(t.places.names[r]))
	}
	for _, bl := range t.blocks {
		c.Editions |= bl.editions
		for id := range bl.listed.all() {
			partners[Country(t.places.names[id])] = true
		}
		if slices.ContainsFunc(bl.world[:], func(v Thousandths) bool { return v != 0 }) {
			partners[World] = true
		}
	}
	c.Partners = sortedKeys(partners)
	c.Missing = t.lacking(c.Periods)
	for _, l := range v.ledger.Total().Lines {
		if c.Rows += l.Rows; l.Fate == NotAsked {
			c.Rows -= l.Rows
		}
		if l.Fate == Dropped {
			c.Excess = append(c.Excess, Excess{l.Reason, l.Rows, l.Value.Float()})
		}
	}
	slices.SortFunc(c.Excess, func(a, b Excess) int { return cmp.Compare(b.Value, a.Value) })
	p := &Panel{Periods: c.Periods, Query: t.query, Ledger: &Ledger{}}
	t.warnWorld(p)
	t.warnLevels(p)
	t.linter.compare(t, p)
	t.warnListed(p, t.reporters())
	t.warnEditions(p)
	c.Warnings = p.Warnings
	return c, doubts
}

// lacking names the reporters that are silent between periods that they published.
func (t *tally) lacking(periods []Period) (list []string) {
	for _, r := range t.reporters() {
		var missing, gap []Period
		begun := false
		for _, p := range periods {
			if t.blocks[blockKey{r, p}] != nil {
				if begun {
					missing = append(missing, gap...)
				}
				begun, gap = true, nil
				continue
			}
			gap = append(gap, p)
		}
		if len(missing) > 0 {
			list = append(list, t.places.names[r]+" ("+periodList(missing)+")")
		}
	}
	return list
}

// String prints the inspection for eyes.
func (in *Inspection) String() string {
	var b strings.Builder
	for _, f := range in.Ledger.Files {
		what := f.Format
		if f.Skipped != "" {
			what = "skipped: " + f.Skipped
		}
		fmt.Fprintf(&b, "%s: %s, %d rows\n", f.Path, what, f.Rows)
	}
	for _, c := range in.Flows {
		fmt.Fprintf(&b, "\n%ss, %s: %d rows, %s, %s\n", c.Direction, c.Frequency, c.Rows, Unit{Amount, c.Unit}.Format(c.Value)+" of single economies", cmp.Or(c.Valuation, "valuation not stated"))
		fmt.Fprintf(&b, "  reporters  %d: %s\n", len(c.Reporters), some(words(c.Reporters), 12))
		fmt.Fprintf(&b, "  partners   %d: %s\n", len(c.Partners), some(words(c.Partners), 12))
		fmt.Fprintf(&b, "  periods    %s\n", periodList(c.Periods))
		if len(c.Missing) > 0 {
			fmt.Fprintf(&b, "  missing    %s\n", some(c.Missing, 6))
		}
		fmt.Fprintf(&b, "  editions   %s\n", cmp.Or(c.Editions.String(), "not declared"))
		fmt.Fprintf(&b, "  weights    %.1f %% estimated\n", 100*c.Estimated)
		for _, e := range c.Excess {
			fmt.Fprintf(&b, "  twice      %s in %d rows: %s\n", Unit{Amount, c.Unit}.Format(e.Value), e.Rows, e.Reason)
		}
		for _, w := range c.Warnings {
			fmt.Fprintf(&b, "  note       %s\n", w.Text)
		}
	}
	fmt.Fprintf(&b, "\n%s", in.Ledger)
	for _, d := range in.Doubts {
		fmt.Fprintf(&b, "\ndoubt: %s\n", d)
	}
	return b.String()
}

func words(list []Country) (out []string) {
	for _, c := range list {
		out = append(out, string(c))
	}
	return out
}
