package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/reroute"
)

// perMonth is the statistic of a screening's flows.
const perMonth = "average per month"

// Routes draws the flows of a screening as a Sankey diagram: what the sanctioners
// sell to the target directly and to each hub, and what the hubs sell to the
// target, per month before and after. All goods of the screening are added up; for
// some of them, leave the other Results out. A sum is unknown where a part is. What
// a hub gets and what it sends on are two declarations, and show no shipment: the
// note says so.
func Routes(s reroute.Screening) *Figure {
	q := s.Question
	periods := []tradeflow.Period{q.Before, q.After}
	n := strconv.Itoa(len(q.Sanctioners))
	everyone := tradeflow.Country("Sanctioners (" + n + ")")
	if len(q.Sanctioners) == 1 {
		everyone = q.Sanctioners[0]
	}
	stage := func(unit tradeflow.Unit) *tradeflow.Panel {
		p := &tradeflow.Panel{Statistic: perMonth, Periods: periods, Sources: s.Sources, Query: tradeflow.Query{By: tradeflow.Reporter | tradeflow.Partner}}
		p.Unit = tradeflow.Unit{Name: strings.TrimSuffix(unit.Name, " per month")}
		return p
	}
	var supplyUnit, onwardUnit tradeflow.Unit
	if len(s.Results) > 0 {
		supplyUnit, onwardUnit = s.Results[0].HubIncrease.Unit, s.Results[0].OnwardIncrease.Unit
	}
	first, second := stage(supplyUnit), stage(onwardUnit)
	first.Warnings = s.Warnings

	goods := goodsOf(s)
	direct := newFlows(everyone, q.Target, goods)
	for _, g := range goods { // every hub has the same direct flow
		for i := range s.Results {
			if r := &s.Results[i]; isGoods(r, g) {
				direct.add(r.Direct)
				break
			}
		}
	}
	first.Series = append(first.Series, direct.series)
	for _, hub := range q.Hubs {
		supply, onward := newFlows(everyone, hub, goods), newFlows(hub, q.Target, goods)
		for i := range s.Results {
			if r := &s.Results[i]; r.Hub == hub {
				supply.add(r.Supply)
				onward.add(r.Onward)
			}
		}
		first.Series = append(first.Series, supply.series)
		second.Series = append(second.Series, onward.series)
	}
	if len(s.Results) == 0 {
		first.Series = nil
	}
	if len(goods) > 1 {
		first.Statistic += fmt.Sprintf(" of %d goods", len(goods))
		second.Statistic = first.Statistic
	}
	f := Sankey(first, second)
	f.Subtitle = strings.Replace(f.Subtitle, " from Sanctioners ("+n+") ", " from "+n+" sanctioners ", 1)
	return f
}

func isGoods(r *reroute.Result, k tradeflow.Key) bool {
	return r.Category == k.Category && r.Commodity == k.Commodity
}

// goodsOf lists what the results are about.
func goodsOf(s reroute.Screening) (goods []tradeflow.Key) {
	known := map[tradeflow.Key]bool{}
	for _, r := range s.Results {
		if k := (tradeflow.Key{Category: r.Category, Commodity: r.Commodity}); !known[k] {
			known[k] = true
			goods = append(goods, k)
		}
	}
	return goods
}

// flowSum adds up flows of several goods before and after.
type flowSum struct {
	series tradeflow.Series
	begun  bool
}

func newFlows(from, to tradeflow.Country, goods []tradeflow.Key) *flowSum {
	k := tradeflow.Key{Category: "", Commodity: hscodes.Code{}}
	if len(goods) == 1 {
		k = goods[0]
	}
	k.Reporter, k.Partner = from, to
	return &flowSum{series: tradeflow.NewSeries(k, 2, tradeflow.NotReported)}
}

func (f *flowSum) add(flow reroute.Flow) {
	s := &f.series
	for j, l := range []reroute.Level{flow.Before, flow.After} {
		switch {
		case !f.begun:
			s.Set(j, l.Value, l.Value, l.Status)
		case !s.Status[j].HasNumber():
		case !l.Status.HasNumber():
			s.Set(j, math.NaN(), math.NaN(), l.Status)
		default:
			sum := s.Values[j] + l.Value
			s.Set(j, sum, sum, tradeflow.OK)
		}
	}
	f.begun = true
}
