package chart

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// join makes one panel of the stages, or says why they are not stages of one
// diagram.
func join(stages []*tradeflow.Panel) (*network, error) {
	if len(stages) == 0 || len(stages) > mostStages {
		return nil, fmt.Errorf("chart: Sankey of %d panels: give one, two or three, such as the exports to hubs and those of the hubs", len(stages))
	}
	var periods []tradeflow.Period
	for k, p := range stages {
		if err := fitting(stages, k); err != nil {
			return nil, err
		}
		for _, t := range p.Periods {
			if !slices.Contains(periods, t) {
				periods = append(periods, t)
			}
		}
	}
	if len(periods) > 2 {
		return nil, fmt.Errorf("chart: Sankey draws one or two periods, and the panels have %d: choose them with panel.At", len(periods))
	}
	slices.SortFunc(periods, tradeflow.Period.Compare)

	first := stages[0]
	n := &network{panel: first.Empty(periods), last: len(stages)}
	q := &n.panel.Query
	q.Reporters, q.Partners, q.By = nil, nil, tradeflow.Reporter|tradeflow.Partner
	n.panel.Ledger, n.panel.Warnings, n.panel.Sources = nil, nil, nil
	var valuations []string
	for k, p := range stages {
		if p.Query.Direction != q.Direction {
			q.Direction = 0
		}
		if !slices.Contains(valuations, p.Valuation) {
			valuations = append(valuations, p.Valuation)
		}
		for _, s := range p.Sources {
			if !slices.Contains(n.panel.Sources, s) {
				n.panel.Sources = append(n.panel.Sources, s)
			}
		}
		for _, w := range p.Warnings {
			n.panel.Warn(w.Kind, w.Text)
		}
		if err := n.add(p.At(periods...), k); err != nil {
			return nil, err
		}
	}
	n.panel.Valuation = strings.Join(slices.DeleteFunc(valuations, func(v string) bool { return v == "" }), " and ")
	n.passHubs(len(stages))
	return n, nil
}

// fitting says why stage k does not belong to the first.
func fitting(stages []*tradeflow.Panel, k int) error {
	p, first := stages[k], stages[0]
	fault := func(format string, args ...any) error {
		return fmt.Errorf("chart: Sankey: panel %d "+format, append([]any{k + 1}, args...)...)
	}
	switch {
	case p == nil:
		return fault("is nil")
	case len(p.Series) == 0:
		return fault("has no series: ask for flows that the input has")
	case len(p.Periods) == 0:
		return fault("has no periods: ask for a time that the input covers")
	case p.Unit.Kind != tradeflow.Amount:
		return fault("is of %s: bands add up, so they need amounts", p.Unit)
	case p.Unit != first.Unit:
		return fault("is in %s and the first in %s, which have no scale in common", p.Unit, first.Unit)
	case clean(p.Statistic) != clean(first.Statistic):
		return fault("is of %q and the first of %q, which have no scale in common", clean(p.Statistic), clean(first.Statistic))
	}
	k0 := p.Series[0].Key
	for i := range p.Series {
		s := &p.Series[i]
		if s.Key.Category != k0.Category || s.Key.Commodity != k0.Commodity {
			return fault("is of several categories or commodities: choose one with panel.Only, or add them up with panel.Sum(tradeflow.Category)")
		}
		for j := range p.Periods {
			if c := read(s, j); c.known && c.raw < 0 {
				return fault("has a flow below zero, which has no height")
			}
		}
	}
	if goods(p) != goods(first) || schemeOf(p) != schemeOf(first) {
		return fault("is of other goods than the first")
	}
	return nil
}

// schemeOf identifies the scheme whose goods a panel is about.
func schemeOf(p *tradeflow.Panel) string {
	if p.Query.Scheme == nil {
		return ""
	}
	return p.Query.Scheme.Hash()
}

// add appends the series of stage k.
func (n *network) add(p *tradeflow.Panel, k int) error {
	begin := len(n.links)
	for _, s := range p.Series {
		l := link{from: k, to: k + 1, source: s.Key.Reporter, target: s.Key.Partner}
		if l.source == "" && len(p.Query.Reporters) == 1 {
			l.source = p.Query.Reporters[0]
		}
		if l.target == "" && len(p.Query.Partners) == 1 {
			l.target = p.Query.Partners[0]
		}
		if l.source == "" || l.target == "" {
			return fmt.Errorf("chart: Sankey: panel %d does not say from where to where its flows go: ask for By: tradeflow.Reporter | tradeflow.Partner", k+1)
		}
		if d := p.Query.Direction; d == tradeflow.Import || d == tradeflow.ReImport {
			l.source, l.target = l.target, l.source
		}
		if slices.Contains(n.links, l) {
			return fmt.Errorf("chart: Sankey: panel %d has the flow %s%s%s twice", k+1, economy(l.source), arrow, economy(l.target))
		}
		n.links = append(n.links, l)
		s.Key.Reporter, s.Key.Partner = l.source, l.target
		n.panel.Series = append(n.panel.Series, s)
	}
	var sources, targets []tradeflow.Country
	for _, l := range n.links[begin:] {
		sources, targets = append(sources, l.source), append(targets, l.target)
	}
	return errors.Join(twice(sources), twice(targets))
}

// twice refuses a column in which an aggregate stands beside one of its members:
// their goods would be drawn twice.
func twice(column []tradeflow.Country) error {
	slices.Sort(column)
	column = slices.Compact(column)
	for _, group := range column {
		for _, c := range column {
			if group == c || !group.IsAggregate() {
				continue
			}
			if !places.HasMembers(string(group)) || c.IsAggregate() || places.EverMember(string(group), string(c)) {
				return fmt.Errorf("chart: Sankey draws %s beside %s, which may be a part of it: leave one of them out with panel.Only", group.Name(), c.Name())
			}
		}
	}
	return nil
}

// passHubs finds the flows that go past columns: their target is no source of the
// next stage, but a later one begins or ends there.
func (n *network) passHubs(stages int) {
	begins := make([][]tradeflow.Country, stages+1)
	ends := make([][]tradeflow.Country, stages+1)
	for _, l := range n.links {
		begins[l.from] = append(begins[l.from], l.source)
		ends[l.from+1] = append(ends[l.from+1], l.target)
	}
	for i := range n.links {
		l := &n.links[i]
		if slices.Contains(begins[l.from+1], l.target) {
			continue
		}
		for column := l.from + 2; column <= stages; column++ {
			if slices.Contains(begins[column], l.target) || slices.Contains(ends[column], l.target) {
				l.to = column
				break
			}
		}
	}
}
