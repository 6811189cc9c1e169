package oracle

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var mirrors = map[string]statistic{
	// MirrorGap imports difference 1.06, and "valued FOB CIF" behind it
	"MirrorGap": func(p *tradeflow.Panel, a *arguments) any {
		mirror := a.panel()
		m := a.mirror()
		exports, imports := *p, *mirror
		if a.has("valued") {
			exports.Valuation, imports.Valuation = a.next("a valuation"), a.next("a valuation")
		}
		return stats.MirrorGap(&exports, &imports, m)
	},
	// Asymmetry imports partner difference 1.06
	"Asymmetry": func(p *tradeflow.Panel, a *arguments) any {
		mirror := a.panel()
		over := a.dims()
		return stats.Asymmetry(p, mirror, over, a.mirror())
	},
	"Reconstruct": func(p *tradeflow.Panel, a *arguments) any { return a.reconstruct(p).Panel },
	// Contributors takes the words of Reconstruct, and answers with the list
	"Contributors": func(p *tradeflow.Panel, a *arguments) any {
		r := a.reconstruct(p)
		t := Table{Head: []string{"country", "share", "in", "missing"}}
		for _, c := range r.Contributors {
			in, missing := "no", []string{}
			if c.In {
				in = "yes"
			}
			for _, period := range c.Missing {
				missing = append(missing, period.String())
			}
			t.Rows = append(t.Rows, []any{c.Country, c.Share, in, strings.Join(missing, " ")})
		}
		t.Rows = append(t.Rows, []any{"coverage", r.Coverage, "", ""})
		return t
	},
}

var forms = map[string]stats.MirrorForm{"difference": stats.GapDifference, "ratio": stats.GapRatio, "log": stats.GapLog, "symmetric": stats.GapSymmetric}

// mirror takes a form and, if one follows, a factor.
func (a *arguments) mirror() (m stats.Mirror) {
	word := a.next("a form")
	form, known := forms[word]
	if !known {
		a.fail("%q is no form of a gap", word)
	}
	m.Form = form
	if a.more() && a.words[0] != "valued" {
		m.CIF = a.number()
	}
	return m
}

// reconstruct takes "RUS 2021", then any of "from exports 1.06", "own declared",
// "varying".
func (a *arguments) reconstruct(p *tradeflow.Panel) stats.Reconstruction {
	s := stats.Silent{Reporter: a.country(), Base: a.period()}
	mirror := *p
	var own *tradeflow.Panel
	if a.has("from") {
		mirror.Query.Direction = tradeflow.Export
		if a.next("exports or imports") == "imports" {
			mirror.Query.Direction = tradeflow.Import
		}
		s.CIF = a.number()
	}
	if a.has("own") {
		own = a.panel()
	}
	s.Varying = a.has("varying")
	return stats.Reconstruct(&mirror, own, s)
}
