package oracle

import "github.com/tradeflow-go/dualuse/tradeflow"

// shapes are what panels do themselves.
var shapes = map[string]statistic{
	"At": func(p *tradeflow.Panel, a *arguments) any { return p.At(a.periods()...) },
	"Sum": func(p *tradeflow.Panel, a *arguments) any {
		q, err := p.Sum(a.dims())
		if err != nil {
			a.fail("%v", err)
		}
		return q
	},
}
