package tradeflow

import (
	"context"
	"fmt"
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
