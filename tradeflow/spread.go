package tradeflow

import "slices"

// spread says of a table that has its periods side by side which of its columns
// are cells. Each cell of such a table is a row of its own to everything that
// follows, the ledger included.
type spread struct {
	cell    func(header string) (spreadCell, bool)
	example string // of such a column's name
	// blank says why a cell that is empty, or zero where zeros is set, is no flow.
	// "": it is a flow whose figure is missing.
	blank string
	zeros bool
	// withheld is the text of a cell whose figure is a secret.
	withheld string
}

// spreadCell is what a column of a spread table holds: an amount of a period, which is
// the text of the row's own period column, where it has one, and of this.
type spreadCell struct {
	period    string
	direction Direction // where the column tells it
	to        int       // one of amountColumns
	scale     int64
	drop      string // why it is a total of others; "": it is none
}

// amountColumns are what a cell may feed.
var amountColumns = [...]int{colValue, colNetWeight, colQuantity, colObserved, colQuantity1, colQuantity2}

// period is a period of a spread table, with the fields that hold its amounts.
type period struct {
	spreadCell
	amounts [len(amountColumns)]*field
}

// spreadOver finds the cells of a header, those of one period together, in the
// order of the header.
func (d *decoder) spreadOver(header []string) {
	type side struct {
		period    string
		direction Direction
	}
	at := map[side]int{}
	for i, h := range header {
		c, ok := d.format.spread.cell(h)
		if !ok {
			continue
		}
		key := side{c.period, c.direction}
		n, known := at[key]
		if !known {
			n = len(d.periods)
			at[key] = n
			d.periods = append(d.periods, period{spreadCell: c})
		}
		d.periods[n].amounts[slices.Index(amountColumns[:], c.to)] = &field{column: column{to: c.to, scale: c.scale, commas: true}, index: i}
	}
}

// decodeSpread makes a flow of each cell of a row.
func (d *decoder) decodeSpread(row [][]byte, drop error) error {
	own := d.at[colPeriod]
	defer func() { d.at[colPeriod] = own }()
	year := ""
	if own != nil {
		year = own.now.text
	}
	for i := range d.periods {
		if err := d.decodeCell(&d.periods[i], year, row, drop); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) decodeCell(p *period, year string, row [][]byte, drop error) error {
	rounded, figures := false, false
	d.side = p.direction
	for i, to := range amountColumns {
		f := p.amounts[i]
		if to < 0 {
			d.marks[-1-to] = f
		} else {
			d.at[to] = f
		}
		if f == nil {
			continue
		}
		if s := d.format.spread.withheld; s != "" && string(row[f.index]) == s {
			f.known, figures = false, true
			continue
		}
		inexact, err := d.parse(f, row[f.index])
		if err != nil {
			return d.tell(0, false, d.reject(f, row, err))
		}
		rounded = rounded || inexact
		figures = figures || f.known && !(d.format.spread.zeros && f.amount == 0)
	}
	switch {
	case drop != nil:
	case p.drop != "":
		drop = dropped(p.drop)
	case !figures && d.format.spread.blank != "":
		drop = dropped(d.format.spread.blank)
	}
	text := year + p.period
	if err := d.setPeriod(text); err != nil && drop == nil {
		return d.tell(0, false, d.reject(nil, row, err))
	}
	return d.flow(row, drop, rounded)
}
