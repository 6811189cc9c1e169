package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var shares = map[string]statistic{
	"Share":    func(p *tradeflow.Panel, a *arguments) any { return stats.Share(p, a.dims()) },
	"ShareOf":  func(p *tradeflow.Panel, a *arguments) any { return stats.ShareOf(p, a.panel()) },
	"Coverage": func(p *tradeflow.Panel, a *arguments) any { return stats.Coverage(p, a.panel()) },
	"Diff":     func(p *tradeflow.Panel, _ *arguments) any { return stats.Diff(p) },
	"ShareChange": func(p *tradeflow.Panel, a *arguments) any {
		own, total := stats.ShareChange(p, a.dims())
		if a.has("own") {
			return own
		}
		if !a.has("total") {
			a.fail("lacks own or total")
		}
		return total
	},
	"Turnover": func(p *tradeflow.Panel, a *arguments) any { return stats.Turnover(p, a.dims()) },
	"TopAndOthers": func(p *tradeflow.Panel, a *arguments) any {
		return stats.TopAndOthers(p, a.whole(), a.dims(), a.periods()...)
	},
	"HHI":                func(p *tradeflow.Panel, a *arguments) any { return stats.HHI(p, a.dims()) },
	"HHIPoints":          func(p *tradeflow.Panel, a *arguments) any { return stats.HHIPoints(p, a.dims()) },
	"HHIOf":              func(p *tradeflow.Panel, a *arguments) any { return stats.HHIOf(p, a.panel()) },
	"NormalisedHHI":      func(p *tradeflow.Panel, a *arguments) any { return stats.NormalisedHHI(p, a.dims()) },
	"ConcentrationIndex": func(p *tradeflow.Panel, a *arguments) any { return stats.ConcentrationIndex(p, a.dims()) },
	"EffectiveNumber":    func(p *tradeflow.Panel, a *arguments) any { return stats.EffectiveNumber(p, a.dims()) },
	"Members":            func(p *tradeflow.Panel, a *arguments) any { return stats.Members(p, a.dims()) },
	"Entropy":            func(p *tradeflow.Panel, a *arguments) any { return stats.Entropy(p, a.dims()) },
	"Theil":              func(p *tradeflow.Panel, a *arguments) any { return stats.Theil(p, a.dims()) },
	"Gini":               func(p *tradeflow.Panel, a *arguments) any { return stats.Gini(p, a.dims()) },
	"CR":                 func(p *tradeflow.Panel, a *arguments) any { return stats.CR(p, a.dims(), a.whole()) },
	"MergerHHI": func(p *tradeflow.Panel, a *arguments) any {
		over, x, y := a.dims(), a.country(), a.country()
		return stats.MergerHHI(p, over, func(k tradeflow.Key) bool {
			return k.Partner == x || k.Partner == y || k.Category != "" && (k.Category == string(x) || k.Category == string(y))
		})
	},
}
