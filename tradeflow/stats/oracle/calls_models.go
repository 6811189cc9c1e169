package oracle

import (
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/model"
)

var models = map[string]statistic{
	"DiD": func(p *tradeflow.Panel, a *arguments) any {
		return effect(model.DiD(p, a.panel(), a.design()))
	},
	"PPML": func(p *tradeflow.Panel, a *arguments) any {
		return effect(model.PPML(p, a.panel(), a.design()))
	},
	"EventStudy": func(p *tradeflow.Panel, a *arguments) any {
		e := model.EventStudy(p, a.panel(), a.design())
		t := Table{Head: []string{"period", "estimate", "error", "low", "high", "treated", "control", "status"}}
		for i, period := range e.Times {
			t.Rows = append(t.Rows, []any{period, e.Estimate[i], e.SE[i], e.Low[i], e.High[i], e.Treated[i], e.Control[i], e.Statuses[i]})
		}
		return t
	},
	"EventStudyWild": func(p *tradeflow.Panel, a *arguments) any {
		e := model.EventStudy(p, a.panel(), a.design())
		t := Table{Head: []string{"period", "wild p"}}
		for i, period := range e.Times {
			t.Rows = append(t.Rows, []any{period, e.WildP[i]})
		}
		return t
	},
	"EventStudyTest": func(p *tradeflow.Panel, a *arguments) any {
		e := model.EventStudy(p, a.panel(), a.design())
		return Table{[]string{"what", "number"}, append([][]any{{"status", e.Status}, {"numbers", e.N}}, before(e.PreTrend, e.PreSlope)...)}
	},
	"Raw": func(p *tradeflow.Panel, a *arguments) any {
		r := model.DiD(p, a.panel(), a.design()).Raw
		return Table{[]string{"what", "number"}, [][]any{{"status", r.Status}, {"treated before", r.TreatedBefore}, {"treated after", r.TreatedAfter},
			{"control before", r.ControlBefore}, {"control after", r.ControlAfter}, {"log", r.Log}, {"percent", r.Percent}}}
	},
}

// design reads "2022 reference 2021 by partner": from when on, and what else.
func (a *arguments) design() model.Design {
	d := model.Design{After: a.period()}
	if a.has("reference") {
		d.Reference = a.period()
	}
	if a.has("by") {
		d.Cluster = a.dims()
	}
	return d
}

func effect(e model.Effect) Table {
	t := Table{Head: []string{"what", "number"}}
	add := func(what string, v any) { t.Rows = append(t.Rows, []any{what, v}) }
	add("status", e.Status)
	add("estimate", e.Estimate)
	add("error", e.SE)
	add("t", e.T)
	add("p", e.P)
	add("low", e.Low)
	add("high", e.High)
	add("percent", e.Percent)
	add("wild p", e.WildP)
	add("numbers", e.N)
	add("series", e.Series)
	add("periods", e.Periods)
	add("clusters", e.Clusters)
	add("identifying treated", e.TreatedIdentifying)
	add("identifying control", e.ControlIdentifying)
	for _, d := range e.Dropped {
		add("dropped: "+d.Why, d.Cells)
	}
	t.Rows = append(t.Rows, before(e.PreTrend, e.PreSlope)...)
	return t
}

func before(t model.Test, s model.Slope) [][]any {
	return [][]any{{"pre-trend", t.Status}, {"F", t.F}, {"F p", t.P}, {"F df 1", t.DF1}, {"F df 2", t.DF2},
		{"pre-slope", s.Status}, {"slope", s.Estimate}, {"slope error", s.SE}, {"slope p", s.P}}
}
