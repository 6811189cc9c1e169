package chart

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// DivergingBars draws one period of gains and losses: a horizontal bar for each
// series, to the right of a zero line or to the left of it, sorted from the
// largest gain to the largest loss. It takes differences of shares
// (stats.Diff(stats.Share(...))), growth rates and differences of amounts; every
// number has its sign. Gains are blue and losses vermilion, save for series whose
// colour Figure.Colors fixes. Of more series than have room, those furthest from
// zero are drawn. Where a number is missing, its place at the end of the ranking
// says why. A thin line reaches over what a number may be at least and at most.
func DivergingBars(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{divergingName, planDiverging}}).describe()
}

const divergingName = "Diverging bar chart"

// planDiverging is a ranking in which any unit has signs, and the zero line
// stands inside where there are gains and losses.
func planDiverging(s *subject, panel vg.Rectangle) (plan, error) {
	if len(s.periods) != 1 {
		return plan{}, fmt.Errorf("chart: DivergingBars needs one period and the panel has %d: choose one with panel.At, or draw Bars", len(s.periods))
	}
	s.unit.plus = true
	return (&ranking{subject: s, area: panel, balanced: true}).plan()
}
