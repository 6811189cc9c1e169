package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// LogChange returns the natural logarithm of each number over that of the period
// so many months earlier, in log points: 0.1 is 10 log percent, and a rise and the
// fall back cancel out. A cell has no number where Change has none, and none for a
// series that ceased, which is NotPositive here: the logarithm of zero does not
// exist. Source: Törnqvist, Vartia and Vartia, How Should Relative Changes Be
// Measured?, The American Statistician 39 (1985).
//
// It panics where Change does.
func LogChange(p *tradeflow.Panel, months int) *tradeflow.Panel {
	cells.Refuse(p, "stats.LogChange", tradeflow.Growth, tradeflow.Points)
	return lagged(p, "stats.LogChange", months, "log change on ", logPoints, floored(p, 1, logChange))
}

var logPoints = cells.LogPoints

// logChange is ln(x/base).
func logChange(base, x cells.Cell) cells.Cell {
	c := unknown(cells.Edge(base, x))
	switch c.Status {
	case tradeflow.OK:
		c.Value = math.Log(x.Value / base.Value)
	case tradeflow.Ceased:
		c.Status = tradeflow.NotPositive
	}
	if base.IsRange() || x.IsRange() {
		low, high := cells.Quotient(base, x)
		c.Low, c.High = logOf(low), logOf(high)
	} else {
		c.Low, c.High = c.Value, c.Value
	}
	return c
}

// logOf is the logarithm of a positive number, and NaN of every other.
func logOf(v float64) float64 {
	if v > 0 {
		return math.Log(v)
	}
	return math.NaN()
}
