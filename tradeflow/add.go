package tradeflow

import "fmt"

// add gives every row of a batch its fate.
func (t *tally) add(b *batch, book *FileLedger) error {
	c := &t.columns
	if err := c.open(b, t); err != nil {
		return fmt.Errorf("%s: %w", b.path, err)
	}
	fates := newFates(book)
	defer fates.close()
	for from, end := 0, int(b.NumRows()); from < end; {
		to := c.period.until(from, end)
		to = c.direction.until(from, to)
		to = c.reporter.until(from, to)
		to = c.measure.until(from, to)
		fate, reason := t.leaves(c.period.at(from), c.direction.at(from), c.measure.at(from), c.reporter.at(from))
		if reason != "" {
			fates.addRows(fate, reason, int64(to-from), c.values.sum(from, to))
			if t.linter != nil && fate == Dropped && c.direction.at(from) == t.query.Direction && t.asked.reporters.of(&t.places, c.reporter.at(from)).wish == aggregate {
				t.linter.group(t, from, to)
			}
		} else if i, err := t.stay(b.file, from, to, fates); err != nil {
			return t.explain(err, b, i)
		}
		from = to
	}
	return nil
}

// stay deals with rows of one reporter and period that are asked for. An error is
// about row i.
func (t *tally) stay(file, from, to int, fates *fates) (i int, err error) {
	c := &t.columns
	f, end := flow{subject: subject{file: file}, block: t.block(blockKey{c.reporter.at(from), c.period.at(from)})}, from
	for i = from; i < to; i++ {
		if i == end {
			end = c.describe(&f, i, to)
			t.begin(&f)
		}
		f.code = c.code.at(i)
		goods := t.goods(&f)
		value, _ := c.values.at(i)
		counts, err := t.enter(&f, goods, value, fates)
		if err != nil {
			return i, err
		}
		if !counts {
			continue
		}
		amount, known := c.measured.at(i)
		t.used.note(c.currency.at(i), c.valuation.at(i), f.source)
		row := t.measured(value, amount, known, c.unit.at(i), c.estimated(i))
		if err := t.take(&f, goods, &row, fates); err != nil {
			return i, err
		}
	}
	return to, nil
}
