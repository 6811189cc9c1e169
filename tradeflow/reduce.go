package tradeflow

import (
	"context"
	"fmt"
	"iter"
	"slices"
)

// Reduce answers a query from sums that a database makes, where its rows are: Aggregate
// for a table of Schema that is not here. It puts a few Asks, each for sums of many
// rows, and what answers them comes to the tally that Files and Table fill row by row:
// totals beside parts, zero or unknown, ranges, warnings and the ledger are decided
// there, in one way for all. A table counts as one file.
//
//	periods       whether a text is no period, and so in none of the years that are asked for
//	publications  who has reported for which period; the ledger
//	partners      who the partners are
//	goods         which codes there are, and what each comes to
//	coverage      what each publication says of itself: editions, sources, partners, totals
//	listed        how many partners each publication lists
//	repeated      a flow that is there twice
//	cells         the sums of the panel
//
// and, where the table has totals of goods beside their parts, or rows that split a
// flow: subdivisions, totals, unsplit, splits, lines.
//
// Errors: an invalid query, those of answer, a text in the table that is no period, code
// or edition, or has blanks around the name of an economy, two texts for one period, a
// flow that is there twice, rows in several currencies, a sum beyond an
// int64 of thousandths, and a table that changes between two Asks.
func Reduce(ctx context.Context, q Query, table string, answer func(context.Context, Ask) iter.Seq2[Group, error]) (*Panel, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	r := &reduction{
		tally: newTally(q), ctx: ctx, answer: answer, table: table, ledger: &Ledger{Files: []FileLedger{{Path: table, Format: "database table"}}},
		periodOf: map[string]Period{}, reporters: map[Period][]string{}, known: map[goodsKey]*askedGoods{},
	}
	r.book = &r.ledger.Files[0]
	r.fates = newFates(r.book)
	for _, step := range []func() error{r.publications, r.partnersOf, r.goodsOf, r.coverage, r.repeated, r.open, r.cells} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("%s: %w", table, err)
		}
	}
	r.fates.close()
	p, err := r.panel(r.ledger)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", table, err)
	}
	return p, nil
}

// reduction is an answer in the making.
type reduction struct {
	*tally
	ctx    context.Context
	answer func(context.Context, Ask) iter.Seq2[Group, error]
	table  string
	ledger *Ledger
	book   *FileLedger
	fates  *fates

	periodOf  map[string]Period   // of the texts of periods that are asked for
	reporters map[Period][]string // that are wanted, by period
	everyone  []string            // the reporters that are wanted in some period, in order
	parts     []part
	left      bool    // rows of the direction are not asked for, for their period, reporter or measure
	staying   fateSum // rows of wanted reporters and periods
	met       fateSum // of these, those that coverage has found

	known  map[goodsKey]*askedGoods
	goods  []*askedGoods // the same, by code and edition
	splits bool          // some rows split their flow
	whole  fateSum       // rows that cells must find
}

// each puts an Ask, and calls f for each group of the answer.
func (r *reduction) each(a Ask, f func(g *Group) error) error {
	a.Measure = r.query.Measure
	for g, err := range r.answer(r.ctx, a) {
		if err == nil {
			err = f(&g)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
	}
	return r.ctx.Err()
}

func columnName(column int) string { return Schema.Field(column).Name }

func term(column int) Term { return Term{Column: columnName(column)} }

// What a period's text can be: see ParsePeriod.
const firstPeriod, noPeriod = "1900", "2201"

// publications finds out who has reported for which period, and books what the query
// does not ask for at all. Rows of other years are not read; but one without a period,
// or with a blank before it, is in no year at all, and must not be lost for that.
func (r *reduction) publications() error {
	var where []Filter
	if from, to := r.query.From, r.query.To; from.IsValid() || to.IsValid() {
		years := Filter{Term: term(colPeriod), From: firstPeriod, To: noPeriod, Not: true}
		err := r.each(Ask{Name: "periods", Where: []Filter{years}, By: []Term{term(colPeriod)}}, func(g *Group) error {
			_, err := ParsePeriod(g.Keys[0])
			return columnError(colPeriod, err)
		})
		if err != nil {
			return err
		}
		years.Not = false
		if from.IsValid() {
			y, _ := from.Start()
			years.From = fmt.Sprintf("%04d", y)
		}
		if to.IsValid() {
			y, _ := to.End()
			years.To = fmt.Sprintf("%04d", y+1)
		}
		where = append(where, years)
	}
	err := r.each(Ask{Name: "publications", Where: where, By: []Term{term(colPeriod), term(colReporter), term(colDirection), term(colMeasure)}}, func(g *Group) error {
		r.book.Rows += g.Rows
		r.book.Value += g.Value
		period, err := ParsePeriod(g.Keys[0])
		if err != nil {
			return columnError(colPeriod, err)
		}
		if err := placeError(colReporter, g.Keys[1]); err != nil {
			return err
		}
		direction := directionOf(g.Keys[2])
		if direction == 0 {
			return fmt.Errorf("column direction: %q is none of import, export, re-export, re-import", g.Keys[2])
		}
		measure, err := measureNamed(g.Keys[3])
		if err != nil {
			return err
		}
		reporter := r.places.of(g.Keys[1])
		if fate, reason := r.leaves(period, direction, measure, reporter); reason != "" {
			r.fates.addRows(fate, reason, g.Rows, g.Value)
			r.left = r.left || direction == r.query.Direction
			return nil
		}
		r.staying.rows += g.Rows
		r.staying.value += g.Value
		if k := (blockKey{reporter, period}); r.blocks[k] == nil {
			r.block(k)
			r.reporters[period] = append(r.reporters[period], g.Keys[1])
		}
		if _, known := r.periodOf[g.Keys[0]]; known {
			return nil
		}
		for text, other := range r.periodOf {
			if other == period { // the database would tell their rows apart
				return fmt.Errorf("column period: %q and %q are the same: make them one text, as in a view", text, g.Keys[0])
			}
		}
		r.periodOf[g.Keys[0]] = period
		return nil
	})
	for _, list := range r.reporters {
		r.everyone = append(r.everyone, list...)
	}
	slices.Sort(r.everyone)
	r.everyone = slices.Compact(r.everyone)
	return err
}

// sameAs fails where two Asks have found different rows.
func (s fateSum) sameAs(o fateSum) error {
	if s != o {
		return fmt.Errorf("%w: %d rows worth %.3f where %d worth %.3f were expected", errChanged, o.rows, o.value.Float(), s.rows, s.value.Float())
	}
	return nil
}

var errChanged = fmt.Errorf("the table has changed while it was asked: ask again, or in a transaction that sees one state of it")
