package chart

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// Bars draws the panel as bars that start at zero. One period gives a ranking:
// a horizontal bar for each series, the largest on top. Several periods of one
// series give upright bars in time order. Several of both give a group of
// horizontal bars for each series, ranked by the last period; up to six
// periods can be told apart. Where a number is missing, the place of its bar
// says why. A light extension reaches up to the upper bound of a range; of a
// change, a loss or a number with a lower bound, the range is a thin line. Of more
// rows than have room, the first are drawn, or where some are losses those
// furthest from zero. Where upright bars are too narrow for their numbers, only the
// highest, the lowest and the last have theirs.
func Bars(p *tradeflow.Panel) *Figure {
	return (&Figure{panel: p, kind: kind{barsName, planBars}}).describe()
}

const barsName = "Bar chart"

func planBars(s *subject, panel vg.Rectangle) (plan, error) {
	switch {
	case len(s.periods) > 1 && len(s.rows) == 1:
		return planColumns(s, panel)
	case len(s.periods) > 6:
		return plan{}, fmt.Errorf("chart: Bars of %d series in %d periods cannot be read: choose up to six periods with panel.At, or draw Lines", len(s.rows), len(s.periods))
	}
	return planRanking(s, panel)
}
