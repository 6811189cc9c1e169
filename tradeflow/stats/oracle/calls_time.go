package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var overTime = map[string]statistic{
	"YoY":         func(p *tradeflow.Panel, _ *arguments) any { return stats.YoY(p) },
	"Change":      func(p *tradeflow.Panel, a *arguments) any { return stats.Change(p, a.whole()) },
	"Cumulative":  func(p *tradeflow.Panel, _ *arguments) any { return stats.Cumulative(p) },
	"YTD":         func(p *tradeflow.Panel, _ *arguments) any { return stats.YTD(p) },
	"Rolling":     func(p *tradeflow.Panel, a *arguments) any { return stats.Rolling(p, a.whole()) },
	"Index":       func(p *tradeflow.Panel, a *arguments) any { return stats.Index(p, a.periods()...) },
	"FiscalYears": func(p *tradeflow.Panel, a *arguments) any { return stats.FiscalYears(p, a.month()) },
}
