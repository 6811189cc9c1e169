package reroute

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// tell adds what the reader must know beside the components.
func (l *desk) tell(s *Screening) {
	var notes tradeflow.Panel // keeps each warning once
	notes.Warn(tradeflow.AboutCountries, "these screens say where to look, and show no shipment, origin or intent; components are not to be added up")
	l.tellUnknown(s, &notes)
	b, a := l.q.Before, l.q.After
	if b.Months()%12 != 0 || a.Months()%12 != 0 {
		_, from := b.Start()
		if _, then := a.Start(); b.Months() != a.Months() || from != then {
			notes.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s and %s are compared per month, but do not cover the same calendar months: the season is in every change", b.Words(), a.Words()))
		}
	}
	l.tellUnits(&notes)
	l.tellRanges(&notes)
	l.tellWeightless(&notes)
	for _, c := range l.q.Sanctioners {
		if c.IsAggregate() && len(l.q.Sanctioners) > 1 {
			notes.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s stands for several economies: those among the other sanctioners count twice", c.Name()))
		}
	}
	for _, p := range []*tradeflow.Panel{l.f.Supply, l.f.Onward, l.f.Arrivals, l.f.SupplyWeight, l.f.OnwardWeight} {
		if p != nil {
			cells.Remember(&notes, p)
		}
	}
	s.Warnings, s.Sources, s.Ledger = notes.Warnings, notes.Sources, notes.Ledger
}

// tellRanges names what may hold more than is certain.
func (l *desk) tellRanges(notes *tradeflow.Panel) {
	books := []*book{l.supply, l.onward, l.arrivals}
	for _, w := range []*weighed{l.supplyWeighed, l.onwardWeighed} {
		if w != nil {
			books = append(books, w.weight)
		}
	}
	for _, b := range books {
		if b == nil {
			continue
		}
		var found []int
		for k := range b.ranges {
			found = append(found, b.at[k])
		}
		slices.SortFunc(found, func(i, j int) int { return b.panel.Series[i].Key.Compare(b.panel.Series[j].Key) })
		if len(found) > 0 {
			notes.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %s may hold more than is certain: what is certain is used where a sum may be up to %.0f %% more, else nothing is computed",
				b.panel.Statistic, cells.Some(len(found), func(i int) string { return b.panel.Label(found[i]) }), 100*cells.Tolerance(b.panel)))
		}
	}
}

// tellWeightless names whose values are left out of pass-through.
func (l *desk) tellWeightless(notes *tradeflow.Panel) {
	var who []string
	for _, w := range []*weighed{l.supplyWeighed, l.onwardWeighed} {
		if w == nil {
			continue
		}
		for _, c := range slices.Sorted(maps.Keys(w.left)) {
			if part := w.left[c]; part > 1e-9 {
				who = append(who, fmt.Sprintf("%s (%s)", c.Name(), tradeflow.Unit{Kind: tradeflow.ShareOf}.Format(part)))
			}
		}
	}
	if len(who) > 0 {
		notes.Warn(tradeflow.AboutAmounts, "pass-through leaves out what has a value and no weight; so much, at most, of a flow in a window: "+cells.Some(len(who), func(i int) string { return who[i] }))
	}
}

// tellUnknown names the sanctioners and hubs whose declarations are not known.
func (l *desk) tellUnknown(s *Screening, notes *tradeflow.Panel) {
	var sanctioners, hubs []tradeflow.Country
	for i := range s.Results {
		r := &s.Results[i]
		sanctioners = append(append(sanctioners, r.Direct.Unknown...), r.Supply.Unknown...)
		if l.onward != nil {
			hubs = append(hubs, r.Onward.Unknown...)
		}
		if l.arrivals != nil {
			hubs = append(hubs, r.Arrivals.Unknown...)
		}
	}
	for _, list := range []struct {
		who []tradeflow.Country
		why string
	}{
		{sanctioners, "no total of the sanctioners for some or all hubs and categories, because not all of both windows is known of "},
		{hubs, "not all of both windows is known, for some or all categories, of what these hubs declare: "},
	} {
		slices.Sort(list.who)
		if who := slices.Compact(list.who); len(who) > 0 {
			notes.Warn(tradeflow.AboutCoverage, list.why+cells.Some(len(who), func(i int) string { return who[i].Name() }))
		}
	}
}

// tellUnits says what is not comparable, and what freight does.
func (l *desk) tellUnits(notes *tradeflow.Panel) {
	supply := l.f.Supply
	for _, other := range []struct {
		what  string
		panel *tradeflow.Panel
	}{{"onward exports", l.f.Onward}, {"arrivals", l.f.Arrivals}} {
		if p := other.panel; p != nil && p.Unit != supply.Unit {
			notes.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s are in %s and supply in %s: they are not compared", other.what, p.Unit.Name, supply.Unit.Name))
		}
	}
	if l.f.Arrivals == nil {
		return
	}
	switch v, f := l.f.Arrivals.Valuation, l.factor(); {
	case f != 1 && v == "FOB":
		notes.Warn(tradeflow.AboutAmounts, fmt.Sprintf("the hubs' imports are valued FOB: dividing by %s takes off freight that is not in them", strconv.FormatFloat(f, 'g', -1, 64)))
	case f == 1 && v == "CIF" && supply.Valuation == "FOB":
		notes.Warn(tradeflow.AboutAmounts, "the hubs' imports are valued CIF and the exports to them FOB: freight hides a part of what is missing")
	}
}

// Rows returns the screening as a table for readers: a head, and a row for each
// component of each result, with its levels before and after. The last column is the caveat.
func (s *Screening) Rows() [][]string {
	rows := [][]string{{"hub", "goods", "screen", "before", "after", "value", "rests on", "caveat"}}
	for i := range s.Results {
		r := &s.Results[i]
		goods := r.Category
		if r.Commodity.IsValid() {
			goods = "HS " + r.Commodity.String()
			if r.Category != "" {
				goods = r.Category + ", " + goods
			}
		}
		for _, c := range r.Components() {
			rows = append(rows, []string{r.Hub.Name(), goods, c.Name, c.LevelUnit.Format(c.Before), c.LevelUnit.Format(c.After), c.String(), fmt.Sprintf("%d %s", c.N, c.Of), c.Caveat})
		}
	}
	return rows
}

// String returns the number in its unit, or why there is none.
func (c Component) String() string {
	switch {
	case !c.Status.HasNumber():
		return cmp.Or(c.Why, c.Status.String())
	case c.Unit.Name == "months" && math.Abs(c.Value) == 1:
		return strings.TrimSuffix(c.Unit.Format(c.Value), "s")
	}
	return c.Unit.Format(c.Value)
}
