package stats

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// aMonth is how the unit of a monthly mean ends.
const aMonth = " per month"

// floored gives no rate on a base that is positive and below the floor of p's
// query: growth from 3 to 300 EUR is no news. Only money, weights and counts have
// a floor, as such or per month. The base of an index is so many months long: its
// mean month is compared with the floor as the figure that was published. Mean has
// made the floor that of a month.
func floored(p *tradeflow.Panel, figures float64, compare func(base, x cells.Cell) cells.Cell) func(base, x cells.Cell) cells.Cell {
	floor := p.Query.Floor / figures
	amounts := p.Unit.Kind == tradeflow.Amount || p.Unit.Kind == tradeflow.PerUnit && strings.HasSuffix(p.Unit.Name, aMonth)
	if floor == 0 || !amounts {
		return compare
	}
	return func(base, x cells.Cell) cells.Cell {
		if base.Known() && x.Known() && 0 < base.Value && base.Value < floor {
			return unknown(tradeflow.BelowFloor)
		}
		return compare(base, x)
	}
}
