package stats

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// aggregates refuses the World beside others in a total, and warns of another
// aggregate; also where the World is all that a total is of: its share is 1, and says
// nothing.
func aggregates(p *tradeflow.Panel, function string, over tradeflow.Dims, q *tradeflow.Panel) {
	if cells.Aggregates(p, function, over, q) {
		q.Warn(tradeflow.AboutTotals, q.Statistic+": the World is listed as if it were one economy, and is a total by itself")
	}
}
