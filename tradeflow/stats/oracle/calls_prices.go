package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// prices takes the panel of quantities by name. "Matched weight reporter partner
// ratio 10 whiskers 1.5 left" answers with what was left out; value, quantity and
// share with those panels, and unitvalue with the unit value of the two.
var prices = map[string]statistic{
	"UnitValue": func(p *tradeflow.Panel, a *arguments) any { return stats.UnitValue(p, a.panel()) },
	"Matched":   matched,
}

func matched(p *tradeflow.Panel, a *arguments) any {
	quantity, over := a.panel(), tradeflow.Dims(0)
	if a.more() && dimensions[a.words[0]] != 0 {
		over = a.dims()
	}
	var s stats.Screen
	if a.has("ratio") {
		s.MaxRatio = a.number()
	}
	if a.has("whiskers") {
		s.Whiskers = a.number()
	}
	m := stats.Matched(p, quantity, over, s)
	switch word := a.next("one of value, quantity, share, unitvalue, left"); word {
	case "value":
		return m.Value
	case "quantity":
		return m.Quantity
	case "share":
		return m.Share
	case "unitvalue":
		return stats.UnitValue(m.Value, m.Quantity)
	case "left":
		t := Table{Head: []string{"item", "period", "value", "unit value", "why"}}
		for _, l := range m.Left {
			named := tradeflow.Panel{Series: []tradeflow.Series{{Key: l.Key}}}
			t.Rows = append(t.Rows, []any{named.Label(0), l.Period, l.Value, l.UnitValue, l.Why})
		}
		return t
	default:
		a.fail("%q is none of value, quantity, share, unitvalue, left", word)
	}
	return nil
}
