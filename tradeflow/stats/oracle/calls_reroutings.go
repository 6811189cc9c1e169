package oracle

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/reroute"
)

// reroutings answer with a column for each hub and its goods.
var reroutings = map[string]statistic{
	// Screen RUS from DEU+FRA via KAZ before 2021 after 2022, and any of "onward
	// panel", "arrivals panel", "weights panel panel", "floor 5", "cif 1.06",
	// "civilian toys", "comparable MNG+AZE"
	"Screen": func(p *tradeflow.Panel, a *arguments) any {
		return a.screens(p, func(c reroute.Component) any {
			if c.Status.HasNumber() {
				return c.Value
			}
			return statusName(c.Status)
		})
	},
	// RestsOn takes the words of Screen, and answers with what each number rests on.
	"RestsOn": func(p *tradeflow.Panel, a *arguments) any {
		return a.screens(p, func(c reroute.Component) any { return c.N })
	},
	// Levels takes the words of Screen, and answers with the flows, before and after.
	"Levels": func(p *tradeflow.Panel, a *arguments) any {
		s := a.screening(p)
		t := Table{Head: []string{"hub", "goods", "flow", "before", "after"}}
		for _, r := range s.Results {
			for _, f := range []struct {
				name string
				flow reroute.Flow
			}{{"direct", r.Direct}, {"supply", r.Supply}, {"onward", r.Onward}, {"arrivals", r.Arrivals}} {
				t.Rows = append(t.Rows, []any{r.Hub, r.Category, f.name, level(f.flow.Before), level(f.flow.After)})
			}
		}
		return t
	},
	// Steps takes the words of Screen, and answers with the steps that timing lies between.
	"Steps": func(p *tradeflow.Panel, a *arguments) any {
		s := a.screening(p)
		t := Table{Head: []string{"hub", "goods", "step", "at", "before", "after", "p"}}
		for _, r := range s.Results {
			for _, f := range []struct {
				name string
				step reroute.Step
			}{{"fall", r.Fall}, {"rise", r.Rise}} {
				row := []any{r.Hub, r.Category, f.name, "none", "none", "none", "none"}
				if f.step.At.IsValid() {
					copy(row[3:], []any{f.step.At, f.step.Before, f.step.After, f.step.P})
				}
				t.Rows = append(t.Rows, row)
			}
		}
		return t
	},
	// ScreenWarnings takes the words of Screen, and answers with the warnings.
	"ScreenWarnings": func(p *tradeflow.Panel, a *arguments) any {
		t := Table{Head: []string{"about", "text"}}
		for _, w := range a.screening(p).Warnings {
			t.Rows = append(t.Rows, []any{string(w.Kind), w.Text})
		}
		return t
	},
}

func level(l reroute.Level) any {
	if l.Status.HasNumber() {
		return l.Value
	}
	return statusName(l.Status)
}

func statusName(s tradeflow.Status) string {
	for name, status := range statuses {
		if status == s {
			return name
		}
	}
	return s.String()
}

func (a *arguments) screens(p *tradeflow.Panel, show func(reroute.Component) any) Table {
	s := a.screening(p)
	t := Table{Head: []string{"screen"}}
	for i := range s.Results {
		r := &s.Results[i]
		t.Head = append(t.Head, strings.TrimSpace(string(r.Hub)+" "+r.Category+r.Commodity.String()))
		for j, c := range r.Components() {
			if i == 0 {
				t.Rows = append(t.Rows, []any{c.Name})
			}
			t.Rows[j] = append(t.Rows[j], show(c))
		}
	}
	return t
}

func (a *arguments) screening(p *tradeflow.Panel) reroute.Screening {
	f, q := reroute.Flows{Supply: p}, reroute.Screens{Target: a.country()}
	list := func(what string) (all []tradeflow.Country) {
		for c := range strings.SplitSeq(a.next(what), "+") {
			all = append(all, tradeflow.Country(c))
		}
		return all
	}
	for a.more() {
		switch word := a.next("a word"); word {
		case "from":
			q.Sanctioners = list("sanctioners")
		case "via":
			q.Hubs = list("hubs")
		case "comparable":
			q.Comparable = list("comparable hubs")
		case "civilian":
			q.Civilian = strings.Split(a.next("categories"), "+")
		case "before":
			q.Before = a.period()
		case "after":
			q.After = a.period()
		case "floor":
			q.Floor = a.number()
		case "cif":
			q.CIF = a.number()
		case "onward":
			f.Onward = a.panel()
		case "arrivals":
			f.Arrivals = a.panel()
		case "weights":
			f.SupplyWeight, f.OnwardWeight = a.panel(), a.panel()
		default:
			a.fail("%q is no word of a screen", word)
		}
	}
	if a.err != nil {
		return reroute.Screening{}
	}
	return reroute.Screen(f, q)
}
