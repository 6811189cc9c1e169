package stats

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// unadjusted is what the name of a comparison must add where periods of different
// seasons are compared.
func unadjusted(p *tradeflow.Panel, bases, periods []tradeflow.Period) string {
	return cells.Unadjusted(p, bases, periods)
}
