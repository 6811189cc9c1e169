package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// structure takes the reference, or the panel of imports, by name: "RCA" is against
// the reporters listed, "RCA world" against the panel called world.
var structure = map[string]statistic{
	"RCA":  func(p *tradeflow.Panel, a *arguments) any { return stats.RCA(p, a.reference()) },
	"RSCA": func(p *tradeflow.Panel, a *arguments) any { return stats.RSCA(p, a.reference()) },
	"Diversification": func(p *tradeflow.Panel, a *arguments) any {
		return stats.Diversification(p, a.reference())
	},
	"Krugman":         func(p *tradeflow.Panel, a *arguments) any { return stats.Krugman(p, a.reference()) },
	"Similarity":      func(p *tradeflow.Panel, a *arguments) any { return stats.Similarity(p, a.panel()) },
	"Complementarity": func(p *tradeflow.Panel, a *arguments) any { return stats.Complementarity(p, a.panel()) },
	"TradeIntensity":  func(p *tradeflow.Panel, a *arguments) any { return stats.TradeIntensity(p, a.reference()) },
	"GrubelLloyd": func(p *tradeflow.Panel, a *arguments) any {
		return stats.GrubelLloyd(p, a.panel(), a.anyDims())
	},
	"MarginalIIT": func(p *tradeflow.Panel, a *arguments) any {
		return stats.MarginalIIT(p, a.panel(), a.anyDims())
	},
	"Openness": func(p *tradeflow.Panel, a *arguments) any { return stats.Openness(p, a.panel(), a.panel()) },
	"NetImportReliance": func(p *tradeflow.Panel, a *arguments) any {
		return stats.NetImportReliance(p, a.panel(), a.panel())
	},
}

// reference takes the name of a panel, if there is one.
func (a *arguments) reference() *tradeflow.Panel {
	if !a.more() {
		return nil
	}
	return a.panel()
}

// anyDims takes as many words as name dimensions, and none is none.
func (a *arguments) anyDims() tradeflow.Dims {
	if !a.more() {
		return 0
	}
	return a.dims()
}
