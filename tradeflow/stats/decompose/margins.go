package decompose

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Margins explains the change of each total over the dimensions of over since the
// panel's first column, in the panel's own unit, by four effects that add up to
// it: intensive, the change of items that are there in both periods; new and
// ceased, which together are the extensive margin; and below the floor. An item
// is one member along over, such as a commodity with a partner, and it is there
// where its amount is positive and at least the floor. What is not there counts in
// the effect below the floor: an item that rises from 3 to 50 over a floor of 10
// is 50 new and 3 less below the floor. A change has no number where a part of the
// total is unknown. Source: Amurgo-Pacheco and Pierola, World Bank Policy Research
// Working Paper 4473, 2008.
//
// It panics without a dimension, for a panel that is not of amounts, for a floor
// that is negative or no number, and where the World stands beside other economies
// along over.
func Margins(p *tradeflow.Panel, over tradeflow.Dims, floor float64) Decomposition {
	const function = "decompose.Margins"
	if over == 0 {
		panic(function + ": over no dimension: there would be no items")
	}
	if !(floor >= 0) {
		panic(fmt.Sprintf("%s: a floor of %v", function, floor))
	}
	cells.Amounts(p, function)
	groups := cells.GroupBy(p, over)
	method := "margins of " + cells.Plural(over)
	if floor > 0 {
		method += " from " + p.Unit.Format(floor)
	}
	d := begin(p, groups.Keys, method,
		Effect{Name: "intensive", Note: "items in both periods"},
		Effect{Name: "new", Note: "items that were not there in the base period"},
		Effect{Name: "ceased", Note: "items that are not there any more"},
		Effect{Name: "below the floor", Note: "amounts too small to count as there"})
	for _, e := range d.Effects {
		e.Panel.Query.By &^= over
	}
	d.Change.Query.By &^= over
	cells.Aggregates(p, function, over, d.Change)
	r := cells.Read(p)
	for g, members := range groups.Members {
		for j := range d.Change.Periods {
			var total cells.Cell
			var intensive, gained, lost, below float64
			for _, i := range members {
				was, is := r.Cell(i, 0), r.Cell(i, j+1)
				c := changed(p, p.Series[i].Key, was, is)
				total.Editions |= c.Editions
				if total.Known() {
					total.Status = c.Status
				}
				there, here := was.Value > 0 && was.Value >= floor, is.Value > 0 && is.Value >= floor
				total.Value += c.Value
				switch {
				case there && here:
					intensive += c.Value
				case here:
					gained += is.Value
					below -= was.Value
				case there:
					lost -= was.Value
					below += is.Value
				default:
					below += c.Value
				}
			}
			d.put(g, j, total, intensive, gained, lost, below)
		}
	}
	if floor > 0 {
		d.Change.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: %s below %s count as not there", d.Change.Statistic, cells.Plural(over), p.Unit.Format(floor)))
	}
	r.Warn(d.Change)
	return d.end()
}
