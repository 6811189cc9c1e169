package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var shares = map[string]statistic{
	"Share": func(p *tradeflow.Panel, a *arguments) any { return stats.Share(p, a.dims()) },
	"Diff":  func(p *tradeflow.Panel, _ *arguments) any { return stats.Diff(p) },
}
