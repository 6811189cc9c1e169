package oracle

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/decompose"
)

// decompositions answer with one panel of theirs, which the last words name: an
// effect or "change"; or "price", "volume", "value", "matched" or "drift".
var decompositions = map[string]statistic{
	// "ShiftShare mix" takes the sum of the panel for the nation, "ShiftShare nation mix" the panel called nation.
	"ShiftShare": func(p *tradeflow.Panel, a *arguments) any {
		var nation *tradeflow.Panel
		if len(a.words) > 0 && a.input.named[a.words[0]] != nil {
			nation = a.panel()
		}
		return a.effect(decompose.ShiftShare(p, nation))
	},
	// "MarketShare world market", with CommodityFirst or MarketFirst before the effect.
	"MarketShare": func(p *tradeflow.Panel, a *arguments) any {
		world, order := a.panel(), decompose.Shapley
		switch {
		case a.has("CommodityFirst"):
			order = decompose.CommodityFirst
		case a.has("MarketFirst"):
			order = decompose.MarketFirst
		}
		return a.effect(decompose.MarketShare(p, world, order))
	},
	"LMDI":   func(p *tradeflow.Panel, a *arguments) any { return a.effect(decompose.LMDI(p, a.panel())) },
	"Bennet": func(p *tradeflow.Panel, a *arguments) any { return a.effect(decompose.Bennet(p, a.panel())) },
	"Margins": func(p *tradeflow.Panel, a *arguments) any {
		over, floor := a.dims(), a.number()
		return a.effect(decompose.Margins(p, over, floor))
	},
	// "PriceIndex quantity commodity Fisher price", with chained before the last word.
	"PriceIndex": func(p *tradeflow.Panel, a *arguments) any {
		quantity, over, name := a.panel(), a.dims(), a.next("a formula")
		formula, known := formulas[name]
		if !known {
			a.fail("%q is no formula", name)
		}
		all := decompose.PriceIndex(p, quantity, over, formula, a.has("chained"))
		switch word := a.next("which index"); word {
		case "price":
			return all.Price
		case "volume":
			return all.Volume
		case "value":
			return all.Value
		case "matched":
			return all.Matched
		case "drift":
			return all.Drift
		default:
			a.fail("%q is none of the indices", word)
			return all.Price
		}
	},
}

var formulas = map[string]decompose.Formula{
	"Laspeyres": decompose.Laspeyres, "Paasche": decompose.Paasche, "Fisher": decompose.Fisher, "Tornqvist": decompose.Tornqvist,
	"Walsh": decompose.Walsh, "SatoVartia": decompose.SatoVartia, "MontgomeryVartia": decompose.MontgomeryVartia,
}

// effect takes the words that are left as the name of an effect.
func (a *arguments) effect(d decompose.Decomposition) *tradeflow.Panel {
	name := strings.Join(a.words, " ")
	a.words = nil
	for _, e := range d.Effects {
		if e.Name == name {
			return e.Panel
		}
	}
	if name != "change" {
		a.fail("%q is no effect", name)
	}
	return d.Change
}
