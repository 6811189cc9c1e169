package stats

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Mean returns the mean over each window: of amounts the mean of a month, in the
// panel's unit per month, so that windows of any lengths can be compared; of shares,
// indices and other ratios the mean of the window's columns weighted by their months,
// in the panel's unit. The floor of the query, which is that of a published figure,
// becomes that of a month: a twelfth for annual figures. A window of which a month is absent or unknown has no number, and a warning names
// the month. Growth(Mean(p, before, after)) is the change of a monthly average on
// that of a longer time. Source: KSE Institute and Yermak-McFaul working group,
// monthly averages; BEA and Census Bureau, FT-900, three-month moving averages.
//
// It panics without a window, and for a panel of growth rates, whose mean is not
// the average growth: see CAGR.
func Mean(p *tradeflow.Panel, over ...tradeflow.Period) *tradeflow.Panel {
	if len(over) == 0 {
		panic("stats.Mean: no window")
	}
	cells.Refuse(p, "stats.Mean", tradeflow.Growth)
	if p.Unit.Kind == tradeflow.Amount {
		return monthlyMean(p, over)
	}
	q := cells.Result(p, "mean", p.Unit, over)
	r := cells.Read(p)
	for j := range over {
		columns := baseColumns(p, p.Tile, over[j:j+1])
		for i := range q.Series {
			c := meanOf(r, p, i, columns)
			if !c.Known() && c.Status != tradeflow.EditionBreak {
				c.Status = tradeflow.IncompleteWindow
			}
			cells.Put(&q.Series[i], j, c)
		}
	}
	warnOfGaps(p, q, "mean")
	r.Warn(q)
	return q
}

// monthlyMean divides the sums over the windows by their months.
func monthlyMean(p *tradeflow.Panel, over []tradeflow.Period) *tradeflow.Panel {
	unit := tradeflow.Unit{Kind: tradeflow.PerUnit, Name: strings.TrimSpace(p.Unit.Name + aMonth)}
	q := cells.Result(p, "monthly mean", unit, over)
	for _, w := range over { // of the first, on which others are compared
		if columns, _ := p.Tile(w); len(columns) > 0 {
			q.Query.Floor /= figures(p, columns)
			break
		}
	}
	sums := cells.Windows(p, "stats.Mean", over...)
	r := cells.Read(sums)
	for i := range q.Series {
		for j := range over {
			cells.Put(&q.Series[i], j, perMonth(sums, r.Cell(i, j), j))
		}
	}
	warnOfGaps(p, q, "mean")
	r.Warn(q)
	return q
}
