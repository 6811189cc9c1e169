package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var overTime = map[string]statistic{
	"YoY":          func(p *tradeflow.Panel, _ *arguments) any { return stats.YoY(p) },
	"MoM":          func(p *tradeflow.Panel, _ *arguments) any { return stats.MoM(p) },
	"Change":       func(p *tradeflow.Panel, a *arguments) any { return stats.Change(p, a.whole()) },
	"LogChange":    func(p *tradeflow.Panel, a *arguments) any { return stats.LogChange(p, a.whole()) },
	"Difference":   func(p *tradeflow.Panel, a *arguments) any { return stats.Difference(p, a.whole()) },
	"Growth":       func(p *tradeflow.Panel, _ *arguments) any { return stats.Growth(p) },
	"Cumulative":   func(p *tradeflow.Panel, _ *arguments) any { return stats.Cumulative(p) },
	"YTD":          func(p *tradeflow.Panel, _ *arguments) any { return stats.YTD(p) },
	"Rolling":      func(p *tradeflow.Panel, a *arguments) any { return stats.Rolling(p, a.whole()) },
	"Mean":         func(p *tradeflow.Panel, a *arguments) any { return stats.Mean(p, a.periods()...) },
	"Index":        func(p *tradeflow.Panel, a *arguments) any { return stats.Index(p, a.periods()...) },
	"FiscalYears":  func(p *tradeflow.Panel, a *arguments) any { return stats.FiscalYears(p, a.month()) },
	"CAGR":         func(p *tradeflow.Panel, _ *arguments) any { return stats.CAGR(p) },
	"TrendGrowth":  func(p *tradeflow.Panel, _ *arguments) any { return stats.TrendGrowth(p) },
	"LogTrend":     func(p *tradeflow.Panel, _ *arguments) any { return stats.LogTrend(p) },
	"FromPeak":     func(p *tradeflow.Panel, _ *arguments) any { return stats.FromPeak(p) },
	"Contribution": func(p *tradeflow.Panel, a *arguments) any { return stats.Contribution(p, a.dims(), a.whole()) },
	"Sub":          func(p *tradeflow.Panel, a *arguments) any { return stats.Sub(p, a.panel()) },
	"Ratio":        func(p *tradeflow.Panel, a *arguments) any { return stats.Ratio(p, a.panel()) },

	// what a query and a publisher would say
	"Floor": func(p *tradeflow.Panel, a *arguments) any {
		q := p.Only(func(tradeflow.Key) bool { return true })
		q.Query.Floor = a.number()
		return q
	},
	"Adjusted": func(p *tradeflow.Panel, _ *arguments) any {
		q := p.Only(func(tradeflow.Key) bool { return true })
		q.Statistic += ", seasonally adjusted"
		return q
	},
}
