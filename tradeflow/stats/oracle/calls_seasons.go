package oracle

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/model"
)

// seasons are the models of one series after the other. "STL trend periodic", "STL
// adjusted 7 log robust"; "Breaks log trim 0.25".
var seasons = map[string]statistic{
	"STL":     func(p *tradeflow.Panel, a *arguments) any { return seasonsOf(p, a) },
	"RobustZ": func(p *tradeflow.Panel, _ *arguments) any { return model.RobustZ(p) },
	"Breaks": func(p *tradeflow.Panel, a *arguments) any {
		t := Table{Head: []string{"series", "status", "n", "sup-F", "p", "after", "breaks", "after which"}}
		for i, b := range model.Breaks(p, breakChoices(a)) {
			var dates []string
			for _, d := range b.Breaks {
				dates = append(dates, d.At.String()+" ("+d.Low.String()+" to "+d.High.String()+")")
			}
			t.Rows = append(t.Rows, []any{p.Label(i), b.Status, b.N, b.SupF, b.PValue, b.At, b.Best, orNone(dates)})
		}
		return t
	},
	"Partitions": func(p *tradeflow.Panel, a *arguments) any {
		t := Table{Head: []string{"series", "breaks", "BIC", "after which"}}
		for i, b := range model.Breaks(p, breakChoices(a)) {
			for m, bic := range b.BIC {
				var dates []string
				for _, d := range b.Dates[m] {
					dates = append(dates, d.String())
				}
				t.Rows = append(t.Rows, []any{p.Label(i), m, bic, orNone(dates)})
			}
		}
		return t
	},
	"Segments": func(p *tradeflow.Panel, a *arguments) any {
		t := Table{Head: []string{"series", "from", "to", "n", "mean"}}
		for i, b := range model.Breaks(p, breakChoices(a)) {
			for _, s := range b.Segments {
				t.Rows = append(t.Rows, []any{p.Label(i), s.From, s.To, s.N, s.Mean})
			}
		}
		return t
	},
	"BreakWarnings": func(p *tradeflow.Panel, a *arguments) any {
		t := Table{Head: []string{"series", "warning"}}
		for i, b := range model.Breaks(p, breakChoices(a)) {
			for _, w := range b.Warnings {
				t.Rows = append(t.Rows, []any{p.Label(i), w.Text})
			}
		}
		return t
	},
	"CUSUM": func(p *tradeflow.Panel, _ *arguments) any {
		t := Table{Head: []string{"series", "status", "n", "S0", "p", "at"}}
		for i, c := range model.CUSUM(p) {
			t.Rows = append(t.Rows, []any{p.Label(i), c.Status, c.N, c.S0, c.PValue, c.At})
		}
		return t
	},
	"EditionJumps": func(p *tradeflow.Panel, _ *arguments) any {
		t := Table{Head: []string{"series", "status", "from", "to", "at", "jump", "z", "n"}}
		at := cells.Places(p)
		for _, j := range model.EditionJumps(p) {
			t.Rows = append(t.Rows, []any{p.Label(at[j.Key]), j.Status, j.From, j.To, j.At, j.Jump, j.Z, j.N})
		}
		return t
	},
}

// seasonsOf takes a panel apart, and returns the part that the first word names.
func seasonsOf(p *tradeflow.Panel, a *arguments) any {
	name := a.next("a part")
	var o model.STLOptions
	if !a.has("periodic") {
		o.SeasonalWindow = a.whole()
	}
	for a.more() {
		switch {
		case a.has("log"):
			o.Log = true
		case a.has("robust"):
			o.Robust = true
		default:
			a.fail("%q is neither log nor robust", a.words)
		}
	}
	if a.err != nil {
		return p
	}
	s := model.STL(p, o)
	parts := map[string]*tradeflow.Panel{"trend": s.Trend, "seasonal": s.Seasonal, "remainder": s.Remainder, "adjusted": s.Adjusted, "weights": s.Weights}
	if parts[name] == nil {
		a.fail("%q is no part", name)
	}
	return parts[name]
}

func breakChoices(a *arguments) (o model.BreakOptions) {
	o.Log = a.has("log")
	if a.has("trim") {
		o.Trim = a.number()
	}
	return o
}

func orNone(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}
